"""The part of a record that a ground may see, in the words of the wire.

The disclosure says which facts and which groups of fields. Here what is not shown is left out, and
with it everything in the case that would tell of it: an appeal against a fact that is not shown, an
execution that may be of one. What cannot be told apart is left out.
"""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from msgspec import structs

from jds.domain.events import CustodyReported, ExecutionReported
from jds.domain.record import AppealRecord, CaseRecord, OffenceRecord, Outcome, PersonRecord
from jds.law.disclosure.disclosure import (
    CaseDisclosure,
    Disclosure,
    FactDisclosure,
    FactField,
    PersonField,
)
from jds.law.facts import FactKey, key_of
from jds.records.present import present_person

Json: TypeAlias = dict[str, Any]

Shown: TypeAlias = Mapping[FactKey, FactDisclosure | CaseDisclosure]
"""What may be shown of each fact, and of each case without facts."""

_PERSON: dict[str, PersonField] = {
    "nummers": "nummers",
    "naam": "naam",
    "geboorte": "geboorte",
    "adres": "adres",
    "nationaliteiten": "nationaliteit",
    "rechtspersoon": "rechtspersoon",
    "geslacht": "overige-persoonsgegevens",
    "ouders": "overige-persoonsgegevens",
    "aliassen": "overige-persoonsgegevens",
    "overledenOp": "overige-persoonsgegevens",
    "vroegereGegevens": "overige-persoonsgegevens",
}
_CASE: dict[str, FactField] = {
    "parketnummer": "parketnummer",
    "bronZaaknummer": "parketnummer",
    "overigeNummers": "parketnummer",
    "ingeschrevenOp": "inschrijving",
    "instantie": "inschrijving",
    "leidendeWeg": "inschrijving",
    "afdoeningenZaak": "afdoening",
    "rechtsmiddelen": "rechtsmiddelen",
    "hechtenis": "hechtenis",
    "tenuitvoerlegging": "tenuitvoerlegging",
    "gratie": "gratie",
    "stukken": "stukken",
}
_FACT: dict[str, FactField] = {
    "soort": "kwalificatie",
    "soortBronwaarde": "kwalificatie",
    "kwalificatie": "kwalificatie",
    "plaats": "kwalificatie",
    "deelneming": "kwalificatie",
    "voltooiing": "kwalificatie",
    "artikelen": "artikelen",
    "pleegperiode": "pleegperiode",
    "vervallenUitTenlastelegging": "afdoening",
    "twijfel": "twijfel",
}
_OUTCOME: dict[str, FactField] = {
    "soort": "afdoening",
    "op": "afdoening",
    "bronwaarde": "afdoening",
    "doorRechter": "afdoening",
    "aanleg": "afdoening",
    "instantie": "afdoening",
    "ecli": "afdoening",
    "onherroepelijkOp": "onherroepelijkheid",
    "sepotgronden": "sepotgronden",
    "voorwaarden": "voorwaarden",
    "voorlopig": "afdoening",
}
_FOREIGN: dict[str, FactField] = {
    "land": "afdoening",
    "kenmerk": "parketnummer",
    "instantie": "afdoening",
    "uitgesprokenOp": "afdoening",
    "onherroepelijkOp": "onherroepelijkheid",
    "feiten": "kwalificatie",
    "sancties": "sancties",
    "doorgifteToegestaan": "afdoening",
}
_NUMBERS = ("feitnummer", "bronFeitnummer")


def content_of(person: PersonRecord, disclosure: Disclosure) -> Json:
    """Return what `disclosure` lets its recipient see of `person`."""
    shown: Shown = {each.key: each for each in disclosure.decided() if each.shown}
    cases = [
        visible for case in person.cases if (visible := _visible_case(case, shown)) is not None
    ]
    foreign = [each for each in disclosure.foreign if each.shown]
    visible_person = structs.replace(
        person,
        cases=tuple(cases),
        foreign=tuple(person.foreign[each.index] for each in foreign),
    )
    presented = present_person(visible_person, shields={})
    in_order = sorted(cases, key=lambda case: case.names)
    return {
        "persoon": _chosen(presented["persoon"], _PERSON, allowed=disclosure.person_fields),
        "zaken": [
            _case(case, written, shown=shown)
            for case, written in zip(in_order, presented["zaken"], strict=True)
        ],
        "buitenlandseVeroordelingen": [
            _chosen(written, _FOREIGN, allowed=each.fields)
            for each, written in zip(foreign, presented["buitenlandseVeroordelingen"], strict=True)
        ],
    }


