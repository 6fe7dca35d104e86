"""Find a rule by the name a lawyer gives it: its id, a part of it, or its family."""

from difflib import get_close_matches
from typing import Any

from msgspec import Struct

from jds.errors import BadRequest
from jds.law.rule_file import Rule
from jds.law.rules import Law
from jds.law.values import RuleWithoutFile

_NEAR = 5


class UnknownRule(BadRequest):
    """No rule goes by this name."""

    code = "unknown-rule"

    def __init__(self, *, near: list[str]) -> None:
        self.near = near
        meant = ", ".join(f"[{identifier}]" for identifier in near)
        super().__init__(
            f"There is no rule of that name. {f'Did you mean {meant}? ' if near else ''}"
            "See [jds law list] for all of them."
        )


class NamedRules(Struct, frozen=True):
    """What a name stands for.

    Attributes:
        rule: The rule of exactly that id.
        below: Its parts, or the members of the family, by id.
        without_file: Those of them that have no file.
    """

    rule: Rule[Any] | None
    below: tuple[Rule[Any], ...]
    without_file: tuple[RuleWithoutFile, ...]


def find_rules(law: Law, name: str) -> NamedRules:
    """Return what `name` stands for; capitals do not count.

    Raises:
        UnknownRule: Nothing.
    """
    asked = name.strip().rstrip("-/").casefold()
    rules = {rule.id: rule for rule in law.rules()}
    absent = {row.id: row for row in law.without_file.newest.value.rules}
    found = NamedRules(
        rule=next((rule for each, rule in rules.items() if each.casefold() == asked), None),
        below=tuple(rules[each] for each in sorted(rules, key=by_id) if _is_below(each, asked)),
        without_file=tuple(
            absent[each]
            for each in sorted(absent, key=by_id)
            if each.casefold() == asked or _is_below(each, asked)
        ),
    )
    if found.rule is None and not found.below and not found.without_file:
        raise UnknownRule(near=_near(asked, known=[*rules, *absent]))
    return found


def by_id(identifier: str) -> tuple[tuple[int, str], ...]:
    """Return what sorts ids as people count: `RET-2` before `RET-10`."""
    words = identifier.replace("/", "-").split("-")
    return tuple((int(word), "") if word.isdecimal() else (0, word) for word in words)


def _is_below(identifier: str, asked: str) -> bool:
    return bool(asked) and identifier.casefold().startswith((f"{asked}/", f"{asked}-"))


def _near(asked: str, *, known: list[str]) -> list[str]:
    folded = {identifier.casefold(): identifier for identifier in known}
    return [folded[each] for each in get_close_matches(asked, folded, n=_NEAR, cutoff=0.5)]
