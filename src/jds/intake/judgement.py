"""What intake thinks of one line before it looks at what is already there.

A judgement depends on the line, the registry of sources and the law alone. The fate follows
from it and from what was admitted under the same source and id (`admit_batch`). Judgements are
plain data, so that lines can be judged in another process.
"""

from functools import cached_property
from typing import TypeAlias

from msgspec import Struct

from jds.domain.decode import decode_event
from jds.domain.events import Event
from jds.domain.message import MessageKey
from jds.domain.time import Instant
from jds.intake.faults import Fault
from jds.intake.parsing import parse
from jds.persons.mentions import Mention

UNKNOWN_SOURCE = "onbekend"
"""Stands, in counts, for every source that is not registered; their names are not kept."""

UNREADABLE_SOURCE = ""
"""Stands, in counts, for input whose source cannot be read."""


class Candidate(Struct, frozen=True, array_like=True, tag=True, dict=True):
    """A message that is well-formed and allowed.

    It holds what admitting it takes and no more, because it travels between processes.

    Attributes:
        text: The line as delivered.
        mentions: Whom it names, and by which numbers.
        concerns: The message that a correction or retraction names.
        warnings: Codes of what is unusual but accepted.
        unknown_dates: Paths of impossible dates that a clerk released as unknown.
    """

    key: MessageKey
    kind: str
    time: Instant
    sequence: int
    text: str
    mentions: tuple[Mention, ...]
    concerns: MessageKey | None = None
    warnings: tuple[str, ...] = ()
    unknown_dates: tuple[str, ...] = ()

    @property
    def event(self) -> Event:
        """What the message states, decoded anew: intake itself seldom asks."""
        return decode_event(self.kind, self.text, self.unknown_dates)

    @cached_property
    def canonical(self) -> bytes:
        """The parsed message in canonical JSON, the content that a redelivery is recognised by.

        Once the digest is made of it, intake asks only when two messages compete for one id: so it
        does not travel, and is made anew.
        """
        parsed = parse(self.text.encode())
        if isinstance(parsed, Fault):
            raise AssertionError("A message that was judged fit can be parsed.")
        return parsed.canonical


class Unfit(Struct, frozen=True, array_like=True, tag=True):
    """Input to set aside: kept whole, with the reason, until a clerk releases or returns it.

    Attributes:
        reason: Stable code, `docs/reference/reasons.md`.
        explanation: What is wrong and where (a path in the message), never a value from it.
        source, message_id: When the envelope could be read that far.
        sequence: Likewise; a set aside message fills its place in the sequence.
        content: The bytes as delivered, or their first 64 kB.
        whole_digest: sha256 of all bytes as delivered.
        length: Number of bytes delivered.
        canonical: Canonical JSON when it parsed; None for unreadable input.
    """

    reason: str
    explanation: str
    content: bytes
    length: int
    whole_digest: bytes
    source: str | None = None
    message_id: str | None = None
    sequence: int | None = None
    canonical: bytes | None = None


class Refused(Struct, frozen=True, array_like=True, tag=True):
    """Input that may not be admitted.

    Attributes:
        source: The registered source, or `UNKNOWN_SOURCE`.
        reason: Stable code.
        trace: What a redelivery is recognised by; None where storing is unlawful.
        sequence: Of a registered source: a refused message did arrive, and is no gap.
    """

    source: str
    reason: str
    trace: bytes | None
    sequence: int | None = None


Judgement: TypeAlias = Candidate | Unfit | Refused


class Line(Struct, frozen=True, array_like=True):
    """One line of a file of messages.

    Attributes:
        number: From 1.
        content: The bytes without the line end; the first 64 kB when `is_oversized`.
        length: Bytes delivered.
        digest: sha256 of all bytes; only computed for oversized lines.
    """

    number: int
    content: bytes
    length: int
    is_oversized: bool = False
    digest: bytes | None = None
