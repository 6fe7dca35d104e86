"""What goes to the screen: on standard output the answer, on standard error everything else.

With `--json` standard output holds one JSON document and nothing else. For people there are tables
with Dutch labels. Text from messages is shown with its controls spelled out: a name must not be
able to colour the screen, turn the direction of writing or forge a line.
"""

import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from rich.console import Console

_WIDTH_WITHOUT_TERMINAL = 120

_NOT_SHOWN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


_OTHER_LINE_ENDS = tuple(
    (sign.encode(), f"\\u{ord(sign):04x}".encode()) for sign in "\x85\u2028\u2029"
)


class NobodyReads(Exception):
    """Whoever read our output has gone; there is nothing left to say and nobody to say it to."""


def print_json(document: object) -> None:
    """Print one JSON document on a line of its own, in UTF-8 whatever the terminal."""
    _write(_one_line(document))


def print_json_lines(documents: Iterable[object]) -> None:
    """Print JSON documents, one a line (NDJSON)."""
    _write(b"".join(_one_line(document) for document in documents))


def print_json_array(items: Iterable[object]) -> None:
    """Print one JSON array, each item as soon as it is there."""
    _write(b"[")
    for number, item in enumerate(items):
        _write((b"," if number else b"") + _on_one_line(item))
    _write(b"]\n")


def print_json_around(
    head: Mapping[str, object],
    name: str,
    items: Iterable[object],
    tail: Callable[[], Mapping[str, object]],
) -> None:
    """Print one JSON object with a long list in it, each item as soon as it is there.

    Args:
        head: What comes before the list; at least one key.
        name: Key of the list.
        tail: Gives what comes after it, once the list has ended; at least one key.
    """
    _write(_on_one_line(head)[:-1] + b"," + _on_one_line(name) + b":[")
    for number, item in enumerate(items):
        _write((b"," if number else b"") + _on_one_line(item))
    _write(b"]," + _on_one_line(tail())[1:] + b"\n")


def print_text(text: str) -> None:
    """Print lines for people."""
    _write((text + "\n").encode(sys.stdout.encoding or "utf-8", errors="backslashreplace"))


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table for people; what stands in it is shown as it is, never read as mark-up.

    Columns without a name make a list of things without a heading.
    """
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(
        title=title,
        title_justify="left",
        title_style="bold",
        box=None,
        pad_edge=False,
        show_header=any(columns),
    )
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(visible(cell)) for cell in row))
    console = _console()
    with console.capture() as captured:
        console.print(table)
    print_text(captured.get().rstrip("\n"))


def complain(sentence: str) -> None:
    """Say on standard error, in one line, what is the matter."""
    try:
        sys.stderr.write(visible(sentence) + "\n")
        sys.stderr.flush()
    except OSError:
        return


def complain_at_length(text: str) -> None:
    """Say lines of our own, such as a help text, on standard error."""
    for line in text.splitlines():
        complain(line)


def _one_line(document: object) -> bytes:
    return _on_one_line(document) + b"\n"


def _on_one_line(document: object) -> bytes:
    """Return a document as one line, also to a reader that takes more signs for line ends."""
    line = msgspec.json.encode(document)
    for sign, spelled in _OTHER_LINE_ENDS:
        line = line.replace(sign, spelled)
    return line


def visible(text: str) -> str:
    """Return `text` with every sign that does not show, or does more than show, spelled out."""
    return _NOT_SHOWN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _console() -> "Console":
    from rich.console import Console  # noqa: PLC0415

    return Console(
        file=sys.stdout,
        highlight=False,
        markup=False,
        emoji=False,
        width=None if sys.stdout.isatty() else _WIDTH_WITHOUT_TERMINAL,
    )


def _write(content: bytes) -> None:
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # Python flushes once more when it ends, and would complain then.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise NobodyReads from None
