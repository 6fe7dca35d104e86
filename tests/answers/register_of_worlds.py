"""One register that holds every small world, each about a person and cases of its own.

One source has a gap of a few running numbers: it says that it sent more than arrived.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct, structs

from jds.accounting.disclose import Asker
from jds.accounting.found_register import found_register
from jds.answers.asked import AnswerQuestion, NamedFact
from jds.answers.give import give_answer
from jds.database.connection import Database
from jds.domain.identifiers import Bsn, Skn
from jds.domain.time import as_instant, instant_to_text
from tests.accounting.four_eyes import adopt_rules
from tests.answers.cut_off import CUT_AT, LAST_PROOF
from tests.conftest import NewDatabase
from tests.oracle.by_hand import said
from tests.oracle.payloads import Wire
from tests.oracle.possible_answers import INQUIRIES, KIND_OF, Number
from tests.oracle.small_worlds import WORLDS
from tests.records.ledgers import NOON, add_sources, admit

MISSING = 3
"""So many numbers of the source with the gap never arrived."""


class WorldsRegister(Struct, frozen=True):
    """A register with every world in it."""

    database: Database
    home: Path

    def ask(self, name: str, number: Number, pair: str) -> Any:
        """Give the answer about the person of a world."""
        place = list(WORLDS).index(name)
        inquiry = structs.replace(
            INQUIRIES[pair],
            named=tuple(
                NamedFact(_of_person(each.case_number, place), each.offence_number)
                for each in INQUIRIES[pair].named
            ),
        )
        kind, value = number
        own = _of_person(value, place)
        whom: Number = ("skn", Skn(own)) if kind == "skn" else ("bsn", Bsn(own))
        question = AnswerQuestion(
            inquiry=inquiry, whom=whom, now=as_instant(NOON + timedelta(minutes=1))
        )
        asker = Asker(name="beheerder", home=self.home, reason="proef")
        return give_answer(self.database, question, asker=asker)


@contextmanager
def register_with_a_gap(new_database: NewDatabase, source: str) -> Iterator[WorldsRegister]:
    """Give a register in which `source` has a gap and every other source is complete."""
    with TemporaryDirectory() as folder, new_database() as database:
        home = Path(folder) / "home"
        with database.transaction() as connection:
            found_register(connection, home=home, now=NOON)
        adopt_rules(database, home)
        add_sources(database, KIND_OF)
        admit(database, [*_everything(cut=source)])
        yield WorldsRegister(database, home)


def _everything(*, cut: str) -> Iterator[Wire]:
    sent: dict[str, list[Wire]] = defaultdict(list)
    for place, messages in enumerate(WORLDS.values()):
        for message in messages:
            sent[message["source"]].append(_in_words_of(message, place))
    for urn, kind in KIND_OF.items():
        own = sorted(sent[urn], key=lambda each: str(each["time"]))
        for sequence, message in enumerate(own, start=1):
            yield message | {"sequence": str(sequence)}
        count = len(own)
        if kind == cut:
            yield _stand(kind, count + 1, through=CUT_AT, counts=_counts(own))
            yield _stand(kind, count + 2 + MISSING, through=LAST_PROOF, counts={})
        else:
            yield _stand(kind, count + 1, through=LAST_PROOF, counts=_counts(own))


def _stand(kind: str, sequence: int, *, through: datetime, counts: dict[str, Any]) -> Wire:
    return said(
        "bron-stand",
        by=kind,
        name=f"stand-{sequence}",
        at=instant_to_text(as_instant(NOON - timedelta(hours=1))),
        sequence=sequence,
        volledigTotTijdstip=instant_to_text(as_instant(through)),
        laatsteSequence=str(sequence - 1),
        aantallen=counts,
    )


def _counts(messages: list[Wire]) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for message in messages:
        logged = datetime.fromisoformat(message["time"]).astimezone(ZoneInfo("Europe/Amsterdam"))
        counts[message["type"].split(".")[2]][logged.date().isoformat()] += 1
    return {kind: dict(days) for kind, days in counts.items()}


def _in_words_of(message: Wire, place: int) -> Wire:
    """Give a message the person, the cases and the ids of one world."""
    written: Wire = json.loads(_of_person(json.dumps(message), place))
    written["id"] = f"{place}-{written['id']}"
    if "betreft" in written["data"]:
        about = written["data"]["betreft"]
        written["data"]["betreft"] = about | {"id": f"{place}-{about['id']}"}
    return written


def _of_person(text: str, place: int) -> str:
    for told, own in (
        ("1234567", f"12{place:02}567"),
        ("7654321", f"76{place:02}321"),
        ("999993653", _bsn(place)),
        ("05/780109-25", f"05/78{place:02}09-25"),
        ("09/123456-24", f"09/12{place:02}56-24"),
        ("13/846013-25", f"13/84{place:02}13-25"),
        ('"A-1"', f'"A-{place}"'),
    ):
        text = text.replace(told, own)
    return text


def _bsn(place: int) -> str:
    """A number of its own that passes the eleven-test."""
    start = f"9{place:03}"
    for tail in range(100_000):
        digits = [int(each) for each in f"{start}{tail:05}"]
        weighed = sum(weight * each for weight, each in zip(range(9, 1, -1), digits, strict=False))
        if (weighed - digits[8]) % 11 == 0:
            return f"{start}{tail:05}"
    raise AssertionError(place)
