"""What becomes of a line: fit, set aside or refused, and in which order that is decided."""

import hashlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jds.domain.decode import decode_event
from jds.domain.events import KINDS
from jds.intake.judgement import (
    UNKNOWN_SOURCE,
    UNREADABLE_SOURCE,
    Candidate,
    Line,
    Refused,
    Unfit,
)
from tests.intake.wire_messages import (
    ABSENT,
    CJIB,
    COURT,
    EXAMPLES,
    OM,
    POLICE,
    STRANGER,
    Message,
    changed,
    example,
    example_lines,
    fit,
    judged,
    line_of,
    refused,
    the_judge,
    unfit,
)

POLICE_DATA: Message = example("zaak-ingeschreven") | {
    "type": "nl.jds.politiegegeven-verstrekt.v1",
    "source": POLICE,
    "data": {"persoon": {"skn": "1234567"}, "noodprocedure": "n-1", "procesVerbaalnummer": "PV1"},
}


def test_every_example_of_the_contract_is_fit_and_without_warning() -> None:
    judgements = [judged(line) for line in example_lines()]

    assert len(judgements) == 27
    assert all(isinstance(judgement, Candidate) for judgement in judgements)
    assert not any(fit(line).warnings for line in example_lines())


def test_the_examples_hold_every_kind_that_ordinary_intake_admits() -> None:
    assert {fit(line).kind for line in example_lines()} == set(KINDS)
    assert EXAMPLES.name == "examples.ndjson"


def test_a_candidate_carries_what_its_envelope_says() -> None:
    candidate = fit(example("zaak-ingeschreven"))

    assert candidate.key.source == OM
    assert candidate.key.id == "gps-000001"
    assert candidate.time.isoformat() == "2025-03-10T08:12:00+00:00"
    assert candidate.sequence == 1


@pytest.mark.parametrize("line", example_lines())
def test_a_later_reader_gets_the_event_that_was_judged(line: bytes) -> None:
    candidate = fit(line)

    assert candidate.text == line.decode()
    assert decode_event(candidate.kind, candidate.text) == candidate.event


def test_a_candidate_names_the_subject_of_its_person() -> None:
    (named,) = fit(example("zaak-ingeschreven")).mentions

    assert named.subject == "skn:1234567"


def test_a_merge_names_everybody_in_it() -> None:
    named = fit(example("persoon-samengevoegd")).mentions

    assert [each.subject for each in named] == ["skn:1234567", "skn:7654321"]


# What is equal ------------------------------------------------------------------------------------


def shuffled(value: Any, order: int) -> Any:
    """Give the same JSON with the keys of every object in another order."""
    match value:
        case dict():
            names = sorted(
                value, key=lambda name: hashlib.sha256(f"{order}{name}".encode()).digest()
            )
            return {name: shuffled(value[name], order) for name in names}
        case list():
            return [shuffled(each, order) for each in value]
        case _:
            return value


@given(
    line=st.sampled_from(example_lines()),
    order=st.integers(),
    indent=st.sampled_from([None, 0, 1, "\t"]),
    ascii_only=st.booleans(),
)
def test_order_of_keys_spaces_and_escapes_do_not_change_the_content(
    line: bytes, order: int, indent: int | str | None, ascii_only: bool
) -> None:
    message = json.loads(line)
    message["data"]["reden"] = "é\u2028ß:☃😀"
    other = json.dumps(shuffled(message, order), indent=indent, ensure_ascii=ascii_only).encode()

    assert fit(other).canonical == fit(message).canonical
    assert fit(other).mentions == fit(message).mentions


@pytest.mark.parametrize("path", ["id", "time", "data.persoon.skn", "data.feiten[1].kwalificatie"])
def test_any_other_value_is_other_content(path: str) -> None:
    other = changed("zaak-ingeschreven", {path: "2025-03-10T09:12:01+01:00"})

    assert judged_canonical(other) != fit(example("zaak-ingeschreven")).canonical


def judged_canonical(message: Message) -> bytes | None:
    judgement = judged(message)
    assert not isinstance(judgement, Refused)
    return judgement.canonical


def test_the_order_of_a_list_is_content() -> None:
    message = example("zaak-ingeschreven")
    message["data"]["feiten"].reverse()

    assert fit(message).canonical != fit(example("zaak-ingeschreven")).canonical


# Who may send -------------------------------------------------------------------------------------


