"""`jds intake --receipts`: what became of each message, for the one who sent it."""

import json
from pathlib import Path

from tests.cli.commands import Register
from tests.records.wire import examples


def test_every_message_has_a_receipt_with_its_fate_and_position(
    register: Register, tmp_path: Path
) -> None:
    receipts = tmp_path / "receipts.ndjson"
    file = tmp_path / "messages.ndjson"
    lines = [json.dumps(message) for message in examples()[:2]]
    file.write_text("\n".join([*lines, "no json", lines[0]]) + "\n")

    register.run("intake", str(file), "--receipts", str(receipts))

    found = [json.loads(line) for line in receipts.read_text().splitlines()]
    assert [(each["regel"], each["lot"], each.get("positie")) for each in found] == [
        (1, "aanvaard", 1),
        (2, "aanvaard", 2),
        (3, "apart-gezet", None),
        (4, "dubbel", None),
    ]
    assert found[2]["reden"] == "onleesbaar"
    assert receipts.stat().st_mode & 0o777 == 0o600


def test_receipts_that_cannot_be_written_stop_the_load_before_it_begins(
    register: Register, tmp_path: Path
) -> None:
    file = tmp_path / "messages.ndjson"
    file.write_text(json.dumps(examples()[0]) + "\n")

    done = register.run("intake", str(file), "--receipts", str(tmp_path / "no" / "where"))

    assert done.code == 1
    assert "Nothing was loaded" in done.err
    assert register.ask("status")["positie"] == 0
