"""A register with people who decide together, and an act that leaves a trace when carried out."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from jds.accounting import keys
from jds.accounting.actors import add_actor
from jds.accounting.adopt_edition import adopt_edition, rules_in
from jds.accounting.proposal import About, Acting, Approved, Content, Executor, Proposal
from jds.accounting.proposals import approve, canonical, propose, withdraw
from jds.accounting.roles import FOUR_EYES, Role, Verb
from jds.database.connection import Connection, Database
from jds.domain.time import Instant, as_instant
from jds.errors import BadRequest
from tests.accounting.moments import NOON

STAFF = {
    "beheerder": Role.KEEPER,
    "karel": Role.KEEPER,
    "petra": Role.PRIVACY_OFFICER,
    "piet": Role.PRIVACY_OFFICER,
    "olga": Role.OPERATOR,
    "otto": Role.OPERATOR,
}
VERB = Verb.SHIELD
HOLDS = timedelta(days=1)


class Mishap(BadRequest):
    """The act of these tests fails when its content says so."""

    code = "mishap"


class Trace:
    """Notes in a table of its own what it carried out."""

    def execute(self, connection: Connection, approved: Approved) -> Content:
        connection.execute(
            "INSERT INTO trace VALUES (%s, %s)", [approved.number, canonical(approved.content)]
        )
        if approved.content.get("mislukt") == "ja":
            raise Mishap("It failed after it had begun.")
        return {"gedaan": approved.number}


EXECUTORS: Mapping[Verb, Executor] = dict.fromkeys(FOUR_EYES, Trace())


def hire_staff(database: Database, home: Path) -> None:
    """Add the people of these tests, and the table in which acts leave their trace."""
    with database.transaction() as connection:
        connection.execute("CREATE TABLE trace (number bigint, content text)")
        for name, role in STAFF.items():
            if name != "beheerder":
                add_actor(
                    connection,
                    name,
                    role=role,
                    public_key=keys.make_pair(home, name),
                    added_by="beheerder",
                    now=NOON,
                )


def adopt_rules(database: Database, home: Path) -> None:
    """Bring the rules of the package into force."""
    with database.transaction() as connection:
        adopt_edition(
            connection,
            rules_in(),
            actor="beheerder",
            home=home,
            reason="proef",
            clock=lambda: NOON,
        )


class Office:
    """Where these people propose and approve."""

    def __init__(self, database: Database, home: Path) -> None:
        self.database = database
        self.home = home
        self.now = NOON

    def acting(self, name: str, *, reason: str = "zo afgesproken") -> Acting:
        return Acting(name=name, home=self.home, reason=reason, now=self.now)

    def propose(
        self,
        name: str,
        content: Content,
        *,
        verb: Verb = VERB,
        holds: timedelta = HOLDS,
        about: About | None = None,
    ) -> Proposal:
        with self.database.transaction() as connection:
            return propose(
                connection,
                verb,
                content=content,
                about=about or About(),
                acting=self.acting(name),
                expires_at=as_instant(self.now + holds),
            )

    def approve(self, name: str, number: int) -> Content:
        with self.database.transaction() as connection:
            _, outcome = approve(connection, number, acting=self.acting(name), executors=EXECUTORS)
            return outcome

    def withdraw(self, name: str, number: int) -> None:
        with self.database.transaction() as connection:
            withdraw(connection, number, acting=self.acting(name))

    def wait(self, time: timedelta) -> Instant:
        self.now = as_instant(self.now + time)
        return self.now

    def done(self) -> dict[int, str]:
        """Return what was carried out, by number."""
        with self.database.connect() as connection:
            rows = connection.execute("SELECT number, content FROM trace").fetchall()
        assert len({number for number, _ in rows}) == len(rows), "done twice"
        return dict(rows)

    def states(self) -> dict[int, str]:
        with self.database.connect() as connection:
            return dict(connection.execute("SELECT number, state FROM proposal").fetchall())