def test_an_unknown_source_is_refused_and_its_name_not_kept() -> None:
    message = changed("zaak-ingeschreven", {"source": STRANGER})

    judgement = refused(message)

    assert judgement.source == UNKNOWN_SOURCE
    assert judgement.reason == "onbekende-bron"
    assert judgement.trace is not None


@pytest.mark.parametrize("path", ["time", "sequence", "specversion", "data"])
def test_an_unknown_source_is_refused_however_badly_it_writes(path: str) -> None:
    message = changed("zaak-ingeschreven", {"source": STRANGER, path: "onzin"})

    assert refused(message).reason == "onbekende-bron"


def test_something_that_is_no_source_at_all_is_set_aside() -> None:
    judgement = unfit(changed("zaak-ingeschreven", {"source": "urn:nld:oin:1:systeem:gps"}))

    assert judgement.reason == "niet-van-het-contract"
    assert (judgement.source, judgement.message_id) == (None, None)


def test_a_kind_that_a_source_may_not_send_is_refused() -> None:
    judgement = refused(changed("zaak-ingeschreven", {"source": COURT}))

    assert judgement.source == COURT
    assert judgement.reason == "soort-niet-toegestaan"


def test_a_kind_that_a_source_may_not_send_is_refused_before_its_form_is_looked_at() -> None:
    assert refused(changed("uitspraak-gedaan", {"source": OM, "data": 3})).source == OM


def test_the_cjib_may_state_a_penal_order_and_no_other_decision() -> None:
    order = {"source": CJIB, "data.besluit": "strafbeschikking"}
    dismissal = {"source": CJIB, "data.besluit": "sepot"}
    own_word = {"source": CJIB, "data.besluit": {"tekst": "afgedaan"}}

    assert fit(changed("vervolging-beslist", order)).kind == "vervolging-beslist"
    assert refused(changed("vervolging-beslist", dismissal)).reason == "soort-niet-toegestaan"
    assert refused(changed("vervolging-beslist", own_word)).reason == "soort-niet-toegestaan"


def test_the_police_may_report_custody() -> None:
    assert fit(changed("hechtenis-gemeld", {"source": POLICE})).key.source == POLICE


def test_a_refusal_is_recognised_again_whatever_the_order_of_keys() -> None:
    message = changed("zaak-ingeschreven", {"source": STRANGER})

    assert refused(message).trace == refused(shuffled(message, 1)).trace
    assert refused(message).trace != refused(message | {"id": "gps-000002"}).trace


def test_an_unknown_kind_of_a_registered_source_is_set_aside() -> None:
    for name in ("nl.jds.onbekend.v1", "nl.jds.zaak-ingeschreven.v2", "zaak-ingeschreven", ""):
        judgement = unfit(changed("zaak-ingeschreven", {"type": name}))
        assert judgement.reason == "onbekend-soort"
        assert (judgement.source, judgement.message_id) == (OM, "gps-000001")


# Police data --------------------------------------------------------------------------------------


def nothing_is_kept_of(message: Message | bytes) -> bool:
    judgement = refused(message)
    return judgement.reason == "politiegegeven" and judgement.trace is None


def test_nothing_is_kept_of_police_data() -> None:
    assert nothing_is_kept_of(POLICE_DATA)


@pytest.mark.parametrize(
    "other",
    [
        {"source": STRANGER},
        {"source": OM},
        {"source": 5},
        {"time": "gisteren"},
        {"data": None},
        {"id": "\u202e"},
        {"specversion": "0.3"},
        {"type": "nl.jds.politiegegeven-verstrekt.v2"},
    ],
)
def test_nothing_is_kept_of_police_data_whatever_else_is_wrong_with_it(other: Message) -> None:
    assert nothing_is_kept_of(POLICE_DATA | other)


def test_nothing_is_kept_of_police_data_that_cannot_be_read() -> None:
    whole = json.dumps(POLICE_DATA).encode()

    assert nothing_is_kept_of(whole[:-1])
    assert nothing_is_kept_of(whole + b"\xff")
    assert nothing_is_kept_of(b"[" + whole + b"]")
    assert nothing_is_kept_of(b'{"bericht":' + whole + b"}")
    assert nothing_is_kept_of(whole.replace(b'"type"', b'"type": "x", "type"'))
    assert nothing_is_kept_of(whole[:-1] + b', "type": "nl.jds.zaak-ingeschreven.v1"}')


