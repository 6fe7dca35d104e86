"""The standings of a source: what may follow what and by whom, and every other way is refused."""

from datetime import timedelta
from itertools import product
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jds.domain.time import Instant, instant_from_text
from jds.sources.rhythm import Rhythm
from jds.sources.standing import (
    BEGIN,
    QUARANTINED,
    STATED,
    WATCH,
    Heard,
    StandingRefused,
    StandingWord,
    Stated,
    misses_heartbeat,
    next_stated,
    word_at,
)

URN = "urn:nld:oin:00000001000000000001:systeem:gps"
BEFORE = instant_from_text("2026-03-01T12:00:00Z")
NOW = instant_from_text("2026-03-02T12:00:00Z")
TICK = timedelta(microseconds=1)
HOUR = timedelta(hours=1)

WORDS: tuple[StandingWord, ...] = get_args(StandingWord)

BY_PEOPLE: set[tuple[StandingWord, StandingWord]] = {
    ("actueel", "afgesneden"),
    ("laat", "afgesneden"),
    ("terugkerend", "afgesneden"),
    ("inhalen", "afgesneden"),
    ("afgesneden", "terugkerend"),
    ("terugkerend", "inhalen"),
}
BY_THE_REGISTER: set[tuple[StandingWord, StandingWord]] = {
    ("laat", "actueel"),
    ("actueel", "laat"),
    ("inhalen", "actueel"),
}


def stated(
    word: StandingWord,
    *,
    isolated_since: Instant | None = None,
    distrusted_from: Instant | None = None,
) -> Stated:
    return Stated(
        standing=word,
        former="laat",
        since=BEFORE,
        position=7,
        actor="olga",
        reason="proef",
        isolated_since=isolated_since or (BEFORE if word in STATED else None),
        distrusted_from=distrusted_from,
    )


def after(
    before: Stated | None,
    to: StandingWord,
    *,
    actor: str = "olga",
    distrust_from: Instant | None = None,
) -> Stated:
    return next_stated(
        URN,
        before,
        to=to,
        since=NOW,
        position=9,
        actor=actor,
        reason="inbraak gemeld",
        distrust_from=distrust_from,
    )


@pytest.mark.parametrize("actor", ["olga", WATCH])
@pytest.mark.parametrize(("former", "to"), list(product(WORDS, WORDS)))
def test_only_what_the_table_has_may_follow_and_only_by_whom_it_says(
    former: StandingWord, to: StandingWord, actor: str
) -> None:
    allowed = BY_THE_REGISTER if actor == WATCH else BY_PEOPLE

    if (former, to) in allowed:
        made = after(stated(former), to, actor=actor)
        assert (made.standing, made.former, made.actor, made.reason, made.since, made.position) == (
            *(to, former, actor, "inbraak gemeld"),
            *(NOW, 9),
        )
        return
    with pytest.raises(StandingRefused) as refused:
        after(stated(former), to, actor=actor)
    assert URN in refused.value.sentence
    if (former, to) != ("afgesneden", "afgesneden"):
        assert f"[{former}]" in refused.value.sentence
        assert f"[{to}]" in refused.value.sentence


def test_a_refusal_says_what_may_follow_instead() -> None:
    with pytest.raises(StandingRefused) as refused:
        after(stated("afgesneden"), "actueel")

    assert "[terugkerend]" in refused.value.sentence


def test_a_source_that_never_had_a_standing_is_late() -> None:
    assert BEGIN == "laat"
    assert after(None, "actueel", actor=WATCH).former == "laat"
    assert after(None, "afgesneden").former == "laat"
    with pytest.raises(StandingRefused):
        after(None, "laat", actor=WATCH)


@pytest.mark.parametrize("word", ["actueel", "laat", "terugkerend", "inhalen"])
def test_a_source_that_is_cut_off_is_not_current_from_then_on(word: StandingWord) -> None:
    began = BEFORE if word in STATED else NOW

    assert after(stated(word), "afgesneden").isolated_since == began


def test_since_when_it_is_not_current_is_kept_until_it_is() -> None:
    cut = stated("afgesneden", isolated_since=BEFORE, distrusted_from=BEFORE)

    returning = after(cut, "terugkerend")
    catching_up = after(returning, "inhalen")
    current = after(catching_up, "actueel", actor=WATCH)

    assert (returning.isolated_since, returning.distrusted_from) == (BEFORE, BEFORE)
    assert (catching_up.isolated_since, catching_up.distrusted_from) == (BEFORE, BEFORE)
    assert (current.isolated_since, current.distrusted_from) == (None, None)


@pytest.mark.parametrize(
    ("known", "given_from", "from_then_on"),
    [
        (None, None, None),
        (None, NOW, NOW),
        (BEFORE, None, BEFORE),
        (NOW, BEFORE, BEFORE),
        (BEFORE, NOW, BEFORE),
    ],
)
def test_distrust_only_ever_widens(
    known: Instant | None, given_from: Instant | None, from_then_on: Instant | None
) -> None:
    before = stated("terugkerend", distrusted_from=known)

    assert after(before, "afgesneden", distrust_from=given_from).distrusted_from == from_then_on


