"""Look for whom a description may mean, as an answer needs it: candidates, field by field."""

from jds.answers.sought import Candidate, Sought
from jds.database.connection import Connection
from jds.domain.blocks import Person
from jds.domain.record import EntryRule
from jds.persons.index_claims import index_the_rest
from jds.records.find_person import find_persons
from jds.records.known_at import Moment


def look_up_in_register(
    connection: Connection, described: Person, moment: Moment, rule: EntryRule
) -> Sought:
    """Return whom a description may mean, as known at a moment."""
    index_the_rest(connection)
    found = find_persons(connection, described, moment=moment, rule=rule)
    return Sought(
        found=found.found,
        candidates=tuple(
            Candidate(
                subject_id=each.subject_id,
                subjects=each.subjects,
                weight=each.fit.probability,
                reasons=each.fit.fields,
            )
            for each in found.candidates
            if found.found != "zeker" or each.by_number
        ),
        method=found.method,
        cut_off=found.cut_off,
    )
