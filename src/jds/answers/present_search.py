"""A search and its candidates in the words of the wire, for whoever decides who is meant."""

from typing import Any, TypeAlias

import msgspec

from jds.answers.searches import KeptSearch, ListedSearch
from jds.answers.show_search import ShownCandidate, ShownDecision, ShownSearch
from jds.domain.time import instant_to_text
from jds.records.present import present_person

Json: TypeAlias = dict[str, Any]

_SHOWN = (
    "nummers",
    "naam",
    "geboorte",
    "geslacht",
    "nationaliteiten",
    "ouders",
    "aliassen",
    "adres",
    "vroegereGegevens",
)
"""What describes a person: enough to decide who is meant, nothing of what they are known for."""


def present_listed_search(listed: ListedSearch) -> Json:
    """Return a line of the list of searches: nothing of a person."""
    if listed.decision is not None:
        state = "beslist"
    elif listed.is_forgotten:
        state = "vergeten"
    else:
        state = "te-beslissen" if listed.is_open else "afgerond"
    return {
        "zoeknummer": listed.number,
        "gevraagdOp": instant_to_text(listed.asked_at),
        "ontvanger": listed.recipient,
        "doel": listed.purpose,
        "gevonden": listed.found,
        "methode": listed.method,
        "stand": state,
        "besluit": listed.decision,
    }


def present_search(shown: ShownSearch) -> Json:
    """Return a search with what was asked, each candidate field by field, and every decision."""
    kept = shown.kept
    return {
        "zoeknummer": kept.number,
        "gevraagdOp": instant_to_text(kept.asked_at),
        "ontvanger": kept.recipient,
        "doel": kept.purpose,
        "gevonden": kept.found,
        "gevraagd": None if kept.described is None else _described(kept),
        "kandidaten": [
            _candidate(rank, each) for rank, each in enumerate(shown.candidates, start=1)
        ],
        "afgekapt": shown.cut_off,
        "anderenSindsdien": shown.others_since,
        "besluiten": [_decision(each, kept=kept) for each in shown.decisions],
        "basis": {
            "positie": kept.position,
            "bekendOp": instant_to_text(kept.at),
            "editie": kept.edition,
            "methode": kept.method,
        },
    }


def _described(kept: KeptSearch) -> Json:
    told: Json = msgspec.to_builtins(kept.described)
    return {name: value for name, value in told.items() if value is not None}


def _candidate(rank: int, candidate: ShownCandidate) -> Json:
    told: Json = {}
    if candidate.person is not None:
        person = present_person(candidate.person, shields={})["persoon"]
        told = {name: person[name] for name in _SHOWN if name in person}
    return {
        "kandidaat": rank,
        "persoon": told or None,
        "gewicht": candidate.found.weight,
        "redenen": [
            {"veld": each.field, "uitkomst": each.outcome, "gewicht": each.weight}
            for each in candidate.reasons
        ],
    }


def _decision(shown: ShownDecision, *, kept: KeptSearch) -> Json:
    decision = shown.decision
    chosen = next(
        (
            rank
            for rank, each in enumerate(kept.candidates, start=1)
            if decision.subject_id in each.subjects
        ),
        None,
    )
    return {
        "besluit": decision.number,
        "op": instant_to_text(decision.decided_at),
        "door": decision.decided_by,
        "uitkomst": "niemand" if decision.subject_id is None else "persoon",
        "kandidaat": chosen,
        "reden": shown.reason,
        "teruggenomenOp": (
            None if decision.taken_back_at is None else instant_to_text(decision.taken_back_at)
        ),
        "redenTerugname": shown.reason_for_taking_back,
    }
