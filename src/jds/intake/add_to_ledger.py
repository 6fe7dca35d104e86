"""Give fit messages their place: ledger, subjects, and what their sources thereby stated."""

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from jds.database.connection import Connection
from jds.domain.events import SourceStatement
from jds.intake.judgement import Candidate
from jds.ledger.append import Head, NewLine, append
from jds.persons.register_subjects import Naming, register_subjects
from jds.sources.progress import Arrival, Standing, Statement


class Admission(Struct, frozen=True):
    """A message that is accepted.

    Attributes:
        digest: What a redelivery of it is recognised by.
        displaces: Position of the message under the same id that it replaces.
    """

    candidate: Candidate
    digest: bytes
    displaces: int | None = None


def add_to_ledger(
    connection: Connection,
    admissions: Sequence[Admission],
    *,
    arrivals: Mapping[str, Arrival],
    standings: Mapping[str, Standing],
    head: Head,
    random_bytes: Callable[[int], bytes],
) -> Head:
    """Write accepted messages after `head`, in their order, and return the new head.

    What the accepted messages say of their sources is added to `arrivals`.

    Args:
        arrivals: By name of the source; one for each source of an admission.
        standings: Likewise.
        random_bytes: Gives unpredictable bytes.
    """
    lines, namings = [], []
    for position, admission in enumerate(admissions, start=head.position + 1):
        candidate = admission.candidate
        source = candidate.key.source
        lines.append(
            NewLine(
                source_id=standings[source].source_id,
                key=candidate.key,
                kind=candidate.kind,
                time=candidate.time,
                sequence=candidate.sequence,
                content=candidate.text,
                content_digest=admission.digest,
                about=candidate.concerns,
                unknown_dates=candidate.unknown_dates or None,
                displaces=admission.displaces,
            )
        )
        if candidate.mentions:
            namings.append(Naming(position, candidate.mentions))
        arrival = arrivals[source]
        if arrival.last_time is None or candidate.time > arrival.last_time:
            arrival.last_time = candidate.time
        if candidate.kind == SourceStatement.kind and isinstance(
            event := candidate.event, SourceStatement
        ):
            arrival.statements.append(Statement(position, candidate.sequence, event))
    moved = append(connection, lines, head=head, random_bytes=random_bytes)
    next_subject = register_subjects(connection, namings, next_subject=head.next_subject)
    return replace(moved, next_subject=next_subject)
