"""What the register tells everybody of itself: how current it is, and which answers that touches.

The same facts go to partners as JSON and to everybody as a page. They are of sources, purposes and
moments, and of nobody: no number of messages, no running number, no reason that somebody typed.

Source: reference on the outage of 2025, stories 19 and 20; Wjsg art. 3(5).
"""

from datetime import timedelta
from typing import Any, TypeAlias

from msgspec import Struct

from jds.database.connection import Connection
from jds.domain.time import Instant, as_instant, duration_to_text, instant_to_text
from jds.sources.currency import SourceCurrency, currency_now
from jds.sources.plain_state import FROM_WORST, Plain, PlainState, plain_state, worst_of
from jds.sources.register import list_sources
from jds.sources.rhythm import Rhythm, rhythms_of
from jds.sources.unwatched import Unwatched, unwatched_after
from jds.sources.watch import Beat, heard_at, last_beat

Json: TypeAlias = dict[str, Any]

INTERIM_WAYS = ("papier", "koerier", "e-mail", "telefoon")
"""By which ways clerks take what a source cannot send itself."""


UNWATCHED_TOLD_FOR = timedelta(days=30)
"""How long it is told that nobody watched."""


class SourceOutside(Struct, frozen=True, kw_only=True):
    """What is told of one source.

    Attributes:
        interim_since: Since when clerks may enter for it what comes on paper; None when they may
            not.
    """

    currency: SourceCurrency
    plain: Plain
    interim_since: Instant | None

    @property
    def heard_at(self) -> Instant | None:
        """When it last logged something that came; None when nothing ever did."""
        return heard_at(self.currency)


class Outside(Struct, frozen=True, kw_only=True):
    """What is told outside, as of one moment.

    Attributes:
        beat: When somebody last looked at the sources; None when nobody ever did.
        unwatched: When nobody watched lately and somebody does again, the last first.
    """

    stated_at: Instant
    valid_until: Instant
    beat: Beat | None
    sources: tuple[SourceOutside, ...]
    unwatched: tuple[Unwatched, ...] = ()

    @property
    def is_watched(self) -> bool:
        """Tell whether somebody looks at the sources."""
        return is_watched(self.beat, at=self.stated_at)

    @property
    def state(self) -> PlainState | None:
        """Return the state of the least current source; None when there are no sources."""
        return worst_of(tuple(each.plain.state for each in self.sources))


def is_watched(beat: Beat | None, *, at: Instant) -> bool:
    """Tell whether somebody looks at the sources."""
    return beat is not None and not beat.is_overdue(at=at)


def tell_outside(connection: Connection, *, at: Instant, valid_until: Instant) -> Outside:
    """Return what is told outside now.

    Args:
        valid_until: From then on nobody may take it for what holds.
    """
    beat = last_beat(connection)
    watched = is_watched(beat, at=at)
    sources = list_sources(connection)
    urns = {each.source_id: each.urn for each in sources}
    interim = {urns[each.paper_of]: each.added_at for each in sources if each.paper_of is not None}
    told = [
        SourceOutside(
            currency=currency,
            plain=plain_state(
                currency, _agreed(connection, currency.source, at=at), is_watched=watched, at=at
            ),
            interim_since=interim.get(currency.source),
        )
        for currency in currency_now(connection, at=at)
    ]
    told.sort(key=lambda each: FROM_WORST.index(each.plain.state))
    return Outside(
        stated_at=at,
        valid_until=valid_until,
        beat=beat,
        sources=tuple(told),
        unwatched=tuple(unwatched_after(connection, as_instant(at - UNWATCHED_TOLD_FOR))),
    )


def present_outside(outside: Outside) -> Json:
    """Return what is told in the words of the wire."""
    return {
        "vastgesteldOp": instant_to_text(outside.stated_at),
        "geldigTot": instant_to_text(outside.valid_until),
        "daarna": "onbekend",
        "toestand": outside.state,
        "bewaking": _watching(outside),
        "bronnen": [_source(each) for each in outside.sources],
    }


def _watching(outside: Outside) -> Json:
    beat = outside.beat
    return {
        "iemandKijkt": outside.is_watched,
        "laatsteRonde": _text(None if beat is None else beat.at),
        "verwachtVoor": _text(None if beat is None else beat.due_at),
        "onbewaakt": [
            {"van": instant_to_text(each.from_at), "tot": instant_to_text(each.until_at)}
            for each in outside.unwatched
        ],
    }


def _source(told: SourceOutside) -> Json:
    currency = told.currency
    delay = currency.usual_delay
    return {
        "bron": currency.source,
        "soort": currency.kind,
        "toestand": told.plain.state,
        "waarom": list(told.plain.why),
        "laatstGehoord": _text(told.heard_at),
        "afgesnedenSinds": _text(currency.isolated_since),
        "twijfelVanaf": _text(currency.distrusted_from),
        "volledigVanaf": _text(currency.complete_from_at),
        "volledigTot": _text(currency.complete_through_at),
        "gebruikelijkeVertraging": None if delay is None else duration_to_text(delay),
        "tussenkanaal": (
            None
            if told.interim_since is None
            else {"sinds": instant_to_text(told.interim_since), "wegen": list(INTERIM_WAYS)}
        ),
    }


def _agreed(connection: Connection, urn: str, *, at: Instant) -> Rhythm:
    """Return what was agreed with a source at a moment; what was agreed first counts before."""
    agreed = rhythms_of(connection, urn)
    return next((each.rhythm for each in reversed(agreed) if each.since <= at), agreed[0].rhythm)


def _text(at: Instant | None) -> str | None:
    return None if at is None else instant_to_text(at)
