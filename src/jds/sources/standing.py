"""The standing of a source (stand), as a table of what may follow what: pure.

    actueel <-> laat           what is heard of it in time; `jds watch` sees it
    any      -> afgesneden     one operator cuts it off, at once
    afgesneden -> terugkerend  two people take it back; it is not trusted yet
    terugkerend -> inhalen     the first of what waits in quarantine was released
    inhalen  -> actueel        everything it counts itself is here, and nothing is left

Connected is not current: a source that is heard again is not current before that is proven.

Source: design, sections 3 and 5; ADR on standing.
"""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Literal, TypeAlias

from msgspec import Struct

from jds.domain.time import Instant
from jds.errors import NotAllowed
from jds.sources.rhythm import Rhythm

StandingWord: TypeAlias = Literal["actueel", "laat", "afgesneden", "terugkerend", "inhalen"]
"""Standing (stand): current, late, cut off, returning and not yet trusted, catching up."""

StatedWord: TypeAlias = Literal["afgesneden", "terugkerend", "inhalen"]

WATCH = "jds watch"
"""Stands as the actor where the register itself saw a change."""

BEGIN: StandingWord = "laat"
"""Standing of a source that was never heard: it proves nothing."""

QUARANTINED: frozenset[StandingWord] = frozenset(("afgesneden", "terugkerend"))
"""Standings in which what a source sends is set aside until it was compared and released."""

STATED: frozenset[StandingWord] = frozenset(("afgesneden", "terugkerend", "inhalen"))
"""Standings that hold until somebody changes them; the others follow from what is heard."""


class Transition(Struct, frozen=True):
    """One way from a standing to another.

    Attributes:
        means: Why it may be, for people.
        by_watch: The register itself makes it, and nobody else; else people make it.
    """

    means: str
    by_watch: bool = False


_CUT_OFF = Transition("an operator cuts it off, as a precaution or on evidence")

TRANSITIONS: Mapping[tuple[StandingWord, StandingWord], Transition] = MappingProxyType(
    {
        ("laat", "actueel"): Transition("it is heard again, as was agreed", by_watch=True),
        ("actueel", "laat"): Transition("it is not heard as was agreed", by_watch=True),
        ("actueel", "afgesneden"): _CUT_OFF,
        ("laat", "afgesneden"): _CUT_OFF,
        ("terugkerend", "afgesneden"): _CUT_OFF,
        ("inhalen", "afgesneden"): _CUT_OFF,
        ("afgesneden", "afgesneden"): Transition("it is distrusted from an earlier moment on"),
        ("afgesneden", "terugkerend"): Transition("two people take it back, with a new key"),
        ("terugkerend", "inhalen"): Transition("a first part of its backlog was released"),
        ("inhalen", "actueel"): Transition(
            "its counts agree, and no gap and nothing in quarantine is left", by_watch=True
        ),
    }
)
"""What may follow what; everything else is refused."""


class StandingRefused(NotAllowed):
    """The standing of a source cannot change in this way."""

    code = "standing-refused"


class Stated(Struct, frozen=True, kw_only=True):
    """A change of standing, with what holds from then on.

    Attributes:
        since: Later than everything the ledger recorded before.
        position: The last one before it.
        actor: Who made it; `jds watch` when the register saw it itself.
        isolated_since: Since when it has not been current for being cut off; None when it was not.
        distrusted_from: What it sent from here on is doubtful until compared.
    """

    standing: StandingWord
    former: StandingWord
    since: Instant
    position: int
    actor: str
    reason: str
    isolated_since: Instant | None = None
    distrusted_from: Instant | None = None


def next_stated(
    source: str,
    before: Stated | None,
    *,
    to: StandingWord,
    since: Instant,
    position: int,
    actor: str,
    reason: str,
    distrust_from: Instant | None = None,
) -> Stated:
    """Return the change of standing from `before`.

    Args:
        source: URN, for the sentence when it is refused.
        before: The last change; None when there was none.
        distrust_from: Only when it is cut off. An earlier moment than before widens the distrust;
            a later one never narrows it.

    Raises:
        StandingRefused: The table has no such transition, or it is not for this actor.
    """
    former = BEGIN if before is None else before.standing
    transition = TRANSITIONS.get((former, to))
    if transition is None or transition.by_watch != (actor == WATCH):
        may = [f"[{new}]" for (old, new), _ in TRANSITIONS.items() if old == former]
        raise StandingRefused(
            f"Source [{source}] is [{former}] and cannot become [{to}] in this way. From there it "
            f"becomes {' or '.join(may)}; see 'jds source show' for what each takes."
        )
    known = None if before is None else before.distrusted_from
    widened = _earliest(known, distrust_from)
    if former == to and widened == known:
        raise StandingRefused(
            f"Source [{source}] is cut off already. Only an earlier --distrust-from than the one "
            "that is noted adds something."
        )
    if to not in STATED:
        return Stated(
            standing=to, former=former, since=since, position=position, actor=actor, reason=reason
        )
    isolated = None if before is None else before.isolated_since
    return Stated(
        standing=to,
        former=former,
        since=since,
        position=position,
        actor=actor,
        reason=reason,
        isolated_since=since if isolated is None else isolated,
        distrusted_from=widened,
    )


class Heard(Struct, frozen=True, kw_only=True):
    """What was heard of a source by a moment.

    Attributes:
        logged_at: Latest `time` of an accepted message.
        received_at: When anything of it last came.
        heartbeat_at: When it made its last statement (bron-stand).
        heartbeat_agreed_at: Since when such statements are agreed; None when they are not.
        is_missing: An alarm is open that says that something may be missing.
    """

    logged_at: Instant | None = None
    received_at: Instant | None = None
    heartbeat_at: Instant | None = None
    heartbeat_agreed_at: Instant | None = None
    is_missing: bool = False

    @property
    def at(self) -> Instant | None:
        """When it was last heard; None when it never was.

        By when it logged what was accepted, not by when that arrived: a source whose backlog of
        last month comes in today is no more current for it. Nor is one whose clock runs ahead: it
        was heard when its last batch came, at the latest.
        """
        if self.logged_at is None or self.received_at is None:
            return None
        return min(self.logged_at, self.received_at)


def word_at(
    stated: StandingWord | None, heard: Heard, rhythm: Rhythm, *, at: Instant
) -> StandingWord:
    """Return the standing at a moment, of what was stated last and what was heard by then.

    One that was never heard proves nothing and is late.
    """
    if stated is not None and stated in STATED:
        return stated
    if heard.at is None or heard.is_missing or at - heard.at > rhythm.silent_after:
        return "laat"
    last = heard.heartbeat_at or heard.heartbeat_agreed_at
    is_late = last is not None and misses_heartbeat(last, rhythm=rhythm, at=at)
    return "laat" if is_late else "actueel"


def misses_heartbeat(last: Instant, *, rhythm: Rhythm, at: Instant) -> bool:
    """Tell whether a statement (bron-stand) that was due has not come.

    Args:
        last: When the last one was made, or when they were agreed while none ever was.
    """
    if rhythm.heartbeat_every is None:
        return False
    return at - last > rhythm.heartbeat_every + (rhythm.usual_delay or timedelta(0))


def _earliest(one: Instant | None, other: Instant | None) -> Instant | None:
    if one is None or other is None:
        return one or other
    return min(one, other)
