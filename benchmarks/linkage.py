"""`make bench-linkage`: how well descriptions of one person are found to be of one person.

End to end: what is kept and what is looked for meet under the keys of the index, and what meets is
compared. No number of a person is read. The method was tuned on one half of each set; the other
half is what counts.

Usage: python benchmarks/linkage.py [--tuning] [--write FILE]
"""

import argparse
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from benchmarks import linkage_page
from benchmarks.linkage_measure import measure
from benchmarks.linkage_sets import people_sets
from benchmarks.linkage_weights import counted_weights
from jds.persons.matching.method import method_in_use

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks-linkage.md"


def main(arguments: Sequence[str]) -> int:
    """Measure one half of every set, print what was found and write it down."""
    parser = argparse.ArgumentParser(prog="python benchmarks/linkage.py")
    parser.add_argument(
        "--tuning",
        action="store_true",
        help="measure the halves the method was tuned on, and print what was counted there",
    )
    parser.add_argument(
        "--write", type=Path, metavar="FILE", help=f"where to write it (docs/{PAGE.name})"
    )
    given = parser.parse_args(arguments)
    method = method_in_use()
    started = time.perf_counter()
    sets = people_sets()
    found = []
    for each in sets:
        _say(each.name)
        people = each.tuning if given.tuning else each.reporting
        found.append(measure(each.name, people, method=method))
    counted = list(counted_weights((each.tuning for each in sets), method=method))
    page = linkage_page.page(
        found,
        counted,
        method=method,
        is_tuning=given.tuning,
        command=" ".join(("python benchmarks/linkage.py", *arguments)).strip()
        if arguments
        else "make bench-linkage",
        seconds=time.perf_counter() - started,
        today=date.today(),  # noqa: DTZ011 - the day where it was run
    )
    print(page)
    target: Path | None = given.write or (None if given.tuning else PAGE)
    if target is not None:
        target.write_text(page, encoding="utf-8")
    for measured in found:
        for name, text, is_met in linkage_page.verdicts(measured):
            print(f"{linkage_page.verdict(is_met)}  {measured.name}, {name}: {text}")
    return 0


def _say(sentence: str) -> None:
    print(f"[{time.strftime('%H:%M:%S')}] {sentence}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
