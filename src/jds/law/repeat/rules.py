"""The rules on repeated offences (recidive) as their files have them."""

from typing import ClassVar, Literal

from msgspec import Struct

from jds.domain.blocks import SanctionKind
from jds.domain.record import OutcomeKind
from jds.domain.time import LegalDay
from jds.law.reading import RuleReader
from jds.law.rule_file import Confidence, Rule, RuleValue


class EarlierDisposals(RuleValue, frozen=True):
    """REC-1: which earlier disposals (afdoeningen) count, and from which day.

    Attributes:
        final: Outcomes that count from the day they became final.
        met: Outcomes that count from the day they were met.
        to_look_into: Outcomes that cannot be read.
        on_the_day_itself: Whether a disposal on the day of the offence is earlier than it.
        paid_penal_order: What a penal order is that was executed in full before its
            irrevocability was reported.
    """

    says: ClassVar = {
        "disposal": ("outcome", "disposed_on"),
        "disposal_day_unknown": ("outcome",),
        "final_by_payment": ("executed_on",),
        "not_final": ("outcome",),
        "not_met": ("outcome",),
        "no_disposal": ("outcome",),
        "unknown_outcome": (),
        "not_earlier": ("disposed_on", "offence_on"),
        "within": ("disposed_on", "years", "ends_before", "offence_on"),
        "over": ("disposed_on", "years", "ends_before", "offence_on"),
        "cannot_tell": ("years",),
        "number_within": ("number", "years"),
        "foreign": ("number",),
    }

    final: tuple[OutcomeKind, ...]
    met: tuple[OutcomeKind, ...]
    to_look_into: tuple[OutcomeKind, ...]
    on_the_day_itself: Literal["earlier", "not-earlier"]
    paid_penal_order: Literal["final", "open"]


class RepeatTerm(RuleValue, frozen=True, kw_only=True):
    """A term for some articles.

    Attributes:
        act: The act, by the name its sources use.
        articles: Articles and ranges that have this term.
        years: Years from the earlier disposal in which a new offence is a repeat.
        disposals: Earlier outcomes that count.
        earlier: Articles of the act of which an earlier disposal counts; the same when empty.
        cite: Where it stands.
    """

    act: str
    articles: tuple[str, ...]
    years: int
    disposals: tuple[OutcomeKind, ...]
    cite: str
    confidence: Confidence
    earlier: tuple[str, ...] = ()
    note: str | None = None


class RepeatTerms(RuleValue, frozen=True):
    """REC-2: the terms of single articles."""

    says: ClassVar = {
        "asked": ("years",),
        "of_article": ("years", "source"),
        "no_term": (),
        "other_article": (),
        "less_precise": (),
        "act_unknown": (),
    }

    terms: tuple[RepeatTerm, ...]


class SimilarAct(RuleValue, frozen=True):
    """Crimes of one act in a group: articles, or all of them."""

    act: str
    articles: tuple[str, ...] = ()
    whole_act: bool = False


class SimilarCrimes(RuleValue, frozen=True):
    """REC-3: the general rule for similar crimes.

    Attributes:
        years: From the day the earlier conviction became final.
        sentences: Sanctions of which the conviction must have one.
        groups: Crimes that are similar to each other in any case.
        custody_extends: Whether time in custody lengthens the term.
    """

    says: ClassVar = {
        "used": ("years",),
        "similar": (),
        "no_crime": (),
        "no_such_sentence": (),
        "extended": ("days",),
        "extension_unknown": (),
    }

    years: int
    disposals: tuple[OutcomeKind, ...]
    sentences: tuple[SanctionKind, ...]
    custody_extends: bool
    groups: tuple[tuple[SimilarAct, ...], ...]


class Renumbered(RuleValue, frozen=True, kw_only=True):
    """Articles whose number means another offence from a day on."""

    act: str
    on: LegalDay
    articles: tuple[str, ...]


class Successor(RuleValue, frozen=True, kw_only=True):
    """An article that took the place of another, for offences from a day on."""

    act: str
    on: LegalDay
    old: str
    new: str
    confidence: Confidence


class Numbering(RuleValue, frozen=True):
    """REC-4: an article is the same only under the numbering of its own day."""

    says: ClassVar = {
        "other_numbering": ("changed_on",),
        "numbering_unknown": ("changed_on",),
        "successor": ("old", "new"),
    }

    renumbered: tuple[Renumbered, ...]
    successors: tuple[Successor, ...]


class AfterFailedExecution(RuleValue, frozen=True):
    """SEP-6: dismissals that ended the execution of a penal order, which still counts."""

    says: ClassVar = {"still_counts": ("decided_on",), "order_not_found": ("decided_on",)}

    grounds: tuple[str, ...]


class RepeatLaw(Struct, frozen=True):
    """The rules on repeated offences."""

    disposals: Rule[EarlierDisposals]
    terms: Rule[RepeatTerms]
    similar: Rule[SimilarCrimes]
    numbering: Rule[Numbering]
    after_failed_execution: Rule[AfterFailedExecution]


def read_repeat_law(reader: RuleReader) -> RepeatLaw:
    """Read the rules on repeated offences."""
    rule = reader.rule
    return RepeatLaw(
        disposals=rule("repeat/disposals.yaml", EarlierDisposals),
        terms=rule("repeat/terms.yaml", RepeatTerms),
        similar=rule("repeat/similar_crimes.yaml", SimilarCrimes),
        numbering=rule("repeat/numbering.yaml", Numbering),
        after_failed_execution=rule("repeat/after_failed_execution.yaml", AfterFailedExecution),
    )
