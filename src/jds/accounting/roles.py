"""Which role may do what: one table, read in one place.

A role is what somebody is here for, and nothing follows from one role for another. What a role
does not name it may not do. `keeper` (beheerder) tries everything out on a fresh register; acts
that need a second person are not in this table for anybody alone: `MAY` says who proposes one, and
`FOUR_EYES` who may be the second.

Source: design, section 9.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from jds.errors import NotAllowed


class Role(StrEnum):
    """What an actor is here for."""

    KEEPER = "keeper"
    OPERATOR = "operator"
    RELEASE_OFFICER = "release-officer"
    PRIVACY_OFFICER = "privacy-officer"
    LAW_DESK = "law-desk"
    AUDITOR = "auditor"
    RECIPIENT = "recipient"
    SOURCE = "source"
    CITIZEN = "citizen"


class Verb(StrEnum):
    """What can be done; the words of the command line."""

    ADD_ACTOR = "actor add"
    LIST_ACTORS = "actor list"
    ADD_SOURCE = "source add"
    SEE_SOURCES = "source show"
    STATE_RHYTHM = "source rhythm"
    ISOLATE_SOURCE = "source isolate"
    ASK_AGAIN = "source resend"
    SETTLE_ALARM = "source settle"
    SEE_STATUS = "status"
    LOAD = "intake"
    LIST_SET_ASIDE = "set-aside list"
    SHOW_SET_ASIDE = "set-aside show"
    RELEASE = "set-aside release"
    RETURN = "set-aside return"
    SHOW_RECORD = "record"
    EXPORT_RECORDS = "records export"
    VERIFY_LEDGER = "ledger verify"
    APPROVE = "approve"
    LIST_PROPOSALS = "proposals list"
    SHOW_PROPOSAL = "proposals show"
    WITHDRAW = "proposals withdraw"
    SHIELD = "shield propose"
    LIST_SHIELDS = "shield list"
    SHOW_SHIELD = "shield show"
    INFORM_OF_LIFTING = "shield inform"
    LIFT_SHIELD = "shield lift"
    ADOPT_LAW = "law adopt"
    SEE_EDITIONS = "law editions"
    ANSWER = "answer"
    LIST_ANSWERS = "answers list"
    SHOW_ANSWER = "answers show"
    EXPLAIN_ANSWER = "answers explain"
    PLAN_RETENTION = "retention plan"
    OPEN_PAPER = "paper open"
    REGISTER_PAPER = "paper register"
    LIST_PAPER = "paper list"
    SHOW_PAPER = "paper show"
    ENTER_PAPER = "paper enter"
    RETURN_PAPER = "paper return"
    PAIR_PAPER = "paper pair"
    STATE_LEAD = "paper lead"
    LIST_OUTAGES = "outage list"
    REPORT_OUTAGE = "outage report"
    LIST_QUARANTINE = "quarantine list"
    SHOW_QUARANTINED = "quarantine show"
    COMPARE_QUARANTINE = "quarantine compare"
    RELEASE_SLICE = "quarantine release"
    RETURN_SLICE = "quarantine return"
    CATCH_UP = "catch-up"
    RECONNECT_SOURCE = "source reconnect"
    GIVE_SOURCE_KEY = "source key"
    PROPOSE_FILE = "intake propose"
    LIST_DOUBTS = "source distrust list"
    SETTLE_DOUBTS = "source distrust settle"
    LIST_AFFECTED = "answers affected"
    FIND_PERSON = "person find"
    SHOW_PERSON = "person show"
    LINK_PERSONS = "person link"
    UNLINK_PERSONS = "person unlink"
    LIST_LINKS = "person links"
    LIST_REVIEW = "person review list"
    SHOW_REVIEW = "person review show"
    JUDGE_REVIEW = "person review judge"
    UNDO_REVIEW = "person review undo"
    LOOK_FOR_DOUBTS = "person review pass"
    LIST_SEARCHES = "person search list"
    SHOW_SEARCH = "person search show"
    DECIDE_WHO = "person decide"
    CHANGE_ADVICE = "advice change"
    END_ADVICE = "advice end"
    LIST_ADVICE = "advice list"
    LIST_HOLDS = "holds list"
    SHOW_HOLD = "holds show"


Verbs: TypeAlias = frozenset[Verb]

# About processing, never about people.
_PROCESSING: Verbs = frozenset(
    (
        Verb.SEE_STATUS,
        Verb.SEE_SOURCES,
        Verb.LIST_SET_ASIDE,
        Verb.LIST_PROPOSALS,
        Verb.LIST_SHIELDS,
        Verb.SEE_EDITIONS,
        Verb.LIST_LINKS,
        Verb.LIST_REVIEW,
        Verb.LIST_PAPER,
        Verb.LIST_ADVICE,
        Verb.LIST_HOLDS,
        Verb.LIST_OUTAGES,
        Verb.REPORT_OUTAGE,
        Verb.LIST_QUARANTINE,
        Verb.LIST_DOUBTS,
    )
)

# Each of these still asks `FOUR_EYES` about the act that was proposed.
_SECOND_PERSON: Verbs = frozenset((Verb.APPROVE, Verb.SHOW_PROPOSAL, Verb.WITHDRAW))

MAY: dict[Role, Verbs] = {
    Role.KEEPER: frozenset(Verb),
    Role.OPERATOR: _PROCESSING
    | _SECOND_PERSON
    | {
        Verb.ADD_SOURCE,
        Verb.STATE_RHYTHM,
        Verb.ISOLATE_SOURCE,
        Verb.ASK_AGAIN,
        Verb.SETTLE_ALARM,
        Verb.LOAD,
        Verb.SHOW_SET_ASIDE,
        Verb.RELEASE,
        Verb.RETURN,
        Verb.VERIFY_LEDGER,
        Verb.COMPARE_QUARANTINE,
        Verb.CATCH_UP,
        Verb.RECONNECT_SOURCE,
        Verb.GIVE_SOURCE_KEY,
        Verb.PROPOSE_FILE,
        Verb.OPEN_PAPER,
        Verb.REGISTER_PAPER,
        Verb.SHOW_PAPER,
        Verb.ENTER_PAPER,
        Verb.RETURN_PAPER,
        Verb.PAIR_PAPER,
        Verb.STATE_LEAD,
        Verb.FIND_PERSON,
        Verb.SHOW_PERSON,
        Verb.LINK_PERSONS,
        Verb.UNLINK_PERSONS,
        Verb.SHOW_REVIEW,
        Verb.JUDGE_REVIEW,
        Verb.UNDO_REVIEW,
        Verb.LOOK_FOR_DOUBTS,
        Verb.LIST_SEARCHES,
        Verb.SHOW_SEARCH,
        Verb.DECIDE_WHO,
        Verb.CHANGE_ADVICE,
        Verb.END_ADVICE,
        Verb.SHOW_HOLD,
    },
    Role.RELEASE_OFFICER: _PROCESSING
    | _SECOND_PERSON
    | {
        Verb.RECONNECT_SOURCE,
        Verb.SETTLE_DOUBTS,
        Verb.LIST_AFFECTED,
        Verb.COMPARE_QUARANTINE,
        Verb.SHOW_QUARANTINED,
        Verb.RELEASE_SLICE,
        Verb.RETURN_SLICE,
        Verb.CATCH_UP,
    },
    Role.PRIVACY_OFFICER: _PROCESSING
    | _SECOND_PERSON
    | {
        Verb.LIST_ACTORS,
        Verb.FIND_PERSON,
        Verb.SHOW_PERSON,
        Verb.SHOW_RECORD,
        Verb.SHIELD,
        Verb.SHOW_SHIELD,
        Verb.INFORM_OF_LIFTING,
        Verb.LIFT_SHIELD,
        Verb.LIST_ANSWERS,
        Verb.SHOW_ANSWER,
        Verb.EXPLAIN_ANSWER,
        Verb.LIST_SEARCHES,
        Verb.SHOW_SEARCH,
        Verb.PLAN_RETENTION,
        Verb.SETTLE_DOUBTS,
        Verb.LIST_AFFECTED,
    },
    Role.LAW_DESK: _SECOND_PERSON
    | {
        Verb.SEE_STATUS,
        Verb.SEE_EDITIONS,
        Verb.ADOPT_LAW,
        Verb.LIST_ADVICE,
        Verb.CHANGE_ADVICE,
        Verb.END_ADVICE,
    },
    Role.AUDITOR: _PROCESSING
    | {
        Verb.LIST_ACTORS,
        Verb.VERIFY_LEDGER,
        Verb.LIST_ANSWERS,
        Verb.LIST_SEARCHES,
        Verb.LIST_AFFECTED,
    },
    # A recipient asks on a ground, and sees its own answers; a record as it stands is not for them.
    Role.RECIPIENT: frozenset(
        (Verb.ANSWER, Verb.LIST_ANSWERS, Verb.SHOW_ANSWER, Verb.LIST_HOLDS, Verb.SHOW_HOLD)
    ),
    Role.SOURCE: frozenset(),
    Role.CITIZEN: frozenset(),
}


class FourEyes(Struct, frozen=True, kw_only=True):
    """Who may do an act that needs two people; who may propose it stands in `MAY`.

    Attributes:
        approvers: Roles that may be the second.
        one_of_the_two: At least one of the two acts in one of these.
    """

    approvers: frozenset[Role]
    one_of_the_two: frozenset[Role]


_PRIVACY: frozenset[Role] = frozenset((Role.PRIVACY_OFFICER,))
_LAW_DESK: frozenset[Role] = frozenset((Role.LAW_DESK,))
_ADVISERS: frozenset[Role] = frozenset((Role.LAW_DESK, Role.OPERATOR, Role.KEEPER))
_CLERKS: frozenset[Role] = frozenset((Role.OPERATOR, Role.KEEPER))
_OF_SOURCES: frozenset[Role] = frozenset((Role.OPERATOR, Role.RELEASE_OFFICER, Role.KEEPER))

FOUR_EYES: dict[Verb, FourEyes] = {
    Verb.SHIELD: FourEyes(
        approvers=frozenset((Role.PRIVACY_OFFICER, Role.KEEPER)), one_of_the_two=_PRIVACY
    ),
    Verb.LIFT_SHIELD: FourEyes(
        approvers=frozenset((Role.PRIVACY_OFFICER, Role.KEEPER)), one_of_the_two=_PRIVACY
    ),
    Verb.LINK_PERSONS: FourEyes(approvers=_CLERKS, one_of_the_two=frozenset((Role.OPERATOR,))),
    Verb.UNLINK_PERSONS: FourEyes(approvers=_CLERKS, one_of_the_two=frozenset((Role.OPERATOR,))),
    Verb.CHANGE_ADVICE: FourEyes(approvers=_ADVISERS, one_of_the_two=_LAW_DESK),
    Verb.END_ADVICE: FourEyes(approvers=_ADVISERS, one_of_the_two=_LAW_DESK),
    Verb.RECONNECT_SOURCE: FourEyes(approvers=_OF_SOURCES, one_of_the_two=_OF_SOURCES),
    Verb.GIVE_SOURCE_KEY: FourEyes(approvers=_OF_SOURCES, one_of_the_two=_OF_SOURCES),
    Verb.PROPOSE_FILE: FourEyes(approvers=_OF_SOURCES, one_of_the_two=_OF_SOURCES),
}
"""The acts that nobody does alone."""


class RoleMayNot(NotAllowed):
    """The role of the actor does not cover this act."""

    code = "role-may-not"

    def __init__(self, *, actor: str, role: Role, verb: Verb) -> None:
        may = _named(role for role in Role if verb in MAY[role])
        super().__init__(
            f"Actor [{actor}] acts as [{role}], and that role may not do [{verb}]. "
            f"Let somebody do it who acts as {may}, and name that actor with --as."
        )


def check(actor: str, *, role: Role, verb: Verb) -> None:
    """Refuse an act that `role` does not cover.

    Raises:
        RoleMayNot: It does not.
    """
    if verb not in MAY[role]:
        raise RoleMayNot(actor=actor, role=role, verb=verb)


class SecondMayNot(NotAllowed):
    """The role of the second person does not cover the act that was proposed."""

    code = "second-may-not"


def check_part(actor: str, *, role: Role, verb: Verb) -> None:
    """Refuse somebody who may neither propose nor approve `verb`.

    Raises:
        SecondMayNot: The role covers neither.
    """
    if verb not in MAY[role] and role not in FOUR_EYES[verb].approvers:
        raise SecondMayNot(
            f"Actor [{actor}] acts as [{role}], and that role has no part in [{verb}]. Leave it to "
            f"somebody who acts as {_named(FOUR_EYES[verb].approvers)}."
        )


def check_second(actor: str, *, role: Role, proposer_role: Role, verb: Verb) -> None:
    """Refuse a second person whose role does not cover carrying out `verb`.

    Raises:
        SecondMayNot: It does not, or neither of the two has the role that one of them needs.
    """
    rule = FOUR_EYES[verb]
    if role not in rule.approvers:
        raise SecondMayNot(
            f"Actor [{actor}] acts as [{role}], and that role may not approve [{verb}]. Let "
            f"somebody approve it who acts as {_named(rule.approvers)}, and name that actor with "
            "--as."
        )
    if rule.one_of_the_two.isdisjoint((role, proposer_role)):
        raise SecondMayNot(
            f"For [{verb}] one of the two must act as {_named(rule.one_of_the_two)}; these are "
            f"[{proposer_role}] and [{role}]. Let somebody approve it who does, and name that "
            "actor with --as."
        )


def _named(roles: Iterable[Role]) -> str:
    return ", ".join(f"[{role}]" for role in sorted(roles))
