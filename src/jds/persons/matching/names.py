"""Names in forms that can be compared: plain letters, sounds, and the parts of double names.

A form is a key and never shown: transliteration loses letters (Arabic loses its vowels), and what
a person is called is what the source wrote. Every function takes any text and never fails.
"""

import re
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml
from anyascii import anyascii
from msgspec import Struct
from rapidfuzz.distance import JaroWinkler

from jds.domain.blocks import Name

_FILE = Path(__file__).with_name("tables.yaml").read_bytes()

TABLES: dict[str, Any] = yaml.safe_load(_FILE)
TABLES_DIGEST = sha256(_FILE).hexdigest()[:12]

_PREFIXES = frozenset(TABLES["prefixes"])
_TITLES = frozenset(TABLES["titles"])
_UNKNOWN = frozenset(TABLES["unknown"])
_GLUED = re.compile(rf"^(?:{'|'.join(TABLES['glued'])})+(?=[a-z]{{3}})")
_PLACES: dict[str, str] = TABLES["places"]
_CALLED: dict[str, str] = {name: group[0] for group in TABLES["called"] for name in group}
_SOUNDS = tuple((re.compile(spelling), sound) for spelling, sound in TABLES["sounds"])
_NOT_A_LETTER = re.compile(r"[^a-z]+")
_BETWEEN_FAMILIES = re.compile(r"\s*[-\u2010-\u2015/=]\s*|\s+(?:e/v|ev|gehuwd|geb|born|nee)\.?\s+")
_VOWELS = frozenset("aeiouy")

LONGEST_READ = 240
"""Characters of a name that are read; names in the population register have up to 200."""

MOST_PARTS = 4
"""Parts of a family name, and given names, that are told apart."""

_SKELETON = 6


class PersonName(Struct, frozen=True, array_like=True):
    """One name of a person in comparable form.

    Attributes:
        given: Plain given names in their order; an initial is one letter.
        family: Plain parts of the family name without prefixes, in alphabetical order, so that a
            double name is the same in both orders.
    """

    given: tuple[str, ...] = ()
    family: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing of the name is known."""
        return not (self.given or self.family)


def comparable_name(name: Name) -> PersonName:
    """Return `name` in the form in which names are compared."""
    return PersonName(given_names(name.given_names or ""), family_names(name.family_name or ""))


@lru_cache(maxsize=65536)
def given_names(text: str) -> tuple[str, ...]:
    """Return the given names in `text`, plain; `J.P.` gives two initials."""
    spelled = _ascii(text).replace(".", " ")
    names = [plain for word in re.split(r"[\s\-]+", spelled) if (plain := _plain(word))]
    if len(names) > 1:
        names = [name for name in names if name not in _TITLES]
    return tuple(name for name in names if name not in _UNKNOWN)[:MOST_PARTS]


@lru_cache(maxsize=65536)
def family_names(text: str) -> tuple[str, ...]:
    """Return the parts of a family name without prefixes and titles, plain, in one order.

    `Jansen-de Vries` and `Vries-Jansen` both give `("jansen", "vries")`; `.` gives nothing.
    """
    parts = {part for half in _BETWEEN_FAMILIES.split(_ascii(text)) if (part := _bare(half))}
    return tuple(sorted(parts - _UNKNOWN)[:MOST_PARTS])


def exchanged(name: PersonName) -> PersonName:
    """Return `name` as it is when given and family names were written in each other's place."""
    words = tuple(word for word in name.given if word not in _PREFIXES) or name.given
    return PersonName(given=name.family, family=tuple(sorted(words)))


def full_name(given: str) -> str:
    """Return the name that `given` is short for, as far as is known: `kees` is `cornelis`."""
    return _CALLED.get(given, given)


def differ_by_a_prefix(one: str, other: str) -> bool:
    """Tell whether two plain family names are one, but for a prefix written as part of it."""
    short, long = sorted((one, other), key=len)
    return len(short) > 2 and long.endswith(short) and long[: -len(short)] in _PREFIXES


@lru_cache(maxsize=131072)
def sound(plain: str) -> str:
    """Return how a plain name sounds: its first sound and the consonants after it."""
    spoken = plain
    for spelling, said in _SOUNDS:
        spoken = spelling.sub(said, spoken)
    skeleton = spoken[:1]
    if skeleton in _VOWELS:
        skeleton = "a"
    for letter in spoken[1:]:
        if letter not in _VOWELS and letter != "h" and letter != skeleton[-1:]:
            skeleton += letter
    return skeleton[:_SKELETON]


@lru_cache(maxsize=65536)
def place_name(text: str) -> str:
    """Return a place in plain letters without prefixes, under one of its names; a code as it is."""
    if text.strip().isdigit():
        return text.strip()[:12]
    words = plain_words(_ascii(text).replace("-", " ").replace("/", " "))
    plain = "".join([word for word in words if word not in _PREFIXES] or words)
    return _PLACES.get(plain, plain)[:60]


@lru_cache(maxsize=262144)
def similarity(one: str, other: str) -> float:
    """Return how alike two plain names look, from 0 to 1 (Jaro-Winkler); the same both ways."""
    return JaroWinkler.similarity(min(one, other), max(one, other))


def _bare(half: str) -> str:
    """Return the words of one name without prefixes and titles, unless that leaves nothing."""
    words = plain_words(half)
    named = [word for word in words if word not in _PREFIXES] or words
    return _GLUED.sub("", "".join([word for word in named if word not in _TITLES] or named))


def plain_words(text: str) -> list[str]:
    """Return the words of a text in plain letters."""
    return [plain for word in text.replace("'", " ").split() if (plain := _plain(word))]


def _ascii(text: str) -> str:
    return anyascii(text[:LONGEST_READ]).lower()


def _plain(word: str) -> str:
    return _NOT_A_LETTER.sub("", word)
