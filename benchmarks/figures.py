"""Middle values with an interval that assumes nothing about how the figures are spread."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, comb, exp, lgamma, log, log1p
from statistics import median

_WANTED_COVERAGE = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """A median and where the true one lies.

    Attributes:
        coverage: How often an interval made like this holds the true median, from 0 to 1.
    """

    middle: float
    low: float
    high: float
    coverage: float

    def text(self, digits: int = 2) -> str:
        """Write it as `0.61 (0.58 - 0.66)`."""
        return f"{self.middle:.{digits}f} ({self.low:.{digits}f} - {self.high:.{digits}f})"


def median_interval(values: Sequence[float]) -> Interval:
    """Return the median between two order statistics that hold the true one 95 times in 100.

    The number of values below the true median is binomial with a half, whatever their
    distribution. With five values or fewer the widest interval there is holds it less often, and
    `coverage` says so.
    """
    ordered = sorted(values)
    left_out = 0
    while _coverage(len(ordered), left_out + 1) >= _WANTED_COVERAGE:
        left_out += 1
    return Interval(
        middle=median(ordered),
        low=ordered[left_out],
        high=ordered[-1 - left_out],
        coverage=_coverage(len(ordered), left_out),
    )


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least `share` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(ceil(share * len(ordered)) - 1, 0)]


def _coverage(count: int, left_out: int) -> float:
    """Return how often the interval holds the median with so many values left out on each side."""
    if 2 * left_out >= count:
        return 0.0
    outside: int = sum(comb(count, below) for below in range(left_out + 1))
    return 1.0 - outside * 0.5 ** (count - 1)


def at_least(right: int, tried: int) -> float:
    """Return the share that `right` of `tried` shows with 95% certainty (Clopper and Pearson)."""
    if not right:
        return 0.0
    low, high = 0.0, right / tried
    for _ in range(60):
        middle = (low + high) / 2
        # The chance of `right` or more, were the share `middle`.
        if _chance_of_at_least(right, tried, middle) < 0.05:
            low = middle
        else:
            high = middle
    return low


def _chance_of_at_least(right: int, tried: int, share: float) -> float:
    wrong = range(tried - right + 1)
    return sum(
        exp(
            lgamma(tried + 1)
            - lgamma(each + 1)
            - lgamma(tried - each + 1)
            + each * log1p(-share)
            + (tried - each) * log(share)
        )
        for each in wrong
        if 0 < share < 1
    )
