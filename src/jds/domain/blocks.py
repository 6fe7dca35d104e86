"""The blocks that messages are built from: person, case, offence, sanction, reference.

Attribute names are English; the Dutch name on the wire stands beside each. One definition serves
the edge and the domain (ADR 3): a block that decodes is a value of the domain, frozen and typed.
Unknown extra fields are ignored here and kept with the message as it was delivered.
"""

from typing import Annotated, Any, Literal, TypeAlias

from msgspec import Meta, Struct, field

from jds.domain.partial_date import PartialDate, UnknownDate
from jds.domain.time import LegalDay

Day: TypeAlias = LegalDay | UnknownDate
"""A legal day. Unknown only after a clerk released a message whose date was impossible."""

DayOrPart: TypeAlias = LegalDay | PartialDate
"""A legal day, or as much of one as the source knows."""

# msgspec holds decoded values to these bounds. The longest are ours: the contract names none, and
# what something is found by must fit an index (2,704 bytes in PostgreSQL).
Label: TypeAlias = Annotated[str, Meta(max_length=500)]
"""A number or name that something is found by."""

Code: TypeAlias = Annotated[str, Meta(max_length=100)]
"""A code of some list."""

OffenceNumber: TypeAlias = Annotated[int, Meta(ge=1, le=2_147_483_647)]
"""Place of an offence in the list of its case (feitnummer)."""

Quantity: TypeAlias = Annotated[int, Meta(ge=0, le=2**53)]
"""A count, of hours, cents or messages; never negative, and exact in every reader of JSON."""


class Block(Struct, frozen=True, omit_defaults=True):
    """A part of a message: frozen; encodes only what was stated."""


class SourceValue(Block, frozen=True):
    """A coded value as the source wrote it (bronwaarde), because no code of the contract fits.

    It is kept and shown as it stands. It is never mapped by guessing and never read as guilt.
    """

    code: Code | Annotated[int, Meta(ge=-(2**53), le=2**53)] | None = None
    text: str | None = field(default=None, name="tekst")

    def __post_init__(self) -> None:
        # A ValueError is what msgspec turns into a refusal that names the place in the message.
        if self.code is None and self.text is None:
            raise ValueError("A value of the source has a code or a text")


OffenceKind: TypeAlias = Literal["misdrijf", "overtreding"]
"""`misdrijf`: a crime. `overtreding`: a minor offence, which enters the register later or never."""

SanctionKind: TypeAlias = Literal[
    "gevangenisstraf",
    "hechtenis",
    "jeugddetentie",
    "taakstraf",
    "geldboete",
    "ontzegging-rijbevoegdheid",
    "tbs",
    "pij",
    "schadevergoedingsmaatregel",
    "gedragsbeinvloedende-maatregel",
    "overig",
]


class Name(Block, frozen=True):
    """A name as the source wrote it; display only, never an identity."""

    given_names: str | None = field(default=None, name="voornamen")
    prefix: str | None = field(default=None, name="voorvoegsel")
    family_name: str | None = field(default=None, name="geslachtsnaam")
    noble_title: str | SourceValue | None = field(default=None, name="adellijkeTitelPredicaat")


class Birth(Block, frozen=True):
    """Birth (geboorte): the date, as far as known, and the place."""

    on: DayOrPart | None = field(default=None, name="datum")
    place: str | None = field(default=None, name="plaats")
    country: str | SourceValue | None = field(default=None, name="land")


class Address(Block, frozen=True):
    """An address (adres) as the source wrote it."""

    street: str | None = field(default=None, name="straat")
    house_number: str | int | None = field(default=None, name="huisnummer")
    postcode: str | None = None
    town: str | None = field(default=None, name="woonplaats")
    country: str | SourceValue | None = field(default=None, name="land")


class LegalPerson(Block, frozen=True):
    """A legal person (rechtspersoon) with the data of Bjsg art. 6(2)."""

    name: str | None = field(default=None, name="naam")
    legal_form: str | SourceValue | None = field(default=None, name="rechtsvorm")
    rsin: str | None = None
    trade_register_number: str | None = field(default=None, name="kvkNummer")
    statutory_seat: str | None = field(default=None, name="statutaireZetel")
    actual_seat: str | None = field(default=None, name="feitelijkeZetel")


class Parent(Block, frozen=True):
    """A parent (ouder), given to tell people of one name apart."""

    name: Name | None = field(default=None, name="naam")
    birth: Birth | None = field(default=None, name="geboorte")


