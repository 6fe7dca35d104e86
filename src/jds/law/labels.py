"""Words for showing rules to people: labels of fields, words of values, and how sure a rule is."""

from functools import cache
from importlib.resources import files

import msgspec
from msgspec import Struct

from jds.law.rule_file import Confidence, Text, read_document


class Labels(Struct, frozen=True, forbid_unknown_fields=True):
    """The words of `labels.yaml`; in English a name is its own label."""

    confidence: dict[Confidence, Text]
    fields: dict[str, str]
    words: dict[str, str]

    def field(self, name: str, *, language: str) -> str:
        """Return the label of a field of a value."""
        plain = name.replace("_", " ")
        return plain if language == "en" else self.fields.get(name, plain)

    def word(self, value: str, *, language: str) -> str:
        """Return a word of a value; one without a label, such as an article, stays as it is."""
        return value if language == "en" else self.words.get(value, value)

    def sureness(self, mark: Confidence, *, language: str) -> str:
        """Return in words how sure a source of this mark is."""
        text = self.confidence[mark]
        return text.en if language == "en" else text.nl


@cache
def read_labels() -> Labels:
    """Read `labels.yaml` of this package."""
    text = (files("jds.law") / "labels.yaml").read_text(encoding="utf-8")
    return msgspec.convert(read_document(text, file="labels.yaml"), type=Labels)
