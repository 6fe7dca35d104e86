"""The rules on retention as their files have them: terms, starting events, and what was chosen.

Where the statute is silent the choice is a value of the file, and the code obeys each alternative
that its type allows.
"""

from collections.abc import Mapping
from typing import ClassVar, Literal, TypeAlias

from msgspec import Struct

from jds.domain.blocks import SanctionKind
from jds.domain.record import OutcomeKind
from jds.law.reading import RuleReader
from jds.law.retention.earlier import EarlierLaw, read_earlier_law
from jds.law.rule_file import Rule, RuleValue

Says: TypeAlias = Mapping[str, tuple[str, ...]]

Combination: TypeAlias = Literal["earliest", "latest"]
"""Which of two ends counts when the law gives both: Q1."""

OfDeath: TypeAlias = Literal["counts", "does-not-count"]


class StartingEvents(RuleValue, frozen=True, kw_only=True):
    """From which event the term counts, for each way in which an offence may have ended.

    Attributes:
        decision: From the day of the decision not to prosecute, or not to prosecute further.
        verdict: From the day a verdict of Sv 351 or 352 was given.
        execution: From the day on which everything imposed was executed.
        undecided: None of these; the term of prescription decides.
        not_understood: The source's own word; nobody guesses what it means.
        verdict_that_counts: Of several verdicts in one case.
    """

    says: ClassVar[Says] = {
        "decision": ("outcome", "starts_on"),
        "verdict": ("outcome", "starts_on"),
        "execution": ("starts_on",),
        "not_executed": (),
        "day_unknown": ("outcome",),
        "day_bounded": ("outcome", "starts_on"),
        "not_understood": (),
        "undecided": ("outcome",),
    }
    decision: tuple[OutcomeKind, ...]
    verdict: tuple[OutcomeKind, ...]
    execution: tuple[OutcomeKind, ...]
    undecided: tuple[OutcomeKind, ...]
    not_understood: tuple[OutcomeKind, ...]
    verdict_that_counts: Literal["in-force", "first-instance"]


class HeavyCrimeTerm(RuleValue, frozen=True, kw_only=True):
    """The term of crimes with a statutory maximum of at least so many months of prison."""

    says: ClassVar[Says] = {
        "kept": ("years", "maximum_months", "gone_on"),
        "kept_life": ("years", "gone_on"),
        "kept_maximum_unknown": ("years", "gone_on"),
    }
    years: int
    maximum_at_least_months: int


class LightCrimeTerm(RuleValue, frozen=True):
    """The term of all other crimes."""

    says: ClassVar[Says] = {"kept": ("years", "maximum_months", "gone_on")}
    years: int


class AfterDeath(RuleValue, frozen=True, kw_only=True):
    """The term after death, and how it goes together with the term of the offence."""

    says: ClassVar[Says] = {
        "decides": ("died_on", "years", "gone_on"),
        "does_not_decide": ("died_on", "years", "gone_on"),
        "day_unknown": ("years",),
    }
    years: int
    death_against_term: Combination


class Undecided(RuleValue, frozen=True, kw_only=True):
    """An offence that was never decided in the sense of the statute.

    Attributes:
        without_starting_event: Outcomes that end a case and that the statute gives no start (Q4).
        lapse_that_counts: The last day on which the right may lapse, whatever acts of prosecution
            nobody stated, or the day by the acts that were stated.
        death: Whether the term after death bounds such an offence too.
    """

    says: ClassVar[Says] = {
        "lapses": ("lapses_on",),
        "never_lapses": (),
        "lapse_unknown": (),
        "without_starting_event": ("outcome",),
    }
    without_starting_event: tuple[OutcomeKind, ...]
    lapse_that_counts: Literal["at-latest", "by-known-acts"]
    death: OfDeath


