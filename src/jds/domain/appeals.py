"""Appeals in a case: each belongs to one party and to named offences.

Withdrawing an appeal ends it for the offences named only. An appeal that was filed before the
outcome became irrevocable, and that nothing has ended, makes that irrevocability doubtful; it
undoes nothing.

Source: message contract, section 3 ("Ways to end").
"""

from collections.abc import Sequence

from msgspec import Struct

from jds.domain.blocks import Day
from jds.domain.chains import Statement
from jds.domain.charges import OffenceKey
from jds.domain.events import AppealFiled, AppealWithdrawn
from jds.domain.partial_date import certainly_before
from jds.domain.record import AppealRecord


class _Filing(Struct, frozen=True):
    statement: Statement
    event: AppealFiled
    place: int
    against: tuple[OffenceKey, ...] | None


class _Withdrawal(Struct, frozen=True):
    statement: Statement
    event: AppealWithdrawn
    against: tuple[OffenceKey, ...] | None


class Appeals:
    """The appeals of one case, by the identifier that the court or prosecutor gave them."""

    def __init__(self) -> None:
        self._filed: dict[str, _Filing] = {}
        self._withdrawn: list[_Withdrawal] = []

    def file(
        self,
        statement: Statement,
        event: AppealFiled,
        *,
        place: int,
        against: tuple[OffenceKey, ...] | None,
    ) -> None:
        """Keep a filing; a later one with the same identifier replaces it."""
        self._filed[event.appeal_id] = _Filing(statement, event, place, against)

    def withdraw(
        self,
        statement: Statement,
        event: AppealWithdrawn,
        *,
        against: tuple[OffenceKey, ...] | None,
    ) -> None:
        """Keep a withdrawal, for the offences named or (None) for the whole appeal."""
        self._withdrawn.append(_Withdrawal(statement, event, against))

    def is_last(self, statement: Statement, event: AppealFiled) -> bool:
        """Tell whether no later filing has the same identifier."""
        return self._filed[event.appeal_id].statement is statement

    def withdrawals(self) -> list[tuple[Statement, tuple[OffenceKey, ...] | None]]:
        """Return every withdrawal with the offences that it leaves to its appeal to name.

        None for an appeal that was never filed here; empty where the withdrawal names offences
        itself, and where its appeal names none.
        """
        found: list[tuple[Statement, tuple[OffenceKey, ...] | None]] = []
        for withdrawal in self._withdrawn:
            filing = self._filed.get(withdrawal.event.appeal_id)
            if filing is None:
                found.append((withdrawal.statement, None))
            elif withdrawal.against is None:
                found.append((withdrawal.statement, filing.against or ()))
        return found

    def is_open_before(
        self,
        day: Day,
        *,
        offence: OffenceKey,
        judgments: Sequence[int],
        higher_judgments: Sequence[int],
    ) -> bool:
        """Tell whether an appeal on `offence`, filed before `day`, was never ended.

        `judgments` are the places in the order of judgments on the offence, `higher_judgments`
        those of a higher instance; an objection to a penal order is ended by any judgment.
        """
        for filing in self._filed.values():
            if filing.against is not None and offence not in filing.against:
                continue
            if not certainly_before(filing.event.filed_on, day):
                continue
            if any(key == offence for key, _ in self._withdrawals(filing, (offence,))):
                continue
            ending = judgments if filing.event.appeal == "verzet" else higher_judgments
            if not any(place > filing.place for place in ending):
                return True
        return False

    def records(self, all_offences: tuple[OffenceKey, ...]) -> tuple[AppealRecord, ...]:
        """Return every appeal with the offences it concerns and those it was withdrawn for."""
        records = []
        for _, filing in sorted(self._filed.items()):
            against = all_offences if filing.against is None else filing.against
            if filing.against == ():
                # Against offences that no list carries yet: it waits, and is not in the record.
                continue
            withdrawn = sorted(self._withdrawals(filing, against), key=lambda ended: ended[0])
            records.append(AppealRecord(filing.event, tuple(sorted(against)), tuple(withdrawn)))
        return tuple(records)

    def _withdrawals(
        self, filing: _Filing, against: tuple[OffenceKey, ...]
    ) -> list[tuple[OffenceKey, Day]]:
        ended: dict[OffenceKey, Day] = {}
        for withdrawal in self._withdrawn:
            if withdrawal.event.appeal_id != filing.event.appeal_id:
                continue
            for key in against if withdrawal.against is None else withdrawal.against:
                if key in against:
                    ended[key] = withdrawal.event.withdrawn_on
        return list(ended.items())
