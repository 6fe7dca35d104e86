"""Who may send what: the table of the message contract, row by row."""

import pytest

from jds.domain.events import KINDS, POLICE_DATA_KIND
from jds.law.rules import Law
from jds.law.senders import Senders
from tests.law.cases import SenderCase, sender_cases

EVERY = {
    "om",
    "court",
    "cjib",
    "police",
    "penal-order-body",
    "person-authority",
    "minister",
    "foreign-court",
}

WHO_MAY_SEND = {
    "zaak-ingeschreven": {"om"},
    "tenlastelegging-gewijzigd": {"om"},
    "vervolging-beslist": {"om", "cjib", "penal-order-body"},
    "uitspraak-gedaan": {"court"},
    "rechtsmiddel-ingesteld": {"court", "om"},
    "rechtsmiddel-ingetrokken": {"court", "om"},
    "onherroepelijk-geworden": {"court", "om", "cjib"},
    "tenuitvoerlegging-gemeld": {"cjib"},
    "hechtenis-gemeld": {"om", "court", "police"},
    "stuk-gemeld": {"om", "court"},
    "gegevens-gecorrigeerd": EVERY,
    "gegevens-ingetrokken": EVERY,
    "persoon-gewijzigd": {"person-authority", "om"},
    "persoon-samengevoegd": {"person-authority"},
    "persoon-gesplitst": {"person-authority"},
    "persoon-overleden": {"person-authority"},
    "gratie-verleend": {"minister"},
    "buitenlandse-veroordeling": {"foreign-court", "minister"},
    "bron-stand": EVERY,
}


@pytest.fixture(scope="module")
def senders(law: Law) -> Senders:
    return Senders(law)


@pytest.mark.parametrize("case", sender_cases(), ids=lambda case: case.name)
def test_sender(case: SenderCase, senders: Senders) -> None:
    given = case.given
    assert given.keys() <= {"source", "sends", "decides"}, "a slip of the pen"

    allowed = senders.may_send(
        given["source"], message_kind=given["sends"], decision=given.get("decides")
    )

    assert allowed is case.allowed, case.because


@pytest.mark.parametrize("kind", sorted(WHO_MAY_SEND))
def test_a_kind_comes_from_the_sources_of_the_contract_only(kind: str, senders: Senders) -> None:
    may = {source for source in EVERY if senders.may_send(source, message_kind=kind)}

    assert may == WHO_MAY_SEND[kind]


def test_the_rule_speaks_about_every_kind_of_the_contract_and_no_other(law: Law) -> None:
    assert set(law.allowed_kinds.newest.value.kinds) == {*KINDS, POLICE_DATA_KIND}
    assert set(WHO_MAY_SEND) == set(KINDS)


@pytest.mark.parametrize("source", ["cjib", "penal-order-body"])
def test_some_sources_may_send_penal_orders_and_no_other_decision(
    source: str, senders: Senders
) -> None:
    kind = "vervolging-beslist"

    assert senders.may_send(source, message_kind=kind, decision="strafbeschikking")
    assert not senders.may_send(source, message_kind=kind, decision="sepot")


def test_the_prosecution_service_may_send_every_decision(senders: Senders) -> None:
    for decision in ("strafbeschikking", "sepot", "dagvaarding"):
        assert senders.may_send("om", message_kind="vervolging-beslist", decision=decision)


def test_police_data_come_in_an_emergency_and_from_the_police_only(senders: Senders) -> None:
    kind = POLICE_DATA_KIND

    assert not any(senders.may_send(source, message_kind=kind) for source in EVERY)
    assert {
        source
        for source in EVERY
        if senders.may_send(source, message_kind=kind, in_an_emergency=True)
    } == {"police"}


def test_an_unknown_source_or_kind_is_never_allowed(senders: Senders) -> None:
    assert not senders.may_send("municipality", message_kind="bron-stand")
    assert not senders.may_send("om", message_kind="iets-anders")
    assert not senders.may_send("om", message_kind="iets-anders", in_an_emergency=True)
