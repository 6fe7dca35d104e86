"""The rules on immigration and nationality as their files have them: one form for each rule."""

from typing import ClassVar, Literal, TypeAlias

from msgspec import Struct

from jds.domain.blocks import SanctionKind
from jds.domain.record import OutcomeKind
from jds.law.offences.lists import ListedOffence
from jds.law.reading import RuleReader
from jds.law.rule_file import Rule, RuleValue
from jds.law.values import Threshold

Purpose: TypeAlias = Literal["nationaliteit", "vreemdelingen"]
"""What is decided: on Dutch nationality (naturalisation, option), or on a permit to stay."""


class Ground(RuleValue, frozen=True):
    """IND-1: the norm for which facts are presented, and for which purposes it holds."""

    says: ClassVar = {"presented": ()}

    purposes: tuple[Purpose, ...]


class OpenCases(RuleValue, frozen=True):
    """IND-2: what counts as a serious suspicion that may still lead to a sanction.

    Attributes:
        open: Outcomes that are none yet.
        open_until_final: Outcomes after which a sanction may follow until they are irrevocable.
        to_look_into: Outcomes of which the register cannot tell whether a sanction may follow.
        probation_runs_from: Day from which a probation period of a sentence is counted.
        paid_penal_order: What a penal order is that was executed in full before its
            irrevocability was reported.
        case_without_offences: Group of a case of which the charges are not known yet.
    """

    says: ClassVar = {
        "open": ("registered_on",),
        "not_final": ("outcome", "decided_on"),
        "probation": ("sanction", "ends_before"),
        "pardon_probation": ("ends_before",),
        "probation_end_unknown": ("sanction",),
        "cannot_tell": ("outcome",),
        "final_by_payment": ("executed_on",),
        "transaction_not_met": ("decided_on",),
        "kind_unknown": (),
        "without_offences": (),
    }

    open: tuple[OutcomeKind, ...]
    open_until_final: tuple[OutcomeKind, ...]
    to_look_into: tuple[OutcomeKind, ...]
    probation_runs_from: Literal["irrevocable", "decided"]
    paid_penal_order: Literal["final", "open"]
    case_without_offences: Literal["open-zaak", "nader-onderzoek"]


class SingleReport(RuleValue, frozen=True):
    """IND-3: a single police report never refuses by itself.

    Attributes:
        outcomes: Outcomes that rest on no more than a police report taken into handling.
    """

    says: ClassVar = {"no_ground_alone": ()}

    outcomes: tuple[OutcomeKind, ...]


class RehabilitationTerm(RuleValue, frozen=True):
    """IND-4: how long a sanction counts.

    Attributes:
        years: Length of the term.
        version_of: Whether the day of the request or that of the decision fixes which length
            holds.
    """

    says: ClassVar = {
        "used": ("years", "requested_on"),
        "within": ("years", "ends_before", "requested_on"),
        "over": ("years", "ends_before", "requested_on"),
        "not_begun": ("years",),
        "cannot_tell": ("years", "requested_on"),
    }

    years: int
    version_of: Literal["request", "decision"]


class CountedSanctions(RuleValue, frozen=True):
    """IND-5: which sanctions for a crime count, and from what amount.

    Attributes:
        counted_outcomes: Outcomes of which the sanctions count.
        custody: Each counts, whatever its length.
        community_service: Each counts, whatever its length.
        fines: Counted by amount.
        not_counted: Never.
        to_look_into: The register cannot tell what they are.
        single_of_at_least: A fine of this amount counts by itself.
        several_each_of_at_least: Fines of this amount count together.
        several_total_of_at_least: ... if they come to this.
    """

    says: ClassVar = {
        "custody": ("sanction",),
        "community_service": ("sanction",),
        "fine": ("sanction", "at_least"),
        "several_fines": ("sanction", "each", "total", "number"),
        "too_few_fines": ("sanction", "each", "total"),
        "perhaps_enough_fines": ("sanction", "total"),
        "small_fine": ("sanction", "each"),
        "amount_unknown": ("sanction",),
        "not_counted": ("sanction",),
        "unknown_sanction": ("sanction",),
        "no_sanction_stated": ("outcome",),
        "foreign": ("number",),
    }

    counted_outcomes: tuple[OutcomeKind, ...]
    custody: tuple[SanctionKind, ...]
    community_service: tuple[SanctionKind, ...]
    fines: tuple[SanctionKind, ...]
    not_counted: tuple[SanctionKind, ...]
    to_look_into: tuple[SanctionKind, ...]
    single_of_at_least: Threshold
    several_each_of_at_least: Threshold
    several_total_of_at_least: Threshold


