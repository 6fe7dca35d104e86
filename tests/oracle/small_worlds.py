"""Small worlds: what the register has of one person, and of somebody else, before a gap begins."""

from collections.abc import Mapping
from typing import Any

from tests.oracle.by_hand import said
from tests.oracle.gap_messages import (
    LARGE_FINE,
    ONLY_THE_BSN,
    OTHER,
    PERSON,
    PRISON,
    SERVICE,
    against_a_child,
    minor_offence,
    offence,
)
from tests.oracle.payloads import SOURCES, Wire

CASE = {"parketnummer": "05/780109-25"}
OTHER_CASE = {"parketnummer": "09/123456-24"}


def _of(
    kind: str, *, by: str = "om", person: Wire = PERSON, case: Wire = CASE, **data: Any
) -> Wire:
    return said(kind, by=by, persoon=person, zaak=case, **data)


def _registered(*offences: Wire, person: Wire = PERSON, case: Wire = CASE) -> Wire:
    return _of("zaak-ingeschreven", person=person, case=case, feiten=list(offences),
               ontvangenOp="2025-03-10")  # fmt: skip


def _judged(
    result: str, *, person: Wire = PERSON, case: Wire = CASE, sanction: Wire = PRISON
) -> Wire:
    sanctions = [sanction] if result == "veroordeling" else []
    return _of("uitspraak-gedaan", by="court", person=person, case=case, instantie="RBGEL",
               aanleg="eerste-aanleg", uitgesprokenOp="2025-05-20", sancties=sanctions,
               uitkomsten=[{"feitnummer": 1, "uitkomst": result}])  # fmt: skip


def _final(*, by: str = "court", person: Wire = PERSON, case: Wire = CASE) -> Wire:
    return _of("onherroepelijk-geworden", by=by, person=person, case=case,
               onherroepelijkOp="2025-06-11")  # fmt: skip


def _dismissed(ground: str) -> Wire:
    return _of("vervolging-beslist", besluit="sepot", beslotenOp="2025-04-01",
               sepotgronden=[ground])  # fmt: skip


def _foreign(allowed: bool | None = None) -> Wire:
    judgment: Wire = {
        "kenmerk": "A-1",
        "uitgesprokenOp": "2023-10-01",
        "onherroepelijkOp": "2023-10-15",
        "feiten": [{"feitnummer": 1, "kwalificatie": "x", "ecris": "1701 00",
                    "pleegperiode": {"van": "2022-01-01", "tot": "2022-01-01"}}],
        "sancties": [PRISON],
    }  # fmt: skip
    if allowed is not None:
        judgment["doorgifteToegestaan"] = allowed
    return said("buitenlandse-veroordeling", by="foreign-court", persoon=PERSON, land="DE",
                veroordeling=judgment)  # fmt: skip


_SOMEBODY_ELSE = [
    _registered(offence(day="2024-01-01"), person=OTHER, case=OTHER_CASE),
    _judged("veroordeling", person=OTHER, case=OTHER_CASE),
    _final(person=OTHER, case=OTHER_CASE),
]

_DESCRIBED = said("persoon-gewijzigd", by="person-authority", persoon=PERSON,
                  geldigVanaf="2025-01-01")  # fmt: skip
"""The person authority says who somebody is, and nobody else can say otherwise."""

_STORIES: Mapping[str, list[Wire]] = {
    "nobody": [],
    "a name and nothing else": [_DESCRIBED],
    "an open case": [_registered(offence())],
    "a case without charges": [_registered()],
    "a minor offence that has not entered": [_DESCRIBED, _registered(minor_offence())],
    "a case removed for a wrong suspicion": [_registered(offence()), _dismissed("01")],
    "a dismissed case": [_DESCRIBED, _registered(offence()), _dismissed("02")],
    "a conviction with an appeal": [
        _registered(offence()),
        _judged("veroordeling"),
        _of("rechtsmiddel-ingesteld", by="court", rechtsmiddelId="R1", soort="hoger-beroep",
            partij="verdachte", ingesteldOp="2025-05-28"),
    ],
    "an irrevocable conviction": [
        _DESCRIBED,
        _registered(offence()),
        _judged("veroordeling"),
        _final(),
    ],
    "an irrevocable acquittal": [_registered(offence()), _judged("vrijspraak"), _final()],
    "an irrevocable conviction about a child": [
        _DESCRIBED,
        _registered(against_a_child()),
        _judged("veroordeling", sanction=SERVICE),
        _final(),
    ],
    "an irrevocable penal order": [
        _of("vervolging-beslist", by="cjib", besluit="strafbeschikking", beslotenOp="2025-04-01",
            sancties=[LARGE_FINE], feiten=[offence()]),
        _final(by="cjib"),
    ],
    "a foreign conviction": [_DESCRIBED, _foreign()],
    "a foreign conviction that is locked": [_foreign(allowed=False)],
    "a judgment that waits": [_DESCRIBED, _judged("veroordeling")],
    "a step of custody that waits": [
        _DESCRIBED,
        _of("hechtenis-gemeld", by="police", soort="inverzekeringstelling",
            vanTijdstip="2025-07-01T10:00:00+02:00"),
    ],
    "a correction that waits": [
        said("gegevens-gecorrigeerd", betreft={"source": SOURCES["om"], "id": "later"},
             vervanging=_registered(offence())["data"], reden="fout")
    ],
    "a case under no skn": [_registered(offence(), person=ONLY_THE_BSN)],
    "one with another person": [
        said("persoon-samengevoegd", by="person-authority", leidend=PERSON, opgegaan=[OTHER],
             reden="vingerafdrukken")
    ],
}  # fmt: skip


def _logged(messages: list[Wire]) -> list[Wire]:
    """Give each message an id, and the number and a moment in the order of its source."""
    numbers = dict.fromkeys(SOURCES.values(), 0)
    written = []
    for place, message in enumerate(messages, start=1):
        numbers[message["source"]] += 1
        written.append(
            message
            | {
                "id": f"m{place}",
                "sequence": str(numbers[message["source"]]),
                "time": f"2025-07-{place:02}T09:00:00Z",
            }
        )
    return written


WORLDS: Mapping[str, list[Wire]] = {
    name: _logged([*_SOMEBODY_ELSE, *story]) for name, story in _STORIES.items()
}
"""What is known, by what it is called."""
