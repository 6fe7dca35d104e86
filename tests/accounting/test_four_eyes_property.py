"""Whatever several people do, in whatever order: no act by one person, none on other content."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from msgspec import Struct

from jds.accounting.proposals import canonical
from jds.accounting.roles import FOUR_EYES, MAY, Role, Verb
from jds.database.connection import Database
from jds.domain.time import Instant, as_instant
from jds.errors import JdsError
from tests.accounting.four_eyes import STAFF, Office, hire_staff

people = st.sampled_from(sorted(STAFF))
contents = st.fixed_dictionaries(
    {"wat": st.text(max_size=8)}, optional={"mislukt": st.sampled_from(["ja", "nee"])}
)
times = st.sampled_from([timedelta(0), timedelta(hours=1), timedelta(days=1)])


class Model(Struct):
    """What must be true of one proposal."""

    proposer: str
    verb: Verb
    content: dict[str, Any]
    expires_at: Instant
    state: str = "voorgesteld"
    is_altered: bool = False

    def may_be_done_by(self, name: str, *, now: Instant) -> bool:
        two = {STAFF[self.proposer], STAFF[name]}
        return (
            self.state == "voorgesteld"
            and now < self.expires_at
            and name != self.proposer
            and not self.is_altered
            and STAFF[name] in self.have_a_part
            and not self.whose_it_is.isdisjoint(two)
            and self.content.get("mislukt") != "ja"
        )

    def may_be_withdrawn_by(self, name: str, *, now: Instant) -> bool:
        is_open = self.state == "voorgesteld" and now < self.expires_at
        return is_open and STAFF[name] in self.have_a_part

    @property
    def whose_it_is(self) -> frozenset[Role]:
        """Who must be one of the two."""
        if self.verb in (Verb.LINK_PERSONS, Verb.UNLINK_PERSONS):
            return frozenset((Role.OPERATOR,))
        if self.verb in (Verb.CHANGE_ADVICE, Verb.END_ADVICE):
            return frozenset((Role.LAW_DESK,))
        if self.verb in (Verb.RECONNECT_SOURCE, Verb.GIVE_SOURCE_KEY, Verb.PROPOSE_FILE):
            return frozenset((Role.OPERATOR, Role.RELEASE_OFFICER, Role.KEEPER))
        return frozenset((Role.PRIVACY_OFFICER,))

    @property
    def have_a_part(self) -> frozenset[Role]:
        """Who may be the second, or take it back: they, the keeper, and operators about advice."""
        others = {Role.KEEPER}
        if self.verb in (Verb.CHANGE_ADVICE, Verb.END_ADVICE):
            others.add(Role.OPERATOR)
        return self.whose_it_is | others


class Desks(RuleBasedStateMachine):
    """Several people at one register; each example goes on where the last one stopped."""

    office: Office
    done: dict[int, str]

    def __init__(self) -> None:
        super().__init__()
        self.proposals: dict[int, Model] = {}

    numbers: Bundle[int] = Bundle("numbers")

    @rule(
        target=numbers,
        name=people,
        verb=st.sampled_from(sorted(FOUR_EYES)),
        content=contents,
        holds=st.sampled_from([timedelta(hours=1), timedelta(days=2)]),
    )
    def propose(self, name: str, verb: Verb, content: dict[str, Any], holds: timedelta) -> Any:
        try:
            number = self.office.propose(name, content, verb=verb, holds=holds).number
        except JdsError:
            assert verb not in MAY[STAFF[name]]
            return multiple()
        assert verb in MAY[STAFF[name]]
        self.proposals[number] = Model(name, verb, content, as_instant(self.office.now + holds))
        return number

    @rule(name=people, number=numbers)
    def approve(self, name: str, number: int) -> None:
        proposal = self.proposals[number]
        may = proposal.may_be_done_by(name, now=self.office.now)
        try:
            self.office.approve(name, number)
        except JdsError:
            assert not may
            return
        assert may
        proposal.state = "uitgevoerd"
        self.done[number] = canonical(proposal.content)

    @rule(name=people, number=numbers)
    def withdraw(self, name: str, number: int) -> None:
        proposal = self.proposals[number]
        may = proposal.may_be_withdrawn_by(name, now=self.office.now)
        try:
            self.office.withdraw(name, number)
        except JdsError:
            assert not may
            return
        assert may
        proposal.state = "ingetrokken"

    @rule(number=consumes(numbers), content=contents)
    def alter(self, number: int, content: dict[str, Any]) -> None:
        """Change what is proposed, past every trigger, as somebody with the database could."""
        with self.office.database.transaction() as connection:
            connection.execute("ALTER TABLE proposal_content DISABLE TRIGGER ALL")
            connection.execute(
                "UPDATE proposal_content SET content = %s WHERE number = %s",
                [canonical(content), number],
            )
            connection.execute("ALTER TABLE proposal_content ENABLE TRIGGER ALL")
        proposal = self.proposals[number]
        proposal.is_altered = content != proposal.content
        for name in STAFF:
            self.approve(name, number)

    @rule(time=times)
    def wait(self, time: timedelta) -> None:
        self.office.wait(time)

    @invariant()
    def what_is_done_is_what_two_people_agreed_on(self) -> None:
        assert self.office.done() == self.done
        with self.office.database.connect() as connection:
            rows = connection.execute(
                "SELECT proposal.number, proposer, approver, proposing.actor, approving.actor"
                "  FROM proposal"
                "  JOIN act AS proposing ON proposing.act_id = proposed_by_act"
                "  JOIN act AS approving ON approving.act_id = settled_by_act"
                " WHERE state = 'uitgevoerd'"
            ).fetchall()
        assert {number for number, *_ in rows} == set(self.done)
        for _, proposer, approver, proposing, approving in rows:
            assert proposer != approver
            assert (proposing, approving) == (proposer, approver)


def test_no_act_by_one_person_and_none_on_other_content(
    primary_database: Database, home: Path
) -> None:
    hire_staff(primary_database, home)

    class Here(Desks):
        office = Office(primary_database, home)
        done: dict[int, str] = {}  # noqa: RUF012 - shared by all examples, as the database is

    run_state_machine_as_test(
        Here,
        settings=settings(max_examples=25, stateful_step_count=25, deadline=None),
    )
