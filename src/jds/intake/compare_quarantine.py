"""Compare what a source has in quarantine with what is known, before anybody releases it.

What concerns the source as a whole (ids, running numbers, times, bursts) is looked at in the
database each time; what messages would do to the record of somebody is looked at case by case, in
short transactions, for every case in which something was not compared yet. A comparison that was
broken off goes on where it stopped. Nobody sees a record here, and no finding names anybody.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, LiteralString

from msgspec import Struct

from jds.database.connection import Connection, Database
from jds.database.find_by_index import find_by_index
from jds.database.queries import Queries
from jds.domain.identity import named_persons
from jds.domain.message import AcceptedMessage, MessageKey
from jds.domain.sequence import wrap
from jds.domain.time import Instant, as_instant
from jds.intake.compare_case import compare_cases
from jds.intake.finding import FindingKind, Found, Severity
from jds.intake.quarantined_message import Waiting, read_waiting
from jds.intake.sort_quarantine import lock_quarantine, sort_quarantine
from jds.law.harm import HarmOrder
from jds.ledger.read import head, messages_about, position_at
from jds.persons.register_subjects import stored_key
from jds.persons.subjects import relatives_of
from jds.sources.register import NoSuchSource, kinds_of_sources

QUERIES = Queries(Path(__file__).with_name("compare_quarantine.sql"))

CASES_AT_A_TIME = 200

USUAL_PERIOD = timedelta(days=56)
"""How far back the usual volume of a source is looked for: eight weeks."""

AT_LEAST_A_BURST = 50
"""Fewer messages in an hour are no burst, however quiet the source usually is."""

NOTABLE_TIMES, SEVERE_TIMES = 3, 10
"""How many times the busiest hour of that period makes a burst notable, and severe."""

_OF_THE_SOURCE = {
    FindingKind.CHANGED_CONTENT: (
        Severity.SEVERE,
        "Onder het id van een aanvaard bericht komt nu een andere inhoud.",
    ),
    FindingKind.ID_USED_BEFORE: (
        Severity.SEVERE,
        "Onder dit id kwam al iets anders, dat apart gezet of teruggegeven is.",
    ),
    FindingKind.SEQUENCE_USED_BEFORE: (
        Severity.SEVERE,
        "Dit volgnummer is al door een ander bericht gebruikt.",
    ),
    FindingKind.INSERTED_LATER: (
        Severity.SEVERE,
        "De bron had verklaard dat alles tot na dit tijdstip al verzonden was.",
    ),
    FindingKind.TIME_AGAINST_ORDER: (
        Severity.NOTABLE,
        "Een bericht met een lager volgnummer is meer dan een dag later gelogd.",
    ),
    FindingKind.IN_THE_FUTURE: (
        Severity.NOTABLE,
        "Dit bericht is ontvangen voordat het volgens de bron is gelogd.",
    ),
}

_ABOUT_CASES = sorted(
    set(FindingKind) - _OF_THE_SOURCE.keys() - {FindingKind.BURST}, key=lambda kind: kind.value
)


class Comparison(Struct, frozen=True):
    """What a comparison did.

    Attributes:
        compared: Messages that were compared case by case in this run.
        busiest_hour: Most messages that the source used to log in an hour; None when unknown.
    """

    compared: int
    busiest_hour: int | None


class _Source(Struct, frozen=True):
    """The source that is compared.

    Attributes:
        through: Number of the last message in this comparison.
        since: When the first message in quarantine came.
    """

    source_id: int
    urn: str
    highest: int
    through: int
    since: Instant | None


class _Row(Struct, frozen=True):
    """A message of a portion; `is_ours` tells whether it is one that is being compared."""

    number: int
    is_ours: bool
    waiting: Waiting


def compare_quarantine(
    database: Database,
    urn: str,
    *,
    order: HarmOrder,
    clock: Callable[[], Instant],
    on_progress: Callable[[int, int], None] | None = None,
    cases_at_a_time: int = CASES_AT_A_TIME,
) -> Comparison:
    """Compare what the source `urn` has in quarantine; what was found is kept.

    Args:
        clock: Asked once per transaction.
        on_progress: Told how many messages are compared, and how many there are.

    Raises:
        NoSuchSource: No source has this name.
    """
    sort_quarantine(database, order=order)
    with database.transaction() as connection:
        lock_quarantine(connection)
        source = _source(connection, urn)
        busiest = _compare_source(connection, source, now=clock())
        left = _left(connection, source)
        kinds = kinds_of_sources(connection)
    done, after = 0, 0
    while True:
        with database.transaction() as connection:
            lock_quarantine(connection)
            find_by_index(connection)
            rows, after = _portion(
                connection, source, after=after, count=cases_at_a_time, order=order
            )
            if not rows:
                break
            done += _compare(connection, source, rows, kinds=kinds, now=clock())
        if on_progress is not None:
            on_progress(done, left)
    return Comparison(done, busiest)


def _source(connection: Connection, urn: str) -> _Source:
    row = connection.execute(QUERIES.compared_source, {"urn": urn}).fetchone()
    if row is None:
        raise NoSuchSource(urn)
    source_id, highest, _, through, since = row
    return _Source(
        source_id, urn, highest, through or 0, None if since is None else as_instant(since)
    )


def _compare_source(connection: Connection, source: _Source, *, now: Instant) -> int | None:
    """Look at what concerns the source as a whole; return its busiest hour so far."""
    connection.execute(
        QUERIES.forget_findings,
        {
            "source_id": source.source_id,
            "kinds": [kind.value for kind in (*_OF_THE_SOURCE, FindingKind.BURST)],
        },
    )
    asked = {
        "source_id": source.source_id,
        "highest": source.highest,
        "near": wrap(max(source.highest, 1)),
    }
    looked_for: dict[FindingKind, LiteralString] = {
        FindingKind.CHANGED_CONTENT: QUERIES.changed_content,
        FindingKind.ID_USED_BEFORE: QUERIES.id_used_before,
        FindingKind.SEQUENCE_USED_BEFORE: QUERIES.sequence_used_before,
        FindingKind.INSERTED_LATER: QUERIES.inserted_later,
        FindingKind.TIME_AGAINST_ORDER: QUERIES.time_against_order,
        FindingKind.IN_THE_FUTURE: QUERIES.in_the_future,
    }
    found = [
        Found(kind, *_OF_THE_SOURCE[kind], (number,))
        for kind, query in looked_for.items()
        for (number,) in connection.execute(query, asked)
    ]
    busiest = _busiest_hour(connection, source)
    if busiest is not None:
        found += _bursts(connection, source, busiest=busiest)
    _write(connection, source, found, now=now)
    return busiest


def _busiest_hour(connection: Connection, source: _Source) -> int | None:
    if source.since is None:
        return None
    asked = {
        "source_id": source.source_id,
        "after": position_at(connection, Instant(source.since - USUAL_PERIOD)),
    }
    row = connection.execute(QUERIES.busiest_hour, asked).fetchone()
    return None if row is None else row[0]


def _bursts(connection: Connection, source: _Source, *, busiest: int) -> Iterable[Found]:
    most = max(AT_LEAST_A_BURST, NOTABLE_TIMES * busiest)
    rows = connection.execute(QUERIES.bursts, {"source_id": source.source_id, "most": most})
    for hour, messages, numbers in rows:
        is_severe = messages > max(AT_LEAST_A_BURST, SEVERE_TIMES * busiest)
        yield Found(
            FindingKind.BURST,
            Severity.SEVERE if is_severe else Severity.NOTABLE,
            f"In het uur vanaf [{as_instant(hour):%Y-%m-%dT%H}:00Z] zijn [{messages}] berichten "
            f"gelogd; het drukste uur was tot dan [{busiest}].",
            tuple(numbers),
        )


def _left(connection: Connection, source: _Source) -> int:
    asked = {"source_id": source.source_id, "through": source.through}
    [(left,)] = connection.execute(QUERIES.left_to_compare, asked).fetchall()
    return int(left)


def _portion(
    connection: Connection, source: _Source, *, after: int, count: int, order: HarmOrder
) -> tuple[list[_Row], int]:
    """Return the messages of the next cases, and the last of these; at the end those of none."""
    asked: dict[str, Any] = {"source_id": source.source_id, "through": source.through}
    cases = [
        case_id
        for (case_id,) in connection.execute(
            QUERIES.cases_to_compare, asked | {"after": after, "count": count}
        )
    ]
    if cases:
        found = connection.execute(QUERIES.waiting_in_cases, asked | {"case_ids": cases})
    else:
        found = connection.execute(QUERIES.waiting_about_no_case, asked | {"count": count * 5})
    rows = [
        _Row(
            number,
            is_ours,
            read_waiting(
                content, source=urn, message_id=message_id, sequence=sequence, order=order
            ),
        )
        for number, is_ours, urn, message_id, sequence, content in sorted(found)
    ]
    return rows, cases[-1] if cases else after


def _compare(
    connection: Connection,
    source: _Source,
    rows: Sequence[_Row],
    *,
    kinds: Mapping[str, str],
    now: Instant,
) -> int:
    """Compare a portion with what was accepted, keep what was found, and return how many it was."""
    ours = {row.number for row in rows if row.is_ours}
    connection.execute(
        QUERIES.forget_findings_about,
        {"numbers": list(ours), "kinds": [kind.value for kind in _ABOUT_CASES]},
    )
    accepted = _accepted(connection, rows)
    names = {message.key for message in accepted}
    start = head(connection).position + 1
    waiting: dict[int, AcceptedMessage] = {}
    for position, row in enumerate(rows, start=start):
        # Another content under an accepted id is a finding by itself, and cannot be folded as well.
        if row.waiting.key not in names:
            names.add(row.waiting.key)
            waiting[row.number] = row.waiting.message(position)
    found = [
        Found(each.kind, each.severity, each.sentence, about)
        for each in compare_cases(accepted, waiting, kinds=kinds)
        if (about := tuple(number for number in each.numbers if number in ours))
    ]
    _write(connection, source, found, now=now)
    connection.execute(QUERIES.note_compared, {"numbers": list(ours)})
    return len(ours)


def _accepted(connection: Connection, rows: Sequence[_Row]) -> list[AcceptedMessage]:
    """Return everything accepted about the people that a portion names, and who may be they."""
    keys = {
        stored_key(named.subject)
        for row in rows
        for named in named_persons(row.waiting.event, key=row.waiting.key)
    }
    subjects = [
        subject_id for (subject_id,) in connection.execute(QUERIES.subjects, {"keys": list(keys)})
    ]
    concerned = (row.waiting.concerns for row in rows)
    subjects += _subjects_of(connection, [key for key in concerned if key is not None])
    if not subjects:
        return []
    asked = relatives_of(connection, set(subjects))
    through = head(connection).position
    return [row.message() for row in messages_about(connection, asked, through_position=through)]


def _subjects_of(connection: Connection, keys: Sequence[MessageKey]) -> list[int]:
    """Return whom accepted messages are about that a correction or retraction names."""
    if not keys:
        return []
    rows = connection.execute(
        QUERIES.concerned_subjects,
        {"sources": [key.source for key in keys], "message_ids": [key.id for key in keys]},
    )
    return [subject_id for (subject_id,) in rows]


def _write(
    connection: Connection, source: _Source, found: Sequence[Found], *, now: Instant
) -> None:
    if not found:
        return
    rows = connection.execute(
        QUERIES.add_findings,
        {
            "source_id": source.source_id,
            "found_at": now,
            "kinds": [each.kind.value for each in found],
            "severities": [each.severity.value for each in found],
            "sentences": [each.sentence for each in found],
        },
    ).fetchall()
    with connection.cursor() as cursor, cursor.copy(QUERIES.copy_about) as copy:
        for (finding_id,), each in zip(rows, found, strict=True):
            for number in dict.fromkeys(each.numbers):
                copy.write_row((number, finding_id))
