"""Items: what came outside the digital way, registered under a number before anything else.

The line of an item stays: when it came, how, from which source, and what became of it. What it is
about is in words of a clerk and can name somebody, so it stands apart and goes: when the item is
returned, or when what was entered of it is erased. The register keeps no documents; of a scan it
keeps a keyed digest, by which it is known again.

Source: design, section 10; ADR 23.
"""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from msgspec import Struct

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.intake_number import intake_number, read_intake_number
from jds.domain.time import Instant, as_instant, instant_to_text
from jds.errors import BadRequest
from jds.intake.lines import UnreadableFile, file_digest
from jds.ledger.chain import keyed_digest
from jds.sources.register import Source

_QUERIES = Queries(Path(__file__).with_name("paper.sql"))


class Came(StrEnum):
    """How an item came (kanaal)."""

    PAPER = "papier"
    COURIER = "koerier"
    EMAIL = "e-mail"
    TELEPHONE = "telefoon"


class ReturnReason(StrEnum):
    """Why an item went back without a message being made of it: a closed list, of nobody."""

    NO_SOURCE = "niet-van-een-bron"
    NOT_FOR_US = "niet-voor-dit-register"
    UNREADABLE = "onleesbaar"
    RECEIVED_BEFORE = "al-ontvangen"
    NO_SUCH_MESSAGE = "bericht-bestaat-niet"


class ItemState(StrEnum):
    """What became of an item."""

    REGISTERED = "geregistreerd"
    ENTERED = "ingevoerd"
    PAIRED = "gekoppeld"
    RETRACTED = "ingetrokken"
    RETURNED = "teruggegeven"


class NoSuchItem(BadRequest):
    """No item was registered under this number."""

    code = "no-such-item"

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Nothing was registered under [{intake_number(number)}]. 'jds paper list' shows what "
            "was."
        )


class ItemReturned(BadRequest):
    """Something was asked of an item that went back."""

    code = "item-returned"

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Item [{intake_number(number)}] was returned and is closed. Register what came anew "
            "with 'jds paper register', so that it has a number and a receipt of its own."
        )


class ItemEntered(BadRequest):
    """An item is to go back of which a message was made."""

    code = "item-entered"

    def __init__(self, number: int) -> None:
        super().__init__(
            f"A message was made of item [{intake_number(number)}], so it cannot go back as if it "
            "had not. If the message is wrong, correct or retract it with 'jds paper enter'."
        )


class ReceivedAhead(BadRequest):
    """An item is said to have come at a moment that has yet to come."""

    code = "received-ahead"

    def __init__(self, received_at: Instant) -> None:
        super().__init__(
            f"The moment of receipt [{instant_to_text(received_at)}] has yet to come. Give the "
            "moment at which it came with --received-at."
        )


class UnreadableScan(BadRequest):
    """The file of an item cannot be read."""

    code = "unreadable-scan"

    def __init__(self) -> None:
        # Without its name, which may be that of a person.
        super().__init__(
            "The file cannot be read, so nothing was registered. See whether it is there and may "
            "be read, or leave it out."
        )


class NotAnEntry(BadRequest):
    """No message from paper goes by this id."""

    code = "not-an-entry"

    def __init__(self) -> None:
        super().__init__(
            "No message from paper has that id: one is an intake number, a dot and a number, for "
            "example [P12-63.1]. 'jds paper list' shows those without a pair."
        )


class Scan(Struct, frozen=True):
    """A file that goes with an item: known again by its digest, and not kept.

    Attributes:
        sha256: Of its bytes, for the receipt.
    """

    sha256: bytes
    length: int


class Item(Struct, frozen=True):
    """A registered item: nothing of a person.

    Attributes:
        source: Whose it is; None when of nobody who may send.
        standing: Messages made of it that were not retracted.
        unpaired: Of these, those without a digital message that states the same.
        entered_at: When the first message was made of it.
    """

    number: int
    source: str | None
    channel: str
    received_at: Instant
    registered_at: Instant
    returned_at: Instant | None
    returned_reason: str | None
    standing: int
    unpaired: int
    entered_at: Instant | None

    @property
    def state(self) -> ItemState:
        """What became of it."""
        if self.returned_at is not None:
            return ItemState.RETURNED
        if self.entered_at is None:
            return ItemState.REGISTERED
        if not self.standing:
            return ItemState.RETRACTED
        return ItemState.ENTERED if self.unpaired else ItemState.PAIRED

    @property
    def is_open(self) -> bool:
        """Tell whether somebody has yet to do something with it."""
        return self.state in (ItemState.REGISTERED, ItemState.ENTERED)


class EntryLine(Struct, frozen=True):
    """A message that a clerk made of an item: nothing of a person.

    Attributes:
        gap_from: The last that had been heard of its source; None when that was current.
        paired_with: Position of the digital message that states the same.
        effect: As known now; None while the reader has not come to it.
    """

    position: int
    item: int
    message_id: str
    kind: str
    entered_at: Instant
    gap_from: Instant | None
    paired_with: int | None
    effect: str | None
    reason: str | None


