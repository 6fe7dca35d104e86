"""The words of the status page, read once from `status_words.yaml`."""

from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
import yaml
from msgspec import Struct

from jds.law.rule_file import Text
from jds.web.moments import Language


class StateWords(Struct, frozen=True, forbid_unknown_fields=True):
    """A plain state, and what it means."""

    name: Text
    means: Text


class StatusWords(Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that the page says, in both languages."""

    page: dict[str, Text]
    overall: dict[str, Text]
    states: dict[str, StateWords]
    why: dict[str, Text]
    kinds: dict[str, Text]
    advice: dict[str, Text]
    recipients: dict[str, Text]
    purposes: dict[str, Text]

    def in_language(self, language: Language) -> dict[str, Any]:
        """Return the words of one language, as the template takes them."""
        built: dict[str, Any] = _only(msgspec.to_builtins(self), language)
        return built


@cache
def read_words() -> StatusWords:
    """Read `status_words.yaml` of this package."""
    text = (files("jds.web") / "status_words.yaml").read_text(encoding="utf-8")
    return msgspec.convert(yaml.safe_load(text), type=StatusWords)


def _only(words: Any, language: Language) -> Any:
    if set(words) == {"nl", "en"}:
        return words[language]
    return {name: _only(each, language) for name, each in words.items()}
