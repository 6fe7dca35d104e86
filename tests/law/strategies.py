"""Random people, as cases write them: for properties that must hold of anybody.

Days are close together and lengths short, so that terms often touch, overlap and end on one day.
Everything a source may leave out is left out now and then.
"""

from datetime import date
from typing import Any

import msgspec
from hypothesis import strategies as st

from jds.domain.time import LegalDay
from tests.law.people import GivenFact, GivenPerson

days = st.dates(min_value=date(2008, 1, 1), max_value=date(2026, 12, 31)).map(LegalDay)
"""Days on which something was decided, or is asked about."""

leap_days = st.sampled_from([LegalDay(date(year, 2, 29)) for year in (2012, 2016, 2020, 2024)])

some_days = st.one_of(days, leap_days)

births = st.one_of(
    st.dates(min_value=date(1950, 1, 1), max_value=date(2012, 12, 31)),
    st.dates(min_value=date(1999, 1, 1), max_value=date(2006, 12, 31)),
    st.integers(1990, 2006),
    st.sampled_from(["2000-02", "2003-12", "unknown"]),
)

articles = st.sampled_from(
    [
        ("Sr art. 310",),
        ("Sr art. 302",),
        ("Sr art. 302 lid 1",),
        ("Sr art. 242",),
        ("Sr art. 245",),
        ("Sr art. 249 lid 1",),
        ("Sr art. 252",),
        ("Sr art. 141",),
        ("Sr art. 289",),
        ("Sr art. 225 lid 1", "Sr art. 51 lid 2"),
        ("WVW 1994 art. 8 lid 2",),
        ("Opiumwet art. 2",),
        ("Onbekende wet art. 12",),
        (),
    ]
)

lengths = st.sampled_from(["P14D", "P1M", "P6M", "P1Y", "P2Y", "P18M", "PT240H", "anders"])
amounts = st.sampled_from(["113.00", "113.01", "500.00", "4150.00", "4150.01", "9000.00"])


@st.composite
def sanctions(draw: st.DrawFn) -> str | dict[str, Any]:
    """One sanction, as cases write it."""
    kind = draw(
        st.sampled_from(
            [
                "gevangenisstraf",
                "hechtenis",
                "jeugddetentie",
                "taakstraf",
                "geldboete",
                "ontzegging-rijbevoegdheid",
                "tbs",
                "pij",
                "schadevergoedingsmaatregel",
                "gedragsbeinvloedende-maatregel",
                "overig",
                "eigen-woorden",
            ]
        )
    )
    if kind == "eigen-woorden":
        return {"tekst": "een maatregel oude stijl"}
    words = [kind]
    if kind == "geldboete":
        words += [draw(st.sampled_from(["EUR", "EUR", "USD"])), draw(amounts)]
    elif kind == "taakstraf":
        words += [str(draw(st.sampled_from([20, 40, 41, 120]))), "uur"]
    elif kind == "gevangenisstraf" and draw(st.integers(0, 19)) == 0:
        words.append("levenslang")
    elif kind in ("gevangenisstraf", "hechtenis", "jeugddetentie") and draw(st.booleans()):
        length = draw(lengths)
        if length.startswith("P"):
            words.append(length)
            if draw(st.integers(0, 3)) == 0:
                words += ["onvoorwaardelijk", "P1M"]
    if draw(st.integers(0, 3)) == 0:
        words += ["proeftijd", "P2Y"]
    return " ".join(words)


@st.composite
def outcomes(draw: st.DrawFn, *, kind: str | None = None) -> dict[str, Any]:
    """One outcome, as cases write it."""
    kind = kind or draw(
        st.sampled_from(
            [
                "veroordeling",
                "veroordeling",
                "veroordeling",
                "strafbeschikking",
                "vrijspraak",
                "sepot",
                "voorwaardelijk-sepot",
                "transactie",
                "ontslag-van-alle-rechtsvervolging",
                "schuldig-zonder-straf",
                "niet-ontvankelijk",
                "onbekend",
            ]
        )
    )
    on = draw(some_days)
    written: dict[str, Any] = {kind: on if draw(st.integers(0, 9)) else "unknown"}
    irrevocable = draw(st.integers(0, 5))
    if irrevocable == 1:
        written["irrevocable_on"] = "unknown"
    elif irrevocable > 1:
        written["irrevocable_on"] = LegalDay(
            min(date(2026, 12, 31), date.fromordinal(on.toordinal() + draw(st.integers(0, 60))))
        )
    if kind in ("veroordeling", "strafbeschikking", "transactie") or draw(st.booleans()):
        written["sanctions"] = draw(st.lists(sanctions(), max_size=2))
    if draw(st.integers(0, 9)) == 0:
        written["instance"] = "herziening"
    return written


