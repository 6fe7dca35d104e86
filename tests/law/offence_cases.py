"""Cases on offences: what a citation means on the day of the offence, and prescription."""

from pathlib import Path
from typing import Any

from msgspec import Struct, convert

from jds.domain.blocks import Offence, OffenceKind, OffencePeriod, SourceValue
from jds.domain.time import LegalDay
from jds.law.offences.offence_class import ListStanding
from jds.law.rule_file import read_document
from tests.law.cases import article
from tests.law.people import day_or_part

FOLDER = Path(__file__).parent / "offences"


class GivenOffence(Struct, frozen=True, forbid_unknown_fields=True):
    """An offence, as written."""

    articles: tuple[str, ...]
    committed: Any
    kind: OffenceKind | dict[str, str] = "misdrijf"
    born: Any = None
    interrupted_on: tuple[LegalDay, ...] = ()


class ExpectedClass(Struct, frozen=True, forbid_unknown_fields=True):
    """What the law says of it; what a case does not write is not looked at."""

    maximum_months: int | str | None = None
    unknown: bool | None = None
    life: bool | None = None
    kind: OffenceKind | None = None
    categories: tuple[str, ...] | None = None
    doubts: tuple[str, ...] | None = None
    lists: dict[str, ListStanding] = {}


class OffenceCase(Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence about what a citation means."""

    name: str
    source: str
    covers: tuple[str, ...]
    given: GivenOffence
    expect: ExpectedClass
    because: str


class ExpectedPrescription(Struct, frozen=True, forbid_unknown_fields=True):
    """When the right to prosecute lapses, and the sayings of the reasons in order."""

    outcome: str
    says: tuple[str, ...]
    lapses_on: LegalDay | None = None
    at_latest_on: LegalDay | None = None


class PrescriptionCase(Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence about prescription."""

    name: str
    source: str
    covers: tuple[str, ...]
    given: GivenOffence
    expect: ExpectedPrescription
    because: str


def offence_cases() -> list[OffenceCase]:
    """Return the cases on what a citation means."""
    return [
        convert(written, type=OffenceCase)
        for path in sorted(FOLDER.glob("*.yaml"))
        if path.stem != "prescription"
        for written in _cases_of(path)
    ]


def prescription_cases() -> list[PrescriptionCase]:
    """Return the cases on prescription."""
    written = _cases_of(FOLDER / "prescription.yaml")
    return [convert(each, type=PrescriptionCase) for each in written]


def made(given: GivenOffence) -> Offence:
    """Make the offence that a case writes."""
    return offence_of(
        given.articles,
        committed=given.committed,
        kind=given.kind if isinstance(given.kind, str) else convert(given.kind, type=SourceValue),
    )


def offence_of(
    articles: tuple[str, ...], *, committed: Any, kind: OffenceKind | SourceValue = "misdrijf"
) -> Offence:
    """Make an offence that cites `articles`, committed on a day, in a part of one, or from, to."""
    first, last = (
        (committed["from"], committed["to"]) if isinstance(committed, dict) else (committed,) * 2
    )
    return Offence(
        number=1,
        kind=kind,
        articles=tuple(map(article, articles)),
        qualification="",
        period=OffencePeriod(first=day_or_part(first), last=day_or_part(last)),
    )


def _cases_of(path: Path) -> list[Any]:
    cases = read_document(path.read_text(encoding="utf-8"), file=path.name)
    assert isinstance(cases, list), f"{path.name} is a list of cases"
    return cases
