"""Finding people: numbers decide and never in silence, names and dates only propose."""

import csv
import gzip
import random
from collections import defaultdict
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from threading import Event, Thread
from time import sleep
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import convert

from jds.database.connection import Connection, Database
from jds.domain.blocks import Person
from jds.domain.fold import fold
from jds.domain.time import day_from_text
from jds.ledger.erase import erase
from jds.persons.index_claims import index_claims, index_the_rest, restate_claims
from jds.persons.matching.method import method_in_use
from jds.records.find_person import FoundPersons, find_persons
from jds.records.known_at import Asked, find_moment
from tests.oracle.finding_by_hand import alike_by_hand
from tests.records.ledgers import NOON, RULE, add_sources, admit, everything_accepted
from tests.records.wire import PERSONS, Wire, message, registered

BSN, OTHER_BSN = "999993653", "999990639"


def somebody(skn: str | None, family: str = "Moulin", given: str = "Suzanne", **more: Any) -> Wire:
    number = {} if skn is None else {"skn": skn}
    return {
        **number,
        "naam": {"voornamen": given, "geslachtsnaam": family},
        "geboorte": {"datum": {"type": "Datum", "datum": more.pop("born", "1985-12-01")}},
        **more,
    }


def opened(number: int, person: Wire) -> Wire:
    return registered(
        message_id=f"om-{number}",
        sequence=number,
        person=person,
        case={"parketnummer": f"05/{780000 + number}-25"},
    )


def changed(number: int, person: Wire) -> Wire:
    return message(
        "persoon-gewijzigd",
        message_id=f"p-{number}",
        sequence=number,
        source=PERSONS,
        time=f"2025-05-0{number}T09:00:00+02:00",
        persoon=person,
        geldigVanaf="2025-05-01",
    )


def merged(number: int, *skns: str) -> Wire:
    leading, *others = skns
    return message(
        "persoon-samengevoegd",
        message_id=f"p-{number}",
        sequence=number,
        source=PERSONS,
        time=f"2025-05-0{number}T09:00:00+02:00",
        leidend={"skn": leading},
        opgegaan=[{"skn": each} for each in others],
        reden="vingerafdrukken",
    )


@pytest.fixture
def register(database: Database) -> Database:
    """Give a register with the sources of the examples, on each PostgreSQL in turn."""
    add_sources(database)
    return database


def asked_of(wire: Wire) -> Person:
    return convert(wire, type=Person)


def find(database: Database, wire: Wire, *, known_at: Asked = None) -> FoundPersons:
    with database.transaction() as connection:
        return find_in(connection, wire, known_at=known_at)


def find_in(connection: Connection, wire: Wire, *, known_at: Asked = None) -> FoundPersons:
    index_the_rest(connection)
    moment = find_moment(connection, known_at, now=NOON)
    return find_persons(connection, asked_of(wire), moment=moment, rule=RULE)


def who(found: FoundPersons) -> list[tuple[str, ...]]:
    return [each.person.skns for each in found.candidates]


@pytest.mark.parametrize(
    "number",
    [{"skn": "1000001"}, {"bsn": BSN}, {"vNummer": "0123456789"}],
    ids=lambda each: next(iter(each)),
)
def test_a_number_that_means_one_person_is_certain(register: Database, number: Wire) -> None:
    admit(register, [opened(1, somebody("1000001", bsn=BSN, vNummer="0123456789"))])

    found = find(register, number)

    assert (found.found, who(found)) == ("zeker", [("1000001",)])


def test_a_number_carried_by_two_is_a_conflict_and_no_choice(register: Database) -> None:
    admit(
        register,
        [opened(1, somebody("1000001", bsn=BSN)), opened(2, somebody("1000002", "Smit", bsn=BSN))],
    )

    found = find(register, {"bsn": BSN})

    assert (found.found, sorted(who(found))) == ("strijdig", [("1000001",), ("1000002",)])


def test_a_number_that_was_corrected_since_is_a_conflict(register: Database) -> None:
    admit(
        register,
        [opened(1, somebody("1000001", bsn=BSN)), changed(1, {"skn": "1000001", "bsn": OTHER_BSN})],
    )

    assert find(register, {"bsn": BSN}).found == "strijdig"
    assert find(register, {"bsn": OTHER_BSN}).found == "zeker"


