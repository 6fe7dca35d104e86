"""One rule in one file: what it says since which day, on what authority, and who checked it.

A value holds from the day it takes effect until the next value does, so values can neither
overlap nor leave a hole between them; what can still be wrong with a file is found when it is
read, and named with what to do about it. YAML is read strictly: a key written twice is a mistake,
`on` is a word, `01` is text, and only `true` and `false` are truth values.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from string import Formatter
from typing import Any, ClassVar, Generic, Literal, TypeAlias, TypeVar

import msgspec
from msgspec import Struct
from yaml import CSafeLoader, MappingNode, YAMLError
from yaml.constructor import ConstructorError

from jds.domain.time import LegalDay
from jds.errors import LawDataProblem

Confidence: TypeAlias = Literal[
    "T", "T15", "T26/05", "T26/07", "T26/10", "T26/20", "T26/25", "T26/26", "S", "M", "I"
]
"""How sure a source is; `data/README.md` defines the marks."""


class RuleValue(Struct, frozen=True, forbid_unknown_fields=True):
    """A value of a rule, in the form its file has.

    Attributes:
        says: What a rule of this form can say of a person, and which facts each text may name.
            The texts themselves stand in the file, so that the law desk can change them.
    """

    says: ClassVar[Mapping[str, tuple[str, ...]]] = {}


_Value = TypeVar("_Value", bound=RuleValue)


class LawFileProblem(LawDataProblem):
    """A rule file cannot be used as it is.

    Attributes:
        file: Its name under `law/data`.
        problem: What is wrong with it.
        remedy: What to do about it.
    """

    code = "law-file-problem"

    def __init__(self, file: str, *, problem: str, remedy: str) -> None:
        self.file = file
        self.problem = problem
        self.remedy = remedy
        super().__init__(f"Rule file [{file}]: {problem}. {remedy}")


class Source(Struct, frozen=True, forbid_unknown_fields=True):
    """The authority of a value: the article, where it was published, and how sure that is."""

    cite: str
    published: str
    confidence: Confidence


class Checked(Struct, frozen=True, forbid_unknown_fields=True):
    """Who last compared the file with its sources, and on which day."""

    on: LegalDay
    by: str


class OpenQuestion(Struct, frozen=True, forbid_unknown_fields=True):
    """Where the law or the message is silent, and what we chose until a lawyer decides."""

    question: str
    choice: str


class Text(Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence shown to people, in Dutch and in English; `{name}` is replaced by a fact."""

    nl: str
    en: str

    def names(self) -> set[str]:
        """Return the facts that either sentence names.

        Raises:
            ValueError: A brace is not closed, or names nothing.
        """
        return _facts_named_in(self.nl) | _facts_named_in(self.en)

    def names_in(self, language: str) -> set[str]:
        """Return the facts that the sentence in `language` (`nl` or `en`) names.

        Raises:
            ValueError: As `names`.
        """
        return _facts_named_in(self.en if language == "en" else self.nl)


def _facts_named_in(sentence: str) -> set[str]:
    found = set()
    for _, name, form, conversion in Formatter().parse(sentence):
        if name is None:
            continue
        if not name.isidentifier() or form or conversion:
            raise ValueError(f"[{{{name}}}] is no plain name of a fact")
        found.add(name)
    return found


class Version(Struct, Generic[_Value], frozen=True):
    """What a rule says from `takes_effect_on` until its next version does."""

    takes_effect_on: LegalDay
    value: _Value
    sources: tuple[Source, ...]

    @property
    def cite(self) -> str:
        """The article, as the first source cites it."""
        return self.sources[0].cite

    @property
    def confidence(self) -> str:
        """Every mark of its sources, such as `T26/07, T15`."""
        return ", ".join(dict.fromkeys(source.confidence for source in self.sources))


class Rule(Struct, Generic[_Value], frozen=True):
    """A rule of law with all its versions, oldest first.

    Attributes:
        id: Its name in reasons and tests, such as `ENT-3`.
        file: Name of its file under `law/data`.
        unit: What the values are measured in, or what they list.
        texts: What the rule says of a person, by the name of each saying.
    """

    id: str
    file: str
    description: str
    unit: str
    versions: tuple[Version[_Value], ...]
    checked: Checked
    open_questions: tuple[OpenQuestion, ...]
    texts: dict[str, Text] = {}

    @property
    def newest(self) -> Version[_Value]:
        """The version that took effect last."""
        return self.versions[-1]

    def on(self, day: LegalDay | None) -> Version[_Value]:
        """Return the version in effect on `day`.

        A day before the first version gets the first, as nothing older is known; an unknown day
        gets the newest.
        """
        if day is None:
            return self.versions[-1]
        # Newest first: nearly every question is about a recent day.
        for version in reversed(self.versions):
            if version.takes_effect_on <= day:
                return version
        return self.versions[0]


class _RuleText(Struct, frozen=True, forbid_unknown_fields=True):
    """A file as it is written, before its values are read in their own form."""

    id: str
    description: str
    unit: str
    values: dict[LegalDay, Any]
    sources: dict[LegalDay, tuple[Source, ...]]
    checked: Checked
    open_questions: tuple[OpenQuestion, ...] = ()
    texts: dict[str, Text] = {}


