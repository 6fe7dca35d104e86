"""An answer in the words of the wire: the JSON of the command line contract, in Dutch.

Two readers, two texts. The recipient sees what its ground lets it see and why; what is withheld is
not there, and nothing tells that it exists. The privacy officer sees of every fact why it was shown
or withheld.
"""

from collections.abc import Iterable
from typing import Any, TypeAlias

from jds.answers.asked import Inquiry, Through
from jds.answers.concerns import Concerned
from jds.answers.content import content_of
from jds.answers.explain import Explained, Numbers
from jds.answers.judge import Judged
from jds.answers.keep import AnswerLine
from jds.domain.record import PersonRecord
from jds.domain.time import instant_to_text
from jds.law.classified import Classification
from jds.records.present import present_basis
from jds.records.reasons_on_wire import present_reason
from jds.records.shown import ShownRecord

Json: TypeAlias = dict[str, Any]


NOTHING_TOLD: Json = {"inhoud": None, "classificaties": [], "redenen": []}
"""What is told when there is nobody to tell of."""


def present_told(person: PersonRecord, judged: Judged) -> Json:
    """Return what is told of a person: the content, how it is sorted, and why."""
    return {
        "inhoud": content_of(person, judged.disclosure),
        "classificaties": [_classification(each, judged) for each in judged.classifications],
        "redenen": list(_reasons_of_shown(judged)),
    }


def present_nobody(ground: Judged) -> Json:
    """Return what is told when nobody may be told of: the ground of the request, and no more."""
    return NOTHING_TOLD | {"redenen": list(map(present_reason, ground.disclosure.reasons))}


def present_answer(
    line: AnswerLine,
    *,
    told: Json,
    record: ShownRecord | None,
    doubts: Iterable[str],
    currency: Json,
) -> Json:
    """Return an answer as its recipient gets it.

    Args:
        told: What is told of a person, or that there is nothing to tell.
        record: Of that person; None when nobody may be told of.
        currency: What it says of its own currency, and of what follows from it.
    """
    return {
        "antwoordnummer": line.number,
        "ontvanger": line.inquiry.request.recipient,
        "doel": line.inquiry.request.purpose,
        # What goes with a person is erased with that person; where there is none, it is not kept.
        "gevraagd": _asked(
            line.inquiry.without_facts() if line.subject_id is None else line.inquiry
        ),
        "gevonden": line.found,
        "oordeel": line.verdict,
        "bekendTot": None if line.known_until is None else instant_to_text(line.known_until),
        "advies": line.advice,
        "vervolg": _next_step(line),
        "kanttekeningen": list(doubts),
        **told,
        "nietToegepast": _not_applied(record),
        "basis": present_basis(line.basis) | {"identiteit": present_through(line.through)},
        **currency,
    }


def present_through(through: Through) -> Json:
    """Return by what it was found who is meant: nothing of the person or of a candidate."""
    return {
        "gevondenDoor": through.by,
        "methode": through.method,
        "zoeknummer": through.search,
        "besluit": (
            None
            if through.decided_at is None
            else {"nummer": through.decision, "op": instant_to_text(through.decided_at)}
        ),
    }


def _next_step(line: AnswerLine) -> str | None:
    """Return what a recipient can do who was not told of anybody for want of knowing who is meant.

    How many may be meant, and how they differ, is not said: that would tell of each of them.
    """
    if line.found not in ("strijdig", "kandidaten"):
        return None
    return "beslissing-aangevraagd" if line.through.search is not None else "vraag-met-skn"


def present_identity(explained: Explained) -> Json:
    """Return of whom an answer was, or may have been, by number: for the privacy officer alone."""
    return present_through(explained.kept.line.through) | {
        "persoon": _numbers(explained.made_of),
        "kandidaten": _numbers(explained.candidates),
    }


def _numbers(numbers: Numbers) -> Json:
    return {"skn": list(numbers.skns), "zonderSkn": numbers.without_skn}


def present_explanation(judged: Judged) -> Json:
    """Return of every fact why it was shown or withheld: for the privacy officer alone."""
    concerned = Concerned(judged.facts)
    return {
        "feiten": [
            {
                "betreft": concerned.name(each.key),
                "getoond": each.shown,
                "velden": sorted(each.fields),
                "weging": each.weighing,
                "teltMeeTot": None if each.counts_until is None else each.counts_until.isoformat(),
                "markeringen": sorted(each.marks),
                "redenen": [present_reason(reason) for reason in each.reasons],
            }
            for each in judged.disclosure.facts
        ],
        "zakenZonderFeiten": [
            {
                "betreft": concerned.name(each.key),
                "getoond": each.shown,
                "velden": sorted(each.fields),
                "redenen": [present_reason(reason) for reason in each.reasons],
            }
            for each in judged.disclosure.cases
        ],
        "buitenlandseVeroordelingen": [
            {
                "kenmerk": each.reference,
                "getoond": each.shown,
                "velden": sorted(each.fields),
                "redenen": [present_reason(reason) for reason in each.reasons],
            }
            for each in judged.disclosure.foreign
        ],
        "redenen": [present_reason(reason) for reason in judged.disclosure.reasons],
    }


def _classification(classification: Classification, judged: Judged) -> Json:
    """Return how facts are sorted, and why each is where it is."""
    concerned = Concerned(judged.facts)
    fields = {each.key: each.fields for each in judged.disclosure.facts}
    return {
        "onderwerp": classification.subject,
        "feiten": [
            {
                "betreft": concerned.name(each.key, fields=fields.get(each.key)),
                "groep": each.group,
                "redenen": [present_reason(reason) for reason in each.reasons],
            }
            for each in classification.facts
        ],
        "redenen": [present_reason(reason) for reason in classification.reasons],
    }


def _asked(inquiry: Inquiry) -> Json:
    facts = [
        {"parketnummer": each.case_number, "feitnummer": each.offence_number}
        for each in inquiry.named
    ]
    return inquiry.besides() | ({"feiten": facts} if facts else {})


def _reasons_of_shown(judged: Judged) -> Iterable[Json]:
    concerned = Concerned(judged.facts)
    for reason in judged.disclosure.reasons:
        yield present_reason(reason)
    for each in judged.disclosure.decided():
        if each.shown:
            # A ground that may not see the number of the case may not learn it from the reasons.
            named = concerned.name(each.key, fields=each.fields)
            for reason in each.reasons:
                yield present_reason(reason) | {"betreft": named}
    for foreign in judged.disclosure.foreign:
        if foreign.shown:
            named = {"kenmerk": foreign.reference} if "parketnummer" in foreign.fields else {}
            for reason in foreign.reasons:
                yield present_reason(reason) | {"betreft": named}


def _not_applied(record: ShownRecord | None) -> Json:
    """Return how many messages about the person wait or contradict: never what they say."""
    counted = {"wachtend": 0, "tegenstrijdig": 0}
    for message in () if record is None else record.not_applied:
        counted[message.effect.value] += 1
    return counted
