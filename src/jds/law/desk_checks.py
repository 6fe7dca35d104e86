"""What only the law desk needs to hear of: sources, words, references and days of checking.

The register can work with rules that fail these checks; a lawyer should not have to. Everything
here takes the rules as they are and yields every problem it finds.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from jds.domain.time import LegalDay, add_years
from jds.law.articles import read_article_list
from jds.law.offences.lists import ListedOffence
from jds.law.offences.provisions import OffencesOfAct, Provision
from jds.law.parts import parts_of, texts_in
from jds.law.rule_file import LawFileProblem, Rule
from jds.law.rules import Law
from jds.law.values import RulesWithoutFile

# Nobody read these in a text of the law: what was chosen must be said.
_NOT_READ = frozenset(("S", "M", "I"))

_QUESTION = re.compile(r"\bQ[0-9]+\b")


def problems_of_writing(
    rules: Sequence[Rule[Any]], *, documents: Mapping[str, object]
) -> Iterator[LawFileProblem]:
    """Yield what is wrong with files one by one, whatever the day."""
    for rule in rules:
        yield from _out_of_order(rule, document=documents.get(rule.file))
        yield from _empty_words(rule)
        yield from _one_language_only(rule)
        yield from _silent_choices(rule)


def problems_of_reference(rules: Sequence[Rule[Any]], *, law: Law) -> Iterator[LawFileProblem]:
    """Yield every name of a rule, question, act or article that leads nowhere."""
    yield from _unknown_rules(rules, without_file=law.without_file)
    yield from _unknown_questions(rules)
    acts = set(law.names_of_acts.newest.value.names)
    for rule in rules:
        yield from _unknown_acts(rule, acts=acts)
        yield from _unreadable_articles(rule)


def old_checks(rules: Iterable[Rule[Any]], *, on: LegalDay) -> Iterator[LawFileProblem]:
    """Yield each rule that nobody compared with its sources in the year before `on`."""
    for rule in rules:
        checked = rule.checked.on
        if checked > on:
            yield LawFileProblem(
                rule.file,
                problem=f"its check of [{checked}] lies after [{on}]",
                remedy="Give the day on which it was compared with its sources.",
            )
        elif add_years(checked, 1) < on:
            yield LawFileProblem(
                rule.file,
                problem=f"it was checked on [{checked}], more than a year before [{on}]",
                remedy="Compare it with its sources, and give the day under `checked`.",
            )


def _out_of_order(rule: Rule[Any], *, document: object) -> Iterator[LawFileProblem]:
    if not isinstance(document, dict):
        return
    for part in ("values", "sources"):
        written = [str(day) for day in document.get(part, ())]
        for earlier, later in itertools.pairwise(written):
            if later <= earlier:
                yield LawFileProblem(
                    rule.file,
                    problem=f"under `{part}` the day [{later}] stands after [{earlier}]",
                    remedy="Write the days in the order in which they take effect.",
                )


def _empty_words(rule: Rule[Any]) -> Iterator[LawFileProblem]:
    words = {"checked.by": rule.checked.by}
    for version in rule.versions:
        for number, source in enumerate(version.sources, start=1):
            place = f"source {number} of {version.takes_effect_on}"
            words |= {f"{place}, cite": source.cite, f"{place}, published": source.published}
    for number, asked in enumerate(rule.open_questions, start=1):
        words[f"question {number}"] = asked.question
        words[f"question {number}, choice"] = asked.choice
    for name, text in rule.texts.items():
        words |= {f"texts.{name}.nl": text.nl, f"texts.{name}.en": text.en}
    for place, word in words.items():
        if not word.strip():
            yield LawFileProblem(rule.file, problem=f"[{place}] is empty", remedy="Write it.")


def _one_language_only(rule: Rule[Any]) -> Iterator[LawFileProblem]:
    for name, text in rule.texts.items():
        differing = text.names_in("nl") ^ text.names_in("en")
        if differing:
            yield LawFileProblem(
                rule.file,
                problem=f"the text [{name}] names {sorted(differing)} in one language only",
                remedy="Let both sentences name the same facts.",
            )


def _silent_choices(rule: Rule[Any]) -> Iterator[LawFileProblem]:
    marks = {source.confidence for version in rule.versions for source in version.sources}
    if marks & _NOT_READ and not rule.open_questions:
        yield LawFileProblem(
            rule.file,
            problem=f"it rests on {sorted(marks & _NOT_READ)} and asks no open question",
            remedy="Say under `open_questions` what was not read, and what we chose.",
        )


def _unknown_rules(
    rules: Sequence[Rule[Any]], *, without_file: Rule[RulesWithoutFile]
) -> Iterator[LawFileProblem]:
    recorded = {row.id for row in without_file.newest.value.rules}
    known = {rule.id for rule in rules}
    for identifier in sorted(known & recorded):
        yield LawFileProblem(
            without_file.file,
            problem=f"[{identifier}] has a file after all",
            remedy="Remove the row.",
        )
    known |= recorded
    # A part of a rule makes the whole one known: ENT-4/traffic makes ENT-4.
    for identifier in list(known):
        parts = identifier.split("/")
        known |= {"/".join(parts[:length]) for length in range(1, len(parts))}
    mention = _mentions(known)
    for rule in rules:
        found = {word for text in texts_in(rule) for word in mention.findall(text)}
        for identifier in sorted(found - known):
            yield LawFileProblem(
                rule.file,
                problem=f"it names [{identifier}], and there is no such rule",
                remedy=f"Correct the id, or say in `{without_file.file}` why it has no file.",
            )


def _mentions(ids: Iterable[str]) -> re.Pattern[str]:
    """Return what recognises a name of a rule in running text, by the families there are."""
    families = sorted({re.split(r"[-/]", identifier)[0] for identifier in ids})
    return re.compile(
        rf"\b(?:{'|'.join(families)})-(?:[A-Z]?[0-9]+|[A-Z])\b(?:/[a-z0-9_-]*[a-z0-9])*"
    )


def _unknown_questions(rules: Sequence[Rule[Any]]) -> Iterator[LawFileProblem]:
    asked = {
        number
        for rule in rules
        for each in rule.open_questions
        for number in _QUESTION.findall(each.question)
    }
    for rule in rules:
        named = {number for text in texts_in(rule) for number in _QUESTION.findall(text)}
        for number in sorted(named - asked):
            yield LawFileProblem(
                rule.file,
                problem=f"it names [{number}], and no file asks that question",
                remedy="Correct the number, or ask it under `open_questions`, beginning with it.",
            )


def _unknown_acts(rule: Rule[Any], *, acts: set[str]) -> Iterator[LawFileProblem]:
    for version in rule.versions:
        named = {
            part.act
            for part in parts_of(version.value)
            if isinstance(part, ListedOffence | OffencesOfAct)
        }
        for act in sorted(named - acts):
            yield LawFileProblem(
                rule.file,
                problem=f"on [{version.takes_effect_on}] it names the act [{act}], which is no "
                "name of `law_names.yaml`",
                remedy="Correct the name, or add the act there.",
            )


def _unreadable_articles(rule: Rule[Any]) -> Iterator[LawFileProblem]:
    # Whether an offence of that number exists cannot be told: the tables do not have them all.
    for version in rule.versions:
        for part in parts_of(version.value):
            try:
                read_article_list(_articles_of(part))
            except ValueError as problem:
                yield LawFileProblem(
                    rule.file,
                    problem=f"on [{version.takes_effect_on}] {problem}",
                    remedy='Write an article as "107(1)" or a range as "242-247".',
                )


def _articles_of(part: object) -> tuple[str, ...]:
    match part:
        case ListedOffence():
            return part.articles
        case Provision():
            return (part.article,)
        case _:
            return ()
