"""What befalls one made-up person: cases from registration to execution, as statements in order.

A life depends on the seed and the number of the person alone, so a file of a hundred thousand
messages and one of a million are made of the same kind of people. How many statements each of ten
people in a row has adds up to a hundred: a file of N messages is about N/10 people.
"""

from random import Random
from typing import NamedTuple, TypeVar

from benchmarks import vocabulary as words
from benchmarks.vocabulary import CJIB, COURT, OM, PERSON_AUTHORITY

_Choice = TypeVar("_Choice")

STATEMENTS_OF_TEN_PEOPLE = (9, 4, 16, 2, 11, 8, 21, 6, 13, 10)

CORRECTED = 0.011
RETRACTED = 0.006
_PERSON_CHANGED = 0.10  # of people, so 1 % of messages
_MERGED = 0.003
_SEPARATED_AGAIN = 0.3


class Statement(NamedTuple):
    """A message that has no place in its source's sequence yet.

    Attributes:
        day: When its source logged it, in days since `vocabulary.FIRST_DAY`.
        second: Of that day.
        source: Place in `vocabulary.SOURCES`.
        id: Unique in its source.
        kind: Of the contract, without prefix and version.
        data: The payload as JSON.
    """

    day: int
    second: int
    source: int
    id: str
    kind: str
    data: str


def statement_count(person: int) -> int:
    """Return how many statements there are about a person."""
    return STATEMENTS_OF_TEN_PEOPLE[person % len(STATEMENTS_OF_TEN_PEOPLE)]


def life(person: int, *, seed: int, start: int) -> list[Statement]:
    """Return all statements about a person, in the order in which they are logged.

    Args:
        person: From 0.
        seed: Of the whole file.
        start: Day on which the first case begins.
    """
    return _Life(person, seed=seed).statements(start)


