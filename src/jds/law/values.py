"""The forms of values: one frozen type for each rule, exactly as its file in `data/` writes it.

A key that a form does not have is refused, so a slip of the pen in a rule file is found when the
file is read and never passes as silence. Words of the contract (kinds of outcome and of sanction)
stay in Dutch, as they are on the wire.
"""

from collections.abc import Mapping
from typing import ClassVar, Literal, TypeAlias

from msgspec import field

from jds.domain.blocks import SanctionKind
from jds.domain.record import OutcomeKind
from jds.domain.time import LegalDay
from jds.law.rule_file import RuleValue

WhenNotStated: TypeAlias = Literal["enters", "stays-out"]
"""What happens to an offence when the message lacks what a rule needs."""

SourceKind: TypeAlias = Literal[
    "om",
    "court",
    "cjib",
    "police",
    "penal-order-body",
    "person-authority",
    "minister",
    "foreign-court",
]


class Threshold(RuleValue, frozen=True):
    """The lowest fine that counts, in cents of a currency."""

    cents: int
    currency: str


class CrimeEntry(RuleValue, frozen=True):
    """When a crime enters, and an offence of which the kind is not known."""

    crime: Literal["with-the-case"]
    kind_unknown: Literal["with-the-case", "stays-out"]


class ProsecutorEntry(RuleValue, frozen=True):
    """Which decisions of the prosecutor bring a minor offence in."""

    enters: tuple[OutcomeKind, ...]
    enters_unless_only_a_small_fine: tuple[OutcomeKind, ...]
    stays_out: tuple[OutcomeKind, ...]
    fines: tuple[SanctionKind, ...]
    fine_of_at_least: Threshold
    no_sanction_stated: WhenNotStated
    sanction_not_comparable: WhenNotStated


class CourtEntry(RuleValue, frozen=True):
    """Which penalties imposed by a court bring a minor offence in."""

    enters_by_penalty: tuple[OutcomeKind, ...]
    stays_out: tuple[OutcomeKind, ...]
    custody: tuple[SanctionKind, ...]
    community_service: tuple[SanctionKind, ...]
    additional_penalties: tuple[SanctionKind, ...]
    measures: tuple[SanctionKind, ...]
    fines: tuple[SanctionKind, ...]
    fine_of_at_least: Threshold
    sanction_not_comparable: WhenNotStated


class PenalOrderEntry(RuleValue, frozen=True):
    """Penal orders that somebody else than the prosecutor issues."""

    issued_under: tuple[str, ...]
    crimes_only_under: tuple[str, ...]
    fine_of_at_least: Threshold


class ListedAct(RuleValue, frozen=True):
    """A row of the list of minor offences that enter with the case.

    Attributes:
        cite: Where the list names it.
        law: The act, by its name in `law_names.yaml`.
        what: The subject, for readers.
        articles: Articles and ranges; empty when every minor offence of the act is listed.
        together_with: Articles of the same act of which the message must cite one as well.
        only_if: What the law asks besides, and no message states.
        not_stated: What happens because no message states it.
    """

    cite: str
    law: str
    what: str
    articles: tuple[str, ...] = ()
    whole_act: bool = False
    together_with: tuple[str, ...] = ()
    only_if: str | None = None
    not_stated: WhenNotStated | None = None


class ListedActs(RuleValue, frozen=True):
    """A part of the list of minor offences that enter with the case."""

    acts: tuple[ListedAct, ...]


class NamesOfActs(RuleValue, frozen=True):
    """How sources write the names of acts: each name with its other spellings."""

    names: dict[str, tuple[str, ...]]


class Removal(RuleValue, frozen=True):
    """Which decisions on which grounds remove the whole offence."""

    says: ClassVar[Mapping[str, tuple[str, ...]]] = {"removed": ("gone_on",)}

    decisions: tuple[OutcomeKind, ...]
    grounds: tuple[str, ...]


class Ground(RuleValue, frozen=True):
    """A ground for dismissal (sepotgrond); `ends_before` is its first day out of use."""

    code: str
    group: str
    text: str
    ends_before: LegalDay | None = None


class Grounds(RuleValue, frozen=True):
    """The list of grounds for dismissal."""

    grounds: tuple[Ground, ...]


class AllowedKind(RuleValue, frozen=True):
    """Who may send one kind of message.

    Attributes:
        senders: Kinds of source.
        only: For a kind of source, the decisions it is limited to.
        only_in_an_emergency: Never by the ordinary way.
    """

    senders: tuple[SourceKind, ...] | Literal["every-source"]
    only: dict[SourceKind, tuple[str, ...]] = field(default_factory=dict)
    only_in_an_emergency: bool = False


class AllowedKinds(RuleValue, frozen=True):
    """Who may send which kind of message."""

    kinds: dict[str, AllowedKind]


class RuleWithoutFile(RuleValue, frozen=True):
    """A rule of law for which there is nothing to write in a file of its own.

    Attributes:
        cite: Where the law has it.
        what: What it says.
        why: Why it has no file: who or what sees to it.
    """

    id: str
    cite: str
    what: str
    why: str


class RulesWithoutFile(RuleValue, frozen=True):
    """The rules of law that have no file, so that nobody looks for one in vain."""

    rules: tuple[RuleWithoutFile, ...]
