"""Made-up messages of the contract, as many as asked for, always the same ones.

Lives of people are spread over nine years and merged by the time their sources logged them; each
source numbers what it sends without a gap. The same count and seed give the same bytes. A file
that was made before is used again: its name holds a digest of the code that makes it.

Usage: python -m benchmarks.messages COUNT FILE
"""

import hashlib
import heapq
import os
import sys
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from benchmarks import lives, vocabulary
from benchmarks.vocabulary import LIVES_START_ON, SOURCES

SEED = 20161121

_MESSAGES_OF_TEN_PEOPLE = sum(lives.STATEMENTS_OF_TEN_PEOPLE)
_SAMPLE = 20_000
_WRITTEN_AT_ONCE = 5_000


def person_count(messages: int) -> int:
    """Return about how many people so many messages are.

    Raises:
        ValueError: The count is not a positive multiple of a hundred.
    """
    if messages <= 0 or messages % _MESSAGES_OF_TEN_PEOPLE:
        raise ValueError(
            f"The number of messages is [{messages}], and must be a positive multiple of "
            f"[{_MESSAGES_OF_TEN_PEOPLE}], which is what is said about ten people."
        )
    return messages // len(lives.STATEMENTS_OF_TEN_PEOPLE)


def lines(messages: int, *, seed: int = SEED) -> Iterator[str]:
    """Yield messages in the order of time, each as one line of JSON with its line end."""
    persons = person_count(messages)
    heads = [
        f'","source":"{source.urn}","type":"nl.jds.' for source in SOURCES
    ]  # between the id and the kind
    sequences = [0] * len(SOURCES)
    days = vocabulary.days()
    for day, second, source, id_, kind, data in _in_order_of_time(persons, seed=seed):
        sequences[source] += 1
        date, offset = days[day]
        minutes, second = divmod(second, 60)
        hour, minute = divmod(minutes, 60)
        yield (
            f'{{"specversion":"1.0","id":"{id_}{heads[source]}{kind}.v1",'
            f'"time":"{date}T{hour:02}:{minute:02}:{second:02}{offset}",'
            f'"sequence":"{sequences[source]}","sequencetype":"Integer",'
            f'"datacontenttype":"application/json","data":{data}}}\n'
        )


def count_for(size_bytes: int, *, seed: int = SEED) -> int:
    """Return how many messages make a file of at least so many bytes, by a sample of them."""
    sample = sum(len(line.encode()) for line in lines(_SAMPLE, seed=seed))
    hundreds = size_bytes * _SAMPLE // sample // _MESSAGES_OF_TEN_PEOPLE
    return (hundreds + 1) * _MESSAGES_OF_TEN_PEOPLE


def file_of(messages: int, *, seed: int = SEED) -> Path:
    """Return a file of so many messages, made now unless it was made before."""
    folder = Path(tempfile.gettempdir()) / "openjds-benchmarks"
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"messages-{messages}-{seed}-{_digest_of_makers()}.ndjson"
    if not path.exists():
        write(messages, path, seed=seed)
    return path


def write(messages: int, path: Path, *, seed: int = SEED) -> None:
    """Write so many messages to a file; it appears under its name when it is whole."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    made = lines(messages, seed=seed)
    with draft.open("w", encoding="utf-8", newline="") as file:
        while some := "".join(islice(made, _WRITTEN_AT_ONCE)):
            file.write(some)
    draft.replace(path)


def _in_order_of_time(persons: int, *, seed: int) -> Iterator[lives.Statement]:
    waiting: list[lives.Statement] = []
    first, count = LIVES_START_ON.start, len(LIVES_START_ON)
    for person in range(persons):
        start = first + person * count // persons
        # A life says nothing before it starts, and the next one does not start before this one.
        while waiting and waiting[0].day < start:
            yield heapq.heappop(waiting)
        for statement in lives.life(person, seed=seed, start=start):
            heapq.heappush(waiting, statement)
    while waiting:
        yield heapq.heappop(waiting)


def _digest_of_makers() -> str:
    makers = ("vocabulary", "lives", "messages")
    texts = [Path(__file__).with_name(f"{maker}.py").read_bytes() for maker in makers]
    return hashlib.sha256(b"".join(texts)).hexdigest()[:12]


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
