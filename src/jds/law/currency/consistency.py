"""Checks of the rules on currency: every purpose that has a ground is covered, once."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from jds.law.currency.rules import CurrencyLaw
from jds.law.rule_file import LawFileProblem


def problems_of_currency(
    law: CurrencyLaw, *, purposes: Collection[str]
) -> Iterator[LawFileProblem]:
    """Yield every purpose that a rule leaves out, names twice or does not know.

    Args:
        purposes: Every purpose that has a ground, as `recipient/purpose`.
    """
    for version in law.needed.versions:
        named = [pair for group in version.value.groups for pair in group.purposes]
        yield from _not_once(named, purposes=purposes, file=law.needed.file)
        for group in version.value.groups:
            for kind in group.indispensable:
                if kind not in group.sources:
                    yield LawFileProblem(
                        law.needed.file,
                        problem=f"[{group.name}] cannot do without [{kind}], and does not need it",
                        remedy="Name it under `sources` too, or drop it.",
                    )


def _not_once(
    named: Iterable[str], *, purposes: Collection[str], file: str
) -> Iterator[LawFileProblem]:
    counted = Counter(named)
    for pair in sorted({*counted, *purposes}):
        if counted[pair] == 1 and pair in purposes:
            continue
        problem = {
            True: f"[{pair}] is in no group, or in more than one",
            False: f"it names [{pair}], which is no purpose",
        }[pair in purposes]
        yield LawFileProblem(
            file,
            problem=problem,
            remedy="Put every purpose of `disclosure/recipients.yaml` in one group, and no other.",
        )
