"""The bytes of a file, unfolded when they are gzip, a chunk at a time.

Whether a file is gzip, its first bytes say and its name does not. Whatever the file claims, no more
than a chunk is held: a few kilobytes that unfold to gigabytes are stopped, not stored.
"""

import zlib
from collections.abc import Iterator
from typing import BinaryIO

CHUNK_BYTES = 256 * 1024

HIGHEST_RATIO = 500
"""Most bytes that gzip may unfold from one: messages reach about 100, and a bomb about 1,000."""

RATIO_COUNTS_FROM_BYTES = 32 * 1024 * 1024
"""Unfolded bytes from which the ratio counts: a small file may well repeat itself."""

_MAGIC = b"\x1f\x8b"
_GZIP = zlib.MAX_WBITS | 16


class BrokenGzip(Exception):
    """The rest of the gzip cannot be unfolded; says why, as the middle of a sentence."""


def chunks(file: BinaryIO) -> Iterator[bytes]:
    """Yield what the file holds, in chunks of at most `CHUNK_BYTES`.

    Raises:
        BrokenGzip: The gzip breaks off, is damaged, is followed by something else, or unfolds
            beyond `HIGHEST_RATIO`. Everything before that place was yielded.
    """
    first = file.read(CHUNK_BYTES)
    if first.startswith(_MAGIC):
        yield from _Unfolding(file, first).chunks()
        return
    while first:
        yield first
        first = file.read(CHUNK_BYTES)


class _Unfolding:
    """Gzip members one after another: what is read and not yet unfolded, and what came of it."""

    def __init__(self, file: BinaryIO, first: bytes) -> None:
        self._file = file
        self._folded = first
        self._read_bytes = len(first)
        self._unfolded_bytes = 0

    def chunks(self) -> Iterator[bytes]:
        while self._folded:
            if len(self._folded) < len(_MAGIC):
                self._read_more()
            if not self._folded.startswith(_MAGIC):
                raise BrokenGzip("something that is no gzip follows its gzip data")
            yield from self._member()
            self._skip_padding()

    def _member(self) -> Iterator[bytes]:
        member = zlib.decompressobj(_GZIP)
        while not member.eof:
            if not self._folded:
                self._read_more()
            before = member.copy()
            try:
                chunk = member.decompress(self._folded, CHUNK_BYTES)
            except zlib.error:
                yield from self._until_damage(before)
                raise BrokenGzip("its gzip data are damaged") from None
            # With nothing left to read, the member may still hold back some of what it unfolded.
            if not self._folded and not chunk and not member.eof:
                raise BrokenGzip("its gzip data break off")
            self._folded = member.unconsumed_tail
            self._count(chunk)
            yield chunk
        self._folded = member.unused_data

    def _until_damage(self, member: "zlib._Decompress") -> Iterator[bytes]:
        """Unfold byte by byte, because at damage a whole chunk is lost otherwise."""
        try:
            for place in range(len(self._folded)):
                chunk = member.decompress(self._folded[place : place + 1])
                self._count(chunk)
                yield chunk
        except zlib.error:
            return

    def _skip_padding(self) -> None:
        # Tapes leave zeros after a member; gzip itself skips them too.
        self._folded = self._folded.lstrip(b"\0")
        while not self._folded and self._read_more():
            self._folded = self._folded.lstrip(b"\0")

    def _read_more(self) -> bool:
        more = self._file.read(CHUNK_BYTES)
        self._read_bytes += len(more)
        self._folded += more
        return bool(more)

    def _count(self, chunk: bytes) -> None:
        self._unfolded_bytes += len(chunk)
        allowed = max(RATIO_COUNTS_FROM_BYTES, HIGHEST_RATIO * self._read_bytes)
        if self._unfolded_bytes > allowed:
            raise BrokenGzip(f"its gzip data unfold to over [{HIGHEST_RATIO}] times their size")
