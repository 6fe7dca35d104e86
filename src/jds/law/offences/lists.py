"""Lists of offences that a rule names by article, each row for the days on which it means that.

The date of the offence decides which row may count: Sr 242 is one offence before 1 July 2024 and
another from that day. An offence is on a list when a citation is at least as precise as a row, and
the days it may have been committed touch the days of that row.
"""

from collections import defaultdict

from msgspec import Struct

from jds.domain.time import LegalDay
from jds.law.articles import ArticleList, read_article_list
from jds.law.offences.offence_class import OffenceClass
from jds.law.rule_file import RuleValue


class ListedOffence(RuleValue, frozen=True, kw_only=True):
    """A row of a list of offences.

    Attributes:
        act: The act, by its name in `law_names.yaml`.
        articles: Articles and ranges of it, such as `302`, `141(2)` and `242-247`.
        committed_from: First day of the offence on which the row counts; None when always.
        committed_before: First day on which it no longer does; None when always.
        note: What a reader must know.
    """

    act: str
    articles: tuple[str, ...]
    committed_from: LegalDay | None = None
    committed_before: LegalDay | None = None
    note: str | None = None


class ListOfOffences(RuleValue, frozen=True):
    """A list of offences as its file has it."""

    offences: tuple[ListedOffence, ...]


class _Row(Struct, frozen=True):
    articles: ArticleList
    committed_from: LegalDay | None
    committed_before: LegalDay | None

    def touches(self, first: LegalDay | None, last: LegalDay | None) -> bool:
        """Tell whether the row counts on some day from `first` to `last`, both included."""
        too_early = self.committed_from is not None and (
            last is not None and last < self.committed_from
        )
        too_late = self.committed_before is not None and (
            first is not None and first >= self.committed_before
        )
        return not too_early and not too_late


class OffenceList:
    """A list of offences, ready to be asked."""

    def __init__(self, written: tuple[ListedOffence, ...]) -> None:
        self._rows: dict[str, list[_Row]] = defaultdict(list)
        for row in written:
            self._rows[row.act].append(
                _Row(read_article_list(row.articles), row.committed_from, row.committed_before)
            )

    def covers(
        self, offence: OffenceClass, *, first: LegalDay | None, last: LegalDay | None
    ) -> bool:
        """Tell whether an offence committed between `first` and `last` is, or may be, listed."""
        return any(
            row.touches(first, last) and row.articles.covers(cited.citation)
            for cited in offence.cited
            if cited.act is not None
            for row in self._rows.get(cited.act, ())
        )
