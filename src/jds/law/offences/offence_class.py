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


DOUBTS: Mapping[str, str] = {
    "andere-wet": "an article that did not exist on some day of the offence, or was marked (oud)",
    "artikel-onbekend": "an article that is in no table",
    "datum-onbekend": "the offence has no first or no last day",
    "lid-onbekend": "a paragraph that is in no table; every provision of the article may be meant",
    "maximum-lager-mogelijk": "attempt, preparation or complicity: the maximum may be lower",
    "maximum-onbekend": "the maximum of some provision that may be meant is not known",
    "meer-bepalingen": "more than one provision may be meant",
    "soort-wijkt-af": "the source states another kind than the tables",
    "strafverzwaring": "an article that raises the maximum is cited, and counted",
    "strafverzwaring-niet-geteld": "an article that raises the maximum is cited, and not counted",
    "wet-onbekend": "an act nobody listed",
    "wetswijziging-in-periode": "the law changed between the first and the last day",
}
"""Why a class can be less than certain, by the word that says so on the wire."""


class CitedArticle(Struct, frozen=True):
    """An article as it is compared: the act by the name of the register, and the citation.

    Attributes:
        act: Its name in `law_names.yaml`; None for an act nobody listed.
        meant: Every provision of the tables it may mean on the days of the offence, each with the
            maximum as other cited articles raise it.
        marked_old: The source wrote "(oud)".
        by_other_law: On some day of the offence there was no such article, and the provision of
            another time is taken: a judgment may cite newer or older law (Sr 1(2)).
        is_beside: It describes no offence of its own; it is cited beside one.
    """

    act: str | None
    citation: Citation
    meant: tuple[Provision, ...] = ()
    marked_old: bool = False
    by_other_law: bool = False
    is_beside: bool = False


class OffenceClass(Struct, frozen=True, kw_only=True):
    """What the law says of one offence on the day it was committed.

    When more than one provision may be meant (no paragraph cited, a period that crosses a change
    of law), the heaviest decides and the doubt is named: nothing is guessed in the light
    direction.

    Attributes:
        kind: Crime or minor offence: what the source stated, else what the provisions say.
        cited: Every article cited, as compared.
        categories: Of every provision that may be meant.
        maximum_months: The heaviest statutory maximum that is known; None when no known one
            threatens prison.
        maximum_unknown: Some provision that may be meant has a maximum that is not known; then
            `maximum_months` is a lower bound. Never to be read as "light".
        life: One of them can be punished with prison for life.
        whats: Qualifications of the provisions, sorted.
        confidence: Marks of the rows used, such as `T15, M`; empty when nothing was found.
        doubts: Why this is less than certain, sorted; `DOUBTS` says what each means.
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
