"""The fate of a message, decided without a database."""

import pytest

from jds.domain.message import AcceptedMessage, MessageKey
from jds.domain.time import LegalDay, day_from_text
from jds.intake.fates import (
    ID_WAS_RETURNED,
    OTHER_MESSAGE_SAME_ID,
    Accepted,
    Fate,
    Known,
    KnownKey,
    Rival,
    Verdict,
    comes_first,
    decide_fates,
)
from jds.intake.judge import Judge
from jds.intake.judgement import Candidate
from jds.intake.known import digest_of
from tests.intake.deliveries import (
    KEY,
    KINDS,
    OM,
    Wire,
    judged,
    may_send,
    not_allowed,
    registered,
    unfit,
)

JUDGE = Judge(sources=KINDS, may_send=may_send)
DAY: LegalDay = day_from_text("2026-03-02")
NAME = MessageKey(OM, "m-1")

EARLY = registered(1, on="2025-03-01")
LATE = registered(1, on="2025-03-05")
LATEST = registered(1, on="2025-03-09")

SET_ASIDE = Verdict(Fate.SET_ASIDE, OTHER_MESSAGE_SAME_ID)
ACCEPTED = Verdict(Fate.ACCEPTED)


def fates(*messages: Wire | bytes, known: Known | None = None) -> list[Verdict]:
    batch = judged(messages, judge=JUDGE)
    return list(decide_fates(batch, known=known or Known()).verdicts)


def candidate(message: Wire) -> Candidate:
    (line,) = judged([message], judge=JUDGE)
    assert isinstance(line.judgement, Candidate)
    return line.judgement


def in_ledger(message: Wire, *, position: int = 5) -> Known:
    """Return what is known when `message` is the accepted one under its id."""
    content = candidate(message)
    digest = digest_of(content, key=KEY) or b""
    said = AcceptedMessage(
        position=position,
        key=content.key,
        time=content.time,
        sequence=content.sequence,
        event=content.event,
    )
    rival = Rival(said, content.text.encode(), content.canonical)
    key = KnownKey({digest: position}, Accepted(position, digest, DAY, rival))
    return Known({content.key: key})


def test_a_message_that_nothing_is_known_about_is_accepted() -> None:
    assert fates(EARLY) == [ACCEPTED]


def test_the_same_message_again_is_a_duplicate_whatever_the_order_of_its_keys() -> None:
    turned = dict(reversed(EARLY.items()))

    assert fates(turned, known=in_ledger(EARLY)) == [Verdict(Fate.DUPLICATE, position=5)]


def test_the_same_message_twice_in_a_batch_counts_once() -> None:
    assert [verdict.fate for verdict in fates(EARLY, EARLY)] == [Fate.ACCEPTED, Fate.DUPLICATE]


def test_of_two_contents_under_one_id_the_first_in_order_stays_the_accepted_one() -> None:
    assert fates(LATE, known=in_ledger(EARLY)) == [SET_ASIDE]


def test_of_two_contents_under_one_id_the_first_in_order_is_accepted_when_it_comes_last() -> None:
    assert fates(EARLY, known=in_ledger(LATE)) == [Verdict(Fate.ACCEPTED, displaces=5)]


def test_contents_that_compete_within_a_batch_leave_one_accepted() -> None:
    assert fates(LATEST, EARLY, LATE) == [SET_ASIDE, ACCEPTED, SET_ASIDE]


def test_a_message_that_wins_within_a_batch_displaces_what_the_loser_displaced() -> None:
    assert fates(LATE, EARLY, known=in_ledger(LATEST)) == [
        SET_ASIDE,
        Verdict(Fate.ACCEPTED, displaces=5),
    ]


def test_only_the_message_in_the_ledger_is_displaced() -> None:
    known = in_ledger(LATEST)
    batch = judged([LATE, EARLY], judge=JUDGE)

    assert [each.position for each in decide_fates(batch, known=known).displaced] == [5]


def test_a_full_tie_is_decided_by_the_content_and_not_by_arrival() -> None:
    one = candidate(registered(1) | {"toelichting": "een"})
    other = candidate(registered(1) | {"toelichting": "ander"})

    assert comes_first(other, one)
    assert not comes_first(one, other)


def test_nothing_competes_with_a_message_that_was_erased() -> None:
    erased = Known({NAME: KnownKey({b"digest": 5}, Accepted(5, b"digest", DAY))})

    assert fates(EARLY, known=erased) == [SET_ASIDE]


def test_an_unfit_message_does_not_compete_with_a_fit_one() -> None:
    wrong = unfit(1)

    assert fates(wrong, EARLY) == [Verdict(Fate.SET_ASIDE, "niet-van-het-contract"), ACCEPTED]
    assert fates(EARLY, wrong) == [ACCEPTED, Verdict(Fate.SET_ASIDE, "niet-van-het-contract")]


@pytest.mark.parametrize("message", [EARLY, unfit(1)])
def test_after_a_return_other_content_under_the_id_is_set_aside(message: Wire) -> None:
    spent = Known({NAME: KnownKey({b"returned": None}, is_spent=True)})

    assert fates(message, known=spent) == [Verdict(Fate.SET_ASIDE, ID_WAS_RETURNED)]


def test_what_was_returned_is_a_duplicate_when_it_comes_again() -> None:
    digest = digest_of(candidate(EARLY), key=KEY) or b""
    returned = Known({NAME: KnownKey({digest: None}, is_spent=True)})

    assert fates(EARLY, known=returned) == [Verdict(Fate.DUPLICATE)]


def test_the_same_id_of_another_source_is_another_message() -> None:
    elsewhere = registered(1, source="urn:nld:oin:00000001000000000002:systeem:rechtspraak")

    assert fates(EARLY, elsewhere) == [ACCEPTED, ACCEPTED]


def test_unreadable_input_is_recognised_by_its_place_and_its_bytes() -> None:
    first = fates(b"{", b"{")
    digest = digest_of(judged([b"{"], judge=JUDGE)[0].judgement, key=KEY) or b""
    again = fates(b"{", b"{", known=Known(unreadable=frozenset({(1, digest)})))

    assert [verdict.fate for verdict in first] == [Fate.SET_ASIDE, Fate.SET_ASIDE]
    assert [verdict.fate for verdict in again] == [Fate.DUPLICATE, Fate.SET_ASIDE]


def test_a_refused_message_is_refused_once_and_then_a_duplicate() -> None:
    assert [verdict.fate for verdict in fates(not_allowed(1), not_allowed(1))] == [
        Fate.REFUSED,
        Fate.DUPLICATE,
    ]


def test_police_data_are_refused_every_time_for_nothing_of_them_is_remembered() -> None:
    police = registered(1) | {"type": "nl.jds.politiegegeven-verstrekt.v1"}

    assert [verdict.fate for verdict in fates(police, police)] == [Fate.REFUSED, Fate.REFUSED]
