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

_NUMBERS = {
    word: number
    for number, word in enumerate(
        "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien "
        "zestien zeventien achttien negentien twintig".split(),
        start=1,
    )
} | {"één": 1, "dertig": 30}
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
    rf"gevangenisstraf (?:of hechtenis )?van (?:ten|het) hoogste (?:{_LENGTH}|(?P<weeks>{_NUMBER}) weken)",
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
_HOLDS_TOO = re.compile(r"zijn (?:ook |mede )?van toepassing op")
# A paragraph that changes a penalty, or says what else may follow, is no offence of its own.
_CHANGES = re.compile(
    r"(?:kan|kunnen|wordt|worden)\b[^.;]*\b(?:verhoogd|verdubbeld|verminderd)\b|"
    r"\bontzet(?:ting)?\b|bijkomende straf|openbaarmaking van (?:zijn|de) (?:uitspraak|vonnis)|"
    r"\bop klacht\b|niet (?:strafbaar|vervolgbaar|vervolgd)|niet toepasselijk"
)


@dataclass(frozen=True)
class Penalty:
    """What a provision threatens: prison in months when any, and whether life is possible."""

    maximum_months: int | None
    life: bool = False


@dataclass(frozen=True)
class ReadProvision:
    """A provision with a penalty of its own, or that of the paragraph it points at."""

    book: int
    title: str
    article: str
    parts: tuple[str, ...]
    penalty: Penalty
    text: str

    @property
    def cite(self) -> str:
        """The citation, such as `141(2)(1)`."""
        return self.article + "".join(f"({part})" for part in self.parts)


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
    book: int
    title: str
    number: str
    lines: list[str]


SHOW = False


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


def _articles(text: str) -> Iterator[_ArticleText]:
    book, title = 1, ""
    article: _ArticleText | None = None
    for line in map(str.strip, text.replace("gevangenis straf", "gevangenisstraf").splitlines()):
        heading = line.startswith("#")
        if heading and article is not None and article.book > 1:
            yield article
        if heading:
            article = None
        if matched := _BOOK.match(line):
            book = ("Eerste", "Tweede", "Derde").index(matched[1]) + 1
        elif matched := _TITLE.match(line):
            title = matched[1].replace(" ", "")
        elif "slotbepaling" in line and heading:
            return
        elif matched := _ARTICLE.match(line):
            article = _ArticleText(book, title, matched[1], [])
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
        if own is not None:
            before.add(own)
            yield _found(article, paragraph, own)
            continue
        by_item = [(item, _penalty(item.text)) for item in items]
        if by_item and all(penalty for _, penalty in by_item):
            for item, penalty in by_item:
                assert penalty is not None
                before.add(penalty)
                yield _found(article, item, penalty)
            continue
        if not _CHANGES.search(whole) or SHOW:
            yield NotRead(article.number, paragraph.parts, whole)


def _found(article: _ArticleText, unit: _Unit, penalty: Penalty) -> ReadProvision:
    return ReadProvision(
        article.book, article.title, article.number, unit.parts, penalty, unit.text
    )


def _paragraphs(lines: list[str]) -> Iterator[tuple[_Unit, list[_Unit]]]:
    paragraph: _Unit | None = None
    items: list[_Unit] = []
    for line in lines:
        numbered = _PARAGRAPH.match(line)
        item = None if numbered else _ITEM.match(line)
        if item is not None and paragraph is not None:
            key = item[1] or item[2]
            items.append(_Unit((*paragraph.parts, key), line[item.end() :]))
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
    if _CHANGES.search(text):
        return None
    life = {_months(matched) for matched in _LIFE.finditer(text)}
    rest = _LIFE.sub(" ", text)
    prison = {_months(matched) for matched in _PRISON.finditer(rest)}
    unread = _PRISON.sub(" ", rest)
    if "gevangenisstraf" in unread.casefold() or len(life | prison) > 1:
        return None
    if life:
        return Penalty(life.pop(), life=True)
    if prison:
        return Penalty(prison.pop())
    if _DETENTION.search(text) or _FINE.search(text):
        return Penalty(None)
    return None


def _months(matched: re.Match[str]) -> int:
    found = matched.groupdict()
    if found.get("weeks"):
        return 1  # the unit is a month; no rule asks for less
    if found.get("months"):
        return _NUMBERS[found["months"].casefold()]
    years = _NUMBERS[found["years"].casefold()]
    more = found.get("more")
    return 12 * years + (_NUMBERS[more.casefold()] if more else 0)
