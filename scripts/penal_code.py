"""Read the provisions of the Penal Code from the text of the consolidated act.

The text is the Markdown of `BWBR0001854` as public copies of the acts have it: a heading for each
book, title and article, paragraphs that start with `1. `, items that start with `1°` or `a.`. What
is read is the penalty: a phrase such as "gevangenisstraf van ten hoogste zes jaren" is either
understood whole or the provision is listed as not read. Nothing is guessed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BOOK = re.compile(r"#+\s*(Eerste|Tweede|Derde)\s+Boek")
_TITLE = re.compile(r"#+\s*Titel\s+([IVXLA ]+?)\s*$")
_ARTICLE = re.compile(r"#+\s*Artikel\s+(\S+)")
_PARAGRAPH = re.compile(r"([0-9]+[a-z]?)\.\s+")
_ITEM = re.compile(r"([0-9]+)[°º]\.?\s*|([a-z])\.\s+")

_WORDS = (
    "een",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
    "dertien",
    "veertien",
    "vijftien",
    "zestien",
    "zeventien",
    "achttien",
    "negentien",
    "twintig",
)
_NUMBERS = {word: number for number, word in enumerate(_WORDS, start=1)} | {"één": 1, "dertig": 30}
_NUMBER = "(?:" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + ")"
_LENGTH = (
    rf"(?:(?P<years>{_NUMBER}) ja(?:ar|ren)"
    rf"(?: en (?P<more>{_NUMBER}) maand(?:en)?)?|(?P<months>{_NUMBER}) maand(?:en)?)"
)
_LIFE = re.compile(
    r"levenslange gevangenisstraf of tijdelijke (?:gevangenisstraf )?van ten hoogste "
    rf"(?P<years>{_NUMBER}) jaren",
    re.IGNORECASE,
)
_PRISON = re.compile(
    r"gevangenisstraf (?:of hechtenis )?van (?:ten|het) hoogste "
    rf"(?:{_LENGTH}|(?P<weeks>{_NUMBER}) weken)",
    re.IGNORECASE,
)
_DETENTION = re.compile(
    rf"hechtenis van ten hoogste (?:{_LENGTH}|{_NUMBER} dagen|{_NUMBER} weken)", re.IGNORECASE
)
_FINE = re.compile(r"geldboete van de (?:eerste|tweede|derde|vierde|vijfde|zesde) categorie")
_PUNISHES = re.compile(
    r"gevangenisstraf|hechtenis|geldboete|gestraft|(?:de|ge)(?:zelf|lij)[dk]e straf"
)
_SAME = re.compile(r"\b(?:met )?(?:dezelfde|gelijke) straf(?:fen)?\b", re.IGNORECASE)
# Raises what an earlier paragraph of the same article threatens, by a third or a half.
_RAISED = re.compile(
    r"(?:kan|kunnen|wordt|worden)\b[^.;]*?\b(?:met (?:een derde|de helft) (?:worden )?verhoogd)"
)
_ALTERS = re.compile(r"\b(?:verhoogd|verdubbeld|tot de helft verminderd)\b")
_OTHER_ARTICLES = re.compile(r"artikel(?:en)? [0-9]|in deze titel|voorgaande artikelen")
# A paragraph that changes a penalty, or says what else may follow, is no offence of its own.
_CHANGES = re.compile(
    r"(?:kan|kunnen|wordt|worden)\b[^.;]*\b(?:verhoogd|verdubbeld|verminderd)\b|"
    r"\bontzet(?:ting)?\b|bijkomende straf|openbaarmaking van (?:zijn|de) (?:uitspraak|vonnis)|"
    r"\bop klacht\b|niet (?:strafbaar|vervolgbaar|vervolgd)|niet toepasselijk"
)


_QUALIFICATION = re.compile(
    r"[Aa]ls schuldig aan (?P<name>[^,;:]{4,80}?),?(?: wordt| worden)?(?: met [^,;]*)?"
    r"(?:,? gestraft|,)"
)
_PENALTY_WORDS = re.compile(
    r"(?:met |een |of )*(?:levenslange gevangenisstraf of tijdelijke(?: gevangenisstraf)?"
    r"|gevangenisstraf|hechtenis)(?: of hechtenis)? van (?:ten|het) hoogste (?:"
    + "|".join((*_NUMBERS, "en", "ja(?:ar|ren)", "maand(?:en)?", "dagen", "weken", " "))
    + r")+|(?:met |een |of )*geldboete van de \w+ categorie",
    re.IGNORECASE,
)
_VERBS = re.compile(
    r"\b(?:(?:hij )?wordt(?: de schuldige)?|de schuldige)(?= *(?:,|:|gestraft|opgelegd|$))|"
    r"\bgestraft\b:?|\bopgelegd\b|\b(?:hij|degene),? die\b|^\W*wordt\b",
    re.IGNORECASE,
)
_LABEL_LENGTH = 110


@dataclass(frozen=True)
class Title:
    """A title of a book, by its Roman number and the name the act gives it."""

    book: int
    number: str
    name: str


@dataclass(frozen=True)
class Penalty:
    """What a provision threatens.

    Attributes:
        maximum_months: Longest temporary prison; None when it threatens none.
        raised: It was computed from another paragraph, which this one raises.
        in_weeks: The text counts weeks; a month is written, as no rule asks for less.
    """

    maximum_months: int | None
    life: bool = False
    raised: bool = False
    in_weeks: bool = False


@dataclass(frozen=True)
class ReadProvision:
    """A provision with a penalty of its own, or that of the paragraph it points at."""

    title: Title
    article: str
    parts: tuple[str, ...]
    penalty: Penalty
    text: str

    @property
    def cite(self) -> str:
        """The citation, such as `141(2)(1)`."""
        return self.article + "".join(f"({part})" for part in self.parts)

    @property
    def label(self) -> str:
        """A short label: the name the act gives it, or the act's own words, cut short."""
        return _label_of(self.text)


