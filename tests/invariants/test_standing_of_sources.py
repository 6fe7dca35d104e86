"""I1, I2 and I4 at every step while sources fall silent, lose, repeat, miscount and are cut off.

Several sources send to one register. At each step the register is compared with what the oracle
works out from the plain history, and with what the sources really logged: nothing may be claimed
to be complete that is not here.
"""

import os
from contextlib import ExitStack
from datetime import timedelta
from functools import partial
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from jds.database.connection import Connection, Database
from jds.domain.time import Instant, instant_from_text
from jds.ledger.read import head
from jds.records.catch_up import catch_up
from jds.sources.currency import SourceCurrency, currency_at, currency_now
from jds.sources.record_standing import record_transition
from jds.sources.register import add_source, show_source
from jds.sources.rhythm import Rhythm
from jds.sources.standing import StandingWord
from jds.sources.watch import look_at_sources
from tests.conftest import NewDatabase
from tests.intake.deliveries import COURT, OM, PERSONS, admit, end_state
from tests.invariants.deliveries import RULE
from tests.invariants.sending import Sender, Wire, is_unfit
from tests.oracle import source_history as oracle
from tests.oracle.source_history import Agreed, Came, History
from tests.sources.rounds import act_of

BEGIN = instant_from_text("2026-03-02T12:00:00Z")
HOUR = timedelta(hours=1)

# No stretch of time is a whole number of seconds, so nothing happens exactly at a limit.
UNEVEN = timedelta(seconds=3, microseconds=7)

AGREED = {
    OM: Agreed(silent_after=26 * HOUR),
    COURT: Agreed(silent_after=12 * HOUR, heartbeat_every=6 * HOUR, usual_delay=HOUR),
    PERSONS: Agreed(silent_after=48 * HOUR, usual_delay=2 * HOUR, expected_daily=200),
}
KINDS = {OM: "om", COURT: "court", PERSONS: "person-authority"}

SOURCES = st.sampled_from(sorted(AGREED))

THOROUGH = os.environ.get("JDS_HYPOTHESIS") == "nightly"


