"""The reader that keeps the effect of every accepted message, by position."""

import threading
from collections.abc import Sequence
from typing import Any

import psycopg
import pytest

from jds.database.connection import Database
from jds.domain.blocks import Offence
from jds.domain.record import Outcome
from jds.domain.time import LegalDay
from jds.records.catch_up import catch_up
from jds.records.queues import list_queue, list_readers, queue_sizes
from tests.records.ledgers import RULE, admit, effects_kept
from tests.records.wire import (
    OM,
    PERSONS,
    Wire,
    corrected,
    decided,
    examples,
    message,
    registered,
    retracted,
)


class _BreaksOff(Exception):
    """The machine stopped here."""


class _BreaksOffAfter:
    """The entry rule, on a machine that stops after so many questions."""

    def __init__(self, questions: int) -> None:
        self._left = questions

    def admits(
        self, offence: Offence, *, registered_on: LegalDay | None, outcomes: Sequence[Outcome]
    ) -> bool:
        if not self._left:
            raise _BreaksOff
        self._left -= 1
        return RULE.admits(offence, registered_on=registered_on, outcomes=outcomes)

    def removes(self, outcome: Outcome) -> bool:
        return RULE.removes(outcome)


def _effects(database: Database) -> dict[int, str]:
    with database.connect() as connection:
        return {position: effect for position, (effect, _) in effects_kept(connection).items()}


def _lags(register: Database) -> dict[str, tuple[int, int]]:
    with register.connect() as connection:
        return {each.name: (each.position, each.lag) for each in list_readers(connection)}


def _places(database: Database) -> dict[str, int]:
    with database.connect() as connection:
        return dict(connection.execute("SELECT name, position FROM reader").fetchall())


def _caught_up(database: Database, *batches: Sequence[Wire]) -> dict[int, str]:
    for batch in batches:
        admit(database, batch)
        catch_up(database, rule=RULE)
    return _effects(database)


def _people(count: int) -> list[Wire]:
    return [
        registered(
            message_id=f"om-{100 + number}",
            sequence=100 + number,
            person={"skn": str(1000000 + number)},
        )
        for number in range(1, count + 1)
    ]


def _ruling(**more: Any) -> Wire:
    return decided("sepot", message_id="om-2", sequence=2, sepotgronden=["02"], **more)


def test_every_example_message_has_an_effect(register: Database) -> None:
    effects = _caught_up(register, examples())

    assert set(effects) == set(range(1, 28))
    assert set(effects.values()) <= {"toegepast", "verborgen", "achterhaald", "ingetrokken"}


def test_an_empty_ledger_is_read_to_its_end(register: Database) -> None:
    assert catch_up(register, rule=RULE) == 0
    assert _effects(register) == {}


def test_the_place_of_the_reader_moves_to_the_end_and_no_further(register: Database) -> None:
    _caught_up(register, _people(3))

    assert _places(register) == {"records": 3}
    assert _lags(register) == {"personen": (0, 3), "records": (3, 0)}


def test_a_reader_that_never_ran_lags_by_the_whole_ledger(register: Database) -> None:
    admit(register, _people(3))

    assert _lags(register) == {"personen": (0, 3), "records": (0, 3)}


def test_what_waits_applies_when_its_case_comes(register: Database) -> None:
    assert _caught_up(register, [_ruling()]) == {1: "wachtend"}
    assert _caught_up(register, [registered()]) == {1: "toegepast", 2: "toegepast"}


def test_an_effect_that_does_not_change_is_not_written_again(register: Database) -> None:
    _caught_up(register, [registered()])
    before = _versions(register)

    _caught_up(register, [_ruling()])

    assert _versions(register)[1] == before[1]


def _versions(database: Database) -> dict[int, str]:
    with database.connect() as connection:
        rows = connection.execute("SELECT position, xmin::text || ctid::text FROM effect")
        return dict(rows.fetchall())


def test_a_retraction_of_an_unknown_message_waits_for_it(register: Database) -> None:
    original = registered()
    gone = retracted(original, message_id="om-2", sequence=2, time="2025-04-01T09:00:00+02:00")

    assert _caught_up(register, [gone]) == {1: "wachtend"}
    assert _caught_up(register, [original]) == {1: "toegepast", 2: "ingetrokken"}