@dataclass(frozen=True)
class NotRead:
    """A provision that speaks of punishment in words that were not understood."""

    article: str
    parts: tuple[str, ...]
    text: str

    @property
    def cite(self) -> str:
        """The citation, such as `141(2)(1)`."""
        return self.article + "".join(f"({part})" for part in self.parts)


@dataclass
class _Unit:
    parts: tuple[str, ...]
    text: str


@dataclass
class _ArticleText:
    title: Title
    number: str
    lines: list[str]


def read_penal_code(text: str) -> tuple[list[ReadProvision], list[NotRead]]:
    """Return the provisions of Books 2 and 3 that were read, and those that were not."""
    read: list[ReadProvision] = []
    not_read: list[NotRead] = []
    for article in _articles(text):
        for found in _provisions(article):
            if isinstance(found, ReadProvision):
                read.append(found)
            else:
                not_read.append(found)
    return read, not_read


def read_titles(text: str) -> dict[str, Title]:
    """Return the title in which each article of Books 2 and 3 stands."""
    return {article.number: article.title for article in _articles(text)}


def _articles(text: str) -> Iterator[_ArticleText]:
    title = Title(1, "", "")
    article: _ArticleText | None = None
    for line in map(str.strip, text.replace("gevangenis straf", "gevangenisstraf").splitlines()):
        heading = line.startswith("#")
        if heading and article is not None and article.title.book > 1:
            yield article
        if heading:
            article = None
        if matched := _BOOK.match(line):
            title = Title(("Eerste", "Tweede", "Derde").index(matched[1]) + 1, "", "")
        elif matched := _TITLE.match(line):
            title = Title(title.book, matched[1].replace(" ", ""), "")
        elif matched := _ARTICLE.match(line):
            article = _ArticleText(title, matched[1], [])
        elif heading and "slotbepaling" in line:
            return
        elif heading and title.number and not title.name:
            title = Title(title.book, title.number, line.strip("# "))
        elif article is not None and line:
            article.lines.append(line)


def _provisions(article: _ArticleText) -> Iterator[ReadProvision | NotRead]:
    before: set[Penalty] = set()
    for paragraph, items in _paragraphs(article.lines):
        whole = " ".join((paragraph.text, *(item.text for item in items)))
        if not _PUNISHES.search(whole):
            continue
        own = _penalty(paragraph.text)
        if own is None and _SAME.search(paragraph.text) and len(before) == 1:
            (own,) = before
        if own is None:
            own = _raised(paragraph.text, before=before)
        if own is not None:
            before.add(own)
            yield _found(article, _Unit(paragraph.parts, whole), own)
            continue
        penalties = [penalty for item in items if (penalty := _penalty(item.text)) is not None]
        if items and len(penalties) == len(items):
            for item, penalty in zip(items, penalties, strict=True):
                before.add(penalty)
                whole_item = _Unit(item.parts, f"{paragraph.text} {item.text}")
                yield _found(article, whole_item, penalty)
            continue
        if not _CHANGES.search(whole):
            yield NotRead(article.number, paragraph.parts, whole)