class Register(RuleBasedStateMachine):
    """A register and the sources that send to it."""

    def __init__(self, new_database: NewDatabase) -> None:
        super().__init__()
        self._stack = ExitStack()
        self._new_database = new_database
        self._database: Database = self._stack.enter_context(new_database())
        self._now = BEGIN
        self._senders = {
            urn: Sender(urn, number) for number, urn in enumerate(sorted(AGREED), start=1)
        }
        self._fates: dict[str, dict[str, int]] = {
            urn: dict.fromkeys(("received", "accepted", "duplicates", "set_aside", "refused"), 0)
            for urn in AGREED
        }
        self._histories: dict[str, History] = {}
        self._told: list[tuple[int, Instant, list[SourceCurrency]]] = []

    @initialize()
    def found(self) -> None:
        """Register the sources."""
        add_sources(self._database)
        for urn, agreed in AGREED.items():
            self._histories[urn] = History(added_at=BEGIN, agreed=agreed)

    # What happens at a source -------------------------------------------------------------------

    @rule(urn=SOURCES, count=st.integers(0, 3))
    def work(self, urn: str, count: int) -> None:
        """Work as was agreed: log some cases, state that they were sent, and send them."""
        sender = self._senders[urn]
        for _ in range(count):
            sender.log(self._later())
        sender.state(self._later())
        self._deliver(urn, list(sender.waiting))

    @rule(urn=SOURCES, count=st.integers(1, 3))
    def log(self, urn: str, count: int) -> None:
        """Log some cases, and send nothing yet."""
        for _ in range(count):
            self._senders[urn].log(self._later())

    @rule(
        urn=SOURCES,
        fault=st.sampled_from(
            ["unfit case", "no number", "wrong count", "unfit statement", "late"]
        ),
    )
    def err(self, urn: str, fault: str) -> None:
        """Do something wrong, or state late."""
        sender, now = self._senders[urn], self._later()
        match fault:
            case "unfit case":
                sender.log(now, is_unfit=True)
            case "no number":
                # The fault that leaves no gap.
                sender.skip(now)
            case "wrong count":
                sender.state(now, too_many=1)
            case "unfit statement" if not sender.skipped:
                # Else nothing would ever count what was skipped.
                sender.state(now, is_unfit=True)
            case _:
                sender.state(now)

    @rule(urn=SOURCES)
    def mend(self, urn: str) -> None:
        """Number what was forgotten, and take back every statement that counted wrong."""
        sender = self._senders[urn]
        sender.send_skipped()
        while sender.wrong:
            sender.take_back(self._later())
        sender.state(self._later())

    # What happens on the way --------------------------------------------------------------------

    @rule(urn=SOURCES, data=st.data())
    def deliver_some(self, urn: str, data: st.DataObject) -> None:
        """Deliver some of what waits, in any order; the rest may never come."""
        waiting = self._senders[urn].waiting
        if waiting:
            places = st.lists(st.sampled_from(range(len(waiting))), unique=True, min_size=1)
            self._deliver(urn, [waiting[place] for place in data.draw(places)])

    @rule(urn=SOURCES)
    def deliver_all(self, urn: str) -> None:
        """Deliver everything that waits, as after a request to send again."""
        self._deliver(urn, list(self._senders[urn].waiting))

    @rule(urn=SOURCES, data=st.data())
    def deliver_again(self, urn: str, data: st.DataObject) -> None:
        """Deliver what came before once more, in any order."""
        sent = self._senders[urn].sent
        if sent:
            places = st.lists(st.sampled_from(range(len(sent))), min_size=1, max_size=5)
            self._deliver(urn, [sent[place] for place in data.draw(places)])

    @rule(hours=st.sampled_from([1, 2, 5, 7, 13, 24, 30, 50]))
    def wait(self, hours: int) -> None:
        """Let time pass."""
        self._now = Instant(self._now + hours * HOUR)

    # What people do -----------------------------------------------------------------------------

    @rule()
    def look(self) -> None:
        """Look at every source, as `jds watch` does."""
        now = self._later()
        seen = look_at_sources(self._database, clock=lambda: now, next_within=HOUR)
        for history in self._histories.values():
            oracle.look(history, now)
        late = {alarm.source for alarm in seen.open if alarm.is_missing}
        assert late == {urn for urn, each in self._histories.items() if each.is_alarmed}
        # What it changed lies some moments after what was recorded before.
        self._now = Instant(now + timedelta(milliseconds=1))

    @rule(urn=SOURCES)
    def decide(self, urn: str) -> None:
        """Cut a source off, or let it return, and then catch up."""
        match self._word(urn):
            case "afgesneden":
                self._give(urn, "terugkerend")
            case "terugkerend":
                self._give(urn, "inhalen")
            case _:
                self._give(urn, "afgesneden")

    # What always holds --------------------------------------------------------------------------

    @invariant()
    def nothing_is_lost(self) -> None:
        """I1: every line has one fate, and every accepted message an effect."""
        if not self._histories:
            return
        catch_up(self._database, rule=RULE)
        with self._database.transaction() as connection:
            assert _fates(connection) == {
                urn: fates for urn, fates in self._fates.items() if fates["received"]
            }
            assert _accepted(connection) == sorted(
                each.message["id"]
                for history in self._histories.values()
                for each in history.came
                if each.fate == "accepted"
            )
            [(without_effect,)] = connection.execute(
                "SELECT count(*) FROM ledger_line LEFT JOIN effect USING (position)"
                " WHERE effect.position IS NULL"
            ).fetchall()
            assert without_effect == 0

    @invariant()
    def currency_is_what_the_history_proves(self) -> None:
        """I2 and I4: what is claimed follows from what came alone, and is never more."""
        if not self._histories:
            return
        for urn, seen in self._currency().items():
            history = self._histories[urn]
            assert [(gap.first, gap.last) for gap in seen.gaps] == oracle.missing(history.came)
            assert seen.complete_through_at == oracle.complete_through(history.came)
            assert seen.counts_differ == bool(oracle.disagreeing(history.came))
            assert seen.standing == oracle.word_at(history, self._now)
            assert seen.isolated_since == oracle.cut_off_since(history)

    @invariant()
    def nothing_is_claimed_that_is_not_here(self) -> None:
        """I4, against what the sources really logged."""
        if not self._histories:
            return
        for urn, seen in self._currency().items():
            through = seen.complete_through_at
            here = {each.message["id"] for each in self._histories[urn].came}
            for message in self._senders[urn].truth:
                if through is not None and instant_from_text(message["time"]) <= through:
                    assert message["id"] in here

    @invariant()
    def what_was_told_is_told_again(self) -> None:
        """I3, of currency: as known at a position and an instant it never changes."""
        if not self._histories:
            return
        with self._database.transaction() as connection:
            position = head(connection).position
            for told_position, at, told in self._told[-3:]:
                assert currency_at(connection, told_position, at=at) == told
            self._told.append(
                (position, self._now, currency_at(connection, position, at=self._now))
            )

    def teardown(self) -> None:
        """I2: everything at once, the other way round, ends in the same register."""
        try:
            if self._histories:
                self._compare_with_another_order()
        finally:
            self._stack.close()

    # How ----------------------------------------------------------------------------------------

    def _compare_with_another_order(self) -> None:
        delivered = [each.message for history in self._histories.values() for each in history.came]
        with self._new_database() as other:
            add_sources(other)
            admit(other, *reversed(delivered), now=self._now)
            with self._database.transaction() as one, other.transaction() as another:
                mine, theirs = end_state(one), end_state(another)
                through = [_through(each, at=self._now) for each in (one, another)]
        same = ("accepted", "gaps", "highest", "clashes", "about")
        assert {name: mine[name] for name in same} == {name: theirs[name] for name in same}
        assert through[0] == through[1]

    def _later(self) -> Instant:
        self._now = Instant(self._now + UNEVEN)
        return self._now

    def _word(self, urn: str) -> oracle.Word:
        return oracle.last_word(self._histories[urn])

    def _give(self, urn: str, to: StandingWord) -> None:
        now = self._later()
        with self._database.transaction() as connection:
            made = record_transition(
                connection,
                show_source(connection, urn),
                to=to,
                actor="olga",
                reason="proef",
                clock=lambda: now,
                act_id=act_of(connection, now),
            )
        # It lies a moment after what was recorded before.
        self._now = max(now, made.since)
        self._histories[urn].log.append((self._now, to))

    def _deliver(self, urn: str, messages: list[Wire]) -> None:
        if not messages or self._word(urn) in ("afgesneden", "terugkerend"):
            return
        now, history, fates = self._later(), self._histories[urn], self._fates[urn]
        admit(self._database, *messages, now=now)
        known = {each.message["id"] for each in history.came}
        for message in messages:
            fates["received"] += 1
            if message["id"] in known:
                fates["duplicates"] += 1
                continue
            known.add(message["id"])
            came = Came(message, now, "set aside" if is_unfit(message) else "accepted")
            fates["accepted" if came.fate == "accepted" else "set_aside"] += 1
            history.came.append(came)
        history.last_came_at = now
        self._senders[urn].send(messages)

    def _currency(self) -> dict[str, SourceCurrency]:
        with self._database.transaction() as connection:
            return {each.source: each for each in currency_now(connection, at=self._now)}


