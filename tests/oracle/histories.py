"""Random histories: messages of every kind, with corrections and retractions of each other.

A history is a list of messages as they travel on the wire. Where each stands in the ledger is a
matter of arrival, drawn apart by `arrival_orders`, so that one history can arrive in many ways.
"""

import json
from collections.abc import Sequence
from datetime import datetime

import msgspec
from hypothesis import strategies as st

from jds.domain.events import KINDS
from jds.domain.message import AcceptedMessage, MessageKey
from jds.domain.time import as_instant
from tests.oracle.payloads import (
    DAYS,
    LEGAL_DAY,
    SENDERS,
    SOURCES,
    SPELLINGS,
    Wire,
    World,
    choose,
    payload,
    seldom,
    sender,
    worlds,
)
from tests.oracle.statements import SEQUENCES, compare_messages

CORRECTION = "gegevens-gecorrigeerd"
RETRACTION = "gegevens-ingetrokken"

KINDS_BY_WEIGHT = (
    *("vervolging-beslist",) * 8,
    *("uitspraak-gedaan",) * 8,
    *("zaak-ingeschreven",) * 3,
    *("tenlastelegging-gewijzigd",) * 3,
    *("onherroepelijk-geworden",) * 3,
    *("rechtsmiddel-ingesteld",) * 3,
    *("rechtsmiddel-ingetrokken",) * 2,
    *("persoon-samengevoegd",) * 2,
    *("persoon-gesplitst",) * 2,
    *("tenuitvoerlegging-gemeld", "hechtenis-gemeld", "stuk-gemeld", "gratie-verleend"),
    *("buitenlandse-veroordeling", "persoon-overleden", "persoon-gewijzigd", "bron-stand"),
)

PLOTS: tuple[tuple[str, ...], ...] = (
    ("zaak-ingeschreven",),
    ("zaak-ingeschreven", "uitspraak-gedaan", "onherroepelijk-geworden"),
    ("zaak-ingeschreven", "vervolging-beslist", "uitspraak-gedaan", "uitspraak-gedaan"),
    ("zaak-ingeschreven", "uitspraak-gedaan", "rechtsmiddel-ingesteld", "onherroepelijk-geworden"),
    (
        "zaak-ingeschreven",
        "uitspraak-gedaan",
        "rechtsmiddel-ingesteld",
        "rechtsmiddel-ingetrokken",
        "onherroepelijk-geworden",
    ),
    (
        "zaak-ingeschreven",
        "uitspraak-gedaan",
        "rechtsmiddel-ingesteld",
        "uitspraak-gedaan",
        "onherroepelijk-geworden",
    ),
    ("zaak-ingeschreven", "uitspraak-gedaan", "vervolging-beslist"),
    ("zaak-ingeschreven", "vervolging-beslist", "tenlastelegging-gewijzigd"),
    ("zaak-ingeschreven", "persoon-samengevoegd", "persoon-gesplitst", "uitspraak-gedaan"),
    ("vervolging-beslist", "rechtsmiddel-ingesteld", "uitspraak-gedaan"),
)
"""What a case often goes through, one step a day; the content of each step is drawn freely."""

ONLY_PENAL_ORDERS = (SOURCES["cjib"], SOURCES["penal-order-body"])
"""Who may send no other decision than a penal order. Source: message contract, section 5."""

HOURS = ("09:00:00+01:00", "09:00:00Z", "23:30:00Z", "10:00:00.250+02:00")


