"""Tell whether an offence is of a sort that a rule names: no, maybe or yes.

The articles of a list decide where they can. A category of ours decides where the rule gives a
word only. Whatever a source left open (no article, an act nobody listed, no paragraph, a period
that crosses a change of law) gives maybe, never a guess.
"""

from datetime import date

from msgspec import Struct

from jds.domain.blocks import SourceValue
from jds.domain.time import LegalDay
from jds.law.articles import ArticleList, Citation, read_article_list
from jds.law.certificates.certainty import Certainty
from jds.law.certificates.values import SortOfOffence
from jds.law.offences.lists import ListedOffence
from jds.law.offences.offence_class import CitedArticle, OffenceClass

_DOUBTFUL = frozenset(("meer-bepalingen", "wetswijziging-in-periode"))


class _Row(Struct, frozen=True):
    act: str
    articles: ArticleList
    committed_from: date
    committed_before: date

    def names(self, cited: CitedArticle, *, on: date) -> bool:
        return (
            self.committed_from <= on < self.committed_before
            and cited.act == self.act
            and self.articles.covers(cited.citation)
        )


class Sort:
    """A sort of offences, ready to be asked."""

    def __init__(self, written: SortOfOffence) -> None:
        self._written = written
        self._certain = _rows(written.offences)
        self._perhaps = _rows(written.perhaps_offences)
        self._categories = frozenset(written.categories)
        self._perhaps_categories = frozenset(written.perhaps_categories)
        self._known: dict[object, tuple[OffenceClass, Certainty]] = {}

    def of_offence(
        self, offence: OffenceClass, *, first: LegalDay | None, last: LegalDay | None
    ) -> Certainty:
        """Return whether an offence committed between `first` and `last` is of the sort."""
        # The catalogue hands out one object for each class, so its identity names it; the object
        # is kept with the answer, so that no other can take its place.
        asked = (id(offence), first, last)
        found = self._known.get(asked)
        if found is None:
            if len(self._known) > 50_000:
                self._known.clear()
            found = self._known[asked] = (offence, self._decide(offence, first, last))
        return found[1]

    def of_ecris(self, code: str | SourceValue | None) -> Certainty:
        """Return whether a foreign offence with an ECRIS `code` is of the sort."""
        digits = "".join(code.split()) if isinstance(code, str) else ""
        if not digits.isdigit():
            return _maybe(self._written.unknown_ecris == "may-be")
        if digits.startswith(self._written.ecris):
            return Certainty.YES
        return _maybe(digits.startswith(self._written.perhaps_ecris))

    def _decide(
        self, offence: OffenceClass, first: LegalDay | None, last: LegalDay | None
    ) -> Certainty:
        if offence.kind == "overtreding" and not self._written.minor_offences:
            return Certainty.NO
        days = self._telling_days(first, last)
        return max(
            _listed(self._certain, offence, days=days),
            self._by_category(offence),
            min(Certainty.MAYBE, _listed(self._perhaps, offence, days=days)),
            _maybe(not self._perhaps_categories.isdisjoint(offence.categories)),
            self._if_articles_say_nothing(offence),
        )

    def _telling_days(self, first: LegalDay | None, last: LegalDay | None) -> tuple[date, ...]:
        """Return days that stand for all from `first` to `last`: one for each state of the list."""
        begin, end = first or date.min, last or date.max
        changes = {
            day
            for row in (*self._certain, *self._perhaps)
            for day in (row.committed_from, row.committed_before)
            if begin < day <= end
        }
        return (begin, *sorted(changes))

    def _by_category(self, offence: OffenceClass) -> Certainty:
        if self._categories.isdisjoint(offence.categories):
            return Certainty.NO
        minimum = self._written.minimum_months
        heaviest = offence.maximum_months
        if minimum is not None and not (
            offence.life or (heaviest is not None and heaviest >= minimum)
        ):
            return _maybe(offence.maximum_unknown)
        # The heaviest maximum may be that of another provision than the one of the category.
        mixed = not offence.categories <= self._categories
        doubtful = mixed or (minimum is not None and not _DOUBTFUL.isdisjoint(offence.doubts))
        if doubtful and self._written.several_provisions == "may-be":
            return Certainty.MAYBE
        return Certainty.YES

    def _if_articles_say_nothing(self, offence: OffenceClass) -> Certainty:
        if self._written.unknown_articles == "no":
            return Certainty.NO
        if not offence.cited:
            return Certainty.MAYBE
        if self._categories and not offence.is_known:
            return Certainty.MAYBE
        # An act nobody listed may be another spelling of one that is.
        return _maybe(
            any(
                row.articles.covers(cited.citation)
                for cited in offence.cited
                if cited.act is None
                for row in self._certain
            )
        )


def _rows(written: tuple[ListedOffence, ...]) -> tuple[_Row, ...]:
    return tuple(
        _Row(
            act=row.act,
            articles=read_article_list(row.articles),
            committed_from=row.committed_from or date.min,
            committed_before=row.committed_before or date.max,
        )
        for row in written
    )


def _listed(rows: tuple[_Row, ...], offence: OffenceClass, *, days: tuple[date, ...]) -> Certainty:
    """Return yes when the list names the offence on all `days`, maybe when on some.

    A citation without the parts that the list names may mean them.
    """
    certain = [
        any(row.names(cited, on=day) for cited in offence.cited for row in rows) for day in days
    ]
    if all(certain):
        return Certainty.YES
    if any(certain):
        return Certainty.MAYBE
    return _maybe(
        any(
            row.act == cited.act and _is_wider(cited.citation, row.articles)
            for cited in offence.cited
            for row in rows
            if any(row.committed_from <= day < row.committed_before for day in days)
        )
    )


def _is_wider(citation: Citation, articles: ArticleList) -> bool:
    return any(single.lies_within(citation) for single in articles.single)


def _maybe(holds: bool) -> Certainty:
    return Certainty.MAYBE if holds else Certainty.NO
