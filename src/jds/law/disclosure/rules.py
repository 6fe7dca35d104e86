"""The rules on disclosure as their files have them, and how they are read.

`recipients.yaml` says which purposes exist, so that a file that is lost is noticed: the law then
does not load, and no recipient silently sees more or less.
"""

from typing import ClassVar, Literal

from msgspec import Struct

from jds.domain.blocks import SanctionKind
from jds.domain.record import OutcomeKind
from jds.domain.time import LegalDay
from jds.law.disclosure.fields import Fields
from jds.law.disclosure.purposes import Purpose, Recipients
from jds.law.disclosure.standard_rules import (
    Additions,
    Chain,
    Convictions,
    ForeignTerms,
    JuvenileTerms,
    LegalPersonTerms,
    LongTerm,
    OldRegister,
    Prolongation,
    Suspended,
    Term,
)
from jds.law.reading import RuleReader
from jds.law.rule_file import Rule, RuleValue


class Quality(RuleValue, frozen=True):
    """What must be stated with every answer (Wjsg 3(5))."""

    says: ClassVar = {"statement": ()}

    statement: tuple[Literal["accuracy", "completeness", "reliability", "currency"], ...]


class OtherUse(RuleValue, frozen=True):
    """Whether data may be used for another purpose than they were supplied for (Wjsg 3(4))."""

    says: ClassVar = {"bound": ()}

    allowed: Literal["only-by-law"]


class CorrectionDuty(RuleValue, frozen=True):
    """What a recipient does when told that data were wrong (Wjsg 24(1))."""

    says: ClassVar = {"duty": ()}

    acts: tuple[Literal["rectify", "destroy", "shield"], ...]


class ThirdCountries(RuleValue, frozen=True):
    """The grounds of a transfer to a third country (Wjsg 16a)."""

    says: ClassVar = {"transfer": ()}

    grounds: tuple[str, ...]
    purposes: tuple[str, ...]


class Extended(RuleValue, frozen=True):
    """The outcomes that recipients of all data may see, and cases that have no offences yet."""

    says: ClassVar = {
        "shown": ("outcome",),
        "withheld": ("outcome",),
        "case_shown": (),
        "case_withheld": (),
    }

    outcomes: tuple[OutcomeKind, ...]


class KeptLonger(RuleValue, frozen=True, kw_only=True):
    """Sexual offences after the day on which any other offence would be gone (Wjsg 4(4)).

    The offences are those of the list `sexual`.

    Attributes:
        years: What any other crime is kept, in years.
        years_heavy: The same, when the law threatens prison of `heavy_months` or more.
    """

    says: ClassVar = {"allowed": ("since",), "withheld": ("since",), "within": ()}

    years: int
    years_heavy: int
    heavy_months: int
    maximum_unknown: Literal["as-heavy", "as-light"]


class Irrevocable(RuleValue, frozen=True, kw_only=True):
    """Irrevocable convictions without a term (Bjsg 34(1))."""

    says: ClassVar = {"shown": ("irrevocable_on",), "withheld": ()}

    convictions: tuple[OutcomeKind, ...]
    equal: tuple[OutcomeKind, ...]
    equal_with: tuple[SanctionKind, ...]
    penalties: tuple[SanctionKind, ...]
    minor_needs: tuple[SanctionKind, ...]
    doubts: tuple[str, ...]


class Returning(RuleValue, frozen=True, kw_only=True):
    """Who returns to society after a serious offence (Bjsg 11a).

    Attributes:
        custody: Sanctions without freedom, of which an unconditional part is needed.
        heavy_months: How long that part must be, in months, for offences of the list
            `serious_with_a_year`; for those of `serious` any part suffices.
        measures: Measures that suffice for any offence.
        juvenile_measures: The same, for persons under juvenile law.
        not_after_months: Months after the return from which nothing is supplied any more.
    """

    says: ClassVar = {
        "returns": ("returns_on",),
        "not-listed": (),
        "juvenile": (),
        "return-unknown": (),
        "too-early": ("from_day",),
        "too-late": ("returns_on",),
    }

    custody: tuple[SanctionKind, ...]
    heavy_months: int
    measures: tuple[SanctionKind, ...]
    juvenile_measures: tuple[SanctionKind, ...]
    not_before_months: int
    not_after_months: int


