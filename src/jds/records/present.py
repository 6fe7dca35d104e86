"""A record in the words of the wire: the JSON of the command line contract, in Dutch.

Presentation adds nothing and decides nothing; every list comes in a total, stable order, so that
the same record is the same text. `null` means that nobody stated it. A day that *was* stated and
became unknown, because a clerk released a message with an impossible date, shows as
`{"type": "DatumOnbekend", "onbekend": true}`: an irrevocability on an unknown day is still one.
"""

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

import msgspec

from jds.domain.blocks import Article, Block, Case, Day, Person, Sanction, SourceValue
from jds.domain.events import (
    CustodyReported,
    DocumentReported,
    ExecutionReported,
    ForeignConviction,
    Moment,
    PardonGranted,
)
from jds.domain.intake_number import intake_number
from jds.domain.message import MessageKey
from jds.domain.paper_source import is_paper_source
from jds.domain.partial_date import UnknownDate
from jds.domain.record import AppealRecord, CaseRecord, OffenceRecord, Outcome, PersonRecord
from jds.domain.time import Instant, duration_to_text, instant_to_text
from jds.law.facts import FactKey, key_of
from jds.law.retention.retained import RetainedKey, foreign_key
from jds.records.distrusted import BY_DOUBTFUL_MESSAGE
from jds.records.retention_on_wire import present_terms
from jds.records.shield_reach import ShieldedFact
from jds.records.shields import ShieldKind, StoredShield
from jds.records.shown import Basis, NotApplied, Provisional, ShownRecord
from jds.sources.currency import SourceCurrency
from jds.sources.distrust import Doubtful

Json: TypeAlias = dict[str, Any]

_NOBODY: Json = {
    "persoon": {"nummers": {"skn": [], "bsn": []}},
    "zaken": [],
    "buitenlandseVeroordelingen": [],
}

_CASE_NUMBER = "p:"
_SOURCE_NUMBER = "b:"


def present(shown: ShownRecord) -> Json:
    """Return what is shown of a person; a person of whom nothing is known has no numbers."""
    shields = {
        key: present_shield(shield, known_at=shown.basis.known_at)
        for key, shield in _shield_by_fact(shown.shields).items()
    }
    terms = present_terms(shown.retained)
    return {
        **(
            _NOBODY
            if shown.person is None
            else present_person(
                shown.person,
                shields=shields,
                terms=terms,
                doubtful=frozenset(
                    key for each in shown.doubtful for key in (each.key, each.concerns) if key
                ),
            )
        ),
        "nietToegepast": [_not_applied(message) for message in shown.not_applied],
        "gewantrouwd": [_doubtful(each) for each in shown.doubtful],
        "voorlopig": [present_provisional(message) for message in shown.provisional],
        "basis": present_basis(shown.basis),
        "actualiteit": [present_currency(currency) for currency in shown.currencies],
    }


def present_person(
    person: PersonRecord,
    *,
    shields: Mapping[FactKey, Json],
    terms: Mapping[RetainedKey, Json] = MappingProxyType({}),
    doubtful: Collection[MessageKey] = frozenset(),
) -> Json:
    """Return what is stated of a person, the cases by their numbers.

    Args:
        shields: How facts are shielded, as `present_shield` says it.
        terms: Until when each may be kept, as `present_terms` says it; for the keeper's own eyes.
        doubtful: Messages of a source that is distrusted.
    """
    return {
        "persoon": present_who(person),
        "zaken": [
            _case(case, shields=shields, terms=terms, doubtful=doubtful)
            for case in _sorted(person.cases)
        ],
        "buitenlandseVeroordelingen": [
            _foreign(conviction) | {"bewaren": terms.get(foreign_key(conviction))}
            for conviction in person.foreign
        ],
    }


def present_basis(basis: Basis) -> Json:
    """Return what an answer stands on: position, moment, edition of the law, day."""
    return {
        "positie": basis.position,
        "bekendOp": instant_to_text(basis.known_at),
        "editie": basis.edition,
        "peildatum": basis.on.isoformat(),
    }


