"""One predicate for every outlet: what a purpose may not see is in none of them.

A person has one fact of each sort, each with a case and a qualification of its own. Every purpose
of the law data asks; what its explanation says was withheld must be in no outlet that its
recipient can reach: the answer as JSON and on screen, at once and kept.
"""

from itertools import count
from typing import Any

import pytest

from jds.law.rules import load_law
from tests.cli.commands import Register
from tests.records.wire import COURT, Wire, decided, message, offence, registered

PERSON = {
    "skn": "1234567",
    "naam": {"voornamen": "Test", "geslachtsnaam": "Persoon"},
    "geboorte": {"datum": {"type": "Datum", "datum": "1990-05-01"}},
    "nationaliteiten": ["0057"],
}
SORTS: dict[str, Wire] = {
    "open": {},
    "sepot": {"decision": "sepot", "sepotgronden": ["02"]},
    "voorwaardelijk-sepot": {"decision": "voorwaardelijk-sepot"},
    "strafbeschikking": {
        "decision": "strafbeschikking",
        "sancties": [{"soort": "geldboete", "bedrag": {"centen": 50000, "valuta": "EUR"}}],
    },
    "vrijspraak": {"result": "vrijspraak"},
    "veroordeling": {
        "result": "veroordeling",
        "sancties": [{"soort": "gevangenisstraf", "duur": "P6M"}],
    },
    "zedenfeit": {
        "result": "veroordeling",
        "articles": [{"wet": "Sr", "artikel": "243", "lid": "1"}],
        "sancties": [{"soort": "gevangenisstraf", "duur": "P2Y"}],
    },
    "overtreding": {
        "kind": "overtreding",
        "result": "veroordeling",
        "articles": [{"wet": "WVW 1994", "artikel": "107", "lid": "1"}],
        "sancties": [{"soort": "geldboete", "bedrag": {"centen": 30000, "valuta": "EUR"}}],
    },
}
PAIRS = sorted(load_law().disclosure.recipients.newest.value.purposes)


def life_of() -> list[Wire]:
    om, court = count(1), count(1)
    messages: list[Wire] = []
    for index, (sort, told) in enumerate(SORTS.items(), start=1):
        case = {"parketnummer": f"05/78010{index}-25"}
        fact = offence(kind=told.get("kind", "misdrijf"), kwalificatie=f"kwalificatie {sort}")
        fact["artikelen"] = told.get("articles", fact["artikelen"])
        number = next(om)
        common: Wire = {"person": PERSON, "case": case}
        messages.append(
            registered(message_id=f"om-{number}", sequence=number, offences=[fact], **common)
        )
        if "decision" in told:
            number = next(om)
            more = {name: told[name] for name in ("sepotgronden", "sancties") if name in told}
            messages.append(
                decided(
                    told["decision"],
                    message_id=f"om-{number}",
                    sequence=number,
                    feitnummers=[1],
                    **common,
                    **more,
                )
            )
        if "result" in told:
            for kind, data in (
                (
                    "uitspraak-gedaan",
                    {
                        "instantie": "Rechtbank Gelderland",
                        "uitgesprokenOp": "2025-05-01",
                        "aanleg": "eerste-aanleg",
                        "uitkomsten": [{"feitnummer": 1, "uitkomst": told["result"]}],
                        "sancties": told.get("sancties", []),
                    },
                ),
                ("onherroepelijk-geworden", {"onherroepelijkOp": "2025-05-16"}),
            ):
                number = next(court)
                messages.append(
                    message(
                        kind,
                        message_id=f"zm-{number}",
                        sequence=number,
                        time="2025-05-20T09:00:00+02:00",
                        source=COURT,
                        persoon=PERSON,
                        zaak=case,
                        **data,
                    )
                )
    return messages


@pytest.fixture
def told(register: Register) -> Register:
    """Give a register with one person who has a fact of every sort."""
    receipt = register.load(life_of())
    assert (receipt["setAside"], receipt["waiting"], receipt["contradictory"]) == (0, 0, 0)
    return register


def ground_of(pair: str) -> list[str]:
    """Return everything that any ground could want of a request for a purpose."""
    recipient, purpose = pair.split("/")
    rule = next(rule for rule in load_law().rules() if rule.id == f"DIS-R/{pair}").newest.value
    asked = ["--recipient", recipient, "--purpose", purpose, "--skn", "1234567"]
    asked += [
        "--on",
        "2026-01-01",
        "--consent",
        "--decision",
        "2026-1",
        "--offence-on",
        "2025-12-01",
    ]
    asked += ["--article", "Sr 300 lid 1"]
    if {"judgement", "description"} & set(rule.needs):
        # What somebody names is in its answer because it named it, so only where that is asked.
        asked += ["--fact", "05/780106-25#1"]
    if rule.trigger != "request":
        asked.append("--ex-officio")
    if rule.party_roles:
        asked += ["--role", rule.party_roles[0].role]
    return asked


@pytest.mark.parametrize("pair", PAIRS)
def test_what_a_purpose_may_not_see_is_in_no_outlet(told: Register, pair: str) -> None:
    ground = ground_of(pair)
    first = told.run("answer", *ground, "--json")
    if first.code != 0:
        # Only a ground that the law desk keeps closed refuses a request that states everything.
        assert "The law desk opens it" in first.err, first.err
        assert told.rows("SELECT count(*) FROM answer") == [(0,)]
        return
    outlets = [
        first.out,
        told.run("answer", *ground).out,
        told.run("answers", "show", "1", "--json").out,
        told.run("answers", "show", "2").out,
    ]
    explained = told.ask("answers", "explain", "1", "--reason", "proef")["toelichting"]

    facts: list[Any] = explained["feiten"]
    assert len(facts) == len(SORTS)
    for fact in facts:
        case = fact["betreft"]["parketnummer"]
        sort = list(SORTS)[int(case[8]) - 1]
        assert fact["redenen"], sort
        for outlet in outlets:
            if not fact["getoond"]:
                assert f"kwalificatie {sort}" not in outlet
                assert case not in outlet
            if "kwalificatie" not in fact["velden"]:
                assert f"kwalificatie {sort}" not in outlet
