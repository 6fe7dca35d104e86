"""Estimate the weights of a method from descriptions of which nobody says who is one person.

Offline, with splink (extra `linkage`); the running system does not need it. It counts u, how often
an outcome occurs in two people, in random pairs, and finds m, how often it occurs in one person, by
expectation maximisation. The outcomes are those of the register: every level is decided by
`jds.persons.matching`. What it prints is a new method file, to be read by people before it is used:
fields depend on each other, and a register holds few pairs that are one.

Descriptions are personal data. They are read from the index of a register (`--database`) or from a
file with one description a line (`--descriptions`), and nothing of them is printed: a report of
duplicates names subjects by their number in the register.

Usage: python scripts/estimate_weights.py (--database URL | --descriptions FILE)
           [--name naam-2] [--pairs 1000000] [--duplicates FILE] [--from WEIGHT] > naam-2.yaml
"""

import argparse
import csv
import math
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb
import psycopg
import yaml
from msgspec import json as coded
from splink import Linker, SettingsCreator, block_on
from splink.comparison_level_library import CustomLevel
from splink.comparison_library import CustomComparison
from splink.internals.duckdb.database_api import DuckDBAPI

from jds.persons.matching import method as methods
from jds.persons.matching.compare import compare
from jds.persons.matching.compare_names import MISSING
from jds.persons.matching.describe import Description, from_text
from jds.persons.matching.method import method_in_use
from jds.persons.matching.names import PersonName, sound

_SEED = 20251126

# The column that each field is read from.
_COLUMNS = {
    "achternaam": "names",
    "voornamen": "names",
    "geboortedatum": "birth",
    "geboorteplaats": "place",
    "geslacht": "sex",
    "nationaliteit": "nationalities",
    "ouders": "parents",
    "postcode": "postcode",
    "woonplaats": "town",
}
_TURNED = "verwisseld"


def main(arguments: Sequence[str]) -> int:
    """Estimate, print a method file, and write the report that was asked for."""
    parser = argparse.ArgumentParser(prog="python scripts/estimate_weights.py")
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--database", metavar="URL", help="of a register with an index of people")
    source.add_argument("--descriptions", type=Path, metavar="FILE", help="one description a line")
    parser.add_argument("--name", default="naam-2", help="of the new method")
    parser.add_argument("--pairs", type=float, default=1e6, help="random pairs to count u in")
    parser.add_argument(
        "--duplicates", type=Path, metavar="FILE", help="CSV of pairs that are alike"
    )
    parser.add_argument(
        "--from", dest="least", type=float, default=23, help="weight in that report"
    )
    given = parser.parse_args(arguments)
    rows = _of_register(given.database) if given.database else _of_file(given.descriptions)
    linker, connection, loaded = _linker(rows)
    _say(f"{loaded:,} descriptions")
    _train(linker, pairs=given.pairs)
    estimated = _estimated(linker.misc.save_model_to_json())
    print(_method_file(estimated, name=given.name, loaded=loaded))
    if given.duplicates is not None:
        _report(linker, connection, given.duplicates, least=given.least)
    return 0


def _of_register(url: str) -> Iterator[tuple[str, Description]]:
    """Read the index through a cursor on the server, so that no register is too large."""
    with psycopg.connect(url) as connection, connection.cursor(name="descriptions") as cursor:
        cursor.itersize = 20_000
        cursor.execute("SELECT claim_id, subject_id, description FROM identity_claim")
        for claim_id, subject_id, description in cursor:
            yield f"{subject_id}/{claim_id}", from_text(description)


def _of_file(path: Path) -> Iterator[tuple[str, Description]]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield str(number), from_text(line)


def _linker(rows: Iterable[tuple[str, Description]]) -> tuple[Any, Any, int]:
    connection = duckdb.connect()
    for function in (_outcome_of, _sound_of):
        connection.create_function(function.__name__.strip("_"), function)
    columns = sorted({"unique_id", *_COLUMNS.values()})
    connection.execute(f"CREATE TABLE people ({', '.join(f'{each} VARCHAR' for each in columns)})")
    loaded = 0
    batch: list[list[str | None]] = []
    marks = ", ".join("?" * len(columns))
    insert = f"INSERT INTO people VALUES ({marks})"  # noqa: S608 - marks alone
    for unique_id, description in rows:
        values = {"unique_id": unique_id} | _columns_of(description)
        batch.append([values[each] for each in columns])
        loaded += 1
        if len(batch) == 5_000:
            connection.executemany(insert, batch)
            batch.clear()
    if batch:
        connection.executemany(insert, batch)
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[_comparison(field, column) for field, column in _COLUMNS.items()],
        blocking_rules_to_generate_predictions=_blocking(),
        retain_intermediate_calculation_columns=True,
    )
    api = DuckDBAPI(connection)
    return Linker(api.register("people"), settings), connection, loaded


def _columns_of(description: Description) -> dict[str, str | None]:
    """Return a description as texts; what is not known is null."""
    values = {column: getattr(description, column) for column in _COLUMNS.values()}
    return {column: _text(value) if value else None for column, value in values.items()}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else coded.encode(value).decode()


