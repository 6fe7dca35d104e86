"""Which messages count, and in what order: sections 1 and 2 of *how a record is made*, slowly.

Everything here is written a second time on purpose, from the words and not from the product, and
prefers the obvious over the quick.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cmp_to_key
from zoneinfo import ZoneInfo

import msgspec

from jds.domain.blocks import Day
from jds.domain.events import DataCorrected, DataRetracted, Event, SourceStatement
from jds.domain.message import AcceptedMessage, MessageKey

APPLIED = "toegepast"
WAITING = "wachtend"
CONTRADICTORY = "tegenstrijdig"
HIDDEN = "verborgen"
OVERTAKEN = "achterhaald"
WITHDRAWN = "ingetrokken"

LEGAL_DAY_FIELD = {
    "zaak-ingeschreven": "received_on",
    "tenlastelegging-gewijzigd": "changed_on",
    "vervolging-beslist": "decided_on",
    "uitspraak-gedaan": "given_on",
    "rechtsmiddel-ingesteld": "filed_on",
    "rechtsmiddel-ingetrokken": "withdrawn_on",
    "onherroepelijk-geworden": "irrevocable_on",
    "tenuitvoerlegging-gemeld": "executed_on",
    "stuk-gemeld": "expected_on",
    "persoon-gewijzigd": "valid_from",
    "persoon-overleden": "died_on",
    "gratie-verleend": "decided_on",
}

SEQUENCES = 2_147_483_647
"""How many sequence numbers there are; after the last one comes 1 again."""


@dataclass(frozen=True, eq=False)
class Statement:
    """What counts: the place in the order of the root, and the content that was stated last."""

    root: AcceptedMessage
    event: Event
    told_by: AcceptedMessage

    @property
    def key(self) -> MessageKey:
        return self.root.key

    @property
    def shown_on(self) -> date:
        """The legal day of the content; for a kind without one, the day it was logged."""
        return day_of(self.event, logged_at=self.root.time)


def amsterdam(moment: datetime) -> date:
    return moment.astimezone(ZoneInfo("Europe/Amsterdam")).date()


def stated_day(event: Event) -> Day | datetime | None:
    """The bold field of section 5 of the contract."""
    if event.kind == "hechtenis-gemeld":
        moment = getattr(event, "from_at")  # noqa: B009 - every kind is read by field name here
        return moment if isinstance(moment, datetime) else None
    if event.kind == "buitenlandse-veroordeling":
        day: Day = getattr(event, "judgment").given_on  # noqa: B009
        return day
    if event.kind not in LEGAL_DAY_FIELD:
        return None
    stated: Day = getattr(event, LEGAL_DAY_FIELD[event.kind])
    return stated


def day_of(event: Event, *, logged_at: datetime) -> date:
    stated = stated_day(event)
    if isinstance(stated, datetime):
        return amsterdam(stated)
    if isinstance(stated, date):
        return stated
    return amsterdam(logged_at)


def compare_sequences(left: int, right: int) -> int:
    """RFC 1982: the one from which the other is reached in less than half the circle is first."""
    if left == right:
        return 0
    steps_forward = (right - left) % SEQUENCES
    return -1 if steps_forward <= SEQUENCES // 2 else 1


def compare_messages(left: AcceptedMessage, right: AcceptedMessage) -> int:
    """Legal day, time, source, sequence, id."""
    left_day = day_of(left.event, logged_at=left.time)
    right_day = day_of(right.event, logged_at=right.time)
    if left_day != right_day:
        return -1 if left_day < right_day else 1
    if left.time != right.time:
        return -1 if left.time < right.time else 1
    if left.key.source != right.key.source:
        return -1 if left.key.source < right.key.source else 1
    by_sequence = compare_sequences(left.sequence, right.sequence)
    if by_sequence != 0:
        return by_sequence
    if left.key.id != right.key.id:
        return -1 if left.key.id < right.key.id else 1
    return 0


def compare_corrections(left: AcceptedMessage, right: AcceptedMessage) -> int:
    """Within one chain, so of one source: own time, sequence, id."""
    if left.time != right.time:
        return -1 if left.time < right.time else 1
    by_sequence = compare_sequences(left.sequence, right.sequence)
    if by_sequence != 0:
        return by_sequence
    if left.key.id != right.key.id:
        return -1 if left.key.id < right.key.id else 1
    return 0


def not_displaced(messages: Sequence[AcceptedMessage]) -> list[AcceptedMessage]:
    """Of messages with one source and id, only the first in the order of statements counts."""
    kept = []
    for message in messages:
        twins = [other for other in messages if other.key == message.key and other is not message]
        if not any(compare_messages(twin, message) < 0 for twin in twins):
            kept.append(message)
    return kept


def statements_among(
    messages: Sequence[AcceptedMessage],
) -> tuple[list[Statement], dict[int, str]]:
    """Return the statements, in order, and the effects that the chains alone decide.

    A message without an effect here gives the content of a statement and has the effect of that.
    """
    counting = not_displaced(messages)
    by_key = {message.key: message for message in counting}
    effects: dict[int, str] = {}
    in_chain_of: dict[int, MessageKey] = {}

    for message in counting:
        if not isinstance(message.event, DataCorrected | DataRetracted):
            continue
        root = _root_of(message, by_key)
        if isinstance(root, str):
            effects[message.position] = root
        elif root.key.source != message.key.source or isinstance(root.event, SourceStatement):
            effects[message.position] = CONTRADICTORY
        else:
            in_chain_of[message.position] = root.key

    statements = []
    for root in counting:
        if isinstance(root.event, DataCorrected | DataRetracted):
            continue
        chain = [message for message in counting if in_chain_of.get(message.position) == root.key]
        statement, of_chain = _resolve(root, chain)
        effects.update(of_chain)
        if statement is not None:
            statements.append(statement)
    return in_order(statements), effects


def in_order(statements: Sequence[Statement]) -> list[Statement]:
    return sorted(statements, key=cmp_to_key(_compare))


def _compare(left: Statement, right: Statement) -> int:
    return compare_messages(left.root, right.root)


def _root_of(
    message: AcceptedMessage, by_key: dict[MessageKey, AcceptedMessage]
) -> AcceptedMessage | str:
    """Follow `betreft` to the first message that is no correction, or say why there is none."""
    passed = [message.key]
    event = message.event
    while isinstance(event, DataCorrected | DataRetracted):
        named = MessageKey(source=event.concerns.source, id=event.concerns.id)
        if named in passed:
            return CONTRADICTORY
        if named not in by_key:
            return WAITING
        passed.append(named)
        message = by_key[named]
        event = message.event
        if isinstance(event, DataRetracted):
            return CONTRADICTORY
    return message


def _resolve(
    root: AcceptedMessage, chain: Sequence[AcceptedMessage]
) -> tuple[Statement | None, dict[int, str]]:
    effects: dict[int, str] = {}
    retracted = []
    for message in chain:
        if isinstance(message.event, DataRetracted):
            effects[message.position] = APPLIED
            retracted.append(MessageKey(message.event.concerns.source, message.event.concerns.id))

    corrections = [message for message in chain if isinstance(message.event, DataCorrected)]
    if root.key in retracted:
        for message in [root, *corrections]:
            effects[message.position] = WITHDRAWN
        return None, effects

    contents: list[tuple[AcceptedMessage, Event]] = []
    for correction in sorted(corrections, key=cmp_to_key(compare_corrections)):
        if correction.key in retracted:
            effects[correction.position] = WITHDRAWN
            continue
        content = _replacement(correction, root)
        if content is None:
            effects[correction.position] = CONTRADICTORY
        else:
            contents.append((correction, content))

    contents.insert(0, (root, root.event))
    for message, _ in contents[:-1]:
        effects[message.position] = OVERTAKEN
    told_by, event = contents[-1]
    return Statement(root=root, event=event, told_by=told_by), effects


def _replacement(correction: AcceptedMessage, root: AcceptedMessage) -> Event | None:
    assert isinstance(correction.event, DataCorrected)
    try:
        return msgspec.json.decode(correction.event.replacement, type=type(root.event))
    except msgspec.MsgspecError:
        return None
