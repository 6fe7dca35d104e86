"""Everything that is wrong with a folder of rules, for the law desk: one look, all problems."""

from importlib.resources.abc import Traversable

from msgspec import Struct

from jds.domain.time import LegalDay
from jds.law import desk_checks
from jds.law.rule_file import LawFileProblem
from jds.law.rules import ReadLaw, read_law


class LawCheck(Struct, frozen=True):
    """What a check found.

    Attributes:
        edition: The edition the files make; None while they make none.
        rules: How many rules could be read.
        problems: In the order of their files; empty when all is well.
    """

    edition: str | None
    rules: int
    problems: tuple[LawFileProblem, ...]


def check_law(folder: Traversable | None = None, *, on: LegalDay) -> LawCheck:
    """Check the rules of `folder`, or those of the package, as they stand on `on`."""
    return check_read(read_law(folder), on=on)


def check_read(read: ReadLaw, *, on: LegalDay) -> LawCheck:
    """Check rules that were read, as they stand on `on`."""
    problems = [*problems_but_age(read), *desk_checks.old_checks(read.rules, on=on)]
    return LawCheck(
        edition=None if read.law is None else read.law.edition,
        rules=len(read.rules),
        problems=tuple(sorted(problems, key=lambda each: each.file)),
    )


def problems_but_age(read: ReadLaw) -> list[LawFileProblem]:
    """Return everything that is wrong, but for checks that have grown old."""
    problems = [
        *read.problems,
        *desk_checks.problems_of_writing(read.rules, documents=read.documents),
    ]
    if read.law is not None:
        problems += desk_checks.problems_of_reference(read.rules, law=read.law)
    return problems