class LaterVerdict(RuleValue, frozen=True, kw_only=True):
    """A verdict for another crime during the term.

    Attributes:
        years_six_or_more: After that verdict, when its crime has a maximum of six years or more.
        years_below_six: After that verdict, for any other crime.
        extended_by: Outcomes that extend. A penal order does from the day it is executed.
        same_day: Whether a verdict on the very day the term starts extends it.
        earlier: Whether a verdict from before the start, of which the term ends later, extends.
        day_unknown: Whether a verdict on an unknown day may extend, so that nothing ends.
    """

    says: ClassVar[Says] = {
        "extended": ("outcome", "verdict_on", "years", "gone_on"),
        "other_day_unknown": ("outcome",),
    }
    years_six_or_more: int
    years_below_six: int
    extended_by: tuple[OutcomeKind, ...]
    same_day: Literal["extends", "does-not-extend"]
    earlier: Literal["counts", "does-not-count"]
    day_unknown: Literal["keeps", "ignored"]


class LongCustody(RuleValue, frozen=True, kw_only=True):
    """Prison or a custodial measure of more than so many years."""

    says: ClassVar[Says] = {"added": ("longer_than_years", "years_added", "gone_on")}
    longer_than_years: int
    years_added: int
    below_six_years_too: bool


class LifeOrLongMeasure(RuleValue, frozen=True, kw_only=True):
    """Prison for life, or a custodial measure of more than so many years."""

    says: ClassVar[Says] = {
        "life": ("years", "gone_on"),
        "measure": ("years", "measure_longer_than_years", "gone_on"),
    }
    years: int
    measure_longer_than_years: int
    death: OfDeath


class SexualOffences(RuleValue, frozen=True, kw_only=True):
    """Sexual offences: one term instead of all others.

    Attributes:
        starts_at: The starting event of other crimes, or the day the case was registered (Q2).
    """

    says: ClassVar[Says] = {
        "kept": ("years", "starts_on", "gone_on"),
        "no_start": ("years",),
    }
    years: int
    starts_at: Literal["starting-event", "registration"]


class Review(RuleValue, frozen=True):
    """How often a record that is kept for so long is looked at again (Q5)."""

    says: ClassVar[Says] = {"due": ("every_years", "review_on")}
    every_years: int


class MinorTerm(RuleValue, frozen=True):
    """The term of minor offences."""

    says: ClassVar[Says] = {"kept": ("years", "gone_on")}
    years: int


class LongMinorTerm(RuleValue, frozen=True, kw_only=True):
    """The term of minor offences for which more than a fine was imposed.

    Attributes:
        fine_category_from: Lowest category of a fine on a legal person that counts.
        fine_reaches: At the amount of that category, or above that of the next lower one.
        fine_not_comparable: A fine on a legal person without amount or in another currency.
    """

    says: ClassVar[Says] = {
        "custody": ("years", "sanction", "gone_on"),
        "fine_of_legal_person": ("years", "category", "gone_on"),
        "fine_not_comparable": ("years", "category", "gone_on"),
    }
    years: int
    custody: tuple[SanctionKind, ...]
    community_service: tuple[SanctionKind, ...]
    fines: tuple[SanctionKind, ...]
    fine_category_from: int
    fine_reaches: Literal["category-amount", "above-lower-category"]
    fine_not_comparable: Literal["counts", "does-not-count"]


class FineCategories(RuleValue, frozen=True):
    """The amounts of the categories of fines, the first category first, in cents of a euro."""

    cents: tuple[int, ...]


class NotNeeded(RuleValue, frozen=True, kw_only=True):
    """A minor offence whose final decision stays below the threshold of entry.

    Attributes:
        on_decision: Outcomes that end the case by themselves.
        when_irrevocable: Outcomes that do once they are irrevocable.
    """

    says: ClassVar[Says] = {"below_threshold": ("entry_rule", "outcome", "gone_on")}
    on_decision: tuple[OutcomeKind, ...]
    when_irrevocable: tuple[OutcomeKind, ...]


