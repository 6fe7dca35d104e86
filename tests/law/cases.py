"""Cases a lawyer can read: the YAML files of this folder, as values of the domain.

A case gives an offence (`kind`, `articles`), the day its case entered and the outcomes in order.
An outcome is written as its word and its day, with sanctions as `geldboete EUR 99.99`; an article
as `WVW 1994 art. 107 lid 1`. Whatever a case does not say is empty; minor offences are the rule.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import msgspec
from msgspec import Struct

from jds.domain.blocks import (
    Amount,
    Article,
    Offence,
    OffenceKind,
    OffencePeriod,
    Sanction,
    SanctionKind,
    SourceValue,
)
from jds.domain.partial_date import UNKNOWN_DATE
from jds.domain.record import Outcome, OutcomeKind
from jds.domain.time import LegalDay
from jds.law.rule_file import read_document

FOLDER = Path(__file__).parent / "entry"


class GivenCase(Struct, frozen=True, forbid_unknown_fields=True):
    """The facts of a case, as written."""

    articles: tuple[str, ...]
    kind: OffenceKind | SourceValue = "overtreding"
    registered_on: LegalDay | None = None
    outcomes: tuple[dict[str, Any], ...] = ()


class EntryCase(Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence about one offence, and what must follow."""

    name: str
    source: str
    given: GivenCase
    enters: bool
    rule: str
    because: str
    cite: str | None = None
    confidence: str | None = None
    covers: tuple[str, ...] = ()


class SenderCase(Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence about one message, and whether its source may send it."""

    name: str
    source: str
    covers: tuple[str, ...]
    given: dict[str, str]
    allowed: bool
    because: str


class RemovalCase(Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence about one dismissal, and whether it removes the offence."""

    name: str
    source: str
    given: dict[str, Any]
    removed: bool
    because: str
    covers: tuple[str, ...] = ()


def entry_cases() -> list[EntryCase]:
    """Return the cases on entry of every file, in order of file and place."""
    return [
        msgspec.convert(written, type=EntryCase)
        for path in sorted(FOLDER.glob("*.yaml"))
        if path.stem != "removal"
        for written in _cases_of(path)
    ]


def removal_cases() -> list[RemovalCase]:
    """Return the cases on removal."""
    return [
        msgspec.convert(written, type=RemovalCase) for written in _cases_of(FOLDER / "removal.yaml")
    ]


def sender_cases() -> list[SenderCase]:
    """Return the cases on who may send what."""
    path = Path(__file__).parent / "sources" / "senders.yaml"
    return [msgspec.convert(written, type=SenderCase) for written in _cases_of(path)]


def offence(articles: Sequence[str], *, kind: OffenceKind | SourceValue) -> Offence:
    """Make an offence that cites `articles`."""
    return Offence(
        number=1,
        kind=kind,
        articles=tuple(map(article, articles)),
        qualification="",
        period=OffencePeriod(first=UNKNOWN_DATE, last=UNKNOWN_DATE),
    )


def article(written: str) -> Article:
    """Read `WVW 1994 art. 107 lid 1` as a source would send it: act, article and paragraph."""
    law, cited = written.split(" art. ")
    number, _, paragraph = cited.partition(" ")
    return Article(law=law, article=number, paragraph=paragraph.removeprefix("lid ") or None)


def outcome(written: dict[str, Any]) -> Outcome:
    """Read `{veroordeling: 2024-03-01, sanctions: [taakstraf]}`."""
    kind = next(word for word in written if word in get_args(OutcomeKind))
    on = UNKNOWN_DATE if written[kind] == "unknown" else written[kind]
    assert set(written) <= {kind, "sanctions", "grounds"}, f"a slip of the pen in {written}"
    return Outcome(
        kind=msgspec.convert(kind, type=OutcomeKind),
        on=on,
        grounds=tuple(_word(ground) for ground in written.get("grounds", ())),
        sanctions=tuple(map(sanction, written.get("sanctions", ()))),
    )


def sanction(written: str | dict[str, Any]) -> Sanction:
    """Read `geldboete EUR 99.99`, `taakstraf`, or a sanction in a source's own words."""
    if isinstance(written, dict):
        return Sanction(kind=msgspec.convert(written, type=SourceValue))
    kind, *fine = written.split(" ")
    return Sanction(
        kind=msgspec.convert(kind, type=SanctionKind),
        amount=_amount(*fine) if fine else None,
    )


def _amount(currency: str, value: str) -> Amount:
    cents = Decimal(value) * 100
    assert cents == int(cents), f"[{value}] is no whole number of cents"
    return Amount(cents=int(cents), currency=currency)


def _word(written: str | dict[str, Any]) -> str | SourceValue:
    return written if isinstance(written, str) else msgspec.convert(written, type=SourceValue)


def _cases_of(path: Path) -> list[Any]:
    cases = read_document(path.read_text(encoding="utf-8"), file=path.name)
    assert isinstance(cases, list), f"{path.name} is a list of cases"
    return cases


def as_day(year: int, month: int, day: int) -> LegalDay:
    """Make a legal day, for the tests of this folder."""
    return LegalDay(date(year, month, day))
