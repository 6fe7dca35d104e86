"""Could what is missing of some sources change one answer: what they may send, about this person.

It says *cannot* only when that is certain. What several sources miss is weighed together: one may
open the case that another decides. Once something is shown of a person, anything can change it, so
*cannot* is only ever said of somebody of whom nothing is shown, and who is asked for by SKN: a
message may give any other number or name to somebody else.

Only a ground that sees every fact of a person learns from it that no case is here. To any other the
answer is the same whether or not there is a case that it may not see: it would tell of it. What
such a ground is shown may turn on who the person is, and every message says who it is about.

A message about a case that is not here waits. Where nothing known would clear somebody, a message
that waits leaves the answer without anything to say (CUR-3), so there any message can change it.
"""

from collections.abc import Collection, Sequence
from typing import Literal, TypeAlias

from msgspec import Struct

from jds.domain.time import LegalDay
from jds.law.currency.rules import Reach
from jds.law.disclosure.purposes import Purpose
from jds.law.reasons import Reason, because
from jds.law.rules import Law
from jds.law.senders import Senders

WhyNot: TypeAlias = Literal["nothing_of_anybody", "sends_nothing_shown", "no_case", "adds_only"]


class KnownOf(Struct, frozen=True, kw_only=True):
    """What is known of the one who is asked about, as far as it matters here.

    Attributes:
        shows_something: The ground lets something of them be shown.
        has_case: The register has a case of theirs, shown or held back until the law lets it in.
            What the law removed is not there.
        by_skn: They are asked for by SKN, the one number that means one person.
    """

    shows_something: bool
    has_case: bool
    by_skn: bool


NOBODY = KnownOf(shows_something=False, has_case=False, by_skn=True)


class MissingPart(Struct, frozen=True, kw_only=True):
    """What is missing of one source.

    Attributes:
        source: Its name.
        kind: Kind of source.
        sent: The kinds of message that are missing, when the source's own counts tell; None when
            it may be any that it can send.
    """

    source: str
    kind: str
    sent: frozenset[str] | None = None


class Weight(Struct, frozen=True):
    """Whether what is missing of one source can change an answer, and why."""

    part: MissingPart
    can_change: bool
    reason: Reason


class ChangeRules:
    """The rules on what a gap can change, of one edition of the law."""

    def __init__(self, law: Law) -> None:
        self._rule = law.currency.can_change
        self._clearing = law.currency.clearing
        senders = Senders(law)
        self._kinds = law.allowed_kinds.newest.value.kinds.keys()
        self._sent: dict[str, frozenset[str]] = {}
        self._senders = senders

    def weigh(
        self, purpose: Purpose, known: KnownOf, missing: Sequence[MissingPart], *, on: LegalDay
    ) -> tuple[Weight, ...]:
        """Return of each missing part whether it can change an answer for `purpose`.

        Those that cannot, cannot do so all together.

        Args:
            missing: The oldest first; of two that could only change something together, the first
                is left aside.
        """
        kinds = self._rule.on(on).value.kinds
        clearing = self._clearing.on(on).value
        is_silenced = (
            f"{purpose.recipient}/{purpose.purpose}" in clearing.purposes
            and "wachtend" in clearing.silenced_by
        )
        aside: frozenset[str] = frozenset()
        weights = []
        for part in missing:
            together = aside | self._may_hold(part)
            why_not = _why_not(
                {kinds[each].reach for each in together},
                purpose,
                known,
                is_silenced=is_silenced,
            )
            if why_not is not None:
                aside = together
            weights.append(
                Weight(part, why_not is None, because(self._rule, why_not or "can", on=on))
            )
        return tuple(weights)

    def _may_hold(self, part: MissingPart) -> frozenset[str]:
        """Return the kinds of message that may be among what is missing."""
        if part.kind not in self._sent:
            self._sent[part.kind] = frozenset(
                kind for kind in self._kinds if self._may_send(part.kind, kind)
            )
        every = self._sent[part.kind]
        # A correction may stand for any message of its source, about anybody.
        if part.sent is None or not part.sent.isdisjoint(OWN_EARLIER):
            return every
        return every & part.sent

    def _may_send(self, source_kind: str, kind: str) -> bool:
        # Those that may send penal orders only are asked about these.
        return any(
            self._senders.may_send(source_kind, message_kind=kind, decision=decision)
            for decision in (None, "strafbeschikking")
        )


OWN_EARLIER = frozenset(("gegevens-gecorrigeerd", "gegevens-ingetrokken"))


def _why_not(
    sent: Collection[Reach], purpose: Purpose, known: KnownOf, *, is_silenced: bool
) -> WhyNot | None:
    """Return why messages, all together, cannot change an answer; None when they can.

    Args:
        sent: What messages of the kinds that may be missing can do.
        is_silenced: A message that waits leaves the purpose without an answer.
    """
    reach = set(sent) - {"nothing", "own-earlier"}
    if not reach:
        return "sends_nothing_shown"
    if not known.by_skn:
        return None
    if purpose.regime == "none":
        return "nothing_of_anybody"
    if known.shows_something or purpose.person_when_nothing_shown or is_silenced:
        return None
    if "joins-persons" in reach or "opens-a-case" in reach:
        return None
    if "foreign-conviction" in reach and purpose.foreign != "none":
        return None
    if purpose.regime != "extended" or purpose.selection != "every":
        return None
    if not known.has_case:
        return "no_case"
    return None if "brings-in" in reach else "adds_only"
