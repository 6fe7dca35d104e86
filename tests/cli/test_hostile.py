"""Names, places and reasons that were made to break programs."""

import json
import string
from pathlib import Path
from typing import Any

import pytest

from jds.cli.output import visible
from tests.accounting.reasons import refusal_of
from tests.cli.commands import Register
from tests.records.wire import offence, registered

NASTY = Path(__file__).parents[1] / "hostile" / "blns.json"

_KEPT_ON_A_SCREEN = set(string.printable) - set("\t\n\r\x0b\x0c")


def _nasty() -> list[str]:
    strings: list[str] = json.loads(NASTY.read_text(encoding="utf-8"))
    return strings


def test_there_are_nasty_strings() -> None:
    assert len(_nasty()) == 515


def test_every_nasty_name_is_kept_as_it_is_or_set_aside(register: Register) -> None:
    strings = _nasty()
    receipt = register.load(
        [
            registered(
                message_id=f"om-{number}",
                sequence=number,
                person={
                    "skn": str(1000000 + number),
                    "naam": {"geslachtsnaam": nasty, "voornamen": nasty},
                    "geboorte": {"plaats": nasty},
                },
                case={"bronZaaknummer": f"Z-{number}"},
                offences=[offence(kwalificatie=nasty, plaats=nasty)],
            )
            for number, nasty in enumerate(strings, start=1)
        ]
    )

    assert receipt["received"] == 515
    assert receipt["accepted"] + receipt["setAside"] == 515
    exported = register.run("records", "export").documents
    shown = {each["persoon"]["nummers"]["skn"][0]: each for each in exported}
    assert len(shown) == receipt["accepted"]
    for number, nasty in enumerate(strings, start=1):
        record: Any = shown.get(str(1000000 + number))
        if record is not None:
            assert record["persoon"]["naam"]["geslachtsnaam"] == nasty
            assert record["zaken"][0]["feiten"][0]["plaats"] == nasty


def test_a_screen_shows_nasty_names_without_obeying_them(register: Register) -> None:
    nasty = (
        "[bold red]x[/bold red]",
        "[/]",
        "[link=x]y",
        ":smile:",
        "{0}",
        "%s",
        "\\x1b[2J",
    )
    messages = [
        registered(
            person={"skn": "1234567", "naam": {"geslachtsnaam": text}},
            case={"bronZaaknummer": text},
            offences=[offence(kwalificatie=text)],
        )
        for text in nasty
    ]
    for number, message in enumerate(messages, start=1):
        message |= {"id": f"om-{number}", "sequence": str(number)}
    register.load(messages)

    shown = register.run("record", "--skn", "1234567")

    assert (shown.code, shown.err) == (0, "")
    for text in nasty:
        assert text in shown.out


@pytest.mark.parametrize(
    "text", ["\x1b[31m", "a\u202eb", "a\rb", "a\nb", "\x9b2J", "\ud800", "\ufeff"]
)
def test_signs_that_do_not_show_are_spelled_out(text: str) -> None:
    shown = visible(text)

    assert shown.isascii()
    assert set(shown) <= _KEPT_ON_A_SCREEN
    assert "\\u" in shown


def test_ordinary_text_is_shown_as_it_is() -> None:
    for text in ("Müller", "Ιωάννης", "محمد", "李", "O'Neil-van 't Hof", "[x]"):
        assert visible(text) == text


def test_every_nasty_reason_is_kept_or_refused_in_one_line() -> None:
    sentences = [sentence for nasty in _nasty() if (sentence := refusal_of(nasty)) is not None]

    assert 0 < len(sentences) < 100
    for sentence in sentences:
        assert visible(sentence) == sentence


@pytest.mark.parametrize("reason", ["'; DROP TABLE act; --", "$(reboot)", "\udcff", "%s%n", "🏳️‍🌈"])
def test_a_nasty_reason_typed_at_a_desk_ends_in_a_record_or_a_sentence(
    loaded: Register, reason: str
) -> None:
    done = loaded.run("record", "--skn", "1234567", "--json", "--reason", reason)

    if done.code == 0:
        assert loaded.rows("SELECT reason FROM act WHERE verb = 'record'") == [(reason,)]
    else:
        assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)


@pytest.mark.parametrize(
    "line", [b"\xff\xfe", b"{", b'{"a":1,"a":2}', b"[" * 10000, b'"\\ud800"', b"null"]
)
def test_a_broken_line_is_set_aside_and_shown_without_being_obeyed(
    loaded: Register, line: bytes
) -> None:
    receipt = loaded.load_bytes(line + b"\n")
    assert (receipt["received"], receipt["setAside"]) == (1, 1)

    [listed] = loaded.ask("set-aside", "list")
    assert (listed["bron"], listed["id"], listed["toestand"]) == (None, None, "apart-gezet")
    for more in ((), ("--json",)):
        done = loaded.run("set-aside", "show", str(listed["nummer"]), *more)
        assert (done.code, done.err) == (0, "")
