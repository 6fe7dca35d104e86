"""Lines of files: plain and folded, long and broken off."""

import gzip
import hashlib
import os
import sys
import tracemalloc
from collections import deque
from pathlib import Path
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jds.errors import SourceProblem
from jds.intake.judgement import Line
from jds.intake.lines import KEPT_BYTES, UnreadableFile, file_digest, police_data_mark, read_lines
from jds.intake.unfold import CHUNK_BYTES, HIGHEST_RATIO, RATIO_COUNTS_FROM_BYTES

MEGABYTE = 1024 * 1024


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "berichten.ndjson"


def contents(path: Path) -> list[bytes]:
    return [line.content for line in read_lines(path)]


def before_the_break(path: Path) -> tuple[list[Line], UnreadableFile]:
    """Read as far as the file can be read; give the lines and the error."""
    lines: list[Line] = []
    reading = read_lines(path)
    with pytest.raises(UnreadableFile) as caught:
        lines.extend(reading)
    return lines, caught.value


def test_each_line_comes_with_its_number_and_length(file: Path) -> None:
    file.write_bytes(b'{"a":1}\n{"b":22}\n')

    assert list(read_lines(file)) == [
        Line(number=1, content=b'{"a":1}', length=7),
        Line(number=2, content=b'{"b":22}', length=8),
    ]


def test_blank_lines_are_left_out_and_numbered(file: Path) -> None:
    file.write_bytes(b"\n{}\n \t\r\n\n[]\n\n")

    assert [(line.number, line.content) for line in read_lines(file)] == [(2, b"{}"), (5, b"[]")]


@pytest.mark.parametrize("empty", [b"", b"\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\r\n", b" "])
def test_a_file_without_content_has_no_lines(file: Path, empty: bytes) -> None:
    file.write_bytes(empty)

    assert contents(file) == []


def test_the_last_line_needs_no_line_end(file: Path) -> None:
    file.write_bytes(b"{}\n[]")

    assert contents(file) == [b"{}", b"[]"]


def test_carriage_returns_belong_to_the_line_end(file: Path) -> None:
    file.write_bytes(b"{}\r\n[\r]\r\n{}\r")

    assert contents(file) == [b"{}", b"[\r]", b"{}"]


def test_a_byte_order_mark_is_taken_off_the_first_line_only(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf{}\n\xef\xbb\xbf{}")

    assert contents(file) == [b"{}", b"\xef\xbb\xbf{}"]


def test_gzip_is_known_by_its_bytes_and_not_by_its_name(tmp_path: Path) -> None:
    folded, plain = tmp_path / "folded.ndjson", tmp_path / "plain.ndjson.gz"
    folded.write_bytes(gzip.compress(b"{}\n[]\n"))
    plain.write_bytes(b"{}\n[]\n")

    assert contents(folded) == contents(plain) == [b"{}", b"[]"]


def test_gzip_files_may_be_joined_and_padded_with_zeros(file: Path) -> None:
    file.write_bytes(
        gzip.compress(b"one\ntw") + b"\0" * 700_000 + gzip.compress(b"o\nthree") + b"\0"
    )

    assert contents(file) == [b"one", b"two", b"three"]


@given(lines=st.lists(st.binary(max_size=40).filter(lambda each: b"\n" not in each), max_size=20))
def test_folding_a_file_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes]
) -> None:
    folder = tmp_path_factory.mktemp("fold")
    plain, folded = folder / "plain", folder / "folded"
    content = b"{" + b"\n".join(lines)
    plain.write_bytes(content)
    folded.write_bytes(gzip.compress(content))

    assert list(read_lines(plain)) == list(read_lines(folded))


