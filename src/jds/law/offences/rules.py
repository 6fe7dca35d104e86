"""The section of the law on offences: the tables of each act, and the lists rules name."""

from msgspec import Struct

from jds.law.offences.aggravation import Aggravation
from jds.law.offences.lists import NamedLists, read_named_lists
from jds.law.offences.provisions import OffencesOfAct
from jds.law.prescription import PrescriptionTerms
from jds.law.reading import RuleReader
from jds.law.rule_file import Rule


class OffenceLaw(Struct, frozen=True):
    """The tables of offences, the lists more than one rule uses, and what goes beside them."""

    acts: tuple[Rule[OffencesOfAct], ...]
    lists: NamedLists
    aggravation: Rule[Aggravation]
    prescription: Rule[PrescriptionTerms]


# The Penal Code by book and title, as the act has them; Title VI of Book 2 (duels) is empty.
_TITLES_OF_BOOK_2 = (
    *(f"{number:02}" for number in range(1, 20) if number != 6),
    "19a",
    *(f"{number:02}" for number in range(20, 31)),
    "30a",
    "31",
)
_TITLES_OF_BOOK_3 = tuple(f"{number:02}" for number in range(1, 10))
_SPECIAL_ACTS = ("awr", "opiumwet", "vw_2000", "wam", "wed", "wim", "wth", "wvw_1994", "wwm")

_FILES = (
    *(f"offences/{act}.yaml" for act in _SPECIAL_ACTS),
    *(f"offences/sr/book_2_title_{title}.yaml" for title in _TITLES_OF_BOOK_2),
    *(f"offences/sr/book_3_title_{title}.yaml" for title in _TITLES_OF_BOOK_3),
)


def read_offence_law(reader: RuleReader) -> OffenceLaw:
    """Read the tables of offences and the lists."""
    return OffenceLaw(
        acts=tuple(reader.rule(file, OffencesOfAct) for file in _FILES),
        lists=read_named_lists(reader),
        aggravation=reader.rule("offences/aggravation.yaml", Aggravation),
        prescription=reader.rule("offences/prescription.yaml", PrescriptionTerms),
    )
