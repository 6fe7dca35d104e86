"""Whatever a recipient asks for by description, nothing of a candidate is in any outlet."""

import csv
import gzip
import json
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.cli.commands import Register
from tests.cli.test_answer_outlets import PAIRS, SORTS, ground_of, life_of
from tests.records.wire import Wire, registered

PERSONAS = Path(__file__).parents[2] / "benchmarks" / "people" / "personas.csv.gz"
SOMEBODY = ("--name", "Test Persoon", "--born", "1990-05-01")


def test_no_purpose_of_every_third_learns_anything_of_a_candidate(register: Register) -> None:
    register.load(life_of())
    answered = 0
    for pair in PAIRS[::3]:
        ground = [each for each in ground_of(pair) if each not in ("--skn", "1234567")]
        done = register.run("answer", *ground, *SOMEBODY, "--json")
        if done.code != 0:
            assert "The law desk opens it" in done.err, (pair, done.err)
            continue
        answered += 1
        answer = done.document
        kept = register.run("answers", "show", str(answer["antwoordnummer"]))
        assert (answer["gevonden"], answer["oordeel"]) == ("kandidaten", "geen-uitspraak"), pair
        for outlet in (done.out, kept.out):
            for sort in SORTS:
                assert f"kwalificatie {sort}" not in outlet
            for secret in ("1234567", "Persoon", "1990", "780101"):
                assert secret not in outlet, pair
    assert answered > 12


def _personas() -> list[dict[str, str]]:
    with gzip.open(PERSONAS, "rt", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _born(text: str) -> tuple[Any, str] | None:
    """Return a birth date of the population register on the wire and as it is typed."""
    year, month, day = text[:4], text[4:6], text[6:]
    if not text or year == "0000":
        return None
    if month == "00":
        return {"type": "JaarDatum", "jaar": int(year)}, year
    if day == "00":
        return {"type": "JaarMaandDatum", "jaar": int(year), "maand": int(month)}, text[
            :4
        ] + "-" + month
    return {"type": "Datum", "datum": f"{year}-{month}-{day}"}, f"{year}-{month}-{day}"


@pytest.fixture
def population(register: Register) -> Register:
    """Give a register that knows every test person of the population register."""
    numbers = count(1)
    messages: list[Wire] = []
    for persona in _personas():
        born = _born(persona["geboortedatum"])
        name = {
            wire: persona[column]
            for wire, column in (
                ("voornamen", "voornamen"),
                ("voorvoegsel", "voorvoegsel"),
                ("geslachtsnaam", "geslachtsnaam"),
            )
            if persona[column]
        }
        number = next(numbers)
        person: Wire = {"skn": str(5000000 + number)}
        if name:
            person["naam"] = name
        if born is not None:
            person["geboorte"] = {"datum": born[0]}
        messages.append(
            registered(
                message_id=f"om-{number}",
                sequence=number,
                person=person,
                case={"bronZaaknummer": f"Z-{number}"},
            )
        )
    receipt = register.load(messages)
    assert receipt["accepted"] > 600
    return register


def test_nobody_of_the_population_register_is_nothing_known(
    population: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each as written down, and with day and month exchanged."""
    monkeypatch.setenv("JDS_SEARCHES_AN_HOUR", "10000")
    asked = 0
    for persona in _personas()[::12]:
        born = _born(persona["geboortedatum"])
        family = persona["geslachtsnaam"]
        if born is None or family in ("", ".") or len(persona["voornamen"]) < 2:
            continue
        typed = f"{family}, {persona['voornamen']}"
        dates = [born[1]]
        if len(born[1]) == 10 and int(born[1][8:]) <= 12:
            dates.append(f"{born[1][:4]}-{born[1][8:]}-{born[1][5:7]}")
        for date in dates:
            done = population.run(
                *("answer", "--recipient", "justis", "--purpose", "vog-np", "--json"),
                *("--name", typed, "--born", date),
            )
            assert done.code == 0, done.err
            assert done.document["gevonden"] == "kandidaten", (typed, date)
            assert done.document["inhoud"] is None
            assert family not in json.dumps(done.document)
            asked += 1
    assert asked > 40