class YouthHelp(RuleValue, frozen=True, kw_only=True):
    """Decisions that bring youth help or youth probation (Bjsg 11aa)."""

    says: ClassVar = {"shown": (), "withheld": ()}

    outcomes: tuple[OutcomeKind, ...]
    sanctions: tuple[SanctionKind, ...]
    under_age: int


class ForChildren(RuleValue, frozen=True, kw_only=True):
    """What a state may know about who will work with children (Bjsg 35).

    The offences are those of the list `work_with_children`.

    Attributes:
        foreign_codes: Beginnings of codes of ECRIS, for what another state convicted of.
    """

    says: ClassVar = {"listed": (), "not-listed": ()}

    foreign_codes: tuple[str, ...]


class Acquittals(RuleValue, frozen=True):
    """Acquittals that are shown and may not be weighed (Wjsg 35(3))."""

    says: ClassVar = {"not-weighed": ()}

    outcomes: tuple[OutcomeKind, ...]
    irrevocable: Literal["needed", "not-needed"]


class MemberState(RuleValue, frozen=True, kw_only=True):
    """Nationalities of a member state, by the codes of the population register (table 32)."""

    state: str
    nationalities: tuple[str, ...]
    member_from: LegalDay | None = None
    member_before: LegalDay | None = None


class OtherStates(RuleValue, frozen=True):
    """The member states that are told of convictions of their nationals (Bjsg 34(1))."""

    says: ClassVar = {"national": ("state",), "no-national": (), "legal-person": ()}

    states: tuple[MemberState, ...]


class Named(RuleValue, frozen=True):
    """Facts that somebody chose, or that articles choose."""

    says: ClassVar = {
        "named": (),
        "not-named": (),
        "article": (),
        "other-article": (),
        "not-in-that-role": ("role",),
        "not-decided": (),
        "not-earlier": ("offence_on",),
        "earlier": ("offence_on",),
    }

    articles_without_paragraph: Literal["whole-article"]


class NoPersonalData(RuleValue, frozen=True):
    """Results that may not hold data of a person (Wjsg 15)."""

    says: ClassVar = {"none": ()}

    results: Literal["without-personal-data"]


class ForeignData(RuleValue, frozen=True):
    """What may be passed on of what another state sent (Bjsg 38-40)."""

    says: ClassVar = {"shown": (), "locked": (), "not-allowed": (), "none": ()}

    not_stated: Literal["not-locked", "locked"]


class GroupOfRecipients(RuleValue, frozen=True):
    """Recipients, as `recipient/purpose`, that a shield may let see a fact by one name."""

    name: str
    recipients: tuple[str, ...]


class Shielding(RuleValue, frozen=True, kw_only=True):
    """Who may still see what is shielded, and what happens with what is disputed."""

    says: ClassVar = {"shielded": (), "allowed": (), "disputed": ()}

    always: tuple[str, ...]
    groups: tuple[GroupOfRecipients, ...]
    disputed: Literal["shown-with-mark", "as-shielded"]


class StandardLaw(Struct, frozen=True, kw_only=True):
    """Wjsg 10, 11 and 12."""

    convictions: Rule[Convictions]
    term: Rule[Term]
    long_term: Rule[LongTerm]
    additions: Rule[Additions]
    prolongation: Rule[Prolongation]
    chain: Rule[Chain]
    foreign: Rule[ForeignTerms]
    legal_persons: Rule[LegalPersonTerms]
    juveniles: Rule[JuvenileTerms]
    suspended: Rule[Suspended]
    old_register: Rule[OldRegister]


class LimitedLaw(Struct, frozen=True, kw_only=True):
    """The rules that limit a purpose to some facts."""

    irrevocable: Rule[Irrevocable]
    returning: Rule[Returning]
    youth_help: Rule[YouthHelp]
    children: Rule[ForChildren]
    other_states: Rule[OtherStates]
    named: Rule[Named]
    none: Rule[NoPersonalData]
    foreign_data: Rule[ForeignData]


