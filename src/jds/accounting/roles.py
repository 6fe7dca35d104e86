"""Which role may do what: one table, read in one place.

A role is what somebody is here for, and nothing follows from one role for another. What a role
does not name it may not do. `keeper` (beheerder) tries everything out on a fresh register; acts
that need a second person are not in this table for anybody alone.

Source: design, section 9.
"""

from enum import StrEnum
from typing import TypeAlias

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
    SEE_STATUS = "status"
    LOAD = "intake"
    LIST_SET_ASIDE = "set-aside list"
    SHOW_SET_ASIDE = "set-aside show"
    RELEASE = "set-aside release"
    RETURN = "set-aside return"
    SHOW_RECORD = "record"
    EXPORT_RECORDS = "records export"
    VERIFY_LEDGER = "ledger verify"
    ADOPT_LAW = "law adopt"
    SEE_EDITIONS = "law editions"
    ANSWER = "answer"
    LIST_ANSWERS = "answers list"
    SHOW_ANSWER = "answers show"
    EXPLAIN_ANSWER = "answers explain"


Verbs: TypeAlias = frozenset[Verb]

# About processing, never about people.
_PROCESSING: Verbs = frozenset(
    (Verb.SEE_STATUS, Verb.SEE_SOURCES, Verb.LIST_SET_ASIDE, Verb.SEE_EDITIONS)
)

MAY: dict[Role, Verbs] = {
    Role.KEEPER: frozenset(Verb),
    Role.OPERATOR: _PROCESSING
    | {
        Verb.ADD_SOURCE,
        Verb.LOAD,
        Verb.SHOW_SET_ASIDE,
        Verb.RELEASE,
        Verb.RETURN,
        Verb.VERIFY_LEDGER,
    },
    Role.RELEASE_OFFICER: _PROCESSING,
    Role.PRIVACY_OFFICER: _PROCESSING
    | {
        Verb.LIST_ACTORS,
        Verb.SHOW_RECORD,
        Verb.LIST_ANSWERS,
        Verb.SHOW_ANSWER,
        Verb.EXPLAIN_ANSWER,
    },
    Role.LAW_DESK: frozenset((Verb.SEE_STATUS, Verb.SEE_EDITIONS, Verb.ADOPT_LAW)),
    Role.AUDITOR: _PROCESSING | {Verb.LIST_ACTORS, Verb.VERIFY_LEDGER, Verb.LIST_ANSWERS},
    # A recipient asks on a ground, and sees its own answers; a record as it stands is not for them.
    Role.RECIPIENT: frozenset((Verb.ANSWER, Verb.LIST_ANSWERS, Verb.SHOW_ANSWER)),
    Role.SOURCE: frozenset(),
    Role.CITIZEN: frozenset(),
}


class RoleMayNot(NotAllowed):
    """The role of the actor does not cover this act."""

    code = "role-may-not"

    def __init__(self, *, actor: str, role: Role, verb: Verb) -> None:
        may = ", ".join(f"[{role}]" for role in Role if verb in MAY[role])
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
