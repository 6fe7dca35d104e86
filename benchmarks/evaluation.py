"""How fast the law is applied: a record of ten offences, every disclosure of one purpose, with why.

Measured on one processor, without a database: from the record of the domain to what may be shown
of each fact and how it is sorted, reasons included. Reasons are kept as parts and become sentences
only when somebody reads them; making them all into sentences is measured apart. The bare fold of
the same messages stands beside it. Rounds of the two are interleaved.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import msgspec

from benchmarks.figures import Interval, median_interval
from jds.answers.asked import Inquiry
from jds.answers.judge import AnswerRules, Judged
from jds.domain.decode import decode_event
from jds.domain.fold import fold
from jds.domain.message import AcceptedMessage, MessageKey
from jds.domain.record import PersonRecord
from jds.domain.time import LegalDay, day_from_text, instant_from_text
from jds.law.disclosure.request import Request
from jds.law.rules import load_law

AT_LEAST = 5_000
"""Evaluations a second on one processor."""

PURPOSES = ("bestuursorgaan/standaard", "justis/vog-np", "ind/nationaliteit", "rvdk/pleegzorg")
OFFENCES = 10
_OM = "urn:nld:oin:00000001000000000001:systeem:gps"
_COURT = "urn:nld:oin:00000001000000000002:systeem:rechtspraak"
_ON = day_from_text("2026-01-01")


@dataclass(frozen=True, slots=True)
class PurposeFigures:
    """One purpose, in evaluations a second.

    Attributes:
        disclosures: What may be shown of each fact, and why.
        with_sorting: With the facts sorted for the purpose as well, where it has them sorted.
        with_sentences: With every reason made into its sentence as well.
    """

    purpose: str
    disclosures: Interval
    with_sorting: Interval
    with_sentences: Interval


@dataclass(frozen=True, slots=True)
class EvaluationFigures:
    """What was measured; folds a second of the same person, for comparison."""

    messages: int
    purposes: tuple[PurposeFigures, ...]
    folds: Interval

    @property
    def is_met(self) -> bool:
        """Tell whether every purpose reaches the target."""
        return self.slowest.disclosures.middle >= AT_LEAST

    @property
    def slowest(self) -> PurposeFigures:
        """The purpose with the fewest disclosures a second."""
        return min(self.purposes, key=lambda each: each.disclosures.middle)


def measure(*, rounds: int, say: Callable[[str], None]) -> EvaluationFigures:
    """Measure evaluation of each purpose in turns with the fold."""
    say("evaluation: ten offences, every fact judged")
    rules = AnswerRules(load_law())
    messages = _messages()

    def folded(on: LegalDay | None = None) -> PersonRecord:
        [person] = fold(messages, rule=rules.entry, on=on).persons
        return person

    person = folded(_ON)
    inquiries = {pair: _inquiry(pair) for pair in PURPOSES}
    shown: dict[str, list[float]] = {pair: [] for pair in PURPOSES}
    rates: dict[str, list[float]] = {pair: [] for pair in PURPOSES}
    sentences: dict[str, list[float]] = {pair: [] for pair in PURPOSES}
    folds: list[float] = []
    for _ in range(rounds):
        folds.append(_rate(folded))
        for pair, inquiry in inquiries.items():
            shown[pair].append(_rate(partial(rules.disclose, person, inquiry=inquiry, shields=())))
            judge = partial(rules.judge, person, inquiry=inquiry, shields=())
            rates[pair].append(_rate(judge))
            sentences[pair].append(_rate(partial(_judge_and_tell, judge)))
    return EvaluationFigures(
        messages=len(messages),
        purposes=tuple(
            PurposeFigures(
                pair,
                median_interval(shown[pair]),
                median_interval(rates[pair]),
                median_interval(sentences[pair]),
            )
            for pair in PURPOSES
        ),
        folds=median_interval(folds),
    )


def _rate(act: Callable[[], object], *, seconds: float = 0.3) -> float:
    """Return how often `act` can be done in a second of processor time."""
    act()
    done, started = 0, time.process_time()
    while (taken := time.process_time() - started) < seconds:
        for _ in range(20):
            act()
        done += 20
    return done / taken


def _judge_and_tell(judge: Callable[[], Judged]) -> int:
    """Judge, and make every reason into its sentence as a reader would; return the letters."""
    judged = judge()
    reasons = [
        *judged.disclosure.reasons,
        *(reason for fact in judged.disclosure.decided() for reason in fact.reasons),
        *(
            reason
            for classification in judged.classifications
            for fact in classification.facts
            for reason in fact.reasons
        ),
    ]
    return sum(len(reason.sentence()) for reason in reasons)


def _inquiry(pair: str) -> Inquiry:
    recipient, purpose = pair.split("/")
    return Inquiry(request=Request(recipient=recipient, purpose=purpose, on=_ON))


def _messages() -> list[AcceptedMessage]:
    """Return the messages about one person: five cases of two offences, each to its end."""
    made: list[AcceptedMessage] = []

    def add(source: str, kind: str, day: str, **data: object) -> None:
        position = len(made) + 1
        text = msgspec.json.encode({"data": data}).decode()
        made.append(
            AcceptedMessage(
                position=position,
                key=MessageKey(source, f"m{position}"),
                time=instant_from_text(f"{day}T09:00:00Z"),
                sequence=position,
                event=decode_event(kind, text),
            )
        )

    for number in range(OFFENCES // 2):
        year = 2016 + 2 * number
        case = {
            "persoon": {
                "skn": "1234567",
                "naam": {"voornamen": "Test", "geslachtsnaam": "Persoon"},
                "geboorte": {"datum": {"type": "Datum", "datum": "1985-12-01"}},
            },
            "zaak": {"parketnummer": f"05/78010{number}-{year - 2000}"},
        }
        offences = [
            {
                "feitnummer": offence,
                "soort": "misdrijf",
                "artikelen": [{"wet": "Sr", "artikel": article, "lid": "1"}],
                "kwalificatie": what,
                "pleegperiode": {"van": f"{year}-01-10", "tot": f"{year}-01-10"},
            }
            for offence, (article, what) in enumerate(
                (("300", "mishandeling"), ("311", "diefstal")), start=1
            )
        ]
        add(
            _OM,
            "zaak-ingeschreven",
            f"{year}-01-20",
            feiten=offences,
            ontvangenOp=f"{year}-01-20",
            **case,
        )
        add(
            _COURT,
            "uitspraak-gedaan",
            f"{year}-06-01",
            instantie="Rechtbank Gelderland",
            uitgesprokenOp=f"{year}-06-01",
            aanleg="eerste-aanleg",
            uitkomsten=[
                {"feitnummer": 1, "uitkomst": "veroordeling"},
                {"feitnummer": 2, "uitkomst": "vrijspraak" if number % 2 else "veroordeling"},
            ],
            sancties=[
                {"soort": "gevangenisstraf", "duur": "P4M", "feitnummers": [1, 2]},
                {
                    "soort": "geldboete",
                    "bedrag": {"centen": 50_000, "valuta": "EUR"},
                    "feitnummers": [1],
                },
            ],
            **case,
        )
        add(
            _COURT,
            "onherroepelijk-geworden",
            f"{year}-06-20",
            onherroepelijkOp=f"{year}-06-16",
            **case,
        )
    return made