def test_a_number_of_somebody_described_quite_otherwise_is_a_conflict(register: Database) -> None:
    admit(register, [opened(1, somebody("1000001", bsn=BSN, geslacht="V"))])

    assert find(register, somebody(None, bsn=BSN, geslacht="V")).found == "zeker"
    assert find(register, somebody(None, bsn=BSN, geslacht="M")).found == "strijdig"
    assert find(register, somebody(None, bsn=BSN, born="1962-03-04")).found == "strijdig"
    assert find(register, somebody(None, "Öztürk", "Mehmet", bsn=BSN)).found == "strijdig"


def test_two_numbers_of_two_people_are_a_conflict(register: Database) -> None:
    admit(
        register, [opened(1, somebody("1000001", bsn=BSN)), opened(2, somebody("1000002", "Smit"))]
    )

    assert find(register, {"skn": "1000002", "bsn": BSN}).found == "strijdig"
    assert find(register, {"skn": "1000001", "bsn": BSN}).found == "zeker"


def test_a_name_and_date_however_alike_only_propose(register: Database) -> None:
    admit(register, [opened(1, somebody("1000001"))])

    found = find(register, somebody(None))

    assert (found.found, who(found)) == ("kandidaten", [("1000001",)])
    assert {each.field: each.outcome for each in found.candidates[0].fit.fields}[
        "geboortedatum"
    ] == "gelijk"


@pytest.mark.parametrize(
    "asked",
    [
        somebody(None, born="1985-01-12"),
        somebody(None, born="1986-12-01"),
        somebody(None, "Moelin"),
        somebody(None, "du Moulin"),
        somebody(None, "Moulin-Bakker"),
        somebody(None, "Suzanne", "Moulin"),
        somebody(None, given="S."),
        {"naam": {"voornamen": "Suzanne", "geslachtsnaam": "Moulin"}},
        {**somebody(None), "geboorte": {"datum": {"type": "JaarDatum", "jaar": 1985}}},
        {
            **somebody(None),
            "geboorte": {"datum": {"type": "JaarMaandDatum", "jaar": 1985, "maand": 12}},
        },
    ],
    ids=[
        "day-and-month-swapped", "a-year-off", "a-slip", "a-prefix", "a-double-name",
        "names-exchanged", "an-initial", "no-date", "only-the-year", "only-the-month",
    ],
)  # fmt: skip
def test_somebody_is_found_in_spite_of(register: Database, asked: Wire) -> None:
    admit(register, [opened(1, somebody("1000001")), opened(2, somebody("1000002", "Kok", "Jan"))])

    assert ("1000001",) in who(find(register, asked))


def test_somebody_is_found_by_a_former_name_and_by_an_alias(register: Database) -> None:
    admit(
        register,
        [
            opened(1, somebody("1000001", "Moulin", aliassen=[{"geslachtsnaam": "Vermeulen"}])),
            changed(
                1, {"skn": "1000001", "naam": {"voornamen": "Suzanne", "geslachtsnaam": "Bakker"}}
            ),
        ],
    )

    for name in ("Moulin", "Bakker", "Vermeulen"):
        assert who(find(register, somebody(None, name))) == [("1000001",)]


def test_nobody_is_found_when_nobody_is_alike(register: Database) -> None:
    admit(register, [opened(1, somebody("1000001"))])

    found = find(register, somebody(None, "Ochtendgloren", "Wilhelmina", born="1931-02-03"))

    assert (found.found, found.candidates) == ("niet", ())


def test_somebody_of_whom_everything_is_removed_is_never_a_candidate(register: Database) -> None:
    dropped = message(
        "vervolging-beslist",
        message_id="om-2",
        sequence=2,
        time="2025-04-01T09:00:00+02:00",
        persoon={"skn": "1000001"},
        zaak={"parketnummer": "05/780001-25"},
        besluit="sepot",
        beslotenOp="2025-04-01",
        feitnummers=[1],
        sepotgronden=["01"],
    )
    admit(register, [opened(1, somebody("1000001")), dropped])

    assert find(register, somebody(None)).found == "niet"


def test_people_joined_by_the_person_authority_are_one_candidate(register: Database) -> None:
    admit(register, [opened(1, somebody("1000001")), opened(2, somebody("1000002", "Molen"))])
    assert len(find(register, somebody(None)).candidates) == 2

    admit(register, [merged(1, "1000001", "1000002")])

    found = find(register, somebody(None))
    assert [set(each.person.skns) for each in found.candidates] == [{"1000001", "1000002"}]


