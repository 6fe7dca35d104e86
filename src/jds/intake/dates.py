"""Dates that cannot be true, found within one message and under every completion of its parts.

A date is impossible when the calendar lacks it, when it tells of a past fact more than a day after
the source logged the message, when the person was born after the offence, or when the offence ends
before it starts. Each is named by its path, so that a clerk can release the message with that date
as unknown. Which fields are dates follows from the types of the events.

Source: message contract, section 4.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from enum import Enum, auto
from functools import cache
from typing import Any, TypeAlias

from msgspec import Struct, inspect

from jds.domain.blocks import DayOrPart, ForeignOffence, Offence
from jds.domain.events import (
    KINDS,
    CaseRegistered,
    ChargesChanged,
    Event,
    ForeignConviction,
    ProsecutionDecided,
)
from jds.domain.partial_date import FullDate, UnknownDate, certainly_before, earliest
from jds.domain.time import (
    Instant,
    InvalidTime,
    LegalDay,
    add_days,
    amsterdam_day,
    day_from_text,
    instant_from_text,
)
from jds.intake.faults import Fault, not_of_the_contract

MAY_LIE_AHEAD = frozenset({"verwachtOp", "verwachtEindeOp", "totTijdstip"})
"""Fields that expect or plan; every other date states a fact of the past."""

_SHAPE_OF_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SOME_DAY = "2000-01-01"

Stated: TypeAlias = LegalDay | Instant | DayOrPart


class _Sort(Enum):
    DAY = auto()
    DAY_OR_PART = auto()
    MOMENT = auto()


class _Field(Struct, frozen=True):
    """A field that is a date, or a block or list of blocks with dates inside.

    Attributes:
        attribute: Its name in code.
        name: Its name on the wire.
        sort: What sort of date it is; None when dates are inside.
        may_lie_ahead: It tells of no past fact.
    """

    attribute: str
    name: str
    sort: _Sort | None
    inside: tuple["_Field", ...]
    may_lie_ahead: bool


def off_the_calendar(kind: str, payload: object, *, at: str) -> tuple[str, ...]:
    """Return the paths of dates that are written well and that the calendar lacks.

    Args:
        kind: Kind that the payload is read as; it need not decode.
        payload: The payload as JSON.
        at: Path of the payload in the message.
    """
    return tuple(
        path
        for path, value, sort in _delivered(_date_fields(KINDS[kind]), payload, at=at)
        if _is_off_the_calendar(value, sort)
    )


def impossible_dates(
    event: Event, *, time: Instant, at: str, known: Sequence[str] = ()
) -> tuple[str, ...] | Fault:
    """Return the paths of impossible dates; a fault where a date is unknown that has to be known.

    Args:
        event: The payload, with unknown dates at the paths of `known`.
        time: When the source logged the message.
        at: Path of the payload in the message.
        known: Paths of dates that were found impossible before.
    """
    fields = _date_fields(type(event))
    if not known and _is_unremarkable(fields, event, time) and _is_in_order(event):
        return ()
    impossible = list(known)
    last_day, last_moment = _one_day_after(time)
    for path, value, field in _stated(fields, event, at=at):
        if isinstance(value, UnknownDate):
            if field.sort is not _Sort.DAY_OR_PART and path not in impossible:
                return not_of_the_contract(
                    path, "is unknown, and only a source's partial date may be"
                )
        elif not field.may_lie_ahead and _is_after(value, last_day, last_moment):
            impossible.append(path)
    impossible.extend(_out_of_order(event, at=at, impossible=impossible))
    return tuple(impossible)


def _is_unremarkable(fields: tuple[_Field, ...], block: Any, time: Instant) -> bool:
    """Tell, without saying where, whether every date in a block is known and not after `time`.

    That holds for nearly every message, and costs a fraction of finding the paths.
    """
    day = time.date()
    for field in fields:
        value = getattr(block, field.attribute)
        if value is None:
            continue
        if field.sort is None:
            blocks = value if isinstance(value, tuple) else (value,)
            for each in blocks:
                if not _is_unremarkable(field.inside, each, time):
                    return False
        elif field.may_lie_ahead and isinstance(value, date):
            continue
        elif isinstance(value, FullDate):
            if value.datum > day:
                return False
        elif isinstance(value, datetime):
            if value > time:
                return False
        elif not isinstance(value, date) or value > day:
            return False
    return True


def _is_in_order(event: Event) -> bool:
    born_on = _birth(event)
    for offence in _offences(event):
        period = offence.period
        if period is None:
            continue
        if _is_before(period.last, period.first):
            return False
        if born_on is not None and _is_before(period.last, born_on):
            return False
    return True


def _out_of_order(event: Event, *, at: str, impossible: Sequence[str]) -> Iterator[str]:
    """Yield ends of offences before their start, and a birth after an offence.

    A date that is impossible on its own account says nothing about another.
    """
    born_on = _birth(event)
    is_born_too_late = False
    offences_path = f"{at}.veroordeling" if isinstance(event, ForeignConviction) else at
    for place, offence in enumerate(_offences(event)):
        path = f"{offences_path}.feiten[{place}].pleegperiode"
        period = offence.period
        if period is None or f"{path}.tot" in impossible:
            continue
        if f"{path}.van" not in impossible and _is_before(period.last, period.first):
            yield f"{path}.tot"
        elif born_on is not None and _is_before(period.last, born_on):
            is_born_too_late = True
    birth_path = f"{at}.persoon.geboorte.datum"
    if is_born_too_late and birth_path not in impossible:
        yield birth_path


def _birth(event: Event) -> DayOrPart | None:
    match event:
        case CaseRegistered() | ChargesChanged() | ProsecutionDecided() | ForeignConviction():
            birth = event.person.birth
            if birth is None:
                return None
            return birth.on.datum if isinstance(birth.on, FullDate) else birth.on
        case _:
            return None


def _offences(event: Event) -> Sequence[Offence | ForeignOffence]:
    match event:
        case CaseRegistered() | ChargesChanged() | ProsecutionDecided():
            return event.offences
        case ForeignConviction():
            return event.judgment.offences
        case _:
            return ()


def _is_before(first: DayOrPart, second: DayOrPart) -> bool:
    # Two whole days are by far the usual case.
    if isinstance(first, date) and isinstance(second, date):
        return first < second
    return certainly_before(first, second)


def _is_after(value: Stated, last_day: LegalDay, last_moment: Instant) -> bool:
    if isinstance(value, datetime):
        return value > last_moment
    first_day = earliest(value)
    return first_day is not None and first_day > last_day


def _one_day_after(time: Instant) -> tuple[LegalDay, Instant]:
    try:
        return add_days(amsterdam_day(time), 1), Instant(time + timedelta(days=1))
    except (InvalidTime, OverflowError):
        return LegalDay(date.max), time


def _stated(
    fields: tuple[_Field, ...], block: Any, *, at: str
) -> Iterator[tuple[str, Stated, _Field]]:
    """Yield every date in a decoded block, with its path."""
    for field in fields:
        value = getattr(block, field.attribute)
        if value is None:
            continue
        path = f"{at}.{field.name}"
        if field.sort is not None:
            yield path, value, field
        elif isinstance(value, tuple):
            for place, each in enumerate(value):
                yield from _stated(field.inside, each, at=f"{path}[{place}]")
        else:
            yield from _stated(field.inside, value, at=path)


def _delivered(
    fields: tuple[_Field, ...], block: object, *, at: str
) -> Iterator[tuple[str, object, _Sort]]:
    """Yield whatever stands where a date should be in a block of JSON, with its path."""
    if not isinstance(block, dict):
        return
    for field in fields:
        value = block.get(field.name)
        path = f"{at}.{field.name}"
        if field.sort is not None:
            yield path, value, field.sort
        elif isinstance(value, list):
            for place, each in enumerate(value):
                yield from _delivered(field.inside, each, at=f"{path}[{place}]")
        else:
            yield from _delivered(field.inside, value, at=path)


def _is_off_the_calendar(value: object, sort: _Sort) -> bool:
    match value:
        case str() if sort is _Sort.MOMENT:
            # On some other day it would be a moment.
            return _is_no_day(value[:10]) and is_moment(_SOME_DAY + value[10:])
        case str():
            return _is_no_day(value)
        case {"type": "Datum", "datum": str(day)} if sort is _Sort.DAY_OR_PART:
            return _is_no_day(day)
        case {"type": "JaarMaandDatum", "jaar": int(year), "maand": int(month)}:
            return sort is _Sort.DAY_OR_PART and not (1 <= year <= 9999 and 1 <= month <= 12)
        case {"type": "JaarDatum", "jaar": int(year)}:
            return sort is _Sort.DAY_OR_PART and not 1 <= year <= 9999
        case _:
            return False


def _is_no_day(text: str) -> bool:
    if _SHAPE_OF_DAY.fullmatch(text) is None:
        return False
    try:
        day_from_text(text)
    except InvalidTime:
        return True
    return False


def is_moment(text: str) -> bool:
    """Tell whether `text` is a moment with an offset, as RFC 3339 writes it."""
    try:
        instant_from_text(text)
    except InvalidTime:
        return False
    return True


@cache
def _date_fields(event_type: type[Event]) -> tuple[_Field, ...]:
    return _sort_and_inside(inspect.type_info(event_type))[1]


def _fields_of(block: inspect.StructType) -> tuple[_Field, ...]:
    fields = (_field(field) for field in block.fields)
    return tuple(field for field in fields if field.sort is not None or field.inside)


def _field(field: inspect.Field) -> _Field:
    sort, inside = _sort_and_inside(field.type)
    name = field.encode_name
    return _Field(field.name, name, sort, inside, may_lie_ahead=name in MAY_LIE_AHEAD)


def _sort_and_inside(described: inspect.Type) -> tuple[_Sort | None, tuple[_Field, ...]]:
    options = described.types if isinstance(described, inspect.UnionType) else (described,)
    blocks = [option for option in options if isinstance(option, inspect.StructType)]
    for option in options:
        match option:
            case inspect.DateTimeType():
                return _Sort.MOMENT, ()
            case inspect.DateType():
                may_be_partial = any(block.cls is FullDate for block in blocks)
                return _Sort.DAY_OR_PART if may_be_partial else _Sort.DAY, ()
            case inspect.VarTupleType():
                return _sort_and_inside(option.item_type)
            case _:
                pass
    return None, tuple(field for block in blocks for field in _fields_of(block))
