"""The parts of a value of a rule, whatever its form: to look for something in all of them."""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from jds.law.rule_file import Rule


def parts_of(value: object) -> Iterator[object]:
    """Yield `value` and everything in it: structures, their fields, and what lists hold."""
    yield value
    match value:
        case Struct():
            for name in value.__struct_fields__:
                yield from parts_of(getattr(value, name))
        case Mapping():
            for key, held in value.items():
                yield key
                yield from parts_of(held)
        case list() | tuple():
            for held in value:
                yield from parts_of(held)
        case _:
            return


def texts_in(rule: Rule[Any]) -> Iterator[str]:
    """Yield every text of a rule but its own id."""
    for version in rule.versions:
        for part in (*parts_of(version.value), *parts_of(version.sources)):
            if isinstance(part, str):
                yield part
    yield rule.description
    yield rule.unit
    for question in rule.open_questions:
        yield question.question
        yield question.choice
    for text in rule.texts.values():
        yield text.nl
        yield text.en
