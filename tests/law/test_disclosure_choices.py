"""Where the law is silent a file records a choice: what changes when the law desk alters it.

The choices stand in `disclosure_choices.yaml`.
"""

import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import Struct

from jds.law.disclosure.predicate import DisclosureRules
from jds.law.disclosure.request import GroundMissing
from jds.law.facts import read_facts
from jds.law.offences.catalogue import OffenceCatalogue
from jds.law.rule_file import read_document
from jds.law.rules import Law, law_of, read_documents, read_law
from tests.law.disclosure_cases import DisclosureCase
from tests.law.people import person_record

DATA = Path(str(files("jds.law") / "data"))


class Choice(Struct, frozen=True, forbid_unknown_fields=True):
    """A text in a file, another in its place, and what a person shows by each."""

    name: str
    source: str
    covers: tuple[str, ...]
    file: str
    old: str
    new: str
    case: dict[str, Any]
    before: str
    after: str


def _choices() -> list[Choice]:
    path = Path(__file__).parent / "disclosure_choices.yaml"
    written: Any = read_document(path.read_text(encoding="utf-8"), file=path.name)
    return msgspec.convert(written, type=list[Choice])


DOCUMENTS = read_law().documents


def changed(file: str, old: str, new: str) -> Law:
    """Return the rules of the package with one text in one file replaced."""
    text = (DATA / file).read_text(encoding="utf-8")
    assert old in text
    return law_of({**DOCUMENTS, file: read_document(text.replace(old, new), file=file)})


@pytest.mark.parametrize("choice", _choices(), ids=lambda choice: choice.name)
def test_a_recorded_choice_is_obeyed(choice: Choice, law: Law) -> None:
    assert _shown(choice, law=law) == choice.before
    assert _shown(choice, law=changed(choice.file, choice.old, choice.new)) == choice.after


def _shown(choice: Choice, *, law: Law) -> str:
    case = msgspec.convert(
        {"name": "", "source": "", "covers": (), "because": "", **choice.case},
        type=DisclosureCase,
    )
    catalogue = OffenceCatalogue(law.offences, names=law.names_of_acts)
    facts = read_facts(person_record(case.given), catalogue=catalogue)
    rules = DisclosureRules(law, catalogue=catalogue)
    try:
        answer = rules.disclose(facts, case.made(facts), shields=case.made_shields(facts))
    except GroundMissing:
        return "refused"
    return " ".join(
        [
            f"{place} {fact.weighing}" if fact.weighing else str(place)
            for place, fact in enumerate(answer.facts, start=1)
            if fact.shown
        ]
        + [f"f{place}" for place, each in enumerate(answer.foreign, start=1) if each.shown]
    )


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (
            "disclosure/purposes/ilt-signaal-taxi.yaml",
            "recipient: ilt",
            "recipient: luchthaven",
            "it is about .luchthaven/signaal-taxi.",
        ),
        (
            "disclosure/purposes/ilt-signaal-taxi.yaml",
            "fields: identity-and-period",
            "fields: everything",
            "set of fields .everything., which does not exist",
        ),
        (
            "disclosure/purposes/justis-screening-taxi.yaml",
            "pass_on_to: [ilt]",
            "pass_on_to: [iedereen]",
            "passed on to .iedereen.",
        ),
        (
            "disclosure/shielding.yaml",
            "always: [betrokkene/inzage]",
            "always: [buurman/inzage]",
            "names .buurman/inzage.",
        ),
        (
            "disclosure/general/third_countries.yaml",
            "derde-staat/rechtshulp",
            "derde-staat/nieuwsgierigheid",
            "names .derde-staat/nieuwsgierigheid.",
        ),
        (
            "disclosure/fields.yaml",
            "      - {field: stukken, holds: documents of the case that are due}\n",
            "",
            "group .stukken., which is not described",
        ),
        (
            "disclosure/fields.yaml",
            "{field: stukken, holds: documents of the case that are due}",
            "{field: gratie, holds: documents of the case that are due}",
            "group .gratie. is described twice",
        ),
        (
            "disclosure/recipients.yaml",
            "      - dnb/afwikkeling\n",
            "",
            "no part of the register applies it",
        ),
        (
            "disclosure/recipients.yaml",
            "      - ilt/signaal-taxi\n",
            "      - ilt/signaal-taxi\n      - ilt/nog-iets\n",
            "is missing",
        ),
    ],
)
def test_rules_that_contradict_each_other_are_named(
    file: str, old: str, new: str, problem: str
) -> None:
    text = (DATA / file).read_text(encoding="utf-8")
    assert old in text
    wrong = {**DOCUMENTS, file: read_document(text.replace(old, new), file=file)}

    # Rules of another section may name the same purpose, so this is perhaps not the only problem.
    assert any(re.search(problem, str(each)) for each in read_documents(wrong).problems)


def test_every_group_of_fields_is_described_and_used(law: Law) -> None:
    fields = law.disclosure.fields.newest.value
    described = {group.field for group in fields.groups}
    used = {name for each in fields.sets for name in (*each.person, *each.fact)}

    assert described == used
    assert {purpose.newest.value.fields for purpose in law.disclosure.purposes.values()} == {
        each.name for each in fields.sets
    }


def test_every_row_of_the_contract_is_a_purpose(law: Law) -> None:
    codes = {
        "rechter": "strafrechtspleging",
        "om": "strafrechtspleging recidive",
        "justis": "vog-np vog-rp vog-vervoer screening-taxi screening-kinderopvang "
        "screening-luchthaven",
        "politie-werkgever": "screening-politie",
        "ilt": "signaal-taxi",
        "toezicht-kinderopvang": "signaal-kinderopvang",
        "luchthaven": "signaal-luchthaven",
        "ind": "vreemdelingen nationaliteit",
        "burgemeester": "nationaliteit terugkeer advies vergunning onderscheiding",
        "rvdk": "adoptie pleegzorg voogdij kinderbescherming",
        "reclassering": "rapportage",
        "gedragsdeskundige": "rapportage",
        "gemeente": "jeugdhulp bibob",
        "lbb": "bibob",
        "inrichting": "plaatsing",
        "inlichtingendienst": "taak",
        "politie": "handhaving",
        "werkgever-overheid": "personeel",
        "bestuursorgaan": "standaard",
        "minister": "bijzonder-geval",
        "onderzoek": "statistiek",
        "ecris": "strafprocedure werk-met-kinderen overig kennisgeving",
        "derde-staat": "rechtshulp",
        "betrokkene": "inzage",
    }
    pairs = {
        f"{recipient}/{purpose}"
        for recipient, purposes in codes.items()
        for purpose in purposes.split()
    }

    assert pairs <= law.disclosure.purposes.keys()