def present_currency(currency: SourceCurrency) -> Json:
    """Return how current one source is, and what of it is missing."""
    complete, last = currency.complete_through_at, currency.last_time
    stated = currency.last_statement
    return {
        "bron": currency.source,
        "soort": currency.kind,
        "stand": currency.standing,
        "volledigVanaf": _instant(currency.complete_from_at),
        "volledigTot": _instant(complete),
        "gaten": [
            {"eersteSequence": gap.first, "laatsteSequence": gap.last} for gap in currency.gaps
        ],
        "aantallenVerschillen": currency.counts_differ,
        "inQuarantaine": currency.quarantined,
        "gebruikelijkeVertraging": (
            None if currency.usual_delay is None else duration_to_text(currency.usual_delay)
        ),
        "afgesnedenSinds": _instant(currency.isolated_since),
        "wantrouwenVanaf": _instant(currency.distrusted_from),
        "laatsteBericht": _instant(last),
        "laatsteStand": (
            None
            if stated is None
            else {
                "positie": stated.position,
                "volledigTotTijdstip": instant_to_text(stated.complete_through_at),
                "laatsteSequence": stated.last_sequence,
            }
        ),
        "positie": currency.position,
        "ontvangenOp": _instant(currency.received_at),
    }


def _instant(at: Instant | None) -> str | None:
    return None if at is None else instant_to_text(at)


def present_who(person: PersonRecord) -> Json:
    """Return who a person is: numbers, description, and what was stated before."""
    current = person.current
    return {
        "nummers": {
            "skn": list(person.skns),
            "bsn": [] if current.bsn is None else [current.bsn.zfill(9)],
            "vNummer": [] if current.v_number is None else [current.v_number],
        },
        **_description(current),
        "overledenOp": _day(person.died_on),
        "identiteitInTwijfel": person.identity_in_doubt,
        "vroegereGegevens": [msgspec.to_builtins(former) for former in person.former],
    }


def _description(person: Person) -> Json:
    return {
        "naam": _block(person.name),
        "geboorte": _block(person.birth),
        "geslacht": _coded(person.sex),
        "nationaliteiten": [_coded(each) for each in person.nationalities or ()],
        "adres": _block(person.address),
        "ouders": [msgspec.to_builtins(parent) for parent in person.parents or ()],
        "aliassen": [msgspec.to_builtins(alias) for alias in person.aliases or ()],
        "rechtspersoon": _block(person.legal_person),
    }


def _sorted(cases: Iterable[CaseRecord]) -> list[CaseRecord]:
    return sorted(cases, key=lambda case: case.names)


def _shield_by_fact(shielded: Iterable[ShieldedFact]) -> dict[FactKey, StoredShield]:
    """Return the shield that is shown with each fact: of two, the one that withholds more."""
    by_fact: dict[FactKey, StoredShield] = {}
    for each in shielded:
        if each.key not in by_fact or each.shield.kind is ShieldKind.SHIELDED:
            by_fact[each.key] = each.shield
    return by_fact


def present_shield(shield: StoredShield, *, known_at: Instant) -> Json:
    """Return how a fact is shielded: since when, by which number, and whether only afterwards."""
    return {
        "soort": shield.kind.value,
        "sinds": instant_to_text(shield.since),
        "nummer": shield.number,
        "naBekendOp": shield.since > known_at,
    }


