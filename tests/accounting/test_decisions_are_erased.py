"""What two people decided of a person is gone with the last message that it was about."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jds.accounting.lift_shield import inform_of_lifting
from jds.accounting.proposal import Acting, ProposalErased
from jds.accounting.proposals import approve, withdraw
from jds.accounting.roles import Verb
from jds.accounting.shield_fact import ShieldAsked, ShieldFact, propose_shield
from jds.database.connection import Database
from jds.domain.blocks import Case
from jds.domain.identifiers import parse_skn
from jds.domain.identity import case_names
from jds.domain.time import day_from_text
from jds.ledger.erase import erase
from jds.ledger.verify import verify
from jds.records.shields import Notice, ShieldKind
from tests.accounting.four_eyes import adopt_rules, hire_staff
from tests.accounting.moments import NOON
from tests.ledger.test_erase import tables_holding
from tests.records.ledgers import add_sources, admit
from tests.records.wire import Wire, corrected, offence, registered
from tests.servers import ThrowAwayServer

TODAY = day_from_text("2026-03-02")
CASE, OTHER_CASE = "05/780109-25", "05/780110-25"
GROUND, REASON, APPROVAL, TOLD = "Grondwoord", "Redenwoord", "Akkoordwoord", "Briefwoord"


@pytest.fixture
def register(primary_database: Database, home: Path) -> Database:
    """Give a register with two cases of one person, the first of them at positions 1 and 2."""
    hire_staff(primary_database, home)
    adopt_rules(primary_database, home)
    add_sources(primary_database)
    first = registered(offences=[offence(1), offence(2)])
    admit(
        primary_database,
        [
            first,
            _later(first, message_id="om-2", sequence=2),
            registered(message_id="om-3", sequence=3, case={"parketnummer": OTHER_CASE}),
        ],
    )
    return primary_database


def _later(first: Wire, *, message_id: str, sequence: int, **changes: Any) -> Wire:
    return corrected(
        first,
        message_id=message_id,
        sequence=sequence,
        time="2025-05-01T09:00:00+02:00",
        **changes,
    )


def _acting(home: Path, name: str, *, reason: str) -> Acting:
    return Acting(name=name, home=home, reason=reason, now=NOON)


def propose_one(register: Database, home: Path, *, number: str = "1") -> int:
    asked = ShieldAsked(
        skn=parse_skn("1234567"),
        case=CASE,
        offence=number,
        kind=ShieldKind.SHIELDED,
        ground=GROUND,
    )
    acting = _acting(home, "beheerder", reason=REASON)
    return propose_shield(register, asked, acting=acting).number


def approve_one(register: Database, home: Path, number: int) -> None:
    with register.transaction() as connection:
        approve(
            connection,
            number,
            acting=_acting(home, "petra", reason=APPROVAL),
            executors={Verb.SHIELD: ShieldFact()},
        )


def shield_one(register: Database, home: Path) -> int:
    """Shield a fact, and note that the person was told."""
    number = propose_one(register, home)
    approve_one(register, home, number)
    with register.transaction() as connection:
        inform_of_lifting(
            connection,
            number,
            notice=Notice(TODAY, TOLD),
            acting=_acting(home, "petra", reason=APPROVAL),
        )
    return number


def erase_positions(register: Database, *positions: int) -> None:
    with register.transaction() as connection:
        erase(connection, positions, rule="RET-1", erased_on=TODAY, now=NOON)


def counts(register: Database) -> dict[str, int]:
    with register.connect() as connection:
        row = connection.execute(
            "SELECT (SELECT count(*) FROM proposal), (SELECT count(*) FROM proposal_content),"
            " (SELECT count(*) FROM proposal_about), (SELECT count(*) FROM shield),"
            " (SELECT count(*) FROM shield_about), (SELECT count(*) FROM shield_notice)"
        ).fetchone()
    assert row is not None
    names = ("proposal", "content", "about", "shield", "shield_about", "notice")
    return dict(zip(names, row, strict=True))


def test_a_shield_is_in_no_table_once_its_case_is_erased(register: Database, home: Path) -> None:
    shield_one(register, home)
    for word in (GROUND, REASON, APPROVAL, TOLD, CASE):
        assert tables_holding(register, word), word

    erase_positions(register, 1, 2)

    for word in (GROUND, REASON, APPROVAL, TOLD, CASE):
        assert tables_holding(register, word) == set(), word
    # That two people did something, and who, stays.
    assert counts(register) == {
        "proposal": 1,
        "content": 0,
        "about": 0,
        "shield": 0,
        "shield_about": 0,
        "notice": 0,
    }
    with register.transaction() as connection:
        assert verify(connection).is_sound


def test_erasing_another_case_of_the_person_leaves_a_shield(register: Database, home: Path) -> None:
    shield_one(register, home)
    before = counts(register)

    erase_positions(register, 3)

    assert counts(register) == before


def test_a_shield_stays_while_a_message_about_its_case_is_left(
    register: Database, home: Path
) -> None:
    admit(register, [registered(message_id="om-4", sequence=4)])
    shield_one(register, home)

    erase_positions(register, 1, 2)
    assert counts(register)["shield"] == 1

    erase_positions(register, 4)
    assert counts(register)["shield"] == 0


def test_a_shield_stays_while_a_correction_is_left_that_renamed_its_case(
    register: Database, home: Path
) -> None:
    first = registered(message_id="om-4", sequence=4)
    admit(register, [first])
    shield_one(register, home)
    admit(
        register,
        [_later(first, message_id="om-5", sequence=5, zaak={"parketnummer": "05/999999-25"})],
    )

    erase_positions(register, 1, 2)
    assert counts(register)["shield"] == 1

    erase_positions(register, 4, 5)
    assert counts(register)["shield"] == 0


def test_what_was_proposed_of_an_erased_case_cannot_be_approved_only_withdrawn(
    register: Database, home: Path
) -> None:
    number = propose_one(register, home)
    erase_positions(register, 1, 2)
    assert tables_holding(register, REASON) == set()

    with pytest.raises(ProposalErased):
        approve_one(register, home, number)

    with register.transaction() as connection:
        withdraw(connection, number, acting=_acting(home, "petra", reason=APPROVAL))
    assert tables_holding(register, APPROVAL) == set()


def test_a_shield_that_outlives_its_case_is_found_out(register: Database, home: Path) -> None:
    shield_one(register, home)
    with register.transaction() as connection:
        connection.execute(
            "ALTER TABLE ledger_payload DISABLE TRIGGER ledger_payload_forget_decisions"
        )
    erase_positions(register, 1, 2)

    with register.transaction() as connection:
        [finding] = verify(connection).findings

    assert finding.what == "left-behind"
    assert CASE not in finding.sentence


numbers = st.one_of(
    st.none(),
    st.sampled_from(
        [
            CASE,
            "05.780109.25",
            "0578010925",
            " 05-780109 25\t",
            "05/780109-2",
            "Z 1",
            "",
            "05/78010９-25",
        ]
    ),
    st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), max_size=12),
)


@given(number=numbers, source_number=numbers, is_correction=st.booleans())
@example(number='a"b', source_number="\\u0041", is_correction=True)
@settings(max_examples=60)
def _names_agree(
    database: Database, *, number: str | None, source_number: str | None, is_correction: bool
) -> None:
    case: dict[str, Any] = {"parketnummer": number, "bronZaaknummer": source_number}
    case = {name: value for name, value in case.items() if value is not None}
    data = {"vervanging": {"zaak": case}} if is_correction else {"zaak": case}
    with database.connect() as connection:
        row = connection.execute(
            "SELECT case_names_in(%s)", [json.dumps({"id": "x", "data": data})]
        ).fetchone()

    assert row == (list(case_names(Case(case_number=number, source_number=source_number))),)


def test_the_database_names_a_case_as_the_fold_does(primary_server: ThrowAwayServer) -> None:
    with primary_server.fresh_database() as database:
        _names_agree(database)


def test_a_message_that_names_no_case_names_none(primary_database: Database) -> None:
    with primary_database.connect() as connection:
        contents: list[dict[str, Any]] = [{"data": {"persoon": {}}}, {"data": {}}, {}]
        for content in contents:
            query = "SELECT coalesce(case_names_in(%s), '{}')"
            assert connection.execute(query, [json.dumps(content)]).fetchone() == ([],)
