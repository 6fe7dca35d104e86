"""Acts that need two people: who may be the second, and what is carried out."""

import threading
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jds.accounting import roles
from jds.accounting.actors import ActorNotProven, ReasonRefused, UnknownActor
from jds.accounting.keys import is_signed
from jds.accounting.proposal import (
    Content,
    NoSuchProposal,
    NotYoursToWithdraw,
    ProposalAltered,
    ProposalSettled,
    SamePerson,
)
from jds.accounting.proposals import (
    canonical,
    digest_of_content,
    find_proposal,
    list_proposals,
    words_of,
)
from jds.accounting.roles import FOUR_EYES, MAY, Role, RoleMayNot, SecondMayNot, Verb
from jds.database.connection import Database
from tests.accounting.four_eyes import HOLDS, Mishap, Office, hire_staff

CONTENT: Content = {"wat": "iets", "aantal": 2, "namen": ["a", "b"]}


@pytest.fixture
def office(primary_database: Database, home: Path) -> Office:
    hire_staff(primary_database, home)
    return Office(primary_database, home)


def test_what_one_proposes_and_another_approves_is_done_exactly(office: Office) -> None:
    number = office.propose("beheerder", CONTENT).number
    assert office.done() == {}

    assert office.approve("petra", number) == {"gedaan": number}

    assert office.done() == {number: canonical(CONTENT)}
    with office.database.connect() as connection:
        [proposal] = list_proposals(connection, now=office.now)
        words = words_of(connection, number)
    assert (proposal.state, proposal.proposer, proposal.settled_by) == (
        "uitgevoerd",
        "beheerder",
        "petra",
    )
    assert words is not None
    assert (words.reason, words.settled_reason) == ("zo afgesproken", "zo afgesproken")


def test_nobody_approves_what_they_proposed(office: Office) -> None:
    number = office.propose("petra", CONTENT).number

    with pytest.raises(SamePerson):
        office.approve("petra", number)

    assert (office.done(), office.states()) == ({}, {number: "voorgesteld"})


@pytest.mark.parametrize(
    ("proposer", "approver", "problem"),
    [
        ("beheerder", "karel", SecondMayNot),  # neither is a privacy officer
        ("beheerder", "olga", SecondMayNot),
        ("petra", "olga", SecondMayNot),
        ("petra", "niemand", UnknownActor),
    ],
)
def test_who_may_not_be_the_second_is_refused(
    office: Office, proposer: str, approver: str, problem: type[Exception]
) -> None:
    number = office.propose(proposer, CONTENT).number

    with pytest.raises(problem):
        office.approve(approver, number)

    assert office.done() == {}


@pytest.mark.parametrize(
    ("proposer", "approver"),
    [("beheerder", "petra"), ("petra", "beheerder"), ("petra", "piet"), ("karel", "piet")],
)
def test_who_may_be_the_second_is_not(office: Office, proposer: str, approver: str) -> None:
    number = office.propose(proposer, CONTENT).number

    office.approve(approver, number)

    assert list(office.done()) == [number]


def test_who_may_not_propose_an_act_is_refused(office: Office) -> None:
    with pytest.raises(RoleMayNot):
        office.propose("olga", CONTENT)

    assert office.states() == {}


def test_the_second_is_proven_by_their_own_key(office: Office) -> None:
    number = office.propose("beheerder", CONTENT).number
    folder = office.home / "keys"
    (folder / "petra.key").write_bytes((folder / "beheerder.key").read_bytes())

    with pytest.raises(ActorNotProven):
        office.approve("petra", number)

    assert office.done() == {}


def test_a_proposal_is_settled_once(office: Office) -> None:
    number = office.propose("beheerder", CONTENT).number
    office.approve("petra", number)

    for settle in (office.approve, office.withdraw):
        with pytest.raises(ProposalSettled):
            settle("piet", number)

    assert list(office.done()) == [number]


