"""The whole way of a source that was broken into, by the command line and with real files.

From the cut to current again: what rested on doubtful messages, two people and a new key, signed
files, the quarantine with what an intruder put in, what is given back, slices by their digest, the
catch-up beside live traffic, and counts that agree with those of the source.
"""

import json
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from jds.domain.time import Instant, amsterdam_day, as_instant, instant_to_text
from tests.cli.commands import Register
from tests.records.wire import COURT, OM, Wire, message, ndjson, offence, registered, retracted

THEFT = {"artikelen": [{"wet": "Sr", "artikel": "310"}], "kwalificatie": "diefstal"}
RAPE = {"artikelen": [{"wet": "Sr", "artikel": "242"}], "kwalificatie": "verkrachting"}


def now() -> Instant:
    """Return the moment, as the register reads it."""
    return as_instant(datetime.now(UTC))


class Sender:
    """The systems of the prosecution service, as they number, date and count what they send."""

    def __init__(self, register: Register) -> None:
        self.key: Path | None = None
        self._register = register
        self._sequence = 0
        self._counts: Counter[tuple[str, str]] = Counter()

    def case(self, number: int, stated: Wire, *, at: Instant | None = None) -> Wire:
        """Return the message that opens the case of somebody."""
        case = {"parketnummer": f"05/{number:06d}-25"}
        return self.numbered(
            registered(case=case, person={"skn": f"{number:07d}"}, offences=[offence(**stated)]),
            at=at,
        )

    def dismissal(self, number: int) -> Wire:
        """Return that somebody is not prosecuted."""
        return self.numbered(
            message(
                "vervolging-beslist", message_id="", sequence=0, time="",
                persoon={"skn": f"{number:07d}"}, zaak={"parketnummer": f"05/{number:06d}-25"},
                besluit="sepot", beslotenOp="2025-06-20", sepotgronden=["02"],
            )
        )  # fmt: skip

    def statement(self, *, lies: bool = False) -> Wire:
        """Return what it states of itself, with the counts since the last time."""
        counts: dict[str, dict[str, int]] = {}
        for (kind, day), count in self._counts.items():
            counts.setdefault(kind, {})[day] = count + lies
        stated = message(
            "bron-stand", message_id="", sequence=0, time="",
            volledigTotTijdstip=instant_to_text(now()), laatsteSequence=str(self._sequence),
            aantallen=counts,
        )  # fmt: skip
        self._counts.clear()
        return self.numbered(stated)

    def numbered(self, wire: Wire, *, at: Instant | None = None) -> Wire:
        """Give a message its number and time, and count it."""
        self._sequence += 1
        logged = at or now()
        kind = wire["type"].split(".")[2]
        if kind != "bron-stand":
            self._counts[kind, amsterdam_day(logged).isoformat()] += 1
        return wire | {
            "id": f"om-{self._sequence}",
            "sequence": str(self._sequence),
            "time": instant_to_text(logged),
        }

    def send(self, messages: Iterable[Wire], *, name: str) -> Any:
        """Deliver a file, signed when it has a key; return the receipt."""
        file = self._register.home.parent / name
        file.write_bytes(ndjson(messages))
        if self.key is not None:
            self._register.ask("source", "sign", str(file), "--key", str(self.key))
        return self._register.ask("intake", str(file))


@pytest.fixture
def staffed(register: Register) -> Register:
    """Give a register with the people that the return of a source takes."""
    for name, role in (("olga", "operator"), ("rita", "release-officer")):
        assert register.run("actor", "add", name, "--role", role).code == 0
    return register


def give_key(register: Register, verb: str, name: str) -> Path:
    """Give the prosecution service a key by two people: its first, or to return with."""
    key = register.home.parent / name
    register.ask("source", "keygen", str(key))
    asked = register.ask(
        "source", verb, OM, "--key", f"{key}.pub", "--reason", "voorgelezen", "--as", "olga"
    )
    register.ask("approve", str(asked["nummer"]), "--as", "rita", "--reason", "teruggebeld")
    return key


def standing(register: Register) -> str:
    """Look at the sources once, and return the standing of the prosecution service."""
    assert register.run("watch").code == 0
    word: str = register.ask("source", "show", OM)["stand"]
    return word


def slices(register: Register) -> dict[str, Any]:
    """Return the slices of the quarantine by class, most harmful first."""
    listed = register.ask("quarantine", "list", "--source", OM)["samen"]
    return {each["klasse"]: each for each in listed if each["klasse"] is not None}


def release(register: Register, slice_: Any, *more: str) -> Any:
    """Release a slice as it was listed."""
    return register.run(
        "quarantine", "release", slice_["deel"], "--digest", slice_["digest"],
        "--reason", "vergeleken", "--as", "rita", "--json", *more,
    )  # fmt: skip


