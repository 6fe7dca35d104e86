"""Input that wants to do harm, or comes from something broken: a judgement each, never a traceback.

The strings, JSON texts and XML texts are those of others, see `tests/hostile/NOTICE.md`.
"""

import json
import tracemalloc
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jds.domain.decode import decode_event
from jds.intake.characters import FORBIDDEN
from jds.intake.judge import Releasable
from jds.intake.judgement import Candidate, Judgement, Line, Refused, Unfit
from jds.intake.lines import UnreadableFile, read_lines
from jds.intake.unusual import has_unknown_fields
from tests.intake.wire_messages import (
    Message,
    changed,
    example,
    example_lines,
    fit,
    judged,
    line_of,
    the_judge,
    unfit,
)

HOSTILE = Path(__file__).parent.parent / "hostile"

STRINGS: list[str] = json.loads((HOSTILE / "blns.json").read_text(encoding="utf-8"))
JSON_CASES = sorted((HOSTILE / "json").rglob("*.json"))
XML_CASES = sorted((HOSTILE / "xml").iterdir())

FREE_TEXTS = [
    ("zaak-ingeschreven", "data.persoon.naam.geslachtsnaam"),
    ("zaak-ingeschreven", "data.persoon.naam.voornamen"),
    ("zaak-ingeschreven", "data.persoon.geboorte.plaats"),
    ("zaak-ingeschreven", "data.persoon.geslacht"),
    ("zaak-ingeschreven", "data.feiten[0].kwalificatie"),
    ("zaak-ingeschreven", "data.feiten[0].plaats"),
    ("zaak-ingeschreven", "data.feiten[0].artikelen[0].wet"),
    ("zaak-ingeschreven", "data.instantie"),
    ("zaak-ingeschreven", "data.onbekend"),
    ("vervolging-beslist", "data.sepotgronden"),
    ("vervolging-beslist", "data.voorwaarden"),
    ("uitspraak-gedaan", "data.ecli"),
    ("uitspraak-gedaan", "data.sancties[1].duur"),
    ("gegevens-ingetrokken", "data.reden"),
    ("gegevens-ingetrokken", "data.betreft.id"),
    ("persoon-samengevoegd", "data.reden"),
    ("stuk-gemeld", "data.stuk"),
]
STRICT_TEXTS = [
    ("zaak-ingeschreven", "source"),
    ("zaak-ingeschreven", "type"),
    ("zaak-ingeschreven", "time"),
    ("zaak-ingeschreven", "sequence"),
    ("zaak-ingeschreven", "data"),
    ("zaak-ingeschreven", "data.persoon"),
    ("zaak-ingeschreven", "data.persoon.skn"),
    ("zaak-ingeschreven", "data.zaak.parketnummer"),
    ("zaak-ingeschreven", "data.feiten[0].soort"),
    ("zaak-ingeschreven", "data.feiten[0].feitnummer"),
    ("zaak-ingeschreven", "data.feiten[1].pleegperiode.van"),
    ("zaak-ingeschreven", "data.ontvangenOp"),
    ("bron-stand", "data.laatsteSequence"),
    ("gegevens-gecorrigeerd", "data.vervanging"),
]


def judgements(path: Path) -> list[Judgement]:
    return [the_judge().judge(line) for line in read_lines(path)]


def test_all_the_strings_and_cases_are_there() -> None:
    assert len(STRINGS) == 515
    assert len(JSON_CASES) == 340
    assert len(XML_CASES) == 10


# Strings ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "path"), FREE_TEXTS)
def test_any_text_is_kept_to_the_letter_or_set_aside_for_a_forbidden_character(
    kind: str, path: str
) -> None:
    for text in STRINGS:
        message = changed(kind, {path: [text] if path.endswith("gronden") else text})

        judgement = judged(message)

        if FORBIDDEN.search(text):
            assert isinstance(judgement, Unfit)
            assert judgement.reason == "verboden-teken"
        else:
            assert isinstance(judgement, Candidate)
            assert json.loads(judgement.text) == message
            assert decode_event(judgement.kind, judgement.text) == judgement.event


def test_any_text_may_be_an_id_unless_it_is_empty_or_forbidden() -> None:
    for text in STRINGS:
        judgement = judged(changed("zaak-ingeschreven", {"id": text}))

        if FORBIDDEN.search(text) or not text:
            assert isinstance(judgement, Unfit)
            assert judgement.message_id is None
        else:
            assert isinstance(judgement, Candidate)
            assert judgement.key.id == text