def test_erasing_what_was_said_makes_nobody_findable_by_it(register: Database) -> None:
    admit(register, [opened(1, somebody("1000001")), opened(2, somebody("1000002", "Molen"))])
    index_claims(register)
    with register.transaction() as connection:
        gone = erase(connection, [1], rule="T", erased_on=day_from_text("2026-03-02"), now=NOON)
        restate_claims(connection, gone.subject_ids)

    assert who(find(register, somebody(None))) == [("1000002",)]
    with register.transaction() as connection:
        left = connection.execute("SELECT name FROM family_name ORDER BY name").fetchall()
    assert left == [("molen",)]


def test_what_another_message_said_too_stays_findable_after_an_erasure(register: Database) -> None:
    admit(register, [opened(1, somebody("1000001")), opened(2, somebody("1000001"))])
    index_claims(register)
    with register.transaction() as connection:
        gone = erase(connection, [1], rule="T", erased_on=day_from_text("2026-03-02"), now=NOON)
        restate_claims(connection, gone.subject_ids)

    assert who(find(register, somebody(None))) == [("1000001",)]


def test_an_index_of_another_form_is_made_anew(register: Database) -> None:
    admit(register, [opened(1, somebody("1000001"))])
    index_claims(register)
    with register.transaction() as connection:
        connection.execute("UPDATE identity_index SET form = 'of yesterday'")
        connection.execute("UPDATE identity_claim SET keys = '{}'")

    assert who(find(register, somebody(None))) == [("1000001",)]


def test_whoever_is_merely_alike_is_not_shown_beside_one_who_is_certain(register: Database) -> None:
    admit(register, [opened(1, somebody("1000001", bsn=BSN)), opened(2, somebody("1000002"))])

    found = find(register, somebody(None, bsn=BSN))

    assert (found.found, who(found), found.cut_off) == ("zeker", [("1000001",)], False)
    assert len(find(register, somebody(None)).candidates) == 2


def test_each_number_says_whether_it_is_theirs_was_theirs_or_is_another(
    register: Database,
) -> None:
    admit(
        register,
        [opened(1, somebody("1000001", bsn=BSN)), changed(1, {"skn": "1000001", "bsn": OTHER_BSN})],
    )

    def reasons(asked: Wire) -> dict[str, str]:
        [candidate] = find(register, asked).candidates
        return {each.kind: each.outcome for each in candidate.numbers}

    assert reasons({"skn": "1000001", "bsn": OTHER_BSN}) == {"skn": "gelijk", "bsn": "gelijk"}
    assert reasons({"bsn": BSN}) == {"bsn": "vroeger"}
    assert reasons(somebody(None, bsn="999991425")) == {"bsn": "verschilt"}
    assert reasons(somebody(None, vNummer="0123456789")) == {}


def test_a_number_that_nothing_is_known_of_contradicts_nothing_but_an_skn_does(
    register: Database,
) -> None:
    admit(register, [opened(1, somebody("1000001", bsn=BSN))])

    assert find(register, {"bsn": BSN, "vNummer": "0123456789"}).found == "zeker"
    assert find(register, {"bsn": BSN, "skn": "7654321"}).found == "strijdig"


def test_an_index_that_read_a_message_before_its_erasure_keeps_nothing_of_it(
    register: Database,
) -> None:
    admit(register, [opened(1, somebody("1000001"))])
    erased = Event()

    def erase_it() -> None:
        with register.transaction() as other:
            erase(other, [1], rule="T", erased_on=day_from_text("2026-03-02"), now=NOON)
        erased.set()

    eraser = Thread(target=erase_it)
    with register.connect() as connection:
        with connection.transaction():
            index_the_rest(connection)
            eraser.start()
            # It has come to the turn that this transaction holds.
            while not connection.execute("SELECT FROM pg_locks WHERE NOT granted").fetchall():
                sleep(0.01)
            assert not erased.is_set()
        eraser.join()
        with connection.transaction():
            left = connection.execute(
                "SELECT (SELECT count(*) FROM identity_claim), (SELECT count(*) FROM family_name)"
            ).fetchall()
    assert left == [(0, 0)]


def test_what_is_said_again_in_the_same_words_is_one_claim_from_the_first_message(
    register: Database,
) -> None:
    admit(register, [opened(at, somebody("1000001")) for at in (1, 2, 3)])
    index_claims(register)

    with register.connect() as connection:
        claims = connection.execute("SELECT position FROM identity_claim").fetchall()
    assert claims == [(1,)]


