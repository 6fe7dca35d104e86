"""Which provisions a citation may mean, on every day an offence may have been committed.

The law of the day of the offence decides. On a day on which several provisions fit, all may be
meant; on one on which there was no such article, those of other days may be, since a judgment may
cite newer or older law (Sr 1(2)). The meaning in a period is that of all its days together, so a
longer period never means less.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from jds.domain.time import LegalDay
from jds.law.articles import Citation
from jds.law.offences.provisions import Provision


class PlacedProvision(Struct, frozen=True):
    """A provision with the citation of its article, ready to be compared."""

    at: Citation
    row: Provision

    def held_on(self, day: date) -> bool:
        """Tell whether the provision held on `day`."""
        starts, ends = self.row.starts_on, self.row.ends_before
        return (starts is None or starts <= day) and (ends is None or day < ends)

    def held_during(self, first: LegalDay | None, last: LegalDay | None) -> bool:
        """Tell whether the provision held on some day from `first` to `last`, both included."""
        starts, ends = self.row.starts_on, self.row.ends_before
        return (starts is None or last is None or starts <= last) and (
            ends is None or first is None or first < ends
        )


class Meaning(Struct, frozen=True, kw_only=True):
    """What a citation may mean in a period.

    Attributes:
        rows: Every provision, in the order of the tables.
        several: On one day more than one may be meant.
        changed: Not on all days the same.
        other_law: On some day only provisions of other days.
        paragraph_unknown: The article is there and the paragraph is not.
    """

    rows: tuple[PlacedProvision, ...]
    several: bool = False
    changed: bool = False
    other_law: bool = False
    paragraph_unknown: bool = False


def meaning_of(
    citation: Citation,
    *,
    of_article: Sequence[PlacedProvision],
    first: LegalDay | None,
    last: LegalDay | None,
    marked_old: bool,
) -> Meaning:
    """Return what `citation` may mean from `first` to `last`, both included.

    Args:
        of_article: Every provision of the article, whenever it held.
        marked_old: The source wrote "(oud)", so provisions that no longer hold are meant.
    """
    old = [each for each in of_article if each.row.ends_before is not None]
    possible = old if marked_old and old else of_article
    by_day = [
        _on_a_day(citation, day=day, possible=possible)
        for day in _telling_days(possible, first, last)
    ]
    found = [meaning for meaning in by_day if meaning is not None]
    meant = {id(each) for meaning in found for each in meaning.rows}
    return Meaning(
        rows=tuple(each for each in of_article if id(each) in meant),
        several=any(meaning.several for meaning in found),
        changed=len({meaning.rows for meaning in found}) > 1,
        other_law=any(meaning.other_law for meaning in found),
        paragraph_unknown=any(meaning.paragraph_unknown for meaning in found),
    )


def _telling_days(
    rows: Iterable[PlacedProvision], first: LegalDay | None, last: LegalDay | None
) -> tuple[date, ...]:
    """Return days that stand for all from `first` to `last`: one for each state of the article."""
    begin, end = first or date.min, last or date.max
    changes = {
        day
        for each in rows
        for day in (each.row.starts_on, each.row.ends_before)
        if day is not None and begin < day <= end
    }
    return (begin, *sorted(changes))


def _on_a_day(
    citation: Citation, *, day: date, possible: Sequence[PlacedProvision]
) -> Meaning | None:
    in_force = [each for each in possible if each.held_on(day)]
    for rows, other_law in ((in_force, False), (possible, True)):
        exact = _closest(citation, rows=rows)
        if exact:
            return Meaning(rows=exact, several=len(exact) > 1, other_law=other_law)
    for rows, other_law in ((in_force, False), (possible, True)):
        if rows:
            return Meaning(
                rows=tuple(rows),
                several=len(rows) > 1,
                other_law=other_law,
                paragraph_unknown=True,
            )
    return None


def _closest(citation: Citation, *, rows: Sequence[PlacedProvision]) -> tuple[PlacedProvision, ...]:
    """Return the provisions that are the citation or parts of it, else the smallest around it."""
    within = tuple(each for each in rows if each.at.lies_within(citation))
    if within:
        return within
    around = [each for each in rows if citation.lies_within(each.at)]
    longest = max((len(each.at.parts) for each in around), default=0)
    return tuple(each for each in around if len(each.at.parts) == longest)
