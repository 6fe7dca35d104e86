"""What was imposed and carried out, as terms ask it: custody, its length, and what was ordered."""

from collections.abc import Collection

from jds.domain.blocks import Sanction
from jds.domain.events import ExecutionReported
from jds.domain.time import Duration
from jds.law.lengths import NO_LENGTH, read_length, total
from jds.law.sanctions import is_unconditional, unconditional_part

_CARRIED_OUT = frozenset(("aangevangen", "geeindigd"))


def of_kinds(sanctions: Collection[Sanction], kinds: Collection[object]) -> list[Sanction]:
    """Return the sanctions of one of `kinds`, in order."""
    return [each for each in sanctions if each.kind in kinds]


def carried_out(
    sanction: Sanction, executions: Collection[ExecutionReported]
) -> ExecutionReported | None:
    """Return the last report that a sanction of this kind began or ended; None without one."""
    found = None
    for report in executions:
        if report.execution in _CARRIED_OUT and report.sanction.kind == sanction.kind:
            found = report
    return found


def is_wholly_suspended(sanction: Sanction) -> bool:
    """Tell whether the whole of `sanction` was imposed conditionally."""
    return not is_unconditional(sanction)


def length_in_force(
    custody: Collection[Sanction],
    executions: Collection[ExecutionReported],
    *,
    unknown_is_whole: bool,
) -> Duration:
    """Return how much custody was imposed without condition, or ordered to be executed later.

    Where the report on execution does not state how much was ordered, that is nothing, or the
    whole sentence when `unknown_is_whole`.
    """
    lengths = []
    for each in custody:
        if not is_wholly_suspended(each):
            length = unconditional_part(each)
        else:
            report = carried_out(each, executions)
            if report is None:
                continue
            ordered = read_length(report.sanction.duration)
            if ordered is None and unknown_is_whole:
                ordered = read_length(each.duration)
            length = ordered or NO_LENGTH
        if length != NO_LENGTH:
            lengths.append(length)
    if not lengths:
        return NO_LENGTH
    return lengths[0] if len(lengths) == 1 else total(lengths)
