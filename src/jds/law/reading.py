"""Hand out rules by the name of their file, and know which were never asked for.

Each section of the law (entry, offences, retention, ...) reads its own files with one reader. A
file that is asked for and is not there, and one that no section asks for, are both mistakes. The
reader notes every mistake and reads on, so that the law desk sees them all at once.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, TypeVar, cast

from jds.domain.time import LegalDay
from jds.law.rule_file import (
    Checked,
    LawFileProblem,
    Rule,
    RuleValue,
    Version,
    read_rule_noting,
)

_Value = TypeVar("_Value", bound=RuleValue)
_Section = TypeVar("_Section")


class NeedsUnreadRule(Exception):
    """Something asks what a rule says that could not be read; never leaves this room."""


class _UnreadRule(Rule[Any], frozen=True):
    """Stands in for a rule that could not be read, so that the rest can be looked at."""

    @property
    def newest(self) -> Version[Any]:
        raise NeedsUnreadRule(self.file)

    def on(self, day: LegalDay | None) -> Version[Any]:
        raise NeedsUnreadRule(self.file)


class _UnreadSection:
    """Stands in for a section that could not be put together."""

    def __getattr__(self, name: str) -> Any:
        raise NeedsUnreadRule(name)


class RuleReader:
    """The documents of one edition of the law, on their way to rules.

    Attributes:
        problems: Everything found wrong so far.
    """

    def __init__(
        self, documents: Mapping[str, object], *, unreadable: Iterable[LawFileProblem] = ()
    ) -> None:
        """Begin with `documents` by file, and what is known of files without one."""
        self.problems = list(unreadable)
        self._documents = documents
        self._asked = {problem.file for problem in self.problems}
        self._read: dict[str, Rule[Any]] = {}

    def rule(self, file: str, shape: type[_Value]) -> Rule[_Value]:
        """Return the rule of `file`, its values in the form `shape`.

        One that is missing or not in that form is noted in `problems`, and stands empty.
        """
        rule = self._rule(file, shape)
        self._asked.add(file)
        if rule is None:
            return cast("Rule[_Value]", _unread(file))
        self._read[file] = rule
        return rule

    def _rule(self, file: str, shape: type[_Value]) -> Rule[_Value] | None:
        if file in self._documents:
            return read_rule_noting(
                self._documents[file], file=file, shape=shape, problems=self.problems
            )
        if file not in self._asked:
            self.problems.append(
                LawFileProblem(
                    file,
                    problem="it is missing",
                    remedy="Put it back: without it the register would apply less than the law.",
                )
            )
        return None

    def section(self, read: Callable[["RuleReader"], _Section]) -> _Section:
        """Return a section of the law; what is wrong with it as a whole is noted.

        Whoever goes on with the law looks at `problems` first: with any, parts of it are empty.
        """
        try:
            return read(self)
        except LawFileProblem as problem:
            self.problems.append(problem)
        except NeedsUnreadRule:
            pass
        return cast("_Section", _UnreadSection())

    def check(self, find: Callable[[], Iterable[LawFileProblem] | None]) -> None:
        """Note what a check of several rules finds, unless it needs one that was not read.

        Args:
            find: Yields problems, or raises the first one.
        """
        try:
            self.problems += find() or ()
        except LawFileProblem as problem:
            self.problems.append(problem)
        except Exception:
            # A check is written for rules that are there; why one is not is noted already.
            if self._asked == self._read.keys():
                raise

    def rules(self) -> tuple[Rule[Any], ...]:
        """Return every rule handed out, in the order of their files."""
        return tuple(self._read[file] for file in sorted(self._read))

    def never_asked_for(self) -> Iterator[LawFileProblem]:
        """Yield a problem for each file that no section applies.

        A rule that could not be read may be the one that names others, so of its folder nothing
        is said.
        """
        unread = {_folder(file) for file in self._asked - self._read.keys()}
        for file in sorted(self._documents.keys() - self._asked):
            if _folder(file) not in unread:
                yield LawFileProblem(
                    file,
                    problem="no part of the register applies it",
                    remedy="Remove it, or make `jds.law` apply it.",
                )


def _folder(file: str) -> str:
    return file.split("/", maxsplit=1)[0]


def _unread(file: str) -> _UnreadRule:
    return _UnreadRule(
        id="",
        file=file,
        description="",
        unit="",
        versions=(),
        checked=Checked(LegalDay(date.min), by=""),
        open_questions=(),
    )
