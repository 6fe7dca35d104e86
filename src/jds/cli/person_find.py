"""`jds person find`: whom a number, or a name and a date of birth, may mean."""

import gzip
from collections import deque
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, TypeAlias

import msgspec
import typer
from msgspec import Struct

from jds.accounting.disclose import Asker
from jds.accounting.search_person import (
    SearchLimits,
    SearchQuestion,
    search_person,
    search_persons,
)
from jds.accounting.suggest_pairs import suggest_pairs
from jds.cli import desk as desks
from jds.cli import options
from jds.cli.description import read_description
from jds.cli.desk import ActingAs, AsJson, Desk, InHome
from jds.cli.faults import WrongUsage
from jds.cli.output import complain, print_json, print_json_lines, print_table, print_text
from jds.cli.progress import progress
from jds.database.connection import Database
from jds.domain.blocks import Person
from jds.errors import BadRequest
from jds.persons.index_claims import index_claims
from jds.records.find_person import Candidate, FoundPersons
from jds.records.present import present_basis, present_person
from jds.records.shown import Basis

Json: TypeAlias = dict[str, Any]

_Search: TypeAlias = Callable[[Iterator[Person]], Iterator[FoundPersons]]

_WORDS = {
    "zeker": "Eén persoon, zeker: het nummer wijst deze persoon aan.",
    "strijdig": "Strijdig: het gevraagde wijst niet één persoon aan. Er is niet gekozen.",
    "kandidaten": "Kandidaten: namen en datums stellen alleen voor; een mens beslist.",
    "niet": "Niemand gevonden.",
}
_DESCRIBED_BY = ("naam", "geboorte", "geslacht", "nationaliteiten", "aliassen")


class UnreadableQuestions(BadRequest):
    """A file of questions cannot be read."""

    code = "unreadable-questions"


class _Question(Struct, frozen=True):
    vraag: int | str
    persoon: Person


class _Numbered(Struct, frozen=True):
    vraag: int | str | None = None


_question = msgspec.json.Decoder(_Question)
_numbered = msgspec.json.Decoder(_Numbered)


def attach(commands: typer.Typer) -> None:
    """Add the command of this module to those of `jds person`."""
    commands.command("find")(find)


def find(
    context: typer.Context,
    skn: Annotated[
        str | None, typer.Option(metavar="X", help="Criminal justice chain number (SKN).")
    ] = None,
    bsn: Annotated[
        str | None, typer.Option(metavar="X", help="Citizen service number (BSN).")
    ] = None,
    v_number: Annotated[
        str | None, typer.Option(metavar="X", help="Immigration chain number (V-number).")
    ] = None,
    name: Annotated[
        str | None, typer.Option(metavar="TEXT", help='"Suzanne du Moulin" or "Moulin, Suzanne".')
    ] = None,
    born: Annotated[
        str | None,
        typer.Option(
            metavar="PARTIAL-DATE", help="1985-12-01, 1985-12, 1985, 19851200, or onbekend."
        ),
    ] = None,
    place: Annotated[str | None, typer.Option(metavar="TEXT", help="Place of birth.")] = None,
    sex: Annotated[str | None, typer.Option(metavar="M|V", help="Sex.")] = None,
    nationality: Annotated[
        str | None, typer.Option(metavar="CODE", help="Code of the population register: 0001.")
    ] = None,
    former_name: Annotated[
        str | None, typer.Option(metavar="TEXT", help="A former name or an alias.")
    ] = None,
    batch: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help='NDJSON of {"vraag": n, "persoon": {...}}.'),
    ] = None,
    known_at: options.KnownAt = None,
    reason: options.Reason = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Find whom a number or description may mean. It is written down whom you were shown."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    asker = Asker(
        name=desk.actor,
        home=desk.settings.home,
        reason=options.read_reason(reason, desk=desk),
    )
    described = read_description(
        name=name,
        born=born,
        place=place,
        sex=sex,
        skn=skn,
        bsn=bsn,
        v_number=v_number,
        nationality=nationality,
        former_name=former_name,
    )
    if batch is not None:
        if described != Person():
            raise WrongUsage("With --batch the file says who is looked for, and nothing else does.")
        _find_batch(desk, batch, known_at=known_at, asker=asker)
        return
    if (skn, bsn, v_number, name, born, former_name) == (None,) * 6:
        raise WrongUsage(
            "Say who is looked for: --skn, --bsn or --v-number, or --name and --born; or --batch."
        )
    question = SearchQuestion(
        described=described,
        known_at=options.read_moment(known_at),
        on=desk.today,
        now=desk.now,
    )
    with desk.register() as database:
        _bring_up_to_date(database)
        searched = search_person(database, question, asker=asker, limits=_limits(desk))
        if question.known_at is None:
            # Who stand together among the candidates may be each other's double.
            found_subjects = [each.subject_id for each in searched.found.candidates]
            suggest_pairs(database, found_subjects, clock=desks.read_clock)
    found, moment = searched.found, searched.moment
    shown = {
        "gevonden": found.found,
        "kandidaten": [
            _candidate(each) | {"persoon": _described(each)} for each in found.candidates
        ],
        "afgekapt": found.cut_off,
        "basis": {
            name: value
            for name, value in present_basis(
                Basis(moment.position, moment.at, "", desk.today)
            ).items()
            if name in ("positie", "bekendOp")
        }
        | {"methode": found.method},
    }
    if desk.as_json:
        print_json(shown)
    else:
        _print_found(shown)