class Person(Block, frozen=True):
    """Who a message is about (persoon), as the source described that person then.

    Only the strafrechtsketennummer (`skn`) identifies. A BSN or a name describes: two people may
    carry the same one.
    """

    skn: str | None = None
    bsn: Label | None = None
    v_number: Label | None = field(default=None, name="vNummer")
    legal_person: LegalPerson | None = field(default=None, name="rechtspersoon")
    name: Name | None = field(default=None, name="naam")
    birth: Birth | None = field(default=None, name="geboorte")
    sex: str | SourceValue | None = field(default=None, name="geslacht")
    nationalities: tuple[str | SourceValue, ...] | None = field(
        default=None, name="nationaliteiten"
    )
    address: Address | None = field(default=None, name="adres")
    parents: tuple[Parent, ...] | None = field(default=None, name="ouders")
    aliases: tuple[Name, ...] | None = field(default=None, name="aliassen")


class Case(Block, frozen=True):
    """One person's case at the prosecution service (strafzaak), by the numbers it has."""

    case_number: str | None = field(default=None, name="parketnummer")
    source_number: Label | None = field(default=None, name="bronZaaknummer")


class Article(Block, frozen=True):
    """An article as the source cited it; it means what it meant on the day of the offence."""

    law: str = field(name="wet")
    article: str = field(name="artikel")
    paragraph: str | None = field(default=None, name="lid")


class OffencePeriod(Block, frozen=True):
    """When the offence was committed (pleegperiode): both days included, either may be partial."""

    first: DayOrPart = field(name="van")
    last: DayOrPart = field(name="tot")


class Offence(Block, frozen=True):
    """A count in a case (feit)."""

    number: OffenceNumber = field(name="feitnummer")
    kind: OffenceKind | SourceValue = field(name="soort")
    articles: tuple[Article, ...] = field(name="artikelen")
    qualification: str = field(name="kwalificatie")
    period: OffencePeriod = field(name="pleegperiode")
    participation: str | SourceValue | None = field(default=None, name="deelneming")
    completion: str | SourceValue | None = field(default=None, name="voltooiing")
    source_number: Label | None = field(default=None, name="bronFeitnummer")
    place: str | None = field(default=None, name="plaats")


class ForeignOffence(Block, frozen=True):
    """An offence in a foreign conviction, with its ECRIS code as the other state gave it."""

    number: OffenceNumber = field(name="feitnummer")
    qualification: str = field(name="kwalificatie")
    ecris: str | SourceValue | None = None
    period: OffencePeriod | None = field(default=None, name="pleegperiode")


class Amount(Block, frozen=True):
    """An amount of money in cents of its currency."""

    cents: Quantity = field(name="centen")
    currency: str = field(name="valuta")


class Sanction(Block, frozen=True):
    """A penalty or measure (sanctie). Durations are ISO 8601 text, as the source wrote them."""

    kind: SanctionKind | SourceValue = field(name="soort")
    duration: str | None = field(default=None, name="duur")
    unconditional: str | None = field(default=None, name="onvoorwaardelijk")
    probation: str | None = field(default=None, name="proeftijd")
    hours: Quantity | None = field(default=None, name="uren")
    amount: Amount | None = field(default=None, name="bedrag")
    for_life: bool | None = field(default=None, name="levenslang")
    offence_numbers: tuple[OffenceNumber, ...] | None = field(default=None, name="feitnummers")


class Finding(Block, frozen=True):
    """What a court decided about one offence (uitkomst)."""

    offence_number: OffenceNumber = field(name="feitnummer")
    result: "FindingResult | SourceValue" = field(name="uitkomst")


FindingResult: TypeAlias = Literal[
    "veroordeling",
    "vrijspraak",
    "ontslag-van-alle-rechtsvervolging",
    "schuldig-zonder-straf",
    "niet-ontvankelijk",
    "om-niet-ontvankelijk",
    "appellant-niet-ontvankelijk",
    "nietig",
    "bevestigd",
    "verworpen",
    "terugwijzing",
]


class Reference(Block, frozen=True):
    """The message that a correction or retraction is about (betreft)."""

    source: Label
    id: Label


class ForeignJudgment(Block, frozen=True):
    """The conviction by a court of another state (veroordeling in the foreign conviction)."""

    reference: Label = field(name="kenmerk")
    given_on: Day = field(name="uitgesprokenOp")
    court: str | None = field(default=None, name="instantie")
    irrevocable_on: Day | None = field(default=None, name="onherroepelijkOp")
    offences: tuple[ForeignOffence, ...] = field(default=(), name="feiten")
    sanctions: tuple[Sanction, ...] = field(default=(), name="sancties")
    may_be_passed_on: bool | None = field(default=None, name="doorgifteToegestaan")


Untyped: TypeAlias = Any
"""Whatever the source wrote there, or None: the register shows it and does not read it."""
