"""A rule as a lawyer would cite it, on a day: as a document, and as lines to read."""

from collections.abc import Iterator
from typing import Any, TypeAlias

import msgspec

from jds.domain.time import LegalDay
from jds.law.labels import Labels
from jds.law.lay_out import lay_out
from jds.law.rule_file import Rule, Source, Version
from jds.law.values import RuleWithoutFile

RuleInARow: TypeAlias = tuple[str, str, str, str]
"""A rule in one row: id, description, article, marks of how sure."""

_WORDS = {
    "nl": {
        "on": "Op {day}",
        "first": "Op {day} gold nog geen versie die we kennen; dit is de oudste",
        "article": "Artikel",
        "published": "Vindplaats",
        "sure": "Zekerheid",
        "since": "Geldt sinds",
        "earlier": "Eerdere versies",
        "next": "Volgende versie",
        "none": "geen",
        "says": "Zegt",
        "texts": "Zinnen",
        "open": "Open vraag",
        "choice": "Keuze",
        "checked": "Laatst gecontroleerd",
        "by": "door",
        "file": "Bestand",
        "without": "Geen bestand",
    },
    "en": {
        "on": "On {day}",
        "first": "On {day} no version that we know held yet; this is the oldest",
        "article": "Article",
        "published": "Published",
        "sure": "How sure",
        "since": "Holds since",
        "earlier": "Earlier versions",
        "next": "Next version",
        "none": "none",
        "says": "Says",
        "texts": "Sentences",
        "open": "Open question",
        "choice": "Choice",
        "checked": "Last checked",
        "by": "by",
        "file": "File",
        "without": "No file",
    },
}


def document_of(rule: Rule[Any], *, on: LegalDay, labels: Labels, language: str) -> dict[str, Any]:
    """Return a rule as it stands on a day, in the words of the wire."""
    version = rule.on(on)
    earlier, later = _around(rule, version)
    return {
        "regel": rule.id,
        "omschrijving": rule.description,
        "eenheid": rule.unit,
        "peildatum": on.isoformat(),
        "geldtSinds": version.takes_effect_on.isoformat(),
        "geldtOpPeildatum": version.takes_effect_on <= on,
        "eerder": [day.isoformat() for day in earlier],
        "volgende": later.isoformat() if later else None,
        "waarde": msgspec.to_builtins(version.value),
        "zinnen": {name: {"nl": each.nl, "en": each.en} for name, each in rule.texts.items()},
        "bronnen": [
            {
                "artikel": source.cite,
                "publicatie": source.published,
                "zekerheid": source.confidence,
                "inWoorden": labels.sureness(source.confidence, language=language),
            }
            for source in version.sources
        ],
        "openVragen": [
            {"vraag": each.question, "keuze": each.choice} for each in rule.open_questions
        ],
        "gecontroleerd": {"op": rule.checked.on.isoformat(), "door": rule.checked.by},
        "bestand": rule.file,
    }


def lines_of(rule: Rule[Any], *, on: LegalDay, labels: Labels, language: str) -> Iterator[str]:
    """Yield the lines of a rule as it stands on a day."""
    words = _WORDS[language]
    version = rule.on(on)
    earlier, later = _around(rule, version)
    held = version.takes_effect_on <= on
    yield f"{rule.id}  {rule.description}"
    yield ""
    yield f"{words['on' if held else 'first'].format(day=on.isoformat())} ({rule.unit}):"
    for line in lay_out(version.value, labels=labels, language=language):
        yield f"  {line}"
    yield ""
    for source in version.sources:
        yield from _lines_of_source(source, labels=labels, language=language)
    yield f"{words['since']}: {version.takes_effect_on.isoformat()}"
    yield f"{words['earlier']}: {_days(earlier) or words['none']}"
    yield f"{words['next']}: {later.isoformat() if later else words['none']}"
    if rule.texts:
        yield f"{words['texts']}:"
        for name, text in rule.texts.items():
            yield f"  {name}: {text.en if language == 'en' else text.nl}"
    for asked in rule.open_questions:
        yield f"{words['open']}: {asked.question}"
        yield f"  {words['choice']}: {asked.choice}"
    yield f"{words['checked']}: {rule.checked.on.isoformat()} {words['by']} {rule.checked.by}"
    yield f"{words['file']}: {rule.file}"


def line_of(rule: Rule[Any], *, on: LegalDay) -> RuleInARow:
    """Return a rule in one row."""
    version = rule.on(on)
    return rule.id, rule.description, version.cite, version.confidence


def lines_without_file(row: RuleWithoutFile, *, language: str) -> Iterator[str]:
    """Yield the lines of a rule that has no file."""
    words = _WORDS[language]
    yield f"{row.id}  {row.what}"
    yield ""
    yield f"{words['article']}: {row.cite}"
    yield f"{words['without']}: {row.why}"


def _lines_of_source(source: Source, *, labels: Labels, language: str) -> Iterator[str]:
    words = _WORDS[language]
    yield f"{words['article']}: {source.cite}"
    yield f"  {words['published']}: {source.published}"
    sureness = labels.sureness(source.confidence, language=language)
    yield f"  {words['sure']}: {sureness} ({source.confidence})"


def _around(rule: Rule[Any], version: Version[Any]) -> tuple[list[LegalDay], LegalDay | None]:
    """Return the days of the versions before `version`, and that of the next one."""
    days = [each.takes_effect_on for each in rule.versions]
    place = days.index(version.takes_effect_on)
    return days[:place], days[place + 1] if place + 1 < len(days) else None


def _days(days: list[LegalDay]) -> str:
    return ", ".join(day.isoformat() for day in days)
