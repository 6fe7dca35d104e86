"""The forms of the rules on what standard recipients see: Wjsg 10, 11 and 12."""

from typing import ClassVar, Literal

from jds.domain.blocks import SanctionKind
from jds.domain.record import OutcomeKind
from jds.domain.time import LegalDay
from jds.law.rule_file import RuleValue
from jds.law.values import Threshold


class Convictions(RuleValue, frozen=True, kw_only=True):
    """Which outcomes count at all (Wjsg 10(1)).

    Attributes:
        convictions: Outcomes that count with a penalty.
        equal_with: Measures that make an outcome of `equal` count as a conviction.
        uncertain: Sanctions that may be a penalty or a measure; the choice is `uncertain_counts`.
        doubts: Doubts of the record that make an irrevocability uncertain; such a fact does not
            count.
        minor_needs: Sanctions of which a minor offence needs one.
    """

    says: ClassVar = {
        "counts": ("outcome", "irrevocable_on"),
        "open": (),
        "no-conviction": ("outcome",),
        "acquitted-on-revision": ("outcome",),
        "not-irrevocable": (),
        "irrevocable-later": ("irrevocable_on",),
        "doubt": ("doubt",),
        "day-unknown": (),
        "no-penalty": (),
        "minor-offence": (),
        "kind-unknown": (),
    }

    convictions: tuple[OutcomeKind, ...]
    equal: tuple[OutcomeKind, ...]
    equal_with: tuple[SanctionKind, ...]
    penalties: tuple[SanctionKind, ...]
    measures: tuple[SanctionKind, ...]
    uncertain: tuple[SanctionKind, ...]
    uncertain_counts: bool
    minor_needs: tuple[SanctionKind, ...]
    kind_unknown: Literal["as-minor-offence", "as-crime"]
    irrevocable_day_unknown: Literal["from-the-decision", "does-not-count"]
    doubts: tuple[str, ...]


class Term(RuleValue, frozen=True):
    """The ordinary term from the irrevocability, in years (Wjsg 10(2)(b))."""

    says: ClassVar = {
        "term": ("years",),
        "within": ("until",),
        "passed": ("until",),
        "no-end": (),
    }

    years: int


class LongTerm(RuleValue, frozen=True, kw_only=True):
    """The long term, in years, and the sanctions that give it (Wjsg 10(3))."""

    says: ClassVar = {
        "custody": ("years",),
        "ordered": ("years",),
        "community-service": ("years",),
    }

    years: int
    custody: tuple[SanctionKind, ...]
    community_service: tuple[SanctionKind, ...]


class Additions(RuleValue, frozen=True, kw_only=True):
    """What is added to a term (Wjsg 10(4)).

    Attributes:
        ordered_length_unknown: What conditional custody adds of which the execution was ordered
            and no length is stated.
    """

    says: ClassVar = {"custody": ("length",), "life": (), "community-service": ("months",)}

    community_service_months: int
    ordered_length_unknown: Literal["nothing", "whole-sentence"]
    life: Literal["no-end", "nothing"]


class Prolongation(RuleValue, frozen=True):
    """Prolonged probation and hospital orders (Wjsg 10(5)), which no message states."""

    says: ClassVar = {"hospital-order": ()}

    hospital_order: Literal["nothing", "until-its-reported-end"]


class ChainedArticle(RuleValue, frozen=True):
    """The article whose terms are held open, and the articles whose terms do so."""

    article: Literal["10", "11", "12"]
    held_open_by: tuple[Literal["10", "11", "12"], ...]


class Chain(RuleValue, frozen=True):
    """Terms do not end while another one runs (Wjsg 10(6), 11(5), 12(7)).

    Attributes:
        ends_where_next_begins: Whether a term is held open by one that begins on the very day on
            which it ends.
    """

    says: ClassVar = {"held-open": ("until",)}

    articles: tuple[ChainedArticle, ...]
    ends_where_next_begins: bool


class ForeignTerms(RuleValue, frozen=True, kw_only=True):
    """Foreign convictions (Wjsg 10(2)(c), 10(7)).

    Attributes:
        starts_days_after: Days after the irrevocability on which the term starts.
        crimes_here: Codes of ECRIS, their first four digits or the first two of a category, that
            are certainly a crime under Dutch law.
        not_known_to_be_a_crime: What happens with any other.
    """

    says: ClassVar = {
        "counts": ("irrevocable_on",),
        "not-irrevocable": (),
        "no-penalty": (),
        "no-crime-here": (),
        "juvenile": (),
    }

    starts_days_after: int
    crimes_here: tuple[str, ...]
    not_known_to_be_a_crime: Literal["does-not-count", "counts"]


class LegalPersonTerms(RuleValue, frozen=True, kw_only=True):
    """Minor offences of legal persons (Wjsg 11).

    Attributes:
        category: Lowest category of fine that counts; its amounts are those of `RET-11/fines`.
    """

    says: ClassVar = {
        "counts": ("irrevocable_on",),
        "fine-too-low": ("above",),
        "unconditional": ("years",),
    }

    fines: tuple[SanctionKind, ...]
    category: int
    category_day_unknown: Literal["newest-amounts", "oldest-amounts"]
    currency: str
    years: int
    years_unconditional: int


class JuvenileTerms(RuleValue, frozen=True, kw_only=True):
    """Persons tried under juvenile law (Wjsg 12(1), (3), (4), (6)).

    Attributes:
        juvenile_sanctions: Sanctions that only juvenile law knows.
        adult_sanctions: Sanctions that only adult law knows.
        of_age: From this age, in years at the offence, adult law applies when no sanction tells.
        at_least: Youngest age at the offence that is supplied, in years.
    """

    says: ClassVar = {
        "by-sanction": ("sanction",),
        "by-age": (),
        "counts": ("irrevocable_on",),
        "too-young": ("at_least",),
        "age-unknown": ("at_least",),
        "no-crime": (),
        "too-light": (),
        "detention": ("years",),
        "placement-runs": (),
        "placement-ended": ("until",),
    }

    juvenile_sanctions: tuple[SanctionKind, ...]
    adult_sanctions: tuple[SanctionKind, ...]
    of_age: int
    at_least: int
    detention: tuple[SanctionKind, ...]
    placement: tuple[SanctionKind, ...]
    fines: tuple[SanctionKind, ...]
    fine_above: Threshold
    community_service: tuple[SanctionKind, ...]
    hours_above: int
    years: int
    years_detention: int


class Suspended(RuleValue, frozen=True):
    """A juvenile sentence that is wholly suspended and not executed (Wjsg 12(2)(c))."""

    says: ClassVar = {"suspended": ()}

    execution_reported: Literal["counts-as-ordered", "does-not-count"]


class OldRegister(RuleValue, frozen=True):
    """Juvenile data entered in the old register before the reform (Wjsg 75)."""

    says: ClassVar = {"not-stated": ("before",)}

    reform_on: LegalDay
    not_stated: Literal["as-any-juvenile"]
