"""The messages that the benchmarks load are real ones, and the same ones every time."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from benchmarks import lives, messages, vocabulary
from jds.domain.events import KINDS
from jds.domain.identifiers import is_bsn, is_skn, is_usual_skn, parse_skn
from jds.intake.judge import Judge
from jds.intake.judgement import Candidate, Line
from jds.law.dismissal import GroundsForDismissal
from jds.law.rules import load_law
from jds.law.senders import Senders

COUNT = 5_000

Message = dict[str, Any]


@pytest.fixture(scope="module")
def made() -> list[str]:
    return list(messages.lines(COUNT))


@pytest.fixture(scope="module")
def read(made: list[str]) -> list[Message]:
    return [json.loads(line) for line in made]


def test_as_many_messages_are_made_as_were_asked_for(made: list[str]) -> None:
    assert len(made) == COUNT
    assert messages.person_count(COUNT) == COUNT // 10


@pytest.mark.parametrize("count", [0, -100, 50, 101])
def test_a_count_that_is_no_whole_number_of_lives_is_refused(count: int) -> None:
    with pytest.raises(ValueError, match=rf"\[{count}\]"):
        messages.person_count(count)


def test_the_same_count_and_seed_give_the_same_bytes(made: list[str]) -> None:
    assert list(messages.lines(COUNT)) == made


def test_another_seed_gives_other_messages(made: list[str]) -> None:
    assert list(messages.lines(COUNT, seed=1)) != made


def test_a_file_holds_the_messages_and_nothing_else(made: list[str], tmp_path: Path) -> None:
    messages.write(COUNT, tmp_path / "made.ndjson")

    assert (tmp_path / "made.ndjson").read_text(encoding="utf-8") == "".join(made)
    assert [path.name for path in tmp_path.iterdir()] == ["made.ndjson"]


def test_every_message_is_fit_and_allowed_and_not_unusual(made: list[str]) -> None:
    law = load_law()
    judge = Judge(
        sources={source.urn: source.kind for source in vocabulary.SOURCES},
        may_send=Senders(law).may_send,
        is_known_ground=GroundsForDismissal(law).is_known_ground,
    )
    for number, line in enumerate(made, start=1):
        content = line.rstrip("\n").encode()
        judgement = judge.judge(Line(number=number, content=content, length=len(content)))

        assert isinstance(judgement, Candidate), judgement
        assert judgement.warnings == ()


def test_each_source_numbers_what_it_sends_without_a_gap(read: list[Message]) -> None:
    seen: Counter[str] = Counter()
    for message in read:
        seen[message["source"]] += 1
        assert message["sequence"] == str(seen[message["source"]])

    assert set(seen) == {source.urn for source in vocabulary.SOURCES}


def test_messages_come_in_the_order_of_time(read: list[Message]) -> None:
    # Within a day the offset is the same, so local times compare as text.
    times = [message["time"][:19] for message in read]

    assert times == sorted(times)


def test_no_message_has_the_name_of_another(read: list[Message]) -> None:
    assert len({(message["source"], message["id"]) for message in read}) == COUNT


def test_a_correction_or_retraction_names_an_earlier_message_of_its_source(
    read: list[Message],
) -> None:
    seen = set()
    named = 0
    for message in read:
        seen.add((message["source"], message["id"]))
        about = message["data"].get("betreft")
        if about is None:
            continue
        named += 1
        assert about["source"] == message["source"]
        assert about["id"] != message["id"]
        assert (about["source"], about["id"]) in seen

    assert COUNT * 0.005 < named < COUNT * 0.03


def test_most_kinds_of_message_occur(read: list[Message]) -> None:
    kinds = {message["type"].removeprefix("nl.jds.").removesuffix(".v1") for message in read}

    assert kinds <= KINDS.keys()
    assert KINDS.keys() - kinds <= {
        "persoon-overleden",
        "gratie-verleend",
        "buitenlandse-veroordeling",
        "bron-stand",
        "persoon-samengevoegd",
        "persoon-gesplitst",
    }


def test_persons_are_joined_and_separated_in_a_larger_file() -> None:
    said = [
        statement.kind
        for person in range(5_000)
        for statement in lives.life(person, seed=messages.SEED, start=200)
    ]

    assert said.count("persoon-samengevoegd") > said.count("persoon-gesplitst") > 0


def test_a_message_is_of_a_usual_size(made: list[str]) -> None:
    mean_bytes = sum(len(line.encode()) for line in made) / COUNT

    assert 700 < mean_bytes < 900


def test_numbers_are_those_of_test_persons_and_belong_to_one_each(read: list[Message]) -> None:
    carriers: dict[str, str] = {}
    for message in read:
        person = message["data"].get("persoon", {})
        if "bsn" in person:
            assert is_bsn(person["bsn"])
            assert person["bsn"].startswith("9999")
            assert carriers.setdefault(person["bsn"], person["skn"]) == person["skn"]

    assert carriers


def test_every_person_has_an_skn_of_their_own() -> None:
    numbers = [vocabulary.skn(person) for person in range(130_000)]

    assert len(set(numbers)) == len(numbers)
    assert all(is_skn(number) and is_usual_skn(parse_skn(number)) for number in numbers)


def test_a_file_of_a_size_is_at_least_that_large_and_hardly_larger() -> None:
    size_bytes = 3_000_000

    made = sum(len(line.encode()) for line in messages.lines(messages.count_for(size_bytes)))

    assert size_bytes * 0.98 < made < size_bytes * 1.1