class StartOfTerm(RuleValue, frozen=True):
    """IND-6: on which day the term of a sanction starts.

    Attributes:
        conditional_fulfilled: Start of a conditional sentence that was never executed.
        execution_not_reported: Group of a sanction that became final longer ago than the term,
            of which no execution was ever reported.
        special_condition_met_by: Last day on which a special condition may have been met, as no
            message says when it was.
    """

    says: ClassVar = {
        "executed": ("sanction", "executed_on", "starts_on"),
        "conditional": ("sanction", "starts_on"),
        "special_condition": ("sanction",),
        "pardoned": ("sanction", "starts_on"),
        "running": ("sanction",),
        "for_life": ("sanction",),
        "not_reported": ("sanction",),
    }

    conditional_fulfilled: Literal["irrevocable", "end-of-probation"]
    execution_not_reported: Literal["nader-onderzoek", "binnen-rehabilitatietermijn"]
    special_condition_met_by: Literal["end-of-probation", "irrevocable"]


class LeftOut(RuleValue, frozen=True):
    """IND-7: what is left out altogether."""

    says: ClassVar = {
        "minor_offence": (),
        "guilty_without_penalty": ("decided_on",),
        "no_guilt": ("outcome", "decided_on"),
    }

    kinds: tuple[Literal["overtreding"], ...]
    guilty_without_penalty: tuple[OutcomeKind, ...]
    no_guilt: tuple[OutcomeKind, ...]


class Dismissals(RuleValue, frozen=True):
    """IND-8: a dismissal counts only while it is conditional.

    Attributes:
        grounds_to_look_into: Grounds of a dismissal that followed on a penal order, so that a
            sanction had been imposed.
        conditions_not_reported: Group of a conditional dismissal after its probation, when
            nothing says whether the conditions were met.
    """

    says: ClassVar = {
        "unconditional": ("decided_on",),
        "after_penal_order": ("decided_on",),
        "probation_runs": ("decided_on", "ends_before"),
        "probation_unknown": ("decided_on",),
        "conditions_met": ("decided_on",),
        "conditions_not_reported": ("decided_on", "ends_before"),
    }

    unconditional: tuple[OutcomeKind, ...]
    conditional: tuple[OutcomeKind, ...]
    grounds_to_look_into: tuple[str, ...]
    conditions_not_reported: Literal["nader-onderzoek", "telt-niet-mee", "open-zaak"]


class WithoutTerm(RuleValue, frozen=True):
    """IND-9: convictions that count for ever.

    Attributes:
        always: Offences that do whatever their maximum.
        if_grave: Offences that do when their statutory maximum is high enough.
        grave_from_months: That maximum; one that is not known may be.
    """

    says: ClassVar = {
        "without_term": ("irrevocable_on",),
        "perhaps_without_term": ("irrevocable_on",),
    }

    always: tuple[ListedOffence, ...]
    if_grave: tuple[ListedOffence, ...]
    grave_from_months: int


class Routes(RuleValue, frozen=True):
    """IND-10: whom the deciding body asks besides, and when it must hear the person."""

    says: ClassVar = {"ask_police_too": (), "hear_on_mismatch": ()}

    asks: tuple[Literal["register", "police"], ...]