def test_from_the_cut_to_current_again(staffed: Register) -> None:
    om = Sender(staffed)
    om.key = give_key(staffed, "key", "old.key")
    first, second = om.case(1, THEFT), om.case(2, THEFT)
    om.send([first, second, om.statement()], name="week-1.ndjson")
    judged = message(
        "uitspraak-gedaan", message_id="c-1", sequence=1, time="2025-06-01T10:00:00+02:00",
        source=COURT, persoon={"skn": "0000001"}, zaak={"parketnummer": "05/000001-25"},
        instantie="Rechtbank Gelderland", uitgesprokenOp="2025-06-01", aanleg="eerste-aanleg",
        uitkomsten=[{"feitnummer": 1, "uitkomst": "veroordeling"}],
        sancties=[{"soort": "taakstraf", "uren": 80}],
    )  # fmt: skip
    staffed.load([judged], name="court.ndjson")
    assert standing(staffed) == "actueel"
    answer = ("answer", "--recipient", "justis", "--purpose", "vog-np", "--reason", "aanvraag")
    number = staffed.ask(*answer, "--skn", "0000001")["antwoordnummer"]

    # Cut off by one operator; the answer that rests on doubtful messages is listed.
    distrusted = instant_to_text(as_instant(now() - timedelta(hours=1)))
    staffed.ask(
        "source",
        "isolate",
        OM,
        "--reason",
        "inbraak",
        "--distrust-from",
        distrusted,
        "--as",
        "olga",
    )
    listed = staffed.ask("answers", "affected", "--distrusted", OM)
    assert [each["antwoordnummer"] for each in listed] == [number]

    # Back with a new key: what the old one signed is refused, whatever it is.
    stolen = om.key
    backlog = [
        om.case(3, RAPE), om.case(4, {**THEFT, "soort": "overtreding"}), om.dismissal(1),
        om.case(5, THEFT), om.statement(),
    ]  # fmt: skip
    om.key = give_key(staffed, "reconnect", "new.key")
    assert standing(staffed) == "terugkerend"
    file = staffed.home.parent / "stolen.ndjson"
    file.write_bytes(ndjson(backlog))
    staffed.ask("source", "sign", str(file), "--key", str(stolen))
    assert staffed.run("intake", str(file)).code == 1

    # It sends week 1 again, one message of it otherwise, and its backlog.
    changed = second | {"data": second["data"] | {"ontvangenOp": "2025-01-01"}}
    again = om.send([first, changed], name="again.ndjson")
    assert (again["duplicates"], again["setAside"]) == (1, 1)
    assert om.send(backlog, name="backlog.ndjson")["setAside"] == 5
    states = {
        each["toestand"]: each["berichten"]
        for each in staffed.ask("source", "distrust", "list", OM)["totalen"]
        if each["berichten"]
    }
    assert states == {"herleverd": 1, "andere-inhoud": 1, "niet-herleverd": 1}
    assert standing(staffed) == "terugkerend"

    # What was put in is found, and given back whole.
    compared = staffed.ask("quarantine", "compare", OM, "--as", "rita")
    found = {each["soort"]: each for each in compared["bevindingen"]}
    assert found.keys() >= {"gewijzigde-inhoud", "tegenspraak-met-rechter"}
    wrong = sorted(
        {*found["gewijzigde-inhoud"]["nummers"], *found["tegenspraak-met-rechter"]["nummers"]}
    )
    assert len(wrong) == 2
    for each in wrong:
        shown = staffed.ask(
            "quarantine", "show", str(each), "--as", "rita", "--reason", "vergelijking"
        )
        done = staffed.ask(
            "quarantine", "return", str(each), "--digest", shown["digest"], "--reason", "vervalst",
            "--as", "rita",
        )  # fmt: skip
        assert done["toestand"] == "teruggegeven"
        kept = staffed.ask("set-aside", "show", str(each), "--reason", "vergelijking")
        assert json.loads(kept["inhoud"])["source"] == OM
        assert kept["toestand"] == "teruggegeven"

    # The most harmful goes first, by its digest; then the source is catching up.
    parts = slices(staffed)
    assert list(parts) == ["zeden-en-geweld", "misdrijven", "overtredingen", "overig"]
    assert release(staffed, parts["overtredingen"]).code == 1
    assert release(staffed, parts["zeden-en-geweld"]).document["inhalen"]["toegelaten"] == 1
    assert standing(staffed) == "inhalen"
    live = om.case(6, THEFT)
    assert om.send([live], name="live.ndjson")["accepted"] == 1
    assert standing(staffed) == "inhalen"
    for name in ("misdrijven", "overtredingen"):
        assert release(staffed, slices(staffed)[name]).code == 0

    # Current only when its own word is there, and agrees with what is here.
    assert standing(staffed) == "inhalen"
    assert release(staffed, slices(staffed)["overig"]).code == 0
    assert standing(staffed) == "actueel"
    record = staffed.ask("record", "--skn", "0000001")
    [case] = record["zaken"]
    assert case["feiten"][0]["afdoening"]["soort"] == "veroordeling"
    assert staffed.ask("record", "--skn", "0000003")["zaken"][0]["parketnummer"] == "05/000003-25"
    conserved = [each["klopt"] for each in staffed.ask("status")["behoud"]]
    assert conserved
    assert all(conserved)
    assert staffed.ask("ledger", "verify")["klopt"]


def test_counts_that_do_not_agree_keep_a_source_from_being_current(staffed: Register) -> None:
    om = Sender(staffed)
    om.send([om.case(1, THEFT), om.statement()], name="before.ndjson")
    staffed.ask("source", "isolate", OM, "--reason", "inbraak", "--as", "olga")
    om.key = give_key(staffed, "reconnect", "new.key")
    case = om.case(2, THEFT)
    lie = om.statement(lies=True)
    om.send([case, lie], name="backlog.ndjson")
    staffed.ask("quarantine", "compare", OM, "--as", "rita")
    assert release(staffed, slices(staffed)["misdrijven"]).code == 0
    assert release(staffed, slices(staffed)["overig"]).code == 0

    assert standing(staffed) == "inhalen"
    om.send([om.numbered(retracted(lie, message_id="", sequence=0, time=""))], name="sorry.ndjson")
    om.send([om.statement()], name="truth.ndjson")
    assert standing(staffed) == "actueel"
