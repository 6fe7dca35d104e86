"""What somebody asks for, and the ways in which the law refuses to answer at all.

A refusal says which part of the ground is missing and what exists; it names no person.
"""

from collections.abc import Iterable
from typing import Literal, TypeAlias

from msgspec import Struct

from jds.domain.blocks import Article
from jds.domain.time import LegalDay
from jds.errors import NotAllowed
from jds.law.facts import FactKey

Need: TypeAlias = Literal[
    "articles",
    "consent",
    "decision-number",
    "description",
    "ex-officio",
    "judgement",
    "offence-day",
    "on-request",
    "open",
    "party-role",
]
"""What a ground may ask of a request, by name; `open` means that the law desk opened the ground."""


class Request(Struct, frozen=True, kw_only=True):
    """A recipient with a purpose, and what it states about its ground.

    Attributes:
        on: Legal day on which terms are judged.
        ex_officio: The register supplies of its own motion (ambtshalve); nobody asked.
        consent: The person signed that the data may be supplied (Bjsg 28).
        decision_number: Number of the decision that the supply rests on (Wjsg 14).
        offence_on: Day of the new offence, for a query on repeat offences.
        articles: Articles the purpose is limited to: of a repeat-offence query, of the competence
            of a body, of a licence, or of a decision that describes data.
        party_role: What the person is to the matter that is looked into, in Dutch, such as
            `bestuurder`.
        named: The facts that a named official chose: judged to matter (Bjsg 22a-22c), or described
            in a decision (Wjsg 14). None when nobody chose.
    """

    recipient: str
    purpose: str
    on: LegalDay
    ex_officio: bool = False
    consent: bool = False
    decision_number: str | None = None
    offence_on: LegalDay | None = None
    articles: tuple[Article, ...] = ()
    party_role: str | None = None
    named: frozenset[FactKey] | None = None

    @property
    def pair(self) -> str:
        """The purpose, as `recipient/purpose`."""
        return f"{self.recipient}/{self.purpose}"


class UnknownRecipient(NotAllowed):
    """No rule names this recipient, so it gets nothing."""

    code = "unknown-recipient"

    def __init__(self, recipient: str, *, known: Iterable[str]) -> None:
        super().__init__(
            f"No rule names a recipient [{recipient}], so nothing is supplied. "
            f"Recipients are [{', '.join(sorted(known))}]."
        )


class UnknownPurpose(NotAllowed):
    """No rule lets this recipient ask for this purpose."""

    code = "unknown-purpose"

    def __init__(self, purpose: str, *, recipient: str, known: Iterable[str]) -> None:
        super().__init__(
            f"No rule lets [{recipient}] have data for the purpose [{purpose}], so nothing is "
            f"supplied. Its purposes are [{', '.join(sorted(known))}]."
        )


class GroundMissing(NotAllowed):
    """The ground exists and the request does not meet it.

    Attributes:
        missing: What it lacks.
    """

    code = "ground-missing"

    def __init__(self, missing: Need, *, recipient: str, purpose: str, cite: str) -> None:
        self.missing = missing
        super().__init__(
            f"[{recipient}] may have data for [{purpose}] ({cite}), but {_LACKS[missing]}"
        )


_LACKS: dict[Need, str] = {
    "articles": "the request names no articles. Name those that the purpose is limited to.",
    "consent": "the request does not state the signed consent of the person. Have it signed first, "
    "and state that it was.",
    "decision-number": "the request names no decision. Give the number of the decision.",
    "description": "nothing says which data the decision describes. Name the facts or the "
    "articles it describes.",
    "ex-officio": "only of the register's own motion, not on request. Wait for its notice, or ask "
    "for another purpose.",
    "judgement": "no official has judged which facts matter. Have them judged first, and name "
    "them.",
    "offence-day": "the request does not give the day of the new offence. Give that day.",
    "on-request": "only on request, not of the register's own motion. Wait until it asks.",
    "open": "nobody has read the text of this ground that is in force. The law desk opens it when "
    "it has.",
    "party-role": "the request does not state in which role the person is looked into, or one that "
    "the law does not name. State one of the roles of the rule.",
}
