"""Citations of articles, read the same way whether a source or the law desk wrote them.

Sources write one article in many ways: `107` with paragraph `1`, `107 lid 1`, `art. 107, 1e lid`,
`62 jo. 72 sub b`. A citation is here the number of the article and the parts of it that are
named, and nothing that is not written is assumed: `107` alone is not `107(1)`. Rule files may also
name a whole range of articles, `429bis-442a`.
"""

import re
from collections.abc import Iterable

from msgspec import Struct

_TOKEN = re.compile(r"[0-9]+(?:[.:][0-9]+)*[a-z]*|[a-z]+")
_JUNCTO = re.compile(r"\b(?:(?:jo|juncto)\b|j[°º])\.?")
_COUNTED_PARAGRAPH = re.compile(r"\b([0-9]+)(?:e|de|ste)(?=\s+lid\b)")
_RANGE = re.compile(r"([0-9]{1,9})([a-z]*)-([0-9]{1,9})([a-z]*)")
_SINGLE = re.compile(r"([0-9]{1,9})([a-z]*)")
_MARKED_OLD = re.compile(r"\boud\b")
_NOT_OF_A_NAME = re.compile(r"[^a-z0-9]+")

_CONNECTING = frozenset(
    {"art", "artikel", "lid", "aanhef", "en", "onder", "onderdeel", "letter", "sub", "ten", "oud"}
)
_ORDINALS = {
    "eerste": "1",
    "tweede": "2",
    "derde": "3",
    "vierde": "4",
    "vijfde": "5",
    "zesde": "6",
    "zevende": "7",
    "achtste": "8",
    "negende": "9",
    "tiende": "10",
}
# Order in which the code inserts articles after one number: 429, 429bis, 429ter, 429quater ...
_LATIN = ("bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies", "decies")


class Citation(Struct, frozen=True):
    """An article and the parts of it that are named, outermost first: 41a(1)(a)."""

    article: str
    parts: tuple[str, ...] = ()

    def lies_within(self, wider: "Citation") -> bool:
        """Tell whether this names `wider` or a part of it."""
        return self.article == wider.article and self.parts[: len(wider.parts)] == wider.parts


class ArticleRange(Struct, frozen=True):
    """All articles from `first` to `last`, both included; each as (number, place after it)."""

    first: tuple[int, int]
    last: tuple[int, int]

    def covers(self, citation: Citation) -> bool:
        """Tell whether the article of `citation` lies in the range."""
        place = _place(citation.article)
        return place is not None and self.first <= place <= self.last


class ArticleList(Struct, frozen=True):
    """The articles a rule names: single ones and ranges."""

    single: tuple[Citation, ...] = ()
    ranges: tuple[ArticleRange, ...] = ()

    def covers(self, citation: Citation) -> bool:
        """Tell whether `citation` names an article of the list, or a part of one."""
        return any(map(citation.lies_within, self.single)) or any(
            span.covers(citation) for span in self.ranges
        )

    def names_part_of(self, citation: Citation) -> bool:
        """Tell whether the list names a part of `citation`, which may be the part that is meant."""
        return any(single.lies_within(citation) for single in self.single)


def read_citations(article: str, *, paragraph: str | None = None) -> tuple[Citation, ...]:
    """Read what a source cites: usually one article, more when it wrote `juncto` (jo.).

    The paragraph belongs to the first article named. Text without a number cites nothing.
    """
    first, *others = _JUNCTO.split(article.casefold())
    written = (*_JUNCTO.split(f"{first} {(paragraph or '').casefold()}"), *others)
    found = (_citation(text) for text in written)
    return tuple(citation for citation in found if citation is not None)


def read_article_list(written: Iterable[str]) -> ArticleList:
    """Read the articles of a rule, such as `107(1)`, `22(a)` and `429bis-442a`.

    Raises:
        ValueError: One of them is no article or range; the text names it.
    """
    single: list[Citation] = []
    ranges: list[ArticleRange] = []
    for text in written:
        matched = _RANGE.fullmatch(text)
        if matched is None:
            cited = read_citations(text)
            if len(cited) != 1:
                raise ValueError(f"[{text}] is no article and no range of articles")
            single.append(cited[0])
            continue
        first, last = _place(matched[1] + matched[2]), _place(matched[3] + matched[4])
        if first is None or last is None or last < first:
            raise ValueError(f"[{text}] is no range of articles, lowest first")
        ranges.append(ArticleRange(first=first, last=last))
    return ArticleList(single=tuple(single), ranges=tuple(ranges))


def is_marked_old(*written: str) -> bool:
    """Tell whether a source wrote "(oud)": the act or article as it was before a change."""
    return any(_MARKED_OLD.search(text.casefold()) for text in written)


def name_of_act(written: str) -> str:
    """Reduce the name of an act to what tells it apart: `Wvw 1994 (oud)` is `wvw1994`."""
    return _NOT_OF_A_NAME.sub("", written.casefold().replace("(oud)", ""))


def _citation(text: str) -> Citation | None:
    counted = _COUNTED_PARAGRAPH.sub(r"\1", text)
    tokens = [_ORDINALS.get(token, token) for token in _TOKEN.findall(counted)]
    named = [token for token in tokens if token not in _CONNECTING]
    if not named or not named[0][0].isdigit():
        return None
    return Citation(article=named[0], parts=tuple(named[1:]))


def _place(article: str) -> tuple[int, int] | None:
    """Return where an article stands in its act; None for one that is not plainly numbered."""
    matched = _SINGLE.fullmatch(article)
    if matched is None:
        return None
    suffix = matched[2]
    if not suffix:
        return int(matched[1]), 0
    if suffix in _LATIN:
        return int(matched[1]), _LATIN.index(suffix) + 2
    if len(suffix) == 1:
        return int(matched[1]), ord(suffix) - ord("a") + 1
    return None
