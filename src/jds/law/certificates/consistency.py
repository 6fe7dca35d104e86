"""Checks of the rules on certificates against each other, and against what they name."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import get_args

from jds.domain.record import OutcomeKind
from jds.law.certificates.rules import CertificateLaw
from jds.law.certificates.values import SortOfOffence
from jds.law.offences.lists import NamedLists
from jds.law.rule_file import LawFileProblem, Rule
from jds.law.values import Grounds


def wrong_certificate_rules(
    law: CertificateLaw, *, grounds: Rule[Grounds]
) -> Iterator[LawFileProblem]:
    """Yield what is sorted twice or not at all, and what names something that is not there."""
    yield from _outcomes(law)
    yield from _groups_of_grounds(law, grounds=grounds)
    yield from _functions(law)
    yield from _lists(law)


def _outcomes(law: CertificateLaw) -> Iterator[LawFileProblem]:
    for version in law.disposals.versions:
        value = version.value
        acquitted = law.acquittal.on(version.takes_effect_on).value.outcomes
        yield from _not_in_one_list(
            (
                *acquitted,
                *value.weighed,
                *value.not_weighed_when_irrevocable,
                *value.ask_first,
                *value.by_ground,
            ),
            whole=frozenset(get_args(OutcomeKind)),
            file=law.disposals.file,
            what="outcome",
        )


def _groups_of_grounds(law: CertificateLaw, *, grounds: Rule[Grounds]) -> Iterator[LawFileProblem]:
    groups = frozenset(
        ground.group for version in grounds.versions for ground in version.value.grounds
    )
    for version in law.disposals.versions:
        yield from _not_in_one_list(
            (*version.value.grounds_weighed, *version.value.grounds_not_weighed),
            whole=groups,
            file=law.disposals.file,
            what="group of grounds",
        )


def _functions(law: CertificateLaw) -> Iterator[LawFileProblem]:
    codes = [
        function.code
        for rule in (law.taxi, law.functions)
        for function in rule.newest.value.functions
    ]
    yield from _not_in_one_list(
        codes, whole=frozenset(codes), file=law.functions.file, what="function"
    )
    for profile in law.profiles.newest.value.profiles:
        if profile.function is not None and profile.function not in codes:
            yield LawFileProblem(
                law.profiles.file,
                problem=f"profile [{profile.code}] names a function [{profile.function}] "
                "that is not listed",
                remedy="List the function with its term, or correct the name.",
            )
    police = law.police_data.newest.value
    yield from _not_in_one_list(
        (*police.not_designated, *police.may_be_designated),
        whole=frozenset(codes),
        file=law.police_data.file,
        what="function",
    )


def _lists(law: CertificateLaw) -> Iterator[LawFileProblem]:
    for file, sort in _sorts(law):
        for name in sort.lists:
            if name not in NamedLists.__struct_fields__:
                yield LawFileProblem(
                    file,
                    problem=f"it names the list [{name}], which does not exist",
                    remedy="Name a file of `offences/lists`, without its ending.",
                )


def _sorts(law: CertificateLaw) -> Iterator[tuple[str, SortOfOffence]]:
    """Yield every sort of offences that a rule names, with the file of the rule."""
    for unlimited in law.unlimited.versions:
        yield law.unlimited.file, unlimited.value
    for fraud in law.fraud.versions:
        yield law.fraud.file, fraud.value
    for young in law.young.versions:
        for sort in young.value.lost_by:
            yield law.young.file, sort
    for special in law.special_refusal.versions:
        yield law.special_refusal.file, special.value.against_children
        if special.value.terrorism is not None:
            yield law.special_refusal.file, special.value.terrorism


def _not_in_one_list(
    words: Iterable[str], *, whole: frozenset[str], file: str, what: str
) -> Iterator[LawFileProblem]:
    counted = Counter(words)
    for word in sorted(whole | counted.keys()):
        if counted[word] != 1 or word not in whole:
            yield LawFileProblem(
                file,
                problem=f"the {what} [{word}] stands in [{counted[word]}] lists",
                remedy=f"Put each {what} in one list, and no other.",
            )
