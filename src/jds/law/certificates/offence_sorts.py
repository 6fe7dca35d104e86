"""Tell whether an offence is of a sort that a rule names: no, maybe or yes.

The named lists and rows of a rule decide. Whatever a source left open (no article, an act nobody
listed, no paragraph, a period that crosses a change of law) gives maybe, never a guess.
"""

from jds.domain.blocks import SourceValue
from jds.domain.time import LegalDay
from jds.law.articles import ArticleList, read_article_list
from jds.law.certificates.certainty import Certainty
from jds.law.certificates.values import SortOfOffence
from jds.law.offences.lists import ListOfOffences, NamedLists, OffenceList
from jds.law.offences.offence_class import CitedArticle, ListStanding, OffenceClass
from jds.law.rule_file import Rule


class Sort:
    """A sort of offences as it holds on one day, ready to be asked."""

    def __init__(self, written: SortOfOffence, *, lists: NamedLists, on: LegalDay) -> None:
        self._written = written
        self._on = on
        self._lists: tuple[Rule[ListOfOffences], ...] = tuple(
            getattr(lists, name) for name in written.lists
        )
        values = [named.on(on).value for named in self._lists]
        self._by_category = any(value.categories for value in values)
        self._own = OffenceList(written.offences) if written.offences else None
        self._perhaps_categories = frozenset(written.perhaps_categories)
        self._numbers: tuple[ArticleList, ...] = tuple(
            read_article_list(row.articles)
            for rows in (written.offences, *(value.offences for value in values))
            for row in rows
        )

    def of_offence(
        self, offence: OffenceClass, *, first: LegalDay | None, last: LegalDay | None
    ) -> Certainty:
        """Return whether an offence committed between `first` and `last` is of the sort."""
        if offence.kind == "overtreding" and not self._written.minor_offences:
            return Certainty.NO
        found = Certainty.NO
        for named in self._lists:
            found = max(found, self._certainty(offence, offence.standing(named, on=self._on)))
        if found is not Certainty.YES and self._own is not None:
            standing = self._own.standing(offence, first=first, last=last)
            found = max(found, self._certainty(offence, standing))
        if found is Certainty.NO and not self._perhaps_categories.isdisjoint(offence.categories):
            return Certainty.MAYBE
        return found

    def of_ecris(self, code: str | SourceValue | None) -> Certainty:
        """Return whether a foreign offence with an ECRIS `code` is of the sort."""
        digits = "".join(code.split()) if isinstance(code, str) else ""
        if not digits.isdigit():
            return _maybe(self._written.unknown_ecris == "may-be")
        if digits.startswith(self._written.ecris):
            return Certainty.YES
        return _maybe(digits.startswith(self._written.perhaps_ecris))

    def _certainty(self, offence: OffenceClass, standing: ListStanding) -> Certainty:
        match standing:
            case "listed":
                return Certainty.YES
            case "perhaps":
                return _maybe(self._written.perhaps_listed == "may-be")
            case "unknown":
                return self._when_not_comparable(offence)
            case _:
                return Certainty.NO

    def _when_not_comparable(self, offence: OffenceClass) -> Certainty:
        """Return what holds of an offence that cannot be compared with a list."""
        if self._written.unknown_articles == "no":
            return Certainty.NO
        return _maybe(not offence.cited or any(map(self._may_mean_one, offence.cited)))

    def _may_mean_one(self, cited: CitedArticle) -> bool:
        if self._by_category and not cited.meant:
            return True
        # An act nobody listed may be another spelling of one that is; then the number must be too.
        return cited.act is None and any(
            numbers.covers(cited.citation) for numbers in self._numbers
        )


def _maybe(holds: bool) -> Certainty:
    return Certainty.MAYBE if holds else Certainty.NO
