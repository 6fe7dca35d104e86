"""The cases on certificates: `certificates/*.yaml`, each a person, a question and the groups.

A question gives `on`, the day of both application and assessment, or each of them. `groups` are in
the order of the facts, those of the register first and then those from abroad. `decided_by` names
the rule of the last reason of each fact, `term_from` the first day of the term that was used.
"""

from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from jds.domain.time import LegalDay
from jds.law.certificates.question import CertificateQuestion
from jds.law.rule_file import read_document
from tests.law.people import GivenPerson

FOLDER = Path(__file__).parent / "certificates"


class GivenQuestion(Struct, frozen=True, forbid_unknown_fields=True):
    """A question, as written."""

    on: LegalDay | None = None
    applied_on: LegalDay | None = None
    assessed_on: LegalDay | None = None
    function: str | None = None
    profile: str | None = None
    with_children: bool | None = None

    def question(self) -> CertificateQuestion:
        """Return it as the rules are asked."""
        applied_on, assessed_on = self.applied_on or self.on, self.assessed_on or self.on
        assert applied_on is not None
        assert assessed_on is not None
        return CertificateQuestion(
            applied_on=applied_on,
            assessed_on=assessed_on,
            function=self.function,
            profile=self.profile,
            with_children=self.with_children,
        )


class CertificateCase(Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence about one person, and the groups that must follow."""

    name: str
    source: str
    covers: tuple[str, ...]
    given: GivenPerson
    question: GivenQuestion
    groups: tuple[str, ...]
    because: str
    decided_by: tuple[str, ...] | None = None
    term_from: LegalDay | None = None
    says: tuple[str, ...] = ()


def certificate_cases() -> list[CertificateCase]:
    """Return the cases of every file, in order of file and place."""
    cases: list[CertificateCase] = []
    for path in sorted(FOLDER.glob("*.yaml")):
        written: Any = read_document(path.read_text(encoding="utf-8"), file=path.name)
        cases += msgspec.convert(written, type=list[CertificateCase])
    return cases