class DisclosureLaw(Struct, frozen=True, kw_only=True):
    """Every rule on disclosure.

    Attributes:
        purposes: By `recipient/purpose`.
    """

    recipients: Rule[Recipients]
    purposes: dict[str, Rule[Purpose]]
    fields: Rule[Fields]
    quality: Rule[Quality]
    other_use: Rule[OtherUse]
    correction_duty: Rule[CorrectionDuty]
    third_countries: Rule[ThirdCountries]
    standard: StandardLaw
    extended: Rule[Extended]
    kept_longer: Rule[KeptLonger]
    acquittals: Rule[Acquittals]
    limited: LimitedLaw
    shielding: Rule[Shielding]


def read_disclosure_law(reader: RuleReader) -> DisclosureLaw:
    """Read the rules on disclosure.

    Raises:
        LawFileProblem: A file is missing or not in its form.
    """
    rule = reader.rule
    recipients = rule("disclosure/recipients.yaml", Recipients)
    pairs = sorted({pair for each in recipients.versions for pair in each.value.purposes})
    return DisclosureLaw(
        recipients=recipients,
        purposes={pair: rule(file_of(pair), Purpose) for pair in pairs},
        fields=rule("disclosure/fields.yaml", Fields),
        quality=rule("disclosure/general/quality.yaml", Quality),
        other_use=rule("disclosure/general/other_use.yaml", OtherUse),
        correction_duty=rule("disclosure/general/correction_duty.yaml", CorrectionDuty),
        third_countries=rule("disclosure/general/third_countries.yaml", ThirdCountries),
        standard=_read_standard(reader),
        extended=rule("disclosure/extended/extended.yaml", Extended),
        kept_longer=rule("disclosure/extended/sexual_offences.yaml", KeptLonger),
        acquittals=rule("disclosure/extended/acquittals.yaml", Acquittals),
        limited=_read_limited(reader),
        shielding=rule("disclosure/shielding.yaml", Shielding),
    )


def file_of(pair: str) -> str:
    """Return the name of the file of the purpose `recipient/purpose`."""
    return f"disclosure/purposes/{pair.replace('/', '-')}.yaml"


def _read_standard(reader: RuleReader) -> StandardLaw:
    rule = reader.rule
    return StandardLaw(
        convictions=rule("disclosure/standard/convictions.yaml", Convictions),
        term=rule("disclosure/standard/term.yaml", Term),
        long_term=rule("disclosure/standard/long_term.yaml", LongTerm),
        additions=rule("disclosure/standard/additions.yaml", Additions),
        prolongation=rule("disclosure/standard/prolongation.yaml", Prolongation),
        chain=rule("disclosure/standard/chain.yaml", Chain),
        foreign=rule("disclosure/standard/foreign.yaml", ForeignTerms),
        legal_persons=rule("disclosure/standard/legal_persons.yaml", LegalPersonTerms),
        juveniles=rule("disclosure/standard/juveniles.yaml", JuvenileTerms),
        suspended=rule("disclosure/standard/suspended.yaml", Suspended),
        old_register=rule("disclosure/standard/old_register.yaml", OldRegister),
    )


def _read_limited(reader: RuleReader) -> LimitedLaw:
    rule = reader.rule
    return LimitedLaw(
        irrevocable=rule("disclosure/limited/irrevocable.yaml", Irrevocable),
        returning=rule("disclosure/limited/returning.yaml", Returning),
        youth_help=rule("disclosure/limited/youth_help.yaml", YouthHelp),
        children=rule("disclosure/limited/children.yaml", ForChildren),
        other_states=rule("disclosure/limited/other_states.yaml", OtherStates),
        named=rule("disclosure/limited/named.yaml", Named),
        none=rule("disclosure/limited/no_personal_data.yaml", NoPersonalData),
        foreign_data=rule("disclosure/limited/foreign_data.yaml", ForeignData),
    )
