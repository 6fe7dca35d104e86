"""Judges one line: a fit message, one to set aside, or one that may not be admitted at all.

The judgement depends on the line, the registry of sources and the law, never on other messages. The
right to send comes before the form: what the register may not keep is refused however well or badly
it is written. Of what may be kept, the first fault found is the reason it is set aside.

Source: message contract, sections 1, 2 and 4.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Struct

from jds.domain.events import DataCorrected, DataRetracted, Event
from jds.domain.identifiers import is_source_urn
from jds.domain.message import MessageKey
from jds.intake.characters import forbidden_character
from jds.intake.dates import impossible_dates
from jds.intake.envelope import (
    Identity,
    identify,
    is_police_data,
    kind_of,
    read_envelope,
    sequence_of,
)
from jds.intake.faults import ENVELOPE_ATTRIBUTES, Fault, Reason, Refusal
from jds.intake.judgement import (
    UNKNOWN_SOURCE,
    UNREADABLE_SOURCE,
    Candidate,
    Judgement,
    Line,
    Refused,
    Unfit,
)
from jds.intake.lines import police_data_mark
from jds.intake.parsing import Parsed, parse
from jds.intake.payload import Stated, decision_in, read_payload, with_dates_unknown
from jds.intake.rules import IsKnownGround, MaySend, looks_like_a_ground
from jds.intake.unusual import Unusual, has_unknown_fields, unusual_in
from jds.persons.mentions import mentions

POLICE_FIELDS = frozenset({"noodprocedure", "procesVerbaalnummer"})
"""Fields of police data; a correction that carries one of them replaces police data."""

_NOBODY = Identity()


class Releasable(Struct, frozen=True):
    """A message as it reads when its impossible dates count as unknown.

    Attributes:
        candidate: Its event has an unknown date at every path of `unknown_dates`.
        unknown_dates: Paths such as `data.feiten[0].pleegperiode.van`, for `decode_event`; empty
            when the message is fit as it is.
    """

    candidate: Candidate
    unknown_dates: tuple[str, ...]


class Judge:
    """Judges lines by one registry of sources and one edition of the law."""

    def __init__(
        self,
        *,
        sources: Mapping[str, str],
        may_send: MaySend,
        is_known_ground: IsKnownGround = looks_like_a_ground,
    ) -> None:
        """Take what every judgement depends on.

        Args:
            sources: Kind of each registered source, by its name.
            may_send: Who may send what.
            is_known_ground: Which grounds for dismissal exist.
        """
        self._sources = sources
        self._may_send = may_send
        self._is_known_ground = is_known_ground

    def judge(self, line: Line) -> Judgement:
        """Judge a line as it was delivered; any bytes have a judgement."""
        weighed = self.judge_release(line)
        if not isinstance(weighed, Releasable):
            return weighed
        if not weighed.unknown_dates:
            return weighed.candidate
        paths = ", ".join(f"[{path}]" for path in weighed.unknown_dates)
        key = weighed.candidate.key
        return _unfit(
            line,
            Fault(Reason.IMPOSSIBLE_DATE, f"Not possible as a date: {paths}."),
            Identity(key.source, key.id, weighed.candidate.sequence),
            canonical=weighed.candidate.canonical,
        )

    def judge_release(self, line: Line) -> Releasable | Unfit | Refused:
        """Judge what a clerk releases: impossible dates count as unknown."""
        if line.is_oversized:
            return _unread(line, Fault(Reason.TOO_LARGE, f"The line has [{line.length}] bytes."))
        parsed = parse(line.content)
        if isinstance(parsed, Fault):
            return _unread(line, parsed)
        if not isinstance(parsed.value, dict):
            fault = Fault(Reason.NOT_OF_THE_CONTRACT, "The message is not an object.")
            return _unread(line, parsed.fault or fault, canonical=parsed.canonical)
        refused = self._refused(parsed, line)
        if refused is not None:
            return refused
        judged = self._read(parsed, line)
        if isinstance(judged, Fault):
            source = _text(parsed.value.get("source"))
            known = identify(parsed.value, source=source) if source in self._sources else _NOBODY
            return _unfit(line, judged, known, canonical=parsed.canonical)
        return judged

    def _refused(self, parsed: Parsed, line: Line) -> Refused | None:
        """Return the refusal of what the register may not take from this sender."""
        message: dict[str, Any] = parsed.value
        source = _text(message.get("source"))
        source_kind = self._sources.get(source)
        kind = kind_of(message.get("type"))
        # Where the kind cannot be told for certain, what looks like police data is taken for it.
        is_certain = kind is not None and parsed.fault is None
        if _carries_police_data(message) or (
            not is_certain and police_data_mark(line.content) is not None
        ):
            if source_kind is None:
                return Refused(UNKNOWN_SOURCE, Refusal.POLICE_DATA, None)
            return Refused(source, Refusal.POLICE_DATA, None, sequence_of(message.get("sequence")))
        if source_kind is None:
            if not is_source_urn(source):
                return None
            return Refused(UNKNOWN_SOURCE, Refusal.UNKNOWN_SOURCE, parsed.canonical)
        if kind is None:
            return None
        payload = message.get("data")
        decision = decision_in(payload) if isinstance(payload, dict) else None
        if self._may_send(source_kind, message_kind=kind, decision=decision):
            return None
        sequence = sequence_of(message.get("sequence"))
        return Refused(source, Refusal.KIND_NOT_ALLOWED, parsed.canonical, sequence)

    def _read(self, parsed: Parsed, line: Line) -> Releasable | Fault:
        message: dict[str, Any] = parsed.value
        fault = parsed.fault or forbidden_character(line.content, message)
        if fault is not None:
            return fault
        envelope = read_envelope(message)
        if isinstance(envelope, Fault):
            return envelope
        if envelope.kind is None:
            return Fault(Reason.UNKNOWN_KIND, "Attribute [type] names no kind of the contract.")
        stated = read_payload(
            envelope.kind,
            text=parsed.text,
            payload=message["data"],
            source_kind=self._sources[envelope.key.source],
            may_send=self._may_send,
        )
        if isinstance(stated, Fault):
            return stated
        unknown_dates = impossible_dates(
            stated.meant, time=envelope.time, at=stated.at, known=stated.unknown_dates
        )
        if isinstance(unknown_dates, Fault):
            return unknown_dates
        if unknown_dates:
            stated = with_dates_unknown(stated, text=parsed.text, paths=unknown_dates)
        candidate = Candidate(
            key=envelope.key,
            kind=envelope.kind,
            time=envelope.time,
            sequence=envelope.sequence,
            text=parsed.text,
            mentions=mentions(stated.meant, key=envelope.key),
            concerns=_concerned(stated.event),
            warnings=self._warnings(parsed, stated),
            unknown_dates=unknown_dates,
        )
        # It is at hand here, and whoever digests the message asks for it next.
        candidate.__dict__["canonical"] = parsed.canonical
        return Releasable(candidate, unknown_dates)

    def _warnings(self, parsed: Parsed, stated: Stated) -> tuple[str, ...]:
        found = unusual_in(stated.meant, is_known_ground=self._is_known_ground)
        if len(parsed.value) > len(ENVELOPE_ATTRIBUTES):
            found.add(Unusual.UNKNOWN_ATTRIBUTE)
        if _may_have_unknown_fields(parsed, stated) and (
            has_unknown_fields(stated.content, stated.meant)
            or has_unknown_fields(parsed.value["data"], stated.event)
        ):
            found.add(Unusual.UNKNOWN_FIELD)
        return tuple(sorted(found)) if found else ()


def _concerned(event: Event) -> MessageKey | None:
    if isinstance(event, DataCorrected | DataRetracted):
        return MessageKey(event.concerns.source, event.concerns.id)
    return None


def _carries_police_data(message: dict[str, Any]) -> bool:
    if is_police_data(message.get("type")):
        return True
    if kind_of(message.get("type")) != DataCorrected.kind:
        return False
    payload = message.get("data")
    replacement = payload.get("vervanging") if isinstance(payload, dict) else None
    return isinstance(replacement, dict) and not POLICE_FIELDS.isdisjoint(replacement)


def _may_have_unknown_fields(parsed: Parsed, stated: Stated) -> bool:
    """Tell, by counting colons, whether a field may have been left out of the event.

    Each key has one colon, and a text of the event has as many as it had in the message. So a field
    that was left out is never missed; one that was delivered as null is suspected as well. The
    count says nothing about a correction, whose replacement stands in it unread, nor where a date
    stands as unknown that was delivered otherwise.
    """
    if stated.meant is not stated.event or stated.unknown_dates:
        return True
    message = parsed.value
    in_envelope: int = (
        message["id"].count(":") + message["source"].count(":") + message["time"].count(":")
    )
    in_event: int = msgspec.json.encode(stated.event).count(b":")
    return parsed.colons != len(ENVELOPE_ATTRIBUTES) + in_envelope + in_event


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _unread(line: Line, fault: Fault, canonical: bytes | None = None) -> Unfit | Refused:
    """Return the judgement of input of which nobody can say whose it is or of what kind."""
    if police_data_mark(line.content) is not None:
        return Refused(UNREADABLE_SOURCE, Refusal.POLICE_DATA, None)
    return _unfit(line, fault, canonical=canonical)


def _unfit(
    line: Line,
    fault: Fault,
    identity: Identity = _NOBODY,
    canonical: bytes | None = None,
) -> Unfit:
    return Unfit(
        reason=fault.reason,
        explanation=fault.explanation,
        content=line.content,
        length=line.length,
        whole_digest=line.digest or hashlib.sha256(line.content).digest(),
        source=identity.source,
        message_id=identity.message_id,
        sequence=identity.sequence,
        canonical=canonical,
    )
