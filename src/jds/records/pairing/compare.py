"""Compare what a clerk entered from paper with what the source itself stated: pure, with reasons.

Two messages are *exact* when they are about the same person and case, are of one kind and legal
day, name the same offences, and everything else that the paper states in codes, numbers or days
stands in the digital one too. The digital one may say more. Free text is not compared: a clerk and
a system never write it alike. Only what is exact may be paired without a person; all else is a
proposal.

Source: ADR 23.
"""

from datetime import date, datetime
from typing import Any

import msgspec
from msgspec import Struct

from jds.domain.events import (
    CaseRegistered,
    ChargesChanged,
    Event,
    JudgmentGiven,
    StatedInCase,
)
from jds.domain.identity import case_names

METHOD = "koppeling-1"
"""Version of the method; kept with each pair."""

SAME_PERSON = "zelfde-persoon"
OTHER_PERSON = "andere-persoon"
SAME_NUMBER = "zelfde-nummer-persoon"
SAME_CASE = "zelfde-zaak"
OTHER_CASE = "andere-zaak"
SAME_DAY = "zelfde-dag"
OTHER_DAY = "andere-dag"
SAME_OFFENCES = "zelfde-feiten"
OTHER_OFFENCES = "andere-feiten"
SAME_CONTENT = "zelfde-inhoud"

FREE_TEXT = frozenset(
    {
        "kwalificatie",
        "plaats",
        "voorwaarden",
        "instantie",
        "ecli",
        "reden",
        "straat",
        "woonplaats",
        "tekst",
    }
)
"""Fields that two people never write alike; a difference in one says nothing."""

_WEIGHTS = {SAME_PERSON: 3, SAME_NUMBER: 2, SAME_CASE: 3, SAME_DAY: 2, SAME_OFFENCES: 1}
_CONTENT = 2

WORTH_PROPOSING = 6
"""Weight from which on somebody is asked: what is of one person, on one case or one day."""


class Likeness(Struct, frozen=True):
    """How much alike two messages are.

    Attributes:
        is_exact: The register may pair them by itself, if neither has another that is exact.
        weight: To put proposals in order; the larger the more alike.
        reasons: Codes of what is alike and what is not; `verschilt-<field>` names a field of the
            contract in which they differ.
    """

    is_exact: bool
    weight: int
    reasons: tuple[str, ...]


def compare(
    paper: Event, digital: Event, *, same_person: bool, same_number: bool = False
) -> Likeness | None:
    """Return how much alike two messages are; None when they are not of one kind.

    Args:
        same_person: The register knows them to be about one person.
        same_number: They carry one number of a person that links nobody by itself.
    """
    if type(paper) is not type(digital):
        return None
    reasons = [
        SAME_PERSON if same_person else SAME_NUMBER if same_number else OTHER_PERSON,
        *_compare_cases(paper, digital),
        SAME_DAY if paper.legal_day == digital.legal_day else OTHER_DAY,
    ]
    of_paper, of_digital = _offences(paper), _offences(digital)
    if of_paper or of_digital:
        reasons.append(SAME_OFFENCES if of_paper == of_digital else OTHER_OFFENCES)
    else:
        reasons.append(SAME_OFFENCES)
    differing = _differing(paper, digital)
    is_exact = not differing and not (
        {SAME_NUMBER, OTHER_PERSON, OTHER_CASE, OTHER_DAY, OTHER_OFFENCES} & set(reasons)
    )
    weight = sum(_WEIGHTS.get(reason, 0) for reason in reasons)
    if differing:
        reasons += [f"verschilt-{name}" for name in differing]
    else:
        weight += _CONTENT
        reasons.append(SAME_CONTENT)
    return Likeness(is_exact, weight, tuple(reasons))


def _compare_cases(paper: Event, digital: Event) -> list[str]:
    if not isinstance(paper, StatedInCase) or not isinstance(digital, StatedInCase):
        return []
    names, others = set(case_names(paper.case)), set(case_names(digital.case))
    return [SAME_CASE if names & others else OTHER_CASE]


def _offences(event: Event) -> frozenset[int]:
    match event:
        case CaseRegistered() | ChargesChanged():
            return frozenset(offence.number for offence in event.offences)
        case JudgmentGiven():
            return frozenset(finding.offence_number for finding in event.findings)
        case _:
            return frozenset(getattr(event, "offence_numbers", None) or ())


def _differing(paper: Event, digital: Event) -> list[str]:
    """Return the fields that the paper states and the digital message does not state so."""
    leave_out = {"persoon", "zaak"} if isinstance(paper, StatedInCase) else set()
    # Days and moments stay values: one moment can be written with more than one offset.
    stated: dict[str, Any] = msgspec.to_builtins(paper, builtin_types=(date, datetime))
    other: dict[str, Any] = msgspec.to_builtins(digital, builtin_types=(date, datetime))
    return sorted(
        name
        for name, value in stated.items()
        if name not in leave_out and name not in FREE_TEXT and not _states(other.get(name), value)
    )


def _states(digital: Any, paper: Any) -> bool:
    """Tell whether a digital value states all that the paper does."""
    match paper, digital:
        case dict(), dict():
            return all(
                name in FREE_TEXT or _states(digital.get(name), value)
                for name, value in paper.items()
            )
        case list(), list():
            return len(paper) == len(digital) and all(map(_states, digital, paper))
        case str(), str():
            return paper.strip().casefold() == digital.strip().casefold()
        case _:
            return bool(paper == digital)
