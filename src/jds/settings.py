"""What an operator may set, read once from the environment and the command line.

Everything else takes its settings as arguments: only `cli` (and later `api`) reads them, and the
`database` room is told which database to open. A database address may hold a password, so it
never shows when settings are printed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Literal, TypeAlias

from jds.domain.time import InvalidTime, duration_from_text, duration_to_text
from jds.errors import BadSetting

DatabaseKind: TypeAlias = Literal["embedded", "system", "url"]

DEFAULT_HOME = ".jds"
DEFAULT_LINE_LIMIT_BYTES = 1024 * 1024
DEFAULT_SEARCH_DAYS = 91
DEFAULT_SEARCHES_AN_HOUR = 600
DEFAULT_BATCH_SEARCHES_A_DAY = 200_000
LONGEST_SEARCH_DAYS = 366
DEFAULT_STATUS_VALID = timedelta(minutes=30)
SHORTEST_STATUS_VALID = timedelta(minutes=1)
LONGEST_STATUS_VALID = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the register lives and what it accepts.

    Attributes:
        home: Folder with keys and, unless the database is elsewhere, the embedded database.
        database: `embedded` (a server that comes with the package), `system` (a PostgreSQL found
            on this machine, run under our own supervision) or a `postgresql://` address.
        line_limit_bytes: Longest line of a delivered file that is kept whole.
        searches_kept_for: How long a description of a person is kept that somebody asked about,
            when nobody decided that it means somebody here.
        searches_an_hour: How many searches by description one actor may make in an hour.
        batch_searches_a_day: How many searches by description one actor may make in a day in
            batches.
        status_valid_for: How long what is told outside holds, before it says of itself that it is
            unknown since then: an ISO 8601 duration from one minute to one day. Publish more often
            than this.
        program_folders: Where a PostgreSQL of the system is looked for, as in `PATH`.
    """

    home: Path
    database: str = field(default="embedded", repr=False)
    line_limit_bytes: int = DEFAULT_LINE_LIMIT_BYTES
    searches_kept_for: timedelta = timedelta(days=DEFAULT_SEARCH_DAYS)
    searches_an_hour: int = DEFAULT_SEARCHES_AN_HOUR
    batch_searches_a_day: int = DEFAULT_BATCH_SEARCHES_A_DAY
    status_valid_for: timedelta = DEFAULT_STATUS_VALID
    program_folders: str = field(default="", repr=False)

    @property
    def database_kind(self) -> DatabaseKind:
        """Say which of the three kinds of database was chosen."""
        if self.database == "embedded":
            return "embedded"
        if self.database == "system":
            return "system"
        return "url"

    @classmethod
    def read(cls, environ: Mapping[str, str], *, home: Path | None = None) -> "Settings":
        """Read the settings; `home` is what the command line says and goes before `JDS_HOME`.

        An empty variable counts as absent.

        Raises:
            BadSetting: A variable has no usable value.
        """
        chosen_home = home or Path(environ.get("JDS_HOME") or DEFAULT_HOME)
        return cls(
            home=chosen_home.expanduser().absolute(),
            database=_database(environ.get("JDS_DATABASE") or "embedded"),
            line_limit_bytes=_line_limit(environ.get("JDS_LINE_LIMIT") or ""),
            searches_kept_for=_search_days(environ.get("JDS_SEARCH_DAYS") or ""),
            searches_an_hour=_count(
                environ.get("JDS_SEARCHES_AN_HOUR") or f"{DEFAULT_SEARCHES_AN_HOUR}",
                variable="JDS_SEARCHES_AN_HOUR",
            ),
            batch_searches_a_day=_count(
                environ.get("JDS_BATCH_SEARCHES_A_DAY") or f"{DEFAULT_BATCH_SEARCHES_A_DAY}",
                variable="JDS_BATCH_SEARCHES_A_DAY",
            ),
            status_valid_for=_status_valid(environ.get("JDS_STATUS_VALID") or ""),
            program_folders=environ.get("PATH", ""),
        )


def _database(value: str) -> str:
    if value in ("embedded", "system") or value.startswith(("postgresql://", "postgres://")):
        return value
    # The value is not shown: a mistyped address still holds its password.
    raise BadSetting(
        "JDS_DATABASE is not one of [embedded], [system] or an address that begins with "
        "[postgresql://]. Correct it, or unset it to use the embedded server."
    )


def _line_limit(value: str) -> int:
    if not value:
        return DEFAULT_LINE_LIMIT_BYTES
    if not (value.isascii() and value.isdigit()) or int(value) == 0:
        raise BadSetting(
            f"JDS_LINE_LIMIT is [{value}], and must be a whole number of bytes above zero. "
            f"Correct it, or unset it for the usual [{DEFAULT_LINE_LIMIT_BYTES}]."
        )
    return int(value)


def _search_days(value: str) -> timedelta:
    if not value:
        return timedelta(days=DEFAULT_SEARCH_DAYS)
    days = int(value) if value.isascii() and value.isdigit() and len(value) < 5 else 0
    if not 1 <= days <= LONGEST_SEARCH_DAYS:
        raise BadSetting(
            f"JDS_SEARCH_DAYS is [{value}], and must be a whole number of days from 1 to "
            f"[{LONGEST_SEARCH_DAYS}]. Correct it, or unset it for the usual "
            f"[{DEFAULT_SEARCH_DAYS}]."
        )
    return timedelta(days=days)


def _count(value: str, *, variable: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) < 10):
        raise BadSetting(
            f"{variable} is [{value}], and must be a whole number of searches of at most 9 digits. "
            "Correct it, or unset it for the usual number."
        )
    return int(value)


def _status_valid(value: str) -> timedelta:
    if not value:
        return DEFAULT_STATUS_VALID
    try:
        stretch = duration_from_text(value)
    except InvalidTime:
        stretch = timedelta(0)
    if not SHORTEST_STATUS_VALID <= stretch <= LONGEST_STATUS_VALID:
        raise BadSetting(
            f"JDS_STATUS_VALID is [{value}], and must be a duration from "
            f"[{duration_to_text(SHORTEST_STATUS_VALID)}] to "
            f"[{duration_to_text(LONGEST_STATUS_VALID)}], for example PT30M. Correct it, or unset "
            f"it for the usual [{duration_to_text(DEFAULT_STATUS_VALID)}]."
        )
    return stretch
