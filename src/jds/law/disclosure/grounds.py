"""Whether a request has a ground at all: the recipient, the purpose, and what the law asks besides.

Nothing is supplied without one. A recipient or purpose that no rule names, or an empty set of
rules, has none.
"""

from jds.law.disclosure.purposes import PartyRole, Purpose
from jds.law.disclosure.request import (
    GroundMissing,
    Need,
    Request,
    UnknownPurpose,
    UnknownRecipient,
)
from jds.law.disclosure.rules import DisclosureLaw
from jds.law.rule_file import Rule


class Grounds:
    """The grounds of one edition of the law."""

    def __init__(self, law: DisclosureLaw) -> None:
        self._law = law

    def require(self, request: Request) -> Rule[Purpose]:
        """Return the purpose that `request` may be answered for.

        Raises:
            UnknownRecipient: No rule names the recipient.
            UnknownPurpose: No rule gives this recipient the purpose.
            GroundMissing: The request does not state what the ground asks.
        """
        listed = self._law.recipients.on(request.on).value.purposes
        pair = f"{request.recipient}/{request.purpose}"
        rule = self._law.purposes.get(pair) if pair in listed else None
        if rule is None:
            raise _unknown(
                request, pairs=[known for known in listed if known in self._law.purposes]
            )
        version = rule.on(request.on)
        missing = _missing(request, purpose=version.value)
        if missing is not None:
            raise GroundMissing(
                missing,
                recipient=request.recipient,
                purpose=request.purpose,
                cite=version.cite,
            )
        return rule


def role_of(request: Request, *, purpose: Purpose) -> PartyRole | None:
    """Return the role that `request` states, when the purpose knows it."""
    return next((each for each in purpose.party_roles if each.role == request.party_role), None)


def _missing(request: Request, *, purpose: Purpose) -> Need | None:
    if not purpose.is_open:
        return "open"
    if purpose.trigger == "ex-officio" and not request.ex_officio:
        return "ex-officio"
    if purpose.trigger == "request" and request.ex_officio:
        return "on-request"
    for need in purpose.needs:
        if not _is_stated(request, need=need):
            return need
    if purpose.party_roles and role_of(request, purpose=purpose) is None:
        return "party-role"
    return None


def _is_stated(request: Request, *, need: Need) -> bool:
    match need:
        case "articles":
            return bool(request.articles)
        case "consent":
            return request.consent
        case "decision-number":
            return bool((request.decision_number or "").strip())
        case "description":
            return request.named is not None or bool(request.articles)
        case "judgement":
            return request.named is not None
        case "offence-day":
            return request.offence_on is not None
        case _:
            return False


def _unknown(request: Request, *, pairs: list[str]) -> UnknownRecipient | UnknownPurpose:
    known = [pair.split("/") for pair in pairs]
    purposes = [purpose for recipient, purpose in known if recipient == request.recipient]
    if not purposes:
        return UnknownRecipient(request.recipient, known={recipient for recipient, _ in known})
    return UnknownPurpose(request.purpose, recipient=request.recipient, known=purposes)
