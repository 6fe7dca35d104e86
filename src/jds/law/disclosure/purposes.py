"""The form of a purpose: which recipient may see what, for what, and how it must handle it.

One file a purpose, in `law/data/disclosure/purposes`. A purpose combines parts that each have a
rule of their own: a regime (which outcomes), a selection (which facts), a set of fields, and what
of foreign convictions may be passed on. A part that names nothing shows nothing.
"""

from typing import ClassVar, Literal, TypeAlias

from jds.law.offences.lists import ListedOffence
from jds.law.rule_file import RuleValue

Regime: TypeAlias = Literal["extended", "standard", "irrevocable", "none"]
"""`extended`: all data (Wjsg 13). `standard`: what still counts under Wjsg 10-12. `irrevocable`:
irrevocable convictions without a term (Bjsg 11a, 34). `none`: no data of a person."""

Selection: TypeAlias = Literal[
    "every",
    "articles",
    "articles-if-given",
    "children",
    "described",
    "judged",
    "other-states",
    "repeat",
    "returning",
    "youth-help",
]
"""Which facts a purpose is about; each but `every` has its rule in `disclosure/limited`."""

ForeignScope: TypeAlias = Literal[
    "all", "unless-forbidden", "only-if-allowed", "standard", "children", "none"
]
"""Which foreign convictions: all, those the other state did not lock, those it allowed to be
passed on, those that count under Wjsg 10 and are not locked, those for offences that matter for
work with children and are not locked, or none."""

Trigger: TypeAlias = Literal["request", "ex-officio", "either"]

Stated: TypeAlias = Literal[
    "articles",
    "consent",
    "decision-number",
    "description",
    "judgement",
    "offence-day",
]
"""What a request must state for a ground to be met."""


class Destruction(RuleValue, frozen=True, kw_only=True):
    """When the recipient must have destroyed what it got.

    Attributes:
        starts: The event that the term runs from, in Dutch as on the wire.
        months: Length of the term; 0 is at once, None when no law gives a term.
        archive_years: How long what was removed is kept to account for it, and for nothing else.
    """

    starts: Literal["doel-bereikt", "verstrekking", "invrijheidstelling", "einde-tenuitvoerlegging"]
    months: int | None = None
    archive_years: int | None = None


class PartyRole(RuleValue, frozen=True, kw_only=True):
    """A role of the person in what is looked into, and the offences it is limited to, if any."""

    role: str
    offences: tuple[ListedOffence, ...] = ()


class Purpose(RuleValue, frozen=True, kw_only=True):
    """What a recipient may see for a purpose.

    Attributes:
        regime: Which outcomes.
        selection: Which facts among these.
        fields: Name of a set of groups in `fields.yaml`.
        trigger: Whether it may ask, or is told of the register's own motion.
        needs: What a request must state.
        party_roles: The roles of which one must be stated; empty when the ground asks none.
        sexual_offences_long: Whether sexual offences may be shown that are kept only because they
            are kept longer than others.
        acquittals_weigh: False when an irrevocable acquittal is shown and may not be weighed; None
            when the law says nothing about weighing.
        look_back: Who sets how far back facts count: this law, the policy of the recipient, or
            nobody.
        answer_within_working_days: Term for the answer, when the law gives one.
        changes_for_years: How long the recipient is told of changes to what it got; None when no
            rule limits or orders it beyond Wjsg 24.
        pass_on_to: Recipients that it may pass data on to; nobody when empty.
        person_when_nothing_shown: Whether data on the person are shown without any fact.
        is_open: Whether the ground may be used. One of which only a draft was read is recorded,
            and closed until the law desk has read the text in force.
    """

    says: ClassVar = {"ground": (), "handling": ()}

    recipient: str
    purpose: str
    regime: Regime
    selection: Selection
    fields: str
    foreign: ForeignScope
    trigger: Trigger
    needs: tuple[Stated, ...] = ()
    party_roles: tuple[PartyRole, ...] = ()
    sexual_offences_long: bool = False
    acquittals_weigh: bool | None = None
    look_back: Literal["this-law", "recipient", "nobody"]
    answer_within_working_days: int | None = None
    changes_for_years: int | None = None
    destroy: Destruction
    pass_on_to: tuple[str, ...] = ()
    person_when_nothing_shown: bool = False
    is_open: bool = True


class RowWithoutCode(RuleValue, frozen=True):
    """A row of the recipients in law that has no code here, and why."""

    row: str
    why: str


class Recipients(RuleValue, frozen=True):
    """Every pair of recipient and purpose that has a file, so that none can be lost unseen."""

    purposes: tuple[str, ...]
    without_code: tuple[RowWithoutCode, ...]