def _case(
    case: CaseRecord,
    *,
    shields: Mapping[FactKey, Json],
    terms: Mapping[RetainedKey, Json],
    doubtful: Collection[MessageKey],
) -> Json:
    numbers = _names(case, _CASE_NUMBER)
    source_numbers = _names(case, _SOURCE_NUMBER)
    return {
        "parketnummer": numbers[0] if numbers else None,
        "bronZaaknummer": source_numbers[0] if source_numbers else None,
        "overigeNummers": [*numbers[1:], *source_numbers[1:]],
        "alsGeleverd": _delivered(case.delivered),
        "ingeschrevenOp": _day(case.registered_on),
        "instantie": _coded(case.office),
        "leidendeWeg": case.led_by,
        "feiten": [
            _offence(offence, doubtful=doubtful)
            | {
                "afscherming": shields.get(key_of(case, offence)),
                "bewaren": terms.get(key_of(case, offence)),
            }
            for offence in _by_number(case.offences)
        ],
        "afdoeningenZaak": [
            {**_outcome(outcome), "sancties": _sanctions(outcome)} for outcome in case.whole_case
        ],
        "rechtsmiddelen": [_appeal(appeal, case) for appeal in case.appeals],
        "hechtenis": [_custody(custody) for custody in case.custody],
        "tenuitvoerlegging": [_execution(execution) for execution in case.executions],
        "stukken": [_document(document) for document in case.documents],
        "gratie": [_pardon(pardon) for pardon in case.pardons],
    }


def _names(case: CaseRecord, prefix: str) -> list[str]:
    return [name.removeprefix(prefix) for name in sorted(case.names) if name.startswith(prefix)]


def _delivered(case: Case) -> Json:
    return {"parketnummer": case.case_number, "bronZaaknummer": case.source_number}


def _by_number(offences: Iterable[OffenceRecord]) -> list[OffenceRecord]:
    return sorted(offences, key=lambda offence: (offence.description.number, offence.key))


def _offence(offence: OffenceRecord, *, doubtful: Collection[MessageKey]) -> Json:
    stated = offence.description
    is_known = isinstance(stated.kind, str)
    return {
        "feitnummer": stated.number,
        "bronFeitnummer": stated.source_number,
        "soort": stated.kind if is_known else None,
        "soortBronwaarde": None if is_known else _coded(stated.kind),
        "kwalificatie": stated.qualification,
        "artikelen": [_article(article) for article in stated.articles],
        "pleegperiode": msgspec.to_builtins(stated.period),
        "plaats": stated.place,
        "deelneming": _coded(stated.participation),
        "voltooiing": _coded(stated.completion),
        "afdoening": _outcome(offence.outcome),
        "sancties": _sanctions(offence.outcome),
        "geschiedenis": [
            {**_outcome(earlier), "sancties": _sanctions(earlier)} for earlier in offence.history
        ],
        "vervallenUitTenlastelegging": offence.dropped,
        "twijfel": [
            *offence.doubts,
            *([BY_DOUBTFUL_MESSAGE] if offence.outcome.stated_by in doubtful else ()),
        ],
    }


def _article(article: Article) -> Json:
    return {"wet": article.law, "artikel": article.article, "lid": article.paragraph}


def _outcome(outcome: Outcome) -> Json:
    stated_by = outcome.stated_by
    return {
        "soort": outcome.kind,
        "op": _day(outcome.on),
        "onherroepelijkOp": _day(outcome.irrevocable_on),
        "sepotgronden": [_coded(ground) for ground in outcome.grounds],
        "bronwaarde": _block(outcome.source_value),
        "doorRechter": outcome.by_court,
        "aanleg": _coded(outcome.instance),
        "instantie": _coded(outcome.court),
        "ecli": outcome.ecli,
        "voorwaarden": _as_written(outcome.conditions),
        "bericht": None if stated_by is None else {"bron": stated_by.source, "id": stated_by.id},
        "voorlopig": stated_by is not None and is_paper_source(stated_by.source),
    }


def _sanctions(outcome: Outcome) -> list[object]:
    return [_sanction(sanction) for sanction in outcome.sanctions]


def _sanction(sanction: Sanction) -> object:
    """Return a sanction as stated; of the offences it is for, only a company is worth naming."""
    stated: Json = msgspec.to_builtins(sanction)
    if len(sanction.offence_numbers or ()) < 2:
        stated.pop("feitnummers", None)
    return stated


