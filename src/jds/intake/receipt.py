"""What a sender is told: the counts of a delivery, and the fate of each message.

Source: message contract, section 2 ("The sender gets a receipt per message").
"""

from collections.abc import Callable, Iterable
from typing import TypeAlias

from msgspec import Struct, json

from jds.intake.fates import Fate


class Counts(Struct, frozen=True):
    """How many messages met which fate; received is their sum, always."""

    accepted: int = 0
    duplicates: int = 0
    set_aside: int = 0
    refused: int = 0

    @property
    def received(self) -> int:
        return self.accepted + self.duplicates + self.set_aside + self.refused

    def plus(self, other: "Counts") -> "Counts":
        """Return both together."""
        return Counts(
            accepted=self.accepted + other.accepted,
            duplicates=self.duplicates + other.duplicates,
            set_aside=self.set_aside + other.set_aside,
            refused=self.refused + other.refused,
        )


class Receipt(Struct, frozen=True):
    """The receipt of a delivery.

    Attributes:
        warnings: What was unusual in accepted messages, and alarms about running numbers.
        first_position: Of the first message that this delivery added; None when it added none.
        last_position: Of the last one.
    """

    counts: Counts
    warnings: int = 0
    first_position: int | None = None
    last_position: int | None = None


class MessageReceipt(Struct, frozen=True, omit_defaults=True):
    """The receipt of one message. The names are those on the wire.

    Attributes:
        regel: Line in the file.
        bron: Source, as far as it could be read and is registered.
        id: As far as it could be read.
        lot: Fate.
        reden: Why it was set aside or refused.
        positie: In the ledger; of a duplicate, that of the message it repeats.
        waarschuwingen: Codes of what is unusual.
    """

    regel: int
    lot: Fate
    bron: str | None = None
    id: str | None = None
    reden: str | None = None
    positie: int | None = None
    waarschuwingen: tuple[str, ...] = ()


TakeReceipts: TypeAlias = Callable[[Iterable[MessageReceipt]], None]
"""Takes the receipts of a batch, after it was kept."""


def receipts_to(write: Callable[[bytes], object]) -> TakeReceipts:
    """Return a taker that writes receipts as NDJSON, one message a line."""

    def take(receipts: Iterable[MessageReceipt]) -> None:
        for receipt in receipts:
            write(json.encode(receipt) + b"\n")

    return take
