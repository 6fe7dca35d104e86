"""Whether a source is behind what was agreed with it, and why: pure, as known at a moment.

*Connected is not current.* What came in is proven to be all by the source's own statement alone, so
a source that sends and proves nothing is as far behind as one that is silent.
"""

from datetime import timedelta
from typing import Literal, TypeAlias

from jds.domain.time import Instant
from jds.sources.currency import SourceCurrency

Behind: TypeAlias = Literal[
    "stand",
    "gaten",
    "nooit-bewezen",
    "bewijs-te-oud",
    "aantallen-verschillen",
    "in-quarantaine",
    "gewantrouwd",
]
"""Why a source is behind: its standing, missing numbers, no proof at all or none that is recent,
counts that disagree, messages in quarantine, or a period in which it is not trusted."""

_A_DAY = timedelta(days=1)
"""A statement is usually about whole days, so the newest proof may be a day older than it."""


def why_behind(currency: SourceCurrency, *, at: Instant) -> tuple[Behind, ...]:
    """Return why a source is behind on the moment `at`; nothing when it is not."""
    through = currency.complete_through_at
    found: list[tuple[Behind, bool]] = [
        ("stand", currency.standing != "actueel"),
        ("gaten", bool(currency.gaps) and not _is_on_its_way(currency, at=at)),
        ("nooit-bewezen", through is None),
        ("bewijs-te-oud", through is not None and _is_old(through, currency, at=at)),
        ("aantallen-verschillen", currency.counts_differ),
        ("in-quarantaine", currency.quarantined > 0),
        ("gewantrouwd", currency.distrusted_from is not None),
    ]
    return tuple(word for word, holds in found if holds)


def _is_on_its_way(currency: SourceCurrency, *, at: Instant) -> bool:
    """Tell whether what is missing may still be under way, as it usually is.

    A source that states every so often that everything was sent, and delivers within its usual
    delay, has always proven itself up to these two before now. What is missing then was logged
    after that proof. It is no more unknown than what was logged just now, and the answer says up to
    when it is known.
    """
    through = currency.complete_through_at
    if through is None or currency.heartbeat_every is None or currency.usual_delay is None:
        return False
    return at - through <= currency.heartbeat_every + currency.usual_delay


def _is_old(through: Instant, currency: SourceCurrency, *, at: Instant) -> bool:
    if currency.silent_after is None:
        return False
    agreed = max(currency.silent_after, currency.heartbeat_every or timedelta())
    allowed = agreed + _A_DAY + (currency.usual_delay or timedelta())
    return at - through > allowed
