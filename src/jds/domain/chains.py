"""Corrections and retractions: which content of a message counts.

A correction names the original or an earlier correction; both mean the root of the chain. What
is left is a *statement*: it stands in the order where its root stands, and says what the last
live correction says. Arrival plays no part.

Source: message contract, section 3 ("Corrections").
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from operator import itemgetter

from msgspec import Struct

from jds.domain.decode import decode_replacement
from jds.domain.events import DataCorrected, DataRetracted, Event, SourceStatement
from jds.domain.message import (
    AcceptedMessage,
    MessageKey,
    StatementOrder,
    correction_order,
    counts_on,
    statement_order,
)
from jds.domain.record import Effect, EffectOf
from jds.domain.time import LegalDay


class Statement(Struct, frozen=True):
    """What a source states after all corrections.

    Attributes:
        root: The original message; gives source, id, time, sequence and place in the order.
        stated_by: The message whose content counts: the root or a correction.
        event: The content that counts.
        counts_on: Legal day of that content; the order goes by the root (ADR 5).
        position: Position of `stated_by`.
    """

    root: AcceptedMessage
    stated_by: AcceptedMessage
    event: Event
    counts_on: LegalDay
    position: int

    @property
    def key(self) -> MessageKey:
        return self.root.key

    def has(self, effect: Effect, reason: str = "") -> EffectOf:
        """Return that the message whose content counts has `effect`."""
        return _effect(self.stated_by, effect, reason)


class _Correction(Struct, frozen=True):
    message: AcceptedMessage
    event: DataCorrected


class _Content(Struct, frozen=True):
    message: AcceptedMessage
    event: Event

    @property
    def position(self) -> int:
        return self.message.position


class Chains(Struct, frozen=True):
    """Every statement, in order, and the effect of the messages that are none."""

    statements: tuple[Statement, ...]
    effects: dict[int, EffectOf]


def resolve_chains(messages: Iterable[AcceptedMessage]) -> Chains:
    """Return what is stated after all corrections and retractions among `messages`."""
    by_key = {message.key: message for message in messages}
    effects: dict[int, EffectOf] = {}
    corrections: dict[MessageKey, list[_Correction]] = defaultdict(list)
    withdrawn: set[MessageKey] = set()
    for message in by_key.values():
        if not isinstance(message.event, DataCorrected | DataRetracted):
            continue
        root = _root(message, by_key)
        if isinstance(root, EffectOf):
            effects[message.position] = root
        elif isinstance(message.event, DataCorrected):
            corrections[root.key].append(_Correction(message, message.event))
        else:
            named = message.event.concerns
            withdrawn.add(MessageKey(named.source, named.id))
            effects[message.position] = _effect(message, Effect.APPLIED)

    placed: list[tuple[StatementOrder, Statement]] = []
    for message in by_key.values():
        if isinstance(message.event, DataCorrected | DataRetracted):
            continue
        chain = corrections.get(message.key, ())
        if message.key in withdrawn:
            for each in (message, *(correction.message for correction in chain)):
                effects[each.position] = _effect(each, Effect.WITHDRAWN, "ingetrokken-door-bron")
            continue
        place = statement_order(message)
        content = _content(message, chain, withdrawn, effects) if chain else None
        if content is None:
            statement = Statement(message, message, message.event, place[0], message.position)
        else:
            day = counts_on(content.event, logged_at=message.time)
            statement = Statement(message, content.message, content.event, day, content.position)
        placed.append((place, statement))
    placed.sort(key=itemgetter(0))
    return Chains(tuple(statement for _, statement in placed), effects)


def every_content(messages: Iterable[AcceptedMessage]) -> dict[MessageKey, list[Event]]:
    """Return, by root, everything that each chain ever stated: what counts and what no longer does.

    A message may stand among `messages` more than once with another content, when one displaced the
    other.
    """
    everything = list(messages)
    by_key = {message.key: message for message in everything}
    stated: dict[MessageKey, list[Event]] = defaultdict(list)
    for message in everything:
        if not isinstance(message.event, DataCorrected | DataRetracted):
            stated[message.key].append(message.event)
    for message in everything:
        if not isinstance(message.event, DataCorrected):
            continue
        root = _root(message, by_key)
        if isinstance(root, EffectOf):
            continue
        event = decode_replacement(root.event.kind, message.event.replacement)
        if event is not None:
            stated[root.key].append(event)
    return dict(stated)


def _content(
    root: AcceptedMessage,
    chain: Iterable[_Correction],
    withdrawn: set[MessageKey],
    effects: dict[int, EffectOf],
) -> _Content | None:
    """Return the correction that counts, None when the root does; note the effect of the others."""
    counting: _Content | None = None
    for correction in sorted(chain, key=lambda c: correction_order(c.message), reverse=True):
        message = correction.message
        if message.key in withdrawn:
            effects[message.position] = _effect(message, Effect.WITHDRAWN, "ingetrokken-door-bron")
            continue
        event = decode_replacement(root.event.kind, correction.event.replacement)
        if event is None:
            effects[message.position] = _effect(
                message, Effect.CONTRADICTORY, "vervanging-van-andere-soort"
            )
        elif counting is None:
            counting = _Content(message, event)
        else:
            effects[message.position] = _effect(message, Effect.OVERTAKEN, "gecorrigeerd")
    if counting is not None:
        effects[root.position] = _effect(root, Effect.OVERTAKEN, "gecorrigeerd")
    return counting


def _root(
    message: AcceptedMessage, by_key: Mapping[MessageKey, AcceptedMessage]
) -> AcceptedMessage | EffectOf:
    """Follow the names to the original; or return why `message` has no effect."""
    passed = {message.key}
    current = message
    while isinstance(current.event, DataCorrected | DataRetracted):
        named = by_key.get(MessageKey(current.event.concerns.source, current.event.concerns.id))
        if named is None:
            return _effect(message, Effect.WAITING, "bericht-onbekend")
        if named.key in passed:
            return _effect(message, Effect.CONTRADICTORY, "verwijst-in-een-kring")
        if isinstance(named.event, DataRetracted):
            return _effect(message, Effect.CONTRADICTORY, "verwijst-naar-intrekking")
        passed.add(named.key)
        current = named
    if current.key.source != message.key.source:
        return _effect(message, Effect.CONTRADICTORY, "andere-bron")
    if isinstance(current.event, SourceStatement):
        return _effect(message, Effect.CONTRADICTORY, "bron-stand-niet-te-wijzigen")
    return current


def _effect(message: AcceptedMessage, effect: Effect, reason: str = "") -> EffectOf:
    return EffectOf(message.position, message.key, effect, reason)
