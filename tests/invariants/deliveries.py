"""Random deliveries: histories of all kinds among input that is none, in files, with crashes.

What should come of a delivery is worked out here from the list of lines that was sent, without a
look at the code that admits them.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import psycopg
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from jds.database.connection import Connection, Database
from jds.domain.time import Instant, instant_from_text
from jds.intake.judge import Judge
from jds.intake.load_file import load_file
from jds.law.rules import load_law
from jds.law.senders import Senders
from jds.records.catch_up import catch_up
from jds.sources.register import kinds_of_sources
from tests.oracle.histories import histories, histories_with_a_clash
from tests.oracle.payloads import SOURCES, Wire
from tests.oracle.simple_rule import SimpleRule
from tests.records.ledgers import KEY, add_sources

RULE = SimpleRule()
OM, POLICE = SOURCES["om"], SOURCES["police"]
NOBODY = "urn:nld:oin:00000009000000000009:systeem:onbekend"

UNREADABLE, UNKNOWN = "", "onbekend"
"""The names under which input is counted that has no registered source."""

DAYS = tuple(
    instant_from_text(f"{day}T12:00:00Z") for day in ("2026-03-02", "2026-03-03", "2026-03-05")
)

may_send = Senders(load_law()).may_send

# The fixture only makes databases: each example has one of its own.
one_for_each_example = settings(
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
    max_examples=25,
)


@dataclass(frozen=True)
class Sent:
    """A line, and what is known about it without judging it.

    Attributes:
        counted_under: The source it counts for.
        same_as: What tells it from other input; None when its place in a file does.
        is_refused: It may not be taken at all.
        is_police_data: Nothing of it may be kept.
    """

    content: bytes
    counted_under: str
    same_as: str | None = field(repr=False)
    is_refused: bool = False
    is_police_data: bool = False


@dataclass(frozen=True)
class File:
    """Lines that come in one file on one day, and where its load breaks off before it succeeds."""

    lines: tuple[Sent, ...]
    day: int
    batch_lines: int
    crashes: tuple[int, ...] = ()


class Crash(Exception):
    """The process ends here, as far as this load can tell."""


@st.composite
def sent_lines(draw: st.DrawFn) -> list[Sent]:
    """Return a history, with input among it that is refused or set aside."""
    messages = draw(st.one_of(histories(longest=16), histories_with_a_clash(longest=14)))
    lines = [_message(message) for message in messages]
    for number in range(draw(st.integers(min_value=0, max_value=6))):
        lines.insert(
            draw(st.integers(min_value=0, max_value=len(lines))), _other_input(draw, number)
        )
    return lines


@st.composite
def files(draw: st.DrawFn, lines: Sequence[Sent]) -> list[File]:
    """Return files in which every line comes at least once, in any order, with crashes."""
    order = list(draw(st.permutations(range(len(lines)))))
    for again in draw(st.lists(st.sampled_from(range(len(lines))), max_size=5)):
        order.insert(draw(st.integers(min_value=0, max_value=len(order))), again)
    cuts = draw(st.sets(st.integers(min_value=1, max_value=len(order)), max_size=3))
    bounds = sorted({0, len(order), *cuts})
    days = sorted(
        draw(st.lists(st.integers(0, 2), min_size=len(bounds) - 1, max_size=len(bounds) - 1))
    )
    return [
        File(
            lines=tuple(lines[index] for index in order[start:end]),
            day=day,
            batch_lines=draw(st.integers(min_value=1, max_value=9)),
            crashes=tuple(draw(st.lists(st.integers(1, 90), max_size=2))),
        )
        for (start, end), day in zip(pairwise(bounds), days, strict=True)
    ]


def whole(lines: Sequence[Sent]) -> list[File]:
    """Return everything as one file on the first day, without a crash."""
    return [File(tuple(lines), day=0, batch_lines=len(lines))]


def deliver(database: Database, delivered: Sequence[File], *, folder: Path) -> None:
    """Load files one by one; a load that breaks off is done again until it succeeds."""
    for number, file in enumerate(delivered):
        path = folder / f"{number}.ndjson"
        path.write_bytes(_content(file))
        for at_statement in file.crashes:
            try:
                load(failing(database, at_statement=at_statement), path, file=file)
            except Crash:
                continue
            # It came to its end before that statement: to load it again is a new delivery.
            break
        else:
            load(database, path, file=file)


def load(database: Database, path: Path, *, file: File) -> None:
    """Load one file as the command does."""
    with database.transaction() as connection:
        judge = Judge(sources=kinds_of_sources(connection), may_send=may_send)
    load_file(
        database,
        path,
        judge=judge,
        register_key=KEY,
        clock=lambda: DAYS[file.day],
        batch_lines=file.batch_lines,
    )


@contextmanager
def register_after(
    database: Database, delivered: Sequence[File], *, folder: Path
) -> Iterator[Connection]:
    """Give a connection to a register after deliveries, with all effects made."""
    add_sources(database, {urn: kind for kind, urn in SOURCES.items()})
    deliver(database, delivered, folder=folder)
    catch_up(database, rule=RULE)
    with database.connect() as connection:
        yield connection


def day_of(file: File) -> Instant:
    """Return the moment at which a file came."""
    return DAYS[file.day]


def content_of(message: Any) -> str:
    """Return what a message says, whatever the order of its keys."""
    return json.dumps(message, sort_keys=True)


def _content(file: File) -> bytes:
    return b"".join(line.content + b"\n" for line in file.lines)


def _message(
    message: Wire,
    *,
    counted_under: str | None = None,
    is_refused: bool = False,
    is_police_data: bool = False,
) -> Sent:
    return Sent(
        content=json.dumps(message).encode(),
        counted_under=message["source"] if counted_under is None else counted_under,
        same_as=content_of(message),
        is_refused=is_refused,
        is_police_data=is_police_data,
    )


def _other_input(draw: st.DrawFn, number: int) -> Sent:
    """Return input that no record may ever be made of."""
    name, sequence = f"n{number}", draw(st.integers(min_value=1, max_value=30))
    match draw(st.sampled_from(_OTHER_INPUT)):
        case "unreadable":
            content = draw(st.sampled_from([b"{", b"\xff\xfe", b"[1, 2]", b'"naam"']))
            return Sent(content, UNREADABLE, None)
        case "unknown source":
            message = _registration(name, sequence=sequence, source=NOBODY)
            return _message(message, counted_under=UNKNOWN, is_refused=True)
        case "not allowed":
            message = _registration(name, sequence=sequence, source=SOURCES["court"])
            return _message(message, is_refused=True)
        case "police data":
            message = _registration(name, sequence=sequence, source=POLICE)
            message["type"] = "nl.jds.politiegegeven-verstrekt.v1"
            return _message(message, is_refused=True, is_police_data=True)
        case "impossible date":
            message = _registration(name, sequence=sequence, source=OM)
            message["data"]["ontvangenOp"] = "2031-01-01"
            return _message(message)
        case _:
            message = _registration(draw(st.sampled_from([name, "m0"])), sequence=sequence)
            del message["data"]["ontvangenOp"]
            message["data"]["feiten"] = number
            return _message(message)


_OTHER_INPUT = (
    "unreadable",
    "unknown source",
    "not allowed",
    "police data",
    "impossible date",
    "not of the contract",
)


def _registration(name: str, *, sequence: int, source: str = OM) -> Wire:
    return {
        "specversion": "1.0",
        "id": name,
        "source": source,
        "type": "nl.jds.zaak-ingeschreven.v1",
        "time": "2025-03-10T09:00:00Z",
        "sequence": str(sequence),
        "sequencetype": "Integer",
        "datacontenttype": "application/json",
        "data": {
            "persoon": {"skn": "1234567"},
            "zaak": {"parketnummer": "05/780109-25"},
            "feiten": [],
            "ontvangenOp": "2025-03-10",
        },
    }


def failing(database: Database, *, at_statement: int) -> Database:
    """Return the same database, on which a process dies before one of its statements."""
    statements = 0

    def count() -> None:
        nonlocal statements
        statements += 1
        if statements >= at_statement:
            raise Crash

    class FailingCursor(psycopg.Cursor[tuple[Any, ...]]):
        def execute(self, query: Any, *arguments: Any, **named: Any) -> Any:
            # A process that dies gives its locks back all the same.
            if "advisory_unlock" not in str(query):
                count()
            return super().execute(query, *arguments, **named)

        def copy(self, statement: Any, *arguments: Any, **named: Any) -> Any:
            count()
            return super().copy(statement, *arguments, **named)

    class FailingDatabase(Database):
        @contextmanager
        def connect(self) -> Iterator[Connection]:
            with super().connect() as connection:
                connection.cursor_factory = FailingCursor
                yield connection

    return FailingDatabase(database.address)
