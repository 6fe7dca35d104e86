"""Pages whose commands are run: each block marked `console`, with what should stand under it."""

import re
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Template

from tests.cli.commands import Register

# What differs on every machine and every day: instants, digests, keys, folders, today. A digest may
# be broken in two by a narrow column; its second part stands alone on a line.
_DIFFERS = re.compile(
    r"\d{4}-\d\d-\d\dT[\d:.]+Z|\b[0-9a-f]{16,64}\b|\[/[^\]]*\]"
    r"|^\s+[0-9a-f]{8,}\s*$|(?<=public key )\[[^\]]*\]|(?<=Peildatum )\d{4}-\d\d-\d\d"
)
# And what follows from today: days from this year on, and how many there were since a day.
_FOLLOWS = re.compile(r"\b20(?:2[6-9]|[3-9]\d)-\d\d-\d\d\b|(?<=\s)\d{3,4}(?=[\s,])")

MORE = ["..."]
"""Stands under what a page shows no more of."""

Lines = list[list[str]]


def run_page(register: Register, page: Path, *, names: Mapping[str, str]) -> int:
    """Run every command of a page and compare what each shows; return how many there were.

    Args:
        names: What the page has its reader set beforehand, as `$NAME` in a command; looked up when
            the command that uses it is run.
    """
    steps = list(steps_of(page.read_text(encoding="utf-8")))
    for command, expected in steps:
        program, *arguments = shlex.split(Template(command).substitute(names))
        assert program == "jds"
        done = register.run(*arguments)
        assert (done.code, done.err) == (0, ""), f"{command}: {done.code} {done.err}"
        shown, told = _on_any_day(comparable(done.out)), _on_any_day(comparable(expected))
        if told and told[-1] == MORE:
            shown, told = shown[: len(told) - 1], told[:-1]
        assert (command, shown) == (command, told)
    return len(steps)


def steps_of(page: str) -> Iterator[tuple[str, str]]:
    """Yield each command of the console blocks with the output that stands under it."""
    for block in re.findall(r"```console\n(.*?)```", page, flags=re.DOTALL):
        for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = step.partition("\n")
            yield command, output


def comparable(output: str) -> Lines:
    """Return the words of each line, without what differs on every machine."""
    lines = [_DIFFERS.sub("*", line).split() for line in output.splitlines()]
    return [line for line in lines if line]


def _on_any_day(lines: Lines) -> Lines:
    return [_FOLLOWS.sub("*", f" {' '.join(line)} ").split() for line in lines]
