"""Plays a short outage: a source is cut off, returns, and what was answered is looked at again.

It runs the page for operators, `docs/how-to/the-return.md`, from its first command to its last: the
same commands, on a register in a temporary folder, which goes when it is over unless `--keep` is
given. The people in it are imaginary.

Usage: python demo.py [--keep]
"""

import argparse
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from string import Template

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "how-to" / "the-return.md"
DATA = ROOT / "docs" / "how-to" / "outage"
SOURCE = "urn:nld:oin:00000001000000000001:systeem:gps"


class Play(dict[str, str]):
    """The `jds` command of this environment with one home, and what the page has its reader set."""

    def __init__(self, folder: Path) -> None:
        super().__init__(WORK=str(folder))
        self._folder = folder
        self._command = Path(sys.executable).with_name("jds")
        self._environment = os.environ | {"JDS_HOME": str(folder / "home")}

    def __missing__(self, name: str) -> str:
        match name:
            case "HARMFUL" | "REST":
                part = {"HARMFUL": "1/zeden-en-geweld", "REST": "1/overig"}[name]
                listed = self.run("quarantine", "list", "--source", SOURCE, "--json")
                together = json.loads(listed)["samen"]
                return str({each["deel"]: each["digest"] for each in together}[part])
            case "STATED" | "NEXT":
                told = (DATA / f"{'now' if name == 'STATED' else 'next'}.ndjson").read_text("utf-8")
                file = self._folder / f"{name.lower()}.ndjson"
                file.write_text(told.replace("NOW", f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"))
                self[name] = str(file)
                return self[name]
        raise KeyError(name)

    def run(self, *arguments: str) -> str:
        """Run a command and return what it printed."""
        done = subprocess.run(
            [self._command, *arguments],
            cwd=ROOT,
            env=self._environment,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode:
            raise SystemExit(f"The demo stops: 'jds {arguments[0]}' ended with {done.returncode}.")
        return done.stdout


def play(page: str, register: Play) -> None:
    """Print the page, with what each of its commands shows here and now."""
    for part in re.split(r"(```\w+\n.*?```\n)", page, flags=re.DOTALL):
        if not part.startswith("```"):
            print(part.strip(), end="\n\n")
        elif part.startswith("```console"):
            for typed in re.findall(r"^\$ (.*)$", part, flags=re.MULTILINE):
                print(f"$ {typed}", flush=True)
                _, *arguments = shlex.split(Template(typed).substitute(register))
                print(register.run(*arguments), flush=True)


def main() -> None:
    """Play the page once."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--keep", action="store_true", help="leave the register to look around in")
    keep = parser.parse_args().keep
    folder = Path(tempfile.mkdtemp(prefix="jds-outage-"))
    shutil.copy(DATA / "backlog.ndjson", folder)
    try:
        play(PAGE.read_text(encoding="utf-8"), Play(folder))
    finally:
        if keep:
            print(f"The register stands in {folder / 'home'}.")
        else:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
