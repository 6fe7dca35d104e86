"""Work beside other work: one batch is kept while the next one is being made."""

from collections.abc import Iterator
from threading import Event, get_ident

import pytest

from jds.workers import one_ahead


class KeepingFailed(Exception):
    """What keeping raises in these tests."""


def test_the_next_batch_is_made_while_one_is_kept() -> None:
    is_second_made = Event()
    kept: list[tuple[int, bool]] = []

    def batches() -> Iterator[int]:
        yield 1
        is_second_made.set()
        yield 2

    def keep(batch: int) -> None:
        assert get_ident() != maker
        kept.append((batch, is_second_made.wait(timeout=30)))

    maker = get_ident()
    one_ahead(batches(), keep)

    assert kept == [(1, True), (2, True)]


def test_batches_are_kept_in_their_order() -> None:
    kept: list[int] = []

    one_ahead(range(100), kept.append)

    assert kept == list(range(100))


def test_what_keeping_raises_is_raised_and_no_later_batch_is_kept() -> None:
    kept: list[int] = []

    def keep(batch: int) -> None:
        if batch == 3:
            raise KeepingFailed
        kept.append(batch)

    with pytest.raises(KeepingFailed):
        one_ahead(range(10), keep)

    assert kept == [0, 1, 2]


def test_when_making_a_batch_raises_the_batch_before_it_is_kept() -> None:
    kept: list[int] = []

    def batches() -> Iterator[int]:
        yield 1
        yield 2
        raise KeepingFailed

    with pytest.raises(KeepingFailed):
        one_ahead(batches(), kept.append)

    assert kept == [1, 2]
