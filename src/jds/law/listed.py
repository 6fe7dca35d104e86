"""The list of minor offences that enter with the case, like a crime (Bjsg art. 4).

The list names acts and articles, a source cites them in its own way. They are compared by the
name of the act and the article as `jds.law.articles` reads them; a citation is listed when it is at
least as precise as the list. What the law asks besides and no message states was decided row by
row, in the files.
"""

from collections.abc import Sequence

from msgspec import Struct

from jds.domain.blocks import Article
from jds.domain.time import LegalDay
from jds.law.articles import (
    ArticleList,
    Citation,
    name_of_act,
    read_article_list,
    read_citations,
)
from jds.law.rule_file import Rule, Version
from jds.law.rules import Law
from jds.law.values import ListedAct, ListedActs


class Listing(Struct, frozen=True, kw_only=True):
    """Where the list names an offence.

    Attributes:
        rule: Id of the part of the list.
        cite: Where the law names it.
        what: The subject, for people.
        confidence: How sure that part of the list is.
    """

    rule: str
    cite: str
    what: str
    confidence: str


class _Row(Struct, frozen=True, kw_only=True):
    """A row of the list, ready to be compared."""

    whole_act: bool
    articles: ArticleList
    together_with: ArticleList | None
    listing: Listing

    def covers(self, cited: Sequence[Citation]) -> bool:
        """Tell whether the row names an offence for which all of `cited` is cited of its act."""
        if self.whole_act:
            return True
        if not any(map(self.articles.covers, cited)):
            return False
        return self.together_with is None or any(map(self.together_with.covers, cited))


class ListedMinorOffences:
    """The list, by day and act."""

    def __init__(self, law: Law) -> None:
        self._acts = {
            name_of_act(spelling): act
            for act, spellings in law.names_of_acts.newest.value.names.items()
            for spelling in (act, *spellings)
        }
        self._parts = tuple(
            (rule, {v.takes_effect_on: _rows_by_act(v, rule=rule) for v in rule.versions})
            for rule in law.listed
        )

    def find(self, articles: Sequence[Article], *, on: LegalDay | None) -> Listing | None:
        """Return where the list of day `on` (the newest when None) names one of `articles`."""
        cited: dict[str, list[Citation]] = {}
        for article in articles:
            act = self._acts.get(name_of_act(article.law))
            if act is not None:
                citations = read_citations(article.article, paragraph=article.paragraph)
                cited.setdefault(act, []).extend(citations)
        if not cited:
            return None
        for rule, rows_on in self._parts:
            rows_by_act = rows_on[rule.on(on).takes_effect_on]
            for act, of_act in cited.items():
                for row in rows_by_act.get(act, ()):
                    if row.covers(of_act):
                        return row.listing
        return None


def _rows_by_act(
    version: Version[ListedActs], *, rule: Rule[ListedActs]
) -> dict[str, tuple[_Row, ...]]:
    rows: dict[str, tuple[_Row, ...]] = {}
    for act in version.value.acts:
        if act.not_stated == "stays-out":
            continue
        row = _Row(
            whole_act=act.whole_act,
            articles=read_article_list(act.articles),
            together_with=read_article_list(act.together_with) if act.together_with else None,
            listing=_listing(act, version=version, rule=rule),
        )
        rows[act.law] = (*rows.get(act.law, ()), row)
    return rows


def _listing(act: ListedAct, *, version: Version[ListedActs], rule: Rule[ListedActs]) -> Listing:
    return Listing(rule=rule.id, cite=act.cite, what=act.what, confidence=version.confidence)
