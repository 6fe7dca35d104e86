"""Named queries in files."""

from pathlib import Path

import pytest

from jds.database.connection import Database
from jds.database.queries import Queries

FILE = """\
-- Text before the first name is a remark about the file.

-- one_number --
-- The number that was given.
SELECT %(number)s::int;

-- two_rows --
-- Two rows, in order.
-- A second line of explanation.
SELECT number FROM (VALUES (2), (1)) AS v (number)

 ORDER BY number;
"""


def queries(folder: Path, content: str) -> Queries:
    path = folder / "some.sql"
    path.write_text(content)
    return Queries(path)


def test_each_query_is_found_by_its_name_and_runs(
    tmp_path: Path, primary_database: Database
) -> None:
    some = queries(tmp_path, FILE)

    with primary_database.transaction() as connection:
        assert connection.execute(some.one_number, {"number": 7}).fetchone() == (7,)
        assert connection.execute(some.two_rows).fetchall() == [(1,), (2,)]
    assert set(some.by_name) == {"one_number", "two_rows"}


def test_the_explanation_goes_along_so_that_it_shows_in_the_servers_activity(
    tmp_path: Path,
) -> None:
    assert queries(tmp_path, FILE).one_number.startswith("-- The number that was given.\n")


def test_nothing_is_read_before_a_query_is_asked_for(tmp_path: Path) -> None:
    absent = Queries(tmp_path / "absent.sql")

    with pytest.raises(FileNotFoundError):
        _ = absent.any_query


def test_an_unknown_name_says_which_file_lacks_it(tmp_path: Path) -> None:
    some = queries(tmp_path, FILE)

    with pytest.raises(AttributeError, match=r"no query \[three_rows\] in \[some\.sql\]"):
        _ = some.three_rows


@pytest.mark.parametrize(
    "content",
    [
        "-- bare --\nSELECT 1;\n",
        "-- empty --\n-- It says something and does nothing.\n",
        "-- twice --\n-- First.\nSELECT 1;\n\n-- twice --\n-- Second.\nSELECT 2;\n",
    ],
    ids=["without a sentence", "without SQL", "a name used twice"],
)
def test_a_badly_written_query_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(ValueError, match="must have a name of its own"):
        _ = queries(tmp_path, content).by_name
