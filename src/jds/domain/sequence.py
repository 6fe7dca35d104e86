"""Running numbers of a source, which start again at 1 after 2147483647.

Because the numbers come round, "smaller" does not mean "earlier". Two numbers are compared by the
shorter way round the circle, as serial-number arithmetic (RFC 1982) does: 1 comes after 2147483647.
The circle has an odd number of places, so one way is always shorter and each comparison has an
answer; but the answer is only right for numbers less than half a circle, about a thousand million,
apart. "Before" is not transitive on a circle: for keeping and sorting, `unwrap` gives the
absolute number, which does not come round.
"""

import re

from jds.errors import BadRequest

FIRST = 1
LAST = 2_147_483_647
"""How many numbers there are, and the last of them: the largest signed 32-bit integer."""

_HALF = LAST // 2

_WRITTEN = re.compile(r"[1-9][0-9]{0,9}")


class InvalidSequence(BadRequest):
    """A text is not a running number of a source."""

    code = "invalid-sequence"


def parse_sequence(text: str) -> int:
    """Read a running number as the envelope carries it: plain digits, no sign, zeros or spaces.

    Raises:
        InvalidSequence: It is written differently or outside 1..2147483647.
    """
    number = int(text) if _WRITTEN.fullmatch(text) else 0
    if not FIRST <= number <= LAST:
        raise InvalidSequence(
            f"A text of [{len(text)}] characters is not a running number. Give plain digits "
            f"from {FIRST} to {LAST}, without sign, spaces or zeros in front."
        )
    return number


def successor(sequence: int) -> int:
    """Return the number that a source gives to its next message."""
    return wrap(_checked(sequence) + 1)


def distance(start: int, end: int) -> int:
    """Return how many steps lead from `start` to `end` the shorter way round; negative is back."""
    forward = (_checked(end) - _checked(start)) % LAST
    return forward if forward <= _HALF else forward - LAST


def precedes(first: int, second: int) -> bool:
    """Tell whether `first` was given out before `second`."""
    return distance(first, second) > 0


def compare(first: int, second: int) -> int:
    """Return -1, 0 or 1 as `first` was given out before, is, or was given out after `second`.

    It orders numbers of one stretch of less than half a circle; see `unwrap` for more.
    """
    steps = distance(first, second)
    return (steps < 0) - (steps > 0)


def wrap(absolute: int) -> int:
    """Return the number on the circle of an absolute number."""
    return (absolute - 1) % LAST + 1


def unwrap(sequence: int, *, near: int) -> int:
    """Return the absolute number of `sequence` that lies nearest to the absolute number `near`.

    An absolute number counts on where the circle comes round: in round `epoch`, counted from 0,
    it is `epoch * 2147483647 + sequence`. It is zero or negative for a number from before the
    first round.
    """
    return near + distance(wrap(near), sequence)


def _checked(sequence: int) -> int:
    if not FIRST <= sequence <= LAST:
        raise ValueError(f"A running number lies in {FIRST}..{LAST}, not [{sequence}].")
    return sequence