def test_a_late_retraction_withdraws_what_was_applied(register: Database) -> None:
    original = registered()
    gone = retracted(original, message_id="om-2", sequence=2, time="2025-04-01T09:00:00+02:00")

    assert _caught_up(register, [original], [gone]) == {1: "ingetrokken", 2: "toegepast"}


def test_a_retraction_of_a_retraction_contradicts_and_revives_nothing(register: Database) -> None:
    original = registered()
    gone = retracted(original, message_id="om-2", sequence=2, time="2025-04-01T09:00:00+02:00")
    back = retracted(gone, message_id="om-3", sequence=3, time="2025-04-02T09:00:00+02:00")

    assert _caught_up(register, [original], [gone], [back]) == {
        1: "ingetrokken",
        2: "toegepast",
        3: "tegenstrijdig",
    }


def test_the_statement_of_a_source_applies_and_a_change_of_it_contradicts(
    register: Database,
) -> None:
    stated = message(
        "bron-stand",
        message_id="om-1",
        sequence=1,
        time="2025-03-10T09:00:00+01:00",
        volledigTotTijdstip="2025-03-10T00:00:00+01:00",
        laatsteSequence="0",
        aantallen={},
    )
    gone = retracted(stated, message_id="om-2", sequence=2, time="2025-03-11T09:00:00+01:00")

    assert _caught_up(register, [gone]) == {1: "wachtend"}
    assert _caught_up(register, [stated]) == {1: "tegenstrijdig", 2: "toegepast"}


def test_a_correction_that_moves_a_message_to_another_person_reaches_both(
    register: Database,
) -> None:
    wrong = _ruling()
    mended = corrected(
        wrong,
        message_id="om-3",
        sequence=3,
        time="2025-04-02T09:00:00+02:00",
        persoon={"skn": "7654321"},
    )
    theirs = registered(message_id="om-4", sequence=4, person={"skn": "7654321"})

    assert _caught_up(register, [registered(), wrong]) == {1: "toegepast", 2: "toegepast"}
    assert _caught_up(register, [mended]) == {1: "toegepast", 2: "achterhaald", 3: "wachtend"}
    assert _caught_up(register, [theirs]) == {
        1: "toegepast",
        2: "achterhaald",
        3: "toegepast",
        4: "toegepast",
    }


def test_a_moved_message_keeps_its_effect_when_only_its_first_person_is_touched(
    register: Database,
) -> None:
    wrong = _ruling()
    mended = corrected(
        wrong,
        message_id="om-3",
        sequence=3,
        time="2025-04-02T09:00:00+02:00",
        persoon={"skn": "7654321"},
    )
    theirs = registered(message_id="om-4", sequence=4, person={"skn": "7654321"})
    later = decided("dagvaarding", message_id="om-5", sequence=5)
    _caught_up(register, [registered(), wrong, mended, theirs])

    assert _caught_up(register, [later]) == {
        1: "toegepast",
        2: "achterhaald",
        3: "toegepast",
        4: "toegepast",
        5: "toegepast",
    }


def test_a_message_that_is_displaced_has_no_effect_any_more(register: Database) -> None:
    late = registered(time="2025-03-12T09:00:00+01:00")
    early = registered(time="2025-03-11T09:00:00+01:00")

    assert _caught_up(register, [late]) == {1: "toegepast"}
    assert _caught_up(register, [early]) == {2: "toegepast"}


def test_a_displaced_message_about_another_person_is_missed_there(register: Database) -> None:
    late = registered(time="2025-03-12T09:00:00+01:00")
    early = registered(time="2025-03-11T09:00:00+01:00", person={"skn": "7654321"})

    assert _caught_up(register, [late, _ruling()]) == {1: "toegepast", 2: "toegepast"}
    assert _caught_up(register, [early]) == {2: "wachtend", 3: "toegepast"}