def _visible_case(case: CaseRecord, shown: Shown) -> CaseRecord | None:
    """Return a case with what may be told of it; None when nothing of it may."""
    if not case.offences:
        return case if _key_of_case(case) in shown else None
    offences = tuple(offence for offence in case.offences if key_of(case, offence) in shown)
    if not offences:
        return None
    if len(offences) == len(case.offences):
        return case
    numbers = {offence.description.number for offence in offences}
    keys = {offence.key for offence in offences}
    return structs.replace(
        case,
        offences=tuple(_without_others(offence, numbers=numbers) for offence in offences),
        whole_case=(),
        appeals=tuple(_visible_appeals(case.appeals, keys=keys)),
        custody=(),
        executions=tuple(each for each in case.executions if _is_of(each, numbers=numbers)),
        documents=(),
        pardons=(),
    )


def _without_others(offence: OffenceRecord, *, numbers: set[int]) -> OffenceRecord:
    """Return an offence whose sanctions name none of the offences that are not shown."""
    return structs.replace(
        offence,
        outcome=_outcome_of(offence.outcome, numbers=numbers),
        history=tuple(_outcome_of(each, numbers=numbers) for each in offence.history),
    )


def _outcome_of(outcome: Outcome, *, numbers: set[int]) -> Outcome:
    sanctions = tuple(
        sanction
        if sanction.offence_numbers is None
        else structs.replace(
            sanction,
            offence_numbers=tuple(each for each in sanction.offence_numbers if each in numbers),
        )
        for sanction in outcome.sanctions
    )
    return structs.replace(outcome, sanctions=sanctions)


def _visible_appeals(appeals: Iterable[AppealRecord], *, keys: set[str]) -> Iterable[AppealRecord]:
    for appeal in appeals:
        against = tuple(key for key in appeal.against if key in keys)
        if against:
            withdrawn = tuple(each for each in appeal.withdrawn if each[0] in keys)
            yield structs.replace(appeal, against=against, withdrawn=withdrawn)


def _is_of(execution: ExecutionReported, *, numbers: set[int]) -> bool:
    """Tell whether an execution certainly is of shown offences alone."""
    stated = execution.sanction.offence_numbers
    return stated is not None and numbers.issuperset(stated)


def _case(case: CaseRecord, written: Json, *, shown: Shown) -> Json:
    if not case.offences:
        return _chosen(written, _CASE, allowed=shown[_key_of_case(case)].fields) | {"feiten": []}
    offences = sorted(case.offences, key=lambda each: (each.description.number, each.key))
    decided = [shown[key_of(case, offence)] for offence in offences]
    # What is said of the whole case must be allowed for every fact of it that is shown.
    allowed = frozenset.intersection(*(each.fields for each in decided))
    told = _chosen(written, _CASE, allowed=allowed)
    if "hechtenis" not in allowed and "invrijheidstelling" in allowed:
        told["hechtenis"] = [
            each
            for each, custody in zip(written["hechtenis"], case.custody, strict=True)
            if _is_release(custody)
        ]
    return told | {
        "feiten": [
            _fact(each, decided=decision)
            for each, decision in zip(written["feiten"], decided, strict=True)
        ]
    }


def _key_of_case(case: CaseRecord) -> FactKey:
    return FactKey(case.names[0] if case.names else "", "")


def _is_release(custody: CustodyReported) -> bool:
    return custody.custody == "invrijheidstelling"


def _fact(written: Json, *, decided: FactDisclosure | CaseDisclosure) -> Json:
    fields = decided.fields
    told = {name: written[name] for name in _NUMBERS} | _chosen(written, _FACT, allowed=fields)
    if outcome := _chosen(written["afdoening"], _OUTCOME, allowed=fields):
        told["afdoening"] = outcome
    told |= _sanctions(written, fields=fields)
    if "geschiedenis" in fields:
        told["geschiedenis"] = [
            _chosen(earlier, _OUTCOME, allowed=fields) | _sanctions(earlier, fields=fields)
            for earlier in written["geschiedenis"]
        ]
    if isinstance(decided, CaseDisclosure):
        return told
    if "telt-mee-tot" in fields:
        until = decided.counts_until
        told["teltMeeTot"] = None if until is None else until.isoformat()
    if decided.weighing is not None:
        told["weging"] = decided.weighing
    if decided.marks:
        told["markeringen"] = sorted(decided.marks)
    return told


def _sanctions(written: Json, *, fields: frozenset[FactField]) -> Json:
    if "sancties" in fields:
        return {"sancties": written["sancties"]}
    if "proeftijd" in fields:
        terms = [
            {"proeftijd": each["proeftijd"]} for each in written["sancties"] if "proeftijd" in each
        ]
        return {"sancties": terms}
    return {}


def _chosen(
    written: Mapping[str, Any], groups: Mapping[str, str], *, allowed: Iterable[str]
) -> Json:
    permitted = frozenset(allowed)
    return {
        name: written[name]
        for name, group in groups.items()
        if group in permitted and name in written
    }
