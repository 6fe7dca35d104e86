"""Articles cited beside an offence that describe none themselves: general part, higher maximum.

A source writes "302 jo. 304": zware mishandeling, of a relative. Article 304 is no offence; it
raises what 302 threatens by a third. "47" and "45" say how somebody took part. None of them leaves
the offence unknown.
"""

from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct, structs

from jds.domain.time import LegalDay
from jds.law.articles import ArticleList, Citation, read_article_list
from jds.law.offences.offence_class import CitedArticle
from jds.law.offences.provisions import Provision
from jds.law.rule_file import RuleValue

WhetherCounted = Literal["counts", "does-not-count"]


class BesideAnOffence(RuleValue, frozen=True, kw_only=True):
    """Articles of an act that are cited beside an offence."""

    act: str
    articles: tuple[str, ...]
    note: str | None = None


class RaisingArticle(RuleValue, frozen=True, kw_only=True):
    """An article that raises the maximum of others of its act.

    Attributes:
        of: The articles whose maximum it raises.
        by: A third or a half of it.
        life_at_months: From this maximum up prison for life is possible instead.
        committed_from: First day of the offence on which it does; None when always.
        committed_before: First day on which it no longer does; None when always.
    """

    act: str
    articles: tuple[str, ...]
    of: tuple[str, ...]
    by: Literal["third", "half"]
    life_at_months: int | None = None
    committed_from: LegalDay | None = None
    committed_before: LegalDay | None = None
    note: str | None = None


class Aggravation(RuleValue, frozen=True, kw_only=True):
    """What is cited beside an offence, and the choices on the maximum.

    Attributes:
        raised_maximum: Whether the higher maximum is the statutory one.
        unknown_beside_known: Whether an unknown article leaves the maximum partly unknown.
        temporary_months_beside_life: Longest temporary prison where life is possible.
        general_part: Articles that describe no offence and change no maximum by themselves.
        lighter: Of these, the ones that lower the maximum.
    """

    raised_maximum: WhetherCounted
    unknown_beside_known: WhetherCounted
    temporary_months_beside_life: int
    general_part: tuple[BesideAnOffence, ...]
    lighter: tuple[BesideAnOffence, ...]
    raising: tuple[RaisingArticle, ...]


class Raise(Struct, frozen=True):
    """An article that raises the maximum of others, ready to be asked."""

    act: str
    articles: ArticleList
    of: ArticleList
    part: int
    life_at_months: int | None
    temporary_months_beside_life: int
    committed_from: LegalDay | None
    committed_before: LegalDay | None

    def of_row(self, row: Provision, *, act: str, at: Citation) -> Provision:
        """Return the provision at `at` with the maximum as this article raises it."""
        months = row.maximum_months
        if months is None or act != self.act or not self.of.covers(at) or self.articles.covers(at):
            return row
        if row.life or (self.life_at_months is not None and months >= self.life_at_months):
            months = max(months, self.temporary_months_beside_life)
            return structs.replace(row, maximum_months=months, life=True)
        return structs.replace(row, maximum_months=months + months // self.part)

    def is_cited(
        self, cited: CitedArticle, *, first: LegalDay | None, last: LegalDay | None
    ) -> bool:
        """Tell whether `cited` is this article, on some day from `first` to `last`."""
        if cited.act != self.act or not self.articles.covers(cited.citation):
            return False
        too_early = (
            self.committed_from is not None and last is not None and last < self.committed_from
        )
        too_late = (
            self.committed_before is not None
            and first is not None
            and first >= self.committed_before
        )
        return not too_early and not too_late


class CitedBeside:
    """What an edition of the law says of articles cited beside an offence, ready to be asked."""

    def __init__(self, value: Aggravation) -> None:
        self.value = value
        self._general = _by_act(value.general_part)
        self._lighter = _by_act(value.lighter)
        self._raises = tuple(
            Raise(
                row.act,
                read_article_list(row.articles),
                read_article_list(row.of),
                3 if row.by == "third" else 2,
                row.life_at_months,
                value.temporary_months_beside_life,
                row.committed_from,
                row.committed_before,
            )
            for row in value.raising
        )

    def is_beside(
        self, cited: CitedArticle, *, first: LegalDay | None, last: LegalDay | None
    ) -> bool:
        """Tell whether `cited` describes no offence of its own; the tables have no row for it."""
        return _covers(self._general, cited) or any(
            row.is_cited(cited, first=first, last=last) for row in self._raises
        )

    def is_lighter(self, every: Iterable[CitedArticle]) -> bool:
        """Tell whether one of the articles lowers the maximum."""
        return any(_covers(self._lighter, cited) for cited in every)

    def raises(
        self, every: Sequence[CitedArticle], *, first: LegalDay | None, last: LegalDay | None
    ) -> tuple[Raise, ...]:
        """Return what raises a maximum, of the articles that were cited together."""
        return tuple(
            row
            for row in self._raises
            if any(row.is_cited(cited, first=first, last=last) for cited in every)
        )


def _by_act(written: Iterable[BesideAnOffence]) -> dict[str, ArticleList]:
    return {row.act: read_article_list(row.articles) for row in written}


def _covers(lists: dict[str, ArticleList], cited: CitedArticle) -> bool:
    listed = None if cited.act is None else lists.get(cited.act)
    return listed is not None and listed.covers(cited.citation)
