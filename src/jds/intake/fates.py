"""The fate of each judged message: accepted, duplicate, set aside or refused.

A fate depends on the message itself and on what is already known under the same source and id.
Two fit messages under one id compete: the one that comes first in the order of statements is the
accepted one, whichever came first, so that any order and any batches end in the same ledger. An
unfit message never competes, and neither does one of a source that is not trusted now. Everything
here is a pure function of its arguments.

Source: message contract, section 2.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct, field

from jds.domain.message import AcceptedMessage, MessageKey, compare_statements
from jds.domain.time import LegalDay
from jds.intake.judgement import Candidate, Judgement, Refused, Unfit

OTHER_MESSAGE_SAME_ID = "ander-bericht-zelfde-id"
ID_WAS_RETURNED = "nummer-al-teruggegeven"
IN_QUARANTINE = "quarantaine"


class Fate(StrEnum):
    """What became of a message at receipt (lot bij ontvangst)."""

    ACCEPTED = "aanvaard"
    DUPLICATE = "dubbel"
    SET_ASIDE = "apart-gezet"
    REFUSED = "geweigerd"


class Judged(Struct, frozen=True, array_like=True):
    """A line and what intake thinks of it.

    Attributes:
        line: Number of the line in its file, from 1.
        judgement: What intake thinks of it.
        digest: What a redelivery is recognised by, keyed; None where nothing may be kept.
    """

    line: int
    judgement: Judgement
    digest: bytes | None


class Accepted(Struct, frozen=True):
    """The message that is the accepted one under an id.

    Attributes:
        position: In the ledger.
        digest: What a redelivery of it is recognised by.
        counted_on: Day on which it is counted.
        rival: What it says, for one that a message of the batch competes with; None when that was
            erased, and nothing can compete with it any more.
    """

    position: int
    digest: bytes
    counted_on: LegalDay
    rival: "Rival | None" = None


class Rival(Struct, frozen=True):
    """What an accepted message says, to compare another with it and to set it aside.

    Attributes:
        content: As delivered.
        canonical: The same in canonical JSON.
    """

    message: AcceptedMessage
    content: bytes
    canonical: bytes


class KnownKey(Struct):
    """What was received before under one source and id.

    Attributes:
        positions: Digest of everything received, with its position if it was accepted.
        accepted: The accepted message, if there is one.
        is_spent: A message under this id was returned to its source, so the id is used up.
    """

    positions: dict[bytes, int | None] = field(default_factory=dict)
    accepted: Accepted | None = None
    is_spent: bool = False


class Known(Struct, frozen=True):
    """What was received before, as far as a batch touches it.

    Attributes:
        keys: By source and id.
        unreadable: Digests of unreadable input from the same place, by line.
        refusals: Digests of what was refused.
    """

    keys: Mapping[MessageKey, KnownKey] = field(default_factory=dict)
    unreadable: frozenset[tuple[int, bytes]] = frozenset()
    refusals: frozenset[bytes] = frozenset()


class Verdict(Struct, frozen=True):
    """The fate of one line, and why when it is not plain.

    Attributes:
        position: Of the accepted message with this content, when it was there already.
        displaces: Position of the message that this accepted one replaces.
    """

    fate: Fate
    reason: str = ""
    position: int | None = None
    displaces: int | None = None


class Fates(Struct, frozen=True):
    """The fates of a batch.

    Attributes:
        verdicts: One for each line, in the same order.
        displaced: Accepted messages of earlier batches that are no longer the accepted ones.
    """

    verdicts: tuple[Verdict, ...]
    displaced: tuple[Accepted, ...]


def key_of(judgement: Judgement) -> MessageKey | None:
    """Return the name of a judged message; None when it has none that can be read."""
    match judgement:
        case Candidate():
            return judgement.key
        case Unfit(source=str() as source, message_id=str() as message_id):
            return MessageKey(source, message_id)
        case _:
            return None


def decide_fates(
    batch: Sequence[Judged], *, known: Known, quarantined: Collection[str] = ()
) -> Fates:
    """Return the fate of every line of a batch, as if the lines had come one by one.

    Args:
        quarantined: Sources, by name, whose messages are set aside until they were compared and
            released.
    """
    names = Counter(key_of(judged.judgement) for judged in batch)
    if not known.keys and not quarantined and len(names) == len(batch) and _are_fit(batch):
        # By far the most batches of a first load: nothing in it can meet anything else.
        return Fates((_PLAIN,) * len(batch), ())
    decision = _Decision(known, names=names, quarantined=quarantined)
    for judged in batch:
        decision.add(judged)
    return Fates(tuple(decision.verdicts), tuple(decision.displaced))


_PLAIN = Verdict(Fate.ACCEPTED)


def _are_fit(batch: Sequence[Judged]) -> bool:
    return all(isinstance(judged.judgement, Candidate) for judged in batch)


def _aside(unfit: Unfit) -> Verdict:
    return Verdict(Fate.SET_ASIDE, unfit.reason)


class _Winner(Struct, frozen=True):
    """The accepted message under an id while a batch is being decided.

    Attributes:
        content: The message; an `Accepted` stands in the ledger already.
        number: Place in the batch of one that does not.
        replaces: Position in the ledger of what the batch has displaced so far.
    """

    content: Candidate | Accepted
    number: int | None = None
    replaces: int | None = None


class _Decision:
    """Decides line by line, and remembers what the lines before have changed."""

    def __init__(
        self,
        known: Known,
        *,
        names: Counter[MessageKey | None],
        quarantined: Collection[str],
    ) -> None:
        self._names = names
        self._quarantined = quarantined
        self.verdicts: list[Verdict] = []
        self.displaced: list[Accepted] = []
        self._known = known
        self._received: dict[MessageKey, set[bytes]] = {}
        self._winners: dict[MessageKey, _Winner] = {}
        self._nameless: set[tuple[int, bytes]] = set()
        self._refused: set[bytes] = set()

    def add(self, judged: Judged) -> None:
        """Decide the next line of the batch."""
        self.verdicts.append(self._verdict(judged))

    def _verdict(self, judged: Judged) -> Verdict:
        match judged.judgement:
            case Refused() as refused:
                return self._refusal(refused, digest=judged.digest)
            case Candidate() as candidate:
                return self._named(candidate.key, candidate, digest=judged.digest or b"")
            case Unfit() as unfit:
                key = key_of(unfit)
                if key is None:
                    return self._without_name(unfit, place=(judged.line, judged.digest or b""))
                return self._named(key, unfit, digest=judged.digest or b"")

    def _refusal(self, refused: Refused, *, digest: bytes | None) -> Verdict:
        if digest is None:
            return Verdict(Fate.REFUSED, refused.reason)
        if digest in self._known.refusals or digest in self._refused:
            return Verdict(Fate.DUPLICATE)
        self._refused.add(digest)
        return Verdict(Fate.REFUSED, refused.reason)

    def _without_name(self, unfit: Unfit, *, place: tuple[int, bytes]) -> Verdict:
        if place in self._known.unreadable or place in self._nameless:
            return Verdict(Fate.DUPLICATE)
        self._nameless.add(place)
        return _aside(unfit)

    def _named(self, key: MessageKey, judgement: Candidate | Unfit, *, digest: bytes) -> Verdict:
        known = self._known.keys.get(key)
        if known is None and self._names[key] == 1:
            return self._first(judgement)
        if known is not None and digest in known.positions:
            return Verdict(Fate.DUPLICATE, position=known.positions[digest])
        received = self._received.setdefault(key, set())
        if digest in received:
            return Verdict(Fate.DUPLICATE)
        received.add(digest)
        if known is not None and known.is_spent:
            return Verdict(Fate.SET_ASIDE, ID_WAS_RETURNED)
        if isinstance(judgement, Unfit) or key.source in self._quarantined:
            return self._first(judgement)
        return self._compete(judgement, known=known)

    def _first(self, judgement: Candidate | Unfit) -> Verdict:
        """Return the fate of what meets nothing else under its id, or may not compete."""
        if isinstance(judgement, Unfit):
            return _aside(judgement)
        if judgement.key.source in self._quarantined:
            return Verdict(Fate.SET_ASIDE, IN_QUARANTINE)
        return _PLAIN

    def _compete(self, candidate: Candidate, *, known: KnownKey | None) -> Verdict:
        number, key = len(self.verdicts), candidate.key
        winner = self._winners.get(key)
        if winner is None and known is not None and known.accepted is not None:
            winner = _Winner(known.accepted)
        if winner is None:
            self._winners[key] = _Winner(candidate, number)
            return _PLAIN
        if not comes_first(candidate, winner.content):
            return Verdict(Fate.SET_ASIDE, OTHER_MESSAGE_SAME_ID)
        replaces = winner.replaces
        if winner.number is not None:
            self.verdicts[winner.number] = Verdict(Fate.SET_ASIDE, OTHER_MESSAGE_SAME_ID)
        elif isinstance(winner.content, Accepted):
            self.displaced.append(winner.content)
            replaces = winner.content.position
        self._winners[key] = _Winner(candidate, number, replaces)
        return Verdict(Fate.ACCEPTED, displaces=replaces)


def comes_first(newcomer: Candidate, other: Candidate | Accepted) -> bool:
    """Tell whether `newcomer` comes before another message under the same id.

    A full tie in the order of statements is decided by the canonical bytes: by anything, as long
    as it is the content and not the arrival. Nothing comes before a message that was erased.
    """
    if isinstance(other, Accepted):
        if other.rival is None:
            return False
        against, canonical = other.rival.message, other.rival.canonical
    else:
        against, canonical = _message(other), other.canonical
    order = compare_statements(_message(newcomer), against)
    return order < 0 or (order == 0 and newcomer.canonical < canonical)


def _message(candidate: Candidate) -> AcceptedMessage:
    return AcceptedMessage(
        position=0,
        key=candidate.key,
        time=candidate.time,
        sequence=candidate.sequence,
        event=candidate.event,
    )
