"""Shields: facts that the register itself shields (afschermen) or marks as disputed (betwist).

A shield is on one fact of one person, by the names that its case and the keys that its offence had
when it was set; `shield_reach` follows both. It holds from the moment it was approved until it is
lifted. An answer asked again as known at an earlier moment is shielded too: least disclosure goes
before saying the same again (ADR 16). Only an act by two people sets or lifts one; the tables see
to that.

Source: Wjsg art. 1(n), 22(3), 26.
"""

from collections.abc import Collection
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.record import OffenceRecord
from jds.domain.time import Instant, LegalDay, as_instant, as_legal_day
from jds.errors import BadRequest
from jds.records.known_at import Moment

_QUERIES = Queries(Path(__file__).with_name("shields.sql"))


class ShieldKind(StrEnum):
    """How a fact is shielded."""

    SHIELDED = "afgeschermd"
    DISPUTED = "betwist"


class NoSuchShield(BadRequest):
    """No shield has this number."""

    code = "no-such-shield"

    def __init__(self, number: int) -> None:
        super().__init__(
            f"No shield has the number [{number}]. 'jds shield list' shows which there are; one "
            "that is proposed and not yet approved is in 'jds proposals list'."
        )


class StoredShield(Struct, frozen=True, kw_only=True):
    """A shield that holds at the moment asked.

    Attributes:
        subject_ids: Every subject of the person when it was set.
        case_names: Canonical names of the case when it was set.
        offences: The keys of the offence when it was set, see `offence_keys`.
        allowed: Who may see the fact all the same, next to those that the law always allows:
            `recipient/purpose`, or the name of a group in `law/data/disclosure/shielding.yaml`.
        lifted_at: None while it stands.
    """

    number: int
    kind: ShieldKind
    subject_ids: frozenset[int]
    case_names: frozenset[str]
    offences: frozenset[str]
    allowed: frozenset[str]
    since: Instant
    lifted_at: Instant | None


class ShieldLine(Struct, frozen=True, kw_only=True):
    """A shield without anything about a person.

    Attributes:
        lifted_by: The proposal that lifted it.
        told_on: Last day on which the person was told that it will be lifted.
    """

    number: int
    kind: ShieldKind
    since: Instant
    lifted_at: Instant | None
    lifted_by: int | None
    told_on: LegalDay | None


class Notice(Struct, frozen=True):
    """That the person was told of the lifting: when, by whom and how."""

    told_on: LegalDay
    told_by: str


class ShieldInFull(Struct, frozen=True, kw_only=True):
    """A shield, what it covers and on which ground: about a person."""

    line: ShieldLine
    subject_ids: tuple[int, ...]
    case_names: tuple[str, ...]
    offences: tuple[str, ...]
    ground: str
    allowed: tuple[str, ...]
    notices: tuple[Notice, ...]


def offence_keys(offence: OffenceRecord) -> frozenset[str]:
    """Return every key that the offence goes by: the source's number may be added or left out."""
    stated = offence.description
    own = {offence.key, f"f:{stated.number}"}
    return frozenset(own if stated.source_number is None else {*own, f"b:{stated.source_number}"})


def shields_of(
    connection: Connection, subject_ids: Collection[int], *, moment: Moment
) -> tuple[StoredShield, ...]:
    """Return the shields on facts of `subject_ids` that hold for a question about `moment`.

    One that stands now holds, also when it was set after the moment. One that was lifted holds for
    the moments at which it stood, so that what was answered then is answered again.
    """
    if not subject_ids:
        return ()
    rows = connection.execute(
        _QUERIES.shields_of, {"subject_ids": sorted(subject_ids), "at": moment.at}
    )
    return tuple(
        StoredShield(
            number=number,
            kind=ShieldKind(kind),
            subject_ids=frozenset(subjects),
            case_names=frozenset(case_names),
            offences=frozenset(offences),
            allowed=frozenset(allowed),
            since=as_instant(since),
            lifted_at=None if lifted_at is None else as_instant(lifted_at),
        )
        for number, kind, case_names, offences, allowed, since, lifted_at, subjects in rows
    )


