"""Which messages are about a case that is held back until the law lets it in: pure.

What the law removed is not held back: nothing may tell that it ever was.
"""

from collections.abc import Collection, Iterator, Sequence

from jds.domain.events import StatedInCase
from jds.domain.hiding import HIDDEN_CASE
from jds.domain.identity import case_names, named_persons
from jds.domain.message import AcceptedMessage
from jds.domain.record import Register, RemovedOffence


def held_back(
    register: Register,
    messages: Sequence[AcceptedMessage],
    *,
    removed: Collection[RemovedOffence] = (),
) -> Iterator[int]:
    """Yield the positions of the messages about cases of which nothing may be shown yet.

    Args:
        register: What `messages` together say.
        removed: What the law removes as known now, beside what the register shows.
    """
    hidden = {position for position, each in register.effects.items() if each.reason == HIDDEN_CASE}
    if not hidden:
        return
    gone = {
        (each.subject, each.case) for each in (*register.removed, *removed) if each.offence is None
    }
    for message in messages:
        event = message.event
        if message.position not in hidden or not isinstance(event, StatedInCase):
            continue
        named = named_persons(event, key=message.key)[0].subject
        if not any((named, name) in gone for name in case_names(event.case)):
            yield message.position
