"""Groups of fields that may be shown, and the sets of groups that purposes use.

A group is as on the wire; `law/data/disclosure/fields.yaml` says which letters of the decree
(Bjsg 6, 7 and 8) each one is, and which sets of groups there are.
"""

from typing import Literal, TypeAlias

from jds.law.rule_file import RuleValue

PersonField: TypeAlias = Literal[
    "nummers",
    "naam",
    "geboorte",
    "adres",
    "nationaliteit",
    "rechtspersoon",
    "overige-persoonsgegevens",
]
"""Groups of data on the person."""

FactField: TypeAlias = Literal[
    "parketnummer",
    "inschrijving",
    "kwalificatie",
    "artikelen",
    "pleegperiode",
    "afdoening",
    "sepotgronden",
    "voorwaarden",
    "sancties",
    "onherroepelijkheid",
    "proeftijd",
    "telt-mee-tot",
    "geschiedenis",
    "rechtsmiddelen",
    "hechtenis",
    "invrijheidstelling",
    "tenuitvoerlegging",
    "gratie",
    "stukken",
    "twijfel",
]
"""Groups of data on a fact or a foreign conviction."""

Field: TypeAlias = PersonField | FactField
"""A group of data that may be shown or not, as a whole."""


class FieldGroup(RuleValue, frozen=True, kw_only=True):
    """What a group of fields is in the decree.

    Attributes:
        field: The group.
        cite: The letters of the decree that it is; None for data that no letter names.
        holds: What is in it, for readers.
    """

    field: Field
    cite: str | None = None
    holds: str


class FieldSet(RuleValue, frozen=True, kw_only=True):
    """A set of groups that purposes refer to by name."""

    name: str
    person: tuple[PersonField, ...] = ()
    fact: tuple[FactField, ...] = ()


class Fields(RuleValue, frozen=True):
    """Every group, and every set of groups; `foreign` are those a foreign conviction has."""

    groups: tuple[FieldGroup, ...]
    sets: tuple[FieldSet, ...]
    foreign: tuple[FactField, ...]
