"""Terms in adoption and foster care: when a certificate is needed, and how long things hold."""

from msgspec import Struct

from jds.domain.partial_date import PartialDate, earliest, latest
from jds.domain.time import LegalDay, add_days, add_years
from jds.law.family.rules import FamilyLaw
from jds.law.reasons import Reason, because

_DAYS_IN_WEEK = 7


class FosterCare(Struct, frozen=True, kw_only=True):
    """Where somebody stands as a foster parent, on the day of the question.

    Attributes:
        was_before: Somebody was a foster parent before, or is one.
        ended_before: First day on which they no longer were; None while they still are.
    """

    was_before: bool = False
    ended_before: LegalDay | None = None
    changes_provider: bool = False
    has_new_resident: bool = False


class Needed(Struct, frozen=True):
    """Whether a certificate of no objection is needed, and every reason why, or why not."""

    needed: bool
    reasons: tuple[Reason, ...]


class ConsentTerm(Struct, frozen=True):
    """How long a consent in principle to adopt holds.

    Attributes:
        ends_before: First day on which it no longer holds.
        renew_by: Last day to ask for renewal.
        is_shortened: An age ends it before its years are over.
    """

    ends_before: LegalDay
    renew_by: LegalDay
    is_shortened: bool
    reasons: tuple[Reason, ...]


def certificate_needed(law: FamilyLaw, care: FosterCare, *, on: LegalDay) -> Needed:
    """Tell whether the board must issue a certificate of no objection (VGB) first.

    Source:
        Jeugdwet art. 5.1(1)(d): before the first child, on a change of provider, for a new
        resident, and after two years without being a foster parent.
    """
    rule = law.certificate
    years = rule.on(on).value.years_without_being_foster_parent
    reasons = []
    if not care.was_before:
        reasons.append(because(rule, "first_child", on=on))
    if care.changes_provider:
        reasons.append(because(rule, "change_of_provider", on=on))
    if care.has_new_resident:
        reasons.append(because(rule, "new_resident", on=on))
    since = care.ended_before
    again_from = None if since is None else add_years(since, years)
    if care.was_before and again_from is not None and on >= again_from:
        reasons.append(because(rule, "no_foster_parent_for_years", on=on, years=years, since=since))
    if reasons:
        return Needed(True, tuple(reasons))
    if again_from is None:
        return Needed(False, (because(rule, "still_foster_parent", on=on),))
    reason = because(rule, "not_needed", on=on, years=years, since=since, again_from=again_from)
    return Needed(False, (reason,))


def conditions_met_by(law: FamilyLaw, *, contract_on: LegalDay) -> tuple[LegalDay, Reason]:
    """Return the last day to meet the conditions for a child who already lives in the family.

    Source:
        Jeugdwet art. 5.1(3): within thirteen weeks after the foster contract.
    """
    rule = law.child_in_family
    weeks = rule.on(contract_on).value.weeks
    last_day = add_days(contract_on, weeks * _DAYS_IN_WEEK)
    reason = because(
        rule,
        "within_weeks",
        on=contract_on,
        weeks=weeks,
        contract_on=contract_on,
        last_day=last_day,
    )
    return last_day, reason


def consent_term(
    law: FamilyLaw,
    *,
    granted_on: LegalDay,
    births: tuple[LegalDay | PartialDate | None, ...] = (),
) -> ConsentTerm:
    """Return how long a consent in principle to adopt holds.

    Args:
        law: The rules on adoption.
        granted_on: First day of the consent, or of its renewal.
        births: Of the prospective parents, as far as known. A birth known in part shortens the
            consent only as far as is certain.

    Source:
        Wobka art. 3(1) (four years, not beyond an age), 4(b) (when to ask for renewal).
    """
    rule = law.consent
    value = rule.on(granted_on).value
    ends_before = add_years(granted_on, value.years)
    reasons = [
        because(
            rule,
            "holds_until",
            on=granted_on,
            years=value.years,
            granted_on=granted_on,
            ends_before=ends_before,
        )
    ]
    reached = [
        add_years(last, value.not_beyond_age)
        for last in (latest(born) for born in births if born is not None)
        if last is not None
    ]
    is_shortened = bool(reached) and min(reached) < ends_before
    if is_shortened:
        ends_before = max(min(reached), granted_on)
        reasons.append(
            because(
                rule,
                "ends_at_age",
                on=granted_on,
                age=value.not_beyond_age,
                ends_before=ends_before,
            )
        )
    if any(_may_end_it(born, before=ends_before, age=value.not_beyond_age) for born in births):
        reasons.append(because(rule, "age_unknown", on=granted_on, age=value.not_beyond_age))
    renew_by = add_days(ends_before, -value.renew_weeks_before * _DAYS_IN_WEEK)
    reasons.append(
        because(
            rule,
            "renew_by",
            on=granted_on,
            weeks=value.renew_weeks_before,
            renew_by=renew_by,
        )
    )
    return ConsentTerm(ends_before, renew_by, is_shortened, tuple(reasons))


def _may_end_it(born: LegalDay | PartialDate | None, *, before: LegalDay, age: int) -> bool:
    """Tell whether somebody may reach `age` before the day `before`, for all that is known."""
    if born is None:
        return True
    first = earliest(born)
    return first is None or add_years(first, age) < before
