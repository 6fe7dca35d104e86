"""Write down whom messages are about: subjects, the numbers given for them, who was named together.

This is an index to the ledger and holds nothing that the messages do not say: it only makes
people findable. It joins nobody: who is one person with whom is decided by the fold.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from struct import Struct as Layout

from msgspec import Struct

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.decode import decode_event
from jds.domain.identity import SubjectKey
from jds.domain.message import MessageKey
from jds.ledger.array_text import array_of_numbers, array_of_texts
from jds.ledger.binary_rows import copy_rows, text_column
from jds.persons.mentions import Mention, mentions

QUERIES = Queries(Path(__file__).with_name("register_subjects.sql"))

LONGEST_KEY_BYTES = 2400
"""A key must fit an index; a longer one, from an odd case number, is kept as a digest."""

_SUBJECT = Layout(">hiq")
_ABOUT = Layout(">hiqiq")
_RELATED = Layout(">hiqiqiq")


class Naming(Struct, frozen=True):
    """Whom the message at a position names."""

    position: int
    named: tuple[Mention, ...]


Claim = tuple[SubjectKey, int]
"""A number given for a subject, as `bsn:<number>` or `v:<number>`, and that subject."""


def stored_key(key: SubjectKey) -> str:
    """Return a subject's key as the database keeps it: as it is, unless it is too long to index."""
    if len(key) <= LONGEST_KEY_BYTES // 4 or len(key.encode()) <= LONGEST_KEY_BYTES:
        return key
    return f"{key.partition(':')[0]}:sha256:{sha256(key.encode()).hexdigest()}"


def register_subjects(
    connection: Connection, namings: Sequence[Naming], *, next_subject: int
) -> int:
    """Write down whom messages are about and return the number for the next new subject.

    The caller holds the lock of the ledger, so that nobody else gives out numbers.
    """
    numbers, created = _subjects_of(connection, namings, next_subject=next_subject)
    about: list[bytes] = []
    related: list[bytes] = []
    claims: dict[Claim, int] = {}
    for naming in namings:
        subject_ids = {numbers[person.subject]: None for person in naming.named}
        about += [_ABOUT.pack(2, 8, each, 8, naming.position) for each in subject_ids]
        if len(subject_ids) > 1:
            related += _pairs(tuple(subject_ids), position=naming.position)
        for person in naming.named:
            for number in person.numbers:
                claims.setdefault((number, numbers[person.subject]), naming.position)
    copy_rows(connection, QUERIES.copy_subjects, _subject_rows(created))
    copy_rows(connection, QUERIES.copy_about, about)
    copy_rows(connection, QUERIES.copy_related, related)
    _claim_numbers(connection, claims)
    return next_subject + len(created)


def restate_numbers(connection: Connection, subject_ids: Collection[int]) -> None:
    """Note the numbers of subjects anew, from the messages that are left after an erasure.

    A number stays findable when another message gave it too, known from that message on.
    """
    asked = {"subject_ids": list(subject_ids)}
    claims: dict[Claim, int] = {}
    rows = connection.execute(QUERIES.messages_naming, asked).fetchall()
    namings = [
        Naming(
            position,
            mentions(
                decode_event(kind, content, unknown_dates), key=MessageKey(source, message_id)
            ),
        )
        for position, source, message_id, kind, content, unknown_dates in rows
    ]
    numbers = dict(known_subjects(connection, {each.subject for n in namings for each in n.named}))
    for naming in namings:
        for person in naming.named:
            subject_id = numbers[person.subject]
            if subject_id not in subject_ids:
                continue
            for number in person.numbers:
                claims.setdefault((number, subject_id), naming.position)
    connection.execute(QUERIES.forget_numbers, asked)
    _claim_numbers(connection, claims)


def _subjects_of(
    connection: Connection, namings: Sequence[Naming], *, next_subject: int
) -> tuple[dict[SubjectKey, int], list[tuple[int, str]]]:
    """Return the number of every subject named, and those that are new."""
    keys = {person.subject: None for naming in namings for person in naming.named}
    known = known_subjects(connection, keys)
    created: list[tuple[int, str]] = []
    new_by_stored: dict[str, int] = {}
    for key in keys:
        if key in known:
            continue
        stored = stored_key(key)
        if stored not in new_by_stored:
            new_by_stored[stored] = next_subject + len(created)
            created.append((new_by_stored[stored], stored))
        known[key] = new_by_stored[stored]
    return known, created


def known_subjects(connection: Connection, keys: Iterable[SubjectKey]) -> dict[SubjectKey, int]:
    """Return the numbers of those of some subjects that the register knows."""
    stored = {key: stored_key(key) for key in keys}
    if not stored:
        return {}
    rows = connection.execute(QUERIES.known_subjects, {"keys": array_of_texts(stored.values())})
    by_stored: dict[str, int] = dict(rows.fetchall())
    return {key: by_stored[kept] for key, kept in stored.items() if kept in by_stored}


def _claim_numbers(connection: Connection, claims: dict[Claim, int]) -> None:
    if not claims:
        return
    numbers = [number.partition(":") for number, _ in claims]
    connection.execute(
        QUERIES.claim_numbers,
        {
            "kinds": array_of_texts(kind for kind, _, _ in numbers),
            "values": array_of_texts(value for _, _, value in numbers),
            "subject_ids": array_of_numbers(subject_id for _, subject_id in claims),
            "positions": array_of_numbers(claims.values()),
        },
    )


def _pairs(subject_ids: Sequence[int], *, position: int) -> Iterator[bytes]:
    """Yield the pairs of the first subject with each other one, in both directions.

    Following such pairs finds everybody named together, without a pair for every two of them.
    """
    first, *others = subject_ids
    for other in others:
        yield _RELATED.pack(3, 8, first, 8, other, 8, position)
        yield _RELATED.pack(3, 8, other, 8, first, 8, position)


def _subject_rows(created: Iterable[tuple[int, str]]) -> Iterator[bytes]:
    for subject_id, stored in created:
        yield _SUBJECT.pack(2, 8, subject_id) + text_column(stored)