@pytest.mark.parametrize(
    ("known", "given_from", "is_taken"),
    [
        (None, None, False),
        (None, NOW, True),
        (NOW, Instant(NOW - TICK), True),
        (NOW, NOW, False),
        (NOW, Instant(NOW + TICK), False),
    ],
)
def test_a_source_that_is_cut_off_is_so_again_only_with_an_earlier_distrust(
    known: Instant | None, given_from: Instant | None, *, is_taken: bool
) -> None:
    before = stated("afgesneden", distrusted_from=known)

    if is_taken:
        again = after(before, "afgesneden", distrust_from=given_from)
        assert (again.isolated_since, again.distrusted_from) == (BEFORE, given_from)
        return
    with pytest.raises(StandingRefused) as refused:
        after(before, "afgesneden", distrust_from=given_from)
    assert "--distrust-from" in refused.value.sentence


@given(
    steps=st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(["olga", WATCH])), max_size=30)
)
def test_by_any_way_a_source_that_was_cut_off_becomes_current_only_by_catching_up(
    steps: list[tuple[StandingWord, str]],
) -> None:
    before: Stated | None = None
    was_cut_off = False

    for to, actor in steps:
        try:
            before = after(before, to, actor=actor)
        except StandingRefused:
            continue
        was_cut_off |= to == "afgesneden"
        if to == "actueel":
            assert (before.former == "inhalen") == was_cut_off
            was_cut_off = False
        assert (before.isolated_since is not None) == (to in STATED) == was_cut_off


def test_what_is_set_aside_and_what_holds_until_somebody_changes_it() -> None:
    assert set(QUARANTINED) == {"afgesneden", "terugkerend"}
    assert set(STATED) == {"afgesneden", "terugkerend", "inhalen"}


@pytest.mark.parametrize("word", sorted(STATED))
def test_what_people_stated_holds_whatever_is_heard(word: StandingWord) -> None:
    heard = Heard(logged_at=NOW, received_at=NOW)

    assert word_at(word, heard, Rhythm(), at=NOW) == word


@pytest.mark.parametrize("stated_word", [None, "actueel", "laat"])
@pytest.mark.parametrize(
    ("heard", "at", "word"),
    [
        (Heard(), NOW, "laat"),
        (Heard(logged_at=NOW), NOW, "laat"),
        (Heard(logged_at=NOW, received_at=NOW), Instant(NOW + HOUR), "actueel"),
        (Heard(logged_at=NOW, received_at=NOW), Instant(NOW + HOUR + TICK), "laat"),
        # A backlog of yesterday that comes in today.
        (Heard(logged_at=BEFORE, received_at=NOW), NOW, "laat"),
        # A clock that runs ahead.
        (Heard(logged_at=NOW, received_at=BEFORE), NOW, "laat"),
        (Heard(logged_at=NOW, received_at=NOW, is_missing=True), NOW, "laat"),
    ],
)
def test_late_follows_from_what_was_heard_and_when(
    stated_word: StandingWord | None, heard: Heard, at: Instant, word: StandingWord
) -> None:
    assert word_at(stated_word, heard, Rhythm(silent_after=HOUR), at=at) == word


@pytest.mark.parametrize(
    ("delay", "waited", "is_missed"),
    [
        (None, HOUR, False),
        (None, HOUR + TICK, True),
        (timedelta(minutes=5), HOUR + timedelta(minutes=5), False),
        (timedelta(minutes=5), HOUR + timedelta(minutes=5) + TICK, True),
    ],
)
def test_a_heartbeat_is_missed_after_what_was_agreed_and_the_usual_delay(
    delay: timedelta | None, waited: timedelta, *, is_missed: bool
) -> None:
    rhythm = Rhythm(silent_after=10 * HOUR, heartbeat_every=HOUR, usual_delay=delay)
    at = Instant(NOW + waited)
    heard = Heard(logged_at=at, received_at=at)
    never = Heard(logged_at=at, received_at=at, heartbeat_agreed_at=NOW)
    once = Heard(logged_at=at, received_at=at, heartbeat_agreed_at=BEFORE, heartbeat_at=NOW)

    assert misses_heartbeat(NOW, rhythm=rhythm, at=at) == is_missed
    expected = "laat" if is_missed else "actueel"
    assert word_at(None, never, rhythm, at=at) == word_at(None, once, rhythm, at=at) == expected
    assert word_at(None, heard, rhythm, at=at) == "actueel"


def test_without_an_agreed_heartbeat_none_is_missed() -> None:
    assert not misses_heartbeat(BEFORE, rhythm=Rhythm(), at=Instant(NOW + timedelta(days=365)))
