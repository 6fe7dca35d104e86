"""What an answer may claim: its verdict, up to when it is known, and what to do with it.

An answer never says a bare "nothing known": it says up to which moment, which is the moment up to
which the oldest source that its purpose needs is proven to be here. Where it is not certain who is
meant, or a needed source has never proven anything, it says that it cannot say. Where a message
about this person cannot be relied on and nothing known would clear them, it tells nothing at all.

Source: Wjsg art. 3(5); rules CUR-1 to CUR-4.
"""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from msgspec import Struct

from jds.answers.asked import FoundBy, FoundWord
from jds.answers.currency.weigh import Weighed
from jds.domain.time import Instant
from jds.law.currency.rules import Doubt, WeakAdvice

Verdict: TypeAlias = Literal["inhoud", "niets-bekend-tot", "geen-uitspraak"]
Advice: TypeAlias = Literal["beslissen", "beslissen-met-waarschuwing", "aanhouden"]

IDENTITY_UNCERTAIN = "identiteit-onzeker"
"""The doubt whether the person found is the one who is meant."""

BIRTH_INCOMPLETE = "geboortedatum-onvolledig"
"""The doubt whether a search without the full day of birth would have found somebody."""

NOT_ALL_LOOKED_AT = "te-veel-gelijkenden"
"""The doubt whether somebody is among more people than were looked at."""

_LEAVES_OPEN_WHO = frozenset((IDENTITY_UNCERTAIN, BIRTH_INCOMPLETE, NOT_ALL_LOOKED_AT))

_DOUBT_WORDS: Mapping[Doubt, str] = {
    "wachtend": "berichten-niet-toegepast",
    "tegenstrijdig": "berichten-niet-toegepast",
    "apart-gezet": "bericht-apart-gezet",
    "in-quarantaine": "bericht-in-quarantaine",
    "gewantrouwd": "bericht-gewantrouwd",
}


class Claim(Struct, frozen=True, kw_only=True):
    """What an answer claims.

    Attributes:
        known_until: Everything of every needed source is proven to be here up to this moment; None
            when that cannot be said of some source.
        doubts: Why the answer is weaker than it could be: words of `docs/reference/answers.md`.
        is_silent: A message about the person cannot be relied on, and nothing known would clear
            them, so nothing is told.
    """

    verdict: Verdict
    known_until: Instant | None
    advice: Advice
    doubts: tuple[str, ...]
    is_silent: bool = False

    @property
    def says_who(self) -> bool:
        """Tell whether it is certain who is meant, or that nobody is: else nothing is told."""
        return IDENTITY_UNCERTAIN not in self.doubts

    @property
    def tells(self) -> bool:
        """Tell whether what is known of the person may be told."""
        return self.says_who and not self.is_silent


def claim(
    *,
    found: FoundWord,
    found_by: FoundBy,
    born_exactly: bool = True,
    looked_at_all: bool = True,
    overtaken: bool = False,
    identity_in_doubt: bool,
    shows_something: bool,
    messages_in_doubt: Mapping[Doubt, int],
    is_silent: bool,
    weighed: Weighed,
    advised: WeakAdvice | None,
) -> Claim:
    """Return what an answer may claim.

    Args:
        found: How the person was found.
        born_exactly: The day of birth was given in full, where it was searched by description.
        looked_at_all: Everybody was looked at who answers to the description.
        overtaken: Somebody is found now who was not considered when it was decided who is meant.
        identity_in_doubt: The numbers of the person were both joined and separated.
        shows_something: The ground lets at least one fact be shown.
        messages_in_doubt: Messages about the person that cannot be relied on, counted by why.
        is_silent: With such doubts this purpose is told nothing.
        weighed: What is missing, and what it can change.
        advised: The advice of the table while something is missing or in doubt; None when nothing
            is.
    """
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
    doubts += [_DOUBT_WORDS[each] for each, number in messages_in_doubt.items() if number]
    if weighed.known_until is None:
        doubts.append("volledigheid-niet-bewezen")
    if weighed.is_weakened:
        doubts.append("bron-niet-actueel")

    nobody_certain = not _LEAVES_OPEN_WHO.isdisjoint(doubts)
    return Claim(
        verdict=_verdict(
            says_nothing=nobody_certain or is_silent,
            shows_something=shows_something,
            known_until=weighed.known_until,
        ),
        known_until=weighed.known_until,
        advice=_advice(nobody_certain=nobody_certain, advised=advised, has_doubts=bool(doubts)),
        doubts=tuple(dict.fromkeys(doubts)),
        is_silent=is_silent,
    )


def _verdict(*, says_nothing: bool, shows_something: bool, known_until: Instant | None) -> Verdict:
    if says_nothing:
        return "geen-uitspraak"
    if shows_something:
        return "inhoud"
    return "geen-uitspraak" if known_until is None else "niets-bekend-tot"


def _advice(*, nobody_certain: bool, advised: WeakAdvice | None, has_doubts: bool) -> Advice:
    if nobody_certain:
        # Not about currency: until somebody says who is meant there is nothing to decide upon.
        return "aanhouden"
    if advised is not None:
        return advised
    return "beslissen-met-waarschuwing" if has_doubts else "beslissen"
