"""The term of one conviction under article 10 of the act, by what was imposed (Wjsg 10(2)-(5))."""

from collections.abc import Collection

from jds.domain.blocks import Sanction
from jds.domain.events import ExecutionReported
from jds.domain.time import LegalDay
from jds.law.disclosure.rules import StandardLaw
from jds.law.disclosure.running import NEVER, RunningTerm, end_of_term
from jds.law.disclosure.sentences import carried_out, is_wholly_suspended, length_in_force, of_kinds
from jds.law.facts import known_day
from jds.law.lengths import NO_LENGTH
from jds.law.reasons import Reason, because


class SentenceTerms:
    """The rules on the length of a term, ready to be asked."""

    def __init__(self, law: StandardLaw) -> None:
        self._law = law

    def term(
        self,
        sanctions: Collection[Sanction],
        *,
        executions: Collection[ExecutionReported],
        starts_on: LegalDay,
        counts: Reason,
        on: LegalDay | None,
    ) -> RunningTerm:
        """Return the term of a conviction that counts, which `counts` says.

        Four years, or eight by what was imposed, with custody as imposed and six months of
        community service added. A sentence for life has no end.
        """
        law = self._law
        long, added = law.long_term.on(on).value, law.additions.on(on).value
        custody = of_kinds(sanctions, long.custody)
        service = of_kinds(sanctions, long.community_service)
        years, why = self._years(custody, service, executions=executions, on=on)
        reasons, months, length = [counts, why], 0, NO_LENGTH
        if service:
            months = added.community_service_months
            reasons.append(because(law.additions, "community-service", on=on, months=months))
        if custody:
            if added.life == "no-end" and any(each.for_life for each in custody):
                reasons.append(because(law.additions, "life", on=on))
                return RunningTerm("10", starts_on, NEVER, tuple(reasons))
            length = length_in_force(
                custody,
                executions,
                unknown_is_whole=added.ordered_length_unknown == "whole-sentence",
            )
            if length is not NO_LENGTH:
                reasons.append(because(law.additions, "custody", on=on, length=length.to_text()))
        until = end_of_term(starts_on, years=years, months=months, length=length)
        if law.prolongation.on(on).value.hospital_order != "nothing":
            until = self._hospital_order(
                sanctions, executions=executions, until=until, reasons=reasons, on=on
            )
        return RunningTerm("10", starts_on, until, tuple(reasons))

    def _years(
        self,
        custody: Collection[Sanction],
        service: Collection[Sanction],
        *,
        executions: Collection[ExecutionReported],
        on: LegalDay | None,
    ) -> tuple[int, Reason]:
        rule = self._law.long_term
        years = rule.on(on).value.years
        if any(not is_wholly_suspended(each) for each in custody):
            return years, because(rule, "custody", on=on, years=years)
        if any(carried_out(each, executions) for each in custody):
            return years, because(rule, "ordered", on=on, years=years)
        if service:
            return years, because(rule, "community-service", on=on, years=years)
        years = self._law.term.on(on).value.years
        return years, because(self._law.term, "term", on=on, years=years)

    def _hospital_order(
        self,
        sanctions: Collection[Sanction],
        *,
        executions: Collection[ExecutionReported],
        until: LegalDay,
        reasons: list[Reason],
        on: LegalDay | None,
    ) -> LegalDay:
        """Return the end of a term with a hospital order that may have been prolonged."""
        measures = self._law.convictions.on(on).value.equal_with
        for order in of_kinds(sanctions, measures):
            report = carried_out(order, executions)
            has_ended = report is not None and report.execution == "geeindigd"
            ended = known_day(report.executed_on) if report and has_ended else NEVER
            if ended is not None and ended > until:
                until = ended
                reasons.append(because(self._law.prolongation, "hospital-order", on=on))
        return until
