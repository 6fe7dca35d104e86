"""Arrays and rows as PostgreSQL reads them."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jds.database.connection import Database
from jds.ledger.array_text import array_of_numbers, array_of_texts
from jds.ledger.binary_rows import copy_rows, text_column, texts_column

# Every text that PostgreSQL can hold: no NUL, no lone surrogate.
TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXTS | st.sampled_from(['"', "\\", '","', "NULL", "", "{}", ","])))
def test_texts_come_through_an_array_unchanged(
    primary_database: Database, texts: list[str]
) -> None:
    with primary_database.transaction() as connection:
        row = connection.execute("SELECT %s::text[]", [array_of_texts(texts)]).fetchone()

    assert row == (texts,)


def test_numbers_come_through_an_array_unchanged(primary_database: Database) -> None:
    numbers = [1, -1, 2**63 - 1, -(2**63), 0]
    with primary_database.transaction() as connection:
        row = connection.execute("SELECT %s::bigint[]", [array_of_numbers(numbers)]).fetchone()
        none = connection.execute("SELECT %s::bigint[]", [array_of_numbers([])]).fetchone()

    assert (row, none) == ((numbers,), ([],))


def test_texts_come_through_binary_rows_unchanged(database: Database) -> None:
    texts = ["", "é", 'a"b\\c\td\n', None]
    lists = [["data.op", 'a"b'], None]
    with database.transaction() as connection:
        connection.execute("CREATE TABLE binary_row (one text, many text[])")
        copy_rows(
            connection,
            "COPY binary_row FROM STDIN (FORMAT binary)",
            [b"\0\2" + text_column(text) + texts_column(many) for text in texts for many in lists],
        )
        found = connection.execute("SELECT one, many FROM binary_row").fetchall()

    assert found == [(text, many) for text in texts for many in lists]


def test_no_rows_are_no_statement(database: Database) -> None:
    with database.transaction() as connection:
        copy_rows(connection, "COPY no_such_table FROM STDIN (FORMAT binary)", [])
