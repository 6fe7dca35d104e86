"""The reader `records`: the effect of every accepted message, made by position from the ledger.

It goes in *passes*. A pass takes all subjects that were touched since the last one, in portions;
each portion is folded as a whole and its effects are kept in one transaction with how far the pass
has come. So each person is folded once in a pass, however their messages were spread over the
file, and a pass that was interrupted goes on where it stopped. Several processes may run it at
once: they keep effects in turns, under the lock of the reader, and one that finds another further
than itself leaves the rest to that one.
"""

from collections.abc import Collection
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from jds.database.connection import Connection, Database
from jds.database.queries import Queries
from jds.domain.decode import decode_event
from jds.domain.fold import fold
from jds.domain.message import AcceptedMessage, MessageKey
from jds.domain.record import EffectOf, EntryRule
from jds.ledger.read import head
from jds.records.fold_portions import effect_row, fold_portions
from jds.records.load import load
from jds.records.queues import READER

# A pass that is under way keeps two more places: how far in the ledger it will bring the reader,
# and the last subject that is done.
_THROUGH = f"{READER}/through"
_SUBJECT = f"{READER}/subject"

# How often effects were made anew because clerks linked or unlinked somebody. What a pass folded
# before that may be without the link, so it is dropped.
_LINKED = f"{READER}/linked"

SUBJECTS_AT_A_TIME = 1000

# After a load of this size the planner still believes that the tables are empty, and would read
# all references of a source for each message.
_MANY_POSITIONS = 5000

_QUERIES = Queries(Path(__file__).with_name("records.sql"))


class _Pass(Struct, frozen=True):
    """Where a pass stands: it goes from `after` through `through`, and has done some subjects."""

    after: int
    through: int
    done_subject: int
    linked: int


def catch_up(
    database: Database, *, rule: EntryRule, subjects_at_a_time: int = SUBJECTS_AT_A_TIME
) -> int:
    """Bring the effects up to the end of the ledger; return the position reached.

    What is accepted while it runs is done too, until nothing is left.
    """
    with database.connect() as connection:
        while (under_way := _begin(connection)) is not None:
            _finish(database, connection, under_way, rule=rule, at_a_time=subjects_at_a_time)
        with connection.transaction():
            return _place(connection, READER)


def begin_again(connection: Connection) -> None:
    """Let every effect be made anew, in the transaction of the caller: the rules have changed."""
    connection.execute(_QUERIES.reader_begin, {"name": READER})
    _lock(connection)
    _move(connection, READER, 0)
    connection.execute(_QUERIES.reader_forget, {"names": [_THROUGH, _SUBJECT]})


def touched_since(connection: Connection, *, after: int, through: int) -> list[int]:
    """Return, in order, the subjects of whom messages between two positions say something."""
    reach = {"after": after, "through": through}
    return [subject_id for (subject_id,) in connection.execute(_QUERIES.touched, reach)]


def refold(connection: Connection, subjects: Collection[int], *, rule: EntryRule) -> None:
    """Make the effects of all messages about `subjects`, and their relatives, anew.

    For what is no message and yet decides who is who, in the transaction of the caller. It goes as
    far as the reader has come, or will have when the pass that is under way ends.
    """
    connection.execute(_QUERIES.reader_begin, {"name": READER})
    _lock(connection)
    under_way = _under_way(connection)
    through = _place(connection, READER) if under_way is None else under_way.through
    _move(connection, _LINKED, _place(connection, _LINKED) + 1)
    loaded = load(connection, subjects, through_position=through)
    effects = fold(
        loaded.messages,
        rule=rule,
        clerks=loaded.clerks_at(None),
        ways=loaded.ways_at(None),
    ).effects
    _keep(connection, "".join(map(effect_row, effects.values())), after=through)


def _begin(connection: Connection) -> _Pass | None:
    """Return the pass that is under way, else a new one; None when there is nothing to do."""
    with connection.transaction():
        connection.execute(_QUERIES.reader_begin, {"name": READER})
        _lock(connection)
        under_way = _under_way(connection)
        if under_way is not None:
            return under_way
        begun = _Pass(
            _place(connection, READER), head(connection).position, 0, _place(connection, _LINKED)
        )
        if begun.after == begun.through:
            return None
        _move(connection, _THROUGH, begun.through)
        _move(connection, _SUBJECT, begun.done_subject)
        return begun


