"""Hand out rules by the name of their file, and know which were never asked for.

Each section of the law (entry, offences, retention, ...) reads its own files with one reader. A
file that is asked for and is not there, and one that no section asks for, are both mistakes.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from jds.law.rule_file import LawFileProblem, Rule, RuleValue, read_rule

_Value = TypeVar("_Value", bound=RuleValue)


class RuleReader:
    """The documents of one edition of the law, on their way to rules."""

    def __init__(self, documents: Mapping[str, object]) -> None:
        self._documents = documents
        self._read: dict[str, Rule[Any]] = {}

    def rule(self, file: str, shape: type[_Value]) -> Rule[_Value]:
        """Return the rule of `file`, its values in the form `shape`.

        Raises:
            LawFileProblem: It is missing, or not in that form.
        """
        if file not in self._documents:
            raise LawFileProblem(
                file,
                problem="it is missing",
                remedy="Put it back: without it the register would apply less than the law.",
            )
        rule = read_rule(self._documents[file], file=file, shape=shape)
        self._read[file] = rule
        return rule

    def rules(self) -> tuple[Rule[Any], ...]:
        """Return every rule handed out, in the order of their files."""
        return tuple(self._read[file] for file in sorted(self._read))

    def require_all_read(self) -> None:
        """Refuse a file that no section applies.

        Raises:
            LawFileProblem: There is one.
        """
        for file in sorted(self._documents.keys() - self._read.keys()):
            raise LawFileProblem(
                file,
                problem="no part of the register applies it",
                remedy="Remove it, or make `jds.law` apply it.",
            )
