"""A doubtful identity in the words of the wire."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from jds.domain.time import Instant, instant_to_text
from jds.persons.review.evidence import Evidence
from jds.persons.review.items import ReviewItem
from jds.persons.review.state import Judged, Turn

Json: TypeAlias = dict[str, Any]


def present_item(item: ReviewItem, *, now: Instant) -> Json:
    """Return an item without anything of a person: for the list."""
    standing = item.history.standing()
    evidence = None if item.seen is None else item.seen.evidence
    return {
        "nummer": item.number,
        "soort": item.kind.value,
        "toestand": item.state().value,
        "gronden": [] if evidence is None else [each.value for each in evidence.grounds],
        "sterkte": None if evidence is None else evidence.strength.value,
        "gewicht": None if evidence is None else evidence.weight,
        "herkomst": item.origin.value,
        "sinds": instant_to_text(item.opened_at),
        "dagenOud": max(0, (now - item.opened_at).days),
        "eigenaar": item.owner(),
        "oordeel": None if standing is None else standing.judgement.value,
        "voorstel": None if standing is None else standing.proposal,
        "methode": None if evidence is None else evidence.method,
    }


def present_evidence(item: ReviewItem) -> Json | None:
    """Return what speaks for an item, field by field; None when that was erased."""
    if item.seen is None:
        return None
    return {
        **_evidence(item.seen.evidence),
        "gezienOp": instant_to_text(item.seen.seen_at),
        "positie": item.seen.position,
    }


def present_judgement(judged: Judged, *, reasons: Mapping[tuple[int, bool], str]) -> Json:
    """Return what somebody judged, why, and whether and why it was taken back."""
    taken_back = judged.taken_back_at
    return {
        "oordeel": judged.judgement.value,
        "op": instant_to_text(judged.judged_at),
        "door": judged.judged_by,
        "reden": reasons.get((judged.number, False)),
        "gewicht": judged.weight,
        "voorstel": judged.proposal,
        "teruggenomenOp": None if taken_back is None else instant_to_text(taken_back),
        "redenTerugnemen": reasons.get((judged.number, True)),
    }


def present_turn(turn: Turn) -> Json:
    """Return what the machine noted."""
    return {"op": instant_to_text(turn.at), "stap": turn.word.value, "waarom": turn.why.value}


def _evidence(evidence: Evidence) -> Json:
    return {
        "gronden": [each.value for each in evidence.grounds],
        "gewicht": evidence.weight,
        "sterkte": evidence.strength.value,
        "velden": [
            {"veld": each.field, "uitkomst": each.outcome, "gewicht": each.weight}
            for each in evidence.fields
        ],
        "methode": evidence.method,
    }