class OpenCaseInquiry(RuleValue, frozen=True):
    """IND-11: what must be asked about an open case.

    Attributes:
        groups: Groups of facts that make the question necessary.
    """

    says: ClassVar = {"ask_prosecutor": (), "hold_not_needlessly": ()}

    groups: tuple[Literal["open-zaak", "nader-onderzoek"], ...]


class DecisionTerm(RuleValue, frozen=True):
    """How long a decision may take, and how often and how long it may be put off."""

    months: int = 0
    weeks: int = 0
    hold_months: int = 0
    hold_weeks: int = 0
    holds: int = 0


class Hold(RuleValue, frozen=True):
    """IND-12: the legal ceiling of a hold."""

    says: ClassVar = {
        "decide_by": ("complete_on", "decide_by"),
        "held_until": ("number", "until"),
        "no_longer": ("holds", "until"),
        "appealable": (),
    }

    naturalisation: DecisionTerm
    option: DecisionTerm


class SlidingScale(RuleValue, frozen=True):
    """IND-13: what the register gives for the sliding scale of the Aliens Decree.

    Attributes:
        maximum_from_months: From this statutory maximum an offence may count for anybody.
        maximum_from_months_longer_stay: ... and for somebody who has stayed longer.
        table_read: Whether the table of lengths of stay was read.
    """

    says: ClassVar = {
        "counted": ("irrevocable_on", "unconditional"),
        "counted_shorter_stay_only": ("irrevocable_on", "unconditional", "months"),
        "no_final_conviction": ("outcome", "decided_on"),
        "no_unconditional_part": ("irrevocable_on",),
        "maximum_too_low": ("months",),
        "maximum_unknown": ("irrevocable_on",),
        "day_unknown": (),
        "total": ("unconditional", "number"),
        "for_life": (),
        "measure": ("sanction",),
        "table_not_read": (),
    }

    maximum_from_months: int
    maximum_from_months_longer_stay: int
    counted_outcomes: tuple[OutcomeKind, ...]
    table_read: bool


class AgeOfCheck(RuleValue, frozen=True):
    """IND-14: from which age somebody is checked."""

    says: ClassVar = {"too_young": ("years",), "perhaps_too_young": ("years",)}

    years: int


class ImmigrationLaw(Struct, frozen=True):
    """The rules on immigration and nationality."""

    ground: Rule[Ground]
    open_cases: Rule[OpenCases]
    single_report: Rule[SingleReport]
    term: Rule[RehabilitationTerm]
    sanctions: Rule[CountedSanctions]
    start: Rule[StartOfTerm]
    left_out: Rule[LeftOut]
    dismissals: Rule[Dismissals]
    without_term: Rule[WithoutTerm]
    routes: Rule[Routes]
    open_case_inquiry: Rule[OpenCaseInquiry]
    hold: Rule[Hold]
    sliding_scale: Rule[SlidingScale]
    age: Rule[AgeOfCheck]


def read_immigration_law(reader: RuleReader) -> ImmigrationLaw:
    """Read the rules on immigration and nationality."""
    rule = reader.rule
    return ImmigrationLaw(
        ground=rule("immigration/ground.yaml", Ground),
        open_cases=rule("immigration/open_case.yaml", OpenCases),
        single_report=rule("immigration/single_report.yaml", SingleReport),
        term=rule("immigration/rehabilitation_term.yaml", RehabilitationTerm),
        sanctions=rule("immigration/sanctions.yaml", CountedSanctions),
        start=rule("immigration/start_of_term.yaml", StartOfTerm),
        left_out=rule("immigration/left_out.yaml", LeftOut),
        dismissals=rule("immigration/dismissal.yaml", Dismissals),
        without_term=rule("immigration/without_term.yaml", WithoutTerm),
        routes=rule("immigration/routes.yaml", Routes),
        open_case_inquiry=rule("immigration/open_case_inquiry.yaml", OpenCaseInquiry),
        hold=rule("immigration/hold.yaml", Hold),
        sliding_scale=rule("immigration/sliding_scale.yaml", SlidingScale),
        age=rule("immigration/age.yaml", AgeOfCheck),
    )
