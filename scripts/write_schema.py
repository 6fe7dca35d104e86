"""Writes src/jds/database/schema.sql: all tables as the migrations make them, in one place to read.

The text comes from pg_dump of the locked PostgreSQL, without what differs per version, so that any
PostgreSQL the register supports can load it. A test proves that it says what the migrations do.
"""

import re
import subprocess
import tempfile
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from jds.database.binaries import wheel_binaries
from jds.database.connection import connect_to
from jds.database.embedded import Server
from jds.database.migrations import migrate
from jds.database.place import place_of

SCHEMA = Path(__file__).parents[1] / "src" / "jds" / "database" / "schema.sql"

HEADING = """\
-- The tables of the register as all migrations together make them. Written by 'make schema': read
-- it to know what there is; change it by adding a file to migrations/.
"""

# Settings of the session that loads, comments of pg_dump, and its guard against psql commands.
_LEFT_OUT = re.compile(r"^(SET \w+ = .*;$|SELECT pg_catalog\.set_config|--|\\).*\n", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n{3,}")


def dumped_schema() -> str:
    """Migrate a throw-away database and return what pg_dump says of it."""
    with tempfile.TemporaryDirectory(prefix="openjds-schema-") as home:
        server = Server(place_of(Path(home)), wheel_binaries())
        server.start()
        try:
            migrate(connect_to(server.address()))
            parts = conninfo_to_dict(server.address())
            ended = subprocess.run(
                [server.binaries.folder / "pg_dump", "--schema-only", "--no-owner"],
                env={
                    "PGHOST": str(parts["host"]),
                    "PGUSER": str(parts["user"]),
                    "PGDATABASE": str(parts["dbname"]),
                    "PGPASSWORD": str(parts["password"]),
                },
                capture_output=True,
                text=True,
                check=True,
            )
        finally:
            server.destroy()
    return tidied(ended.stdout)


def tidied(dump: str) -> str:
    """Leave only what makes the tables."""
    return HEADING + "\n" + _BLANK_LINES.sub("\n\n", _LEFT_OUT.sub("", dump)).strip() + "\n"


if __name__ == "__main__":
    SCHEMA.write_text(dumped_schema())
    print(f"Written: {SCHEMA.name}")
