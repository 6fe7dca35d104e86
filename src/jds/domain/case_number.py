"""Case numbers of the prosecution service (parketnummer), in every spelling in which they come.

A case number has three parts: the office that registered the case, a serial number and the last two
digits of a year. Judgments, letters and systems put different signs between them. The parts are the
number; the spelling is not, and whoever must keep it keeps the text as delivered beside it.

An appeal gets a new number of another office, so equal numbers are needed and not enough to say
that two statements are about one matter. The number has no check digit and no century.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from jds.domain.identifiers import InvalidIdentifier

_SPELLINGS = re.compile(r"([0-9]{2})[/.\- ]?([0-9]{6})[-./ ]?([0-9]{2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseNumber:
    """A case number by its three parts, each as digits.

    Attributes:
        office: Two digits; may be an office that `OFFICES` does not know.
        serial: Six digits.
        year: Last two digits of the year of registration.
    """

    office: str
    serial: str
    year: str

    def __post_init__(self) -> None:
        if _SPELLINGS.fullmatch(f"{self.office}/{self.serial}-{self.year}") is None:
            raise _not_a_case_number()

    def canonical(self) -> str:
        """Write the number in the one form that is compared and shown: `05/780109-25`."""
        return f"{self.office}/{self.serial}-{self.year}"


def parse_case_number(text: str) -> CaseNumber:
    """Read a case number in any spelling, with or without space around it.

    Raises:
        InvalidIdentifier: It is not two, six and two digits with at most one of `/`, `-`, `.` or a
            space between them.
    """
    matched = _SPELLINGS.fullmatch(text.strip())
    if matched is None:
        raise _not_a_case_number()
    office, serial, year = matched.groups()
    return CaseNumber(office=office, serial=serial, year=year)


def canonical_or_none(text: str) -> str | None:
    """Return the canonical form of a case number, or `None` when `text` is no case number."""
    matched = _SPELLINGS.fullmatch(text.strip())
    return None if matched is None else "{}/{}-{}".format(*matched.groups())


class Evidence(StrEnum):
    """How the register came to know an office code; no official list is published."""

    JUDGMENT = "judgment"
    """Read in a published judgment."""

    SECONDARY = "secondary"
    """Read in a text of somebody else than the prosecution service."""

    UNCONFIRMED = "unconfirmed"
    """Generally held to be so and not yet confirmed; to be checked with the prosecution service."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office of the prosecution service (parket) that gives out case numbers.

    Attributes:
        code: First two digits of its case numbers.
        name: Its Dutch name.
        evidence: How sure the code is.
        is_closed: It was merged away when the courts were redrawn in 2013; its numbers live on.
    """

    code: str
    name: str
    evidence: Evidence
    is_closed: bool = False


def _judgment(code: str, name: str) -> Office:
    return Office(code=code, name=name, evidence=Evidence.JUDGMENT)


def _unconfirmed(code: str, name: str) -> Office:
    return Office(code=code, name=name, evidence=Evidence.UNCONFIRMED)


def _closed(code: str, name: str) -> Office:
    return Office(code=code, name=name, evidence=Evidence.UNCONFIRMED, is_closed=True)


_KNOWN = (
    _unconfirmed("01", "Oost-Brabant"),
    _judgment("02", "Zeeland-West-Brabant"),
    _unconfirmed("03", "Limburg"),
    _closed("04", "Roermond"),
    _judgment("05", "Oost-Nederland"),
    _closed("06", "Zutphen"),
    _closed("07", "Zwolle"),
    _unconfirmed("08", "Overijssel"),
    _judgment("09", "Den Haag"),
    _unconfirmed("10", "Rotterdam"),
    _closed("11", "Dordrecht"),
    _closed("12", "Middelburg"),
    _judgment("13", "Amsterdam"),
    _closed("14", "Alkmaar"),
    _judgment("15", "Noord-Holland"),
    _unconfirmed("16", "Midden-Nederland"),
    _closed("17", "Leeuwarden"),
    _judgment("18", "Noord-Nederland"),
    _closed("19", "Assen"),
    _judgment("20", "Ressortsparket, 's-Hertogenbosch"),
    _judgment("21", "Ressortsparket, Arnhem-Leeuwarden"),
    _unconfirmed("22", "Ressortsparket, Den Haag"),
    _judgment("23", "Ressortsparket, Amsterdam"),
    _closed("24", "Ressortsparket, Leeuwarden"),
    _unconfirmed("71", "Landelijk Parket"),
    *(_unconfirmed(str(code), "Functioneel Parket") for code in range(81, 88)),
    Office(code="96", name="CVOM", evidence=Evidence.SECONDARY),
)

OFFICES: Mapping[str, Office] = MappingProxyType({office.code: office for office in _KNOWN})
"""The offices known by their code. Incomplete by nature: an unknown code is no error."""


def is_known_office(code: str) -> bool:
    """Tell whether an office is known by this code; a case of another deserves a warning."""
    return code in OFFICES


def _not_a_case_number() -> InvalidIdentifier:
    return InvalidIdentifier(
        kind="case number (parketnummer)",
        expected="two, six and two digits, for example in the form 05/780109-25",
    )
