"""What the law says an offence is: the result of looking up what a source cited."""

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from msgspec import Struct

from jds.domain.blocks import OffenceKind
from jds.domain.time import LegalDay
from jds.law.articles import Citation
from jds.law.offences.provisions import Category, Provision
from jds.law.rule_file import Rule

ListStanding: TypeAlias = Literal["listed", "perhaps", "unknown", "not-listed"]
"""How an offence stands to a list: on it, perhaps on it, not to be compared, not on it."""


class CitedArticle(Struct, frozen=True):
    """An article as it is compared: the act by the name of the register, and the citation.

    Attributes:
        act: Its name in `law_names.yaml`; None for an act nobody listed.
        meant: Every provision of the tables it may mean on the days of the offence.
    """

    act: str | None
    citation: Citation
    meant: tuple[Provision, ...] = ()


class OffenceClass(Struct, frozen=True, kw_only=True):
    """What the law says of one offence on the day it was committed.

    When more than one provision may be meant (no paragraph cited, a period that crosses a change
    of law), the heaviest decides and the doubt is named: nothing is guessed in the light
    direction.

    Attributes:
        kind: Crime or minor offence: what the source stated, else what the provisions say.
        cited: Every article cited, as compared.
        categories: Of every provision that may be meant.
        maximum_months: The heaviest statutory maximum; None when none of them threatens prison,
            or when it is not known: then `maximum_unknown`.
        life: One of them can be punished with prison for life.
        whats: Qualifications of the provisions, sorted.
        confidence: Marks of the rows used, such as `T15, M`; empty when nothing was found.
        doubts: Why this is less than certain, sorted: `artikel-onbekend`, `wet-onbekend`,
            `meer-bepalingen`, `maximum-onbekend`, `wetswijziging-in-periode`, `datum-onbekend`,
            `soort-wijkt-af`.
        on_lists: How it stands to each version of each named list; asked by `standing`.
    """

    kind: OffenceKind | None
    cited: tuple[CitedArticle, ...]
    categories: frozenset[Category] = frozenset()
    maximum_months: int | None = None
    maximum_unknown: bool = False
    life: bool = False
    whats: tuple[str, ...] = ()
    confidence: str = ""
    doubts: tuple[str, ...] = ()
    on_lists: Mapping[tuple[str, LegalDay], ListStanding] = {}

    def standing(self, named: Rule[Any], *, on: LegalDay | None = None) -> ListStanding:
        """Tell how it stands to the named list, as that list read on `on` (the newest when None).

        Raises:
            KeyError: The list is not one of `NamedLists` of the edition that classified it.
        """
        return self.on_lists[named.id, named.on(on).takes_effect_on]

    def may_be_on(self, named: Rule[Any], *, on: LegalDay | None = None) -> bool:
        """Tell whether it is, or may be, on the named list: for keeping, guarding and warning."""
        return self.standing(named, on=on) in ("listed", "perhaps")

    def is_surely_on(self, named: Rule[Any], *, on: LegalDay | None = None) -> bool:
        """Tell whether it is on the named list beyond doubt: for telling others about it."""
        return self.standing(named, on=on) == "listed"

    @property
    def is_known(self) -> bool:
        """Tell whether any provision was found."""
        return bool(self.confidence)
