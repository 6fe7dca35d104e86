"""Look up what a source cited in the tables of offences, by the day of the offence."""

from collections import defaultdict
from collections.abc import Sequence
from typing import get_args

from msgspec import structs

from jds.domain.blocks import Offence, OffenceKind
from jds.domain.partial_date import earliest, latest
from jds.domain.time import LegalDay
from jds.law.articles import is_marked_old, name_of_act, read_citations
from jds.law.offences.aggravation import CitedBeside, Raise
from jds.law.offences.lists import OffenceList
from jds.law.offences.meaning import PlacedProvision, meaning_of
from jds.law.offences.offence_class import CitedArticle, ListStanding, OffenceClass
from jds.law.offences.provisions import Provision
from jds.law.offences.rules import OffenceLaw
from jds.law.rule_file import Confidence, Rule
from jds.law.values import NamesOfActs


class OffenceCatalogue:
    """The tables of offences of one edition of the law, ready to be asked."""

    def __init__(self, law: OffenceLaw, *, names: Rule[NamesOfActs]) -> None:
        self._acts = {
            name_of_act(spelling): act
            for act, spellings in names.newest.value.names.items()
            for spelling in (act, *spellings)
        }
        self._rows: dict[tuple[str, str], list[PlacedProvision]] = defaultdict(list)
        for rule in law.acts:
            table = rule.newest.value
            for row in table.provisions:
                (at,) = read_citations(row.article)
                self._rows[table.act, at.article].append(PlacedProvision(at, row))
        self._beside = CitedBeside(law.aggravation.newest.value)
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
        old = is_marked_old(law, article, paragraph or "")
        return tuple(
            CitedArticle(act, citation, marked_old=old)
            for citation in read_citations(article, paragraph=paragraph)
        )

    def _classify(self, offence: Offence) -> OffenceClass:
        first, last = earliest(offence.period.first), latest(offence.period.last)
        doubts: set[str] = set()
        if first is None or last is None:
            doubts.add("datum-onbekend")
        cited = [
            self._meant(each, first=first, last=last, doubts=doubts)
            for article in offence.articles
            for each in self.cite(article.law, article.article, article.paragraph)
        ]
        found = _sum_up(
            self._raised(cited, first=first, last=last, doubts=doubts),
            stated=offence.kind if isinstance(offence.kind, str) else None,
            doubts=doubts,
            unknown_counts=self._beside.value.unknown_beside_known == "counts",
        )
        standings: dict[tuple[str, LegalDay], ListStanding] = {
            key: listed.standing(found, first=first, last=last)
            for key, listed in self._lists.items()
        }
        return structs.replace(found, on_lists=standings)

    def _meant(
        self,
        cited: CitedArticle,
        *,
        first: LegalDay | None,
        last: LegalDay | None,
        doubts: set[str],
    ) -> CitedArticle:
        """Return `cited` with every provision it may mean, and note what makes that doubtful."""
        if cited.act is None:
            doubts.add("wet-onbekend")
            return cited
        of_article = self._rows.get((cited.act, cited.citation.article), ())
        meaning = meaning_of(
            cited.citation,
            of_article=of_article,
            first=first,
            last=last,
            marked_old=cited.marked_old,
        )
        no_row = not meaning.rows or meaning.paragraph_unknown or meaning.other_law
        # What describes an offence on some of the days stays one: the heaviest meaning decides.
        never_a_row = not any(each.held_during(first, last) for each in meaning.rows)
        if (
            no_row
            and (never_a_row or meaning.paragraph_unknown)
            and self._beside.is_beside(cited, first=first, last=last)
        ):
            return structs.replace(cited, is_beside=True)
        noted = {
            "artikel-onbekend": not meaning.rows,
            "lid-onbekend": meaning.paragraph_unknown,
            "meer-bepalingen": meaning.several,
            "wetswijziging-in-periode": meaning.changed,
            "andere-wet": meaning.other_law,
        }
        doubts.update(doubt for doubt, holds in noted.items() if holds)
        return structs.replace(
            cited,
            meant=tuple(each.row for each in meaning.rows),
            by_other_law=meaning.other_law,
        )

    def _raised(
        self,
        cited: list[CitedArticle],
        *,
        first: LegalDay | None,
        last: LegalDay | None,
        doubts: set[str],
    ) -> list[CitedArticle]:
        """Return `cited` with the maxima that other articles of the same offence raise."""
        if self._beside.is_lighter(cited):
            doubts.add("maximum-lager-mogelijk")
        raises = self._beside.raises(cited, first=first, last=last)
        if not raises:
            return cited
        if self._beside.value.raised_maximum == "does-not-count":
            doubts.add("strafverzwaring-niet-geteld")
            return cited
        doubts.add("strafverzwaring")
        return [
            structs.replace(
                each, meant=tuple(_heaviest(row, act=each.act, raises=raises) for row in each.meant)
            )
            for each in cited
        ]


def _heaviest(row: Provision, *, act: str | None, raises: Sequence[Raise]) -> Provision:
    """Return `row` as the heaviest of `raises` raises it; they do not add up."""
    if act is None:
        return row
    (at,) = read_citations(row.article)
    raised = [each.of_row(row, act=act, at=at) for each in raises]
    return max((row, *raised), key=lambda each: (each.life, each.maximum_months or 0))


def _sum_up(
    cited: Sequence[CitedArticle],
    *,
    stated: OffenceKind | None,
    doubts: set[str],
    unknown_counts: bool,
) -> OffenceClass:
    """Return the class of an offence that cites `cited`; the heaviest provision decides."""
    rows = [row for each in cited for row in each.meant]
    if not rows:
        doubts.add("artikel-onbekend")
    kinds = {row.kind for row in rows}
    if stated is not None and kinds and stated not in kinds:
        doubts.add("soort-wijkt-af")
    is_unknown = (
        not rows
        or any(row.maximum_unknown for row in rows)
        or "lid-onbekend" in doubts
        or (unknown_counts and any(not each.meant and not each.is_beside for each in cited))
    )
    if is_unknown:
        doubts.add("maximum-onbekend")
    return OffenceClass(
        kind=stated or (next(iter(kinds)) if len(kinds) == 1 else None),
        cited=tuple(cited),
        categories=frozenset(row.category for row in rows),
        maximum_months=max(
            (row.maximum_months for row in rows if row.maximum_months is not None), default=None
        ),
        maximum_unknown=is_unknown,
        life=any(row.life for row in rows),
        whats=tuple(sorted({row.what for row in rows})),
        confidence=", ".join(sorted({row.confidence for row in rows}, key=_MARKS.index)),
        doubts=tuple(sorted(doubts)),
    )


_MARKS: tuple[Confidence, ...] = get_args(Confidence)
