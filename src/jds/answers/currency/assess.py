"""Assess one answer: how current it is, what of that matters, and what is advised meanwhile.

Pure: the same person, sources, doubts and declarations give the same, whenever it is asked.
"""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from jds.answers.asked import Inquiry
from jds.answers.currency.doubts import DoubtfulMessage, counted
from jds.answers.currency.weigh import CurrencyRules, Weighed, WeighedSource
from jds.domain.time import Instant, amsterdam_day
from jds.law.currency.advise import AdviceRules, Advised, Declared
from jds.law.currency.clearing import ClearingRules, Silence
from jds.law.currency.could_change import KnownOf
from jds.law.currency.risks import RiskRules, StatedRisks
from jds.law.currency.rules import Doubt
from jds.law.facts import PersonFacts
from jds.law.reasons import Reason
from jds.law.rules import Law
from jds.sources.currency import SourceCurrency


class Assessed(Struct, frozen=True, kw_only=True):
    """How current an answer is, and what follows from it.

    Attributes:
        doubts: Messages about the person that cannot be relied on, counted by why.
        advised: None when nothing is missing or in doubt that matters.
        doubtful: These messages.
        declared: What two people declared for this purpose and day.
        complete: Why a decision can be taken all the same, when sources are behind and nothing of
            them matters.
        awaited: The sources that must be back before the advice can change.
    """

    weighed: Weighed
    doubts: Mapping[Doubt, int]
    silence: Silence
    advised: Advised | None
    doubtful: tuple[DoubtfulMessage, ...] = ()
    declared: tuple[Declared, ...] = ()
    complete: Reason | None = None
    awaited: tuple[WeighedSource, ...] = ()


class AssessmentRules:
    """The rules on currency, advice and holds, of one edition of the law."""

    def __init__(self, law: Law) -> None:
        self._currency = CurrencyRules(law)
        self._clearing = ClearingRules(law)
        self._risks = RiskRules(law)
        self._advice = AdviceRules(law)
        self._with_children = {
            (version.takes_effect_on, each.code)
            for version in law.certificates.profiles.versions
            for each in version.value.profiles
            if each.with_children
        }
        self._profiles = law.certificates.profiles

    def assess(
        self,
        currencies: Sequence[SourceCurrency],
        *,
        inquiry: Inquiry,
        known: KnownOf,
        seen: PersonFacts | None,
        doubtful: Sequence[DoubtfulMessage],
        declared: Sequence[Declared],
        at: Instant,
    ) -> Assessed:
        """Return how current an answer is, and what follows from it.

        Args:
            currencies: Of every source, as known at the moment of the answer.
            seen: The person as the ground sees them; None when nothing is shown.
            doubtful: Messages about the person that cannot be relied on.
            declared: What two people declared for this purpose.
            at: The moment of the answer.
        """
        request, assessing = inquiry.request, inquiry.assessing
        pair, on = request.pair, request.on
        weighed = self._currency.weigh(
            currencies, known, request=request, years=assessing.years, at=at
        )
        # What a source may send that the purpose does not need is not to be seen in the answer.
        aside = {each.currency.source for each in weighed.sources if not each.is_needed}
        doubtful = [each for each in doubtful if each.source not in aside]
        doubts = counted(doubtful)
        silence = self._clearing.judge(doubts, pair=pair, on=on)
        in_doubt = any(doubts.values())
        never_enough = self._advice.is_never_enough(
            pair, on=on, nothing_shown=not known.shows_something
        )
        # Where nothing known is never enough, every needed source must be back, whatever it lacks.
        behind = tuple(each for each in weighed.needed if each.behind)
        awaited = behind if never_enough else weighed.missing
        if not awaited and weighed.is_connected and not in_doubt:
            return Assessed(
                weighed=weighed,
                doubts=doubts,
                silence=silence,
                advised=None,
                declared=tuple(declared),
                complete=self._advice.because_complete(on=on) if behind else None,
            )
        found = self._risks.find(
            None if silence.is_silent else seen,
            StatedRisks(
                in_doubt=in_doubt,
                police_indication=assessing.police_indication,
                vulnerable=self._is_vulnerable(inquiry),
            ),
            pair=pair,
            on=on,
        )
        advised = self._advice.advise(
            found,
            pair=pair,
            applied_on=assessing.applied_on or on,
            on=on,
            # What is asked about a day long ago is still decided now: a term that is over is over.
            decided_on=max(on, amsterdam_day(at)),
            never_enough=never_enough and bool(awaited or not weighed.is_connected),
            declared=declared,
        )
        return Assessed(
            weighed=weighed,
            doubts=doubts,
            silence=silence,
            advised=advised,
            doubtful=tuple(doubtful),
            declared=tuple(declared),
            awaited=awaited,
        )

    def _is_vulnerable(self, inquiry: Inquiry) -> bool:
        assessing = inquiry.assessing
        since = self._profiles.on(inquiry.request.on).takes_effect_on
        return assessing.with_children or (since, assessing.profile) in self._with_children
