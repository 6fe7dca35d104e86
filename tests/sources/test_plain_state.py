"""What is told outside of one source: connected is not current, and up is not complete."""

from datetime import timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from jds.answers.currency.behind import why_behind
from jds.domain.time import Instant, as_instant, instant_from_text
from jds.sources.currency import SourceCurrency
from jds.sources.gaps import Gap
from jds.sources.plain_state import FROM_WORST, PlainState, plain_state, worst_of
from jds.sources.standing import StandingWord

NOW = instant_from_text("2026-03-02T12:00:00Z")
A_SECOND = timedelta(seconds=1)


def ago(stretch: timedelta) -> Instant:
    return as_instant(NOW - stretch)


CURRENT = SourceCurrency(
    source="urn:nld:oin:00000001000000000001:systeem:gps",
    kind="om",
    standing="actueel",
    complete_through_at=ago(timedelta(hours=1)),
    gaps=(),
    last_time=ago(timedelta(minutes=5)),
    last_statement=None,
    position=7,
    received_at=ago(timedelta(minutes=4)),
    silent_after=timedelta(hours=26),
)


def state_of(currency: SourceCurrency, *, is_watched: bool = True) -> tuple[str, tuple[str, ...]]:
    plain = plain_state(currency, is_watched=is_watched, at=NOW)
    return plain.state, plain.why


def test_a_source_is_current_when_all_of_it_is_proven_and_somebody_looks() -> None:
    assert state_of(CURRENT) == ("actueel", ())


def test_a_source_that_sends_and_never_stated_completeness_is_connected_and_not_current() -> None:
    assert state_of(replace(CURRENT, complete_through_at=None)) == (
        "verbonden",
        ("niet-volledig-bewezen",),
    )


def test_no_source_is_current_while_nobody_looks() -> None:
    assert state_of(CURRENT, is_watched=False) == ("verbonden", ("niemand-keek",))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"gaps": (Gap(3, 3),)}, "berichten-ontbreken"),
        ({"counts_differ": True}, "aantallen-verschillen"),
        ({"quarantined": 1}, "wacht-op-vergelijking"),
        ({"distrusted_from": NOW}, "in-twijfel"),
        ({"standing": "laat"}, "iets-klopt-niet"),
    ],
)
def test_each_thing_that_is_not_settled_keeps_a_source_from_being_current(
    changes: dict[str, object], why: str
) -> None:
    assert state_of(replace(CURRENT, **changes)) == ("verbonden", (why,))


def test_a_source_is_not_connected_from_the_moment_that_its_silence_is_too_long() -> None:
    for silence, state in (
        (timedelta(hours=26), "actueel"),
        (timedelta(hours=26) + A_SECOND, "niet-verbonden"),
    ):
        silent = replace(CURRENT, last_time=ago(silence), received_at=ago(silence))
        assert state_of(silent)[0] == state


def test_a_backlog_of_last_month_does_not_connect_a_silent_source() -> None:
    assert state_of(replace(CURRENT, last_time=ago(timedelta(days=30))))[0] == "niet-verbonden"


def test_a_source_that_was_never_heard_is_not_connected() -> None:
    never = replace(
        CURRENT, standing="laat", complete_through_at=None, last_time=None, received_at=None
    )
    assert state_of(never) == ("niet-verbonden", ("nooit-gehoord", "niet-volledig-bewezen"))


def test_a_proof_of_completeness_that_grew_old_is_no_proof_of_now() -> None:
    for age, state in (
        (timedelta(hours=26 + 24), "actueel"),
        (timedelta(hours=26 + 24) + A_SECOND, "verbonden"),
    ):
        assert state_of(replace(CURRENT, complete_through_at=ago(age)))[0] == state


def test_a_proof_lasts_as_long_as_the_agreed_heartbeat_and_delay_when_that_is_longer() -> None:
    weekly = replace(CURRENT, heartbeat_every=timedelta(days=7), usual_delay=timedelta(days=2))
    for age, state in (
        (timedelta(days=7 + 2 + 1), "actueel"),
        (timedelta(days=7 + 2 + 1) + A_SECOND, "verbonden"),
    ):
        assert state_of(replace(weekly, complete_through_at=ago(age)))[0] == state


def test_cut_off_returning_and_catching_up_are_told_apart() -> None:
    told: dict[StandingWord, PlainState] = {
        "afgesneden": "niet-verbonden",
        "terugkerend": "verbonden",
        "inhalen": "inhalen",
    }
    long_ago = ago(timedelta(days=40))
    for standing, state in told.items():
        # What it sent meanwhile waits, so that the ledger heard nothing of it for long.
        source = replace(CURRENT, standing=standing, last_time=long_ago, isolated_since=long_ago)
        assert state_of(source)[0] == state


def test_a_set_of_sources_is_as_current_as_the_least_of_them() -> None:
    assert worst_of(FROM_WORST) == "niet-verbonden"
    assert worst_of(("actueel", "inhalen", "actueel")) == "inhalen"
    assert worst_of(("actueel",)) == "actueel"
    assert worst_of(()) is None


_AGES = st.one_of(st.none(), st.timedeltas(timedelta(0), timedelta(days=60)).map(ago))

_CURRENCIES = st.builds(
    SourceCurrency,
    source=st.just(CURRENT.source),
    kind=st.just("om"),
    standing=st.sampled_from(get_args(StandingWord)),
    complete_through_at=_AGES,
    gaps=st.sampled_from([(), (Gap(1, 2),)]),
    last_time=_AGES,
    last_statement=st.none(),
    position=st.none(),
    received_at=_AGES,
    quarantined=st.integers(0, 1),
    counts_differ=st.booleans(),
    distrusted_from=_AGES,
    silent_after=st.just(timedelta(hours=26)),
    heartbeat_every=st.sampled_from([None, timedelta(days=7)]),
    usual_delay=st.sampled_from([None, timedelta(hours=3)]),
)


@given(_CURRENCIES, st.booleans())
def test_current_is_said_only_of_what_is_current_watched_whole_and_undoubted(
    currency: SourceCurrency, is_watched: bool
) -> None:
    plain = plain_state(currency, is_watched=is_watched, at=NOW)

    assert (plain.state == "actueel") == (plain.why == ())
    if plain.state == "actueel":
        assert is_watched
        assert currency.standing == "actueel"
        assert currency.complete_through_at is not None
        assert not currency.gaps
        assert not currency.counts_differ
        assert currency.quarantined == 0
        assert currency.distrusted_from is None
        # What is told outside never says more than what answers go by.
        assert why_behind(currency, at=NOW) == ()
    elif why_behind(currency, at=NOW) == () and is_watched:
        # Its standing is seen to be current, while by now it is silent for too long.
        assert plain.state == "niet-verbonden"
    if currency.standing == "afgesneden":
        assert plain.state == "niet-verbonden"
