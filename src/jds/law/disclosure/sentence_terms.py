"""The term of one conviction under article 10 of the act, by what was imposed (Wjsg 10(2)-(5))."""

from collections.abc import Collection

from jds.domain.blocks import Sanction
from jds.domain.events import ExecutionReported
from jds.domain.time import LegalDay
from jds.law.disclosure.in_force import StandardInForce
from jds.law.disclosure.running import NEVER, RunningTerm, end_of_term
from jds.law.disclosure.sentences import carried_out, is_wholly_suspended, length_in_force, of_kinds
from jds.law.facts import known_day
from jds.law.lengths import NO_LENGTH
from jds.law.reasons import Reason


def sentence_term(
    sanctions: Collection[Sanction],
    *,
    executions: Collection[ExecutionReported],
    starts_on: LegalDay,
    counts: Reason,
    law: StandardInForce,
) -> RunningTerm:
    """Return the term of a conviction that counts, which `counts` says.

    Four years, or eight by what was imposed, with custody as imposed and six months of
    community service added. A sentence for life has no end.
    """
    long, added = law.long_term.value, law.additions.value
    custody = of_kinds(sanctions, long.custody)
    service = of_kinds(sanctions, long.community_service)
    years, why = _years(custody, service, executions=executions, law=law)
    reasons, months, length = [counts, why], 0, NO_LENGTH
    if service:
        months = added.community_service_months
        reasons.append(law.additions.because("community-service", months=months))
    if custody:
        if added.life == "no-end" and any(each.for_life for each in custody):
            reasons.append(law.additions.because("life"))
            return RunningTerm("10", starts_on, NEVER, tuple(reasons))
        length = length_in_force(
            custody,
            executions,
            unknown_is_whole=added.ordered_length_unknown == "whole-sentence",
        )
        if length is not NO_LENGTH:
            reasons.append(law.additions.because("custody", length=length.to_text()))
    until = end_of_term(starts_on, years=years, months=months, length=length)
    if law.prolongation.value.hospital_order != "nothing":
        until = _hospital_order(
            sanctions, executions=executions, until=until, reasons=reasons, law=law
        )
    return RunningTerm("10", starts_on, until, tuple(reasons))


def _years(
    custody: Collection[Sanction],
    service: Collection[Sanction],
    *,
    executions: Collection[ExecutionReported],
    law: StandardInForce,
) -> tuple[int, Reason]:
    rule = law.long_term
    years = rule.value.years
    if any(not is_wholly_suspended(each) for each in custody):
        return years, rule.because("custody", years=years)
    if any(carried_out(each, executions) for each in custody):
        return years, rule.because("ordered", years=years)
    if service:
        return years, rule.because("community-service", years=years)
    years = law.term.value.years
    return years, law.term.because("term", years=years)


def _hospital_order(
    sanctions: Collection[Sanction],
    *,
    executions: Collection[ExecutionReported],
    until: LegalDay,
    reasons: list[Reason],
    law: StandardInForce,
) -> LegalDay:
    """Return the end of a term with a hospital order that may have been prolonged."""
    measures = law.convictions.value.equal_with
    for order in of_kinds(sanctions, measures):
        report = carried_out(order, executions)
        has_ended = report is not None and report.execution == "geeindigd"
        ended = known_day(report.executed_on) if report and has_ended else NEVER
        if ended is not None and ended > until:
            until = ended
            reasons.append(law.prolongation.because("hospital-order"))
    return until
