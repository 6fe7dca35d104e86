"""What of a case may be shown at all: removal and entry.

Dismissal on the ground that somebody was wrongly regarded as a suspect removes the whole offence,
for every day and every moment of knowledge. A minor offence is hidden until the law lets it in.
Where nothing of a case is left, nothing shows that there was one.

Source: Bjsg art. 2-5, art. 7(1)(a).
"""

from msgspec import Struct
from msgspec.structs import replace

from jds.domain.case_fold import FoldedCase
from jds.domain.identity import SubjectKey
from jds.domain.partial_date import UnknownDate
from jds.domain.record import (
    CaseRecord,
    Effect,
    EffectOf,
    EntryRule,
    OffenceRecord,
    RemovedOffence,
)
from jds.domain.time import LegalDay

HIDDEN_CASE = "verborgen-zaak"
"""Why a message is hidden whose whole case is."""


class ShownCase(Struct, frozen=True):
    """What is left of a case, the effects, and what the law removes as far as this case shows."""

    record: CaseRecord | None
    effects: dict[int, EffectOf]
    removed: frozenset[RemovedOffence]


def hide(
    folded: FoldedCase,
    *,
    rule: EntryRule,
    owners: set[SubjectKey],
    members: frozenset[SubjectKey],
    removed: frozenset[RemovedOffence] | None,
) -> ShownCase:
    """Return `folded` without what may not be shown.

    Args:
        owners: Subjects whose messages made this case.
        members: All subjects of the person, to look up what is removed.
        removed: What is removed as known today; None when `folded` is what is known today. What
            is removed as known at the moment asked is hidden too.
    """
    case = folded.record
    if case is None:
        return ShownCase(None, folded.effects, frozenset())
    found = _removed_here(case, rule=rule, owners=owners)
    in_force = found if removed is None else found | removed
    is_removed = {
        name
        for each in in_force
        if each.subject in members and each.case in case.names
        for name in (each.offence,)
    }
    hidden = {
        offence.key
        for offence in case.offences
        if offence.key in is_removed or not _admitted(offence, case=case, rule=rule)
    }
    hidden |= {key for key in is_removed if key is not None}
    shown = tuple(offence for offence in case.offences if offence.key not in hidden)
    if None in is_removed or (not shown and hidden and case.offences):
        effects = {
            position: EffectOf(position, each.key, Effect.HIDDEN, HIDDEN_CASE)
            for position, each in folded.effects.items()
        }
        return ShownCase(None, effects, found)
    if not hidden:
        return ShownCase(case, folded.effects, found)
    effects = {
        position: EffectOf(position, each.key, Effect.HIDDEN, "verborgen-feit")
        if (keys := folded.concerns.get(position)) and keys <= hidden
        else each
        for position, each in folded.effects.items()
    }
    appeals = tuple(
        replace(appeal, against=left)
        for appeal in case.appeals
        if (left := tuple(key for key in appeal.against if key not in hidden)) or not appeal.against
    )
    return ShownCase(replace(case, offences=shown, appeals=appeals), effects, found)


def _removed_here(
    case: CaseRecord, *, rule: EntryRule, owners: set[SubjectKey]
) -> frozenset[RemovedOffence]:
    gone: list[str | None] = [
        offence.key for offence in case.offences if rule.removes(offence.outcome)
    ]
    dismissed_whole = not case.offences and case.whole_case and rule.removes(case.whole_case[-1])
    if dismissed_whole or (gone and len(gone) == len(case.offences)):
        gone.append(None)
    if not gone:
        return frozenset()
    return frozenset(
        RemovedOffence(subject, name, offence)
        for subject in owners
        for name in case.names
        for offence in gone
    )


def _admitted(offence: OffenceRecord, *, case: CaseRecord, rule: EntryRule) -> bool:
    registered_on: LegalDay | None = (
        None if isinstance(case.registered_on, UnknownDate) else case.registered_on
    )
    return rule.admits(
        offence.description,
        registered_on=registered_on,
        outcomes=(*offence.history, offence.outcome),
    )
