"""Enter what came by paper: a clerk makes an ordinary message of it, under a paper source.

The message has the envelope of the contract: its running number is the next one of the paper
source, its `time` the moment of entry, and the legal days in it are those on the paper. It is
checked before anything is kept, more strictly than what a source sends: nobody else could correct
it. Then it goes through ordinary intake. What turns out wrong is corrected or retracted by a
message of the same paper source.

Source: ADR 23; message contract, sections 1 and 3.
"""

from pathlib import Path
from typing import Any, TypeAlias

import msgspec
from msgspec import Raw, Struct

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.decode import decode_replacement
from jds.domain.events import KINDS, DataCorrected, DataRetracted, SourceStatement
from jds.domain.intake_number import intake_number
from jds.domain.paper_source import paper_source_of
from jds.domain.sequence import wrap
from jds.domain.time import Instant, as_instant, instant_from_text, instant_to_text
from jds.errors import BadRequest, NotAllowed
from jds.intake.admit_batch import admit_batch
from jds.intake.judge_ahead import Judges, judge_lines
from jds.intake.judgement import Candidate, Line, Refused, Unfit
from jds.intake.paper.items import Item, lock_item
from jds.intake.unusual import Unusual
from jds.ledger.append import lock_head
from jds.sources.currency import currency_now
from jds.sources.register import NoSuchSource, Source, show_source

_QUERIES = Queries(Path(__file__).with_name("paper.sql"))

Json: TypeAlias = dict[str, Any]

CORRECTION, RETRACTION = DataCorrected.kind, DataRetracted.kind

ENTERED_KINDS = tuple(
    kind for kind in KINDS if kind not in (CORRECTION, RETRACTION, SourceStatement.kind)
)
"""What a clerk may make of paper. That a source is complete only the source itself can say."""

NEVER_HEARD = instant_from_text("0001-01-02T00:00:00Z")
"""Stands for the last that was heard of a source that never sent anything."""


class NoPaperSource(BadRequest):
    """Nothing can be entered yet for a source."""

    code = "no-paper-source"

    def __init__(self, urn: str) -> None:
        super().__init__(
            f"For source [{urn}] no paper source is open yet. Let an operator open one with "
            f"'jds paper open {urn}', and enter the item again."
        )


class ItemOfNobody(BadRequest):
    """A message is to be made of an item of which nobody knows which source it comes from."""

    code = "item-of-nobody"

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Item [{intake_number(number)}] was registered without a source, and only a source "
            "may state something (Bjsg art. 10). Return it, and register it anew with --source if "
            "it comes from one after all."
        )


class EntryUnfit(BadRequest):
    """What a clerk entered is not of the message contract, so nothing of it was kept."""

    code = "entry-unfit"

    def __init__(self, explanation: str) -> None:
        super().__init__(
            f"{explanation} Nothing was kept; correct it and enter it again. The fields of each "
            "kind stand in the message contract, section 5."
        )


class EntryRefused(NotAllowed):
    """What a clerk entered may not be stated by that source, so nothing of it was kept."""

    code = "entry-refused"

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"This may not be entered for this source: [{reason}]. Nothing was kept. Return the "
            "item, or enter it for the source that may state it."
        )


class NoSuchEntry(BadRequest):
    """No message that was made of this item has that id."""

    code = "no-such-entry"

    def __init__(self, number: int) -> None:
        super().__init__(
            f"No first message of item [{intake_number(number)}] has that id. 'jds paper show "
            f"{intake_number(number)}' shows them; what corrects or retracts names the first."
        )


class Statement(Struct, frozen=True):
    """What a clerk states from an item.

    Attributes:
        kind: In `ENTERED_KINDS`, or that of a correction or retraction.
        payload: As the contract has it.
        concerns: Of a correction or retraction: id of the message of this item that was wrong.
    """

    kind: str
    payload: Json
    concerns: str | None = None


class EnteredMessage(Struct, frozen=True):
    """A message that was made of an item, and accepted.

    Attributes:
        gap_from: The last that had been heard of its source; None when that was current.
        warnings: Codes of what is unusual in it.
    """

    position: int
    message_id: str
    source: str
    gap_from: Instant | None
    warnings: tuple[str, ...]


def correction(payload: Json, *, of: str, reason: str) -> Statement:
    """Return the statement that an earlier one of this item should have had `payload`."""
    return Statement(CORRECTION, {"vervanging": payload, "reden": reason}, of)


def retraction(*, of: str, reason: str) -> Statement:
    """Return the statement that an earlier one of this item should never have been made."""
    return Statement(RETRACTION, {"reden": reason}, of)


