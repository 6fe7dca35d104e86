"""Cases of rules that sort a person's facts: what is given, what is asked, and the groups."""

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from jds.law.classified import Classification
from jds.law.reasons import Reason
from jds.law.rule_file import read_document
from jds.law.rules import Law, law_of, read_law
from tests.law.people import GivenPerson

HERE = Path(__file__).parent


class AssessCase(Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence about one person and one question, and the group of each fact, in order.

    Attributes:
        covers: Rules it shows, by id.
        asked: The question, as its type is written.
        says: Sayings that must be among the reasons, as `IND-6 executed`.
        never_says: Sayings that must not be.
        total: What is added up, where the rule does.
    """

    name: str
    source: str
    covers: tuple[str, ...]
    given: GivenPerson
    asked: dict[str, Any]
    groups: tuple[str, ...]
    because: str
    says: tuple[str, ...] = ()
    never_says: tuple[str, ...] = ()
    total: str | None = None


def assess_cases(section: str) -> list[AssessCase]:
    """Return the cases of a section, in order of file and place."""
    return [
        msgspec.convert(written, type=AssessCase)
        for path in sorted((HERE / section).glob("*.yaml"))
        for written in _list_in(path)
    ]


def term_cases(name: str) -> list[dict[str, Any]]:
    """Return the cases of terms that are counted from days alone."""
    return _list_in(HERE / "terms" / f"{name}.yaml")


def name_of(case: Mapping[str, Any]) -> str:
    """Return the sentence that a case is."""
    return str(case["name"])


def require_names_of_their_own(cases: Iterable[AssessCase]) -> None:
    """Fail when two cases have one name."""
    names = [case.name for case in cases]
    assert len(names) == len(set(names))


def require_as_told(case: AssessCase, found: Classification) -> None:
    """Compare the result with the case, and read every reason in both languages."""
    assert [fact.group for fact in found.facts] == list(case.groups)
    reasons = list(every_reason(found))
    said = {f"{reason.id} {reason.says}" for reason in reasons}
    assert set(case.says) <= said, f"it said {sorted(said)}"
    assert not said.intersection(case.never_says)
    for fact in found.facts:
        assert fact.reasons
    for reason in reasons:
        for language in ("nl", "en"):
            assert reason.sentence(language).strip()


def every_reason(found: Classification) -> Iterator[Reason]:
    """Return the reasons of the whole and of each fact."""
    yield from found.reasons
    for fact in found.facts:
        yield from fact.reasons


def _list_in(path: Path) -> list[Any]:
    cases = read_document(path.read_text(encoding="utf-8"), file=path.name)
    assert isinstance(cases, list), f"{path.name} is a list of cases"
    return cases


def law_with(file: str, **settings: object) -> Law:
    """Return the law of the package with other settings in every version of one rule."""
    documents = deepcopy(dict(read_law().documents))
    document = documents[file]
    assert isinstance(document, dict)
    for value in document["values"].values():
        assert set(settings) <= set(value), f"{file} has no such setting"
        value.update(settings)
    return law_of(documents)
