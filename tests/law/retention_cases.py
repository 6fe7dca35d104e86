"""Cases on retention: the YAML files of `retention/`, as values.

A case gives a person as `tests/law/people.py` reads one, the day asked (`on`), and for each fact in
order, and then each foreign conviction, what must follow. `maxima` gives a fact a statutory maximum
that no article of the tables has, and `choices` makes another choice in a rule file:

    choices: {retention/death_six_years_or_more.yaml: {death_against_term: latest}}
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct, structs

from jds.domain.time import LegalDay
from jds.law.facts import PersonFacts, read_facts
from jds.law.offences.catalogue import OffenceCatalogue
from jds.law.retention.of_record import retention_rules
from jds.law.retention.plan import RetentionRules
from jds.law.rule_file import read_document
from jds.law.rule_folder import files_in, package_rules
from jds.law.rules import law_of
from tests.law.cases import as_day
from tests.law.people import GivenPerson, person_record

FOLDER = Path(__file__).parent / "retention"
TODAY = as_day(2026, 11, 25)


class Expected(Struct, frozen=True, forbid_unknown_fields=True):
    """What must follow for one fact; what is not given is not asked, except the day.

    Attributes:
        review_on: A day, or `none` when there must be none.
        by: Ids of rules that must be among the reasons, in this order.
        not_by: Ids of rules that may not be among them.
    """

    gone_on: LegalDay | None
    due: bool = False
    review_on: Any = None
    category: str | None = None
    by: tuple[str, ...] = ()
    not_by: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


class RetentionCase(Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence about a person, and until when each fact is kept."""

    name: str
    source: str
    covers: tuple[str, ...]
    given: GivenPerson
    expect: tuple[Expected, ...]
    because: str
    on: LegalDay = TODAY
    maxima: dict[int, int] = {}
    choices: dict[str, dict[str, Any]] = {}


def retention_cases() -> list[RetentionCase]:
    """Return the cases of every file, in order of file and place."""
    found: list[RetentionCase] = []
    for path in sorted(FOLDER.glob("*.yaml")):
        written = read_document(path.read_text(encoding="utf-8"), file=path.name)
        assert isinstance(written, list), f"{path.name} is a list of cases"
        found += [msgspec.convert(each, type=RetentionCase) for each in written]
    return found


class Desk(Struct, frozen=True):
    """The rules on retention under some choices, and the tables of offences."""

    rules: RetentionRules
    catalogue: OffenceCatalogue

    def facts(self, given: GivenPerson, *, maxima: Mapping[int, int] | None = None) -> PersonFacts:
        """Read a person; a fact with a maximum of `maxima` has that one."""
        read = read_facts(person_record(given), catalogue=self.catalogue)
        facts = list(read.facts)
        for number, months in (maxima or {}).items():
            fact = facts[number - 1]
            facts[number - 1] = structs.replace(
                fact,
                offence_class=structs.replace(
                    fact.offence_class, maximum_months=months, maximum_unknown=False, life=False
                ),
            )
        return structs.replace(read, facts=tuple(facts))


def desk(choices: Mapping[str, Mapping[str, Any]] | None = None) -> Desk:
    """Return the rules of the package, with other choices where some are given."""
    return _desk(msgspec.json.encode(choices or {}, order="sorted"))


@cache
def _desk(choices: bytes) -> Desk:
    documents = dict(_package())
    for file, changes in msgspec.json.decode(choices).items():
        document = documents[file]
        assert isinstance(document, dict)
        for value in document["values"].values():
            assert changes.keys() <= value.keys(), f"{file} has no such choice"
        documents[file] = {
            **document,
            "values": {day: {**value, **changes} for day, value in document["values"].items()},
        }
    law = law_of(documents)
    return Desk(retention_rules(law), OffenceCatalogue(law.offences, names=law.names_of_acts))


@cache
def _package() -> dict[str, object]:
    return {
        file: read_document(content.decode(), file=file)
        for file, content in files_in(package_rules())
    }
