"""What a run of the linkage benchmark found, as a page of the documentation."""

from collections.abc import Iterable, Sequence
from datetime import date
from textwrap import fill

from benchmarks.linkage_measure import COMPARED_WITH_EVERYBODY, SHOWN, Found, Measured
from jds.persons.matching.method import Method

RECALL_OF_SUGGESTIONS, PRECISION_OF_CERTAIN = 0.95, 0.999


def verdicts(found: Measured) -> tuple[tuple[str, str, bool], ...]:
    """Return each target with what was found and whether it is met."""
    return (
        (
            f"recall of suggestions at least {RECALL_OF_SUGGESTIONS}",
            f"{found.suggested.recall:.4f}",
            found.suggested.recall >= RECALL_OF_SUGGESTIONS,
        ),
        (
            f"precision of what is nearly certain at least {PRECISION_OF_CERTAIN}",
            f"{found.certain.precision:.4f}",
            found.certain.precision >= PRECISION_OF_CERTAIN,
        ),
    )


def verdict(is_met: bool) -> str:
    """Return the word for a target that is met or not."""
    return "PASS" if is_met else "FAIL"


def page(
    found: Sequence[Measured],
    counted: Iterable[tuple[str, str, float, float, float]],
    *,
    method: Method,
    is_tuning: bool,
    command: str,
    seconds: float,
    today: date,
) -> str:
    """Return the results as Markdown."""
    half = "that the method was tuned on" if is_tuning else "that nothing was tuned on"
    blocks = [
        "# Benchmarks of linkage",
        _paragraph(
            "Written by a run of the benchmark, not by hand. Each set is split in two by person; "
            f"this is the half {half}. Of a person nothing is read that is a number or an "
            "address for e-mail. What is kept and what is asked meet under the keys of the index, "
            "and what meets is compared: the way of a search, with the index in memory. Names and "
            "dates only ever propose; *nearly certain* (`vrijwel-zeker`) is the strongest proposal "
            "and joins nobody."
        ),
        "## Pairs",
        _paragraph(
            "Every two descriptions of one person are a true pair. A suggestion is a pair that "
            f"weighs at least {method.propose:g}. In brackets: the precision that a sample of this "
            "size shows with 95% certainty, however good it looks."
        ),
        _table(
            (
                "Set",
                "Descriptions",
                "True pairs",
                "Suggested: recall",
                "precision",
                "Nearly certain: precision",
                "recall",
                "wrong of",
            ),
            [_pairs(each) for each in found],
        ),
        _all_certain(found),
        "## Searches",
        _paragraph(
            "Somebody is asked for by one description, and the other descriptions of everybody in "
            "the half are known, each of its person: so the register knows people. The paths of a "
            "search are gone in their order and left out as in a search. One in two of the people "
            "with twins has a twin among the others, alike in all but the given name."
        ),
        _table(
            (
                "Set",
                "Searches",
                f"Among the first {SHOWN}",
                "First",
                "Compared, mean",
                "p99",
                "Keys kept, mean",
                "most",
            ),
            [_searches(each) for each in found],
        ),
        "## What could be reached",
        _paragraph(
            "Shares of the true pairs. *Stated*: a name is stated on both sides, or the dates are "
            "the same; nothing else is left to find somebody by. *Order*: fewer than "
            f"{SHOWN} others are more alike when everybody is compared with everybody, without "
            f"keys or threshold (a sample of {COMPARED_WITH_EVERYBODY} descriptions a set). "
            "*Without keys*: weighs enough to be suggested. *Meet*: comes together under a key. "
            "*Suggested*: both."
        ),
        _table(
            ("Set", "Stated", "Order", "Without keys", "Meet", "Suggested"),
            [_bounds(each) for each in found],
        ),
        _paragraph(
            "In the two `fake` sets a name is missing in one of three rows, or both are, and most "
            "dates are moved by up to two months, a year or ten years; their makers find them by "
            "e-mail, which the register does not know. A lower threshold finds more of them, and "
            "among millions of people it would propose hundreds of strangers to every question."
        ),
        _paragraph(
            "Not counted as two: five pairs of test persons of the population register whom "
            "nothing but a number tells apart (name, date and place of birth and sex are the "
            "same). Two people may be that alike; the method calls them nearly certain, and a "
            "number or a person decides."
        ),
        "## Weights",
        _paragraph(
            "How often each outcome occurs in pairs of one person (m) and of two (u), counted on "
            "the tuning halves, each set alike, and the weight of the method beside it. The "
            "mistakes in a set are those its makers planted, and the sets with few people hold few "
            "ways to be alike by chance: so a count is a check on a weight, not the weight."
        ),
        _table(
            ("Field", "Outcome", "m", "u", "log2 m/u", "Weight"),
            [_weight(*each, method=method) for each in counted],
        ),
        (
            f"- Method `{method.version}`; odds beforehand 2^{method.prior:g}; suggested from "
            f"{method.propose:g}, likely from {method.stay:g}, nearly certain from "
            f"{method.join:g}\n"
            f"- Run on {today.isoformat()} with `{command}`, in {seconds:,.0f} s"
        ),
    ]
    return "\n\n".join(blocks) + "\n"


def _pairs(found: Measured) -> tuple[str, ...]:
    suggested, certain = verdicts(found)
    return (
        found.name,
        f"{found.descriptions:,}",
        f"{found.suggested.true:,}",
        f"{suggested[1]} {verdict(suggested[2])}",
        f"{found.suggested.precision:.4f}",
        f"{certain[1]} ({found.certain.precision_at_least:.4f}) {verdict(certain[2])}",
        f"{found.certain.recall:.4f}",
        f"{found.certain.proposed - found.certain.right} of {found.certain.proposed:,}",
    )


def _all_certain(found: Iterable[Measured]) -> str:
    certain = [each.certain for each in found]
    every = Found(
        right=sum(each.right for each in certain),
        proposed=sum(each.proposed for each in certain),
        true=sum(each.true for each in certain),
    )
    return _paragraph(
        f"All sets together: {every.proposed - every.right} of {every.proposed:,} nearly certain "
        f"pairs are wrong, which shows a precision of at least {every.precision_at_least:.4f}."
    )


def _searches(found: Measured) -> tuple[str, ...]:
    asked = found.asked
    if asked is None:
        return (found.name, "0", *["-"] * 6)
    return (
        found.name,
        f"{asked.searches:,}",
        f"{asked.shown / asked.searches:.4f}",
        f"{asked.first / asked.searches:.4f}",
        f"{asked.compared:.1f}",
        f"{asked.compared_p99:,}",
        f"{found.keys:.1f}",
        f"{found.most_keys:,}",
    )


def _bounds(found: Measured) -> tuple[str, ...]:
    bounds = found.bounds
    shares = (
        bounds.stated,
        bounds.ten_wrong,
        bounds.without_keys,
        bounds.met,
        found.suggested.recall,
    )
    return (found.name, *(f"{share:.4f}" for share in shares))


def _weight(
    field: str, outcome: str, m: float, u: float, counted: float, *, method: Method
) -> tuple[str, ...]:
    weight = method.weights[field].get(outcome)
    return (
        field,
        outcome,
        f"{m:.4f}",
        f"{u:.5f}",
        f"{counted:+.1f}",
        "as in their place, less the deduction" if weight is None else f"{weight:+g}",
    )


def _paragraph(text: str) -> str:
    return fill(text, width=100, break_long_words=False, break_on_hyphens=False)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, ["---"] * len(heads), *rows))
