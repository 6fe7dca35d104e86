"""The fold against a second opinion that was written from the words alone.

Random histories of every kind of message, at random moments of knowledge and on random days, must
come out the same both ways. The histories on which the two once differed are kept by name below.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

from jds.domain.fold import fold
from jds.domain.message import AcceptedMessage, MessageKey
from jds.domain.record import CaseRecord, PersonRecord, Register
from jds.domain.time import LegalDay
from tests.oracle.by_hand import (
    FINE,
    SOMEBODY,
    appealed,
    charged,
    corrected,
    decided,
    final,
    judged,
    merged,
    offence,
    registered,
    withdrawn,
    written_out,
)
from tests.oracle.histories import (
    arrival_orders,
    histories,
    histories_with_a_clash,
    kind_of,
    to_accepted,
)
from tests.oracle.payloads import DAYS, Wire
from tests.oracle.record_oracle import oracle, view
from tests.oracle.simple_rule import SimpleRule

RULE = SimpleRule()
ASKED_DAYS = [None, *(LegalDay(date.fromisoformat(day)) for day in DAYS)]
ONE, TWO, MINOR = offence(1), offence(2), offence(2, kind="overtreding")
CONVICTION = judged((1, "veroordeling"), on="2025-04-01")


@settings(max_examples=5 * settings().max_examples)
@given(history=histories(), known=st.integers(0, 24), on=st.sampled_from(ASKED_DAYS))
def test_fold_and_oracle_agree_at_every_moment_and_on_every_day(
    history: list[Wire], known: int, on: LegalDay | None
) -> None:
    today = to_accepted(history)
    then = today[: known or len(today)]
    note(_in_words(history))

    _assert_agreement(then, today=today, on=on)


@given(history=histories_with_a_clash(), known=st.integers(0, 15))
def test_fold_and_oracle_agree_on_two_contents_under_one_id(
    history: list[Wire], known: int
) -> None:
    today = to_accepted(history)
    note(_in_words(history))

    _assert_agreement(today[: known or len(today)], today=today, on=None)


@given(data=st.data())
def test_any_order_of_arrival_ends_in_the_same_record(data: st.DataObject) -> None:
    history = data.draw(st.one_of(histories(longest=15), histories_with_a_clash()))
    arrival = data.draw(arrival_orders(len(history)))
    in_a_row, mixed = to_accepted(history), to_accepted(history, arrival)

    one, other = fold(in_a_row, rule=RULE), fold(mixed, rule=RULE)

    assert one.persons == other.persons
    assert one.removed == other.removed
    assert _effects_by_key(one, in_a_row) == _effects_by_key(other, mixed)


@given(history=histories(), known=st.integers(1, 24), on=st.sampled_from(ASKED_DAYS))
def test_later_knowledge_takes_removed_offences_from_an_earlier_view_and_changes_nothing_else(
    history: list[Wire], known: int, on: LegalDay | None
) -> None:
    today = to_accepted(history)
    then = today[:known]
    removed = fold(today, rule=RULE).removed
    note(_in_words(history))

    whole = _cases(fold(then, rule=RULE, on=on, removed=frozenset()))
    shown = _cases(fold(then, rule=RULE, on=on, removed=removed))

    gone = {(each.subject, each.case, each.offence) for each in removed}
    for name, (person, case) in whole.items():
        keys = [(subject, own, key) for subject in person.subjects for own in case.names
                for key in (None, *(each.key for each in case.offences))]  # fmt: skip
        if not gone & set(keys):
            # How a person is described may change: what a removed case said of them goes with it.
            assert shown[name][1] == case
            continue
        left = shown[name][1].offences if name in shown else ()
        assert set(left) <= set(case.offences)
    assert set(shown) <= set(whole)


DISPUTED: dict[str, Sequence[Wire]] = {
    "a message about a hidden and a yet unknown offence waits": [
        registered(ONE, MINOR),
        judged((2, "veroordeling"), (7, "veroordeling"), on="2025-04-01"),
    ],
    "a registration that listed only hidden offences still registers a case that is shown": [
        registered(MINOR),
        charged(ONE, MINOR, on="2025-03-11"),
    ],
    "what is open again waits for its outcome before it is final": [
        registered(ONE),
        CONVICTION,
        judged((1, "terugwijzing"), on="2025-05-01", instance="cassatie"),
        final(on="2025-06-01", feitnummers=[1]),
    ],
    "a summons after a dismissal is open, and final only when the judgment comes": [
        registered(ONE),
        decided("sepot", on="2025-03-20"),
        decided("dagvaarding", on="2025-04-01"),
        final(on="2025-06-01", feitnummers=[1]),
    ],
    "a penal order concerns its own offences whatever else is listed that day": [
        decided("strafbeschikking", on="2025-03-10", feiten=[ONE, TWO], sancties=[FINE]),
        registered(ONE, at="2025-06-01T10:00:00Z"),
    ],
    "a summons after a referral back is no doubtful summons": [
        registered(ONE),
        CONVICTION,
        judged((1, "terugwijzing"), on="2025-05-01", instance="cassatie"),
        decided("dagvaarding", on="2025-05-02"),
    ],
    "a case that was only summoned cannot be final": [
        registered(),
        decided("dagvaarding", on="2025-04-01"),
        final(on="2025-05-01"),
    ],
    "a merge by V-number takes along a case whose messages carry a BSN as well": [
        registered(ONE, persoon={"bsn": "999993653", "vNummer": "0123456789"}),
        merged(SOMEBODY, {"vNummer": "0123456789"}),
    ],
    "a judgment of an unknown instance is no judgment of a higher one": [
        registered(ONE),
        CONVICTION,
        appealed(on="2025-04-02"),
        judged((1, "bevestigd"), on="2025-04-10", instance={"code": "X"}),
        final(on="2025-06-01"),
    ],
    "withdrawing an appeal about a hidden offence states only about that offence": [
        registered(ONE, MINOR),
        appealed(on="2025-04-02", feitnummers=[2]),
        withdrawn(on="2025-04-03"),
    ],
    "an appeal against offences that are not known yet is not part of the record": [
        registered(ONE),
        appealed(on="2025-04-02", feitnummers=[7]),
    ],
    "withdrawing an appeal for a hidden offence alone states only about that offence": [
        registered(ONE, MINOR),
        appealed(on="2025-04-02", feitnummers=[1, 2]),
        withdrawn(on="2025-04-03", feitnummers=[2]),
    ],
    "a penal order that lists an offence that is shown is not hidden": [
        decided("strafbeschikking", on="2025-04-01", feiten=[ONE, MINOR], feitnummers=[2]),
    ],
    "a list counts as charged from its own legal day also where a correction moved that day": [
        registered(ONE),
        charged(ONE, TWO, on="2025-03-12"),
        decided("sepot", on="2025-03-14", sepotgronden=["02"]),
        corrected("m2", charged(ONE, TWO, on="2025-03-20")),
    ],
}


@pytest.mark.parametrize("name", DISPUTED)
def test_fold_and_oracle_agree_where_they_once_differed(name: str) -> None:
    messages = to_accepted(written_out(DISPUTED[name]))

    _assert_agreement(messages, today=messages, on=None)


def test_fold_and_oracle_agree_that_a_case_dismissed_whole_is_hidden_when_it_had_offences() -> None:
    dismissal = decided("sepot", on="2025-04-01", sepotgronden=["09"])
    today = to_accepted(written_out([registered(ONE), charged(on="2025-03-11"), dismissal]))

    _assert_agreement(today[:1], today=today, on=None)


def test_fold_and_oracle_agree_on_an_appeal_in_a_case_of_which_a_later_offence_is_removed() -> None:
    dismissal = decided("sepot", on="2025-04-01", feitnummers=[2], sepotgronden=["01"])
    charges = charged(ONE, TWO, on="2025-03-15")
    appeal = appealed(on="2025-03-12")
    today = to_accepted(written_out([registered(), appeal, charges, dismissal]))

    _assert_agreement(today[:2], today=today, on=None)


def _assert_agreement(
    then: Sequence[AcceptedMessage], *, today: Sequence[AcceptedMessage], on: LegalDay | None
) -> None:
    removed = fold(today, rule=RULE).removed
    by_fold = view(fold(then, rule=RULE, on=on, removed=removed))
    by_oracle = oracle(then, on=on, rule=RULE, removed_now=today)

    assert by_fold.effects == by_oracle.effects
    assert by_fold.persons == by_oracle.persons


def _effects_by_key(
    register: Register, messages: Sequence[AcceptedMessage]
) -> dict[MessageKey, str]:
    """The effect of each message by its name, of those that count in the end."""
    by_position = {message.position: message.key for message in messages}
    displaced = {message.displaces for message in messages}
    return {
        by_position[position]: str(each.effect)
        for position, each in register.effects.items()
        if position not in displaced
    }


def _cases(register: Register) -> dict[Any, tuple[PersonRecord, CaseRecord]]:
    return {
        (person.subjects, case.names): (person, case)
        for person in register.persons
        for case in person.cases
    }


def _in_words(history: Sequence[Wire]) -> str:
    return "\n".join(
        f"{place} {kind_of(message)} {message['id']} {message['source'][-9:]} {message['time']}"
        for place, message in enumerate(history, start=1)
    )
