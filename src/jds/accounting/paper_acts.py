"""Acts of a clerk on what came by paper, each proven and accounted for in one transaction.

What a clerk types or looks at here is about people, so each act leaves a line for everybody it was
about. The digest that the actor signs covers everything that was typed; none of it stands in the
account.
"""

from collections.abc import Collection, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from jds.accounting.access import AccessLine, Shown, write_access, write_act
from jds.accounting.actors import Argument, prove, require_reason
from jds.accounting.disclose import Asker
from jds.accounting.keys import register_key
from jds.accounting.roles import Verb
from jds.database.connection import Connection
from jds.domain.time import Instant, amsterdam_day, instant_to_text
from jds.intake.judge_ahead import Judges
from jds.intake.paper.enter import EnteredMessage, Statement, enter_message
from jds.intake.paper.items import (
    Came,
    EntryLine,
    Item,
    ItemWords,
    ReturnReason,
    Scan,
    contents_of_item,
    list_entries,
    register_item,
    return_item,
    show_item,
    words_of_item,
)
from jds.ledger.read import head
from jds.persons.subjects import subjects_named_at
from jds.sources.register import Source, open_paper_source, show_source

USUAL_REASON = "behandelen van een stuk dat niet digitaal kwam"


class NewItem(Struct, frozen=True, kw_only=True):
    """What came, as it is registered.

    Attributes:
        source: URN of the source it comes from; None when it comes from nobody who may send.
        about: What it is about, in words.
    """

    channel: Came
    source: str | None
    received_at: Instant
    about: str
    scan: Scan | None = None


class ItemInFull(Struct, frozen=True):
    """An item with what is known of it.

    Attributes:
        words: None when they are gone.
        contents: The messages made of it, by position.
    """

    item: Item
    words: ItemWords | None
    entries: tuple[EntryLine, ...]
    contents: Mapping[int, str]


def asker_of_clerk(name: str, *, home: Path, reason: str | None = None) -> Asker:
    """Return who acts on paper, and why; such an act says what it is, so no reason is needed."""
    return Asker(name=name, home=home, reason=reason or USUAL_REASON)


def open_source(connection: Connection, urn: str, *, asker: Asker, now: Instant) -> Source:
    """Open the paper source of a real source, in the transaction of the caller.

    Raises:
        NotAllowed: The actor is not proven, or may not.
        NoSuchSource, UnfitSource, SourceExists: None can be opened.
    """
    _act(connection, asker, verb=Verb.OPEN_PAPER, arguments={"urn": urn}, now=now)
    return open_paper_source(connection, urn, now=now)


def register(connection: Connection, new: NewItem, *, asker: Asker, now: Instant) -> Item:
    """Register what came, in the transaction of the caller.

    Raises:
        NotAllowed: The actor is not proven, or may not.
        ReasonRefused: What it is about cannot be kept.
        NoSuchSource: The source is not registered.
        ReceivedAhead: It would have come after now.
    """
    require_reason(new.about)
    arguments: dict[str, Argument] = {
        "channel": new.channel.value,
        "source": new.source,
        "received_at": instant_to_text(new.received_at),
        "about": new.about,
        "sha256": None if new.scan is None else new.scan.sha256.hex(),
    }
    act_id = _act(connection, asker, verb=Verb.REGISTER_PAPER, arguments=arguments, now=now)
    return register_item(
        connection,
        channel=new.channel,
        source=None if new.source is None else show_source(connection, new.source),
        received_at=new.received_at,
        about=new.about,
        scan=new.scan,
        register_key=register_key(asker.home),
        act_id=act_id,
        now=now,
    )


def enter(
    connection: Connection,
    number: int,
    statement: Statement,
    *,
    judge: Judges,
    asker: Asker,
    now: Instant,
) -> EnteredMessage:
    """Make a message of an item, in the transaction of the caller.

    Raises:
        NotAllowed: The actor is not proven, or the source may not state this.
        BadRequest: See `jds.intake.paper.enter.enter_message`.
    """
    arguments: dict[str, Argument] = {
        "number": number,
        "kind": statement.kind,
        "concerns": statement.concerns,
        "payload": msgspec.json.encode(statement.payload, order="deterministic").decode(),
    }
    act_id = _act(connection, asker, verb=Verb.ENTER_PAPER, arguments=arguments, now=now)
    entered = enter_message(
        connection,
        number,
        statement,
        judge=judge,
        register_key=register_key(asker.home),
        act_id=act_id,
        now=now,
    )
    account_for(connection, act_id, [entered.position], now=now)
    return entered


def give_back(
    connection: Connection, number: int, *, reason: ReturnReason, asker: Asker, now: Instant
) -> Item:
    """Note that an item went back, in the transaction of the caller.

    Raises:
        NotAllowed: The actor is not proven, or may not.
        NoSuchItem, ItemReturned, ItemEntered: It cannot go back.
    """
    arguments: dict[str, Argument] = {"number": number, "reason": reason.value}
    act_id = _act(connection, asker, verb=Verb.RETURN_PAPER, arguments=arguments, now=now)
    return return_item(connection, number, reason=reason, act_id=act_id, now=now)


def disclose_item(connection: Connection, number: int, *, asker: Asker, now: Instant) -> ItemInFull:
    """Return an item with its words and messages, accounted for in the transaction of the caller.

    Raises:
        NotAllowed: The actor is not proven, or may not see it.
        NoSuchItem: There is none with this number.
    """
    act_id = _act(connection, asker, verb=Verb.SHOW_PAPER, arguments={"number": number}, now=now)
    found = ItemInFull(
        show_item(connection, number),
        words_of_item(connection, number),
        tuple(list_entries(connection, number)),
        contents_of_item(connection, number),
    )
    account_for(connection, act_id, found.contents, now=now)
    return found


def account_for(
    connection: Connection, act_id: int, positions: Collection[int], *, now: Instant
) -> None:
    """Write down, under an act, that somebody had those before them whom messages are about."""
    position, on = head(connection).position, amsterdam_day(now)
    about: list[int | None] = [*sorted(subjects_named_at(connection, positions))] or [None]
    write_access(
        connection,
        act_id,
        [AccessLine(subject_id, Shown.PAPER, position, on) for subject_id in about],
    )


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
        reason=asker.reason,
        now=now,
    )
    return write_act(connection, act)