def subjects_with_shields(connection: Connection, subject_ids: Collection[int]) -> set[int]:
    """Return those of `subject_ids` for whom a shield was ever set: few, or none at all."""
    asked = {"subject_ids": list(subject_ids)}
    return {each for (each,) in connection.execute(_QUERIES.subjects_with_shields, asked)}


def list_shields(connection: Connection) -> list[ShieldLine]:
    """Return every shield, the oldest first."""
    return [_line(*row) for row in connection.execute(_QUERIES.shields, {"number": None})]


def show_shield(connection: Connection, number: int) -> ShieldInFull:
    """Return one shield with what it covers.

    Raises:
        NoSuchShield: There is none with this number.
    """
    asked = {"number": number}
    line = connection.execute(_QUERIES.shields, asked).fetchone()
    full = connection.execute(_QUERIES.shield_in_full, asked).fetchone()
    if line is None or full is None:
        raise NoSuchShield(number)
    case_names, offences, ground, allowed, subject_ids = full
    return ShieldInFull(
        line=_line(*line),
        subject_ids=tuple(subject_ids),
        case_names=tuple(case_names),
        offences=tuple(offences),
        ground=ground,
        allowed=tuple(allowed),
        notices=tuple(
            Notice(as_legal_day(told_on), told_by)
            for told_on, told_by in connection.execute(_QUERIES.notices, asked)
        ),
    )


def hold_shield(connection: Connection, number: int) -> ShieldInFull:
    """Return one shield, which nobody else changes until this transaction ends.

    Raises:
        NoSuchShield: There is none with this number.
    """
    connection.execute(_QUERIES.shield_lock, {"number": number})
    return show_shield(connection, number)


def lock_subjects(connection: Connection, subject_ids: Collection[int]) -> None:
    """Let nothing else be answered or decided about these subjects until this transaction ends."""
    connection.execute(_QUERIES.lock_subjects, {"subject_ids": sorted(subject_ids)})


def set_shield(connection: Connection, shield: StoredShield, *, ground: str) -> None:
    """Set a shield, under the number of the proposal that two people carried out."""
    connection.execute(
        _QUERIES.shield_add,
        {
            "number": shield.number,
            "kind": shield.kind.value,
            "case_names": sorted(shield.case_names),
            "offences": sorted(shield.offences),
            "ground": ground,
            "allowed": sorted(shield.allowed),
            "since": shield.since,
        },
    )
    connection.execute(
        _QUERIES.shield_about_add,
        {"number": shield.number, "subject_ids": sorted(shield.subject_ids)},
    )


def note_notice(connection: Connection, number: int, *, notice: Notice, act_id: int) -> None:
    """Note that the person was told that the shield will be lifted."""
    connection.execute(
        _QUERIES.notice_add,
        {
            "act_id": act_id,
            "number": number,
            "told_on": notice.told_on,
            "told_by": notice.told_by,
        },
    )


def lift_shield(
    connection: Connection, number: int, *, lifted_by: int, told_on: LegalDay, now: Instant
) -> None:
    """Lift a shield, by the proposal `lifted_by` that two people carried out."""
    connection.execute(
        _QUERIES.shield_lift,
        {"number": number, "lifted_by": lifted_by, "told_on": told_on, "lifted_at": now},
    )


def _line(
    number: int,
    kind: str,
    since: Instant,
    lifted_at: Instant | None,
    lifted_by: int | None,
    told_on: LegalDay | None,
) -> ShieldLine:
    return ShieldLine(
        number=number,
        kind=ShieldKind(kind),
        since=as_instant(since),
        lifted_at=None if lifted_at is None else as_instant(lifted_at),
        lifted_by=lifted_by,
        told_on=None if told_on is None else as_legal_day(told_on),
    )
