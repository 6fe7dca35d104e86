"""splink on DuckDB, in the memory of this process: estimates weights, and pairs what is alike.

Nothing is written to disk, also when memory runs short: what is held is everybody's description.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any

from msgspec import Struct

from jds.errors import BadRequest, StoreProblem
from jds.persons.estimation.claims import Claim
from jds.persons.estimation.columns import (
    COLUMNS,
    REST,
    columns_of,
    decide_by,
    outcomes_of,
    sound_of,
)
from jds.persons.estimation.method_file import Estimated, Share
from jds.persons.matching.compare_names import MISSING
from jds.persons.matching.describe import to_text
from jds.persons.matching.keys import telling_keys
from jds.persons.matching.method import Method

_SEED = 20251126
_AT_A_TIME = 20_000
_NEEDED = ("splink", "duckdb", "pyarrow", "numpy")

RANDOM_PAIRS = 1_000_000
"""Random pairs in which u is counted unless told otherwise."""


class LinkageNotInstalled(StoreProblem):
    """The optional extra is not installed where this runs."""

    code = "linkage-not-installed"

    def __init__(self) -> None:
        super().__init__(
            "This needs splink, which the running register does without. Install the extra "
            "[linkage] beside the register with 'pip install --require-hashes -r "
            "requirements/linkage.txt', and run this command there."
        )


class TooFewAlike(BadRequest):
    """The descriptions hold too few pairs of one person to learn from."""

    code = "too-few-alike"

    def __init__(self, descriptions: int) -> None:
        super().__init__(
            f"Among [{descriptions}] descriptions too few are alike to estimate a weight from. "
            "Estimate from a register that knows some thousands of people, or keep the weights in "
            "use."
        )


class AlikePair(Struct, frozen=True):
    """Two descriptions, of two subjects, that share something telling.

    Attributes:
        subjects: Their numbers.
        descriptions: As the index keeps them.
        estimated: Weight that splink gives the two by what it learned here; base-2 logarithm with
            the chance beforehand taken in, 0 being even.
    """

    subjects: tuple[int, int]
    descriptions: tuple[str, str]
    estimated: float


def require_linkage() -> None:
    """Refuse where the optional extra is missing.

    Raises:
        LinkageNotInstalled: It is.
    """
    if any(find_spec(each) is None for each in _NEEDED):
        raise LinkageNotInstalled


class Everybody:
    """Descriptions in memory, and what splink learned of them."""

    def __init__(self, connection: Any, *, method: Method) -> None:
        self._connection = connection
        self._method = method
        self._linker: Any = None
        self.descriptions = 0

    def load(self, claims: Iterable[Claim]) -> None:
        """Take descriptions into memory, once."""
        self.descriptions = _load(self._connection, claims)
        # What is alike takes two; splink fails on less.
        if self.descriptions > 1:
            self._linker = _linker(self._connection, method=self._method)

    def estimate(self, *, random_pairs: int = RANDOM_PAIRS) -> Estimated:
        """Count u in random pairs, and find m by expectation maximisation.

        Raises:
            TooFewAlike: There is too little to learn from.
        """
        if not self.learn(random_pairs=random_pairs):
            raise TooFewAlike(self.descriptions)
        possible = self.descriptions * (self.descriptions - 1) // 2
        shares = _shares(self._linker.misc.save_model_to_json())
        if not shares:
            raise TooFewAlike(self.descriptions)
        return Estimated(
            shares=shares,
            descriptions=self.descriptions,
            random_pairs=min(random_pairs, possible),
            tool=f"splink {version('splink')}",
        )

    def learn(self, *, random_pairs: int = RANDOM_PAIRS) -> bool:
        """Learn from the descriptions how alike one person is; tell whether there was enough."""
        from splink.internals.exceptions import SplinkException  # noqa: PLC0415

        if self._linker is None:
            return False
        training = self._linker.training
        try:
            with _in_silence():
                training.estimate_u_using_random_sampling(
                    max_pairs=float(random_pairs), seed=_SEED, min_count_per_level=None
                )
                for rule in _training_rules():
                    training.estimate_parameters_using_expectation_maximisation(rule)
        except SplinkException:
            return False
        return True

    def alike(self) -> Iterator[AlikePair]:
        """Yield every two descriptions, of two subjects, that share something telling."""
        if self._linker is None:
            return
        with _in_silence():
            found = self._linker.inference.predict()
        rows = self._connection.execute(
            "SELECT one.subject, other.subject, one.description, other.description, "  # noqa: S608
            f'pair.match_weight FROM "{found.physical_name}" AS pair '
            "JOIN people AS one ON one.unique_id = pair.unique_id_l "
            "JOIN people AS other ON other.unique_id = pair.unique_id_r "
            "WHERE one.subject <> other.subject"
        )
        while portion := rows.fetchmany(_AT_A_TIME):
            for one, other, left, right, weight in portion:
                yield AlikePair((one, other), (left, right), round(float(weight), 1))


@contextmanager
def everybody(*, method: Method) -> Iterator[Everybody]:
    """Give a place in memory for descriptions to work on, until the block ends.

    Raises:
        LinkageNotInstalled: The optional extra is missing.
    """
    require_linkage()
    import duckdb  # noqa: PLC0415

    # Without a folder for what does not fit, nothing of anybody is ever written to disk.
    with duckdb.connect(config={"temp_directory": ""}) as connection:
        connection.create_function(
            "outcome_of", decide_by(method), ["VARCHAR", "VARCHAR", "VARCHAR"], "VARCHAR"
        )
        yield Everybody(connection, method=method)


def _load(connection: Any, claims: Iterable[Claim]) -> int:
    import pyarrow as pa  # noqa: PLC0415

    texts = sorted({*COLUMNS.values(), "description", "sounds"})
    form = pa.schema(
        [("unique_id", pa.int64()), ("subject", pa.int64())]
        + [(each, pa.string()) for each in texts]
        + [("telling", pa.list_(pa.int64()))]
    )
    connection.execute(
        "CREATE TABLE people (unique_id BIGINT, subject BIGINT, "
        f"{', '.join(f'{each} VARCHAR' for each in texts)}, telling BIGINT[])"
    )
    loaded = 0
    for portion in _portions(claims):
        rows = pa.Table.from_pylist([_row(each) for each in portion], schema=form)
        connection.register("portion", rows)
        connection.execute("INSERT INTO people BY NAME SELECT * FROM portion")
        connection.unregister("portion")
        loaded += len(portion)
    return loaded


def _portions(claims: Iterable[Claim]) -> Iterator[Sequence[Claim]]:
    portion: list[Claim] = []
    for claim in claims:
        portion.append(claim)
        if len(portion) == _AT_A_TIME:
            yield portion
            portion = []
    if portion:
        yield portion


def _row(claim: Claim) -> dict[str, Any]:
    return {
        "unique_id": claim.number,
        "subject": claim.subject,
        "description": to_text(claim.description),
        "sounds": sound_of(claim.description),
        "telling": sorted(telling_keys(claim.description)),
        **columns_of(claim.description),
    }


def _linker(connection: Any, *, method: Method) -> Any:
    from splink import Linker, SettingsCreator, block_on  # noqa: PLC0415
    from splink.backends.duckdb import DuckDBAPI  # noqa: PLC0415

    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[_comparison(field, method=method) for field in COLUMNS],
        blocking_rules_to_generate_predictions=[block_on("telling", arrays_to_explode=["telling"])],
        retain_matching_columns=False,
    )
    with _in_silence():
        return Linker(DuckDBAPI(connection).register("people"), settings)


def _comparison(field: str, *, method: Method) -> Any:
    from splink.comparison_level_library import CustomLevel  # noqa: PLC0415
    from splink.comparison_library import CustomComparison  # noqa: PLC0415

    left, right = (f"{COLUMNS[field]}_{side}" for side in "lr")
    said = f"outcome_of('{field}', {left}, {right})"
    return CustomComparison(
        output_column_name=field,
        comparison_levels=[
            CustomLevel(
                f"{left} IS NULL OR {right} IS NULL OR {said} = '{MISSING}'", MISSING
            ).configure(is_null_level=True),
            *(
                CustomLevel(f"{said} = '{each}'", each)
                for each in outcomes_of(field, method=method)
            ),
            {"sql_condition": "ELSE", "label_for_charts": REST},
        ],
    )


def _training_rules() -> list[Any]:
    """Return by what pairs are chosen to learn m from; what chooses them is not learned there."""
    from splink import block_on  # noqa: PLC0415

    return [block_on("birth"), block_on("sounds")]


def _shares(model: dict[str, Any]) -> dict[tuple[str, str], Share]:
    """Return m and u of every outcome that occurred in both kinds of pairs."""
    found = {}
    for comparison in model["comparisons"]:
        for level in comparison["comparison_levels"]:
            m, u = level.get("m_probability"), level.get("u_probability")
            # A level that never occurred has a sentence here, or nothing.
            if isinstance(m, float) and isinstance(u, float) and m > 0 and u > 0:
                field, outcome = comparison["output_column_name"], level["label_for_charts"]
                found[field, outcome] = Share(m, u)
    return found


@contextmanager
def _in_silence() -> Iterator[None]:
    """Keep what splink says of its own progress from the screen."""
    logger = logging.getLogger("splink")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)
