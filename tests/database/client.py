"""A process that uses the register of the home in its environment, run as a script by tests.

It opens the database, prints one line of JSON about the server, and then does what its argument
says until its standard input ends: `hold` the connection, or `spin` in a statement without end.
"""

import json
import os
import sys

from jds.database.connection import open_database
from jds.errors import JdsError
from jds.settings import Settings


def say(**facts: object) -> None:
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


def main(task: str) -> None:
    try:
        database = open_database(Settings.read(os.environ))
    except JdsError as problem:
        say(code=problem.code, sentence=problem.sentence)
        return
    with database.connect() as connection:
        row = connection.execute(
            "SELECT pg_read_file('postmaster.pid'), current_setting('data_directory'),"
            " pg_backend_pid()"
        ).fetchone()
        assert row is not None
        pid_file, data, backend = row
        say(postmaster=int(pid_file.splitlines()[0]), data=data, backend=backend)
        if task == "spin":
            connection.execute("DO 'BEGIN LOOP END LOOP; END'")
        sys.stdin.readline()


if __name__ == "__main__":
    main(sys.argv[1])
