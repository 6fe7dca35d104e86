"""Why something follows from the law: the rule, the version that held, and the facts that decided.

A reason is kept as its parts and becomes a sentence only when somebody reads it, so that deciding
stays cheap. The sentence stands in the rule file. The facts are days, counts and words of the law,
never a name or a number of a person.
"""

from collections.abc import Mapping
from typing import Any, TypeAlias

from msgspec import Struct

from jds.domain.time import LegalDay
from jds.law.rule_file import Rule, Version

FactValue: TypeAlias = str | int | bool | LegalDay | None
"""A fact that decided: a word of the law, a count, a truth, a day, or that nobody knows."""

# Marks of a text in force when it was read. Whatever turns on another mark says so.
_READ_IN_CURRENT_TEXT = frozenset(("T26/20", "T26/25", "T26/26"))

_TRUTH = {"nl": {True: "ja", False: "nee"}, "en": {True: "yes", False: "no"}}
_UNKNOWN = {"nl": "onbekend", "en": "unknown"}


class Reason(Struct, frozen=True):
    """One step of why.

    Attributes:
        rule: The rule that decided.
        version: What it said on the day that counts.
        says: Which of its sayings this is; a key of `rule.texts`.
        facts: What decided, by name; the sentence may name any of them.
    """

    rule: Rule[Any]
    version: Version[Any]
    says: str
    facts: Mapping[str, FactValue]

    @property
    def id(self) -> str:
        """Name of the rule, such as `RET-1`."""
        return self.rule.id

    @property
    def cite(self) -> str:
        """The article, as a lawyer cites it."""
        return self.version.cite

    @property
    def confidence(self) -> str:
        """How sure the rule is, in the marks of `law/data/README.md`."""
        return self.version.confidence

    @property
    def is_read_in_current_text(self) -> bool:
        """Tell whether the rule was read in a text that was in force when it was read."""
        return _READ_IN_CURRENT_TEXT.issuperset(
            source.confidence for source in self.version.sources
        )

    def sentence(self, language: str = "nl") -> str:
        """Return the sentence for people, in `nl` or `en`."""
        text = self.rule.texts[self.says]
        template = text.en if language == "en" else text.nl
        return template.format_map(
            {name: _word(value, language=language) for name, value in self.facts.items()}
        )


def because(rule: Rule[Any], says: str, *, on: LegalDay | None, **facts: FactValue) -> Reason:
    """Return the reason that `rule`, as it held on `on`, gives with `facts`."""
    return Reason(rule, rule.on(on), says, facts)


def _word(value: FactValue, *, language: str) -> str:
    match value:
        case None:
            return _UNKNOWN[language]
        case bool():
            return _TRUTH[language][value]
        case str() | int():
            return str(value)
        case _:
            return value.isoformat()