def add_sources(database: Database) -> None:
    """Register the sources with what is agreed with each."""
    with database.transaction() as connection:
        for urn, agreed in AGREED.items():
            daily = agreed.expected_daily
            rhythm = Rhythm(
                silent_after=agreed.silent_after,
                heartbeat_every=agreed.heartbeat_every,
                usual_delay=agreed.usual_delay,
                expected=None if daily is None else (daily,) * 7,
            )
            add_source(connection, urn, kind=KINDS[urn], now=BEGIN, rhythm=rhythm)


def _fates(connection: Connection) -> dict[str, dict[str, int]]:
    names = ("received", "accepted", "duplicates", "set_aside", "refused")
    rows = connection.execute(
        "SELECT source, sum(received)::int, sum(accepted)::int, sum(duplicates)::int,"
        " sum(set_aside)::int, sum(refused)::int FROM fate_count GROUP BY source"
    )
    return {source: dict(zip(names, counts, strict=True)) for source, *counts in rows}


def _accepted(connection: Connection) -> list[str]:
    rows = connection.execute("SELECT message_id FROM ledger_line")
    return sorted(message_id for (message_id,) in rows)


def _through(connection: Connection, *, at: Instant) -> list[Any]:
    return [each.complete_through_at for each in currency_now(connection, at=at)]


def test_nothing_is_claimed_that_the_history_does_not_prove(
    new_primary_database: NewDatabase,
) -> None:
    run_state_machine_as_test(
        partial(Register, new_primary_database),  # type: ignore[arg-type]
        settings=settings(
            max_examples=300 if THOROUGH else 8,
            stateful_step_count=60 if THOROUGH else 30,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
        ),
    )
