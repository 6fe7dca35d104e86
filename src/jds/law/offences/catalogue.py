"""Look up what a source cited in the tables of offences, by the day of the offence."""

from collections import defaultdict
from collections.abc import Iterable

from msgspec import structs

from jds.domain.blocks import Offence, OffencePeriod
from jds.domain.partial_date import earliest, latest
from jds.domain.time import LegalDay
from jds.law.articles import Citation, name_of_act, read_citations
from jds.law.offences.lists import OffenceList
from jds.law.offences.offence_class import CitedArticle, ListStanding, OffenceClass
from jds.law.offences.provisions import Category, Provision
from jds.law.offences.rules import OffenceLaw
from jds.law.rule_file import Rule
from jds.law.values import NamesOfActs


class OffenceCatalogue:
    """The tables of offences of one edition of the law, ready to be asked."""

    def __init__(self, law: OffenceLaw, *, names: Rule[NamesOfActs]) -> None:
        self._acts = {
            name_of_act(spelling): act
            for act, spellings in names.newest.value.names.items()
            for spelling in (act, *spellings)
        }
        self._rows: dict[str, dict[str, list[tuple[Citation, Provision]]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for rule in law.acts:
            table = rule.newest.value
            for provision in table.provisions:
                (citation,) = read_citations(provision.article)
                self._rows[table.act][citation.article].append((citation, provision))
        self._lists = {
            (rule.id, version.takes_effect_on): OffenceList(
                version.value.offences, categories=version.value.categories
            )
            for rule in law.lists.every()
            for version in rule.versions
        }
        self._found: dict[object, OffenceClass] = {}

    def classify(self, offence: Offence) -> OffenceClass:
        """Return what the law says of `offence` on the day, or days, it was committed.

        The kind that the source stated is believed; the tables decide only where it stated none.
        """
        asked = (offence.articles, offence.period, offence.kind)
        found = self._found.get(asked)
        if found is None:
            # The same few thousand questions come back all the time.
            if len(self._found) > 50_000:
                self._found.clear()
            found = self._found[asked] = self._classify(offence)
        return found

    def cite(self, law: str, article: str, paragraph: str | None) -> tuple[CitedArticle, ...]:
        """Return the articles that a source cited, the act by its name in the register."""
        act = self._acts.get(name_of_act(law))
        return tuple(
            CitedArticle(act, citation) for citation in read_citations(article, paragraph=paragraph)
        )

    def _classify(self, offence: Offence) -> OffenceClass:
        doubts: set[str] = set()
        cited = tuple(
            each
            for article in offence.articles
            for each in self.cite(article.law, article.article, article.paragraph)
        )
        cited = tuple(self._with_meaning(each, offence.period, doubts) for each in cited)
        rows = [row for each in cited for row in each.meant]
        if not cited:
            doubts.add("artikel-onbekend")
        kinds = {row.kind for row in rows}
        stated = offence.kind if isinstance(offence.kind, str) else None
        if stated is not None and kinds and stated not in kinds:
            doubts.add("soort-wijkt-af")
        maximum_unknown = not rows or any(row.maximum_unknown for row in rows)
        if maximum_unknown:
            doubts.add("maximum-onbekend")
        categories: frozenset[Category] = frozenset(row.category for row in rows)
        found = OffenceClass(
            kind=stated or (next(iter(kinds)) if len(kinds) == 1 else None),
            cited=cited,
            categories=categories,
            maximum_months=max(
                (row.maximum_months for row in rows if row.maximum_months is not None),
                default=None,
            ),
            maximum_unknown=maximum_unknown,
            life=any(row.life for row in rows),
            whats=tuple(sorted({row.what for row in rows})),
            confidence=", ".join(dict.fromkeys(row.confidence for row in rows)),
            doubts=tuple(sorted(doubts)),
        )
        return structs.replace(found, on_lists=self._standings(found, period=offence.period))

    def _with_meaning(
        self, cited: CitedArticle, period: OffencePeriod, doubts: set[str]
    ) -> CitedArticle:
        if cited.act is None:
            doubts.add("wet-onbekend")
            return cited
        meant = self._meant(cited.act, cited.citation, period=period, doubts=doubts)
        if not meant:
            doubts.add("artikel-onbekend")
        return structs.replace(cited, meant=tuple(meant))

    def _standings(
        self, found: OffenceClass, *, period: OffencePeriod
    ) -> dict[tuple[str, LegalDay], ListStanding]:
        first, last = earliest(period.first), latest(period.last)
        return {
            key: listed.standing(found, first=first, last=last)
            for key, listed in self._lists.items()
        }

    def _meant(
        self, act: str, citation: Citation, *, period: OffencePeriod, doubts: set[str]
    ) -> list[Provision]:
        """Return the provisions that `citation` may mean in `period`."""
        first, last = earliest(period.first), latest(period.last)
        if first is None or last is None:
            doubts.add("datum-onbekend")
        in_force = [
            (at, row)
            for at, row in self._rows[act][citation.article]
            if _held(row, first=first, last=last)
        ]
        exact = [row for at, row in in_force if at == citation]
        wider = [row for at, row in in_force if citation.lies_within(at)]
        narrower = [row for at, row in in_force if at.lies_within(citation)]
        meant = exact or wider or narrower
        if len(meant) > 1:
            doubts.add("meer-bepalingen")
        if len({(row.starts_on, row.ends_before) for row in meant}) > 1:
            doubts.add("wetswijziging-in-periode")
        return meant


def _held(row: Provision, *, first: LegalDay | None, last: LegalDay | None) -> bool:
    """Tell whether `row` held on some day from `first` to `last`, both included."""
    starts_too_late = row.starts_on is not None and last is not None and last < row.starts_on
    ended_before = row.ends_before is not None and first is not None and row.ends_before <= first
    return not starts_too_late and not ended_before


def heaviest(classes: Iterable[OffenceClass]) -> int | None:
    """Return the heaviest known maximum in months; None when none is known."""
    return max(
        (each.maximum_months for each in classes if each.maximum_months is not None), default=None
    )
