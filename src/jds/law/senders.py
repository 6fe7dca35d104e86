"""Who may send which kind of message: judicial data come from a closed list (Bjsg art. 10)."""

from typing import get_args

from jds.law.rules import Law
from jds.law.values import AllowedKind, SourceKind


class Senders:
    """The closed list of sources, in its newest version.

    What was allowed when a message came is not asked again: a message in the ledger stays there.
    """

    def __init__(self, law: Law) -> None:
        kinds = law.allowed_kinds.newest.value.kinds
        self._allowed = {
            (sender, kind) for kind, allowed in kinds.items() for sender in _senders(allowed)
        }
        self._only_in_an_emergency = {
            kind for kind, allowed in kinds.items() if allowed.only_in_an_emergency
        }
        self._limits: dict[tuple[str, str], tuple[str, ...]] = {
            (sender, kind): decisions
            for kind, allowed in kinds.items()
            for sender, decisions in allowed.only.items()
        }

    def may_send(
        self,
        source_kind: str,
        *,
        message_kind: str,
        decision: str | None = None,
        in_an_emergency: bool = False,
    ) -> bool:
        """Tell whether a source of `source_kind` may send `message_kind`; if unknown, it may not.

        Args:
            source_kind: Kind of source, such as `om` or `court`.
            message_kind: Kind of message, such as `uitspraak-gedaan`.
            decision: What the message decides, where its kind decides something: some sources may
                send a kind for one decision only. None leaves that question open.
            in_an_emergency: Whether it comes through the emergency intake.

        Source:
            Bjsg art. 10; message contract, section 5.
        """
        if (source_kind, message_kind) not in self._allowed:
            return False
        if message_kind in self._only_in_an_emergency and not in_an_emergency:
            return False
        limit = self._limits.get((source_kind, message_kind))
        return limit is None or decision is None or decision in limit


def _senders(allowed: AllowedKind) -> tuple[str, ...]:
    if allowed.senders == "every-source":
        return get_args(SourceKind)
    return allowed.senders
