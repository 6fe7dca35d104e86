"""Facts for a status page: one source in every state, and what surrounds them."""

from datetime import timedelta

from jds.answers.tell_outside import Outside, SourceOutside
from jds.domain.time import Instant, as_instant, instant_from_text
from jds.sources.currency import SourceCurrency
from jds.sources.plain_state import Plain, PlainState, WhyNot
from jds.sources.watch import Beat

STATED = instant_from_text("2026-03-02T12:00:30Z")
VALID_UNTIL = instant_from_text("2026-03-02T12:30:59Z")
CUT_OFF = instant_from_text("2026-02-20T21:45:00Z")

BEAT = Beat(STATED, as_instant(STATED + timedelta(minutes=4)))
OVERDUE = Beat(instant_from_text("2026-03-02T09:00:00Z"), instant_from_text("2026-03-02T09:04:00Z"))

_KINDS: dict[PlainState, tuple[str, tuple[WhyNot, ...]]] = {
    "niet-verbonden": ("om", ("afgesneden", "in-twijfel")),
    "verbonden": ("court", ("berichten-ontbreken", "aantallen-verschillen")),
    "inhalen": ("cjib", ("achterstand", "wacht-op-vergelijking")),
    "actueel": ("person-authority", ()),
}


def source_in(state: PlainState) -> SourceOutside:
    """Return a source that is told to be in a state."""
    kind, why = _KINDS[state]
    is_cut_off = state == "niet-verbonden"
    currency = SourceCurrency(
        source=f"urn:nld:oin:00000001000000000001:systeem:systeem-{kind}",
        kind=kind,
        standing="afgesneden" if is_cut_off else "actueel",
        complete_through_at=None if state == "verbonden" else STATED,
        gaps=(),
        last_time=STATED,
        last_statement=None,
        position=1,
        received_at=STATED,
        complete_from_at=CUT_OFF if state == "inhalen" else None,
        usual_delay=timedelta(hours=2) if state == "actueel" else None,
        isolated_since=CUT_OFF if is_cut_off else None,
        distrusted_from=CUT_OFF if is_cut_off else None,
    )
    return SourceOutside(
        currency=currency,
        plain=Plain(state, why),
        interim_since=CUT_OFF if is_cut_off else None,
    )


def facts(
    *states: PlainState, beat: Beat | None = BEAT, valid_until: Instant = VALID_UNTIL
) -> Outside:
    """Return what is told outside of sources in these states."""
    return Outside(
        stated_at=STATED,
        valid_until=valid_until,
        beat=beat,
        sources=tuple(map(source_in, states)),
    )


EVERY_STATE = facts(*_KINDS)
