"""A value of a rule laid out for reading, whatever its form: a label and what it says, by line."""

from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct

from jds.law.labels import Labels

_INDENT = "  "
_NOTHING = {"nl": "(geen)", "en": "(none)"}
_TRUTH = {"nl": {True: "ja", False: "nee"}, "en": {True: "yes", False: "no"}}


def lay_out(value: Struct, *, labels: Labels, language: str) -> Iterator[str]:
    """Yield the lines of a value, deeper parts further to the right."""
    return _Layout(labels, language).fields_of(value, indent="")


class _Layout:
    def __init__(self, labels: Labels, language: str) -> None:
        self._labels = labels
        self._language = language

    def fields_of(self, value: Struct, *, indent: str) -> Iterator[str]:
        for name in value.__struct_fields__:
            held = getattr(value, name)
            if held is not None:
                label = self._labels.field(name, language=self._language)
                yield from self._labelled(label, held, indent=indent)

    def _labelled(self, label: str, value: object, *, indent: str) -> Iterator[str]:
        if self._fits_on_a_line(value):
            yield f"{indent}{label}: {self._on_a_line(value)}"
            return
        yield f"{indent}{label}:"
        yield from self._below(value, indent=indent + _INDENT)

    def _below(self, value: object, *, indent: str) -> Iterator[str]:
        match value:
            case Struct():
                yield from self.fields_of(value, indent=indent)
            case Mapping():
                for key, held in value.items():
                    yield from self._labelled(self._on_a_line(key), held, indent=indent)
            case list() | tuple():
                for held in value:
                    yield f"{indent}- {self._row(held)}"
            case _:
                yield f"{indent}{self._on_a_line(value)}"

    def _fits_on_a_line(self, value: object) -> bool:
        match value:
            case Struct():
                return _is_money(value)
            case Mapping():
                return not value
            case list() | tuple():
                return not any(isinstance(held, Struct | Mapping) for held in value)
            case _:
                return True

    def _row(self, value: object) -> str:
        """Return a row of a list: of its fields only those that say something."""
        if not isinstance(value, Struct):
            return self._on_a_line(value)
        said = (
            (name, getattr(value, name))
            for name in value.__struct_fields__
            if getattr(value, name) not in (None, False, (), {})
        )
        return "; ".join(
            f"{self._labels.field(name, language=self._language)}: {self._on_a_line(held)}"
            for name, held in said
        )

    def _on_a_line(self, value: object) -> str:
        match value:
            case bool():
                return _TRUTH[self._language][value]
            case date():
                return value.isoformat()
            case str():
                return self._labels.word(value, language=self._language)
            case Struct():
                return self._money(value) if _is_money(value) else f"({self._row(value)})"
            case Mapping():
                held = (f"{self._on_a_line(k)}: {self._on_a_line(v)}" for k, v in value.items())
                return "; ".join(held) or _NOTHING[self._language]
            case list() | tuple():
                return ", ".join(map(self._on_a_line, value)) or _NOTHING[self._language]
            case _:
                return str(value)

    def _money(self, amount: Struct) -> str:
        currency, cents = (getattr(amount, name) for name in ("currency", "cents"))
        point = "." if self._language == "en" else ","
        return f"{currency} {cents // 100}{point}{cents % 100:02}"


def _is_money(value: Struct) -> bool:
    return set(value.__struct_fields__) == {"cents", "currency"}