def _finish(
    database: Database,
    connection: Connection,
    under_way: _Pass,
    *,
    rule: EntryRule,
    at_a_time: int,
) -> None:
    """Do what is left of a pass; stop where another process turns out to be further."""
    if under_way.through - under_way.after > _MANY_POSITIONS:
        with connection.transaction():
            connection.execute(_QUERIES.look_at_tables)
    with connection.transaction():
        touched = touched_since(connection, after=under_way.after, through=under_way.through)
    left = [subject_id for subject_id in touched if subject_id > under_way.done_subject]
    portions = [left[start : start + at_a_time] for start in range(0, len(left), at_a_time)]
    for portion in fold_portions(
        database, connection, portions, through_position=under_way.through, rule=rule
    ):
        done = portion.subjects[-1]
        with connection.transaction():
            _lock(connection)
            if _under_way(connection) != under_way:
                return
            _keep(connection, portion.effect_rows, after=under_way.after)
            _move(connection, _SUBJECT, done)
        under_way = replace(under_way, done_subject=done)
    with connection.transaction():
        _lock(connection)
        if _under_way(connection) == under_way:
            _end(connection, under_way, rule=rule)


def _end(connection: Connection, under_way: _Pass, *, rule: EntryRule) -> None:
    """Do what concerns no subject, and end the pass."""
    reach = {"after": under_way.after, "through": under_way.through}
    about_nobody = _effects_about_nobody(connection, reach, rule=rule)
    _keep(connection, "".join(map(effect_row, about_nobody)), after=under_way.after)
    connection.execute(_QUERIES.displaced_forget, reach)
    _move(connection, READER, under_way.through)
    connection.execute(_QUERIES.reader_forget, {"names": [_THROUGH, _SUBJECT]})


def _effects_about_nobody(
    connection: Connection, reach: dict[str, int], *, rule: EntryRule
) -> list[EffectOf]:
    """Return the effects of messages that name no subject: statements of sources, retractions.

    The effect of a retraction follows from its chain alone. A chain that leads to a subject is
    read for the sake of that effect only: its other messages were done with their subject.
    """
    messages: list[AcceptedMessage] = []
    about_nobody: set[int] = set()
    for (
        position,
        source,
        message_id,
        kind,
        time,
        sequence,
        content,
        unknown_dates,
        displaces,
        is_about_somebody,
    ) in connection.execute(_QUERIES.about_nobody, reach):
        event = decode_event(kind, content, unknown_dates)
        key = MessageKey(source, message_id)
        messages.append(AcceptedMessage(position, key, time, sequence, event, displaces))
        if not is_about_somebody:
            about_nobody.add(position)
    effects = fold(messages, rule=rule).effects
    return [effect for position, effect in effects.items() if position in about_nobody]


def _keep(connection: Connection, effect_rows: str, *, after: int) -> None:
    """Keep effects in a pass that goes from the position `after`."""
    connection.execute(_QUERIES.fresh_table)
    with connection.cursor() as cursor, cursor.copy(_QUERIES.fresh_copy) as copy:
        copy.write(effect_rows)
    connection.execute(_QUERIES.fresh_keep, {"after": after})
    connection.execute(_QUERIES.fresh_empty)


def _lock(connection: Connection) -> None:
    connection.execute(_QUERIES.reader_lock, {"name": READER})


def _under_way(connection: Connection) -> _Pass | None:
    names = [READER, _THROUGH, _SUBJECT, _LINKED]
    rows = connection.execute(_QUERIES.reader_places, {"names": names})
    places: dict[str, int] = dict(rows.fetchall())
    if _THROUGH not in places:
        return None
    return _Pass(places[READER], places[_THROUGH], places[_SUBJECT], linked=places.get(_LINKED, 0))


def _place(connection: Connection, name: str) -> int:
    row = connection.execute(_QUERIES.reader_places, {"names": [name]}).fetchone()
    return 0 if row is None else int(row[1])


def _move(connection: Connection, name: str, position: int) -> None:
    connection.execute(_QUERIES.reader_move, {"name": name, "position": position})
