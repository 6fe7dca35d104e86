"""What an answer may claim: its verdict, up to when it is known, and what to do with it.

An answer never says a bare "nothing known": it says up to which moment, which is the moment up to
which the least complete source is proven to be here. Where it is not certain who is meant, or no
source has ever proven anything, it says that it cannot say.

Source: Wjsg art. 3(5). Which sources a purpose needs, and when a gap cannot touch an answer, are
not weighed here yet: every registered source counts.
"""

from collections.abc import Sequence
from typing import Literal, TypeAlias

from msgspec import Struct

from jds.answers.asked import FoundBy, FoundWord
from jds.domain.time import Instant
from jds.sources.currency import SourceCurrency

Verdict: TypeAlias = Literal["inhoud", "niets-bekend-tot", "geen-uitspraak"]
Advice: TypeAlias = Literal["beslissen", "beslissen-met-waarschuwing", "aanhouden"]

IDENTITY_UNCERTAIN = "identiteit-onzeker"
"""The doubt whether the person found is the one who is meant."""

BIRTH_INCOMPLETE = "geboortedatum-onvolledig"
"""The doubt whether a search without the full day of birth would have found somebody."""

NOT_ALL_LOOKED_AT = "te-veel-gelijkenden"
"""The doubt whether somebody is among more people than were looked at."""

_LEAVES_OPEN_WHO = frozenset((IDENTITY_UNCERTAIN, BIRTH_INCOMPLETE, NOT_ALL_LOOKED_AT))


class Claim(Struct, frozen=True):
    """What an answer claims.

    Attributes:
        known_until: Everything of every source is proven to be here up to this moment; None when
            that cannot be said of some source.
        doubts: Why the answer is weaker than it could be: words of `docs/reference/answers.md`.
    """

    verdict: Verdict
    known_until: Instant | None
    advice: Advice
    doubts: tuple[str, ...]

    @property
    def says_who(self) -> bool:
        """Tell whether it is certain who is meant, or that nobody is: else nothing is told."""
        return IDENTITY_UNCERTAIN not in self.doubts


def claim(
    *,
    found: FoundWord,
    found_by: FoundBy,
    born_exactly: bool = True,
    looked_at_all: bool = True,
    overtaken: bool = False,
    identity_in_doubt: bool,
    shows_something: bool,
    not_applied: int,
    currencies: Sequence[SourceCurrency],
) -> Claim:
    """Return what an answer may claim.

    Args:
        found: How the person was found.
        born_exactly: The day of birth was given in full, where it was searched by description.
        looked_at_all: Everybody was looked at who answers to the description.
        overtaken: Somebody is found now who was not considered when it was decided who is meant.
        identity_in_doubt: The numbers of the person were both joined and separated.
        shows_something: The ground lets at least one fact be shown.
        not_applied: How many messages about the person wait or contradict.
        currencies: Of every source.
    """
    known_until = _known_until(currencies)
    doubts = []
    if found in ("strijdig", "kandidaten") or identity_in_doubt:
        doubts.append(IDENTITY_UNCERTAIN)
    if overtaken:
        doubts.append("besluit-achterhaald")
    if found == "niet" and found_by in ("beschrijving", "besluit"):
        doubts.append("gezocht-op-naam")
        if not born_exactly and found_by == "beschrijving":
            doubts.append(BIRTH_INCOMPLETE)
        if not looked_at_all:
            doubts.append(NOT_ALL_LOOKED_AT)
    if not_applied:
        doubts.append("berichten-niet-toegepast")
    if known_until is None:
        doubts.append("volledigheid-niet-bewezen")
    if any(each.standing != "actueel" or each.gaps for each in currencies) or not currencies:
        doubts.append("bron-niet-actueel")

    nobody_certain = not _LEAVES_OPEN_WHO.isdisjoint(doubts)
    verdict: Verdict
    if nobody_certain:
        verdict = "geen-uitspraak"
    elif shows_something:
        verdict = "inhoud"
    else:
        verdict = "geen-uitspraak" if known_until is None else "niets-bekend-tot"

    advice: Advice
    if nobody_certain:
        # Not about currency: until somebody says who is meant there is nothing to decide upon.
        advice = "aanhouden"
    else:
        advice = "beslissen-met-waarschuwing" if doubts else "beslissen"
    return Claim(verdict, known_until, advice, tuple(doubts))


def _known_until(currencies: Sequence[SourceCurrency]) -> Instant | None:
    through = [each.complete_through_at for each in currencies]
    known = [at for at in through if at is not None]
    return min(known) if known and len(known) == len(through) else None
