"""Show a message in quarantine to a release officer, and write down who saw it of whom."""

from msgspec import Struct

from jds.accounting.access import AccessLine, Shown, write_access, write_act
from jds.accounting.actors import prove
from jds.accounting.disclose import Asker
from jds.accounting.disclose_work import subjects_in
from jds.accounting.roles import Verb
from jds.database.connection import Database
from jds.domain.time import Instant, amsterdam_day
from jds.intake.quarantine import QuarantinedMessage, show_quarantined
from jds.intake.set_aside import SetAsideInFull, show_set_aside
from jds.ledger.read import head


class QuarantinedInFull(Struct, frozen=True):
    """A message in quarantine as it was delivered, and where it stands."""

    standing: QuarantinedMessage
    aside: SetAsideInFull


def disclose_quarantined(
    database: Database, number: int, *, asker: Asker, now: Instant
) -> QuarantinedInFull:
    """Return a message in quarantine, accounted for.

    Raises:
        NotAllowed: The actor is not proven, or may not see it.
        NoSuchSlice: It is not in quarantine.
    """
    with database.transaction() as connection:
        act = prove(
            connection,
            asker.name,
            home=asker.home,
            verb=Verb.SHOW_QUARANTINED,
            arguments={"number": number},
            reason=asker.reason,
            now=now,
        )
        standing = show_quarantined(connection, number)
        aside = show_set_aside(connection, number)
        about: list[int | None] = [*sorted(subjects_in(connection, aside.content or b""))] or [None]
        position, on = head(connection).position, amsterdam_day(now)
        write_access(
            connection,
            write_act(connection, act),
            [AccessLine(subject_id, Shown.QUARANTINED, position, on) for subject_id in about],
        )
    return QuarantinedInFull(standing, aside)
