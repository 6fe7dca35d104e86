"""A shield is lifted once the person was told and the term has passed."""

import pytest

from tests.cli.commands import Register
from tests.cli.shields.acts import CERTIFICATES, answered, legal_day, lifted, marks, shielded, told


def test_nothing_is_lifted_before_the_person_was_told(staffed: Register) -> None:
    number = shielded(staffed)

    refused = staffed.run("shield", "lift", str(number), "--reason", "uitgezocht")

    assert (refused.code, refused.out) == (1, "")
    assert "jds shield inform" in refused.err
    assert staffed.rows("SELECT count(*) FROM proposal WHERE verb = 'shield lift'") == [(0,)]


def test_nothing_is_lifted_within_the_term_after_telling(staffed: Register) -> None:
    number = shielded(staffed)
    assert told(staffed, number, days_ago=14).code == 0

    refused = lifted(staffed, number)

    assert refused.code == 1
    assert "can be lifted from" in refused.err
    assert marks(staffed)[0]["nummer"] == number


def test_two_people_lift_a_shield_once_the_term_has_passed(staffed: Register) -> None:
    number = shielded(staffed)
    assert told(staffed, number, days_ago=16).code == 0

    assert lifted(staffed, number).code == 0

    assert marks(staffed) == [None, None]
    [line] = staffed.ask("shield", "list")
    assert line["opgehevenOp"] is not None
    again = staffed.run("shield", "lift", str(number))
    assert again.code == 1
    assert "was lifted at" in again.err


def test_what_was_shielded_at_a_moment_stays_so_for_that_moment(staffed: Register) -> None:
    number = shielded(staffed)
    told(staffed, number, days_ago=16)
    [(during,)] = staffed.rows('SELECT to_char(now(), \'YYYY-MM-DD"T"HH24:MI:SS.US"Z"\')')
    lifted(staffed, number)

    assert marks(staffed, "--known-at", str(during))[0]["nummer"] == number
    assert marks(staffed) == [None, None]


def test_a_notice_of_long_ago_lifts_nothing(staffed: Register) -> None:
    number = shielded(staffed)
    told(staffed, number, days_ago=100)

    refused = staffed.run("shield", "lift", str(number))

    assert refused.code == 1
    assert "too long ago" in refused.err


@pytest.mark.parametrize("day", ["tomorrow", "2025-01-01"])
def test_nobody_is_told_in_the_future_or_before_there_was_a_shield(
    staffed: Register, day: str
) -> None:
    number = shielded(staffed)
    if day == "tomorrow":
        day = legal_day(from_now=1).isoformat()

    refused = staffed.run("shield", "inform", str(number), "--told-on", day, "--by", "brief")

    assert refused.code == 1
    assert f"[{day}]" in refused.err
    wrong = staffed.run("shield", "inform", str(number), "--told-on", "maandag", "--by", "brief")
    assert wrong.code == 2


def test_telling_anew_makes_the_proposal_to_lift_outdated(staffed: Register) -> None:
    number = shielded(staffed)
    told(staffed, number, days_ago=40)
    lift = staffed.ask("shield", "lift", str(number), "--reason", "uitgezocht")
    told(staffed, number, days_ago=20)

    refused = staffed.run("approve", str(lift["nummer"]), "--as", "petra")

    assert refused.code == 1
    assert "another day" in refused.err


def test_what_was_lifted_is_in_the_answer_again(staffed: Register) -> None:
    number = shielded(staffed, number="1")
    told(staffed, number, days_ago=16)
    lifted(staffed, number)

    assert answered(staffed, CERTIFICATES) == [(1, []), (2, [])]
