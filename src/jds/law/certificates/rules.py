"""The rules on certificates, read from their files and checked against each other."""

from collections import Counter
from collections.abc import Iterable
from typing import get_args

from msgspec import Struct

from jds.domain.record import OutcomeKind
from jds.law.certificates.values import (
    Acquittal,
    CustodyExtends,
    DayThatCounts,
    DecisionTerms,
    Disposals,
    Fraud,
    FunctionTerms,
    HitInside,
    LegalPersons,
    LookBack,
    Minority,
    OldFact,
    OpenCase,
    PoliceDataGround,
    Profiles,
    RedThread,
    SexualFrame,
    SpecialRefusal,
    Unlimited,
    YoungApplicant,
)
from jds.law.reading import RuleReader
from jds.law.rule_file import LawFileProblem, Rule
from jds.law.values import Grounds


class CertificateLaw(Struct, frozen=True):
    """The rules on certificates."""

    acquittal: Rule[Acquittal]
    disposals: Rule[Disposals]
    legal_persons: Rule[LegalPersons]
    police_data: Rule[PoliceDataGround]
    look_back: Rule[LookBack]
    unlimited: Rule[Unlimited]
    taxi: Rule[FunctionTerms]
    functions: Rule[FunctionTerms]
    profiles: Rule[Profiles]
    young: Rule[YoungApplicant]
    custody: Rule[CustodyExtends]
    hit_inside: Rule[HitInside]
    special_refusal: Rule[SpecialRefusal]
    day_that_counts: Rule[DayThatCounts]
    old_fact: Rule[OldFact]
    fraud: Rule[Fraud]
    open_case: Rule[OpenCase]
    red_thread: Rule[RedThread]
    sexual_frame: Rule[SexualFrame]
    minority: Rule[Minority]
    decision_terms: Rule[DecisionTerms]


def read_certificate_law(reader: RuleReader, *, grounds: Rule[Grounds]) -> CertificateLaw:
    """Read the rules on certificates.

    Raises:
        LawFileProblem: One is missing or wrong, or an outcome, a ground or a function is sorted
            twice or not at all.
    """
    rule = reader.rule
    law = CertificateLaw(
        acquittal=rule("certificates/acquittal.yaml", Acquittal),
        disposals=rule("certificates/disposals.yaml", Disposals),
        legal_persons=rule("certificates/legal_persons.yaml", LegalPersons),
        police_data=rule("certificates/police_data.yaml", PoliceDataGround),
        look_back=rule("certificates/look_back.yaml", LookBack),
        unlimited=rule("certificates/unlimited.yaml", Unlimited),
        taxi=rule("certificates/taxi.yaml", FunctionTerms),
        functions=rule("certificates/functions.yaml", FunctionTerms),
        profiles=rule("certificates/profiles.yaml", Profiles),
        young=rule("certificates/young_applicant.yaml", YoungApplicant),
        custody=rule("certificates/custody.yaml", CustodyExtends),
        hit_inside=rule("certificates/hit_inside.yaml", HitInside),
        special_refusal=rule("certificates/special_refusal.yaml", SpecialRefusal),
        day_that_counts=rule("certificates/day_that_counts.yaml", DayThatCounts),
        old_fact=rule("certificates/old_fact.yaml", OldFact),
        fraud=rule("certificates/fraud.yaml", Fraud),
        open_case=rule("certificates/open_case.yaml", OpenCase),
        red_thread=rule("certificates/red_thread.yaml", RedThread),
        sexual_frame=rule("certificates/sexual_frame.yaml", SexualFrame),
        minority=rule("certificates/minority.yaml", Minority),
        decision_terms=rule("certificates/decision_terms.yaml", DecisionTerms),
    )
    _require_each_outcome_treated_once(law)
    _require_each_group_of_grounds_treated_once(law, grounds=grounds)
    _require_known_functions(law)
    return law


def _require_each_outcome_treated_once(law: CertificateLaw) -> None:
    acquitted = [outcome for v in law.acquittal.versions for outcome in v.value.outcomes]
    for version in law.disposals.versions:
        value = version.value
        _require_once(
            (
                *sorted(set(acquitted)),
                *value.weighed,
                *value.not_weighed_when_irrevocable,
                *value.ask_first,
                *value.by_ground,
            ),
            whole=frozenset(get_args(OutcomeKind)),
            file=law.disposals.file,
            what="outcome",
        )


def _require_each_group_of_grounds_treated_once(
    law: CertificateLaw, *, grounds: Rule[Grounds]
) -> None:
    groups = frozenset(
        ground.group for version in grounds.versions for ground in version.value.grounds
    )
    for version in law.disposals.versions:
        _require_once(
            (*version.value.grounds_weighed, *version.value.grounds_not_weighed),
            whole=groups,
            file=law.disposals.file,
            what="group of grounds",
        )


def _require_known_functions(law: CertificateLaw) -> None:
    codes = [
        function.code
        for rule in (law.taxi, law.functions)
        for function in rule.newest.value.functions
    ]
    _require_once(codes, whole=frozenset(codes), file=law.functions.file, what="function")
    for profile in law.profiles.newest.value.profiles:
        if profile.function is not None and profile.function not in codes:
            raise LawFileProblem(
                law.profiles.file,
                problem=f"profile [{profile.code}] names a function [{profile.function}] "
                "that is not listed",
                remedy="List the function with its term, or correct the name.",
            )
    police = law.police_data.newest.value
    _require_once(
        (*police.not_designated, *police.may_be_designated),
        whole=frozenset(codes),
        file=law.police_data.file,
        what="function",
    )


def _require_once(words: Iterable[str], *, whole: frozenset[str], file: str, what: str) -> None:
    counted = Counter(words)
    for word in sorted(whole | counted.keys()):
        if counted[word] != 1 or word not in whole:
            raise LawFileProblem(
                file,
                problem=f"the {what} [{word}] stands in [{counted[word]}] lists",
                remedy=f"Put each {what} in one list, and no other.",
            )
