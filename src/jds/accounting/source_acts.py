"""Acts of an operator on a source: cut it off, agree its rhythm, ask again, settle an alarm.

Each is done by one person and proven, in one transaction with what it changes. Taking a source back
is not among them: that takes two.
"""

from collections.abc import Callable, Mapping

from jds.accounting.access import write_act
from jds.accounting.actors import Argument, prove, require_reason
from jds.accounting.disclose import Asker
from jds.accounting.roles import Verb
from jds.database.connection import Connection
from jds.domain.paper_source import is_paper_source
from jds.domain.time import Instant, instant_to_text
from jds.errors import BadRequest
from jds.ledger.append import lock_head
from jds.sources.alarms import KeptAlarm, settle_alarm
from jds.sources.distrust import distrust
from jds.sources.record_standing import moment_of_change, record_transition
from jds.sources.register import Source, show_source
from jds.sources.resend import ResendRequest, request_resend
from jds.sources.rhythm import Rhythm, state_rhythm
from jds.sources.standing import Stated


class DistrustAhead(BadRequest):
    """A source would be distrusted from a moment on that has yet to come."""

    code = "distrust-ahead"


class PaperHasNoStanding(BadRequest):
    """What clerks enter from paper has no standing of its own."""

    code = "paper-has-no-standing"

    def __init__(self, urn: str) -> None:
        super().__init__(
            f"Source [{urn}] is what clerks enter from paper; it has no rhythm and cannot be cut "
            "off. Name the source that it is entered for."
        )


def isolate(
    connection: Connection,
    urn: str,
    *,
    distrust_from: Instant | None,
    asker: Asker,
    clock: Callable[[], Instant],
) -> Stated:
    """Cut a source off, in the transaction of the caller; soon to be committed.

    Args:
        distrust_from: What it sent from here on becomes doubtful until it was compared.

    Raises:
        NotAllowed: The actor is not proven, or may not.
        NoSuchSource, StandingRefused: It is not there, or cut off already.
        DistrustAhead: The distrust would begin later than now.
    """
    require_reason(asker.reason)
    now = clock()
    source = _source(connection, urn)
    if distrust_from is not None and distrust_from > now:
        raise DistrustAhead(
            f"The distrust would begin at [{instant_to_text(distrust_from)}], which has yet to "
            "come. Give the moment of the first thing that may be wrong, or leave it out."
        )
    arguments: dict[str, Argument] = {
        "urn": urn,
        "distrust_from": None if distrust_from is None else instant_to_text(distrust_from),
    }
    # The ledger first: whoever holds it may be waiting for what an act holds.
    lock_head(connection, now=now)
    act_id = _act(connection, asker, verb=Verb.ISOLATE_SOURCE, arguments=arguments, now=now)
    stated = record_transition(
        connection,
        source,
        to="afgesneden",
        actor=asker.name,
        reason=asker.reason,
        clock=clock,
        act_id=act_id,
        distrust_from=distrust_from,
    )
    if distrust_from is not None:
        distrust(connection, source, from_at=distrust_from, now=stated.since, act_id=act_id)
    return stated


def agree_rhythm(
    connection: Connection,
    urn: str,
    rhythm: Rhythm,
    *,
    asker: Asker,
    clock: Callable[[], Instant],
) -> Instant:
    """Write down what is agreed with a source from now on; return from when.

    Raises:
        NotAllowed: The actor is not proven, or may not.
        NoSuchSource, UnfitRhythm: It is not there, or cannot be agreed.
    """
    source = _source(connection, urn)
    arguments: dict[str, Argument] = {"urn": urn, **rhythm.signed()}
    now = clock()
    lock_head(connection, now=now)
    act_id = _act(connection, asker, verb=Verb.STATE_RHYTHM, arguments=arguments, now=now)
    since, _ = moment_of_change(connection, clock=clock)
    state_rhythm(connection, source.source_id, rhythm, since=since, act_id=act_id)
    return since


def ask_again(
    connection: Connection,
    urn: str,
    *,
    asked: tuple[int, int] | None,
    asker: Asker,
    now: Instant,
) -> ResendRequest:
    """Keep that a source is asked to send again, in the transaction of the caller.

    Raises:
        NotAllowed: The actor is not proven, or may not.
        NoSuchSource, NothingMissing, UnfitRange: There is nothing that can be asked for.
    """
    source = _source(connection, urn)
    arguments: dict[str, Argument] = {
        "urn": urn,
        "from": None if asked is None else asked[0],
        "to": None if asked is None else asked[1],
    }
    act_id = _act(connection, asker, verb=Verb.ASK_AGAIN, arguments=arguments, now=now)
    return request_resend(connection, source, asked=asked, act_id=act_id, now=now)


def settle(
    connection: Connection, number: int, *, asker: Asker, clock: Callable[[], Instant]
) -> KeptAlarm:
    """Close an alarm that an operator says is in order, in the transaction of the caller.

    Raises:
        NotAllowed: The actor is not proven, or may not.
        NoSuchAlarm, AlarmClosed, SettledByItself: It cannot be closed.
    """
    require_reason(asker.reason)
    now = clock()
    lock_head(connection, now=now)
    act_id = _act(connection, asker, verb=Verb.SETTLE_ALARM, arguments={"number": number}, now=now)
    return settle_alarm(connection, number, act_id=act_id, reason=asker.reason, clock=clock)


def _source(connection: Connection, urn: str) -> Source:
    source = show_source(connection, urn)
    if is_paper_source(urn):
        raise PaperHasNoStanding(urn)
    return source


def _act(
    connection: Connection,
    asker: Asker,
    *,
    verb: Verb,
    arguments: Mapping[str, Argument],
    now: Instant,
) -> int:
    act = prove(
        connection,
        asker.name,
        home=asker.home,
        verb=verb,
        arguments=arguments,
        reason=asker.reason or None,
        now=now,
    )
    return write_act(connection, act)