@pytest.mark.parametrize(("kind", "path"), STRICT_TEXTS)
def test_where_a_form_is_asked_for_no_such_text_passes_unless_it_has_it(
    kind: str, path: str
) -> None:
    passed = {
        text for text in STRINGS if isinstance(judged(changed(kind, {path: text})), Candidate)
    }

    assert passed <= {"0", "1", "08", "09", "01000"}


def test_any_text_may_be_the_name_of_an_unknown_field() -> None:
    for text in STRINGS:
        if FORBIDDEN.search(text):
            continue
        message = example("zaak-ingeschreven")
        message["data"]["persoon"][text] = text
        assert fit(message).warnings == ("onbekend-veld",)


def test_no_text_shows_in_an_explanation() -> None:
    for text in STRINGS:
        if len(text) < 12:
            continue
        judgement = unfit(changed("zaak-ingeschreven", {"data.persoon.skn": text}))
        assert text not in judgement.explanation


# Files --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", JSON_CASES, ids=lambda path: path.stem)
def test_no_json_case_is_a_message(path: Path) -> None:
    judged_lines = judgements(path)

    assert not any(isinstance(each, Candidate) for each in judged_lines)
    assert all(each.content for each in judged_lines if isinstance(each, Unfit))


@pytest.mark.parametrize(
    "path", [path for path in JSON_CASES if path.name.startswith("y_")], ids=lambda path: path.stem
)
def test_what_every_parser_must_accept_is_read(path: Path) -> None:
    # Two of them are written over several lines, which a file of lines does not know.
    content = path.read_bytes().strip().replace(b"\n", b" ")

    judgement = the_judge().judge(Line(number=1, content=content, length=len(content)))

    assert isinstance(judgement, Unfit)
    assert judgement.canonical is not None
    assert judgement.reason in {"niet-van-het-contract", "dubbele-sleutel", "verboden-teken"}


@pytest.mark.parametrize(
    "path", [path for path in JSON_CASES if path.name.startswith("n_")], ids=lambda path: path.stem
)
def test_what_every_parser_must_refuse_is_unreadable(path: Path) -> None:
    content = path.read_bytes()

    judgement = the_judge().judge(Line(number=1, content=content, length=len(content)))

    assert isinstance(judgement, Unfit)
    assert judgement.reason == "onleesbaar"
    assert judgement.canonical is None


@pytest.mark.parametrize("path", XML_CASES, ids=lambda path: path.stem)
def test_xml_is_unreadable_line_by_line(path: Path) -> None:
    judged_lines = judgements(path)

    assert judged_lines
    assert all(isinstance(each, Unfit) for each in judged_lines)
    assert {each.reason for each in judged_lines if isinstance(each, Unfit)} <= {"onleesbaar"}


def test_the_lines_around_something_hostile_are_judged_as_ever(tmp_path: Path) -> None:
    file = tmp_path / "berichten.ndjson"
    good = example_lines()[0]
    hostile = [
        b"[" * 100_000,
        b"x" * 3_000_000,
        good.replace(b'"id"', b'"id": "x", "id"'),
        good.replace(b"mishandeling", b"\\u0000"),
        good.replace(b"mishandeling", b"\\ud800"),
        good.replace(b"mishandeling", "\u202e".encode()),
        good.replace(b"mishandeling", b"\xff"),
        good[:-1],
        b"\0",
    ]
    with file.open("wb") as written:
        for content in hostile:
            written.write(content + b"\n" + good + b"\n")

    reasons = [each.reason for each in judgements(file) if isinstance(each, Unfit)]

    assert reasons == [
        "onleesbaar",
        "te-groot",
        "dubbele-sleutel",
        "verboden-teken",
        "onleesbaar",
        "verboden-teken",
        "onleesbaar",
        "onleesbaar",
        "onleesbaar",
    ]
    assert sum(isinstance(each, Candidate) for each in judgements(file)) == len(hostile)


def test_a_file_of_100_megabytes_on_one_line_is_judged_in_little_memory(tmp_path: Path) -> None:
    file = tmp_path / "berichten.ndjson"
    with file.open("wb") as written:
        written.write(b'{"id": "')
        for _ in range(100):
            written.write(b"x" * 1_000_000)
        written.write(b'"}\n' + example_lines()[0])

    tracemalloc.start()
    oversized, good = judgements(file)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert isinstance(oversized, Unfit)
    assert oversized.reason == "te-groot"
    assert oversized.length == 100_000_010
    assert isinstance(good, Candidate)
    assert peak < 20_000_000


