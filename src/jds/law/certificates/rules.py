"""The section of the law on certificates: every rule, read from its file."""

from msgspec import Struct

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
from jds.law.rule_file import Rule


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


def read_certificate_law(reader: RuleReader) -> CertificateLaw:
    """Read the rules on certificates."""
    rule = reader.rule
    return CertificateLaw(
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
