"""People a lawyer can read: the `given` of a case in YAML, as a record of the domain.

A person has a birth date, perhaps a day of death, and facts. A fact cites its articles and has the
days it was committed, its case's day of entry and its outcomes in order, the last in force:

    born: 1990-05-01
    facts:
      - articles: [Sr art. 302 lid 1]
        committed: 2020-01-10                  # or {from: ..., to: ...}; a day, a month or a year
        registered_on: 2020-01-20
        outcomes:
          - {veroordeling: 2020-06-01, irrevocable_on: 2020-06-15, by_court: true,
             sanctions: ["gevangenisstraf P2Y onvoorwaardelijk P1Y proeftijd P2Y"]}
        executed: [{geeindigd: 2022-01-01, sanction: gevangenisstraf}]
        custody: [{inverzekeringstelling: 2020-01-10, until: 2020-01-13}]

Each fact is a case of its own unless it names one with `case`.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, get_args

import msgspec
from msgspec import Struct, structs

from jds.domain.blocks import (
    Birth,
    Case,
    Day,
    DayOrPart,
    LegalPerson,
    Offence,
    OffenceKind,
    OffencePeriod,
    Person,
    Sanction,
    SourceValue,
)
from jds.domain.events import (
    CustodyKind,
    CustodyReported,
    ExecutionReported,
    ForeignConviction,
    PardonGranted,
)
from jds.domain.partial_date import UNKNOWN_DATE, UnknownDate, Year, YearMonth
from jds.domain.record import OPEN, CaseRecord, OffenceRecord, Outcome, OutcomeKind, PersonRecord
from jds.domain.time import LegalDay, start_of_day
from tests.law.cases import article, sanction


class GivenFact(Struct, frozen=True, forbid_unknown_fields=True):
    """One offence, as written."""

    articles: tuple[str, ...] = ()
    kind: OffenceKind | SourceValue = "misdrijf"
    committed: Any = None
    case: str | None = None
    registered_on: LegalDay | None = None
    outcomes: tuple[dict[str, Any], ...] = ()
    executed: tuple[dict[str, Any], ...] = ()
    custody: tuple[dict[str, Any], ...] = ()
    pardons: tuple[dict[str, Any], ...] = ()
    doubts: tuple[str, ...] = ()
    dropped: bool = False


class GivenPerson(Struct, frozen=True, forbid_unknown_fields=True):
    """A person, as written."""

    facts: tuple[GivenFact, ...] = ()
    born: Any = None
    died_on: LegalDay | None = None
    legal_person: bool = False
    nationalities: tuple[str, ...] | None = None
    foreign: tuple[dict[str, Any], ...] = ()
    cases_without_facts: tuple[str, ...] = ()


def person_record(given: GivenPerson) -> PersonRecord:
    """Make the record of a person: facts that name one case are in one case, in order."""
    cases: dict[str, list[GivenFact]] = {}
    for number, fact in enumerate(given.facts, start=1):
        cases.setdefault(fact.case or f"05/{number:06}-20", []).append(fact)
    return PersonRecord(
        subjects=("skn:1234567",),
        skns=("1234567",),
        current=Person(
            skn="1234567",
            birth=None if given.born is None else Birth(on=day_or_part(given.born)),
            legal_person=LegalPerson(name="Test B.V.") if given.legal_person else None,
            nationalities=given.nationalities,
        ),
        died_on=given.died_on,
        cases=(
            *(_case(name, facts) for name, facts in cases.items()),
            *(_case_without_facts(name) for name in given.cases_without_facts),
        ),
        foreign=tuple(msgspec.convert(each, type=ForeignConviction) for each in given.foreign),
    )


def day_or_part(written: Any) -> DayOrPart:
    """Read a day, `1990-05` or `1990`, or `unknown`."""
    match written:
        case None | "unknown":
            return UNKNOWN_DATE
        case int():
            return Year(jaar=written)
        case str() if len(written) == 7:
            return YearMonth(jaar=int(written[:4]), maand=int(written[5:]))
        case date():
            return LegalDay(written)
        case _:
            raise AssertionError(f"[{written}] is no day, month or year")


def _case(name: str, facts: list[GivenFact]) -> CaseRecord:
    first = facts[0]
    case = Case(case_number=name)
    person = Person(skn="1234567")
    return CaseRecord(
        names=(f"p:{name}",),
        delivered=case,
        registered_on=first.registered_on,
        office=None,
        offences=tuple(_offence(number, fact) for number, fact in enumerate(facts, start=1)),
        executions=tuple(
            ExecutionReported(
                person=person,
                case=case,
                execution=_only_other_key(each, known=("sanction", "expected_end_on")),
                executed_on=_a_day(
                    each[_only_other_key(each, known=("sanction", "expected_end_on"))]
                ),
                expected_end_on=_day(each.get("expected_end_on")),
                sanction=structs.replace(
                    read_sanction(each["sanction"]), offence_numbers=(number,)
                ),
            )
            for number, fact in enumerate(facts, start=1)
            for each in fact.executed
        ),
        custody=tuple(
            _custody(each, person=person, case=case) for fact in facts for each in fact.custody
        ),
        pardons=tuple(
            PardonGranted(
                person=person,
                case=case,
                decree_number="2020000001",
                decided_on=each["decided_on"],
                sanctions=tuple(read_sanction(text) for text in each.get("sanctions", ())),
            )
            for fact in facts
            for each in fact.pardons
        ),
    )


def _custody(written: dict[str, Any], *, person: Person, case: Case) -> CustodyReported:
    """Read `{bewaring: 2020-01-13, until: 2020-01-27}`: each at the start of its day."""
    (kind,) = written.keys() - {"until"}
    on = _a_day(written[kind])
    until = _day(written.get("until"))
    return CustodyReported(
        person=person,
        case=case,
        custody=(
            msgspec.convert(kind, type=CustodyKind)
            if kind in get_args(CustodyKind)
            else SourceValue(text=kind)
        ),
        from_at=on if isinstance(on, UnknownDate) else start_of_day(on),
        until_at=until if until is None or isinstance(until, UnknownDate) else start_of_day(until),
    )


def _case_without_facts(name: str) -> CaseRecord:
    """Make a case whose charges are not known yet."""
    return CaseRecord(
        names=(f"p:{name}",),
        delivered=Case(case_number=name),
        registered_on=None,
        office=None,
        offences=(),
    )


def _offence(number: int, fact: GivenFact) -> OffenceRecord:
    outcomes = [read_outcome(written) for written in fact.outcomes] or [OPEN]
    committed = fact.committed
    first, last = (
        (committed["from"], committed["to"]) if isinstance(committed, dict) else (committed,) * 2
    )
    return OffenceRecord(
        key=f"f:{number}",
        description=Offence(
            number=number,
            kind=fact.kind,
            articles=tuple(map(article, fact.articles)),
            qualification="",
            period=OffencePeriod(first=day_or_part(first), last=day_or_part(last)),
        ),
        outcome=outcomes[-1],
        history=tuple(outcomes[:-1]),
        doubts=fact.doubts,
        dropped=fact.dropped,
    )


def read_outcome(written: dict[str, Any]) -> Outcome:
    """Read `{veroordeling: 2024-03-01, irrevocable_on: ..., sanctions: [...]}`."""
    known = ("irrevocable_on", "sanctions", "grounds", "by_court", "instance", "conditions")
    kind = _only_other_key(written, known=known)
    on = written[kind]
    return Outcome(
        kind=msgspec.convert(kind, type=OutcomeKind),
        on=UNKNOWN_DATE if on == "unknown" else on,
        irrevocable_on=_day(written.get("irrevocable_on")),
        grounds=tuple(written.get("grounds", ())),
        sanctions=tuple(read_sanction(text) for text in written.get("sanctions", ())),
        conditions=written.get("conditions"),
        by_court=written.get("by_court", kind in _OF_A_COURT),
        instance=written.get("instance"),
    )


_OF_A_COURT = frozenset(
    (
        "veroordeling",
        "vrijspraak",
        "ontslag-van-alle-rechtsvervolging",
        "schuldig-zonder-straf",
        "niet-ontvankelijk",
        "nietig",
    )
)


def read_sanction(written: str | dict[str, Any]) -> Sanction:
    """Read `gevangenisstraf P2Y onvoorwaardelijk P1Y proeftijd P2Y`, `taakstraf 80 uur`,
    `geldboete EUR 500.00`, `gevangenisstraf levenslang`."""
    if isinstance(written, dict):
        return sanction(written)
    kind, *words = written.split(" ")
    if words and len(words[0]) == 3 and words[0].isalpha() and words[0].isupper():
        made, words = sanction(" ".join((kind, *words[:2]))), words[2:]
    else:
        made = sanction(kind)
    changes: dict[str, Any] = {}
    while words:
        match words:
            case ["levenslang", *left]:
                changes["for_life"] = True
            case ["onvoorwaardelijk", length, *left]:
                changes["unconditional"] = length
            case ["proeftijd", length, *left]:
                changes["probation"] = length
            case [count, "uur", *left]:
                changes["hours"] = int(count)
            case [length, *left] if length.startswith("P"):
                changes["duration"] = length
            case _:
                raise AssertionError(f"[{written}] is no sanction")
        words = left
    return structs.replace(made, **changes)


def _day(written: Any) -> Day | None:
    if written is None:
        return None
    return UNKNOWN_DATE if written == "unknown" else LegalDay(written)


def _a_day(written: Any) -> Day:
    day = _day(written)
    assert day is not None, "a report has a day, or `unknown`"
    return day


def _only_other_key(written: dict[str, Any], *, known: Iterable[str]) -> Any:
    (key,) = written.keys() - set(known)
    assert key in get_args(OutcomeKind) or "sanction" in written, f"a slip of the pen in {written}"
    return key
