"""The section of the law on offences: the tables of each act, and the lists rules name."""

from msgspec import Struct

from jds.law.offences.lists import NamedLists, read_named_lists
from jds.law.offences.provisions import OffencesOfAct
from jds.law.prescription import PrescriptionTerms
from jds.law.reading import RuleReader
from jds.law.rule_file import Rule


class OffenceLaw(Struct, frozen=True):
    """The tables of offences, the lists that more than one rule uses, and prescription."""

    acts: tuple[Rule[OffencesOfAct], ...]
    lists: NamedLists
    prescription: Rule[PrescriptionTerms]


_FILES = (
    "offences/awr.yaml",
    "offences/opiumwet.yaml",
    "offences/sr.yaml",
    "offences/vw_2000.yaml",
    "offences/wam.yaml",
    "offences/wed.yaml",
    "offences/wim.yaml",
    "offences/wth.yaml",
    "offences/wvw_1994.yaml",
    "offences/wwm.yaml",
)


def read_offence_law(reader: RuleReader) -> OffenceLaw:
    """Read the tables of offences and the lists."""
    return OffenceLaw(
        acts=tuple(reader.rule(file, OffencesOfAct) for file in _FILES),
        lists=read_named_lists(reader),
        prescription=reader.rule("offences/prescription.yaml", PrescriptionTerms),
    )
