"""Whom a message mentions that is not fit to be admitted."""

import json
from typing import Any

import pytest

from jds.persons.mentions import Mention, mentions_in

BSN = "999993653"


def _message(**data: Any) -> bytes:
    return json.dumps({"type": "nl.openjds.onbekend", "data": data}).encode()


def test_each_object_of_the_payload_may_name_a_person_alone_or_in_a_list() -> None:
    content = _message(
        verdachte={"skn": "1000001", "bsn": BSN},
        leden=[{"skn": "1000002"}, "1000003", None, {"naam": "x"}],
    )

    assert mentions_in(content) == (
        Mention("skn:1000001", (f"bsn:{BSN}",)),
        Mention("skn:1000002"),
    )


def test_a_number_that_stands_twice_counts_both_times() -> None:
    content = b'{"data":{"verdachte":{"skn":"1000001","skn":"1000002"}}}'

    assert mentions_in(content) == (Mention("skn:1000001", ("skn:1000002",)),)


def test_a_payload_that_stands_twice_is_read_both_times() -> None:
    content = b'{"data":{"a":{"skn":"1000001"}},"data":{"b":{"skn":"1000002"}}}'

    assert mentions_in(content) == (Mention("skn:1000001"), Mention("skn:1000002"))


@pytest.mark.parametrize(
    "content",
    [b"null", b"[]", b'"x"', b"{}", b'{"data":1}', b'{"data":[{"skn":"1000001"}]}',
     b'{"a":1,"a":2}', b'{"data":{"v":{"skn":1000001}}}', b'{"data":{"v":{"skn":"\\ud800"}}}',
     b'{"data":{"v":{"bsn":"999993654"}}}', b'{"verdachte":{"skn":"1000001"}}'],
)  # fmt: skip
def test_what_names_nobody_mentions_nobody(content: bytes) -> None:
    assert mentions_in(content) == ()
