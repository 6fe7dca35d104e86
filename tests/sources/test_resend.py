"""What a source is asked to send again: never less than what is missing."""

import pytest

from jds.database.connection import Database
from jds.domain.sequence import LAST
from jds.sources.gaps import Gap
from jds.sources.register import add_source, show_source
from jds.sources.resend import (
    NothingMissing,
    ResendRequest,
    UnfitRange,
    request_resend,
    requests_to,
)
from tests.intake.deliveries import NEXT_DAY, NOBODY, NOON, OM, admit, registered
from tests.sources.rounds import act_of


def ask(
    register: Database, asked: tuple[int, int] | None = None, *, urn: str = OM
) -> ResendRequest:
    with register.transaction() as connection:
        return request_resend(
            connection,
            show_source(connection, urn),
            asked=asked,
            act_id=act_of(connection, NEXT_DAY),
            now=NEXT_DAY,
        )


def test_without_a_range_all_that_is_missing_is_asked(register: Database) -> None:
    admit(register, registered(2), registered(5), registered(9))

    assert ask(register).ranges == (Gap(1, 1), Gap(3, 4), Gap(6, 8))


def test_where_nothing_is_missing_there_is_nothing_to_ask(register: Database) -> None:
    admit(register, registered(1))

    with pytest.raises(NothingMissing) as refused:
        ask(register)
    assert "--from N --to M" in refused.value.sentence


def test_after_a_restore_a_range_is_asked_that_is_here_or_was(register: Database) -> None:
    admit(register, registered(1), registered(2))

    assert ask(register, (1, 2)).ranges == (Gap(1, 2),)
    assert ask(register, (2, 900)).ranges == (Gap(2, 900),)
    assert ask(register, (1, 1)).ranges == (Gap(1, 1),)


def test_a_range_may_come_round(register: Database) -> None:
    with register.transaction() as connection:
        add_source(connection, NOBODY, kind="om", now=NOON, first_sequence=LAST - 2)
    admit(register, registered(1, source=NOBODY, sequence=LAST - 2))
    admit(register, registered(2, source=NOBODY, sequence=3))

    assert ask(register, (LAST, 2), urn=NOBODY).ranges == (Gap(LAST, 2),)
    assert ask(register, urn=NOBODY).ranges == (Gap(LAST - 1, 2),)


@pytest.mark.parametrize(
    ("asked", "said"),
    [((5, 4), "leads back"), ((0, 4), "[0]"), ((1, LAST + 1), f"[{LAST + 1}]")],
)
def test_a_range_that_cannot_be_asked_is_refused_with_a_sentence(
    register: Database, asked: tuple[int, int], said: str
) -> None:
    with pytest.raises(UnfitRange) as refused:
        ask(register, asked)

    assert said in refused.value.sentence


def test_requests_are_kept(register: Database) -> None:
    admit(register, registered(1), registered(4))
    made = [ask(register), ask(register, (1, 4))]

    with register.transaction() as connection:
        assert requests_to(connection, OM) == made
        assert requests_to(connection, NOBODY) == []


def test_what_is_sent_again_counts_once_and_fills_the_gap(register: Database) -> None:
    admit(register, registered(1), registered(4))
    [gap] = ask(register).ranges

    wide = [registered(number) for number in range(gap.first - 1, gap.last + 2)]
    batch = admit(register, *wide, now=NEXT_DAY)

    assert (batch.counts.accepted, batch.counts.duplicates) == (2, 2)
    with pytest.raises(NothingMissing):
        ask(register)
