"""For which purposes what is missing may change an answer: every possible world, one by one."""

from collections.abc import Iterable, Sequence
from itertools import product

from tests.oracle.payloads import Wire
from tests.oracle.possible_answers import Number, PossibleWorld, Told, with_gap


def other_answers(
    known: Sequence[Wire],
    number: Number,
    menu: Sequence[Wire],
    *,
    size: int,
    purposes: Iterable[str],
) -> dict[str, tuple[Told, tuple[Wire, ...]]]:
    """Return per purpose another answer that is possible, and what was sent then.

    A purpose that is not among them is answered the same in every world in which up to `size`
    messages of `menu` were sent.
    """
    here = PossibleWorld(known)
    told = {pair: here.told(number, pair) for pair in purposes}
    found: dict[str, tuple[Told, tuple[Wire, ...]]] = {}
    seen = [here.gist(number)]
    for count in range(1, size + 1):
        for missing in product(menu, repeat=count):
            left = told.keys() - found.keys()
            if not left:
                return found
            world = with_gap(known, missing)
            gist = world.gist(number)
            if gist in seen:
                continue
            seen.append(gist)
            for pair in sorted(left):
                other = world.told(number, pair)
                if other != told[pair]:
                    found[pair] = other, missing
    return found
