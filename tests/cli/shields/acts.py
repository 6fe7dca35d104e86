"""Shielding, telling and lifting by two people, and what comes of it in records and answers."""

from datetime import UTC, datetime
from typing import Any

from jds.domain.time import LegalDay, add_days, amsterdam_day, as_instant
from tests.cli.commands import Done, Register
from tests.records.wire import PERSONS, Wire, corrected, message

CASE = "05/780109-25"
GROUND = "verdachte zegt dat zijn broer reed"


def legal_day(*, from_now: int) -> LegalDay:
    """Return the legal day so many days from now, as the command counts days: in Amsterdam."""
    return add_days(amsterdam_day(as_instant(datetime.now(UTC))), from_now)


def proposed(
    register: Register,
    *,
    kind: str = "afgeschermd",
    number: str = "1",
    by: str = "beheerder",
    case: str = CASE,
    skn: str = "1234567",
    allow: str | None = None,
) -> Done:
    return register.run(
        *("shield", "propose", "--skn", skn, "--case", case, "--offence", number),
        *("--kind", kind, "--ground", GROUND, "--reason", "brief van 1 maart", "--as", by),
        *(("--allow", allow) if allow else ()),
        "--json",
    )


def shielded(register: Register, **asked: str) -> int:
    """Shield a fact by two people; return its number."""
    number = int(proposed(register, **asked).document["nummer"])
    done = register.run("approve", str(number), "--as", "petra", "--reason", "gezien")
    assert done.code == 0, done.err
    return number


def marks(register: Register, *more: str, skn: str = "1234567") -> list[Any]:
    record = register.ask("record", "--skn", skn, *more)
    return [offence["afscherming"] for case in record["zaken"] for offence in case["feiten"]]


def told(register: Register, number: int, *, days_ago: int) -> Done:
    """Note that the person was told; the shield is made to stand since long before."""
    with register.database.transaction() as connection:
        connection.execute("ALTER TABLE shield DISABLE TRIGGER shield_kept")
        connection.execute("UPDATE shield SET since = '2025-01-01 00:00Z'")
        connection.execute("ALTER TABLE shield ENABLE TRIGGER shield_kept")
    day = legal_day(from_now=-days_ago).isoformat()
    return register.run(
        "shield", "inform", str(number), "--told-on", day, "--by", "brief door Petra"
    )


def lifted(register: Register, number: int) -> Done:
    """Propose to lift a shield and approve it; return the approval."""
    lift = register.ask("shield", "lift", str(number), "--reason", "uitgezocht")
    return register.run("approve", str(lift["nummer"]), "--as", "petra", "--reason", "gezien")


def merged(leading: str, absorbed: str) -> Wire:
    return message(
        "persoon-samengevoegd",
        message_id="p-1",
        sequence=1,
        time="2025-05-01T09:00:00+02:00",
        source=PERSONS,
        leidend={"skn": leading},
        opgegaan=[{"skn": absorbed}],
        reden="zelfde vingers",
    )


def renumbered(first: Wire, number: str) -> Wire:
    return corrected(
        first,
        message_id="om-2",
        sequence=2,
        time="2025-05-01T09:00:00+02:00",
        zaak={"parketnummer": number},
    )


JUSTICE, CERTIFICATES = ("om", "strafrechtspleging"), ("justis", "vog-np")


def answered(register: Register, who: tuple[str, str]) -> list[tuple[int, list[str]]]:
    """Ask on a ground; return the offences in the answer, each with its marks."""
    recipient, purpose = who
    answer = register.ask(
        *("answer", "--recipient", recipient, "--purpose", purpose),
        *("--skn", "1234567", "--reason", "aanvraag"),
    )
    return [
        (each["feitnummer"], each.get("markeringen", []))
        for case in answer["inhoud"]["zaken"]
        for each in case["feiten"]
    ]
