"""When a source is behind what was agreed with it."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec import structs

from jds.answers.currency.behind import why_behind
from jds.domain.time import as_instant
from jds.sources.currency import SourceCurrency
from jds.sources.gaps import Gap

NOON = as_instant(datetime(2025, 7, 17, 12, tzinfo=UTC))
HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)
SOURCE = SourceCurrency(
    source="urn:nld:oin:00000001000000000001:systeem:gps",
    kind="om",
    standing="actueel",
    complete_through_at=NOON,
    gaps=(Gap(7, 9),),
    last_time=NOON,
    last_statement=None,
    position=1,
    received_at=NOON,
    silent_after=26 * HOUR,
    heartbeat_every=6 * HOUR,
    usual_delay=2 * HOUR,
)


@pytest.mark.parametrize(
    ("passed", "behind"), [(HOUR, ()), (8 * HOUR, ()), (8 * HOUR + SECOND, ("gaten",))]
)
def test_what_is_missing_may_be_under_way_for_as_long_as_the_proof_is_as_fresh_as_agreed(
    passed: timedelta, behind: tuple[str, ...]
) -> None:
    assert why_behind(SOURCE, at=as_instant(NOON + passed)) == behind


@pytest.mark.parametrize("unknown", ["heartbeat_every", "usual_delay", "complete_through_at"])
def test_without_an_agreed_rhythm_or_a_proof_nothing_counts_as_under_way(unknown: str) -> None:
    source = structs.replace(SOURCE, **{unknown: None})

    assert "gaten" in why_behind(source, at=as_instant(NOON + HOUR))


def test_a_source_that_is_late_is_behind_however_fresh_its_proof() -> None:
    source = structs.replace(SOURCE, standing="laat")

    assert why_behind(source, at=as_instant(NOON + HOUR)) == ("stand",)