class _Life:
    def __init__(self, person: int, *, seed: int) -> None:
        self._person = person
        self._chance = Random(f"{seed}/{person}")
        self._block = self._person_block()
        self._said: list[Statement] = []
        self._cases = 0

    def statements(self, start: int) -> list[Statement]:
        count = statement_count(self._person)
        chance = self._chance.random
        day = start
        if chance() < _MERGED and self._person:
            self._merge(start + 20)
        if chance() < _PERSON_CHANGED:
            self._change_person(start + 15)
        while len(self._said) < count:
            day = self._case(day) + self._chance.randrange(30, 120)
        self._said.sort()
        return self._said[:count]

    def _case(self, day: int) -> int:
        self._cases += 1
        choice = self._chance.random()
        if choice < 0.12:
            return self._penal_order(day)
        if choice < 0.30:
            return self._dismissal(day)
        return self._trial(day)

    def _penal_order(self, day: int) -> int:
        case = self._case_block("96", day)
        offence = self._offence(1, day - self._chance.randrange(2, 40), minor=0.5)
        fine = f'{{"soort":"geldboete","bedrag":{{"centen":{self._cents()},"valuta":"EUR"}}'
        self._say(
            CJIB, day, "vervolging-beslist",
            f'{case},"besluit":"strafbeschikking","beslotenOp":"{_day(day)}","feiten":[{offence}],'
            f'"feitnummers":[1],"sancties":[{fine},"feitnummers":[1]}}]',
        )  # fmt: skip
        self._become_final(CJIB, day + 15, case, "1")
        self._say(
            CJIB, day + 45, "tenuitvoerlegging-gemeld",
            f'{case},"soort":"geeindigd","op":"{_day(day + 45)}","sanctie":{fine}}}',
        )  # fmt: skip
        return day + 46

    def _dismissal(self, day: int) -> int:
        office, name, _ = self._pick(words.OFFICES)
        case = self._case_block(office, day)
        self._register(day, case, name, offences=1)
        day += self._chance.randrange(20, 90)
        ground = self._pick(("02", "02", "05", "40", "43", "01"))
        self._say(
            OM, day, "vervolging-beslist",
            f'{case},"besluit":"sepot","beslotenOp":"{_day(day)}","feitnummers":[1],'
            f'"sepotgronden":["{ground}"]',
        )  # fmt: skip
        return day + 1

    def _trial(self, day: int) -> int:
        chance, between = self._chance.random, self._chance.randrange
        office, name, court = self._pick(words.OFFICES)
        case = self._case_block(office, day)
        offences = 2 if chance() < 0.3 else 1
        listed = "1,2" if offences == 2 else "1"
        charged = self._register(day, case, name, offences=offences)
        if chance() < 0.3:
            self._custody(day + 1, case)
        if chance() < 0.3:
            self._say(
                OM, day + 12, "tenlastelegging-gewijzigd",
                f'{case},"feiten":[{charged}],"gewijzigdOp":"{_day(day + 12)}"',
            )  # fmt: skip
        day += between(20, 60)
        self._say(
            OM, day, "vervolging-beslist",
            f'{case},"besluit":"dagvaarding","beslotenOp":"{_day(day)}","feitnummers":[{listed}]',
        )  # fmt: skip
        if chance() < 0.7:
            self._say(
                OM, day + 1, "stuk-gemeld",
                f'{case},"stuk":"einddossier","verwachtOp":"{_day(day + 14)}",'
                '"bestemd":["rechtbank","raadsman"]',
            )  # fmt: skip
        day += between(40, 110)
        is_convicted = self._judgment(day, case, court, offences=offences)
        if chance() < 0.25:
            day = self._appeal(day + between(3, 13), case, listed)
        day += 15
        self._become_final(COURT, day, case, listed)
        if not is_convicted:
            return day + 1
        for step in ("aangevangen", "geeindigd"):
            day += between(20, 60)
            self._say(
                CJIB, day, "tenuitvoerlegging-gemeld",
                f'{case},"soort":"{step}","op":"{_day(day)}",'
                '"sanctie":{"soort":"taakstraf","uren":80}',
            )  # fmt: skip
        return day + 1

    def _register(self, day: int, case: str, office_name: str, *, offences: int) -> str:
        committed = day - self._chance.randrange(3, 60)
        charged = ",".join(
            self._offence(number, committed, minor=0.1) for number in range(1, offences + 1)
        )
        self._say(
            OM, day, "zaak-ingeschreven",
            f'{case},"feiten":[{charged}],"ontvangenOp":"{_day(day - 1)}",'
            f'"instantie":"{office_name}"',
        )  # fmt: skip
        return charged

    def _custody(self, day: int, case: str) -> None:
        (start, offset), (end, end_offset) = words.days()[day - 2], words.days()[day + 12]
        self._say(
            OM, day, "hechtenis-gemeld",
            f'{case},"soort":"bewaring","vanTijdstip":"{start}T12:00:00{offset}",'
            f'"totTijdstip":"{end}T12:00:00{end_offset}"',
        )  # fmt: skip

    def _judgment(self, day: int, case: str, court: str, *, offences: int) -> bool:
        is_convicted = self._chance.random() < 0.85
        result = "veroordeling" if is_convicted else "vrijspraak"
        findings = [f'{{"feitnummer":1,"uitkomst":"{result}"}}']
        if offences == 2:
            findings.append('{"feitnummer":2,"uitkomst":"vrijspraak"}')
        sanctions = ""
        if is_convicted:
            sanctions = ',"sancties":[{"soort":"taakstraf","uren":80,"feitnummers":[1]}'
            if self._chance.random() < 0.4:
                sanctions += (
                    ',{"soort":"gevangenisstraf","duur":"P1M","onvoorwaardelijk":"P0D",'
                    '"proeftijd":"P2Y","feitnummers":[1]}'
                )
            sanctions += "]"
        year = _day(day)[:4]
        self._say(
            COURT, day, "uitspraak-gedaan",
            f'{case},"instantie":"{court}","ecli":"ECLI:NL:{court}:{year}:{self._serial()}",'
            f'"uitgesprokenOp":"{_day(day)}","aanleg":"eerste-aanleg",'
            f'"uitkomsten":[{",".join(findings)}]{sanctions}',
        )  # fmt: skip
        return is_convicted

    def _appeal(self, day: int, case: str, listed: str) -> int:
        appeal = f"HB-{_day(day)[:4]}-{self._serial():07}"
        self._say(
            COURT, day, "rechtsmiddel-ingesteld",
            f'{case},"rechtsmiddelId":"{appeal}","soort":"hoger-beroep","partij":"verdachte",'
            f'"ingesteldOp":"{_day(day)}","feitnummers":[{listed}]',
        )  # fmt: skip
        day += self._chance.randrange(20, 90)
        if self._chance.random() < 0.6:
            self._say(
                COURT, day, "rechtsmiddel-ingetrokken",
                f'{case},"rechtsmiddelId":"{appeal}","ingetrokkenOp":"{_day(day)}"',
            )  # fmt: skip
            return day
        findings = ",".join(
            f'{{"feitnummer":{number},"uitkomst":"bevestigd"}}' for number in listed.split(",")
        )
        self._say(
            COURT, day, "uitspraak-gedaan",
            f'{case},"instantie":"GHARL","ecli":"ECLI:NL:GHARL:{_day(day)[:4]}:{self._serial()}",'
            f'"uitgesprokenOp":"{_day(day)}","aanleg":"hoger-beroep","uitkomsten":[{findings}]',
        )  # fmt: skip
        return day

    def _become_final(self, source: int, day: int, case: str, listed: str) -> None:
        self._say(
            source, day, "onherroepelijk-geworden",
            f'{case},"onherroepelijkOp":"{_day(day)}","feitnummers":[{listed}]',
        )  # fmt: skip

    def _change_person(self, day: int) -> None:
        town, postcode = self._pick(words.TOWNS)
        self._add(
            PERSON_AUTHORITY, day, "persoon-gewijzigd",
            f'{{"persoon":{{"skn":"{words.skn(self._person)}","adres":{{"straat":"Nieuwe Weg",'
            f'"huisnummer":"{self._chance.randrange(1, 200)}","postcode":"{postcode}",'
            f'"woonplaats":"{town}","land":"6030"}}}},"geldigVanaf":"{_day(day)}"}}',
        )  # fmt: skip

    def _merge(self, day: int) -> None:
        mine, other = words.skn(self._person), words.skn(self._person - 1)
        self._add(
            PERSON_AUTHORITY, day, "persoon-samengevoegd",
            f'{{"leidend":{{"skn":"{mine}"}},"opgegaan":[{{"skn":"{other}"}}],'
            '"reden":"zelfde vingerafdrukken"}',
        )  # fmt: skip
        if self._chance.random() < _SEPARATED_AGAIN:
            self._add(
                PERSON_AUTHORITY, day + 60, "persoon-gesplitst",
                f'{{"personen":[{{"skn":"{mine}"}},{{"skn":"{other}"}}],'
                '"reden":"samenvoeging onjuist"}',
            )  # fmt: skip

    def _say(self, source: int, day: int, kind: str, rest: str) -> None:
        """Add a statement about this person, and sometimes what its source says of it later."""
        logged_on = day + (self._chance.random() < 0.3)
        said = self._add(source, logged_on, kind, f'{{"persoon":{{{self._block}}},{rest}}}')
        choice = self._chance.random()
        concerns = f'"betreft":{{"source":"{words.SOURCES[source].urn}","id":"{said.id}"}}'
        later = logged_on + 3 + int(choice * 1000)
        if choice < CORRECTED:
            corrected = said.data.replace('"land":"6030"', '"land":"5010"', 1)
            self._add(
                source, later, "gegevens-gecorrigeerd",
                f'{{{concerns},"reden":"onjuiste gegevens","vervanging":{corrected}}}',
            )  # fmt: skip
        elif choice < CORRECTED + RETRACTED:
            self._add(
                source, later, "gegevens-ingetrokken",
                f'{{{concerns},"reden":"ten onrechte verzonden"}}',
            )  # fmt: skip

    def _add(self, source: int, day: int, kind: str, data: str) -> Statement:
        said = Statement(
            day,
            25_200 + self._chance.randrange(43_200),  # between seven and seven
            source,
            f"{words.SOURCES[source].name}-{self._chance.getrandbits(64):016x}",
            kind,
            data,
        )
        self._said.append(said)
        return said

    def _person_block(self) -> str:
        given, sex = self._pick(words.GIVEN_NAMES)
        prefix, family = self._pick(words.FAMILY_NAMES)
        town, postcode = self._pick(words.TOWNS)
        voorvoegsel = f'"voorvoegsel":"{prefix}",' if prefix else ""
        return (
            f'{words.numbers(self._person)},"naam":{{"voornamen":"{given}",{voorvoegsel}'
            f'"geslachtsnaam":"{family}"}},"geboorte":{{"datum":{self._birth_date()},'
            f'"plaats":"{town}","land":"6030"}},"geslacht":"{sex}",'
            f'"nationaliteiten":["{self._pick(words.NATIONALITIES)}"],'
            f'"adres":{{"straat":"{self._pick(words.STREETS)}",'
            f'"huisnummer":"{self._chance.randrange(1, 300)}","postcode":"{postcode}",'
            f'"woonplaats":"{town}","land":"6030"}}'
        )

    def _birth_date(self) -> str:
        year, month = self._chance.randrange(1950, 1992), self._chance.randrange(1, 13)
        choice = self._chance.random()
        if choice < 0.02:
            return f'{{"type":"JaarDatum","jaar":{year}}}'
        if choice < 0.03:
            return f'{{"type":"JaarMaandDatum","jaar":{year},"maand":{month}}}'
        day = self._chance.randrange(1, 29)
        return f'{{"type":"Datum","datum":"{year}-{month:02}-{day:02}"}}'

    def _case_block(self, office: str, day: int) -> str:
        serial = (self._person * 4 + self._cases) % 1_000_000
        return f'"zaak":{{"parketnummer":"{office}/{serial:06}-{_day(day)[2:4]}"}}'

    def _offence(self, number: int, committed: int, *, minor: float) -> str:
        is_minor = self._chance.random() < minor
        law, article, paragraph, qualification = self._pick(
            words.MINOR_OFFENCES if is_minor else words.CRIMES
        )
        lid = f',"lid":"{paragraph}"' if paragraph else ""
        day = _day(committed)
        return (
            f'{{"feitnummer":{number},"soort":"{"overtreding" if is_minor else "misdrijf"}",'
            f'"artikelen":[{{"wet":"{law}","artikel":"{article}"{lid}}}],'
            f'"kwalificatie":"{qualification}","pleegperiode":{{"van":"{day}","tot":"{day}"}},'
            '"deelneming":"pleger","voltooiing":"voltooid"}'
        )

    def _cents(self) -> int:
        return self._chance.randrange(15_000, 120_000, 2_500)

    def _serial(self) -> int:
        return self._chance.randrange(1, 10_000)

    def _pick(self, choices: tuple[_Choice, ...]) -> _Choice:
        return choices[int(self._chance.random() * len(choices))]


def _day(number: int) -> str:
    return words.days()[number][0]
