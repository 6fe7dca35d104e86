"""The measure of intake writes what the product wrote: the same rows, in the same batches."""

from benchmarks import plain_sql
from jds.database.connection import Connection
from tests.conftest import NewDatabase

# What a load leaves behind, in small: two batches (up to position 2, up to 3) and rows that change.
_REGISTER = """
INSERT INTO source (source_id, urn, kind, first_sequence, added_at, known_from_position, highest)
VALUES (1, 'urn:nld:oin:00000001000000000001:systeem:gps', 'om', 1, '2025-01-01Z', 1, 0);
INSERT INTO actor VALUES ('beheerder', 'keeper', '\\x01', '2025-01-01Z', 'beheerder');
"""
_LOAD = r"""
INSERT INTO ledger_line (position, source_id, message_id, kind, time, sequence, recorded_at,
                         content_digest, commitment, chain)
SELECT n, 1, 'id-' || n, 'stuk-gemeld', '2025-02-01Z', n, '2025-03-01Z', '\x00ff', '\x01', '\x02'
  FROM generate_series(1, 3) n;
INSERT INTO ledger_payload (position, salt, content)
SELECT n, '\x0a', E'{"a": "tab\t, newline\n, backslash \\, ' || n || '"}'
  FROM generate_series(1, 3) n;
INSERT INTO ledger_reference VALUES (3, 'urn', 'id-1');
INSERT INTO subject VALUES (1, 'skn:1'), (2, 'skn:2'), (3, 'skn:3');
INSERT INTO about VALUES (1, 1), (1, 2), (2, 3);
INSERT INTO number_claim VALUES ('bsn', '999990639', 1, 1);
INSERT INTO effect SELECT n, 'toegepast', '' FROM generate_series(1, 3) n;
INSERT INTO source_mark VALUES (1, 2, '2025-03-01Z', NULL, 2), (1, 3, '2025-03-01Z', NULL, 3);
INSERT INTO reader VALUES ('records', 3);
INSERT INTO delivery (file_digest, started_at, received, accepted)
VALUES ('\x03', '2025-03-01Z', 3, 3);
INSERT INTO act (actor, done_at, verb, digest, signature)
VALUES ('beheerder', '2025-03-01Z', 'intake', '\x04', '\x05');
UPDATE ledger_head SET position = 3, next_subject = 4;
UPDATE source SET highest = 3;
"""


def test_plain_sql_leaves_the_rows_that_the_product_left(
    new_primary_database: NewDatabase,
) -> None:
    with (
        new_primary_database() as one,
        new_primary_database() as other,
        one.connect() as loaded,
        other.connect() as written,
    ):
        _execute(loaded, _REGISTER, _LOAD)
        _execute(written, _REGISTER)
        before = plain_sql.fingerprint(written)
        rows = plain_sql.take_rows(loaded, empty=written)
        plain_sql.prepare(written, rows)
        plain_sql.write(written, rows)

        expected = plain_sql.fingerprint(loaded)
        assert plain_sql.fingerprint(written) == expected
        assert before != expected


def test_rows_are_written_in_the_batches_in_which_they_came(
    new_primary_database: NewDatabase,
) -> None:
    with (
        new_primary_database() as one,
        new_primary_database() as other,
        one.connect() as loaded,
        other.connect() as empty,
    ):
        _execute(loaded, _REGISTER, _LOAD)
        _execute(empty, _REGISTER)
        first, last = plain_sql.take_rows(loaded, empty=empty).batches

    counts_of_first = {table.name: rows.count(b"\n") for table, rows in first}
    counts_of_last = {table.name: rows.count(b"\n") for table, rows in last}
    assert counts_of_first == {
        "about": 2,
        "effect": 2,
        "ledger_line": 2,
        "ledger_payload": 2,
        "number_claim": 1,
        "source_mark": 1,
        "subject": 1,
    }
    assert counts_of_last["ledger_line"] == 1
    assert counts_of_last["subject"] == 2
    assert {"ledger_head", "source", "delivery", "act", "reader"} <= counts_of_last.keys()
    assert "actor" not in counts_of_last


def _execute(connection: Connection, *scripts: str) -> None:
    for script in scripts:
        connection.execute(script.encode())
    connection.commit()
