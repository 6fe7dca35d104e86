"""Look for people, accounted for: every search is written down, and so is everybody it showed.

What was asked is not kept: a search names nobody. How often an actor may search by description is
bounded, for a register in which anybody can try names until one answers is no register.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import islice
from pathlib import Path

from msgspec import Struct

from jds.accounting.access import AccessLine, Shown, write_access, write_act
from jds.accounting.actors import Argument, prove
from jds.accounting.disclose import Asker
from jds.accounting.editions import edition_in_force, entry_rules_of
from jds.accounting.roles import Verb
from jds.database.connection import Connection, Database
from jds.database.queries import Queries
from jds.domain.blocks import Person
from jds.domain.record import EntryRule
from jds.domain.time import Instant, LegalDay, instant_to_text
from jds.errors import NotAllowed
from jds.persons.index_claims import index_claims, index_the_rest
from jds.persons.matching.describe import describe
from jds.persons.matching.method import method_in_use
from jds.records.compare_numbers import numbers_of
from jds.records.find_person import FoundPersons, find_persons
from jds.records.known_at import Asked, Moment, find_moment

_QUERIES = Queries(Path(__file__).with_name("search_person.sql"))

QUESTIONS_AT_A_TIME = 100


class TooManySearches(NotAllowed):
    """An actor searches by description more often than is allowed."""

    code = "too-many-searches"

    def __init__(self, *, most: int, within: str) -> None:
        super().__init__(
            f"An actor may make [{most}] searches by description {within}, and this would be more. "
            "Ask by number, wait, or let the operator set another limit."
        )


class SearchLimits(Struct, frozen=True):
    """How many searches by description one actor may make.

    Attributes:
        an_hour: One by one.
        a_day: In batches.
    """

    an_hour: int
    a_day: int


class SearchQuestion(Struct, frozen=True, kw_only=True):
    """Who is looked for, as known when, for which legal day the account is kept, and now."""

    described: Person
    known_at: Asked
    on: LegalDay
    now: Instant


class Searched(Struct, frozen=True):
    """What a search found, and what it rests on."""

    found: FoundPersons
    moment: Moment


def search_person(
    database: Database, question: SearchQuestion, *, asker: Asker, limits: SearchLimits
) -> Searched:
    """Return whom a description or number may mean, accounted for.

    Raises:
        NotAllowed: The actor is not proven or may not search; TooManySearches: it did too often.
        NotYetKnown: The moment of knowledge has yet to come.
    """
    index_claims(database)
    arguments: dict[str, Argument] = {"known_at": _asked(question.known_at), "questions": 1}
    refusal: TooManySearches | None = None
    searched: Searched | None = None
    with database.transaction() as connection:
        search = _Search(
            connection,
            asker,
            arguments,
            known_at=question.known_at,
            on=question.on,
            now=question.now,
            in_batch=False,
        )
        try:
            search.require_within(limits, [question.described])
        except TooManySearches as problem:
            refusal = problem
            search.note_refusal()
        else:
            [found] = search.find([question.described])
            searched = Searched(found, search.moment)
    if searched is None:
        # Only now: raised inside, it would have undone the line of the refused search.
        raise refusal or AssertionError
    return searched


def search_persons(
    database: Database,
    questions: Iterable[Person],
    *,
    known_at: Asked,
    on: LegalDay,
    now: Instant,
    asker: Asker,
    limits: SearchLimits,
    at_a_time: int = QUESTIONS_AT_A_TIME,
) -> Iterator[FoundPersons]:
    """Yield what each description finds, in order; each is accounted for before it is handed over.

    Raises:
        NotAllowed, NotYetKnown: As for one; what was handed over before stays accounted for.
    """
    index_claims(database)
    left = iter(questions)
    arguments: dict[str, Argument] = {"known_at": _asked(known_at), "questions": "batch"}
    with database.connect() as connection:
        search: _Search | None = None
        while portion := list(islice(left, at_a_time)):
            refusal: TooManySearches | None = None
            found: list[FoundPersons] = []
            with connection.transaction():
                if search is None:
                    search = _Search(
                        connection,
                        asker,
                        arguments,
                        known_at=known_at,
                        on=on,
                        now=now,
                        in_batch=True,
                    )
                try:
                    search.require_within(limits, portion)
                except TooManySearches as problem:
                    refusal = problem
                    search.note_refusal()
                else:
                    found = search.find(portion)
            if refusal is not None:
                raise refusal
            yield from found


def require_within(
    connection: Connection,
    actor: str,
    *,
    more: int,
    limits: SearchLimits,
    in_batch: bool,
    now: Instant,
) -> None:
    """Refuse `more` searches by description that make those of an actor too many.

    Raises:
        TooManySearches: They do.
    """
    most, within, since = (
        (limits.a_day, "a day in batches", now - timedelta(days=1))
        if in_batch
        else (limits.an_hour, "an hour", now - timedelta(hours=1))
    )
    [(made,)] = connection.execute(
        _QUERIES.searches_since, {"actor": actor, "since": since, "in_batch": in_batch}
    ).fetchall()
    if made + more > most:
        raise TooManySearches(most=most, within=within)


def note_searches(
    connection: Connection,
    searches: Iterable[tuple[str, str, int]],
    *,
    act_id: int,
    actor: str,
    in_batch: bool,
    position: int,
    now: Instant,
) -> None:
    """Write searches down: by what was asked, the result, and how many candidates there were."""
    method = method_in_use().version
    with connection.cursor() as cursor, cursor.copy(_QUERIES.searches_add) as copy:
        for kind, result, candidates in searches:
            copy.write_row(
                (act_id, actor, now, kind, in_batch, position, method, result, candidates)
            )


class _Search:
    """One act of searching, for one person or many, at one moment of knowledge."""

    def __init__(
        self,
        connection: Connection,
        asker: Asker,
        arguments: dict[str, Argument],
        *,
        known_at: Asked,
        on: LegalDay,
        now: Instant,
        in_batch: bool,
    ) -> None:
        act = prove(
            connection,
            asker.name,
            home=asker.home,
            verb=Verb.FIND_PERSON,
            arguments=arguments,
            reason=asker.reason,
            now=now,
        )
        index_the_rest(connection)
        self._connection = connection
        self._actor = asker.name
        self._on = on
        self._now = now
        self._in_batch = in_batch
        self.moment = find_moment(connection, known_at, now=now)
        self._rule: EntryRule = entry_rules_of(
            connection, edition_in_force(connection, self.moment)
        )
        self._act_id = write_act(connection, act)

    def require_within(self, limits: SearchLimits, questions: Sequence[Person]) -> None:
        """Refuse questions that make the searches of this actor too many.

        Raises:
            TooManySearches: They do.
        """
        require_within(
            self._connection,
            self._actor,
            more=sum(_asked_by(each) == "beschrijving" for each in questions),
            limits=limits,
            in_batch=self._in_batch,
            now=self._now,
        )

    def find(self, questions: Sequence[Person]) -> list[FoundPersons]:
        """Return what each question finds, written down in the transaction of the caller."""
        found = [
            find_persons(self._connection, each, moment=self.moment, rule=self._rule)
            for each in questions
        ]
        self._note(
            (_asked_by(question), each.found, len(each.candidates))
            for question, each in zip(questions, found, strict=True)
        )
        shown = {candidate.subject_id for each in found for candidate in each.candidates}
        lines = [self._line(subject_id, Shown.CANDIDATE) for subject_id in sorted(shown)]
        write_access(self._connection, self._act_id, lines or [self._line(None, Shown.NOTHING)])
        return found

    def note_refusal(self) -> None:
        """Write down that a search was refused."""
        self._note([("beschrijving", "geweigerd", 0)])

    def _note(self, searches: Iterable[tuple[str, str, int]]) -> None:
        note_searches(
            self._connection,
            searches,
            act_id=self._act_id,
            actor=self._actor,
            in_batch=self._in_batch,
            position=self.moment.position,
            now=self._now,
        )

    def _line(self, subject_id: int | None, shown: Shown) -> AccessLine:
        return AccessLine(subject_id, shown, self.moment.position, self._on)


def _asked_by(described: Person) -> str:
    # With a number beside it a description is tried as well: that it is there excuses nothing.
    return "nummer" if numbers_of(described) and describe(described).is_empty else "beschrijving"


def _asked(known_at: Asked) -> Argument:
    if known_at is None or isinstance(known_at, int):
        return known_at
    return instant_to_text(known_at)
