"""Messages about somebody that are doubtful (gewantrouwd), as known at a moment.

They are in the record like others, and the record says which they are: nothing is left out because
its source was not safe, and nothing is passed on as if it were.
"""

from collections.abc import Collection

from jds.database.connection import Connection
from jds.domain.record import Effect, PersonRecord
from jds.ledger.read import messages_about
from jds.records.fold_known import Known
from jds.records.known_at import Moment
from jds.sources.distrust import Doubtful, doubtful_among, is_anything_doubtful

BY_DOUBTFUL_MESSAGE = "bron-gewantrouwd"
"""The doubt of an offence whose outcome a doubtful message stated."""


def doubtful_messages(
    connection: Connection, subjects: Collection[int], *, moment: Moment
) -> list[Doubtful]:
    """Return the messages about subjects, chains included, that are doubtful at a moment."""
    if not subjects or not is_anything_doubtful(connection):
        return []
    rows = messages_about(connection, subjects, through_position=moment.position)
    return doubtful_among(connection, [row.position for row in rows], at=moment.at)


def doubtful_about(
    connection: Connection, known: Known, person: PersonRecord, *, moment: Moment
) -> tuple[Doubtful, ...]:
    """Return the messages in the record of `person` that are doubtful at a moment.

    What is hidden is left out: nothing may tell that it is there.
    """
    positions = shown_positions(known, person)
    return tuple(doubtful_among(connection, positions, at=moment.at))


def shown_positions(known: Known, person: PersonRecord) -> list[int]:
    """Return where the messages about `person` stand that are not hidden."""
    subjects = known.subjects_of(person)
    effects = known.register.effects
    return [
        row.position
        for row in known.rows
        if not subjects.isdisjoint(row.subject_ids)
        and (effect := effects.get(row.position)) is not None
        and effect.effect is not Effect.HIDDEN
    ]