class Acquittal(RuleValue, frozen=True):
    """The category in which a person is kept, by outcome (Wjsg art. 7c)."""

    says: ClassVar[Says] = {"kept_apart": ("category",)}
    categories: dict[OutcomeKind, Literal["vrijgesproken", "ontslagen-van-rechtsvervolging"]]


class ForeignTerm(RuleValue, frozen=True, kw_only=True):
    """Convictions by courts of other states.

    Attributes:
        kept_as: The class of crimes whose term they get.
        extend_others: Whether such a conviction extends the terms of other crimes.
        sexual_codes: First two digits of the ECRIS codes kept as sexual offences.
    """

    says: ClassVar[Says] = {"kept": ("starts_on",), "day_unknown": ()}
    kept_as: Literal["six-years-or-more", "below-six-years"]
    extend_others: bool
    sexual_codes: tuple[str, ...]


class DisclosureLog(RuleValue, frozen=True, kw_only=True):
    """How long the log of what was disclosed is kept, after each disclosure."""

    at_least_years: int
    as_long_as_the_record: bool


class RetentionLaw(Struct, frozen=True, kw_only=True):
    """The rules on retention."""

    starting_events: Rule[StartingEvents]
    heavy_crime: Rule[HeavyCrimeTerm]
    light_crime: Rule[LightCrimeTerm]
    death_heavy: Rule[AfterDeath]
    death_light: Rule[AfterDeath]
    undecided_crime: Rule[Undecided]
    later_verdict: Rule[LaterVerdict]
    long_custody: Rule[LongCustody]
    life: Rule[LifeOrLongMeasure]
    sexual: Rule[SexualOffences]
    review: Rule[Review]
    minor: Rule[MinorTerm]
    minor_long: Rule[LongMinorTerm]
    fine_categories: Rule[FineCategories]
    death_minor: Rule[AfterDeath]
    undecided_minor: Rule[Undecided]
    not_needed: Rule[NotNeeded]
    acquittal: Rule[Acquittal]
    foreign: Rule[ForeignTerm]
    disclosure_log: Rule[DisclosureLog]
    earlier: EarlierLaw


def read_retention_law(reader: RuleReader) -> RetentionLaw:
    """Read the rules on retention."""
    rule = reader.rule
    return RetentionLaw(
        starting_events=rule("retention/starting_events.yaml", StartingEvents),
        heavy_crime=rule("retention/crime_six_years_or_more.yaml", HeavyCrimeTerm),
        light_crime=rule("retention/crime_below_six_years.yaml", LightCrimeTerm),
        death_heavy=rule("retention/death_six_years_or_more.yaml", AfterDeath),
        death_light=rule("retention/death_below_six_years.yaml", AfterDeath),
        undecided_crime=rule("retention/undecided_crime.yaml", Undecided),
        later_verdict=rule("retention/later_verdict.yaml", LaterVerdict),
        long_custody=rule("retention/long_custody.yaml", LongCustody),
        life=rule("retention/life.yaml", LifeOrLongMeasure),
        sexual=rule("retention/sexual_offences.yaml", SexualOffences),
        review=rule("retention/review.yaml", Review),
        minor=rule("retention/minor_offence.yaml", MinorTerm),
        minor_long=rule("retention/minor_offence_heavier_penalty.yaml", LongMinorTerm),
        fine_categories=rule("retention/fine_categories.yaml", FineCategories),
        death_minor=rule("retention/death_minor_offence.yaml", AfterDeath),
        undecided_minor=rule("retention/undecided_minor_offence.yaml", Undecided),
        not_needed=rule("retention/below_the_threshold.yaml", NotNeeded),
        acquittal=rule("retention/acquittal.yaml", Acquittal),
        foreign=rule("retention/foreign_conviction.yaml", ForeignTerm),
        disclosure_log=rule("retention/disclosure_log.yaml", DisclosureLog),
        earlier=read_earlier_law(reader),
    )
