"""Verification names what was changed behind the back of the register."""

import pytest

from jds.database.connection import Database
from jds.domain.time import day_from_text
from jds.ledger.erase import erase
from jds.ledger.verify import MOST_FINDINGS, Verification, verify
from tests.intake.deliveries import (
    NEXT_DAY,
    admit,
    impossible,
    registered,
    rows,
    unfit,
)

DAY = day_from_text("2026-03-03")


def verified(register: Database) -> Verification:
    with register.transaction() as connection:
        return verify(connection)


def tamper(register: Database, *changes: str) -> None:
    """Change rows as somebody does who may switch off what guards them."""
    with register.transaction() as connection:
        connection.execute("SET LOCAL session_replication_role = replica")
        for change in changes:
            connection.execute(change)


@pytest.fixture
def filled(register: Database) -> Database:
    """Give a register with five messages in two batches, and some set aside."""
    admit(register, registered(1), registered(2), unfit(3))
    admit(register, registered(4), registered(5), registered(6), impossible(7))
    return register


def test_a_ledger_that_nobody_touched_is_sound(filled: Database) -> None:
    report = verified(filled)

    assert report.is_sound
    assert report.lines == 5
    assert rows(filled, "SELECT chain FROM ledger_head") == [(report.chain,)]


def test_an_empty_ledger_is_sound(register: Database) -> None:
    assert verified(register).is_sound


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("UPDATE ledger_line SET message_id = 'x' WHERE position = 3", "chain"),
        ("UPDATE ledger_line SET kind = 'bron-stand' WHERE position = 3", "chain"),
        ("UPDATE ledger_line SET time = time + interval '1us' WHERE position = 3", "chain"),
        ("UPDATE ledger_line SET sequence = 9 WHERE position = 3", "chain"),
        ("UPDATE ledger_line SET displaces = 1 WHERE position = 3", "chain"),
        ("UPDATE ledger_line SET content_digest = 'x' WHERE position = 3", "chain"),
        ("UPDATE ledger_payload SET content = content || ' ' WHERE position = 3", "payload"),
        ("UPDATE ledger_payload SET salt = 'x' WHERE position = 3", "payload"),
        ("UPDATE ledger_payload SET unknown_dates = '{data}' WHERE position = 3", "payload"),
        ("DELETE FROM ledger_payload WHERE position = 3", "payload-missing"),
    ],
)
def test_a_change_of_one_line_is_found_there(filled: Database, change: str, what: str) -> None:
    tamper(filled, change)

    found = [finding for finding in verified(filled).findings if finding.position is not None]

    assert (found[0].what, found[0].position) == (what, 3)
    assert {finding.position for finding in found} == {3}


def test_a_changed_commitment_shows_in_the_chain_and_at_the_payload(filled: Database) -> None:
    tamper(filled, "UPDATE ledger_line SET commitment = sha256('x') WHERE position = 3")

    found = [(finding.what, finding.position) for finding in verified(filled).findings]

    assert found == [("chain", 3), ("payload", 3)]


def test_a_link_written_anew_shows_at_the_next_line(filled: Database) -> None:
    tamper(filled, "UPDATE ledger_line SET chain = sha256('x') WHERE position = 3")

    found = [(finding.what, finding.position) for finding in verified(filled).findings]

    assert found == [("chain", 3), ("chain", 4)]


def test_a_source_that_took_the_name_of_another_is_found(filled: Database) -> None:
    tamper(
        filled,
        "UPDATE source SET urn = urn || '2' WHERE source_id = 1",
        "UPDATE fate_count SET source = source || '2'",
        "UPDATE set_aside SET source = source || '2'",
    )

    assert {finding.what for finding in verified(filled).findings} == {"chain"}


def test_a_line_that_was_removed_is_found(filled: Database) -> None:
    tamper(
        filled,
        "DELETE FROM ledger_payload WHERE position = 3",
        "DELETE FROM about WHERE position = 3",
        "DELETE FROM ledger_line WHERE position = 3",
    )

    found = [(finding.what, finding.position) for finding in verified(filled).findings]

    assert found == [("missing", 3), ("chain", 4), ("counts", None)]


def test_a_last_line_that_was_removed_is_found(filled: Database) -> None:
    tamper(filled, "DELETE FROM ledger_line WHERE position = 5")

    found = {(finding.what, finding.position) for finding in verified(filled).findings}

    assert found == {("head", None), ("stray", 5), ("counts", None)}


def test_a_line_recorded_before_the_one_above_it_is_found(filled: Database) -> None:
    tamper(filled, "UPDATE ledger_line SET recorded_at = '2020-01-01' WHERE position = 5")

    assert ("moment", 5) in [
        (finding.what, finding.position) for finding in verified(filled).findings
    ]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE fate_count SET accepted = accepted - 1, duplicates = duplicates + 1",
        "UPDATE fate_count SET set_aside = set_aside + 1, refused = refused - 1",
        "UPDATE fate_count SET day = day + 1",
        "DELETE FROM fate_count",
        "DELETE FROM set_aside WHERE number = 1",
        "UPDATE set_aside SET received_on = received_on - 1",
    ],
)
def test_counts_that_disagree_with_what_is_there_are_found(filled: Database, change: str) -> None:
    tamper(filled, change)

    assert {finding.what for finding in verified(filled).findings} == {"counts"}


def test_a_row_about_a_subject_that_does_not_exist_is_found(filled: Database) -> None:
    tamper(filled, "UPDATE about SET subject_id = 99 WHERE position = 2")

    assert [(finding.what, finding.position) for finding in verified(filled).findings] == [
        ("stray", 2)
    ]


def test_an_erased_ledger_is_sound(filled: Database) -> None:
    with filled.transaction() as connection:
        erase(connection, [2, 4], rule="RET-1", erased_on=DAY, now=NEXT_DAY)

    report = verified(filled)

    assert report.is_sound
    assert (report.lines, report.erased) == (5, 2)


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("INSERT INTO ledger_payload VALUES (2, 'salt', '{}')", "payload-left"),
        ("INSERT INTO about VALUES (1, 2)", "left-behind"),
        ("INSERT INTO number_claim VALUES ('bsn', '999993653', 1, 2)", "left-behind"),
        ("INSERT INTO related VALUES (1, 2, 2)", "left-behind"),
        ("INSERT INTO effect VALUES (2, 'toegepast')", "left-behind"),
        ("INSERT INTO ledger_reference VALUES (2, 'urn', 'm-1')", "left-behind"),
    ],
)
def test_what_is_left_of_an_erased_message_is_found(
    filled: Database, change: str, what: str
) -> None:
    with filled.transaction() as connection:
        erase(connection, [2], rule="RET-1", erased_on=DAY, now=NEXT_DAY)
    tamper(filled, change)

    assert {(finding.what, finding.position) for finding in verified(filled).findings} >= {
        (what, 2)
    }


def test_no_finding_shows_what_a_message_says(filled: Database) -> None:
    tamper(
        filled,
        "UPDATE ledger_payload SET content = content || ' '",
        "UPDATE fate_count SET day = day + 1",
    )

    assert not [finding for finding in verified(filled).findings if "1234567" in finding.sentence]


def test_a_ledger_full_of_faults_is_reported_in_bounded_length(register: Database) -> None:
    admit(register, *(registered(number) for number in range(1, MOST_FINDINGS + 11)))
    tamper(register, "UPDATE ledger_payload SET content = content || ' '")

    report = verified(register)

    assert len(report.findings) == MOST_FINDINGS
    assert report.found == MOST_FINDINGS + 10
