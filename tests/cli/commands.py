"""The command `jds` as an operator types it, run in this process against a database of its own."""

import io
import json
import sys
from collections.abc import Iterable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any, LiteralString
from urllib.parse import quote

from psycopg.conninfo import conninfo_to_dict

from jds.cli.main import main
from jds.database.connection import Database
from tests.records.wire import KIND_OF_SOURCE, Wire, ndjson


@dataclass(frozen=True, slots=True)
class Done:
    """What a command did: its exit code, and what it wrote where."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on standard output."""
        [line] = self.out.splitlines()
        return json.loads(line)

    @property
    def documents(self) -> list[Any]:
        """The JSON documents on standard output, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(frozen=True, slots=True)
class Register:
    """A register that commands are typed for."""

    home: Path
    database: Database

    def run(self, *arguments: str) -> Done:
        """Run a command and return whatever came of it."""
        out, err = (
            io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="backslashreplace")
            for _ in range(2)
        )
        with redirect_stdout(out), redirect_stderr(err):
            code = main([*arguments, "--home", str(self.home)])
            sys.stdout.flush()
            sys.stderr.flush()
        texts = [stream.detach().getvalue().decode() for stream in (out, err)]
        return Done(code, *texts)

    def ask(self, *arguments: str) -> Any:
        """Run a command that succeeds, and return the JSON document that it answers with."""
        done = self.run(*arguments, "--json")
        assert (done.code, done.err) == (0, "")
        return done.document

    def load(self, messages: Iterable[Wire], *, name: str = "messages.ndjson") -> Any:
        """Load messages as a file; return the receipt."""
        return self.load_bytes(ndjson(messages), name=name)

    def load_bytes(self, content: bytes, *, name: str = "messages.ndjson") -> Any:
        """Load a file with this content; return the receipt."""
        file = self.home.parent / name
        file.write_bytes(content)
        return self.ask("intake", str(file))

    def rows(self, query: LiteralString, *values: object) -> list[tuple[Any, ...]]:
        """Return what a query of the test finds in the database."""
        with self.database.connect() as connection:
            return connection.execute(query, values or None).fetchall()


def address_of(database: Database) -> str:
    """Return the address of a database as an operator would set it."""
    parts = conninfo_to_dict(database.address)
    account = f"{quote(str(parts['user']))}:{quote(str(parts['password']))}"
    return f"postgresql://{account}@/{parts['dbname']}?host={quote(str(parts['host']), safe='')}"


def add_sources(register: Register) -> None:
    """Register the sources that the example messages come from."""
    for urn, kind in KIND_OF_SOURCE.items():
        done = register.run("source", "add", "--urn", urn, "--kind", kind)
        assert done.code == 0, done.err
