"""Lines of a file of messages, one at a time, in the same little memory whatever the file holds.

A file is NDJSON, plain or gzip. Of a line above the limit only its digest, its length and its first
64 kB are kept. A file that breaks off gives every whole line before the break, and then an error
that names file and line.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from jds.errors import SourceProblem
from jds.intake.judgement import Line
from jds.intake.unfold import BrokenGzip, chunks

LIMIT_BYTES = 1024 * 1024
"""Longest line that is read as a message. One with a thousand offences stays below it."""

KEPT_BYTES = 64 * 1024
"""How much is kept of a line above the limit. Source: message contract, section 2."""

POLICE_DATA_MARKS = (b"nl.jds.politiegegeven-verstrekt", b'"noodprocedure"')
"""What only police data carry: where one stands in input that cannot be read, nothing is kept."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_BLANK = b" \t\r"

# What trimming may still take off a line whose end is not in sight.
_TRIMMED_BYTES = len(_BYTE_ORDER_MARK) + len(b"\r")


class UnreadableFile(SourceProblem):
    """A file of messages cannot be read, or not beyond a certain line."""

    code = "unreadable-file"


def read_lines(path: Path | str, *, limit_bytes: int = LIMIT_BYTES) -> Iterator[Line]:
    """Yield every line that is not blank; blank lines count in the numbering.

    A byte order mark at the start, a carriage return before a line end, and a last line that
    nothing ends are all accepted.

    Args:
        path: Named in errors as it is given here.
        limit_bytes: A longer line comes as an oversized one.

    Raises:
        UnreadableFile: The file is missing, cannot be read, or is broken gzip. The whole lines
            before that place were yielded; what follows the last line end is not a line.
    """
    lines = _Lines(limit_bytes=limit_bytes)
    try:
        with Path(path).open("rb") as file:
            for chunk in chunks(file):
                yield from lines.ended_in(chunk)
    except (OSError, ValueError, BrokenGzip) as error:
        raise _unreadable(path, error, line=lines.begun) from error
    yield from lines.ended_in(b"\n")


def file_digest(path: Path | str) -> bytes:
    """Return the sha256 of the file as it was delivered.

    Raises:
        UnreadableFile: The file is missing or cannot be read.
    """
    try:
        with Path(path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except (OSError, ValueError) as error:
        raise _unreadable(path, error, line=1) from error


class _Lines:
    """Cuts chunks into lines; holds no more than one line of the limit.

    Attributes:
        begun: Number of the line that no line end was seen of yet.
    """

    def __init__(self, *, limit_bytes: int) -> None:
        self.begun = 1
        self._limit_bytes = limit_bytes
        self._start = b""
        self._oversized: _Oversized | None = None

    def ended_in(self, chunk: bytes) -> Iterator[Line]:
        """Yield the lines that end in the chunk, the blank ones left out."""
        first, *others = chunk.split(b"\n")
        if self._oversized is None:
            first = self._start + first
        else:
            self._oversized.add(first)
        for start_of_next in others:
            line = self._line(first)
            if line is not None:
                yield line
            self.begun += 1
            first = start_of_next
        if self._oversized is None and len(first) > self._limit_bytes + _TRIMMED_BYTES:
            self._oversized = _Oversized(self._without_mark(first))
        self._start = first if self._oversized is None else b""

    def _line(self, content: bytes) -> Line | None:
        if self._oversized is None:
            content = self._without_mark(content).removesuffix(b"\r")
            if len(content) <= self._limit_bytes:
                if not content.strip(_BLANK):
                    return None
                return Line(number=self.begun, content=content, length=len(content))
            self._oversized = _Oversized(content)
        line = self._oversized.line(self.begun)
        self._oversized = None
        return line

    def _without_mark(self, content: bytes) -> bytes:
        return content.removeprefix(_BYTE_ORDER_MARK) if self.begun == 1 else content


class _Oversized:
    """What is remembered of a line above the limit, however long it becomes."""

    def __init__(self, content: bytes) -> None:
        self._digest = hashlib.sha256()
        self._length = 0
        self._kept = b""
        self._end = b""
        self._mark: bytes | None = None
        self.add(content)

    def add(self, content: bytes) -> None:
        # The last bytes wait: they may begin a mark, and a carriage return may be the line end.
        content = self._end + content
        if self._mark is None:
            self._mark = police_data_mark(content)
        waiting_bytes = max(map(len, POLICE_DATA_MARKS))
        self._take(content[:-waiting_bytes])
        self._end = content[-waiting_bytes:]

    def line(self, number: int) -> Line:
        self._take(self._end.removesuffix(b"\r"))
        return Line(
            number=number,
            # Of police data nothing may be kept; the mark is enough to refuse the line by.
            content=self._kept if self._mark is None else self._mark,
            length=self._length,
            is_oversized=True,
            digest=self._digest.digest(),
        )

    def _take(self, content: bytes) -> None:
        self._digest.update(content)
        self._length += len(content)
        self._kept += content[: KEPT_BYTES - len(self._kept)]


def police_data_mark(content: bytes) -> bytes | None:
    """Return what marks `content` as police data, for input that cannot be read otherwise."""
    return next((mark for mark in POLICE_DATA_MARKS if mark in content), None)


def _unreadable(path: Path | str, error: Exception, *, line: int) -> UnreadableFile:
    match error:
        case FileNotFoundError():
            what = "does not exist. Check the name and the folder."
        case IsADirectoryError():
            what = "is a folder. Name the files in it."
        case PermissionError():
            what = "may not be read by this user. Give read access to it, or act as its owner."
        case BrokenGzip():
            what = (
                f"cannot be read from line [{line}] on, because {error}. Fetch it again, or ask "
                "for it as plain NDJSON, and load it whole: the lines before count as duplicates."
            )
        case OSError():
            what = (
                f"cannot be read from line [{line}] on [{error.strerror or type(error).__name__}]. "
                "Check the disk or stick and load it again: the lines before count as duplicates."
            )
        case _:
            what = "has a name that no file can have. Check the name."
    return UnreadableFile(f"The file [{_shown(path)}] {what}")


def _shown(path: Path | str) -> str:
    # A name may hold line ends, or bytes that are no text; neither may break a terminal or a log.
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode()
        for letter in str(path)
    )
