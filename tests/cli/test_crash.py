"""A load that is killed, and loaded again, ends as if nothing had happened."""

import signal
from typing import Any

from tests.cli.commands import Register
from tests.cli.processes import start, wait_until
from tests.records.wire import Wire, decided, ndjson, registered

PEOPLE = 3000
"""Enough for three batches."""


def _messages() -> list[Wire]:
    messages = []
    for number in range(PEOPLE):
        person = {"skn": str(1000000 + number)}
        messages += [
            registered(message_id=f"a-{number}", sequence=2 * number + 1, person=person),
            decided(
                "sepot",
                message_id=f"b-{number}",
                sequence=2 * number + 2,
                person=person,
                sepotgronden=["02"],
            ),
        ]
    return messages


def _position(register: Register) -> int:
    [(position,)] = register.rows("SELECT position FROM ledger_head")
    return int(position)


def _endings(register: Register) -> dict[str, Any]:
    return {
        record["persoon"]["nummers"]["skn"][0]: record["zaken"][0]["feiten"][0]["afdoening"][
            "soort"
        ]
        for record in register.run("records", "export", "--known-at", str(2 * PEOPLE)).documents
    }


def test_a_load_that_is_killed_anywhere_is_completed_by_loading_again(register: Register) -> None:
    file = register.home.parent / "messages.ndjson"
    file.write_bytes(ndjson(_messages()))

    process = start(register, "intake", str(file))
    wait_until(lambda: _position(register) > 0 or process.poll() is not None)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    kept = _position(register)
    receipt = register.ask("intake", str(file))

    assert kept % 2000 == 0
    assert (receipt["received"], receipt["accepted"]) == (2 * PEOPLE, 2 * PEOPLE)
    assert _position(register) == 2 * PEOPLE
    assert register.rows("SELECT effect, count(*) FROM effect GROUP BY effect") == [
        ("toegepast", 2 * PEOPLE)
    ]
    assert _endings(register) == {str(1000000 + n): "sepot" for n in range(PEOPLE)}
    assert register.ask("ledger", "verify")["klopt"]
    [counted] = register.ask("status")["behoud"]
    assert (counted["ontvangen"], counted["aanvaard"]) == (2 * PEOPLE, 2 * PEOPLE)


def test_records_that_were_not_brought_up_to_date_say_so_and_are_by_the_next_load(
    register: Register,
) -> None:
    with register.database.transaction() as connection:
        connection.execute("LOCK TABLE effect IN EXCLUSIVE MODE")
        file = register.home.parent / "messages.ndjson"
        file.write_bytes(ndjson([registered()]))
        process = start(register, "intake", str(file))
        wait_until(lambda: register.rows("SELECT 1 FROM pg_locks WHERE NOT granted") != [])
        process.send_signal(signal.SIGKILL)
        process.communicate()

    assert register.ask("status")["lezers"] == [
        {"naam": "personen", "positie": 0, "achterstand": 1},
        {"naam": "records", "positie": 0, "achterstand": 1},
    ]
    # A record does not depend on the reader: it is folded from the ledger itself.
    assert len(register.ask("record", "--skn", "1234567")["zaken"]) == 1
    register.load([], name="nothing.ndjson")
    assert [each["achterstand"] for each in register.ask("status")["lezers"]] == [0, 0]
