"""An office that answers by name and date of birth, and decides who is meant."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

from jds.accounting.disclose import Asker
from jds.accounting.found_register import found_register
from jds.answers.asked import AnswerQuestion, Inquiry
from jds.answers.decide_who import (
    AlreadyDecided,
    Choice,
    NoSuchCandidate,
    NotDecided,
    decide_who,
    take_back,
)
from jds.answers.give import give_answer
from jds.answers.searches import NoSuchSearch
from jds.cli.description import read_description
from jds.database.connection import Database
from jds.domain.time import Instant, as_instant, day_from_text
from jds.law.disclosure.request import Request
from tests.accounting.four_eyes import adopt_rules
from tests.conftest import NewDatabase
from tests.records.ledgers import NOON, add_sources, admit
from tests.records.wire import OM, message, registered

Who: TypeAlias = tuple[str, str, str]
"""Given name, family name, day of birth."""

ON = day_from_text("2026-01-01")
REQUEST = Request(recipient="justis", purpose="vog-np", on=ON)


@dataclass
class Office:
    """A register of which every source is complete, and everything that was answered."""

    database: Database
    home: Path
    now: Instant = NOON
    known: list[Who] = field(default_factory=list)
    given: list[tuple[Who, Any]] = field(default_factory=list)
    known_at_answers: list[tuple[int, Any]] = field(default_factory=list)
    looked_at: dict[int, int] = field(default_factory=dict)
    """How many people were known when the search behind a decision was made."""

    def clock(self) -> Instant:
        self.now = as_instant(self.now + timedelta(seconds=1))
        return self.now

    def becomes_known(self, someone: Who) -> None:
        self.known.append(someone)
        given_name, family, born = someone
        number = len(self.known)
        told = registered(
            message_id=f"om-{number}",
            sequence=number + 1,
            person={
                "skn": str(9000000 + number),
                "naam": {"voornamen": given_name, "geslachtsnaam": family},
                "geboorte": {"datum": {"type": "Datum", "datum": born}},
            },
            case={"parketnummer": f"05/78{number:04}-25"},
        )
        admit(self.database, [told], now=self.clock())

    def is_asked_for(
        self, someone: Who, *, known_at: Instant | None = None, at: Instant | None = None
    ) -> Any:
        given_name, family, born = someone
        described = read_description(name=f"{given_name} {family}", born=born, place=None, sex=None)
        question = AnswerQuestion(
            inquiry=Inquiry(request=REQUEST),
            whom=described,
            known_at=known_at,
            now=at or self.clock(),
        )
        return give_answer(self.database, question, asker=self.asker)

    def is_decided(self, candidate: int) -> None:
        """Decide on the last search: nobody, or one of the first candidates."""
        choice = Choice(candidate=candidate or None)
        search = self._last_search()

        def decide() -> None:
            decision = decide_who(self.database, search, choice, asker=self.asker, clock=self.clock)
            self.looked_at[decision.number] = next(
                known
                for known, answer in self.known_at_answers
                if answer["basis"]["identiteit"]["zoeknummer"] == search
            )

        self._try(decide)

    def is_taken_back(self) -> None:
        self._try(
            lambda: take_back(
                self.database, self._last_search(), asker=self.asker, clock=self.clock
            )
        )

    @property
    def asker(self) -> Asker:
        return Asker(name="beheerder", home=self.home, reason="proef")

    def _last_search(self) -> int:
        return max(
            (answer["basis"]["identiteit"]["zoeknummer"] for _, answer in self.given), default=1
        )

    @staticmethod
    def _try(act: Callable[[], object]) -> None:
        """Do what the register may refuse: there is no search, or nothing to decide on it."""
        try:
            act()
        except (AlreadyDecided, NotDecided, NoSuchSearch, NoSuchCandidate):
            return


@contextmanager
def open_office(new_database: NewDatabase) -> Iterator[Office]:
    with TemporaryDirectory() as folder, new_database() as database:
        home = Path(folder) / "home"
        with database.transaction() as connection:
            found_register(connection, home=home, now=NOON)
        adopt_rules(database, home)
        add_sources(database, {OM: "om"})
        complete = message(
            "bron-stand",
            message_id="stand-1",
            sequence=1,
            time="2025-03-09T09:00:00+01:00",
            volledigTotTijdstip="2025-03-09T00:00:00+01:00",
            laatsteSequence="0",
            aantallen={},
        )
        admit(database, [complete])
        yield Office(database, home)