class ItemWords(Struct, frozen=True):
    """What a clerk wrote of an item."""

    about: str
    file_length: int | None


def look_at_scan(path: Path) -> Scan:
    """Return what tells a file from others.

    Raises:
        UnreadableScan: It cannot be read.
    """
    try:
        return Scan(file_digest(path), path.stat().st_size)
    except (UnreadableFile, OSError):
        raise UnreadableScan from None


def register_item(
    connection: Connection,
    *,
    channel: Came,
    source: Source | None,
    received_at: Instant,
    about: str,
    scan: Scan | None,
    register_key: bytes,
    act_id: int,
    now: Instant,
) -> Item:
    """Register what came, in the transaction of the caller.

    Args:
        source: Whose it is; the real source.
        about: What it is about, in words.
        scan: The file that goes with it.

    Raises:
        ReceivedAhead: It would have come after now.
    """
    if received_at > now:
        raise ReceivedAhead(received_at)
    [(number,)] = connection.execute(
        _QUERIES.item_add,
        {
            "source_id": None if source is None else source.source_id,
            "channel": channel.value,
            "received_at": received_at,
            "registered_at": now,
            "act_id": act_id,
        },
    ).fetchall()
    connection.execute(
        _QUERIES.content_add,
        {
            "number": number,
            "about": about,
            "file_digest": None if scan is None else keyed_digest(scan.sha256, key=register_key),
            "file_length": None if scan is None else scan.length,
        },
    )
    return show_item(connection, number)


def return_item(
    connection: Connection, number: int, *, reason: ReturnReason, act_id: int, now: Instant
) -> Item:
    """Note that an item went back, and forget what it was about.

    Raises:
        NoSuchItem, ItemReturned: There is nothing to return.
        ItemEntered: A message was made of it that still stands.
    """
    item = lock_item(connection, number)
    if item.standing:
        raise ItemEntered(number)
    connection.execute(
        _QUERIES.item_return,
        {"number": number, "reason": reason.value, "act_id": act_id, "returned_at": now},
    )
    connection.execute(_QUERIES.content_forget, {"number": number})
    return show_item(connection, number)


def lock_item(connection: Connection, number: int) -> Item:
    """Hold an item that is not returned to the end of the transaction.

    Raises:
        NoSuchItem, ItemReturned: There is none.
    """
    connection.execute(_QUERIES.item_lock, {"number": number})
    item = show_item(connection, number)
    if item.returned_at is not None:
        raise ItemReturned(number)
    return item


def list_items(connection: Connection) -> list[Item]:
    """Return every item, the oldest first."""
    return [_item(*row) for row in connection.execute(_QUERIES.items, {"number": None})]


def show_item(connection: Connection, number: int) -> Item:
    """Return one item.

    Raises:
        NoSuchItem: There is none with this number.
    """
    row = connection.execute(_QUERIES.items, {"number": number}).fetchone()
    if row is None:
        raise NoSuchItem(number)
    return _item(*row)


def words_of_item(connection: Connection, number: int) -> ItemWords | None:
    """Return what a clerk wrote of an item; None when that is gone."""
    row = connection.execute(_QUERIES.content, {"number": number}).fetchone()
    return None if row is None else ItemWords(*row)


def list_entries(connection: Connection, number: int | None = None) -> list[EntryLine]:
    """Return the messages that were made of an item, or of all items."""
    return [
        EntryLine(
            position,
            item,
            message_id,
            kind,
            as_instant(entered_at),
            _instant(gap_from),
            paired_with,
            effect,
            reason,
        )
        for (
            position,
            item,
            message_id,
            kind,
            entered_at,
            gap_from,
            paired_with,
            effect,
            reason,
        ) in connection.execute(_QUERIES.entries, {"number": number})
    ]


def find_entry(connection: Connection, message_id: str) -> EntryLine | None:
    """Return the message that a clerk made under this id; None when there is none."""
    number, dot, _ = message_id.rpartition(".")
    if not dot:
        return None
    entries = list_entries(connection, read_intake_number(number))
    return next((each for each in entries if each.message_id == message_id), None)


def contents_of_item(connection: Connection, number: int) -> dict[int, str]:
    """Return the messages that were made of an item, by position; an erased one is left out."""
    rows = connection.execute(_QUERIES.contents_of, {"number": number})
    return dict(rows.fetchall())


def _item(
    number: int,
    source: str | None,
    channel: str,
    received_at: datetime,
    registered_at: datetime,
    returned_at: datetime | None,
    *more: Any,
) -> Item:
    returned_reason, standing, unpaired, first_at = more
    return Item(
        number,
        source,
        channel,
        as_instant(received_at),
        as_instant(registered_at),
        _instant(returned_at),
        returned_reason,
        standing,
        unpaired,
        _instant(first_at),
    )


def _instant(value: datetime | None) -> Instant | None:
    return None if value is None else as_instant(value)
