"""JSON, strictly: what is none, what is double, and the text that equal messages share."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jds.intake.faults import Fault
from jds.intake.parsing import DEEPEST, Parsed, parse
from tests.intake.wire_messages import OM, changed, example, fit, unfit

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def parsed(content: bytes) -> Parsed:
    result = parse(content)
    assert isinstance(result, Parsed), result
    return result


def reason(content: bytes) -> str:
    result = parse(content)
    assert isinstance(result, Fault)
    return result.reason


@given(value=JSON)
def test_whatever_is_json_is_read_as_the_standard_library_reads_it(value: object) -> None:
    text = json.dumps(value)

    assert parsed(text.encode()).value == json.loads(text)
    assert parsed(text.encode()).fault is None


@given(value=JSON)
def test_the_canonical_text_is_its_own_canonical_text(value: object) -> None:
    canonical = parsed(json.dumps(value, indent=1).encode()).canonical

    assert parsed(canonical).canonical == canonical
    assert json.loads(canonical) == value


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b'{"a":1',
        b'{"a":1}}',
        b"{'a':1}",
        b'{"a":01}',
        b"[1,]",
        b"NaN",
        b"[Infinity]",
        b"[1e400]",
        b'"\x01"',
        b'"\\ud800"',
        b'"\\udc00\\ud800"',
        b'"\xed\xa0\x80"',
        b'"\xc0\xaf"',
        b'"\xff"',
        b"\x00",
        b"\xef\xbb\xbf{}",
        "{}".encode("utf-16"),
        b"<bericht/>",
        b"9" * 5000,
    ],
)
def test_what_is_no_json_in_utf_8_is_unreadable(content: bytes) -> None:
    assert reason(content) == "onleesbaar"


def test_nesting_has_a_limit_that_does_not_depend_on_the_machine() -> None:
    def nested(opening: bytes, closing: bytes, depth: int) -> bytes:
        return opening * depth + closing * depth

    assert parsed(nested(b"[", b"]", DEEPEST)).fault is None
    assert reason(nested(b"[", b"]", DEEPEST + 1)) == "onleesbaar"
    assert reason(nested(b'{"a":[', b"]}", DEEPEST // 2 + 1)) == "onleesbaar"
    assert reason(b"[" * 100_000) == "onleesbaar"
    assert reason(b'{"a":' * 100_000) == "onleesbaar"


def test_brackets_in_texts_and_side_by_side_are_no_nesting() -> None:
    brackets = json.dumps(["[{" * 500 + '\\"' + "[" * 500, *([] for _ in range(500))])

    assert parsed(brackets.encode()).fault is None
    assert reason(b'["' + b"]" * 200 + b'",' + b"[" * 101) == "onleesbaar"


@pytest.mark.parametrize("content", [b'"' + b'\\"' * 300_000, b"[" * 101 + b'"' * 300_001])
def test_texts_that_never_end_cost_no_more_than_their_length(content: bytes) -> None:
    assert reason(content) == "onleesbaar"


# Double keys --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "where"),
    [
        (b'{"id":1,"id":1}', "The message"),
        (b'{"id":1,"\\u0069d":2}', "The message"),
        (b'{"data":{"zaak":1,"zaak":"\\u003a"}}', "Object [data]"),
        (b'{"data":{"zaak":"\\u003a","zaak":1}}', "Object [data]"),
        (b'{"data":{"feiten":[{},{"plaats":1,"plaats":2}]}}', "Object [data.feiten[1]]"),
        (b'{"data":{"Jansen":{"x":1,"x":2}}}', "Object [data.?]"),
        (b'[{"":1,"":2}]', "Object [[0]]"),
    ],
)
def test_a_key_that_stands_twice_is_a_fault_at_any_depth(content: bytes, where: str) -> None:
    fault = parsed(content).fault

    assert fault is not None
    assert fault.reason == "dubbele-sleutel"
    assert fault.explanation == f"{where} has a key twice."


@pytest.mark.parametrize(
    "content",
    [
        b'{"a":":::","b":":"}',
        b'{"a":"\\u003a\\u003A","b":{"a":1}}',
        b'{"a":"\\\\u003a"}',
        b'{"a":{"a":{"a":[{"a":1},{"a":2}]}}}',
    ],
)
def test_colons_in_texts_and_equal_keys_of_other_objects_are_no_fault(content: bytes) -> None:
    assert parsed(content).fault is None


@given(value=st.dictionaries(st.text(":ab\\", max_size=3), JSON, min_size=1, max_size=4))
def test_no_text_hides_a_key_that_stands_twice(value: dict[str, object]) -> None:
    whole = json.dumps(value)
    name = json.dumps(next(iter(value)))

    assert parsed(whole.encode()).fault is None
    assert parsed(f"{whole[:-1]},{name}:0}}".encode()).fault is not None


def test_two_contents_that_differ_in_a_double_key_are_not_equal() -> None:
    canonical = {
        parsed(content).canonical
        for content in (
            b'{"a":1,"a":2}',
            b'{"a":2,"a":1}',
            b'{"a":2}',
            b'{"a":1,"a":1,"a":2}',
            b'{"a":1,"b":0,"a":2}',
        )
    }

    assert len(canonical) == 5
    assert parsed(b'{"a":1,"b":2,"a":3}').canonical == parsed(b'{ "b":2,"a":1,"a":3}').canonical


def test_a_message_with_a_double_key_is_set_aside_under_its_own_id() -> None:
    text = json.dumps(example("persoon-overleden")).replace('"skn"', '"skn": "1", "skn"')

    judgement = unfit(text.encode())

    assert judgement.reason == "dubbele-sleutel"
    assert (judgement.source, judgement.message_id) == (
        example("persoon-overleden")["source"],
        "skdb-000004",
    )


@pytest.mark.parametrize("name", ["source", "id"])
def test_an_attribute_that_stands_twice_names_nobody(name: str) -> None:
    message = example("zaak-ingeschreven")
    text = json.dumps(message).replace(f'"{name}":', f'"{name}": "x", "{name}":', 1)

    judgement = unfit(text.encode())

    assert judgement.reason == "dubbele-sleutel"
    assert judgement.source == (None if name == "source" else OM)
    assert judgement.message_id is None


# Numbers ------------------------------------------------------------------------------------------


def test_a_whole_number_of_any_size_is_content() -> None:
    great, greater = 10**30, 10**30 + 1

    assert fit(changed("zaak-ingeschreven", {"data.teller": great})).warnings == ("onbekend-veld",)
    assert parsed(b'{"a":%d}' % great).canonical != parsed(b'{"a":%d}' % greater).canonical
    assert (
        parsed(b'{"b":1,"a":%d}' % great).canonical == parsed(b'{"a":%d, "b":1}' % great).canonical
    )
