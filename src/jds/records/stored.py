"""What is stored of a person, whether it may be shown or not.

A record leaves out what never entered the register, or is no judicial datum. Those messages are
stored all the same until they are destroyed, so whoever asks what must be gone needs them too.
"""

from collections.abc import Sequence

from msgspec import structs

from jds.domain.blocks import Offence
from jds.domain.record import Outcome
from jds.domain.time import LegalDay
from jds.law.retention.of_record import RecordRetention
from jds.records.shown import ShownRecord


class EverythingStored:
    """A rule on entry by which every offence is in, and none is removed; never for showing."""

    def admits(
        self,
        offence: Offence,
        *,
        registered_on: LegalDay | None,
        outcomes: Sequence[Outcome],
    ) -> bool:
        """Tell that `offence` is in."""
        return True

    def removes(self, outcome: Outcome) -> bool:
        """Tell that `outcome` removes nothing."""
        return False


def with_terms(shown: ShownRecord, retention: RecordRetention) -> ShownRecord:
    """Return a record that tells of each offence until when it may be kept, on its day."""
    if shown.person is None:
        return shown
    return structs.replace(shown, retained=retention.plan(shown.person, on=shown.basis.on))
