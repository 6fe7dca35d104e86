"""Show a kept answer again, as it was given, less what may not be told any more."""

from typing import Any, TypeAlias

import msgspec
from msgspec import Struct

from jds.accounting.access import Shown
from jds.accounting.actors import find_actor
from jds.accounting.disclose import Asker
from jds.accounting.roles import Role, Verb
from jds.answers.give import NotThisRecipient
from jds.answers.judge_again import account_for, judge_again, open_answer
from jds.answers.keep import KeptAnswer
from jds.answers.present import NOTHING_TOLD, present_told
from jds.answers.what_is_left import what_is_left
from jds.database.connection import Connection, Database
from jds.domain.time import Instant

Json: TypeAlias = dict[str, Any]


class ShownAgain(Struct, frozen=True):
    """A kept answer as it is shown again.

    Attributes:
        content: As it was given; or what may still be told of it, when a fact was removed,
            shielded or destroyed since. None when what it said is gone.
        says_less: Something it told then may not be told any more.
    """

    kept: KeptAnswer
    content: Json | None
    says_less: bool


def show_answer(database: Database, number: int, *, asker: Asker, now: Instant) -> ShownAgain:
    """Return a kept answer as it was given, accounted for; a recipient sees only its own.

    What the law removed since (ground 01 or 09), or two people shielded, is removed and shielded
    for every moment: it is not told again.

    Raises:
        NotAllowed: The actor is not proven, or may not see this answer.
        NoSuchAnswer: There is none of this number.
    """
    with database.transaction() as connection:
        kept, act_id = open_answer(connection, number, verb=Verb.SHOW_ANSWER, asker=asker, now=now)
        actor = find_actor(connection, asker.name)
        if (
            actor is not None
            and actor.role is Role.RECIPIENT
            and actor.recipient != kept.line.inquiry.request.recipient
        ):
            raise NotThisRecipient(actor=actor.name, own=actor.recipient)
        shown = _again(connection, kept, now=now)
        account_for(connection, kept, act_id=act_id, shown=Shown.ANSWER)
    return shown


def _again(connection: Connection, kept: KeptAnswer, *, now: Instant) -> ShownAgain:
    if kept.content is None or kept.content["inhoud"] is None:
        return ShownAgain(kept, kept.content, says_less=False)
    again = judge_again(connection, kept, now=now)
    told = NOTHING_TOLD if again is None else present_told(again.person, again.judged)
    # Through the wire and back, as what was kept went: tuples are lists there.
    told = msgspec.json.decode(msgspec.json.encode(told))
    if told["inhoud"] == kept.content["inhoud"]:
        return ShownAgain(kept, kept.content, says_less=False)
    then = {part: kept.content[part] for part in told}
    return ShownAgain(kept, kept.content | what_is_left(then, told), says_less=True)