def _found(article: _ArticleText, unit: _Unit, penalty: Penalty) -> ReadProvision:
    return ReadProvision(article.title, article.number, unit.parts, penalty, unit.text)


def _paragraphs(lines: list[str]) -> Iterator[tuple[_Unit, list[_Unit]]]:
    paragraph: _Unit | None = None
    items: list[_Unit] = []
    for line in lines:
        numbered = _PARAGRAPH.match(line)
        item = None if numbered else _ITEM.match(line)
        if item is not None and paragraph is not None:
            own, _, rest = line[item.end() :].partition("   ")
            items.append(_Unit((*paragraph.parts, item[1] or item[2]), own))
            # After the last item the sentence of the paragraph goes on, behind a wide space.
            paragraph.text += f" {rest.strip()}" if rest.strip() else ""
            continue
        if numbered or paragraph is None:
            if paragraph is not None:
                yield paragraph, items
            parts = (numbered[1],) if numbered else ()
            paragraph, items = _Unit(parts, line[numbered.end() :] if numbered else line), []
            continue
        # The text goes on after its items.
        paragraph.text += " " + line
    if paragraph is not None:
        yield paragraph, items


def _penalty(text: str) -> Penalty | None:
    """Return the one penalty that `text` threatens; None when it names none, or several."""
    life = {_months(matched) for matched in _LIFE.finditer(text)}
    rest = _LIFE.sub(" ", text)
    if _ALTERS.search(text):
        return None
    found = list(_PRISON.finditer(rest))
    prison = {_months(matched) for matched in found}
    unread = _PRISON.sub(" ", rest)
    if "gevangenisstraf" in unread.casefold() or len(life | prison) > 1:
        return None
    if life:
        return Penalty(life.pop(), life=True)
    if prison:
        return Penalty(prison.pop(), in_weeks=any(matched["weeks"] for matched in found))
    if _DETENTION.search(text) or _FINE.search(text):
        return Penalty(None)
    return None


def _label_of(text: str) -> str:
    """Return a short label of what `text` makes punishable: its name, or the words of the act."""
    named = _QUALIFICATION.search(text)
    if named is not None:
        return _capital(named["name"])
    words = _VERBS.sub(" ", _PENALTY_WORDS.sub(" ", _SAME.sub(" ", text)))
    words = re.sub(r"\s+([,;:.])", r"\1", " ".join(words.split()))
    words = re.sub(r"(?:[,;:.] ?)+(?=[,;:.])", "", words).strip(" ,;:.")
    words = re.sub(r"(?:,? (?:met|of|wordt))+$", "", words).strip(" ,;:.")
    if len(words) <= _LABEL_LENGTH:
        return _capital(words)
    return _capital(words[:_LABEL_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:.")) + " ..."


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _raised(text: str, *, before: set[Penalty]) -> Penalty | None:
    """Return the heaviest penalty `before` in the article as `text` raises it, if it does.

    For half as much again of fifteen years the law gives prison for life, so that is not computed.
    """
    matched = _RAISED.search(text)
    months = [each.maximum_months for each in before if each.maximum_months is not None]
    if matched is None or not months or _OTHER_ARTICLES.search(text) or "levenslange" in text:
        return None
    heaviest = max(months)
    added = heaviest // 3 if "derde" in matched[0] else heaviest // 2
    return Penalty(heaviest + added, life=any(each.life for each in before), raised=True)


def _months(matched: re.Match[str]) -> int:
    found = matched.groupdict()
    if found.get("weeks"):
        return 1
    if found.get("months"):
        return _NUMBERS[found["months"].casefold()]
    years = _NUMBERS[found["years"].casefold()]
    more = found.get("more")
    return 12 * years + (_NUMBERS[more.casefold()] if more else 0)