@st.composite
def facts(draw: st.DrawFn) -> GivenFact:
    """One fact, as cases write it."""
    first = draw(st.dates(min_value=date(1985, 1, 1), max_value=date(2026, 1, 1)))
    committed: Any = draw(
        st.sampled_from(
            [
                first,
                first,
                first.year,
                "unknown",
                {"from": first, "to": date.fromordinal(first.toordinal() + 400)},
            ]
        )
    )
    given_outcomes = draw(st.lists(outcomes(), max_size=2))
    executed = []
    if given_outcomes and draw(st.integers(0, 2)) == 0:
        kind = draw(st.sampled_from(["gevangenisstraf P1M", "jeugddetentie", "pij", "tbs"]))
        written = {
            draw(st.sampled_from(["aangevangen", "geeindigd"])): draw(some_days),
            "sanction": kind,
        }
        if draw(st.booleans()):
            written["expected_end_on"] = draw(some_days)
        executed.append(written)
    return GivenFact(
        articles=draw(articles),
        kind=draw(st.sampled_from(["misdrijf", "misdrijf", "misdrijf", "overtreding"])),
        committed=committed,
        registered_on=draw(st.none() | some_days),
        outcomes=tuple(given_outcomes),
        executed=tuple(executed),
        doubts=draw(
            st.sampled_from([(), (), (), ("rechtsmiddel-voor-onherroepelijkheid",)]),
        ),
    )


@st.composite
def irrevocable_convictions(draw: st.DrawFn) -> GivenFact:
    """A fact that ended in an irrevocable conviction or penal order, on a known day."""
    written = draw(outcomes(kind=draw(st.sampled_from(["veroordeling", "strafbeschikking"]))))
    written["irrevocable_on"] = draw(some_days)
    return msgspec.structs.replace(draw(facts()), outcomes=(written,), doubts=())


@st.composite
def foreign_convictions(draw: st.DrawFn) -> dict[str, Any]:
    """A conviction by a court of another state, as on the wire."""
    final_on = draw(st.none() | some_days)
    judgment: dict[str, Any] = {
        "kenmerk": draw(st.sampled_from(["A-1", "A-2", "B-1"])),
        "uitgesprokenOp": draw(some_days).isoformat(),
        "feiten": [
            {
                "feitnummer": 1,
                "kwalificatie": "x",
                "ecris": draw(st.sampled_from(["1701 00", "1010 00", "2106 00", "2702 00"])),
                "pleegperiode": {"van": "2019-01-01", "tot": "2019-02-01"},
            }
        ],
        "sancties": draw(
            st.sampled_from(
                [
                    [],
                    [{"soort": "gevangenisstraf", "duur": "P1M"}],
                    [{"soort": "geldboete", "bedrag": {"centen": 50000, "valuta": "EUR"}}],
                ]
            )
        ),
    }
    if final_on is not None:
        judgment["onherroepelijkOp"] = final_on.isoformat()
    allowed = draw(st.none() | st.booleans())
    if allowed is not None:
        judgment["doorgifteToegestaan"] = allowed
    return {"persoon": {}, "land": "DE", "veroordeling": judgment}


@st.composite
def people(draw: st.DrawFn, *, max_facts: int = 5) -> GivenPerson:
    """A person with facts and foreign convictions, as cases write one."""
    legal = draw(st.integers(0, 5)) == 0
    return GivenPerson(
        facts=tuple(draw(st.lists(facts(), max_size=max_facts))),
        born=None if legal else draw(births),
        legal_person=legal,
        nationalities=draw(st.none() | st.just(("0001",)) | st.just(("0057", "0001"))),
        foreign=tuple(draw(st.lists(foreign_convictions(), max_size=2))),
    )


def with_outcome(person: GivenPerson, place: int, written: dict[str, Any]) -> GivenPerson:
    """Return `person` with one more outcome of the fact in `place`, from 0."""
    fact = person.facts[place]
    changed = msgspec.structs.replace(fact, outcomes=(*fact.outcomes, written))
    return msgspec.structs.replace(
        person, facts=(*person.facts[:place], changed, *person.facts[place + 1 :])
    )