def test_nothing_is_kept_of_an_oversized_line_of_police_data() -> None:
    content = json.dumps(POLICE_DATA).encode()
    line = Line(number=1, content=content, length=10**8, is_oversized=True, digest=b"\0" * 32)

    judgement = the_judge().judge(line)

    assert judgement == Refused(UNREADABLE_SOURCE, "politiegegeven", None)


@pytest.mark.parametrize("field", ["noodprocedure", "procesVerbaalnummer"])
def test_nothing_is_kept_of_a_correction_of_police_data(field: str) -> None:
    correction = changed("gegevens-gecorrigeerd", {f"data.vervanging.{field}": "x"})

    assert nothing_is_kept_of(correction)
    assert nothing_is_kept_of(correction | {"time": "gisteren"})
    assert nothing_is_kept_of(correction | {"source": POLICE})


def test_a_message_that_only_speaks_of_police_data_is_no_police_data() -> None:
    reason = 'verwees naar "nl.jds.politiegegeven-verstrekt.v1"'

    assert fit(changed("gegevens-ingetrokken", {"data.reden": reason})).warnings == ()


# What is set aside --------------------------------------------------------------------------------


def test_what_is_set_aside_is_kept_as_it_came() -> None:
    content = b'{"half": '

    judgement = unfit(content)

    assert judgement.content == content
    assert judgement.length == len(content)
    assert judgement.whole_digest == hashlib.sha256(content).digest()
    assert judgement.canonical is None


def test_an_oversized_line_is_set_aside_with_what_was_kept_of_it() -> None:
    line = Line(number=7, content=b"x" * 10, length=2_000_000, is_oversized=True, digest=b"d" * 32)

    judgement = the_judge().judge(line)

    assert isinstance(judgement, Unfit)
    assert judgement.reason == "te-groot"
    assert (judgement.content, judgement.length) == (b"x" * 10, 2_000_000)
    assert judgement.whole_digest == b"d" * 32


def test_what_is_set_aside_still_fills_its_place_in_the_sequence() -> None:
    judgement = unfit(changed("zaak-ingeschreven", {"sequence": "41", "data.persoon": ABSENT}))

    assert (judgement.source, judgement.message_id, judgement.sequence) == (OM, "gps-000001", 41)


def test_as_much_is_told_of_an_unfit_message_as_can_be_read() -> None:
    judgement = unfit(changed("zaak-ingeschreven", {"id": 5, "sequence": "0"}))

    assert (judgement.source, judgement.message_id, judgement.sequence) == (OM, None, None)


def test_an_id_that_no_column_can_hold_is_not_told() -> None:
    assert unfit(changed("zaak-ingeschreven", {"id": "a\x00b"})).message_id is None


@pytest.mark.parametrize("value", [b"[]", b"3", b'"tekst"', b"null", b"true"])
def test_a_message_is_an_object(value: bytes) -> None:
    judgement = unfit(value)

    assert judgement.reason == "niet-van-het-contract"
    assert judgement.canonical == value


def test_no_explanation_repeats_what_stood_in_the_message() -> None:
    secret = "Jansen-999993653"
    paths = [
        "id",
        "type",
        "time",
        "sequence",
        "specversion",
        "data",
        "data.persoon",
        "data.persoon.skn",
        "data.persoon.geboorte",
        "data.persoon.geboorte.datum",
        "data.persoon.geboorte.datum.type",
        "data.persoon.nationaliteiten",
        "data.zaak.parketnummer",
        "data.feiten[0].soort",
        "data.feiten[0].feitnummer",
        "data.feiten[1].pleegperiode.van",
        "data.ontvangenOp",
    ]
    for path in paths:
        judgement = unfit(
            changed("zaak-ingeschreven", {path: secret, "sequencetype": "Integer"})
            | ({"id": secret * 50} if path == "id" else {})
        )
        assert "Jansen" not in judgement.explanation
        assert path.split(".")[0] in judgement.explanation


def test_a_path_does_not_show_the_name_of_an_unknown_field() -> None:
    judgement = unfit(changed("zaak-ingeschreven", {"data.persoon.Jansen": ["a\x07"]}))

    assert judgement.reason == "verboden-teken"
    assert "[data.persoon.?[0]]" in judgement.explanation


def test_a_judgement_depends_on_the_registry_alone() -> None:
    line = line_of(example("zaak-ingeschreven"))

    assert the_judge().judge(line) == the_judge().judge(line)