def _appeal(appeal: AppealRecord, case: CaseRecord) -> Json:
    filed = appeal.filed
    number_of = {offence.key: offence.description.number for offence in case.offences}
    return {
        "rechtsmiddelId": filed.appeal_id,
        "soort": _coded(filed.appeal),
        "partij": _coded(filed.party),
        "ingesteldOp": _day(filed.filed_on),
        "feitnummers": sorted(number_of[key] for key in appeal.against if key in number_of),
        "ingetrokken": [
            {"feitnummer": number_of[key], "op": _day(on)}
            for key, on in sorted(appeal.withdrawn, key=lambda ended: ended[0])
            if key in number_of
        ],
    }


def _custody(custody: CustodyReported) -> Json:
    return {
        "soort": _coded(custody.custody),
        "vanTijdstip": _moment(custody.from_at),
        "totTijdstip": _moment(custody.until_at),
    }


def _execution(execution: ExecutionReported) -> Json:
    return {
        "soort": _coded(execution.execution),
        "op": _day(execution.executed_on),
        "sanctie": msgspec.to_builtins(execution.sanction),
        "verwachtEindeOp": _day(execution.expected_end_on),
    }


def _document(document: DocumentReported) -> Json:
    return {
        "stuk": _coded(document.document),
        "verwachtOp": _day(document.expected_on),
        "ontvangenOp": _day(document.received_on),
        "bestemd": [_coded(receiver) for receiver in document.meant_for],
    }


def _pardon(pardon: PardonGranted) -> Json:
    return {
        "besluitnummer": pardon.decree_number,
        "beslotenOp": _day(pardon.decided_on),
        "sancties": [_sanction(sanction) for sanction in pardon.sanctions],
    }


def _foreign(conviction: ForeignConviction) -> Json:
    judgment = conviction.judgment
    return {
        "land": _coded(conviction.country),
        "kenmerk": judgment.reference,
        "instantie": judgment.court,
        "uitgesprokenOp": _day(judgment.given_on),
        "onherroepelijkOp": _day(judgment.irrevocable_on),
        "feiten": [msgspec.to_builtins(offence) for offence in judgment.offences],
        "sancties": [msgspec.to_builtins(sanction) for sanction in judgment.sanctions],
        "doorgifteToegestaan": judgment.may_be_passed_on,
    }


def _not_applied(message: NotApplied) -> Json:
    return {
        "bron": message.key.source,
        "id": message.key.id,
        "soort": message.kind,
        "positie": message.position,
        "toestand": message.effect.value,
        "reden": message.reason,
    }


def _doubtful(message: Doubtful) -> Json:
    return {
        "bron": message.key.source,
        "id": message.key.id,
        "soort": message.kind,
        "positie": message.position,
        "sinds": instant_to_text(message.since),
        "onjuistBevonden": message.is_wrong,
    }


def present_provisional(message: Provisional) -> Json:
    """Return a message that a clerk entered: how it came, and under which intake number."""
    return {
        "bron": message.key.source,
        "id": message.key.id,
        "soort": message.kind,
        "positie": message.position,
        "kanaal": message.channel,
        "innamenummer": intake_number(message.item),
    }


def _as_written(value: object) -> object:
    """Return what the register keeps and does not read, as its source wrote it."""
    return msgspec.json.decode(value) if isinstance(value, msgspec.Raw) else value


def _day(day: Day | None) -> object:
    if day is None:
        return None
    return msgspec.to_builtins(day) if isinstance(day, UnknownDate) else day.isoformat()


def _moment(at: Moment | None) -> object:
    if at is None:
        return None
    return msgspec.to_builtins(at) if isinstance(at, UnknownDate) else instant_to_text(at)


def _coded(value: str | SourceValue | None) -> object:
    return _block(value) if isinstance(value, SourceValue) else value


def _block(block: Block | None) -> object:
    return None if block is None else msgspec.to_builtins(block)
