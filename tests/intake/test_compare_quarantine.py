"""Every difference that was put into a backlog is found; ordinary news is no finding."""

from collections.abc import Callable

import pytest

from jds.database.connection import Database
from jds.sources.register import add_source
from tests.intake.deliveries import (
    COURT,
    NOON,
    OM,
    PERSONS,
    Wire,
    admit,
    corrected,
    envelope,
    merged,
    register_sources,
    registered,
    retracted,
    rows,
    stated_complete,
)
from tests.intake.untrusted import compare, kinds_found, let_in, make, named, release

CASE = "05/780109-25"
POLICE = "urn:nld:oin:00000001000000000009:systeem:bvh"


@pytest.fixture
def register(primary_database: Database) -> Database:
    """Give a register in which something is accepted of the prosecution service and the court."""
    with primary_database.transaction() as connection:
        register_sources(connection)
        add_source(connection, POLICE, kind="police", now=NOON)
    return primary_database


def opened(number: int = 1, *, on: str = "2025-03-03", case: str = CASE, **person: str) -> Wire:
    """Return a message that opens a case with one offence."""
    message = registered(number, on=on, case=case, person=person or {"skn": "1234567"})
    message["data"]["feiten"] = [
        {
            "feitnummer": 1,
            "soort": "misdrijf",
            "kwalificatie": "diefstal",
            "artikelen": [{"wet": "Sr", "artikel": "310"}],
            "pleegperiode": {
                "van": {"type": "Datum", "datum": "2025-02-01"},
                "tot": {"type": "Datum", "datum": "2025-02-01"},
            },
        }
    ]
    return message


def decided(number: int, besluit: str, *, on: str = "2025-03-09", **more: object) -> Wire:
    """Return a decision of the prosecutor in the case."""
    data = {
        "persoon": {"skn": "1234567"},
        "zaak": {"parketnummer": CASE},
        "besluit": besluit,
        "beslotenOp": on,
        **more,
    }
    return envelope("vervolging-beslist", data, message_id=f"d-{number}", sequence=number)


def judged(
    number: int, uitkomst: str, *, on: str = "2025-03-07", aanleg: str = "eerste-aanleg"
) -> Wire:
    """Return a judgment in the case."""
    data = {
        "persoon": {"skn": "1234567"},
        "zaak": {"parketnummer": CASE},
        "instantie": "RBGEL",
        "uitgesprokenOp": on,
        "aanleg": aanleg,
        "uitkomsten": [{"feitnummer": 1, "uitkomst": uitkomst}],
    }
    return envelope(
        "uitspraak-gedaan", data, message_id=f"u-{number}", sequence=number, source=COURT
    )


def custody(number: int, soort: str, *, since: str, until: str | None = None, source: str = OM,
            time: str = "2025-03-10T09:00:00+01:00") -> Wire:  # fmt: skip
    """Return a step of custody in the case."""
    data = {
        "persoon": {"skn": "1234567"},
        "zaak": {"parketnummer": CASE},
        "soort": soort,
        "vanTijdstip": since,
    }
    if until is not None:
        data["totTijdstip"] = until
    return envelope(
        "hechtenis-gemeld",
        data,
        message_id=f"h-{number}",
        sequence=number,
        source=source,
        time=time,
    )


def found_after(
    register: Database, known: list[Wire], sent: list[Wire], *, urn: str = OM
) -> dict[str, int]:
    """Accept some messages, put others in quarantine, compare, and return what was found."""
    admit(register, *known)
    make(register, "terugkerend", urn=urn)
    admit(register, *sent)
    compare(register, urn=urn)
    return kinds_found(register, urn=urn)


def test_ordinary_news_is_no_finding(register: Database) -> None:
    known = [opened(1), decided(2, "dagvaarding")]
    news = [
        opened(3, case="05/780110-25"),
        decided(4, "sepot", sepotgronden=["02"]),
        custody(5, "bewaring", since="2025-03-08T09:00:00+01:00"),
        stated_complete(6),
    ]

    assert found_after(register, known, news) == {}


def test_what_the_source_sends_again_the_same_is_no_finding(register: Database) -> None:
    assert found_after(register, [opened(1)], [opened(1)]) == {}


