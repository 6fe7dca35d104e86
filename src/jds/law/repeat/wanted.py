"""Which earlier offences are asked for: articles by act, each under the numbering of its day."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Literal, TypeAlias

from msgspec import Struct

from jds.domain.blocks import Article
from jds.domain.time import LegalDay
from jds.law.articles import ArticleList, Citation, name_of_act, read_article_list, read_citations
from jds.law.facts import Fact
from jds.law.offences.catalogue import OffenceCatalogue
from jds.law.reasons import Reason, because
from jds.law.repeat.rules import Numbering, RepeatLaw, RepeatTerm, SimilarAct
from jds.law.rule_file import Rule

Match: TypeAlias = Literal["yes", "perhaps", "no"]
"""Whether an offence is of the articles asked for."""


class Span(Struct, frozen=True):
    """The days on which something happened; None where nothing bounds it."""

    first: LegalDay | None
    last: LegalDay | None

    def side_of(self, day: LegalDay) -> Literal["before", "from", "either"]:
        """Tell on which side of the day a law changed."""
        if self.last is not None and self.last < day:
            return "before"
        if self.first is not None and self.first >= day:
            return "from"
        return "either"


class Found(Struct, frozen=True):
    """Whether an offence matches, and why; the best of its citations."""

    match: Match
    reasons: tuple[Reason, ...]


class Wanted:
    """The articles of one question, ready to be compared with offences."""

    def __init__(
        self, law: RepeatLaw, *, catalogue: OffenceCatalogue, offence: Span, on: LegalDay | None
    ) -> None:
        self._law = law
        self._catalogue = catalogue
        self._offence = offence
        self._on = on
        self._single: dict[str, list[Citation]] = defaultdict(list)
        self._lists: dict[str, list[ArticleList]] = defaultdict(list)
        self._whole_acts: set[str] = set()
        self._unknown_acts = False

    def add(self, articles: Iterable[Article]) -> None:
        """Ask for `articles` as a source cites them."""
        for act, citation, is_known in cited_by(articles, catalogue=self._catalogue):
            self._single[act].append(citation)
            self._unknown_acts = self._unknown_acts or not is_known

    def add_listed(self, act: str, articles: ArticleList) -> None:
        """Ask for the articles of a rule as well."""
        self._lists[act].append(articles)

    def add_whole_act(self, act: str) -> None:
        """Ask for every offence of an act as well."""
        self._whole_acts.add(act)

    def find(self, fact: Fact) -> Found:
        """Tell whether `fact` is of an article asked for."""
        best = Found("no", (because(self._law.terms, "other_article", on=self._on),))
        if not fact.offence_class.cited or self._may_be_of_unknown_act(fact):
            best = Found("perhaps", (because(self._law.terms, "act_unknown", on=self._on),))
        for act, citation in self._cited(fact):
            found = self._compare(act, citation, fact=fact)
            if found.match == "yes":
                return found
            if best.match == "no" and found.reasons:
                best = found
        return best

    def _may_be_of_unknown_act(self, fact: Fact) -> bool:
        """Tell whether it cites an article of that number in an act that has no name here."""
        if self._unknown_acts:
            return False
        return any(
            each.act is None and each.citation.article == wanted.article
            for each in fact.offence_class.cited
            for articles in self._single.values()
            for wanted in articles
        )

    def _cited(self, fact: Fact) -> Iterable[tuple[str, Citation]]:
        known = [
            (each.act, each.citation) for each in fact.offence_class.cited if each.act is not None
        ]
        if not self._unknown_acts:
            return known
        # Only a question about an act without a name of its own compares names as written.
        return [
            (act, citation)
            for act, citation, _ in cited_by(
                fact.offence.description.articles, catalogue=self._catalogue
            )
        ]

    def _compare(self, act: str, citation: Citation, *, fact: Fact) -> Found:
        committed = Span(fact.committed_first, fact.committed_last)
        if act in self._whole_acts:
            return Found("yes", ())
        covered = any(map(citation.lies_within, self._single.get(act, ()))) or any(
            each.covers(citation) for each in self._lists.get(act, ())
        )
        if covered:
            return self._same_numbering(act, citation, committed=committed)
        if any(wanted.lies_within(citation) for wanted in self._single.get(act, ())):
            found = self._same_numbering(act, citation, committed=committed)
            if found.match == "no":
                return found
            less = because(self._law.terms, "less_precise", on=self._on)
            return Found("perhaps", (*found.reasons, less))
        return self._successor(act, citation, committed=committed)

    def _same_numbering(self, act: str, citation: Citation, *, committed: Span) -> Found:
        rule = self._law.numbering
        for changed in _renumbered(rule, act=act, citation=citation, on=self._on):
            asked, own = self._offence.side_of(changed), committed.side_of(changed)
            if "either" in (asked, own):
                reason = because(rule, "numbering_unknown", on=self._on, changed_on=changed)
                return Found("perhaps", (reason,))
            if asked != own:
                reason = because(rule, "other_numbering", on=self._on, changed_on=changed)
                return Found("no", (reason,))
        return Found("yes", ())

    def _successor(self, act: str, citation: Citation, *, committed: Span) -> Found:
        """Compare with the article that took its place, where the law desk wrote one down."""
        rule = self._law.numbering
        for each in rule.on(self._on).value.successors:
            old, new = _one_citation(each.old), _one_citation(each.new)
            is_asked = each.act == act and any(
                wanted.lies_within(new) or new.lies_within(wanted)
                for wanted in self._single.get(act, ())
            )
            if not is_asked or not citation.lies_within(old):
                continue
            if self._offence.side_of(each.on) == "from" and committed.side_of(each.on) == "before":
                reason = because(rule, "successor", on=self._on, old=each.old, new=each.new)
                return Found("yes", (reason,))
        return Found("no", ())


def cited_by(
    articles: Iterable[Article], *, catalogue: OffenceCatalogue
) -> Iterable[tuple[str, Citation, bool]]:
    """Return what sources cited: the act, the article, and whether the act has a name here.

    An act without a name in the register is told apart by its name as written.
    """
    for article in articles:
        for each in catalogue.cite(article.law, article.article, article.paragraph):
            yield each.act or name_of_act(article.law), each.citation, each.act is not None


def covers(written: RepeatTerm | SimilarAct, *, act: str, citation: Citation) -> bool:
    """Tell whether an article is one of those a row names."""
    if written.act != act:
        return False
    if isinstance(written, SimilarAct) and written.whole_act:
        return True
    return listed(written.articles).covers(citation)


@cache
def listed(articles: tuple[str, ...]) -> ArticleList:
    """Read the articles of a rule; once, as every question compares with them."""
    return read_article_list(articles)


@cache
def _one_citation(article: str) -> Citation:
    return read_citations(article)[0]


def _renumbered(
    rule: Rule[Numbering], *, act: str, citation: Citation, on: LegalDay | None
) -> list[LegalDay]:
    return [
        each.on
        for each in rule.on(on).value.renumbered
        if each.act == act and listed(each.articles).covers(citation)
    ]
