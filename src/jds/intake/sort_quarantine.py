"""Sort what is in quarantine: which case each message is about, and how much harm is in that case.

It is sorted in the order in which it came, in short transactions, and goes on where it stopped. A
case has one rank, that of the most harmful thing stated of it, here or in the ledger: so its
messages stay together, and cause stays before effect. The rank is a function of what is there, not
of the order in which it came.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from jds.database.connection import Connection, Database
from jds.database.find_by_index import find_by_index
from jds.database.queries import Queries
from jds.domain.decode import decode_event
from jds.domain.events import CaseRegistered, ChargesChanged, DataCorrected, ProsecutionDecided
from jds.domain.message import MessageKey
from jds.domain.time import amsterdam_day
from jds.intake.quarantined_message import CaseKey, Waiting, cases_of, rank_of, read_waiting
from jds.law.harm import HarmOrder
from jds.persons.register_subjects import stored_key

QUERIES = Queries(Path(__file__).with_name("sort_quarantine.sql"))

AT_A_TIME = 1000

_MANY = 5000
"""So many messages sorted at once change what the planner knows: it still believes in no tables."""

NO_CASE = 0

_DESCRIBING = [
    CaseRegistered.kind,
    ChargesChanged.kind,
    ProsecutionDecided.kind,
    DataCorrected.kind,
]


class _Row(Struct, frozen=True):
    """A message to sort."""

    number: int
    source_id: int
    digest: bytes
    waiting: Waiting


class _Cases:
    """Cases while a batch is sorted: which names and numbers are one, and what each is worth."""

    def __init__(self) -> None:
        self._parent: dict[object, object] = {}
        self._rank: dict[object, int] = {}

    def root(self, element: object) -> object:
        """Return what stands for the case that `element` belongs to."""
        self._parent.setdefault(element, element)
        while (parent := self._parent[element]) != element:
            self._parent[element] = self._parent[parent]
            element = parent
        return element

    def join(self, first: object, *others: object) -> None:
        """Note that these belong to one case."""
        ours = self.root(first)
        for other in others:
            theirs = self.root(other)
            if ours != theirs:
                self._parent[theirs] = ours
                if (rank := self._rank.pop(theirs, None)) is not None:
                    self.rank(ours, rank)

    def rank(self, element: object, rank: int | None) -> None:
        """Note that something of this rank is stated of the case."""
        if rank is not None:
            root = self.root(element)
            self._rank[root] = min(rank, self._rank.get(root, rank))

    def rank_of(self, element: object) -> int | None:
        """Return the rank of the case; None when nothing tells."""
        return self._rank.get(self.root(element))

    def every(self) -> dict[object, list[object]]:
        """Return the elements of every case."""
        found: dict[object, list[object]] = defaultdict(list)
        for element in list(self._parent):
            found[self.root(element)].append(element)
        return found


def sort_quarantine(database: Database, *, order: HarmOrder, at_a_time: int = AT_A_TIME) -> int:
    """Sort everything in quarantine that is not sorted yet; return how many messages that was."""
    sorted_now = 0
    while True:
        with database.transaction() as connection:
            count = sort_some(connection, order=order, at_a_time=at_a_time)
        sorted_now += count
        if count < at_a_time:
            break
    if sorted_now > _MANY:
        with database.transaction() as connection:
            connection.execute(QUERIES.look_at_tables)
    return sorted_now


def lock_quarantine(connection: Connection) -> None:
    """Let nobody else change what is in quarantine until this transaction ends."""
    connection.execute(QUERIES.sorting_lock)


def sort_some(connection: Connection, *, order: HarmOrder, at_a_time: int = AT_A_TIME) -> int:
    """Sort the next messages, in the transaction of the caller; return how many there were."""
    row = connection.execute(QUERIES.sorting_lock).fetchone()
    through, edition = (0, "") if row is None else row
    if edition != order.edition:
        connection.execute(QUERIES.sort_again)
        through = 0
    find_by_index(connection, in_order=True)
    asked = {"after": through, "count": at_a_time}
    rows = [
        _Row(
            number,
            source_id,
            digest,
            read_waiting(
                content, source=source, message_id=message_id, sequence=sequence, order=order
            ),
        )
        for number, source_id, source, message_id, sequence, content, digest in connection.execute(
            QUERIES.unsorted, asked
        )
    ]
    if rows:
        _sort(connection, rows, order=order)
    elif edition == order.edition:
        return 0
    connection.execute(
        QUERIES.sorting_move,
        {"through_number": rows[-1].number if rows else through, "edition": order.edition},
    )
    return len(rows)


def _sort(connection: Connection, rows: Sequence[_Row], *, order: HarmOrder) -> None:
    taken = connection.execute(QUERIES.take_out, {"numbers": [row.number for row in rows]})
    decided = {number: (compared, release) for number, compared, release in taken}
    cases, place_of = _cases_of(connection, rows, order=order)
    number_of, harm_of = _write_cases(connection, cases, order=order)
    with connection.cursor() as cursor, cursor.copy(QUERIES.copy_items) as copy:
        for row in rows:
            waiting, element = row.waiting, place_of.get(row.number)
            if element is None:
                case_id = NO_CASE
                harm = order.unknown if waiting.rank is None else waiting.rank
            else:
                case_id = number_of[cases.root(element)]
                harm = harm_of[case_id]
            copy.write_row(
                (
                    row.number,
                    row.source_id,
                    case_id,
                    harm,
                    waiting.kind,
                    amsterdam_day(waiting.time),
                    waiting.counts_on,
                    waiting.time,
                    waiting.sequence,
                    row.digest,
                    None if waiting.concerns is None else _one_text(waiting.concerns),
                    *decided.get(row.number, (False, None)),
                )
            )
    found = {
        _one_text(row.waiting.key): number_of[cases.root(element)]
        for row in rows
        if (element := place_of.get(row.number)) is not None
    }
    if found:
        connection.execute(
            QUERIES.follow_concerned,
            {
                "concerned": list(found),
                "case_ids": list(found.values()),
                "harms": [harm_of[case_id] for case_id in found.values()],
            },
        )


def _cases_of(
    connection: Connection, rows: Sequence[_Row], *, order: HarmOrder
) -> tuple[_Cases, dict[int, object]]:
    """Return the cases of a batch, and for each message in a case an element of that."""
    cases = _Cases()
    place_of: dict[int, object] = {}
    in_batch = {row.waiting.key: row for row in rows}
    elsewhere = {
        row.waiting.concerns
        for row in rows
        if row.waiting.concerns is not None and row.waiting.concerns not in in_batch
    }
    concerned = _concerned(connection, elsewhere, cases=cases, order=order)
    for row in rows:
        waiting = row.waiting
        elements: list[object] = list(map(_name, waiting.cases))
        if waiting.concerns is not None:
            if waiting.concerns in in_batch:
                elements += map(_name, in_batch[waiting.concerns].waiting.cases)
            elements += concerned.get(waiting.concerns, ())
        if not elements:
            continue
        cases.join(*elements)
        cases.rank(elements[0], waiting.rank)
        place_of[row.number] = elements[0]
    placed = {_one_text(row.waiting.key): place_of.get(row.number) for row in rows}
    for concerned_text, case_id, harm in connection.execute(
        QUERIES.changes_of, {"concerned": list(placed)}
    ).fetchall():
        if (element := placed[concerned_text]) is not None:
            cases.join(case_id, element)
            cases.rank(case_id, harm)
    names = [element for elements in cases.every().values() for element in elements]
    known = connection.execute(
        QUERIES.cases_named, {"names": [name for name in names if isinstance(name, str)]}
    ).fetchall()
    for name, case_id, harm in known:
        cases.join(case_id, name)
        cases.rank(case_id, harm)
    seen = {name for name, _, _ in known}
    fresh = [case for row in rows for case in row.waiting.cases if _name(case) not in seen]
    _rank_by_ledger(connection, fresh, cases=cases, order=order)
    return cases, place_of


def _concerned(
    connection: Connection, keys: Collection[MessageKey], *, cases: _Cases, order: HarmOrder
) -> Mapping[MessageKey, list[object]]:
    """Return elements of the cases that messages outside the batch are about."""
    found: dict[MessageKey, list[object]] = defaultdict(list)
    if not keys:
        return found
    asked = {
        "sources": [key.source for key in keys],
        "message_ids": [key.id for key in keys],
    }
    for source, message_id, case_id, harm in connection.execute(QUERIES.waiting_under, asked):
        found[MessageKey(source, message_id)].append(case_id)
        cases.rank(case_id, harm)
    for source, message_id, kind, content, dates in connection.execute(
        QUERIES.accepted_under, asked
    ):
        key = MessageKey(source, message_id)
        event = decode_event(kind, content, dates)
        names = list(map(_name, cases_of(event, key=key)))
        found[key] += names
        for name in names[:1]:
            cases.rank(name, rank_of(event, order=order))
    return found


def _rank_by_ledger(
    connection: Connection, fresh: Iterable[CaseKey], *, cases: _Cases, order: HarmOrder
) -> None:
    """Rank cases that are new here by the offences that the ledger knows of them."""
    asked = {case: _name(case) for case in fresh}
    if not asked:
        return
    rows = connection.execute(
        QUERIES.described,
        {"subjects": list({stored_key(subject) for subject, _ in asked}), "kinds": _DESCRIBING},
    )
    for source, message_id, kind, content, dates in rows:
        event = decode_event(kind, content, dates)
        described = cases_of(event, key=MessageKey(source, message_id))
        for case in described:
            if case in asked:
                cases.rank(asked[case], rank_of(event, order=order))
                break


def _write_cases(
    connection: Connection, cases: _Cases, *, order: HarmOrder
) -> tuple[dict[object, int], dict[int, int]]:
    """Write the cases down; return the number of each, and what messages of each are worth."""
    number_of: dict[object, int] = {}
    new: list[object] = []
    joined: dict[int, list[int]] = {}
    elements_of = cases.every()
    for root, elements in elements_of.items():
        numbers = sorted(each for each in elements if isinstance(each, int))
        if not numbers:
            new.append(root)
            continue
        number_of[root] = numbers[0]
        if len(numbers) > 1:
            joined[numbers[0]] = numbers[1:]
    for case_id, others in joined.items():
        moved = {"case_id": case_id, "others": others}
        connection.execute(QUERIES.join_names, moved)
        connection.execute(QUERIES.join_items, moved)
        connection.execute(QUERIES.drop_cases, moved)
    if new:
        harms = [cases.rank_of(root) for root in new]
        made = connection.execute(QUERIES.new_cases, {"harms": harms}).fetchall()
        number_of |= {root: case_id for root, (case_id,) in zip(new, made, strict=True)}
    named = {
        element: number_of[root]
        for root, elements in elements_of.items()
        for element in elements
        if isinstance(element, str)
    }
    if named:
        connection.execute(
            QUERIES.name_cases, {"names": list(named), "case_ids": list(named.values())}
        )
    ranks = {number_of[root]: cases.rank_of(root) for root in elements_of}
    harm_of = {case_id: order.unknown if rank is None else rank for case_id, rank in ranks.items()}
    if ranks:
        asked = {"case_ids": list(ranks), "harms": list(ranks.values())}
        connection.execute(QUERIES.rank_cases, asked)
        connection.execute(QUERIES.rank_items, asked | {"harms": list(harm_of.values())})
    return number_of, harm_of


def _name(case: CaseKey) -> str:
    """Return the name of a case as the database keeps it."""
    subject, name = case
    return stored_key(f"{subject} {name}")


def _one_text(key: MessageKey) -> str:
    return f"{key.source} {key.id}"
