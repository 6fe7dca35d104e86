"""The plain state of a source (toestand) for the outside: three words, and one for none. Pure.

    niet-verbonden   nothing comes of it: it was cut off, or is silent
    verbonden        it is heard, and nothing proves that all of it is here
    inhalen          it is trusted again, and its backlog comes in
    actueel          it is proven to be complete up to a moment that is recent enough

The standing of a source (stand) says what was seen of it; a partner wants to know whether "up" may
be taken for "complete". It may only in the last state, and only while somebody looks.

Source: reference on the outage of 2025, stories 19 and 20.
"""

from datetime import timedelta
from typing import Literal, TypeAlias

from msgspec import Struct

from jds.domain.time import Instant
from jds.sources.currency import SourceCurrency
from jds.sources.rhythm import USUAL_SILENCE
from jds.sources.watch import heard_at

PlainState: TypeAlias = Literal["niet-verbonden", "verbonden", "inhalen", "actueel"]
"""Plain state (toestand): not connected, connected, catching up, current."""

FROM_WORST: tuple[PlainState, ...] = ("niet-verbonden", "verbonden", "inhalen", "actueel")

WhyNot: TypeAlias = Literal[
    "afgesneden",
    "nooit-gehoord",
    "stil",
    "nog-niet-vertrouwd",
    "achterstand",
    "in-twijfel",
    "berichten-ontbreken",
    "aantallen-verschillen",
    "wacht-op-vergelijking",
    "niet-volledig-bewezen",
    "bewijs-te-oud",
    "iets-klopt-niet",
    "niemand-keek",
]
"""Why a source is not current. None of them counts anything: a count may point at a person."""


_A_DAY = timedelta(days=1)


class Plain(Struct, frozen=True):
    """What is told outside of one source.

    Attributes:
        why: Empty exactly when it is current.
    """

    state: PlainState
    why: tuple[WhyNot, ...]


def plain_state(currency: SourceCurrency, *, is_watched: bool, at: Instant) -> Plain:
    """Return the plain state of a source at a moment.

    Args:
        is_watched: Somebody looks at the sources. While nobody does, none is current: what is
            missing would be seen by nobody.
    """
    why = _why_not(currency, is_watched=is_watched, at=at)
    return Plain(_state(currency, why), why)


def worst_of(states: tuple[PlainState, ...]) -> PlainState | None:
    """Return the state of the least current of some sources; None when there are none."""
    return min(states, key=FROM_WORST.index, default=None)


def _state(currency: SourceCurrency, why: tuple[WhyNot, ...]) -> PlainState:
    if currency.standing == "afgesneden":
        return "niet-verbonden"
    if currency.standing == "inhalen":
        return "inhalen"
    # One that returns sends: what comes of it waits, so that it seems to be silent.
    if currency.standing != "terugkerend" and ("stil" in why or "nooit-gehoord" in why):
        return "niet-verbonden"
    return "verbonden" if why else "actueel"


def _why_not(currency: SourceCurrency, *, is_watched: bool, at: Instant) -> tuple[WhyNot, ...]:
    heard = heard_at(currency)
    through = currency.complete_through_at
    silent_after = currency.silent_after or USUAL_SILENCE
    found: dict[WhyNot, bool] = {
        "afgesneden": currency.standing == "afgesneden",
        "nooit-gehoord": heard is None,
        "stil": heard is not None and at - heard > silent_after,
        "nog-niet-vertrouwd": currency.standing == "terugkerend",
        "achterstand": currency.standing == "inhalen",
        "in-twijfel": currency.distrusted_from is not None,
        "berichten-ontbreken": bool(currency.gaps),
        "aantallen-verschillen": currency.counts_differ,
        "wacht-op-vergelijking": currency.quarantined > 0,
        "niet-volledig-bewezen": through is None,
        "bewijs-te-oud": through is not None and at - through > _proof_lasts(currency),
    }
    if not any(found.values()):
        # It is late for an alarm that says that something may be missing which is none of these.
        found["iets-klopt-niet"] = currency.standing != "actueel"
    found["niemand-keek"] = not is_watched
    return tuple(reason for reason, holds in found.items() if holds)


def _proof_lasts(currency: SourceCurrency) -> timedelta:
    """Return how old the proof of completeness of a current source may be.

    As answers judge it: a statement is usually about whole days, so that the newest proof may be a
    day older than the statement that gives it.
    """
    agreed = max(currency.silent_after or USUAL_SILENCE, currency.heartbeat_every or timedelta(0))
    return agreed + _A_DAY + (currency.usual_delay or timedelta(0))
