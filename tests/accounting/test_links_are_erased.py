"""Links by clerks and doubtful identities are gone with the last message about one of the sides."""

from pathlib import Path

import pytest

from jds.accounting.judge_review import judge_review
from jds.accounting.link_persons import BySubject, LinkAsked, LinkPersons, propose_link
from jds.accounting.proposal import Acting, ProposalErased
from jds.accounting.proposals import approve
from jds.accounting.roles import Verb
from jds.database.connection import Database
from jds.domain.time import Instant, day_from_text
from jds.ledger.erase import erase
from jds.ledger.verify import verify
from jds.persons.review.items import list_items
from jds.persons.review.state import Judgement, ReviewState
from jds.records.review_pass import review_pass
from tests.accounting.four_eyes import adopt_rules, hire_staff
from tests.accounting.moments import NOON
from tests.ledger.test_erase import tables_holding
from tests.records.ledgers import RULE, add_sources, admit
from tests.records.wire import registered

TODAY = day_from_text("2026-03-02")
REASON, APPROVAL, JUDGED = "Redenwoord", "Akkoordwoord", "Oordeelwoord"
BSN = "999993653"

ANNA, NAMELESS = 1, 2
"""The subjects: one by SKN, at positions 1 and 2, and one by a case without SKN, at position 3."""


@pytest.fixture
def register(primary_database: Database, home: Path) -> Database:
    """Give a register with two subjects that share a number."""
    hire_staff(primary_database, home)
    adopt_rules(primary_database, home)
    add_sources(primary_database)
    admit(
        primary_database,
        [
            registered(person={"skn": "1000001", "bsn": BSN}),
            registered(
                message_id="om-2",
                sequence=2,
                person={"skn": "1000001"},
                case={"parketnummer": "05/780102-25"},
            ),
            registered(
                message_id="om-3",
                sequence=3,
                person={"bsn": BSN},
                case={"parketnummer": "05/780103-25"},
            ),
        ],
    )
    return primary_database


def clock() -> Instant:
    return NOON


def acting(home: Path, name: str, *, reason: str) -> Acting:
    return Acting(name=name, home=home, reason=reason, now=NOON)


def link(register: Database, home: Path) -> int:
    asked = LinkAsked(one=BySubject(ANNA), other=BySubject(NAMELESS))
    number = propose_link(register, asked, acting=acting(home, "olga", reason=REASON)).number
    approve_one(register, home, number)
    return number


def approve_one(register: Database, home: Path, number: int) -> None:
    with register.transaction() as connection:
        approve(
            connection,
            number,
            acting=acting(home, "otto", reason=APPROVAL),
            executors={Verb.LINK_PERSONS: LinkPersons(clock)},
        )


def look(register: Database) -> None:
    review_pass(register, rule=RULE, clock=clock)


def erase_positions(register: Database, *positions: int) -> None:
    with register.transaction() as connection:
        erase(connection, positions, rule="RET-1", erased_on=TODAY, now=NOON)


def count(register: Database, table: str) -> int:
    with register.connect() as connection:
        [(rows,)] = connection.execute(f"SELECT count(*) FROM {table}").fetchall()  # noqa: S608
    return int(rows)


def states(register: Database) -> list[ReviewState]:
    with register.connect() as connection:
        return [each.state() for each in list_items(connection, now=NOON)]


@pytest.mark.parametrize("positions", [(3,), (1, 2)])
def test_a_link_goes_with_the_last_message_about_either_of_the_two(
    register: Database, home: Path, positions: tuple[int, ...]
) -> None:
    link(register, home)
    assert tables_holding(register, REASON)

    erase_positions(register, *positions)

    assert count(register, "clerk_link") == 0
    for word in (REASON, APPROVAL):
        assert tables_holding(register, word) == set()
    # That two clerks did something, and who, stays; and the ledger is whole.
    assert count(register, "proposal") == 1
    with register.connect() as connection:
        assert verify(connection).is_sound


def test_a_link_stays_while_something_is_left_about_both(register: Database, home: Path) -> None:
    link(register, home)

    erase_positions(register, 1)

    assert count(register, "clerk_link") == 1
    assert tables_holding(register, REASON)


def test_a_proposal_about_somebody_who_is_gone_is_not_carried_out(
    register: Database, home: Path
) -> None:
    asked = LinkAsked(one=BySubject(ANNA), other=BySubject(NAMELESS))
    number = propose_link(register, asked, acting=acting(home, "olga", reason=REASON)).number

    erase_positions(register, 3)

    with pytest.raises(ProposalErased):
        approve_one(register, home, number)


def test_a_doubt_goes_with_the_last_message_about_either_side(
    register: Database, home: Path
) -> None:
    look(register)
    judge_review(
        register, 1, Judgement.UNSURE, acting=acting(home, "olga", reason=JUDGED), clock=clock
    )
    assert tables_holding(register, JUDGED)

    erase_positions(register, 3)

    for table in ("review_about", "review_evidence", "review_words"):
        assert count(register, table) == 0
    assert tables_holding(register, JUDGED) == set()
    assert states(register) == [ReviewState.ERASED]
    look(register)
    assert states(register) == [ReviewState.ERASED]


def test_what_spoke_for_a_doubt_goes_with_any_message_behind_it_and_is_found_again(
    register: Database, home: Path
) -> None:
    look(register)
    judge_review(
        register, 1, Judgement.UNSURE, acting=acting(home, "olga", reason=JUDGED), clock=clock
    )

    erase_positions(register, 2)

    assert count(register, "review_evidence") == 0
    assert states(register) == [ReviewState.UNSURE]
    look(register)
    assert count(register, "review_evidence") == 1
    assert count(register, "review_again") == 0


def test_a_doubt_lapses_when_what_spoke_for_it_was_erased(register: Database, home: Path) -> None:
    look(register)
    assert states(register) == [ReviewState.OPEN]

    # The number that the two shared was in this message alone.
    erase_positions(register, 1)
    look(register)

    assert states(register) == [ReviewState.LAPSED]
