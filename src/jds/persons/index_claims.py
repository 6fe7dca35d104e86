"""The reader `personen`: what messages say of people, in the form in which people are found.

It follows the ledger by position, so that intake does not wait for it; whoever looks for somebody
brings it up to date first. Each distinct description of a subject is kept once, from the first
message that gave it. The index finds and decides nothing: what stands in it may be corrected since.
"""

from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from pathlib import Path

from msgspec import UNSET, DecodeError, Raw, Struct, UnsetType
from msgspec.json import Decoder

from jds.database.connection import Connection, Database
from jds.database.queries import Queries
from jds.domain.decode import decode_event
from jds.domain.identity import named_persons
from jds.domain.message import MessageKey
from jds.ledger.read import head
from jds.persons.matching.describe import Description, describe, to_text
from jds.persons.matching.keys import FORM, deletions_of, family_key, keys_of
from jds.persons.register_subjects import stored_key

QUERIES = Queries(Path(__file__).with_name("index_claims.sql"))

READER = "personen"

MESSAGES_AT_A_TIME = 20_000
"""In one transaction. Most messages repeat what an earlier one said, and what is repeated within a
portion costs next to nothing."""

SMALL_REST = 20_000
"""Messages that are indexed right after they were loaded; a larger load leaves it to the first
search, so that a backlog is not slowed down by it."""


class _Data(Struct, frozen=True):
    persoon: Raw | UnsetType = UNSET


class _Said(Struct, frozen=True):
    data: _Data


class _Numbered(Struct, frozen=True):
    skn: str | None = None


_said = Decoder(_Said)
_numbered = Decoder(_Numbered)


class _Claim(Struct, frozen=True):
    """What a message says of a subject, by the key as the database keeps it."""

    key: str
    digest: int
    position: int
    description: Description


def index_claims(
    database: Database,
    *,
    messages_at_a_time: int = MESSAGES_AT_A_TIME,
    advance: Callable[[int], None] = lambda position: None,
) -> int:
    """Bring the index up to the end of the ledger; return the position reached.

    Each portion is a transaction of its own, so that what was done stays done.

    Args:
        advance: Is told how far it has come.
    """
    with database.connect() as connection:
        while True:
            with connection.transaction():
                reached, end = _step(connection, at_a_time=messages_at_a_time)
            advance(reached)
            if reached >= end:
                return reached


def index_small_rest(database: Database) -> None:
    """Bring the index up to date when it is not far behind."""
    with database.transaction() as connection:
        behind = head(connection).position - _place(connection)
    if 0 < behind <= SMALL_REST:
        index_claims(database)


def index_the_rest(connection: Connection) -> None:
    """Bring the index up to date within the transaction of the caller.

    After a large load that takes long; `index_claims` does it in portions.
    """
    if _place(connection) >= head(connection).position and _form(connection) == FORM:
        return
    while True:
        reached, end = _step(connection, at_a_time=MESSAGES_AT_A_TIME)
        if reached >= end:
            return


def restate_claims(connection: Connection, subject_ids: Iterable[int]) -> None:
    """Note anew what is said of subjects, from the messages that are left after an erasure."""
    through = _place(connection)
    asked = {"subject_ids": list(subject_ids), "through": through}
    _keep(connection, _claims(connection.execute(QUERIES.messages_of, asked)))


def _step(connection: Connection, *, at_a_time: int) -> tuple[int, int]:
    """Do one portion; return how far the index is, and how far the ledger goes."""
    connection.execute(QUERIES.reader_begin, {"name": READER})
    [(place,)] = connection.execute(QUERIES.reader_lock, {"name": READER}).fetchall()
    if _form(connection) != FORM:
        connection.execute(QUERIES.begin_anew)
        connection.execute(QUERIES.keep_form, {"form": FORM})
        place = 0
    end = head(connection).position
    through = min(place + at_a_time, end)
    reach = {"after": place, "through": through}
    _keep(connection, _claims(connection.execute(QUERIES.messages, reach)))
    connection.execute(QUERIES.reader_move, {"name": READER, "position": through})
    return through, end


def _claims(rows: Iterable[tuple[int, str, str, str, str, list[str] | None]]) -> Iterator[_Claim]:
    seen: set[tuple[str, int]] = set()
    said: set[bytes] = set()
    for position, source, message_id, kind, content, unknown_dates in rows:
        if not unknown_dates and (block := _block_with_skn(content)) is not None:
            # Said in the same bytes of the same person: it comes to the same claim.
            if block in said:
                continue
            said.add(block)
        event = decode_event(kind, content, unknown_dates)
        for named in named_persons(event, key=MessageKey(source, message_id)):
            description = describe(named.block)
            if description.is_empty:
                continue
            key = stored_key(named.subject)
            digest = _digest(description)
            if (key, digest) not in seen:
                seen.add((key, digest))
                yield _Claim(key, digest, position, description)


def _block_with_skn(content: str) -> bytes | None:
    """Return the person block of a message that names nobody else, when it names them by SKN."""
    try:
        data = _said.decode(content).data
        if data.persoon is UNSET or _numbered.decode(data.persoon).skn is None:
            return None
    except DecodeError:
        return None
    return blake2b(data.persoon, digest_size=16).digest()


def _keep(connection: Connection, claims: Iterator[_Claim]) -> None:
    kept = list(claims)
    if not kept:
        return
    connection.execute(QUERIES.fresh_table)
    with connection.cursor() as cursor, cursor.copy(QUERIES.fresh_copy) as copy:
        for claim in kept:
            copy.write_row(
                (
                    claim.key,
                    claim.digest,
                    claim.position,
                    to_text(claim.description),
                    sorted(keys_of(claim.description)),
                )
            )
    connection.execute(QUERIES.fresh_keep)
    connection.execute("TRUNCATE fresh_claim")
    _note_families(
        connection,
        {part for claim in kept for name in claim.description.names for part in name.family},
    )


def _note_families(connection: Connection, names: set[str]) -> None:
    rows = connection.execute(QUERIES.families_known, {"names": sorted(names)})
    fresh = names - {name for (name,) in rows}
    if fresh:
        with connection.cursor() as cursor:
            cursor.executemany(
                QUERIES.family_add,
                [
                    {
                        "name": name,
                        "claim_key": family_key(name),
                        "keys": sorted(deletions_of(name)),
                    }
                    for name in sorted(fresh)
                ],
            )


def _digest(description: Description) -> int:
    text = to_text(description).encode()
    return int.from_bytes(blake2b(text, digest_size=8).digest(), "big", signed=True)


def _place(connection: Connection) -> int:
    row = connection.execute(QUERIES.reader_place, {"name": READER}).fetchone()
    return 0 if row is None else int(row[0])


def _form(connection: Connection) -> str:
    [(form,)] = connection.execute(QUERIES.form).fetchall()
    return str(form)
