"""What the law says an offence is: the result of looking up what a source cited."""

from msgspec import Struct

from jds.domain.blocks import OffenceKind
from jds.law.articles import Citation
from jds.law.offences.rules import Category


class CitedArticle(Struct, frozen=True):
    """An article as it is compared: the act by the name of the register, and the citation.

    Attributes:
        act: Its name in `law_names.yaml`; None for an act nobody listed.
    """

    act: str | None
    citation: Citation


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

    @property
    def is_known(self) -> bool:
        """Tell whether any provision was found."""
        return bool(self.confidence)
