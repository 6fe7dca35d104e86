"""Keep what is set aside: whole, with the reason and an owner, until a clerk settles it.

Source: message contract, section 2.
"""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.message import MessageKey
from jds.domain.time import Instant, LegalDay
from jds.intake.fates import (
    ID_WAS_RETURNED,
    IN_QUARANTINE,
    OTHER_MESSAGE_SAME_ID,
    Accepted,
    Fate,
    Fates,
    Judged,
)
from jds.intake.judgement import Candidate, Unfit
from jds.ledger.chain import keyed_digest
from jds.persons.mentions import Mention, mentions_in
from jds.persons.register_subjects import stored_key

QUERIES = Queries(Path(__file__).with_name("put_aside.sql"))

OWNER = "operator"
"""The role that settles what was set aside."""

QUARANTINE_OWNER = "release-officer"
"""The role that settles what is in quarantine."""

EXPLANATIONS = {
    OTHER_MESSAGE_SAME_ID: (
        "Another message with this source and id is the accepted one, because it comes first in "
        "the order of statements."
    ),
    ID_WAS_RETURNED: (
        "A message with this source and id was returned before; a corrected message needs a new id."
    ),
    IN_QUARANTINE: (
        "Its source was cut off and is not trusted yet: it is compared with what is known, and a "
        "release officer lets it in."
    ),
}


class Aside(Struct, frozen=True):
    """Something to set aside.

    Attributes:
        content: As delivered, or the start of it when it is above the limit.
        length: Bytes delivered.
        digest: What a redelivery is recognised by.
        whole_digest: Of the bytes delivered, not keyed yet.
        received_on: Day on which it is counted.
        displaced_position: Where it stood in the ledger until another came first.
        mentions: Whom it names, when it could be read.
        concerns: The message that it corrects or retracts: it is about the same people.
    """

    reason: str
    explanation: str
    content: bytes
    length: int
    digest: bytes
    whole_digest: bytes
    received_on: LegalDay
    source: str | None = None
    message_id: str | None = None
    sequence: int | None = None
    line: int | None = None
    displaced_position: int | None = None
    mentions: tuple[Mention, ...] = ()
    concerns: MessageKey | None = None

    @property
    def owner(self) -> str:
        """The role that settles it."""
        return QUARANTINE_OWNER if self.reason == IN_QUARANTINE else OWNER


def to_put_aside(
    batch: Iterable[Judged], fates: Fates, *, received_on: LegalDay
) -> Iterator[Aside]:
    """Yield what a batch sets aside, the messages that it displaces included."""
    for judged, verdict in zip(batch, fates.verdicts, strict=True):
        if verdict.fate is not Fate.SET_ASIDE:
            continue
        match judged.judgement:
            case Unfit() as unfit:
                yield Aside(
                    reason=verdict.reason,
                    explanation=EXPLANATIONS.get(verdict.reason, unfit.explanation),
                    content=unfit.content,
                    length=unfit.length,
                    digest=judged.digest or b"",
                    whole_digest=unfit.whole_digest,
                    received_on=received_on,
                    source=unfit.source,
                    message_id=unfit.message_id if unfit.source is not None else None,
                    sequence=unfit.sequence,
                    line=judged.line,
                    mentions=() if unfit.canonical is None else mentions_in(unfit.content),
                )
            case Candidate() as candidate:
                content = candidate.text.encode()
                yield Aside(
                    reason=verdict.reason,
                    explanation=EXPLANATIONS[verdict.reason],
                    content=content,
                    length=len(content),
                    digest=judged.digest or b"",
                    whole_digest=sha256(content).digest(),
                    received_on=received_on,
                    source=candidate.key.source,
                    message_id=candidate.key.id,
                    sequence=candidate.sequence,
                    line=judged.line,
                    mentions=candidate.mentions,
                    concerns=candidate.concerns,
                )
            case _:
                continue
    for accepted in fates.displaced:
        yield from _displaced(accepted)


def put_aside(
    connection: Connection,
    asides: Iterable[Aside],
    *,
    register_key: bytes,
    file_digest: bytes | None,
    since: Instant,
) -> None:
    """Write down what is set aside, and whom it is about as far as it could be read."""
    kept = list(asides)
    if not kept:
        return
    numbers = [
        number for (number,) in connection.execute(QUERIES.next_numbers, {"count": len(kept)})
    ]
    with connection.cursor() as cursor, cursor.copy(QUERIES.copy_set_aside) as copy:
        for number, aside in zip(numbers, kept, strict=True):
            copy.write_row(
                (
                    number,
                    aside.source,
                    aside.message_id,
                    aside.reason,
                    aside.explanation,
                    aside.sequence,
                    aside.content,
                    aside.length,
                    aside.digest,
                    keyed_digest(aside.whole_digest, key=register_key),
                    file_digest if aside.displaced_position is None else None,
                    aside.line,
                    since,
                    aside.received_on,
                    aside.owner,
                    aside.displaced_position,
                )
            )
    about = [
        (number, key)
        for number, aside in zip(numbers, kept, strict=True)
        for key in keys_in(aside.mentions)
    ]
    if about:
        with connection.cursor() as cursor, cursor.copy(QUERIES.copy_about) as copy:
            for row in about:
                copy.write_row(row)
    concerned = [
        (number, aside.concerns.source, aside.concerns.id)
        for number, aside in zip(numbers, kept, strict=True)
        if aside.concerns is not None
    ]
    if concerned:
        columns = zip(*concerned, strict=True)
        connection.execute(
            QUERIES.about_by_concern,
            dict(zip(("numbers", "sources", "ids"), map(list, columns), strict=True)),
        )


def keys_in(mentions: Iterable[Mention]) -> list[str]:
    """Return the subjects and numbers that a message names, as the database keeps them."""
    keys = (key for mention in mentions for key in (mention.subject, *mention.numbers))
    return list(dict.fromkeys(map(stored_key, keys)))


def _displaced(accepted: Accepted) -> Iterator[Aside]:
    rival = accepted.rival
    if rival is None:
        return
    yield Aside(
        reason=OTHER_MESSAGE_SAME_ID,
        explanation=EXPLANATIONS[OTHER_MESSAGE_SAME_ID],
        content=rival.content,
        length=len(rival.content),
        digest=accepted.digest,
        whole_digest=sha256(rival.content).digest(),
        received_on=accepted.counted_on,
        source=rival.message.key.source,
        message_id=rival.message.key.id,
        sequence=rival.message.sequence,
        displaced_position=accepted.position,
    )