def read_document(text: str, *, file: str) -> object:
    """Read the YAML of a rule file.

    Raises:
        LawFileProblem: It is not YAML, writes a key twice, or uses what these files do not have.
    """
    loader = _loader_class()(text)
    try:
        return loader.get_single_data()
    except (YAMLError, ValueError) as problem:
        raise LawFileProblem(
            file,
            problem=f"it is not readable, {_on_one_line(problem)}",
            remedy="Correct the YAML at that place; `data/README.md` shows the form.",
        ) from problem
    finally:
        loader.dispose()


def read_rule(document: object, *, file: str, shape: type[_Value]) -> Rule[_Value]:
    """Make the rule of a file, each value in the form `shape`.

    Raises:
        LawFileProblem: A part is missing, unknown, of another form, or without its source.
    """
    problems: list[LawFileProblem] = []
    rule = read_rule_noting(document, file=file, shape=shape, problems=problems)
    if rule is None:
        raise problems[0]
    return rule


def read_rule_noting(
    document: object, *, file: str, shape: type[_Value], problems: list[LawFileProblem]
) -> Rule[_Value] | None:
    """Make the rule of a file; when it cannot be used, add everything wrong to `problems`."""
    try:
        text = msgspec.convert(document, type=_RuleText)
    except msgspec.ValidationError as problem:
        problems.append(
            LawFileProblem(
                file,
                problem=f"it is not in the form of a rule, {_on_one_line(problem)}",
                remedy="Give every key that `data/README.md` lists, in its form, and no other.",
            )
        )
        return None
    found = [*_missing_parts(text, file=file), *_wrong_texts(text, file=file, shape=shape)]
    versions: list[Version[_Value]] = []
    for day in sorted(text.values):
        try:
            value = msgspec.convert(text.values[day], type=shape)
        except msgspec.ValidationError as problem:
            found.append(
                LawFileProblem(
                    file,
                    problem=f"the value of [{day}] is not in the form of this rule, "
                    f"{_on_one_line(problem)}",
                    remedy="Write it as the other values of the file; names made of digits need "
                    "quotes.",
                )
            )
        else:
            versions.append(Version(day, value, text.sources.get(day, ())))
    if found:
        problems += found
        return None
    return Rule(
        id=text.id,
        file=file,
        description=text.description,
        unit=text.unit,
        versions=tuple(versions),
        checked=text.checked,
        open_questions=text.open_questions,
        texts=text.texts,
    )


def _missing_parts(text: _RuleText, *, file: str) -> Iterator[LawFileProblem]:
    for name in ("id", "description", "unit"):
        if not getattr(text, name).strip():
            yield LawFileProblem(file, problem=f"[{name}] is empty", remedy="Write it.")
    if not text.values:
        yield LawFileProblem(
            file, problem="it has no value", remedy="Give the value with the day it takes effect."
        )
    for day in text.values:
        if not text.sources.get(day):
            yield LawFileProblem(
                file,
                problem=f"the value of [{day}] has no source",
                remedy="Cite the article, its publication and how sure it is, under that day.",
            )
    for day in text.sources:
        if day not in text.values:
            yield LawFileProblem(
                file,
                problem=f"a source is given for [{day}], on which no value takes effect",
                remedy="Give both the same day.",
            )


def _wrong_texts(text: _RuleText, *, file: str, shape: type[RuleValue]) -> Iterator[LawFileProblem]:
    for name in sorted(shape.says.keys() ^ text.texts.keys()):
        problem = "has no text" if name in shape.says else "is said by no part of the register"
        yield LawFileProblem(
            file,
            problem=f"the saying [{name}] {problem}",
            remedy="Give under `texts` exactly its sayings, each in Dutch and English.",
        )
    for name in sorted(shape.says.keys() & text.texts.keys()):
        try:
            unknown = text.texts[name].names() - set(shape.says[name])
        except ValueError as fault:
            yield LawFileProblem(
                file,
                problem=f"the text [{name}] cannot be filled in, {_on_one_line(fault)}",
                remedy="Name a fact as {fact}, and write a real brace twice.",
            )
            continue
        if unknown:
            yield LawFileProblem(
                file,
                problem=f"the text [{name}] names {sorted(unknown)}, which this rule does not know",
                remedy=f"It may name {sorted(shape.says[name])}.",
            )


def _on_one_line(problem: Exception) -> str:
    return re.sub(r"\s+", " ", str(problem))


@cache
def _loader_class() -> type[CSafeLoader]:
    """Make the reader of these files.

    YAML 1.1 takes `on` for true, `01` for a number and `5.01` for a fraction. In rule files these
    are a key, a ground for dismissal and an article, so only what the files need is recognised.
    """

    class LawLoader(CSafeLoader):
        yaml_implicit_resolvers = {}  # noqa: RUF012 - the library's own way to say it

        def construct_mapping(self, node: MappingNode, deep: bool = False) -> dict[Any, Any]:
            written: set[object] = set()
            for key_node, _ in node.value:
                key = self.construct_object(key_node, deep=True)
                if key in written:
                    raise ConstructorError(
                        None, None, f"[{key}] is written twice", key_node.start_mark
                    )
                written.add(key)
            return super().construct_mapping(node, deep=deep)

    recognised = {
        "bool": (r"true|false", "tf"),
        "int": (r"0|[1-9][0-9]*", "0123456789"),
        "timestamp": (r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "0123456789"),
        "null": (r"~|null|", "~n\0"),
    }
    for tag, (pattern, first) in recognised.items():
        LawLoader.add_implicit_resolver(
            f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})$"), [*first]
        )
    return LawLoader