FAMILIES = ("Moulin", "Moelin", "de Vries", "Vries-Jansen", "Jansen", "Janssen", "Öztürk", ".")
GIVEN = ("Suzanne", "Sanne", "S.", "Jan Pieter", "Jan", "Mehmet", "")
BORN = ("1985-12-01", "1985-01-12", "1986-12-01", "1985-12-10", "1962-03-04", "1962-03-14")


def people() -> st.SearchStrategy[Wire]:
    return st.builds(
        lambda family, given, born: {
            "naam": {"voornamen": given, "geslachtsnaam": family},
            "geboorte": {"datum": {"type": "Datum", "datum": born}},
        },
        st.sampled_from(FAMILIES),
        st.sampled_from(GIVEN),
        st.sampled_from(BORN),
    )


NewDatabase = Callable[[], AbstractContextManager[Database]]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(known=st.lists(people(), min_size=1, max_size=8), later=people(), asked=people())
def test_who_is_found_is_who_is_alike_and_stays_so_as_known_then(
    new_primary_database: NewDatabase, known: list[Wire], later: Wire, asked: Wire
) -> None:
    with new_primary_database() as register:
        add_sources(register)
        admit(
            register,
            [opened(at, {"skn": f"{1000000 + at}", **each}) for at, each in enumerate(known, 1)],
        )
        before = find(register, asked)
        with register.transaction() as connection:
            everybody = fold(everything_accepted(connection), rule=RULE).persons

        by_hand = alike_by_hand(asked_of(asked), everybody)
        found = {frozenset(each.person.subjects): each.fit.weight for each in before.candidates}
        assert found.items() <= by_hand.items()
        # The broad paths are left alone once somebody likely is found; nobody likelier is missed.
        likely = [weight for weight in by_hand.values() if weight >= method_in_use().stay]
        if likely:
            assert max(found.values(), default=None) == max(likely)

        admit(register, [opened(len(known) + 1, {"skn": "2000000", **later})])
        assert find(register, asked, known_at=len(known)) == before


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6))
def test_any_order_of_statements_finds_the_same_people(
    new_primary_database: NewDatabase, seed: int
) -> None:
    messages = [
        opened(1, somebody("1000001")),
        opened(2, somebody("1000002", "Moelin")),
        opened(3, somebody("1000003", "Smit")),
        merged(1, "1000001", "1000002"),
        merged(2, "1000002", "1000003"),
        changed(3, {"skn": "1000003", "naam": {"voornamen": "Anna", "geslachtsnaam": "Mulder"}}),
    ]
    outcomes = []
    for order in (messages, random.Random(seed).sample(messages, len(messages))):
        with new_primary_database() as register:
            add_sources(register)
            for each in order:
                admit(register, [each])
            found = find(register, somebody(None))
            outcomes.append(
                (found.found, [(each.person.subjects, each.fit) for each in found.candidates])
            )

    assert outcomes[0] == outcomes[1]


UNUSED_BSN = "123456782"

PERSONAS = Path(__file__).parents[2] / "benchmarks" / "people" / "personas.csv.gz"


def test_of_the_test_persons_every_shared_or_corrected_bsn_is_a_conflict(
    primary_database: Database,
) -> None:
    add_sources(primary_database)
    with gzip.open(PERSONAS, "rt", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["bsn"]]
    admit(
        primary_database,
        [
            opened(
                at,
                {
                    "skn": f"{1000000 + at}",
                    "bsn": row["bsn"],
                    "naam": {"geslachtsnaam": row["geslachtsnaam"] or "."},
                },
            )
            for at, row in enumerate(rows, 1)
        ],
    )
    carriers: dict[str, list[str]] = defaultdict(list)
    for at, row in enumerate(rows, 1):
        carriers[row["bsn"]].append(f"{1000000 + at}")
    shared = [bsn for bsn, skns in carriers.items() if len(skns) > 1]
    corrected, *_ = (bsn for bsn, skns in carriers.items() if len(skns) == 1)
    assert UNUSED_BSN not in carriers
    admit(primary_database, [changed(1, {"skn": carriers[corrected][0], "bsn": UNUSED_BSN})])

    assert len(shared) == 5
    for bsn in (*shared, corrected):
        found = find(primary_database, {"bsn": bsn})
        assert found.found == "strijdig", bsn
        assert sorted(who(found)) == [(skn,) for skn in sorted(carriers[bsn])]
    for bsn in list(carriers)[1:40]:
        if bsn not in shared:
            assert find(primary_database, {"bsn": bsn}).found == "zeker"