SEEDED: dict[str, Callable[[], tuple[list[Wire], list[Wire]]]] = {
    "gewijzigde-inhoud": lambda: ([opened(1)], [opened(1, on="2025-03-05")]),
    "id-eerder-gebruikt": lambda: ([], [opened(1), opened(1, on="2025-03-05")]),
    "volgnummer-hergebruikt": lambda: (
        [opened(1)],
        [registered(1, message_id="other", case="05/780110-25")],
    ),
    "ingevoegd-na-volledigverklaring": lambda: (
        [opened(1), stated_complete(2)],
        [registered(3, case="05/780110-25")],
    ),
    "tijd-tegen-volgorde": lambda: (
        [],
        [
            registered(1, case="05/780110-25") | {"time": "2025-03-20T09:00:00+01:00"},
            registered(2, case="05/780111-25"),
        ],
    ),
    "tijd-in-de-toekomst": lambda: (
        [],
        [registered(1, case="05/780110-25") | {"time": "2026-03-02T13:00:00Z"}],
    ),
    "ingetrokken-geschiedenis": lambda: ([opened(1)], [retracted(2, about="m-1")]),
    "gecorrigeerde-geschiedenis": lambda: ([opened(1)], [corrected(2, about="m-1")]),
    "gewijzigde-afdoening": lambda: (
        [opened(1), decided(2, "sepot", on="2025-03-05", sepotgronden=["02"])],
        [decided(3, "sepot", sepotgronden=["01"])],
    ),
    "tegenspraak-met-rechter": lambda: (
        [opened(1), judged(1, "veroordeling")],
        [decided(2, "sepot", sepotgronden=["02"])],
    ),
    "tegenspraak-met-politie": lambda: (
        [
            opened(1),
            custody(
                1, "inverzekeringstelling", since="2025-03-08T09:00:00+01:00",
                until="2025-03-11T09:00:00+01:00", source=POLICE, time="2025-03-09T20:00:00+01:00",
            ),
        ],
        [custody(2, "invrijheidstelling", since="2025-03-09T09:00:00+01:00")],
    ),
    "tegenspraak-met-andere-bron": lambda: (
        [
            opened(1),
            custody(
                1, "invrijheidstelling", since="2025-03-08T09:00:00+01:00", source=PERSONS
            ),
        ],
        [custody(2, "gevangenhouding", since="2025-03-09T09:00:00+01:00")],
    ),
    "maakt-tegenstrijdig": lambda: (
        [opened(1), judged(1, "veroordeling")],
        [_moved_offence(2, to="2025-03-09")],
    ),
    "tegenstrijdig": lambda: (
        [opened(1), _moved_offence(2, to="2025-03-08", on="2025-03-04")],
        [decided(3, "sepot", on="2025-03-05")],
    ),
    "datum-tegenspraak": lambda: (
        [opened(1), judged(1, "veroordeling", on="2025-03-04")],
        [_moved_offence(2, to="2025-02-01", on="2025-03-06")],
    ),
    "identiteit-gewijzigd": lambda: (
        [opened(1), registered(2, person={"skn": "2345678"}, case="05/780110-25")],
        [merged(1, [{"skn": "1234567"}, {"skn": "2345678"}])],
    ),
}  # fmt: skip


def _moved_offence(number: int, *, to: str, on: str = "2025-03-03") -> Wire:
    """Return a list of charges in which the offence was committed on another day."""
    data = opened(number)["data"]
    day = {"type": "Datum", "datum": to}
    data["feiten"][0]["pleegperiode"] = {"van": day, "tot": day}
    del data["ontvangenOp"]
    return envelope(
        "tenlastelegging-gewijzigd",
        data | {"gewijzigdOp": on},
        message_id=f"t-{number}",
        sequence=number,
    )


@pytest.mark.parametrize("kind", SEEDED)
def test_a_difference_that_was_put_in_is_found(register: Database, kind: str) -> None:
    known, sent = SEEDED[kind]()
    urn = sent[0]["source"]

    found = found_after(register, known, sent, urn=urn)

    assert kind in found, found


def test_a_dismissal_before_the_conviction_contradicts_the_court_too(register: Database) -> None:
    known = [opened(1), judged(1, "veroordeling", on="2025-03-09")]

    found = found_after(register, known, [decided(2, "sepot", on="2025-03-05")])

    assert "tegenspraak-met-rechter" in found


def test_a_judgment_on_appeal_is_no_contradiction(register: Database) -> None:
    known = [opened(1), judged(1, "veroordeling")]
    sent = [judged(2, "vrijspraak", on="2025-03-09", aanleg="hoger-beroep")]

    assert found_after(register, known, sent, urn=COURT) == {}


def test_a_burst_is_measured_by_the_usual_volume_of_the_source(register: Database) -> None:
    usual = [registered(n, case=f"05/{n:06d}-24") for n in range(1, 21)]
    # Sixty in an hour is as busy as it gets: three times the busiest hour.
    most = [registered(n, case=f"05/{n:06d}-24") for n in range(21, 81)]
    for message in most:
        message["time"] = "2025-03-11T09:30:00+01:00"

    assert found_after(register, usual, most) == {}
    more = registered(81, case="05/000081-24") | {"time": "2025-03-11T09:59:00+01:00"}
    admit(register, more)
    compare(register)
    assert list(kinds_found(register)) == ["onmogelijke-stoot"]


def test_every_finding_is_made_once_however_often_is_compared(register: Database) -> None:
    admit(register, opened(1), judged(1, "veroordeling"))
    make(register, "terugkerend")
    admit(register, decided(2, "sepot"), opened(1, on="2025-03-05"))
    compare(register)
    first = named(register, "1/alles").findings
    compare(register)

    assert named(register, "1/alles").findings == first
    admit(register, decided(3, "sepot", on="2025-03-08"))
    compare(register)
    assert named(register, "1/alles").findings > first


def test_findings_about_what_was_released_stay_as_evidence(register: Database) -> None:
    found_after(register, [opened(1)], [retracted(2, about="m-1")])
    release(register, "1/alles")
    let_in(register)
    compare(register)

    assert rows(register, "SELECT kind FROM quarantine_finding") == [("ingetrokken-geschiedenis",)]


def test_what_is_compared_tells_nothing_of_anybody(register: Database) -> None:
    found_after(register, [opened(1), judged(1, "veroordeling")], [decided(2, "sepot")])
    sentences = [
        sentence for (sentence,) in rows(register, "SELECT sentence FROM quarantine_finding")
    ]

    assert sentences
    assert not any("1234567" in each or "780109" in each for each in sentences)