@st.composite
def histories(draw: st.DrawFn, *, longest: int = 25) -> list[Wire]:
    """Return 1 to `longest` messages, numbered per source in the order of their time."""
    world = draw(worlds())
    stated = _plot(draw, world)[:longest]
    room = max(0, longest - 4 - len(stated))
    most = min(room, choose(draw, [0, 3, 6, 9, 12, 17]))
    more = st.lists(st.sampled_from(KINDS_BY_WEIGHT), min_size=most // 2, max_size=most)
    stated += [_statement(draw, world, kind) for kind in draw(more)]
    chained = min(choose(draw, [0, 1, 1, 2, 2, 4]), longest - len(stated))
    ids = [f"m{index}" for index in range(len(stated) + chained)]
    for index in range(len(stated), len(ids)):
        stated.append(_about_another(draw, world, stated, ids=ids, own=index))
    times = [f"{choose(draw, DAYS)}T{choose(draw, HOURS)}" for _ in stated]
    messages = [
        _envelope(name=name, source=source, kind=kind, time=time, data=data)
        for name, time, (kind, source, data) in zip(ids, times, stated, strict=True)
    ]
    _number(draw, messages)
    return messages


@st.composite
def histories_with_a_clash(draw: st.DrawFn, *, longest: int = 15) -> list[Wire]:
    """Return a history in which two different contents stand under one id of one source."""
    messages = draw(histories(longest=longest - 1))
    twin = dict(choose(draw, messages))
    kind = kind_of(twin)
    if kind in (CORRECTION, RETRACTION):
        twin["data"] = {**twin["data"], "reden": "andere reden"}
    elif twin["source"] in ONLY_PENAL_ORDERS and kind == "vervolging-beslist":
        # Any other decision of theirs would be refused, and be no second content at all.
        twin["data"] = {**twin["data"], "toelichting": "tweede inhoud"}
    else:
        twin["data"] = {**payload(draw, kind, draw(worlds())), "toelichting": "tweede inhoud"}
    twin["time"] = f"{choose(draw, DAYS)}T08:15:00Z"
    return [*messages, twin]


@st.composite
def arrival_orders(draw: st.DrawFn, count: int) -> list[list[int]]:
    """Return batches of indexes in which each of `count` messages comes at least once."""
    order = list(draw(st.permutations(range(count))))
    for again in draw(st.lists(st.sampled_from(range(count)), max_size=3)):
        order.insert(draw(st.integers(min_value=0, max_value=len(order))), again)
    cuts = sorted(draw(st.sets(st.integers(min_value=1, max_value=len(order)), max_size=4)))
    starts = [0, *cuts]
    return [order[start:end] for start, end in zip(starts, [*cuts, len(order)], strict=True)]


def to_accepted(
    messages: Sequence[Wire], arrival: Sequence[Sequence[int]] | None = None
) -> list[AcceptedMessage]:
    """Return the ledger after `messages` arrived in the batches of `arrival`, else in one.

    A repeated message counts once. Of two contents under one id the first in the order of
    statements is accepted: it gets a position, and displaces the other if that came before it.
    """
    order = [index for batch in arrival or [range(len(messages))] for index in batch]
    ledger: list[AcceptedMessage] = []
    arrived: set[int] = set()
    for index in order:
        if index in arrived:
            continue
        arrived.add(index)
        message = _decoded(messages[index], position=len(ledger) + 1)
        twins = [other for other in ledger if other.key == message.key]
        if twins and compare_messages(message, twins[-1]) >= 0:
            continue
        ledger.append(msgspec.structs.replace(message, displaces=_position(twins)))
    return ledger


def kind_of(message: Wire) -> str:
    """Return the kind of a wire message, without the prefix and version of its type."""
    name: str = message["type"]
    return name.removeprefix("nl.jds.").removesuffix(".v1")


def _position(twins: Sequence[AcceptedMessage]) -> int | None:
    return twins[-1].position if twins else None


def _decoded(message: Wire, *, position: int) -> AcceptedMessage:
    data = json.dumps(message["data"]).encode()
    return AcceptedMessage(
        position=position,
        key=MessageKey(source=message["source"], id=message["id"]),
        time=as_instant(datetime.fromisoformat(message["time"])),
        sequence=int(message["sequence"]),
        event=msgspec.json.decode(data, type=KINDS[kind_of(message)]),
    )


def _plot(draw: st.DrawFn, world: World) -> list[tuple[str, str, Wire]]:
    """Return a few statements about the first person and case, day after day."""
    stated = []
    for step, kind in enumerate(choose(draw, PLOTS)):
        _, source, data = _statement(draw, world, kind)
        if kind in LEGAL_DAY and not seldom(draw, one_in=8):
            data[LEGAL_DAY[kind]] = DAYS[step]
            data["persoon"] = dict(world.people[0])
            data["zaak"] = {"parketnummer": SPELLINGS[world.case_order[0]][0]}
        stated.append((kind, source, data))
    return stated


def _statement(draw: st.DrawFn, world: World, kind: str) -> tuple[str, str, Wire]:
    data = payload(draw, kind, world)
    return kind, sender(draw, kind, data), data


def _about_another(
    draw: st.DrawFn,
    world: World,
    stated: Sequence[tuple[str, str, Wire]],
    *,
    ids: Sequence[str],
    own: int,
) -> tuple[str, str, Wire]:
    """Return a correction or retraction of any other message, of itself, or of an unknown one."""
    roots = [index for index, (kind, _, _) in enumerate(stated) if kind in SENDERS]
    chained = list(range(len(roots), len(ids)))
    target = choose(draw, [*roots[1:], *roots, *roots, *chained, *chained])
    known = stated[target] if target < len(stated) else stated[0]
    source = choose(draw, list(SOURCES.values())) if seldom(draw, one_in=10) else known[1]
    unknown = seldom(draw, one_in=12)
    about = {
        "betreft": {"source": known[1], "id": "nooit-gezien" if unknown else ids[target]},
        "reden": "vergissing",
    }
    if choose(draw, [False, False, False, True]):
        return RETRACTION, source, about

    root = _root_index(stated, ids, target)
    kind = choose(draw, KINDS_BY_WEIGHT) if seldom(draw, one_in=10) else stated[root][0]
    replacement = payload(draw, kind, world)
    if not seldom(draw, one_in=5):
        original = stated[root][2]
        for name in ("persoon", "zaak"):
            if name in replacement and name in original:
                replacement[name] = original[name]
    return CORRECTION, source, {**about, "vervanging": replacement}


def _root_index(stated: Sequence[tuple[str, str, Wire]], ids: Sequence[str], target: int) -> int:
    """Return the index of the message that a correction is in the end about; 0 if there is none."""
    for _ in ids:
        if target >= len(stated):
            return 0
        kind, _, data = stated[target]
        if kind in SENDERS:
            return target
        if data["betreft"]["id"] not in ids:
            return 0
        target = ids.index(data["betreft"]["id"])
    return 0


def _envelope(*, name: str, source: str, kind: str, time: str, data: Wire) -> Wire:
    return {
        "specversion": "1.0",
        "id": name,
        "source": source,
        "type": f"nl.jds.{kind}.v1",
        "time": time,
        "sequence": "",
        "sequencetype": "Integer",
        "datacontenttype": "application/json",
        "data": data,
    }


def _number(draw: st.DrawFn, messages: Sequence[Wire]) -> None:
    """Give each source contiguous sequences in the order of time; some wrap after the last one."""
    first = choose(draw, [1, 1, SEQUENCES - 2])
    for source in SOURCES.values():
        own = [message for message in messages if message["source"] == source]
        own.sort(key=lambda message: datetime.fromisoformat(message["time"]))
        for step, message in enumerate(own):
            message["sequence"] = str((first + step - 1) % SEQUENCES + 1)
