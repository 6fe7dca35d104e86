"""Messages of the contract to change one thing in, and the judge that judges them."""

import json
import re
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from jds.intake.judge import Judge, Releasable
from jds.intake.judgement import Candidate, Judgement, Line, Refused, Unfit
from jds.law.rules import load_law
from jds.law.senders import Senders

EXAMPLES = Path(__file__).parent.parent / "contract" / "examples.ndjson"

OM = "urn:nld:oin:00000001000000000001:systeem:gps"
COURT = "urn:nld:oin:00000001000000000002:systeem:rechtspraak"
CJIB = "urn:nld:oin:00000001000000000003:systeem:cjib"
PERSON_AUTHORITY = "urn:nld:oin:00000001000000000004:systeem:skdb"
POLICE = "urn:nld:oin:00000001000000000005:systeem:bvh"
MINISTER = "urn:nld:oin:00000001000000000006:systeem:jenv"
STRANGER = "urn:nld:oin:00000001000000000009:systeem:elders"

SOURCES = {
    OM: "om",
    COURT: "court",
    CJIB: "cjib",
    PERSON_AUTHORITY: "person-authority",
    POLICE: "police",
    MINISTER: "minister",
}

Message = dict[str, Any]

ABSENT = object()
"""Given to `changed`: the field is left out."""

_STEP = re.compile(r"[^.\[\]]+")


@cache
def the_judge() -> Judge:
    """Give one judge by the rules in force."""
    return Judge(sources=SOURCES, may_send=Senders(load_law()).may_send)


@cache
def example_lines() -> tuple[bytes, ...]:
    return tuple(EXAMPLES.read_bytes().splitlines())


def example(kind: str) -> Message:
    """Give the first example of a kind, free to be changed."""
    found = (
        message
        for message in map(json.loads, example_lines())
        if message["type"] == f"nl.jds.{kind}.v1"
    )
    return deepcopy(next(found))


def changed(kind: str, changes: dict[str, Any]) -> Message:
    """Give the example of a kind with other values at some paths."""
    message = example(kind)
    for path, value in changes.items():
        put(message, path, value)
    return message


def put(message: Message, path: str, value: Any) -> None:
    *way, last = (int(step) if step.isdigit() else step for step in _STEP.findall(path))
    place: Any = message
    for step in way:
        place = place[step]
    if value is ABSENT:
        del place[last]
    else:
        place[last] = value


def line_of(message: Message | bytes) -> Line:
    content = (
        message if isinstance(message, bytes) else json.dumps(message, ensure_ascii=False).encode()
    )
    return Line(number=1, content=content, length=len(content))


def judged(message: Message | bytes) -> Judgement:
    return the_judge().judge(line_of(message))


def fit(message: Message | bytes) -> Candidate:
    judgement = judged(message)
    assert isinstance(judgement, Candidate), judgement
    return judgement


def unfit(message: Message | bytes) -> Unfit:
    judgement = judged(message)
    assert isinstance(judgement, Unfit), judgement
    return judgement


def refused(message: Message | bytes) -> Refused:
    judgement = judged(message)
    assert isinstance(judgement, Refused), judgement
    return judgement


def released(message: Message | bytes) -> Releasable:
    judgement = the_judge().judge_release(line_of(message))
    assert isinstance(judgement, Releasable), judgement
    return judgement