def test_a_line_of_the_limit_is_whole_and_one_byte_more_is_not(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf12345678\r\n123456789\n12345678")

    lines = list(read_lines(file, limit_bytes=8))

    assert [line.is_oversized for line in lines] == [False, True, False]
    assert [line.length for line in lines] == [8, 9, 8]


@pytest.mark.parametrize("length", [MEGABYTE, MEGABYTE + 1, MEGABYTE + 3, MEGABYTE + 5])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n", b"\r"])
def test_the_limit_does_not_depend_on_what_surrounds_the_line(
    file: Path, length: int, mark: bytes, end: bytes
) -> None:
    content = b"x" * length
    file.write_bytes(mark + content + end)

    (line,) = read_lines(file)

    assert line.length == length
    assert line.is_oversized == (length > MEGABYTE)
    assert line.digest in (None, hashlib.sha256(content).digest())


@pytest.mark.parametrize("length", [3 * MEGABYTE, CHUNK_BYTES * 8, CHUNK_BYTES * 8 - 1])
def test_of_an_oversized_line_digest_length_and_start_are_kept(file: Path, length: int) -> None:
    content = (b"0123456789" * (length // 10 + 1))[:length]
    file.write_bytes(b"before\n" + content + b"\r\nafter\n")

    before, oversized, after = read_lines(file)

    assert (before.content, after.content) == (b"before", b"after")
    assert (before.number, oversized.number, after.number) == (1, 2, 3)
    assert oversized.is_oversized
    assert oversized.length == length
    assert oversized.digest == hashlib.sha256(content).digest()
    assert oversized.content == content[:KEPT_BYTES]


@pytest.mark.parametrize("place", [0, 40, KEPT_BYTES, CHUNK_BYTES * 5 - 12, 2 * MEGABYTE])
def test_of_an_oversized_line_of_police_data_nothing_is_kept(file: Path, place: int) -> None:
    content = bytearray(b"geheim " * (3 * MEGABYTE // 7))
    mark = b'"nl.jds.politiegegeven-verstrekt.v1"'
    content[place : place + len(mark)] = mark
    file.write_bytes(content)

    (line,) = read_lines(file)

    assert line.is_oversized
    assert line.length == len(content)
    assert b"geheim" not in line.content


def endless_line(path: Path, *, megabytes: int) -> None:
    with path.open("wb") as written:
        written.write(b"{}\n")
        for _ in range(megabytes):
            written.write(b"x" * MEGABYTE)
        written.write(b"\n[]\n")


def test_a_line_of_100_megabytes_takes_no_more_memory_than_one_of_two(file: Path) -> None:
    endless_line(file, megabytes=100)

    tracemalloc.start()
    lines = list(read_lines(file))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert [line.length for line in lines] == [2, 100 * MEGABYTE, 2]
    assert peak < 8 * MEGABYTE


@pytest.mark.parametrize("filling", [b"\0" * 1024, b"[" + b" " * 8189 + b"]\n"])
def test_a_gzip_bomb_is_stopped_early_and_in_little_memory(file: Path, filling: bytes) -> None:
    with gzip.open(file, "wb") as written:
        written.write(b"first\n")
        for _ in range(200 * MEGABYTE // len(filling)):
            written.write(filling)

    tracemalloc.start()
    with pytest.raises(UnreadableFile, match=rf"over \[{HIGHEST_RATIO}\] times") as caught:
        deque(read_lines(file), maxlen=0)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert "berichten.ndjson" in caught.value.sentence
    assert peak < 8 * MEGABYTE


def test_a_small_file_may_repeat_itself(file: Path) -> None:
    lines = RATIO_COUNTS_FROM_BYTES // 1024
    file.write_bytes(gzip.compress((b"x" * 1023 + b"\n") * lines))

    assert sum(1 for _ in read_lines(file)) == lines


def test_gzip_that_breaks_off_gives_the_whole_lines_before(file: Path) -> None:
    file.write_bytes(gzip.compress(b"one\ntwo\nthr")[:-9])

    lines, error = before_the_break(file)

    assert [line.content for line in lines] == [b"one", b"two"]
    assert "line [3]" in error.sentence
    assert "break off" in error.sentence


def test_gzip_with_a_wrong_checksum_gives_its_lines_and_an_error(file: Path) -> None:
    file.write_bytes(gzip.compress(b"one\ntwo\n")[:-8] + b"\1" * 8)

    lines, error = before_the_break(file)

    assert [line.content for line in lines] == [b"one", b"two"]
    assert "damaged" in error.sentence


def test_damage_far_into_gzip_loses_no_line_before_it(file: Path) -> None:
    half = [Random(line).randbytes(300).hex().encode() for line in range(500)]
    folded = bytearray(gzip.compress(b"\n".join([*half, *half[::-1]])))
    folded[len(folded) // 2] ^= 0xFF  # where a byte falls depends on the version of zlib
    file.write_bytes(folded)

    lines, error = before_the_break(file)

    assert [line.content for line in lines[:200]] == half[:200]
    assert "gzip data are damaged" in error.sentence


@pytest.mark.parametrize("rest", [b"junk", b"\x1f", b"\x1f\x8b", b"\0\0x"])
def test_what_follows_gzip_must_be_gzip(file: Path, rest: bytes) -> None:
    file.write_bytes(gzip.compress(b"one\ntwo") + rest)

    lines, error = before_the_break(file)

    assert [line.content for line in lines] == [b"one"]
    assert "line [2]" in error.sentence


def test_magic_bytes_alone_are_no_gzip(file: Path) -> None:
    file.write_bytes(b"\x1f\x8bno gzip at all")

    assert before_the_break(file)[0] == []


def test_a_missing_file_is_named_as_the_operator_named_it() -> None:
    lines, error = before_the_break(Path("er/is/niets.ndjson"))

    assert lines == []
    assert isinstance(error, SourceProblem)
    assert "[er/is/niets.ndjson]" in error.sentence


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert "is a folder" in before_the_break(tmp_path)[1].sentence


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_an_error_that_says_so(file: Path) -> None:
    file.write_bytes(b"{}")
    file.chmod(0)

    assert "may not be read" in before_the_break(file)[1].sentence


def test_an_error_names_a_hostile_file_name_in_one_printable_line() -> None:
    error = before_the_break(Path("a\nb\u202e\udcff"))[1]

    assert "[a\\nb\\u202e\\udcff]" in error.sentence
    assert error.sentence.encode(sys.getdefaultencoding()).isascii()


def test_a_name_that_no_file_can_have_is_an_error() -> None:
    assert "no file can have" in before_the_break(Path("a\0b"))[1].sentence


def test_the_digest_of_a_file_is_that_of_its_bytes_as_delivered(file: Path) -> None:
    folded = gzip.compress(b"{}\n" * 1000)
    file.write_bytes(folded)

    assert file_digest(file) == hashlib.sha256(folded).digest()


def test_the_digest_of_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="does not exist"):
        file_digest(tmp_path / "niets")


@given(content=st.binary(max_size=300), limit=st.integers(1, 60))
def test_every_byte_is_in_a_line_or_a_line_end(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, limit: int
) -> None:
    assume(police_data_mark(content) is None)
    path = tmp_path_factory.mktemp("bytes") / "file"
    path.write_bytes(b"{" + content)

    lines = list(read_lines(path, limit_bytes=limit))

    expected = [each.removesuffix(b"\r") for each in (b"{" + content).split(b"\n")]
    assert {line.number: line.content for line in lines} == {
        number: each
        for number, each in enumerate(expected, start=1)
        if each.strip(b" \t\r") or len(each) > limit
    }
    assert all(line.is_oversized == (line.length > limit) for line in lines)
