"""Until when something may be kept, in the words of the wire (`bewaren`)."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from jds.domain.record import CaseRecord, OffenceRecord
from jds.law.facts import key_of
from jds.law.retention.retained import ForeignKey, Retained, RetainedKey
from jds.records.reasons_on_wire import present_reason
from jds.records.shown import ShownRecord

Json: TypeAlias = dict[str, Any]


def present_terms(retained: Iterable[Retained]) -> Mapping[RetainedKey, Json]:
    """Return how long each offence, and each foreign conviction, may be kept."""
    return {each.key: present_retained(each) for each in retained}


def present_retained(retained: Retained) -> Json:
    """Return one term.

    `tot` is the first day on which the data are gone; null means that no end is known yet, and
    the reasons say why. `nuWeg` tells that this day has come.
    """
    gone_on, review_on = retained.gone_on, retained.review_on
    return {
        "tot": None if gone_on is None else gone_on.isoformat(),
        "nuWeg": retained.due_now,
        "toetsenOp": None if review_on is None else review_on.isoformat(),
        "categorie": retained.category,
        "beslistDoor": retained.decided_by,
        "openVragen": list(retained.open_questions),
        "redenen": [present_reason(reason) for reason in retained.reasons],
    }


def present_due(stored: ShownRecord, due: Iterable[Retained]) -> Json:
    """Return what must be gone of a person: each offence by its numbers, with its term.

    `afgeschermd` tells that the register itself shields the offence. A disputed datum, or one
    that is evidence, is shielded instead of destroyed (Wjsg art. 22(3)); people decide.
    """
    person = stored.person
    shielded = {each.key for each in stored.shields}
    offences: dict[RetainedKey, Json] = {}
    if person is not None:
        for case in person.cases:
            for offence in case.offences:
                offences[key_of(case, offence)] = _named(case, offence)
    return {
        "nummers": {"skn": [] if person is None else list(person.skns)},
        "feiten": [
            {
                **(_named_abroad(each.key) if isinstance(each.key, ForeignKey) else _NAMELESS),
                **offences.get(each.key, {}),
                "afgeschermd": each.key in shielded,
                "bewaren": present_retained(each),
            }
            for each in due
        ],
    }


_NAMELESS: Json = dict.fromkeys(
    ("parketnummer", "bronZaaknummer", "feitnummer", "soort", "afdoening", "land", "kenmerk")
)


def _named(case: CaseRecord, offence: OffenceRecord) -> Json:
    stated = offence.description
    return {
        "parketnummer": case.delivered.case_number,
        "bronZaaknummer": case.delivered.source_number,
        "feitnummer": stated.number,
        "soort": stated.kind if isinstance(stated.kind, str) else None,
        "afdoening": offence.outcome.kind,
    }


def _named_abroad(key: ForeignKey) -> Json:
    return {**_NAMELESS, "land": key.country, "kenmerk": key.reference}