def _comparison(field: str, column: str) -> Any:
    outcomes = [each for each in method_in_use().weights[field] if each != "verschilt"]
    if column == "names":
        outcomes.append(_TURNED)
    said = f"outcome_of('{field}', {column}_l, {column}_r)"
    return CustomComparison(
        output_column_name=field,
        comparison_levels=[
            CustomLevel(
                f"{column}_l IS NULL OR {column}_r IS NULL OR {said} = '{MISSING}'", MISSING
            ).configure(is_null_level=True),
            *(CustomLevel(f"{said} = '{each}'", each) for each in outcomes),
            {"sql_condition": "ELSE", "label_for_charts": "verschilt"},
        ],
    )


def _blocking() -> list[Any]:
    return [block_on("birth"), "sound_of(l.names) = sound_of(r.names) AND sound_of(l.names) <> ''"]


def _train(linker: Any, *, pairs: float) -> None:
    linker.training.estimate_u_using_random_sampling(max_pairs=pairs, seed=_SEED)
    for rule in _blocking():
        linker.training.estimate_parameters_using_expectation_maximisation(rule)


def _estimated(model: dict[str, Any]) -> dict[tuple[str, str], tuple[float, float]]:
    """Return m and u of every outcome that was seen often enough for both."""
    found = {}
    for comparison in model["comparisons"]:
        for level in comparison["comparison_levels"]:
            m, u = level.get("m_probability"), level.get("u_probability")
            if isinstance(m, float) and isinstance(u, float) and m > 0 and u > 0:
                found[comparison["output_column_name"], level["label_for_charts"]] = (m, u)
    return found


def _method_file(
    estimated: dict[tuple[str, str], tuple[float, float]], *, name: str, loaded: int
) -> str:
    """Return the file of the method in use with the weights that were estimated in their place."""
    [base] = sorted(Path(methods.__file__).parent.glob(f"{_in_use()}.yaml"))
    raw: dict[str, Any] = yaml.safe_load(base.read_text("utf-8"))
    raw |= {"name": name, "since": date.today()}  # noqa: DTZ011 - the day where it was run
    for field, outcomes in raw["weights"].items():
        for outcome, each in outcomes.items():
            if (found := estimated.get((field, outcome))) is None:
                each["source"] = f"as in {base.stem} (seen too seldom): {each['source']}"
                continue
            m, u = found
            each["weight"] = round(math.log2(m / u), 1)
            each["source"] = f"geschat: m {m:.4f}, u {u:.6f}"
    heading = (
        f"# Estimated with splink {version('splink')} from {loaded:,} descriptions without truth.\n"
        "# Random pairs hold some that are one person, so u of what is rare is too high. The\n"
        f"# thresholds are those of {base.stem}: choose them anew, and try the file with\n"
        "# benchmarks/linkage.py before use.\n"
    )
    return heading + yaml.safe_dump(raw, sort_keys=False, allow_unicode=True, width=110)


def _in_use() -> str:
    return method_in_use().version.split("@")[0]


def _report(linker: Any, connection: Any, path: Path, *, least: float) -> None:
    """Write the pairs of subjects that weigh enough, the likeliest first: numbers and outcomes."""
    method = method_in_use()
    pairs: dict[tuple[str, str], tuple[float, list[str]]] = {}
    met = linker.inference.predict(threshold_match_weight=0.0)
    for row in _rows(connection, met.physical_name):
        first, second = (row[f"unique_id_{side}"].split("/")[0] for side in "lr")
        if first == second:
            continue
        found = compare(_description(row, "l"), _description(row, "r"), method=method)
        pair = (min(first, second), max(first, second))
        if found.weight >= least and found.weight > pairs.get(pair, (-math.inf, []))[0]:
            outcomes = [each.outcome for each in found.fields]
            twinlike = "tweeling" if found.is_twinlike else ""
            pairs[pair] = (found.weight, [found.strength.value, twinlike, *outcomes])
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["een", "ander", "gewicht", "sterkte", "tweeling", *_COLUMNS])
        for (one, other), (weight, said) in sorted(pairs.items(), key=lambda each: -each[1][0]):
            rows.writerow([one, other, f"{weight:.1f}", *said])
    _say(f"{len(pairs):,} pairs of subjects weigh at least {least:g}")


def _rows(connection: Any, table: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table of splink, some at a time: there may be many millions."""
    found = connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - named by splink
    columns = [column[0] for column in found.description]
    while rows := found.fetchmany(20_000):
        for row in rows:
            yield dict(zip(columns, row, strict=True))


def _description(row: dict[str, Any], side: str) -> Description:
    texts = {column: row[f"{column}_{side}"] for column in set(_COLUMNS.values())}
    return Description(
        **{column: _value(column, text) for column, text in texts.items() if text is not None}
    )


@lru_cache(maxsize=1_000_000)
def _outcome_of(field: str, one: str, other: str) -> str:
    column = _COLUMNS[field]
    left, right = (Description(**{column: _value(column, text)}) for text in (one, other))
    found = compare(left, right, method=method_in_use())
    return next(each.outcome for each in found.fields if each.field == field)


def _value(column: str, text: str) -> Any:
    if column in ("names", "parents"):
        return coded.decode(text, type=tuple[PersonName, ...])
    return coded.decode(text, type=tuple[str, ...]) if column == "nationalities" else text


def _sound_of(names: str) -> str:
    [name, *_] = _value("names", names)
    if not (name.family and name.given):
        return ""
    return f"{sound(name.family[0])} {sound(name.given[0])}"


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