def test_a_message_just_below_the_limit_is_judged_whole(tmp_path: Path) -> None:
    message = changed("gegevens-ingetrokken", {"data.reden": "é" * 500_000})

    assert fit(message).event is not None


# Anything at all ----------------------------------------------------------------------------------


def is_sound(judgement: object, line: Line) -> bool:
    """Tell whether a judgement keeps its promises: everything is kept, or nothing may be."""
    match judgement:
        case Candidate():
            return judgement.text.encode() == line.content
        case Unfit():
            return judgement.content == line.content and bool(judgement.explanation)
        case Refused():
            return (judgement.trace is None) == (judgement.reason == "politiegegeven")
        case _:
            return False


@given(content=st.binary())
def test_any_bytes_have_a_judgement(content: bytes) -> None:
    line = Line(number=1, content=content, length=len(content))

    assert is_sound(the_judge().judge(line), line)


@given(
    line=st.sampled_from(example_lines()),
    cuts=st.lists(
        st.tuples(st.integers(0, 1200), st.integers(0, 30), st.binary(max_size=12)), max_size=4
    ),
)
def test_a_damaged_message_has_a_judgement(line: bytes, cuts: list[tuple[int, int, bytes]]) -> None:
    content = bytearray(line)
    for place, length, put in cuts:
        content[place : place + length] = put
    damaged = Line(number=1, content=bytes(content), length=len(content))

    assert is_sound(the_judge().judge(damaged), damaged)


STRANGE_VALUES: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=8),
    st.sampled_from(STRINGS),
    st.just([]),
    st.just({}),
    st.sampled_from(["2025-02-30", "2999-01-01", "2025-03-06T12:00:00+01:00", "urn:nld:oin:1"]),
    st.sampled_from([{"type": "DatumOnbekend", "onbekend": True}, {"code": "x"}, {"tekst": None}]),
    st.recursive(
        st.integers() | st.text(max_size=3),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["type", "datum", "jaar", "code", "x"]), inner)
        ),
        max_leaves=5,
    ),
)


def places(value: Any) -> list[tuple[Any, Any]]:
    """Give every container in a message with every key or index of it."""
    match value:
        case dict():
            items: list[tuple[Any, Any]] = list(value.items())
        case list():
            items = list(enumerate(value))
        case _:
            return []
    below = [place for _, each in items for place in places(each)]
    return [*((value, key) for key, _ in items), *below]


@st.composite
def altered_messages(draw: st.DrawFn) -> Message:
    """Messages in which up to three values are replaced, left out or added."""
    message: Message = json.loads(draw(st.sampled_from(example_lines())))
    for _ in range(draw(st.integers(1, 3))):
        container, key = draw(st.sampled_from(places(message)))
        match draw(st.sampled_from(["replace", "remove", "add"])):
            case "replace":
                container[key] = deepcopy(draw(STRANGE_VALUES))
            case "remove":
                del container[key]
            case _ if isinstance(container, dict):
                container[draw(st.text(max_size=4))] = deepcopy(draw(STRANGE_VALUES))
            case _:
                container.append(deepcopy(draw(STRANGE_VALUES)))
        if not places(message):
            return message
    return message


@given(message=altered_messages())
def test_an_altered_message_has_a_judgement_and_its_release_can_be_read(message: Message) -> None:
    line = line_of(message)

    judgement = the_judge().judge(line)
    weighed = the_judge().judge_release(line)

    assert is_sound(judgement, line)
    if isinstance(weighed, Releasable):
        candidate = weighed.candidate
        event = decode_event(candidate.kind, candidate.text, weighed.unknown_dates)
        assert type(event) is type(candidate.event)
        assert isinstance(judgement, Unfit if weighed.unknown_dates else Candidate)
    else:
        assert weighed == judgement


@given(message=altered_messages())
def test_no_unknown_field_of_an_altered_message_goes_unnoticed(message: Message) -> None:
    judgement = judged(message)

    if isinstance(judgement, Candidate) and judgement.kind != "gegevens-gecorrigeerd":
        is_there = has_unknown_fields(message["data"], judgement.event)
        assert ("onbekend-veld" in judgement.warnings) == is_there


def test_a_gzip_that_is_no_file_of_messages_is_an_error_and_no_traceback(tmp_path: Path) -> None:
    file = tmp_path / "berichten.ndjson.gz"
    file.write_bytes(b"\x1f\x8b\x08" + b"\0" * 40)

    with pytest.raises(UnreadableFile, match="line"):
        judgements(file)
