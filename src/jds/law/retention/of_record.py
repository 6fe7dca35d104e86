"""Ask for a whole record: the rules on retention of one edition, with all that they need."""

from jds.domain.record import PersonRecord
from jds.domain.time import LegalDay
from jds.law.entry import EntryRules
from jds.law.facts import read_facts
from jds.law.offences.catalogue import OffenceCatalogue
from jds.law.prescription import PrescriptionRules
from jds.law.retention.plan import RetentionRules
from jds.law.retention.retained import Retained
from jds.law.rules import Law


class RecordRetention:
    """Tells of each offence in a record until when it may be kept."""

    def __init__(self, law: Law) -> None:
        self._catalogue = OffenceCatalogue(law.offences, names=law.names_of_acts)
        self._rules = retention_rules(law)

    def plan(self, person: PersonRecord, *, on: LegalDay) -> tuple[Retained, ...]:
        """Return until when each offence of `person`, and each foreign conviction, may be kept."""
        if not person.cases and not person.foreign:
            return ()
        return self._rules.plan(read_facts(person, catalogue=self._catalogue), on=on)


def retention_rules(law: Law) -> RetentionRules:
    """Return the rules on retention of an edition."""
    return RetentionRules(
        law.retention,
        sexual=law.offences.lists.sexual,
        removal=law.removal,
        entry=EntryRules(law),
        prescription=PrescriptionRules(law.offences.prescription, lists=law.offences.lists),
    )