def test_a_merge_brings_a_case_to_what_waits_for_it(register: Database) -> None:
    waiting = _ruling(person={"skn": "7654321"})
    merge = message(
        "persoon-samengevoegd",
        message_id="p-1",
        sequence=1,
        source=PERSONS,
        time="2025-05-01T09:00:00+02:00",
        leidend={"skn": "1234567"},
        opgegaan=[{"skn": "7654321"}],
        reden="zelfde vingerafdrukken",
    )

    assert _caught_up(register, [registered(), waiting])[2] == "wachtend"
    assert _caught_up(register, [merge]) == dict.fromkeys((1, 2, 3), "toegepast")


@pytest.mark.parametrize(("bsn", "effect"), [("999993653", "toegepast"), ("999993654", "wachtend")])
def test_a_merge_by_bsn_reaches_who_has_no_skn_if_the_number_can_exist(
    register: Database, bsn: str, effect: str
) -> None:
    nameless = registered(person={"bsn": bsn})
    waiting = _ruling(person={"skn": "7654321"})
    merge = message(
        "persoon-samengevoegd",
        message_id="p-1",
        sequence=1,
        source=PERSONS,
        time="2025-05-01T09:00:00+02:00",
        leidend={"skn": "7654321"},
        opgegaan=[{"bsn": bsn}],
        reden="zelfde vingerafdrukken",
    )

    assert _caught_up(register, [merge, waiting])[2] == "wachtend"
    assert _caught_up(register, [nameless])[2] == effect


@pytest.mark.parametrize("questions", [0, 1, 3, 5, 6])
def test_a_pass_that_breaks_off_anywhere_goes_on_where_it_stopped(
    register: Database, questions: int
) -> None:
    admit(register, _people(6))

    if questions < 6:
        with pytest.raises(_BreaksOff):
            catch_up(register, rule=_BreaksOffAfter(questions), subjects_at_a_time=2)
        done = questions - questions % 2
        assert len(_effects(register)) == done
        assert _places(register) == {
            "records": 0,
            "records/through": 6,
            "records/subject": done,
        }
    assert catch_up(register, rule=RULE, subjects_at_a_time=2) == 6
    assert _effects(register) == dict.fromkeys(range(1, 7), "toegepast")


def test_what_is_accepted_during_a_pass_that_broke_off_is_not_skipped(register: Database) -> None:
    admit(register, [_ruling()])
    admit(register, _people(2))
    with pytest.raises(_BreaksOff):
        catch_up(register, rule=_BreaksOffAfter(1), subjects_at_a_time=1)

    admit(register, [registered()])

    assert catch_up(register, rule=RULE, subjects_at_a_time=1) == 4
    assert _effects(register) == dict.fromkeys(range(1, 5), "toegepast")


def test_several_processes_may_catch_up_at_once(register: Database) -> None:
    admit(register, _people(40))
    reached: list[int] = []

    def work() -> None:
        reached.append(catch_up(register, rule=RULE, subjects_at_a_time=3))

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert reached == [40] * 4
    assert _effects(register) == dict.fromkeys(range(1, 41), "toegepast")
    assert _places(register) == {"records": 40}


def test_a_portion_and_the_place_of_the_reader_are_kept_together(register: Database) -> None:
    admit(register, _people(2))
    with register.transaction() as connection:
        connection.execute(
            "ALTER TABLE reader ADD CHECK (name <> 'records/subject' OR position < 2)"
        )

    with pytest.raises(psycopg.errors.CheckViolation):
        catch_up(register, rule=RULE, subjects_at_a_time=1)

    # The first subject was done, and its place kept; the second one was not.
    assert _effects(register) == {1: "toegepast"}


def test_the_queue_names_what_waits_and_what_contradicts(register: Database) -> None:
    elsewhere = {"parketnummer": "13/000001-25"}
    _caught_up(
        register,
        [
            registered(),
            _ruling(on="2025-02-01", feitnummers=[1]),
            decided("sepot", message_id="om-3", sequence=3, case=elsewhere),
        ],
    )

    with register.connect() as connection:
        queue = list_queue(connection)
        sizes = queue_sizes(connection)

    assert (sizes.waiting, sizes.contradictory) == (1, 1)
    assert [(each.position, each.key.id, each.effect.value, each.reason) for each in queue] == [
        (2, "om-2", "tegenstrijdig", "afdoening-voor-pleegdatum"),
        (3, "om-3", "wachtend", "zaak-onbekend"),
    ]
    assert all(each.key.source == OM for each in queue)
