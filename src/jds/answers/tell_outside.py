"""What the register tells everybody of itself: how current it is, and which answers that touches.

The same facts go to partners as JSON and to everybody as a page. They are of sources, purposes and
moments, and of nobody: no number of messages, no running number, no reason that somebody typed. The
only free text is the notice of a declaration, which two people signed to be told.

Source: reference on the outage of 2025, stories 19 and 20; Wjsg art. 3(5).
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, TypeAlias

from msgspec import Struct

from jds.accounting.advice_changes import AdviceChange, list_advice_changes
from jds.accounting.editions import newest_law
from jds.database.connection import Connection
from jds.domain.time import (
    Instant,
    LegalDay,
    amsterdam_day,
    as_instant,
    duration_to_text,
    instant_to_text,
)
from jds.errors import LawDataProblem, StoreProblem
from jds.law.currency.needed import NeededByPurpose
from jds.law.rules import Law
from jds.sources.currency import SourceCurrency, currency_now
from jds.sources.plain_state import FROM_WORST, Plain, PlainState, plain_state, worst_of
from jds.sources.register import list_sources
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


class AnswersOutside(Struct, frozen=True, kw_only=True):
    """What is told of the answers to one recipient for one purpose.

    Attributes:
        state: Of the least current source that they need; not connected when there is none of a
            kind that nothing can be said without.
        complete_through_at: Up to when all they need is proven to be here; None when it never was.
        waits_for: The sources they need that are not current.
        not_there: Kinds of source that they need and of which none is registered.
    """

    recipient: str
    purpose: str
    state: PlainState
    complete_through_at: Instant | None
    waits_for: tuple[str, ...]
    not_there: tuple[str, ...]


class Outside(Struct, frozen=True, kw_only=True):
    """What is told outside, as of one moment.

    Attributes:
        beat: When somebody last looked at the sources; None when nobody ever did.
        unwatched: When nobody watched lately and somebody does again, the last first.
        answers: By recipient and purpose; None when the law data cannot be read.
        declared: What two people declared about advice, and that holds now or will.
    """

    stated_at: Instant
    valid_until: Instant
    beat: Beat | None
    sources: tuple[SourceOutside, ...]
    unwatched: tuple[Unwatched, ...] = ()
    answers: tuple[AnswersOutside, ...] | None = None
    declared: tuple[AdviceChange, ...] = ()

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
            plain=plain_state(currency, is_watched=watched, at=at),
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
        answers=_answers(connection, told, at=at),
        declared=tuple(
            each
            for each in list_advice_changes(connection)
            if each.ended_at is None and each.ends_before > amsterdam_day(at)
        ),
    )


def answers_resting_on(
    sources: Sequence[SourceOutside], law: Law, *, on: LegalDay
) -> tuple[AnswersOutside, ...]:
    """Return how current the sources leave the answers for every purpose that may be used."""
    needed = NeededByPurpose(law)
    told = []
    for pair in sorted(law.disclosure.purposes):
        purpose = law.disclosure.purposes[pair].on(on).value
        if not purpose.is_open:
            continue
        needs = needed.of(pair, on=on)
        used = [each for each in sources if each.currency.kind in needs.kinds]
        kinds = {each.currency.kind for each in used}
        state = worst_of(tuple(each.plain.state for each in used))
        told.append(
            AnswersOutside(
                recipient=purpose.recipient,
                purpose=purpose.purpose,
                state=(
                    "niet-verbonden"
                    if state is None or not needs.can_say_something(kinds)
                    else state
                ),
                complete_through_at=_oldest(used),
                waits_for=tuple(
                    each.currency.source for each in used if each.plain.state != "actueel"
                ),
                not_there=needs.not_connected(kinds),
            )
        )
    return tuple(told)


def _answers(
    connection: Connection, sources: Sequence[SourceOutside], *, at: Instant
) -> tuple[AnswersOutside, ...] | None:
    try:
        law = newest_law(connection)
    except (LawDataProblem, StoreProblem):
        # How the sources stand is told all the same; of the answers nobody can tell.
        return None
    return answers_resting_on(sources, law, on=amsterdam_day(at))


def _oldest(sources: Sequence[SourceOutside]) -> Instant | None:
    """Return up to when all of some sources are proven; None when one of them never was."""
    through = [each.currency.complete_through_at for each in sources]
    known = [each for each in through if each is not None]
    return min(known) if known and len(known) == len(through) else None


def present_outside(outside: Outside) -> Json:
    """Return what is told in the words of the wire."""
    return {
        "vastgesteldOp": instant_to_text(outside.stated_at),
        "geldigTot": instant_to_text(outside.valid_until),
        "daarna": "onbekend",
        "toestand": outside.state,
        "bewaking": _watching(outside),
        "bronnen": [_source(each) for each in outside.sources],
        "antwoorden": (
            None if outside.answers is None else [_answer(each) for each in outside.answers]
        ),
        "verklaringen": [_declared(each) for each in outside.declared],
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


def _answer(told: AnswersOutside) -> Json:
    return {
        "ontvanger": told.recipient,
        "doel": told.purpose,
        "toestand": told.state,
        "volledigTot": _text(told.complete_through_at),
        "wachtOp": list(told.waits_for),
        "nietAangesloten": list(told.not_there),
    }


def _declared(change: AdviceChange) -> Json:
    return {
        "nummer": change.number,
        "doelen": list(change.purposes),
        "klassen": list(change.risks),
        "advies": change.advice,
        "vanaf": change.starts_on.isoformat(),
        "tot": change.ends_before.isoformat(),
        "mededeling": change.notice_nl,
        "mededelingEn": change.notice_en,
    }


def _text(at: Instant | None) -> str | None:
    return None if at is None else instant_to_text(at)
