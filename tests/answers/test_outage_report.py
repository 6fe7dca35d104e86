"""The count of an outage: the same as a slow recount, and the same when it is asked again."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jds.answers.number_asked import digest_of, keep_number
from jds.answers.outage_report import Given, OutageReport, StretchRefused, report_stretch
from jds.cli.outage import present_report
from jds.database.connection import Connection, Database
from jds.domain.identifiers import parse_skn
from jds.domain.time import Instant, amsterdam_day, as_instant, instant_from_text
from jds.records.known_at import NotYetKnown
from jds.sources.currency import currency_at
from tests.conftest import NewDatabase
from tests.oracle.outage_by_hand import (
    Answer,
    Asked,
    Line,
    count_answers,
    count_messages,
    to_expect,
)
from tests.records.ledgers import KEY, add_sources, admit
from tests.records.wire import COURT, OM, Wire, corrected, message, registered, retracted

CUT = datetime(2025, 7, 17, 20, 45, tzinfo=UTC)
BACK = datetime(2025, 7, 25, 8, 0, tzinfo=UTC)
LONG_BEFORE = instant_from_text("2025-01-01T08:00:00Z")
LATE = datetime(2025, 9, 1, 8, 0, tzinfo=UTC)
SORTS = (
    ("justis", "vog-np", "niets-bekend-tot", "beslissen-met-waarschuwing"),
    ("justis", "vog-np", "inhoud", "beslissen"),
    ("ind", "nationaliteit", "geen-uitspraak", "aanhouden"),
)


@dataclass(frozen=True)
class Step:
    """A batch of messages, or an answer about some of the people, at a moment."""

    at: datetime
    messages: tuple[Wire, ...] = ()
    sort: tuple[str, str, str, str] | None = None
    skns: tuple[str, ...] = ()
    is_of_candidates: bool = False


@st.composite
def histories(draw: st.DrawFn) -> list[Step]:
    """Return what happened before, in and after an outage, in the order in which it did."""
    sent: list[Wire] = []
    counts = {OM: 0, COURT: 0}
    for number in range(draw(st.integers(1, 9))):
        source = draw(st.sampled_from([OM, OM, COURT]))
        counts[source] += draw(st.sampled_from([1, 1, 1, 2]))
        at = draw(_moments())
        if sent and draw(st.sampled_from([False, False, True])):
            sent.append(_about(draw, draw(st.sampled_from(sent)), number, counts, at))
        else:
            sent.append(_about_somebody(draw, source, number, counts[source], at))
    steps = []
    for each in sent:
        logged = datetime.fromisoformat(each["time"])
        arrives = logged + draw(st.sampled_from([timedelta(minutes=5), timedelta(days=12)]))
        steps.append(Step(arrives, (each,)))
    steps.extend(
        Step(
            draw(_moments()),
            sort=draw(st.sampled_from(SORTS)),
            skns=tuple(draw(st.sets(st.sampled_from(["1", "2", "3"]), max_size=2))),
            is_of_candidates=draw(st.booleans()),
        )
        for _ in range(draw(st.integers(0, 6)))
    )
    return sorted(steps, key=lambda step: step.at)


def _moments() -> st.SearchStrategy[datetime]:
    return st.one_of(
        st.sampled_from(
            [CUT, BACK, CUT - timedelta(microseconds=1), BACK - timedelta(microseconds=1)]
        ),
        st.integers(-70 * 24, 20 * 24).map(lambda hours: CUT + timedelta(hours=hours)),
    )


def _about_somebody(draw: st.DrawFn, source: str, number: int, sequence: int, at: datetime) -> Wire:
    skn = draw(st.sampled_from(["1", "2", "3"]))
    if source == OM and draw(st.sampled_from([False, False, False, True])):
        return message(
            "bron-stand",
            message_id=f"m{number}",
            sequence=sequence,
            time=at.isoformat(),
            volledigTotTijdstip=at.isoformat(),
            laatsteSequence=str(sequence - 1),
            aantallen={},
        )
    opening = registered(
        message_id=f"m{number}", sequence=sequence, time=at.isoformat(), person={"skn": skn}
    )
    if source == OM:
        return opening
    document = {
        "persoon": {"skn": skn},
        "zaak": opening["data"]["zaak"],
        "stuk": "vonnis",
        "verwachtOp": "2025-05-01",
    }
    return opening | {"source": source, "type": "nl.jds.stuk-gemeld.v1", "data": document}


def _about(
    draw: st.DrawFn, original: Wire, number: int, counts: dict[str, int], at: datetime
) -> Wire:
    source = original["source"]
    counts[source] += 1
    named: Wire = {
        "message_id": f"m{number}",
        "sequence": counts[source],
        "time": at.isoformat(),
    }
    if "persoon" in original["data"] and draw(st.booleans()):
        skn = draw(st.sampled_from(["1", "2", "3"]))
        return corrected(original, persoon={"skn": skn}, **named)
    return retracted(original, **named)


def happen(database: Database, steps: Sequence[Step]) -> None:
    """Let everything happen, each at its moment."""
    add_sources(database, now=LONG_BEFORE)
    with database.transaction() as connection:
        connection.execute(
            "INSERT INTO actor (name, role, public_key, added_at, added_by)"
            " VALUES ('r', 'keeper', '', now(), 'r')"
        )
    for step in steps:
        if step.messages:
            admit(database, step.messages, now=as_instant(step.at))
        else:
            with database.transaction() as connection:
                answer(connection, step)


def answer(connection: Connection, step: Step) -> None:
    """Keep that an answer was given; only what the count reads of it matters."""
    subjects = [
        subject_id
        for (subject_id,) in connection.execute(
            "SELECT subject_id FROM subject WHERE key = ANY (%s)",
            ([f"skn:{skn}" for skn in step.skns],),
        )
    ]
    recipient, purpose, verdict, advice = step.sort or SORTS[0]
    is_of_one = verdict == "inhoud" and bool(subjects) and not step.is_of_candidates
    [(answer_id,)] = connection.execute(
        "WITH acted AS (INSERT INTO act (actor, done_at, verb, digest, signature)"
        "  VALUES ('r', %(at)s, 'answer', '', '') RETURNING act_id)"
        " INSERT INTO answer (act_id, given_at, recipient, purpose, subject_id, judged_on,"
        "  position, known_at, edition, found, verdict, advice, request)"
        " SELECT act_id, %(at)s, %(recipient)s, %(purpose)s, %(subject)s, %(at)s::date,"
        "  (SELECT position FROM ledger_head), %(at)s, 'e', %(found)s, %(verdict)s, %(advice)s,"
        "  '{}'"
        "   FROM acted RETURNING answer_id",
        {
            "at": step.at,
            "recipient": recipient,
            "purpose": purpose,
            "subject": subjects[0] if is_of_one else None,
            "found": "zeker" if is_of_one else "niet",
            "verdict": verdict if is_of_one or verdict != "inhoud" else "geen-uitspraak",
            "advice": advice,
        },
    ).fetchall()
    if not subjects and step.skns:
        keep_number(
            connection,
            answer_id,
            ("skn", parse_skn(step.skns[0])),
            register_key=KEY,
            at=as_instant(step.at),
        )
    table = "answer_candidate" if step.is_of_candidates else "answer_about"
    for subject_id in subjects:
        if table == "answer_candidate":
            connection.execute(
                "INSERT INTO answer_candidate VALUES (%s, %s)", (answer_id, subject_id)
            )
        else:
            connection.execute("INSERT INTO answer_about VALUES (%s, %s)", (answer_id, subject_id))


def rows_of(connection: Connection) -> tuple[list[Line], list[Answer]]:
    """Return everything that the recount looks at."""
    lines = [
        Line(
            position,
            urn,
            message_id,
            kind,
            time,
            recorded_at,
            displaces,
            frozenset(subjects),
            None if named is None else (named, named_id),
        )
        for (
            position,
            urn,
            message_id,
            kind,
            time,
            recorded_at,
            displaces,
            subjects,
            named,
            named_id,
        ) in connection.execute(
            "SELECT line.position, urn, line.message_id, line.kind, time, recorded_at, displaces,"
            " ARRAY(SELECT subject_id FROM about WHERE about.position = line.position),"
            " reference.source, reference.message_id"
            " FROM ledger_line AS line JOIN source USING (source_id)"
            " LEFT JOIN ledger_reference AS reference USING (position)"
        )
    ]
    sought: dict[bytes, frozenset[int]] = {
        digest_of(("skn", parse_skn(skn)), register_key=KEY): frozenset(
            subject_id
            for (subject_id,) in connection.execute(
                "SELECT subject_id FROM subject WHERE key = %s", [f"skn:{skn}"]
            )
        )
        for skn in ("1", "2", "3")
    }
    answers = [
        Answer(
            given_at,
            position,
            (recipient, purpose, verdict, advice),
            frozenset(subjects) | sought.get(digest, frozenset()),
            is_of_nobody=not subjects and digest is None,
        )
        for given_at, position, recipient, purpose, verdict, advice, subjects, digest in (
            connection.execute(
                "SELECT given_at, position, recipient, purpose, verdict, advice,"
                " ARRAY(SELECT subject_id FROM answer_about WHERE answer_id = answer.answer_id"
                " UNION"
                " SELECT subject_id FROM answer_candidate WHERE answer_id = answer.answer_id),"
                " digest FROM answer LEFT JOIN answer_number USING (answer_id)"
            )
        )
    ]
    return lines, answers


def report(
    connection: Connection, *, to_at: datetime | None = BACK, known_at: int | Instant | None = None
) -> OutageReport:
    return report_stretch(
        connection,
        OM,
        from_at=as_instant(CUT),
        to_at=None if to_at is None else as_instant(to_at),
        known_at=known_at,
        now=as_instant(LATE),
        register_key=KEY,
    )


@settings(
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=histories(), is_over=st.booleans(), data=st.data())
def test_the_count_is_that_of_a_slow_recount_and_the_same_when_it_is_asked_again(
    new_primary_database: NewDatabase,
    steps: list[Step],
    is_over: bool,
    data: st.DataObject,
) -> None:
    to_at = BACK if is_over else None
    asked_after = data.draw(st.integers(0, len(steps)))
    known_at = as_instant(
        max([LATE - timedelta(days=40), *(step.at for step in steps[:asked_after])])
        if asked_after < len(steps)
        else LATE
    )
    with new_primary_database() as database:
        happen(database, [step for step in steps if step.at <= known_at])
        with database.transaction() as connection:
            at_once = report(connection, to_at=to_at, known_at=known_at)
        happen_later = [step for step in steps if step.at > known_at]
        for step in happen_later:
            if step.messages:
                admit(database, step.messages, now=as_instant(step.at))
            else:
                with database.transaction() as connection:
                    answer(connection, step)
        with database.transaction() as connection:
            found = report(connection, to_at=to_at, known_at=known_at)
            lines, answers = rows_of(connection)
            proven = _proven(connection, found)

    assert (found.given, found.messages) == (at_once.given, at_once.messages)
    asked = Asked(
        OM, CUT, BACK if is_over else found.moment.at, found.moment.position, found.moment.at
    )
    expected = count_answers(lines, answers, asked)
    assert {
        _sort(each): (each.count, len(each.touched), each.unknowable) for each in found.given
    } == (expected)
    here, in_time = count_messages(lines, asked)
    assert (found.messages.here, found.messages.in_time) == (here, in_time)
    if is_over and proven is not None and proven >= BACK:
        assert found.messages.to_expect == 0
    else:
        assert found.messages.to_expect == to_expect(lines, asked, proven_through=proven)
    assert found.messages.at_most is None or found.messages.here <= found.messages.at_most


def test_messages_are_a_range_until_the_source_is_proven_complete_and_exact_afterwards(
    primary_database: Database,
) -> None:
    usual = [_opening(number, at=CUT - timedelta(days=number, hours=2)) for number in range(1, 15)]
    happen(primary_database, [Step(CUT - timedelta(hours=1), tuple(usual))])
    with primary_database.transaction() as connection:
        silent = report(connection, to_at=None).messages
    assert (silent.is_exact, silent.here) == (False, 0)
    assert silent.to_expect is not None
    assert silent.at_most == silent.to_expect > 0

    late = [_opening(number, at=CUT + timedelta(hours=number)) for number in (15, 16, 18)]
    admit(primary_database, late, now=as_instant(BACK + timedelta(hours=1)))
    with primary_database.transaction() as connection:
        coming = report(connection).messages
    assert (coming.is_exact, coming.here, coming.in_time) == (False, 3, 0)
    assert coming.missing_numbers == 1
    assert coming.to_expect is not None
    assert coming.at_most == 3 + 1 + coming.to_expect

    logged = [each["time"] for each in usual] + [
        (CUT + timedelta(hours=number)).isoformat() for number in (15, 16, 17, 18)
    ]
    counts = Counter(amsterdam_day(instant_from_text(each)).isoformat() for each in logged)
    statement = message(
        "bron-stand",
        message_id="stand",
        sequence=19,
        time=(BACK + timedelta(hours=2)).isoformat(),
        volledigTotTijdstip=(BACK + timedelta(hours=1)).isoformat(),
        laatsteSequence="18",
        aantallen={"zaak-ingeschreven": counts},
    )
    last = _opening(17, at=CUT + timedelta(hours=17))
    admit(primary_database, [last, statement], now=as_instant(BACK + timedelta(hours=3)))
    with primary_database.transaction() as connection:
        whole = report(connection).messages
        position = report(connection).moment.position
        before = report(connection, known_at=position - 2).messages
    assert (whole.is_exact, whole.here, whole.at_most) == (True, 4, 4)
    assert before.is_exact is False
    assert (before.here, before.missing_numbers) == (3, 1)


def test_a_stretch_that_ends_before_it_begins_or_begins_after_the_moment_is_refused(
    primary_database: Database,
) -> None:
    happen(primary_database, [])
    with primary_database.transaction() as connection:
        with pytest.raises(StretchRefused):
            report(connection, to_at=CUT)
        with pytest.raises(StretchRefused):
            report(connection, known_at=as_instant(CUT - timedelta(seconds=1)))
        with pytest.raises(NotYetKnown):
            report(connection, known_at=as_instant(LATE + timedelta(seconds=1)))


def _opening(number: int, *, at: datetime) -> Wire:
    return registered(
        message_id=f"om-{number}",
        sequence=number,
        time=at.isoformat(),
        person={"skn": str(1000000 + number)},
        case={"parketnummer": f"05/7801{number:02}-25"},
    )


def _sort(each: Given) -> tuple[str, str, str, str]:
    return (each.recipient, each.purpose, each.verdict, each.advice)


def _proven(connection: Connection, found: OutageReport) -> datetime | None:
    for each in currency_at(connection, found.moment.position, at=found.moment.at):
        if each.source == OM:
            return each.complete_through_at
    return None


def test_nothing_in_the_report_is_of_a_person(primary_database: Database) -> None:
    steps = [
        Step(CUT - timedelta(days=1), (_opening(1, at=CUT - timedelta(days=1)),)),
        Step(CUT + timedelta(hours=1), sort=SORTS[1], skns=("1000001",)),
    ]
    happen(primary_database, steps)
    with primary_database.transaction() as connection:
        shown: Any = present_report(report(connection))
    text = json.dumps(shown)
    assert "1000001" not in text
    assert "7801" not in text
    assert shown["antwoorden"]["totaal"] == 1
