"""Lists of offences that a rule names by article, each row for the days on which it means that.

The date of the offence decides which row may count: Sr 242 is one offence before 1 July 2024 and
another from that day. Whether an offence is on a list is not always certain: its date or paragraph
may be unknown, or a row may ask what no message states. That is told apart and never guessed, so
that each reader can err on the side that protects the person it decides about.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from jds.domain.time import LegalDay
from jds.law.articles import ArticleList, read_article_list
from jds.law.offences.offence_class import CitedArticle, ListStanding, OffenceClass
from jds.law.offences.provisions import Category, Provision
from jds.law.reading import RuleReader
from jds.law.rule_file import Rule, RuleValue


class ListedOffence(RuleValue, frozen=True, kw_only=True):
    """A row of a list of offences.

    Attributes:
        act: The act, by its name in `law_names.yaml`.
        articles: Articles and ranges of it, such as `302`, `141(2)` and `242-247`.
        committed_from: First day of the offence on which the row counts; None when always.
        committed_before: First day on which it no longer does; None when always.
        only_if: What the row asks besides, and no message states; the offence is then at most
            perhaps listed.
        note: What a reader must know.
    """

    act: str
    articles: tuple[str, ...]
    committed_from: LegalDay | None = None
    committed_before: LegalDay | None = None
    only_if: str | None = None
    note: str | None = None


class ListedCategory(RuleValue, frozen=True, kw_only=True):
    """A row that names offences by their category in the tables of offences.

    Attributes:
        maximum_at_least_months: Only those with this statutory maximum or more; None for all.
    """

    category: Category
    maximum_at_least_months: int | None = None
    note: str | None = None

    def standing_of(self, provision: Provision) -> ListStanding:
        """Tell whether `provision` is on the list by this row."""
        if provision.category != self.category:
            return "not-listed"
        least = self.maximum_at_least_months
        if least is None or provision.life or (provision.maximum_months or 0) >= least:
            return "listed"
        return "perhaps" if provision.maximum_unknown else "not-listed"


class ListOfOffences(RuleValue, frozen=True, kw_only=True):
    """A list of offences as its file has it: rows by article, rows by category, or both."""

    offences: tuple[ListedOffence, ...] = ()
    categories: tuple[ListedCategory, ...] = ()


class NamedLists(Struct, frozen=True, kw_only=True):
    """The lists of offences that more than one part of the law uses.

    Attributes:
        sexual: Kept for eighty years, and named apart for some recipients (Wjsg 4(4)).
        serious: Of which a mayor hears when the offender returns (Bjsg 11a(1)(a)(1)).
        serious_with_a_year: The same, when a year or more is unconditional (Bjsg 11a(1)(a)(2)).
        work_with_children: Told to other member states for work with children (Bjsg 35).
        certificate_sexual: For which the certificate of conduct looks back without limit.
        certificate_fraud: Of which the certificate takes the date of the decision (VOG-10, 11).
        certificate_violence: Violent crimes with six years or more (VOG-5).
        terrorism: Terrorist crimes, and those that prepare one (Sr 83, 83b; VOG-8).
        against_children: Against minors, as far as articles tell (VOG-8).
        never_prescribed: For which the right to prosecute never lapses (Sr 70(2)(2)).
        prescription_starts_later: Whose term starts on a day nobody states (Sr 71).
        juvenile_in_full: Whose term is not halved from sixteen years on (Sr 77d(2)).
    """

    sexual: Rule[ListOfOffences]
    serious: Rule[ListOfOffences]
    serious_with_a_year: Rule[ListOfOffences]
    work_with_children: Rule[ListOfOffences]
    certificate_sexual: Rule[ListOfOffences]
    certificate_fraud: Rule[ListOfOffences]
    certificate_violence: Rule[ListOfOffences]
    terrorism: Rule[ListOfOffences]
    against_children: Rule[ListOfOffences]
    never_prescribed: Rule[ListOfOffences]
    prescription_starts_later: Rule[ListOfOffences]
    juvenile_in_full: Rule[ListOfOffences]

    def every(self) -> tuple[Rule[ListOfOffences], ...]:
        """Return all of them."""
        return tuple(getattr(self, name) for name in self.__struct_fields__)


def read_named_lists(reader: RuleReader) -> NamedLists:
    """Read every named list."""
    return NamedLists(
        **{
            name: reader.rule(f"offences/lists/{name}.yaml", ListOfOffences)
            for name in NamedLists.__struct_fields__
        }
    )


class _Row(Struct, frozen=True):
    articles: ArticleList
    committed_from: LegalDay | None
    committed_before: LegalDay | None
    certain: bool

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

    def __init__(
        self, written: Iterable[ListedOffence], *, categories: Iterable[ListedCategory] = ()
    ) -> None:
        self._categories = tuple(categories)
        self._rows: dict[str, list[_Row]] = defaultdict(list)
        for row in written:
            self._rows[row.act].append(
                _Row(
                    read_article_list(row.articles),
                    row.committed_from,
                    row.committed_before,
                    row.only_if is None,
                )
            )

    def covers(
        self, offence: OffenceClass, *, first: LegalDay | None, last: LegalDay | None
    ) -> bool:
        """Tell whether an offence committed between `first` and `last` is, or may be, listed.

        What cannot be compared at all (an act nobody knows) is not covered; `standing` tells.
        """
        return self.standing(offence, first=first, last=last) in ("listed", "perhaps")

    def standing(
        self, offence: OffenceClass, *, first: LegalDay | None, last: LegalDay | None
    ) -> ListStanding:
        """Tell how an offence committed between `first` and `last`, both included, stands.

        `listed` and `not-listed` are certain. `perhaps`: a row names it on some days of the
        period, in a paragraph that was not cited, or under a condition no message states.
        `unknown`: something that was cited can not be compared, and nothing else is listed.
        """
        found = {self._standing_of(cited, first=first, last=last) for cited in offence.cited}
        if not found:
            return "unknown"
        return next(standing for standing in _STRONGEST_FIRST if standing in found)

    def _standing_of(
        self, cited: CitedArticle, *, first: LegalDay | None, last: LegalDay | None
    ) -> ListStanding:
        if cited.act is None:
            return "unknown"
        by_category = "not-listed" if cited.is_beside else self._by_category(cited.meant)
        if by_category == "listed":
            return "listed"
        of_act = self._rows.get(cited.act, ())
        # The law of another day was cited, so the days of the offence tell no row apart.
        rows = of_act if cited.by_other_law else [row for row in of_act if row.touches(first, last)]
        named = [row for row in rows if row.articles.covers(cited.citation)]
        certain = [row for row in named if row.certain and not cited.by_other_law]
        if certain and _fill(certain, first=first, last=last):
            return "listed"
        if named or any(row.articles.names_part_of(cited.citation) for row in rows):
            return "perhaps"
        return by_category

    def _by_category(self, meant: Sequence[Provision]) -> ListStanding:
        if not self._categories:
            return "not-listed"
        if not meant:
            return "unknown"
        found = [self._strongest_row(provision) for provision in meant]
        if len(set(found)) == 1:
            return found[0]
        return "perhaps"

    def _strongest_row(self, provision: Provision) -> ListStanding:
        found = {row.standing_of(provision) for row in self._categories}
        return next(standing for standing in _STRONGEST_FIRST if standing in found)


_FIRST_DAY = LegalDay(date.min)

_STRONGEST_FIRST: tuple[ListStanding, ...] = ("listed", "perhaps", "unknown", "not-listed")


def _fill(rows: Sequence[_Row], *, first: LegalDay | None, last: LegalDay | None) -> bool:
    """Tell whether the days of `rows` together hold every day from `first` to `last`.

    An offence whose number was listed before a change of law and is listed after it is listed,
    whichever day it was.
    """
    reached = first or _FIRST_DAY
    for row in sorted(rows, key=lambda row: row.committed_from or _FIRST_DAY):
        if (row.committed_from or _FIRST_DAY) > reached:
            return False
        if row.committed_before is None:
            return True
        reached = max(reached, row.committed_before)
        if last is not None and last < reached:
            return True
    return False