def paper_source_for(connection: Connection, item: Item) -> Source:
    """Return the paper source that an item is entered under.

    Raises:
        ItemOfNobody: Its source is not known.
        NoPaperSource: None is open.
    """
    if item.source is None:
        raise ItemOfNobody(item.number)
    try:
        return show_source(connection, paper_source_of(item.source))
    except NoSuchSource:
        raise NoPaperSource(item.source) from None


def enter_message(
    connection: Connection,
    number: int,
    statement: Statement,
    *,
    judge: Judges,
    register_key: bytes,
    act_id: int,
    now: Instant,
) -> EnteredMessage:
    """Make a message of an item and admit it, in the transaction of the caller, or raise.

    Args:
        judge: Knows the paper source of this item, see `paper_source_for`.

    Raises:
        NoSuchItem, ItemReturned, ItemOfNobody, NoPaperSource: Nothing can be made of it.
        NoSuchEntry: What it corrects or retracts is not of this item.
        EntryUnfit, EntryRefused: It is not of the contract, or the source may not state it.
    """
    head = lock_head(connection, now=now)
    item = lock_item(connection, number)
    source = paper_source_for(connection, item)
    [(count,)] = connection.execute(_QUERIES.count_entries, {"number": number}).fetchall()
    message_id = f"{intake_number(number)}.{count + 1}"
    message = {
        "specversion": "1.0",
        "id": message_id,
        "source": source.urn,
        "type": f"nl.jds.{statement.kind}.v1",
        "time": instant_to_text(head.recorded_at),
        "sequence": str(wrap(source.highest + 1)),
        "sequencetype": "Integer",
        "datacontenttype": "application/json",
        "data": _payload(connection, statement, item=number, source=source),
    }
    content = msgspec.json.encode(message)
    [judged] = judge_lines([Line(1, content, len(content))], judge=judge, register_key=register_key)
    candidate = _require_fit(judged.judgement)
    gap_from = _gap_from(connection, item.source, at=head.recorded_at)
    batch = admit_batch(connection, [judged], register_key=register_key, now=head.recorded_at)
    if batch.positions is None:
        raise AssertionError("a new message under a new id is accepted")
    position = batch.positions[0]
    connection.execute(
        _QUERIES.entry_add,
        {"position": position, "number": number, "act_id": act_id, "gap_from": gap_from},
    )
    return EnteredMessage(position, message_id, source.urn, gap_from, candidate.warnings)


def _payload(connection: Connection, statement: Statement, *, item: int, source: Source) -> Json:
    if statement.concerns is None:
        if statement.kind not in ENTERED_KINDS:
            raise EntryUnfit(f"[{_shown(statement.kind)}] is no kind that a clerk enters.")
        return statement.payload
    asked = {"source": source.urn, "message_id": statement.concerns}
    row = connection.execute(_QUERIES.root_of, asked).fetchone()
    if row is None or row[1] != item or row[0] in (CORRECTION, RETRACTION):
        raise NoSuchEntry(item)
    replacement = statement.payload.get("vervanging")
    if replacement is not None:
        encoded = Raw(msgspec.json.encode(replacement))
        if decode_replacement(row[0], encoded) is None:
            raise EntryUnfit(f"What replaces it is no full payload of its kind, [{row[0]}].")
    return {"betreft": {"source": source.urn, "id": statement.concerns}, **statement.payload}


def _shown(kind: str) -> str:
    """Return a kind of the contract; anything else may be a name that was typed in its place."""
    return kind if kind in KINDS else "?"


def _require_fit(judgement: Candidate | Unfit | Refused) -> Candidate:
    if isinstance(judgement, Refused):
        raise EntryRefused(judgement.reason)
    if isinstance(judgement, Unfit):
        raise EntryUnfit(judgement.explanation)
    if Unusual.UNKNOWN_FIELD in judgement.warnings:
        raise EntryUnfit("There is a field in it that the contract does not know.")
    return judgement


def _gap_from(connection: Connection, urn: str | None, *, at: Instant) -> Instant | None:
    """Return the last that was heard of a source that is not current; None of one that is."""
    currency = next((each for each in currency_now(connection, at=at) if each.source == urn), None)
    if currency is None or currency.standing == "actueel":
        return None
    if currency.last_time is None or currency.received_at is None:
        return NEVER_HEARD
    # A source whose clock runs ahead was heard when its last batch came, at the latest.
    return as_instant(min(currency.last_time, currency.received_at))
