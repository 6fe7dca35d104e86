"""`jds person find`: whom a number, or a name and a date of birth, may mean."""

import gzip
from collections.abc import Iterator
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
from jds.domain.blocks import Person
from jds.errors import BadRequest
from jds.records.find_person import Candidate, FoundPersons
from jds.records.present import present_basis, present_person
from jds.records.shown import Basis

Json: TypeAlias = dict[str, Any]

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
        typer.Option(metavar="PARTIAL-DATE", help="1985-12-01, 1985-12, 1985, or onbekend."),
    ] = None,
    place: Annotated[str | None, typer.Option(metavar="TEXT", help="Place of birth.")] = None,
    sex: Annotated[str | None, typer.Option(metavar="M|V", help="Sex.")] = None,
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
        name=name, born=born, place=place, sex=sex, skn=skn, bsn=bsn, v_number=v_number
    )
    if batch is not None:
        if described != Person():
            raise WrongUsage("With --batch the file says who is looked for, and nothing else does.")
        _find_batch(desk, batch, known_at=known_at, asker=asker)
        return
    if (skn, bsn, v_number, name, born) == (None,) * 5:
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
    with desk.register() as database, progress("Zoekvragen", beside_output=True) as advance:
        done = 0
        for portion in _portions(file):
            questions = [each for each in portion if isinstance(each, _Question)]
            found = iter(
                search_persons(
                    database,
                    [each.persoon for each in questions],
                    known_at=options.read_moment(known_at),
                    on=desk.today,
                    now=desk.now,
                    asker=asker,
                    limits=_limits(desk),
                )
            )
            refused += len(portion) - len(questions)
            print_json_lines(
                _answer(each, next(found)) if isinstance(each, _Question) else each
                for each in portion
            )
            done += len(portion)
            advance(done)
    if refused:
        complain(
            f"[{refused}] line(s) held no question and were answered with what is wrong with them. "
            "Correct these and ask them again."
        )
        raise typer.Exit(1)


def _portions(file: Path, *, size: int = 1000) -> Iterator[list[_Question | Json]]:
    portion: list[_Question | Json] = []
    for number, line in enumerate(_lines(file), start=1):
        if not line.strip():
            continue
        portion.append(_read(line, number=number))
        if len(portion) >= size:
            yield portion
            portion = []
    if portion:
        yield portion


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
                [{"veld": "nummer", "uitkomst": "gelijk"}] if candidate.by_number else [],
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
