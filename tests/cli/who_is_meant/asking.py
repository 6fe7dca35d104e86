"""People who look alike, and asking about them by name."""

from typing import Any

from jds.domain.time import day_from_text
from jds.ledger.erase import erase
from tests.cli.commands import Done, Register
from tests.records.wire import Wire, message, registered

CERTIFICATE = ("answer", "--recipient", "justis", "--purpose", "vog-np", "--on", "2026-01-01")
STANDARD = ("answer", "--recipient", "bestuursorgaan", "--purpose", "standaard")
WHO = ("--name", "Suzanne du Moulin", "--born", "1985-12-01")
STRANGER = ("--name", "Wilhelmina Ochtendgloren", "--born", "1931-02-03")
WHY = ("--reason", "geboorteakte gezien")


def person(skn: str, given: str = "Suzanne", family: str = "Moulin", **more: Any) -> Wire:
    return {
        "skn": skn,
        "naam": {"voornamen": given, "voorvoegsel": "du", "geslachtsnaam": family},
        "geboorte": {"datum": {"type": "Datum", "datum": "1985-12-01"}},
        **more,
    }


WOMAN = person("1234567", bsn="999993653")
TWIN = person("2345678", "Sanne")
NAMESAKE = person("3456789")


def opened(number: int, who: Wire) -> Wire:
    return registered(
        message_id=f"om-{number}",
        sequence=number,
        person=who,
        case={"parketnummer": f"05/78010{number}-25"},
    )


def decided(register: Register, search: int = 1, *who: str) -> Any:
    chosen = who or ("--skn", "1234567")
    return register.ask("person", "decide", str(search), *chosen, *WHY, "--as", "balie")


def taken_back(register: Register, search: int = 1) -> Any:
    return register.ask(
        "person", "decide", str(search), "--take-back", "--reason", "toch niet", "--as", "balie"
    )


def claims(answer: Any) -> tuple[str, str, str]:
    return answer["gevonden"], answer["oordeel"], answer["advies"]


UNDECIDED = ("kandidaten", "geen-uitspraak", "aanhouden")


def apart_from_when(answer: Any) -> Any:
    """Return an answer without its numbers and its moment."""
    identity = answer["basis"]["identiteit"] | {"zoeknummer": 0}
    basis = answer["basis"] | {"bekendOp": "", "identiteit": identity}
    return answer | {"antwoordnummer": 0, "basis": basis}


SINCE_THE_LAST_STATEMENT = """
    SELECT urn, line.kind, ((time AT TIME ZONE 'Europe/Amsterdam')::date)::text, count(*)
      FROM ledger_line AS line
      JOIN source USING (source_id)
     WHERE line.kind <> 'bron-stand'
       AND sequence > (SELECT coalesce(max(sequence), 0) FROM source_statement AS earlier
                        WHERE earlier.source_id = source.source_id)
     GROUP BY 1, 2, 3
"""


def complete(register: Register) -> None:
    """Let every source state that all of it is here."""
    for number, (urn, highest) in enumerate(
        register.rows("SELECT urn, highest FROM source ORDER BY urn"), start=1
    ):
        counts: dict[str, dict[str, int]] = {}
        for named, kind, day, count in register.rows(SINCE_THE_LAST_STATEMENT):
            if named == urn:
                counts.setdefault(kind, {})[day] = count
        register.load(
            [
                message(
                    "bron-stand",
                    message_id=f"stand-{number}",
                    sequence=highest + 1,
                    time="2025-07-05T00:05:00+02:00",
                    source=urn,
                    volledigTotTijdstip="2025-07-05T00:00:00+02:00",
                    laatsteSequence=str(highest),
                    aantallen=counts,
                )
            ]
        )


def refused(register: Register, *command: str) -> Done:
    done = register.run(*command)
    assert (done.code, done.out) == (1, ""), done
    return done


def destroy(register: Register, key: str) -> None:
    with register.database.transaction() as connection:
        positions = connection.execute(
            "SELECT position FROM about JOIN subject USING (subject_id) WHERE key = %s", [key]
        ).fetchall()
        now = connection.execute("SELECT recorded_at FROM ledger_head").fetchone()
        assert now is not None
        erase(
            connection,
            [position for (position,) in positions],
            rule="RET-2",
            erased_on=day_from_text("2045-05-20"),
            now=now[0],
        )
