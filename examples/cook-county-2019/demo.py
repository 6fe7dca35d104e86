"""Runs the main job on real cases: messages in, records out, nothing lost, any moment asked again.

Everything goes through the command line, as an operator would do it. The register stands in a
temporary folder of its own and stays there to look around in, unless `--remove` is given.

Usage: python demo.py [--home DIR] [--remove]
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from adapter import COURT, OM, contract_messages, envelope, read_events, write_messages
from compare import Comparison, compare, expected_endings, found_endings, read_ndjson, report
from rich.console import Console
from rich.table import Table

ATTRIBUTION = (
    "Data: Cook County State's Attorney's Office open data, 2019, through ian-flores/chicagoDA, "
    "CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/); identifiers re-keyed, no names. "
    "The two sources that send it here are imaginary."
)

KINDS_OF_SOURCE = {OM: "om", COURT: "court"}

MISTYPED = "815310527928"
"""A real defect: this case came in on 11 February 2019 and ended, the data says, a year before."""
DAY_AS_SENT = "2018-02-26"
DAY_AS_MEANT = "2019-02-26"
CORRECTED_AT = "2020-03-02T09:00:00+01:00"

REASON = "demonstration"

console = Console(highlight=False)


def say_as_is(text: str, *, style: str | None = None) -> None:
    """Print text that is not ours: brackets are no markup, long lines stay whole."""
    console.print(text, style=style, markup=False, soft_wrap=True)


def heading(text: str) -> None:
    console.print()
    console.rule(text, align="left")


class Register:
    """The `jds` command of this environment, with one home."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._command = Path(sys.executable).with_name("jds")
        self._environment = os.environ | {"JDS_HOME": str(home)}

    def run(self, *arguments: str, quietly: bool = False) -> str:
        """Run a command and return what it printed; its progress and complaints stay visible."""
        if not quietly:
            say_as_is(f"$ jds {' '.join(arguments)}", style="dim")
        done = subprocess.run(
            [self._command, *arguments],
            env=self._environment,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode:
            raise SystemExit(f"The demo stops: 'jds {arguments[0]}' ended with {done.returncode}.")
        return done.stdout

    def ask(self, *arguments: str, quietly: bool = False) -> Any:
        """Run a command and return what it answered as data."""
        return json.loads(self.run(*arguments, "--json", quietly=quietly))


def main() -> int:
    options = parsed_options()
    started = time.monotonic()
    folder = options.home or Path(tempfile.mkdtemp(prefix="jds-demo-"))
    # Passable, so that also the server of root, which runs as somebody else, keeps its data in
    # here and all of it goes with the folder. What is inside stays closed.
    folder.chmod(0o711)
    register = Register(folder / "register")
    console.print("[bold]OpenJDS on real cases[/bold]", ATTRIBUTION, "", sep="\n")

    set_up(register)
    messages = make_messages(folder / "messages")
    receipts = load(register, messages)
    comparison = compare_all(register, folder=folder, messages=messages)
    corrected = correct_late(register, folder=folder, messages=messages, receipts=receipts)

    heading("What to try next")
    say_what_next(register, folder=folder, removed=options.remove)
    console.print(f"\nDone in {time.monotonic() - started:.0f} seconds.")
    if options.remove:
        shutil.rmtree(folder)
    return 0 if corrected and not comparison.unexplained else 1


def parsed_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Load real cases into a temporary register.")
    parser.add_argument(
        "--home", type=Path, help="folder to work in; a new temporary one if absent"
    )
    parser.add_argument("--remove", action="store_true", help="remove that folder at the end")
    return parser.parse_args()


def set_up(register: Register) -> None:
    heading("1. A register with two sources")
    register.run("init")
    for urn, kind in KINDS_OF_SOURCE.items():
        register.run("source", "add", "--urn", urn, "--kind", kind)


def make_messages(folder: Path) -> dict[str, Path]:
    heading("2. From case events to messages of the contract")
    events = list(read_events())
    messages = list(contract_messages(events))
    console.print(f"{len(events):,} events became {len(messages):,} messages in {folder}")
    return write_messages(messages, out_dir=folder)


def load(register: Register, messages: Mapping[str, Path]) -> dict[str, Mapping[str, int]]:
    heading("3. Intake: nothing lost")
    receipts = {source: register.ask("intake", str(path)) for source, path in messages.items()}
    table = Table("source", box=None)
    for column in ("received", "", "accepted", "+ duplicate", "+ set aside", "+ refused"):
        table.add_column(column, justify="right")
    for source, receipt in receipts.items():
        fates = [receipt[fate] for fate in ("accepted", "duplicates", "setAside", "refused")]
        holds = receipt["received"] == sum(fates)
        table.add_row(
            source.rpartition(":systeem:")[2],
            f"{receipt['received']:,}",
            "=" if holds else "[bold red]≠[/bold red]",
            *(f"{fate:,}" for fate in fates),
        )
        if not holds:
            console.print(table)
            raise SystemExit(f"The demo stops: the account of source [{source}] does not add up.")
    console.print(table)
    return receipts


def compare_all(register: Register, *, folder: Path, messages: Mapping[str, Path]) -> Comparison:
    heading("4. Every outcome against the expected table")
    exported = register.run("records", "export", "--reason", REASON)
    (folder / "records.ndjson").write_text(exported, encoding="utf-8")
    set_aside = register.ask("set-aside", "list")
    comparison = compare(
        expected_endings(),
        found_endings(json.loads(line) for line in exported.splitlines()),
        messages=(message for path in messages.values() for message in read_ndjson(path)),
        set_aside=set_aside,
    )
    for line in report(comparison):
        say_as_is(line)
    return comparison


def correct_late(
    register: Register,
    *,
    folder: Path,
    messages: Mapping[str, Path],
    receipts: Mapping[str, Mapping[str, int]],
) -> bool:
    """Show one record before and after a correction, and once more as it was known before."""
    heading("5. One record, before and after a late correction")
    console.print(
        "This prosecution was dropped in 2018, says the source, for an offence of 2019. The "
        "register keeps the message, applies it to nothing and says so. Then the source corrects "
        "the year, a year later (the correction is ours; the mistake is real)."
    )
    before = max(receipt["lastPosition"] for receipt in receipts.values())
    as_known_before = ("record", "--skn", MISTYPED, "--known-at", str(before), "--reason", REASON)
    as_known_now = ("record", "--skn", MISTYPED, "--reason", REASON)
    first = show_record(register, as_known_now)

    path = folder / "late-correction.ndjson"
    path.write_text(json.dumps(correction(messages[OM])) + "\n", encoding="utf-8")
    say_as_is(register.run("intake", str(path)))

    second = show_record(register, as_known_now)
    console.print("Asked as known before the correction, the register answers as it did then:")
    again = show_record(register, as_known_before)
    return first == again == ["open"] and second == [f"sepot on {DAY_AS_MEANT}"]


def show_record(register: Register, command: Sequence[str]) -> list[str]:
    """Print a record as an operator sees it; return how its offences stand."""
    say_as_is(register.run(*command))
    record = register.ask(*command, quietly=True)
    return [str(ending) for ending in found_endings([record]).values()]


def correction(om_messages: Path) -> dict[str, Any]:
    """Make the message with which the prosecution service puts the year right."""
    sent = list(read_ndjson(om_messages))
    wrong = next(
        message
        for message in sent
        if message["data"].get("beslotenOp") == DAY_AS_SENT
        and message["data"]["persoon"]["skn"] == MISTYPED
    )
    return envelope(
        OM,
        "gegevens-gecorrigeerd",
        sequence=len(sent) + 1,
        logged_at=CORRECTED_AT,
        data={
            "betreft": {"source": wrong["source"], "id": wrong["id"]},
            "reden": "year mistyped",
            "vervanging": wrong["data"] | {"beslotenOp": DAY_AS_MEANT},
        },
    )


def say_what_next(register: Register, *, folder: Path, removed: bool) -> None:
    if removed:
        console.print("Run this again without --remove to keep the register and look around in it.")
        return
    console.print(f"The register stays in {folder}. Look around in it:")
    say_as_is(f"  export JDS_HOME={register.home}")
    for command, answers in (
        ("status", "how current each source is"),
        ("set-aside list", "what was set aside, waits or is doubtful"),
        (f"record --skn {MISTYPED} --on 2019-02-20", "that record on an earlier day in law"),
        (
            f"answer --recipient justis --purpose vog-np --skn {MISTYPED}",
            "what a ground may see of it, and why",
        ),
        (
            f"answer --recipient bestuursorgaan --purpose standaard --skn {MISTYPED}",
            "the same person for who may see convictions only",
        ),
        ("law show RET-1", "a rule, as a lawyer would cite it"),
        ("ledger verify", "whether the ledger is whole"),
    ):
        say_as_is(f"  .venv/bin/jds {command:<69} # {answers}")
    say_as_is(f"Remove it with: rm -r {folder}    # its database server then ends by itself")


if __name__ == "__main__":
    sys.exit(main())
