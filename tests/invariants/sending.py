"""A source as it is behind its wire: what it logged, what it sent, and what never left it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from jds.domain.time import Instant, instant_to_text
from tests.oracle.source_history import STATEMENT, WITHDRAWN, day_of, kind_of

Wire = dict[str, Any]


@dataclass
class Sender:
    """One source.

    Attributes:
        waiting: Messages with a number that were not sent yet; each may be lost for good.
        sent: Messages that were sent at least once.
        skipped: Logged, and by a fault of the source without a number: it cannot be sent.
        counted: What its next statement counts, by kind and day.
        wrong: Ids of statements that counted wrong, or counted what was skipped.
    """

    urn: str
    number: int
    waiting: list[Wire] = field(default_factory=list)
    sent: list[Wire] = field(default_factory=list)
    skipped: list[Wire] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    counted: Counter[tuple[str, str]] = field(default_factory=Counter)
    _last: int = 0
    _logged: int = 0

    @property
    def truth(self) -> list[Wire]:
        """Everything it ever logged, whether or not it was sent."""
        return [*self.waiting, *self.sent, *self.skipped]

    def log(self, at: Instant, *, is_unfit: bool = False) -> None:
        """Log a case, and give it a number."""
        self.waiting.append(self._numbered(self._case(at, is_unfit=is_unfit)))

    def skip(self, at: Instant) -> None:
        """Log a case that by a fault gets no number; it is counted all the same."""
        case = self._case(at)
        self._count(case)
        self.skipped.append(case)

    def send_skipped(self) -> None:
        """Give what was skipped a number after all."""
        self.waiting += [self._numbered(case) for case in self.skipped]
        self.skipped.clear()

    def state(self, at: Instant, *, is_unfit: bool = False, too_many: int = 0) -> None:
        """State that everything up to now was sent, with its own counts."""
        counts: dict[str, dict[str, int]] = {}
        for (kind, day), count in self.counted.items():
            counts.setdefault(kind, {})[day] = count
        if too_many:
            day = day_of(at).isoformat()
            of_cases = counts.setdefault("zaak-ingeschreven", {})
            of_cases[day] = of_cases.get(day, 0) + too_many
        data: Wire = {
            "volledigTotTijdstip": instant_to_text(at),
            "laatsteSequence": str(self._last),
            "aantallen": counts,
        }
        if is_unfit:
            del data["volledigTotTijdstip"]
        statement = self._numbered(self._message(STATEMENT, data, at=at), is_counted=False)
        self.counted.clear()
        if not is_unfit and (too_many or self.skipped):
            self.wrong.append(statement["id"])
        self.waiting.append(statement)

    def take_back(self, at: Instant) -> None:
        """Withdraw a statement that counted wrong."""
        data = {"betreft": {"source": self.urn, "id": self.wrong.pop()}, "reden": "verteld"}
        self.waiting.append(self._numbered(self._message(WITHDRAWN, data, at=at)))

    def send(self, messages: Iterable[Wire]) -> None:
        """Note that messages left."""
        for message in messages:
            if message in self.waiting:
                self.waiting.remove(message)
                self.sent.append(message)

    def _case(self, at: Instant, *, is_unfit: bool = False) -> Wire:
        data: Wire = {
            "persoon": {"skn": f"100000{self._logged % 3}"},
            "zaak": {"parketnummer": f"05/{700000 + self.number * 10000 + self._logged:06}-25"},
            "feiten": [],
            "ontvangenOp": day_of(at).isoformat(),
        }
        if is_unfit:
            del data["ontvangenOp"]
        return self._message("zaak-ingeschreven", data, at=at)

    def _message(self, kind: str, data: Wire, *, at: Instant) -> Wire:
        self._logged += 1
        return {
            "specversion": "1.0",
            "id": f"{self.number}-{self._logged}",
            "source": self.urn,
            "type": f"nl.jds.{kind}.v1",
            "time": instant_to_text(at),
            "sequencetype": "Integer",
            "datacontenttype": "application/json",
            "data": data,
        }

    def _numbered(self, message: Wire, *, is_counted: bool = True) -> Wire:
        self._last += 1
        if is_counted:
            self._count(message)
        return {**message, "sequence": str(self._last)}

    def _count(self, message: Wire) -> None:
        day = day_of(datetime.fromisoformat(message["time"])).isoformat()
        self.counted[kind_of(message), day] += 1


def is_unfit(message: Wire) -> bool:
    """Tell whether a message lacks what the contract asks for."""
    needed = {STATEMENT: "volledigTotTijdstip", "zaak-ingeschreven": "ontvangenOp"}
    key = needed.get(kind_of(message))
    return key is not None and key not in message["data"]