def test_what_was_withdrawn_is_not_done(office: Office) -> None:
    number = office.propose("beheerder", CONTENT).number
    office.withdraw("beheerder", number)

    with pytest.raises(ProposalSettled):
        office.approve("petra", number)

    assert (office.done(), office.states()) == ({}, {number: "ingetrokken"})


def test_who_may_approve_may_turn_down_and_others_may_not(office: Office) -> None:
    turned_down, kept = (office.propose("petra", CONTENT).number for _ in range(2))

    office.withdraw("piet", turned_down)
    with pytest.raises(NotYoursToWithdraw):
        office.withdraw("olga", kept)

    assert office.states() == {turned_down: "ingetrokken", kept: "voorgesteld"}


def test_a_colleague_without_a_part_does_not_withdraw(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(
        FOUR_EYES,
        Verb.SHIELD,
        roles.FourEyes(
            approvers=frozenset((Role.PRIVACY_OFFICER,)),
            one_of_the_two=frozenset((Role.PRIVACY_OFFICER,)),
        ),
    )
    number = office.propose("petra", CONTENT).number

    with pytest.raises(NotYoursToWithdraw):
        office.withdraw("beheerder", number)


def test_a_proposal_can_be_approved_until_it_lapses(office: Office) -> None:
    in_time, too_late = (office.propose("beheerder", CONTENT).number for _ in range(2))

    office.wait(HOLDS - timedelta(microseconds=1))
    office.approve("petra", in_time)
    office.wait(timedelta(microseconds=1))
    with pytest.raises(ProposalSettled, match="vervallen"):
        office.approve("petra", too_late)

    assert list(office.done()) == [in_time]
    with office.database.connect() as connection:
        assert find_proposal(connection, too_late, now=office.now).state == "vervallen"
    # Whatever is proposed next settles it as such.
    office.propose("beheerder", CONTENT)
    assert office.states()[too_late] == "vervallen"


def test_an_act_that_fails_leaves_nothing_and_the_proposal_open(office: Office) -> None:
    number = office.propose("beheerder", {"mislukt": "ja"}).number

    with pytest.raises(Mishap):
        office.approve("petra", number)

    assert (office.done(), office.states()) == ({}, {number: "voorgesteld"})
    with office.database.connect() as connection:
        acts = connection.execute("SELECT verb FROM act").fetchall()
    assert acts == [("shield propose",)]


@pytest.mark.parametrize(
    "change",
    [
        'UPDATE proposal_content SET content = \'{"wat":"anders"}\'',
        "UPDATE proposal_content SET reason = 'anders'",
        "UPDATE proposal SET expires_at = expires_at + interval '1 day'",
        "UPDATE proposal SET verb = 'shield lift'",
        "UPDATE proposal SET digest = '\\x00'",
        "UPDATE proposal SET proposer = 'karel'",
        "UPDATE act SET signature = '\\x00'",
        "UPDATE act SET done_at = done_at - interval '1 second'",
    ],
)
def test_what_was_changed_behind_the_back_of_the_proposer_is_not_done(
    office: Office, change: str
) -> None:
    number = office.propose("beheerder", CONTENT).number
    with pytest.raises(psycopg.errors.RaiseException), office.database.transaction() as connection:
        connection.execute(change.encode())
    with office.database.transaction() as connection:
        for table in ("proposal", "proposal_content", "act"):
            connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL".encode())
        connection.execute(change.encode())

    with pytest.raises(ProposalAltered):
        office.approve("petra", number)

    assert office.done() == {}


def test_both_sign_the_digest_of_the_exact_content(office: Office) -> None:
    number = office.propose("beheerder", CONTENT).number
    office.approve("petra", number)

    with office.database.connect() as connection:
        acts = connection.execute(
            "SELECT actor, digest, signature, public_key, reason FROM act"
            " JOIN actor ON name = actor ORDER BY act_id"
        ).fetchall()
    assert [(actor, reason) for actor, *_, reason in acts] == [("beheerder", None), ("petra", None)]
    assert all(is_signed(digest, signature=s, public_key=k) for _, digest, s, k, _ in acts)


def test_of_two_who_approve_at_once_one_does(office: Office) -> None:
    number = office.propose("beheerder", CONTENT).number
    together = threading.Barrier(2)
    outcomes: list[str] = []

    def approve(name: str) -> None:
        together.wait()
        try:
            office.approve(name, number)
            outcomes.append("done")
        except ProposalSettled:
            outcomes.append("settled")

    people = [threading.Thread(target=approve, args=(name,)) for name in ("petra", "piet")]
    for each in people:
        each.start()
    for each in people:
        each.join()

    assert sorted(outcomes) == ["done", "settled"]
    assert list(office.done()) == [number]


def test_a_number_that_nobody_gave_is_refused(office: Office) -> None:
    for settle in (office.approve, office.withdraw):
        with pytest.raises(NoSuchProposal):
            settle("petra", 7)


@pytest.mark.parametrize("reason", ["", "  ", "a\nb"])
def test_proposing_and_approving_take_a_reason(office: Office, reason: str) -> None:
    acting = office.acting
    number = office.propose("beheerder", CONTENT).number
    office.acting = lambda name, **_: acting(name, reason=reason)  # type: ignore[method-assign]

    with pytest.raises(ReasonRefused):
        office.propose("beheerder", CONTENT)
    with pytest.raises(ReasonRefused):
        office.approve("petra", number)


@pytest.mark.parametrize(
    "statement",
    [
        # One person for both.
        (
            "UPDATE proposal SET state = 'uitgevoerd', settled_at = proposed_at,"
            " approver = proposer, settled_by_act = proposed_by_act"
        ),
        # Done, and by nobody.
        (
            "UPDATE proposal SET state = 'uitgevoerd', settled_at = proposed_at,"
            " settled_by_act = proposed_by_act"
        ),
        # Done too late.
        (
            "UPDATE proposal SET state = 'uitgevoerd', settled_at = expires_at, approver = 'petra',"
            " settled_by_act = proposed_by_act"
        ),
        # Withdrawn without an act.
        "UPDATE proposal SET state = 'ingetrokken', settled_at = proposed_at",
        # A shield that nobody approved.
        (
            "INSERT INTO shield (number, kind, case_names, offences, ground, allowed, since)"
            " SELECT number, 'betwist', '{p:1}', '{f:1}', '', '{}', now() FROM proposal"
        ),
    ],
)
def test_the_tables_themselves_refuse_what_one_person_did(office: Office, statement: str) -> None:
    office.propose("beheerder", CONTENT)

    with pytest.raises(psycopg.IntegrityError), office.database.transaction() as connection:
        connection.execute(statement.encode())


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM proposal",
        (
            "UPDATE proposal SET state = 'voorgesteld', settled_at = NULL, approver = NULL,"
            " settled_by_act = NULL"
        ),
    ],
)
def test_what_was_settled_stays(office: Office, statement: str) -> None:
    office.approve("petra", office.propose("beheerder", CONTENT).number)

    with pytest.raises(psycopg.errors.RaiseException), office.database.transaction() as connection:
        connection.execute(statement.encode())


def test_every_act_for_two_may_be_proposed_approved_and_seen_by_somebody() -> None:
    for verb, rule in FOUR_EYES.items():
        proposers = {role for role in Role if verb in MAY[role]}
        assert proposers
        assert rule.approvers
        assert rule.one_of_the_two <= proposers | rule.approvers
        for role in rule.approvers:
            assert {Verb.APPROVE, Verb.SHOW_PROPOSAL, Verb.WITHDRAW} <= MAY[role]


words = st.dictionaries(
    st.text(max_size=5),
    st.one_of(st.text(), st.integers(), st.none(), st.lists(st.text(max_size=5), max_size=3)),
    max_size=4,
)


@given(words, words)
def test_another_content_has_another_digest(one: dict[str, str], other: dict[str, str]) -> None:
    digests = {
        digest_of_content(Verb.SHIELD, canonical(content), register_key=bytes(32))
        for content in (one, other)
    }

    assert (len(digests) == 1) is (one == other)