def _find_batch(desk: Desk, file: Path, *, known_at: str | None, asker: Asker) -> None:
    """Answer a file of questions in order, each as soon as it is accounted for."""
    refused = 0
    with desk.register() as database:
        _bring_up_to_date(database)
        with progress("Zoekvragen", beside_output=True) as advance:

            def search(questions: Iterator[Person]) -> Iterator[FoundPersons]:
                return search_persons(
                    database,
                    questions,
                    known_at=options.read_moment(known_at),
                    on=desk.today,
                    now=desk.now,
                    asker=asker,
                    limits=_limits(desk),
                )

            for done, answer in enumerate(_in_turn(_questions(file), search), start=1):
                refused += "fout" in answer
                print_json_lines([answer])
                advance(done)
    if refused:
        complain(
            f"[{refused}] line(s) held no question and were answered with what is wrong with them. "
            "Correct these and ask them again."
        )
        raise typer.Exit(1)


def _in_turn(lines: Iterator[_Question | Json], search: _Search) -> Iterator[Json]:
    """Yield the answer to each line, in the order of the lines.

    All are one search, so that every line is answered as known at one moment. Lines are read ahead
    of what is answered.
    """
    ahead: deque[_Question | Json] = deque()

    def questions() -> Iterator[Person]:
        for line in lines:
            ahead.append(line)
            if isinstance(line, _Question):
                yield line.persoon

    for found in search(questions()):
        while not isinstance(line := ahead.popleft(), _Question):
            yield line
        yield _answer(line, found)
    for line in ahead:
        # What comes after the last question.
        if not isinstance(line, _Question):
            yield line


def _questions(file: Path) -> Iterator[_Question | Json]:
    for number, line in enumerate(_lines(file), start=1):
        if line.strip():
            yield _read(line, number=number)


def _bring_up_to_date(database: Database) -> None:
    """Bring the index to the end of the ledger: after a large load that takes a while."""
    with progress("Personenindex bijwerken") as advance:
        index_claims(database, advance=advance)


def _lines(file: Path) -> Iterator[bytes]:
    try:
        with gzip.open(file) if file.suffix == ".gz" else file.open("rb") as lines:
            yield from lines
    except (OSError, EOFError):
        raise UnreadableQuestions(
            f"[{file.name}] cannot be read. Give a file of NDJSON, possibly in gzip (.gz)."
        ) from None


def _read(line: bytes, *, number: int) -> _Question | Json:
    """Return a question, or what is wrong with the line; what was typed is not repeated."""
    try:
        question = _question.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return _fault(line, number, 'no question of the form {"vraag": n, "persoon": {...}}')
    if question.persoon == Person():
        return _fault(line, number, "nothing that somebody could be found by")
    return question


def _fault(line: bytes, number: int, what: str) -> Json:
    try:
        asked = _numbered.decode(line).vraag
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        asked = None
    return {"vraag": asked, "fout": f"Line [{number}] holds {what}."}


def _answer(question: _Question, found: FoundPersons) -> Json:
    return {
        "vraag": question.vraag,
        "gevonden": found.found,
        "kandidaten": [_candidate(each) for each in found.candidates],
        "afgekapt": found.cut_off,
        "methode": found.method,
    }


def _candidate(candidate: Candidate) -> Json:
    return {
        "nummers": present_person(candidate.person, shields={})["persoon"]["nummers"],
        "gewicht": 1.0 if candidate.by_number else round(candidate.fit.probability, 6),
        "sterkte": "nummer" if candidate.by_number else candidate.fit.strength.value,
        "redenen": list(
            chain(
                ({"veld": each.kind, "uitkomst": each.outcome} for each in candidate.numbers),
                (
                    {"veld": each.field, "uitkomst": each.outcome, "gewicht": round(each.weight, 2)}
                    for each in candidate.fit.fields
                    if each.outcome != "ontbreekt"
                ),
            )
        ),
    }


def _described(candidate: Candidate) -> Json:
    person = present_person(candidate.person, shields={})["persoon"]
    return {name: person[name] for name in _DESCRIBED_BY if person.get(name)}


def _limits(desk: Desk) -> SearchLimits:
    return SearchLimits(
        an_hour=desk.settings.searches_an_hour, a_day=desk.settings.batch_searches_a_day
    )


def _print_found(shown: Json) -> None:
    print_text(_WORDS[shown["gevonden"]])
    for rank, candidate in enumerate(shown["kandidaten"], start=1):
        name = candidate["persoon"].get("naam") or {}
        birth = candidate["persoon"].get("geboorte") or {}
        numbers = ", ".join(
            f"{kind} {number}" for kind, each in candidate["nummers"].items() for number in each
        )
        written = " ".join(
            part for key in ("voornamen", "voorvoegsel", "geslachtsnaam") if (part := name.get(key))
        )
        print_table(
            f"{rank}. {written or 'naam onbekend'} ({candidate['sterkte']}, "
            f"{candidate['gewicht']:.3f})",
            ("Veld", "Uitkomst", "Gewicht"),
            [
                ("nummers", numbers or "geen", ""),
                ("geboren", _born(birth), ""),
                *(
                    (each["veld"], each["uitkomst"], f"{each.get('gewicht', '')}")
                    for each in candidate["redenen"]
                ),
            ],
        )
    if shown["afgekapt"]:
        print_text("Er zijn er meer dan bekeken konden worden: vraag met meer gegevens.")
    basis = shown["basis"]
    print_text(
        f"Bekend op {basis['bekendOp']} (positie {basis['positie']}), methode {basis['methode']}."
    )


def _born(birth: Json) -> str:
    date = birth.get("datum")
    if isinstance(date, dict):
        parts = (date.get("datum"), date.get("jaar"), date.get("maand"))
        date = "-".join(str(part) for part in parts if part)
    return " ".join(str(part) for part in (date, birth.get("plaats")) if part) or "onbekend"
