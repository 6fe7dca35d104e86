"""The rules on adoption, foster care and guardianship as their files have them."""

from typing import ClassVar, Literal, TypeAlias

from msgspec import Struct

from jds.domain.record import OutcomeKind
from jds.law.reading import RuleReader
from jds.law.rule_file import Rule, RuleValue

FamilyPurpose: TypeAlias = Literal["adoptie", "pleegzorg", "voogdij", "kinderbescherming"]
"""What the child protection board (Raad voor de Kinderbescherming) advises or decides on."""

FamilyRole: TypeAlias = Literal["aanvrager", "inwonende", "partner-elders"]
"""Who is asked about: who applies, who lives at the address, or a partner who lives elsewhere."""


class AgeOfResidents(RuleValue, frozen=True):
    """FAM-1: from which age residents at the address are asked about.

    Attributes:
        purposes: For which the age is a limit.
        roles: Of whom it is a limit; an applicant is always asked about.
    """

    says: ClassVar = {"too_young": ("years",), "perhaps_too_young": ("years",)}

    years: int
    purposes: tuple[FamilyPurpose, ...]
    roles: tuple[FamilyRole, ...]


class CertificateNeeded(RuleValue, frozen=True):
    """FAM-2: when a certificate of no objection (verklaring van geen bezwaar) is needed."""

    says: ClassVar = {
        "first_child": (),
        "change_of_provider": (),
        "new_resident": (),
        "no_foster_parent_for_years": ("years", "since"),
        "not_needed": ("years", "since", "again_from"),
        "still_foster_parent": (),
    }

    years_without_being_foster_parent: int


class ChildAlreadyInFamily(RuleValue, frozen=True):
    """FAM-3: how long the conditions may wait when the child already lives in the family."""

    says: ClassVar = {"within_weeks": ("weeks", "contract_on", "last_day")}

    weeks: int


class WhatIsWeighed(RuleValue, frozen=True):
    """FAM-4: what the board asks, and what an empty answer means.

    Attributes:
        acquitted: Outcomes that, when final, are kept apart as no finding of guilt.
        to_look_into: Outcomes that cannot be read.
        complete_through_days_before: The sources must be complete through the day this many days
            before the question, for an empty answer to be enough.
        completeness_unknown: Whether an empty answer is enough when nobody said how far the
            sources reach.
    """

    says: ClassVar = {
        "all_data": (),
        "crime": ("outcome",),
        "minor_offence": ("outcome",),
        "kind_unknown": ("outcome",),
        "without_offences": (),
        "acquitted": ("outcome", "decided_on"),
        "unknown_outcome": (),
        "partner_elsewhere": (),
        "nothing_known_complete": ("complete_through", "asked_on"),
        "nothing_known_behind": ("complete_through", "asked_on"),
        "nothing_known_reach_unknown": ("asked_on",),
        "foreign": ("number",),
    }

    acquitted: tuple[OutcomeKind, ...]
    to_look_into: tuple[OutcomeKind, ...]
    complete_through_days_before: int
    completeness_unknown: Literal["enough", "not-enough"]


class MomentCheck(RuleValue, frozen=True):
    """FAM-5: the check is of one moment; the register sends nothing of itself later."""

    says: ClassVar = {"of_one_moment": ("asked_on",)}

    purposes: tuple[FamilyPurpose, ...]


class Consent(RuleValue, frozen=True):
    """FAM-6: how long a consent in principle (beginseltoestemming) to adopt holds."""

    says: ClassVar = {
        "inquiry_first": (),
        "holds_until": ("years", "granted_on", "ends_before"),
        "ends_at_age": ("age", "ends_before"),
        "age_unknown": ("age",),
        "renew_by": ("weeks", "renew_by"),
    }

    years: int
    not_beyond_age: int
    renew_weeks_before: int


class Basis(RuleValue, frozen=True):
    """FAM-7: the ground for the data, and the board's own way to the police."""

    says: ClassVar = {"register_data": (), "own_police_route": ()}

    purposes: tuple[FamilyPurpose, ...]


class WeighingTerms(RuleValue, frozen=True):
    """FAM-8: the board's own list of terms for each offence."""

    says: ClassVar = {"not_read": ()}

    list_read: bool


class FamilyLaw(Struct, frozen=True):
    """The rules on adoption, foster care and guardianship."""

    age: Rule[AgeOfResidents]
    certificate: Rule[CertificateNeeded]
    child_in_family: Rule[ChildAlreadyInFamily]
    weighed: Rule[WhatIsWeighed]
    moment: Rule[MomentCheck]
    consent: Rule[Consent]
    basis: Rule[Basis]
    weighing_terms: Rule[WeighingTerms]


def read_family_law(reader: RuleReader) -> FamilyLaw:
    """Read the rules on adoption, foster care and guardianship."""
    rule = reader.rule
    return FamilyLaw(
        age=rule("family/residents.yaml", AgeOfResidents),
        certificate=rule("family/certificate_needed.yaml", CertificateNeeded),
        child_in_family=rule("family/child_already_in_family.yaml", ChildAlreadyInFamily),
        weighed=rule("family/what_is_weighed.yaml", WhatIsWeighed),
        moment=rule("family/moment_check.yaml", MomentCheck),
        consent=rule("family/adoption_consent.yaml", Consent),
        basis=rule("family/basis.yaml", Basis),
        weighing_terms=rule("family/weighing_terms.yaml", WeighingTerms),
    )
