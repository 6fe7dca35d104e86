"""Characters that no message may hold."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jds.intake.characters import FORBIDDEN, forbidden_character
from tests.intake.wire_messages import changed, example, fit, unfit

BIDIRECTIONAL = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def is_forbidden(character: str, *, escaped: bool) -> bool:
    message = {"naam": f"Jan{character}sen"}
    content = json.dumps(message, ensure_ascii=escaped).encode()
    return forbidden_character(content, message) is not None


@pytest.mark.parametrize("escaped", [True, False])
def test_control_characters_and_signs_of_direction_are_forbidden_and_nothing_else(
    escaped: bool,
) -> None:
    forbidden = {chr(point) for point in range(0x3000) if is_forbidden(chr(point), escaped=escaped)}

    controls = {chr(point) for point in range(0x3000) if unicodedata.category(chr(point)) == "Cc"}
    assert forbidden == (controls - set("\t\n\r")) | set(BIDIRECTIONAL)


def test_the_signs_of_direction_are_those_that_unicode_lists() -> None:
    listed = {
        chr(point)
        for point in range(0x11000)
        if unicodedata.name(chr(point), "")
        in {
            "ARABIC LETTER MARK",
            "LEFT-TO-RIGHT MARK",
            "RIGHT-TO-LEFT MARK",
            "LEFT-TO-RIGHT EMBEDDING",
            "RIGHT-TO-LEFT EMBEDDING",
            "POP DIRECTIONAL FORMATTING",
            "LEFT-TO-RIGHT OVERRIDE",
            "RIGHT-TO-LEFT OVERRIDE",
            "LEFT-TO-RIGHT ISOLATE",
            "RIGHT-TO-LEFT ISOLATE",
            "FIRST STRONG ISOLATE",
            "POP DIRECTIONAL ISOLATE",
        }
    }

    assert listed == set(BIDIRECTIONAL)


@given(text=st.text(), escaped=st.booleans())
def test_the_quick_look_at_the_bytes_misses_nothing(text: str, escaped: bool) -> None:
    message = {"a": [text], "b": "é"}
    content = json.dumps(message, ensure_ascii=escaped).encode()

    found = forbidden_character(content, message) is not None

    assert found == (FORBIDDEN.search(text) is not None)


@pytest.mark.parametrize("escape", ["\\u009F", "\\u202E", "\\u061C", "\\u007F", "\\b", "\\f"])
def test_an_escape_is_seen_however_it_is_written(escape: str) -> None:
    content = json.dumps(example("zaak-ingeschreven")).replace("mishandeling", escape)

    assert unfit(content.encode()).reason == "verboden-teken"


@pytest.mark.parametrize("text", ["\\u0000", "\\b", "\\u202e", "C:\\bak\\f", "\\\\u0007"])
def test_a_backslash_that_is_itself_escaped_makes_no_character(text: str) -> None:
    assert fit(changed("persoon-samengevoegd", {"data.reden": text})).warnings == ()


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\x7f", "\x85", *BIDIRECTIONAL])
@pytest.mark.parametrize(
    "path", ["id", "data.persoon.naam.geslachtsnaam", "data.feiten[1].kwalificatie", "data.nieuw"]
)
def test_such_a_message_is_set_aside_wherever_the_character_stands(
    path: str, character: str
) -> None:
    judgement = unfit(changed("zaak-ingeschreven", {path: f"a{character}b"}))

    assert judgement.reason == "verboden-teken"
    assert judgement.explanation.startswith(f"Field [{path.replace('nieuw', '?')}]")


def test_a_key_is_text_too() -> None:
    assert unfit(changed("zaak-ingeschreven", {"data.x\u202ey": 1})).reason == "verboden-teken"


@pytest.mark.parametrize(
    "text", ["a\tb\nc\rd", "Ж é ﷽ 漢字 👩‍👩‍👧 שלום عربى", "\u200d\ufeff\u2028"]
)
def test_any_other_text_is_kept_as_it_is(text: str) -> None:
    assert fit(changed("persoon-samengevoegd", {"data.reden": text})).warnings == ()
