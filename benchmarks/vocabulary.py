"""What made-up messages are filled with: sources, names, places, offences, days.

The people are test persons. A BSN comes from the range that starts with 9999 and passes the
eleven-test; there are only some nine thousand of those, so one person in sixteen has one and the
others carry a V-number. That keeps every number to one person, at every size.
"""

from datetime import date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

_AMSTERDAM = ZoneInfo("Europe/Amsterdam")


class Source(NamedTuple):
    """A source that delivers, its kind as `jds source add` takes it."""

    name: str
    urn: str
    kind: str


def _source(organisation: int, name: str, kind: str) -> Source:
    return Source(name, f"urn:nld:oin:{1_000_000_000_000 + organisation:020}:systeem:{name}", kind)


SOURCES = (
    _source(1, "gps", "om"),
    _source(2, "rechtspraak", "court"),
    _source(3, "cjib", "cjib"),
    _source(4, "skdb", "person-authority"),
)
OM, COURT, CJIB, PERSON_AUTHORITY = range(len(SOURCES))

FIRST_DAY = date(2008, 1, 1)
LIVES_START_ON = range(100, 3288)  # up to the end of 2016; the longest lasts eight years
_DAYS = 10_000

GIVEN_NAMES = (
    ("Anna Maria", "V"), ("Daan", "M"), ("Sanne", "V"), ("Mohammed", "M"), ("Fatima Zahra", "V"),
    ("Johannes Cornelis", "M"), ("Zoë", "V"), ("Łukasz", "M"), ("Chantal", "V"), ("Björn", "M"),
    ("Noor", "V"), ("Willem Jan", "M"), ("Éva", "V"), ("Mehmet", "M"), ("Shanti Devi", "V"),
    ("Hendrik", "M"), ("Agnieszka", "V"), ("Kees", "M"), ("Naïma", "V"), ("Sjoerd Tjibbe", "M"),
)  # fmt: skip
FAMILY_NAMES = (
    ("", "Jansen"), ("van den", "Berg"), ("de", "Vries"), ("", "Öztürk"), ("el", "Amrani"),
    ("van 't", "Hof"), ("", "Kowalczyk"), ("", "Bakker"), ("ter", "Horst"), ("", "Visser-Smit"),
    ("van der", "Meulen"), ("", "Ramdin"), ("", "Nguyễn"), ("den", "Ouden"), ("", "Hoekstra"),
    ("", "Müller"), ("de la", "Cruz"), ("", "Peeters"), ("op den", "Akker"), ("", "Tjong A Hung"),
)  # fmt: skip
TOWNS = (
    ("Ons Dorp", "1234AB"), ("Arnhem", "6811KS"), ("Zwolle", "8011CA"), ("Heerlen", "6411AZ"),
    ("Leeuwarden", "8911DG"), ("Almere", "1315RB"), ("Dordrecht", "3311KR"), ("Goes", "4461JE"),
)  # fmt: skip
STREETS = ("Dorpsstraat", "Kerkweg", "Stationsplein", "Prins Hendrikkade", "Lange Nieuwstraat")
NATIONALITIES = ("0001", "0001", "0001", "0001", "0052", "0083", "0059", "0064")

# Law, article, paragraph, qualification.
CRIMES = (
    ("Sr", "300", "1", "mishandeling"), ("Sr", "310", "", "diefstal"),
    ("Sr", "311", "1", "diefstal door twee of meer verenigde personen"),
    ("Sr", "350", "1", "vernieling"), ("Sr", "285", "1", "bedreiging met zware mishandeling"),
    ("Sr", "326", "1", "oplichting"), ("Sr", "416", "1", "opzetheling"),
    ("WVW 1994", "8", "2", "rijden onder invloed"), ("WVW 1994", "7", "1", "doorrijden na ongeval"),
    ("Opiumwet", "3", "", "handelen in strijd met artikel 3 van de Opiumwet"),
    ("WWM", "26", "1", "voorhanden hebben van een wapen van categorie III"),
)  # fmt: skip
MINOR_OFFENCES = (
    ("WVW 1994", "107", "1", "rijden zonder rijbewijs"), ("WAM", "30", "4", "onverzekerd rijden"),
    ("Sr", "447e", "", "geen identiteitsbewijs ter inzage aanbieden"),
)  # fmt: skip
OFFICES = (
    ("05", "OM Oost-Nederland", "RBGEL"), ("13", "OM Amsterdam", "RBAMS"),
    ("09", "OM Den Haag", "RBDHA"), ("10", "OM Rotterdam", "RBROT"),
    ("16", "OM Midden-Nederland", "RBMNE"), ("18", "OM Noord-Nederland", "RBNNE"),
)  # fmt: skip


def skn(person: int) -> str:
    """Return the number (SKN) of a person: seven or eight digits, another for each person."""
    return str(1_000_000 + person * 61_803_399 % 98_999_999)


def numbers(person: int) -> str:
    """Return the part of a `persoon` block that holds the numbers of a person."""
    if person % 16 == 0:
        test_bsns = _test_bsns()
        return f'"skn":"{skn(person)}","bsn":"{test_bsns[person // 16 % len(test_bsns)]}"'
    return f'"skn":"{skn(person)}","vNummer":"{1_000_000_000 + person * 7_919 % 8_999_999_993}"'


@cache
def days() -> tuple[tuple[str, str], ...]:
    """Return every day from `FIRST_DAY` on, with the offset from UTC at its noon."""
    offsets = {timedelta(hours=1): "+01:00", timedelta(hours=2): "+02:00"}
    found = []
    for number in range(_DAYS):
        day = FIRST_DAY + timedelta(days=number)
        noon = datetime.combine(day, time(12), tzinfo=_AMSTERDAM)
        found.append((day.isoformat(), offsets[noon.utcoffset() or timedelta()]))
    return tuple(found)


@cache
def _test_bsns() -> tuple[str, ...]:
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return tuple(
        text
        for text in map(str, range(999_900_000, 1_000_000_000))
        if sum(w * int(digit) for w, digit in zip(weights, text, strict=True)) % 11 == 0
    )
