"""Weigh the currency of an answer: which sources it needs, what is missing, what that can change.

An answer is known up to the moment up to which the oldest source that its purpose needs is proven
to be here (I4). Beside that it is *proven* up to a moment: the same, without the sources of which
nothing that is missing can change this answer.

Source: Wjsg art. 3(5); rules CUR-1, CUR-2, CUR-8.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from msgspec import Struct

from jds.answers.currency.behind import Behind, why_behind
from jds.domain.time import Instant, LegalDay, amsterdam_day, as_instant
from jds.law.currency.could_change import ChangeRules, KnownOf, MissingPart
from jds.law.currency.looks_back import LookBackRules
from jds.law.currency.needed import Needed, NeededByPurpose
from jds.law.disclosure.purposes import Purpose
from jds.law.disclosure.request import Request
from jds.law.reasons import Reason
from jds.law.rules import Law
from jds.sources.currency import SourceCurrency

_LONG_AGO = as_instant(datetime(1, 1, 2, tzinfo=UTC))


class WeighedSource(Struct, frozen=True, kw_only=True):
    """A source as it matters to one answer.

    Attributes:
        behind: Why it is behind; nothing when it is not.
        can_change: Whether what is missing of it can change this answer; None when it is not
            needed, or nothing of it is missing.
        reasons: Why.
    """

    currency: SourceCurrency
    is_needed: bool
    behind: tuple[Behind, ...] = ()
    can_change: bool | None = None
    reasons: tuple[Reason, ...] = ()


class Weighed(Struct, frozen=True, kw_only=True):
    """The currency of an answer.

    Attributes:
        known_until: Everything of every needed source is proven to be here up to this moment; None
            when that cannot be said of one of them.
        proven_until: The same, of those sources of which something missing can change the answer.
        not_connected: Kinds of source that are needed and of which none is connected.
        is_connected: No kind is among them without which nothing can be said.
    """

    sources: tuple[WeighedSource, ...]
    known_until: Instant | None
    proven_until: Instant | None
    not_connected: tuple[str, ...] = ()
    is_connected: bool = True

    @property
    def needed(self) -> tuple[WeighedSource, ...]:
        """The sources that the purpose needs."""
        return tuple(each for each in self.sources if each.is_needed)

    @property
    def missing(self) -> tuple[WeighedSource, ...]:
        """The needed sources of which something is missing that can change the answer."""
        return tuple(each for each in self.sources if each.can_change)

    @property
    def is_weakened(self) -> bool:
        """Tell whether something that is missing can change the answer."""
        return bool(self.missing) or not self.is_connected


class CurrencyRules:
    """The rules on the currency of an answer, of one edition of the law."""

    def __init__(self, law: Law) -> None:
        self._needed = NeededByPurpose(law)
        self._change = ChangeRules(law)
        self._looks_back = LookBackRules(law)
        self._purposes = law.disclosure.purposes

    def weigh(
        self,
        currencies: Sequence[SourceCurrency],
        known: KnownOf,
        *,
        request: Request,
        years: int | None,
        at: Instant,
    ) -> Weighed:
        """Return the currency of an answer.

        Args:
            currencies: Of every source, as known at the moment of the answer.
            known: What is known of the one who is asked about.
            years: How far back the recipient asked to look, when it said so.
            at: The moment of the answer.
        """
        pair, on = request.pair, request.on
        needed = self._needed.of(pair, on=on)
        purpose = self._purposes[pair].on(on).value
        weights = self._weights(currencies, needed, purpose, known, on=on, at=at)
        sources = []
        for currency in currencies:
            if currency.kind not in needed.kinds:
                sources.append(
                    WeighedSource(
                        currency=currency,
                        is_needed=False,
                        reasons=(self._needed.why_not(on=on),),
                    )
                )
                continue
            behind = why_behind(currency, at=at)
            weight = weights.get(currency.source)
            begins_later = self._begins_later(currency, request=request, years=years)
            sources.append(
                WeighedSource(
                    currency=currency,
                    is_needed=True,
                    behind=behind,
                    can_change=None if weight is None else weight[0],
                    reasons=tuple(
                        each
                        for each in (None if weight is None else weight[1], begins_later)
                        if each is not None
                    ),
                )
            )
        connected = {each.kind for each in currencies}
        is_connected = needed.can_say_something(connected)
        return Weighed(
            sources=tuple(sources),
            known_until=_known(sources) if is_connected else None,
            proven_until=_proven(sources, at=at) if is_connected else None,
            not_connected=needed.not_connected(connected),
            is_connected=is_connected,
        )

    def _weights(
        self,
        currencies: Sequence[SourceCurrency],
        needed: Needed,
        purpose: Purpose,
        known: KnownOf,
        *,
        on: LegalDay,
        at: Instant,
    ) -> dict[str, tuple[bool, Reason]]:
        missing = [
            each for each in currencies if each.kind in needed.kinds and why_behind(each, at=at)
        ]
        if not missing:
            return {}
        missing.sort(key=lambda each: (each.complete_through_at or _LONG_AGO, each.source))
        parts = [MissingPart(source=each.source, kind=each.kind) for each in missing]
        return {
            weight.part.source: (weight.can_change, weight.reason)
            for weight in self._change.weigh(purpose, known, parts, on=on)
        }

    def _begins_later(
        self, currency: SourceCurrency, *, request: Request, years: int | None
    ) -> Reason | None:
        if currency.complete_from_at is None:
            return None
        return self._looks_back.begins_later(
            amsterdam_day(currency.complete_from_at),
            pair=request.pair,
            years=years,
            back_from=request.offence_on or request.on,
            on=request.on,
        )


def _oldest(currencies: Iterable[SourceCurrency]) -> Instant | None:
    through = [each.complete_through_at for each in currencies]
    known = [each for each in through if each is not None]
    return min(known) if known and len(known) == len(through) else None


def _known(sources: Iterable[WeighedSource]) -> Instant | None:
    """Return the moment of the oldest needed source.

    One that never proved anything has none, and is left aside when it cannot change the answer.
    """
    return _oldest(
        each.currency
        for each in sources
        if each.is_needed
        and not (each.currency.complete_through_at is None and each.can_change is False)
    )


def _proven(sources: Iterable[WeighedSource], *, at: Instant) -> Instant | None:
    that_count = [
        each.currency for each in sources if each.is_needed and each.can_change is not False
    ]
    # Where nothing that is missing can change the answer, it is proven as of now.
    return _oldest(that_count) if that_count else at
