"""Whoever is known, asked for, decided upon, taken back: what answers by description never do."""

import json
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from jds.domain.time import instant_from_text
from tests.answers.office import Office, Who, open_office
from tests.conftest import NewDatabase

who = st.tuples(
    st.sampled_from(["Jan", "Johan", "Anna"]),
    st.sampled_from(["Jansen", "Dijk"]),
    st.sampled_from(["1980-03-04", "1980-04-03"]),
)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("becomes known"), who),
        st.tuples(st.just("is asked for"), who),
        st.tuples(st.just("is decided"), st.integers(0, 2)),
        st.tuples(st.just("is taken back"), st.none()),
    ),
    min_size=4,
    max_size=14,
)


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
@example(
    steps=[
        ("becomes known", ("Johan", "Jansen", "1980-03-04")),
        ("is asked for", ("Jan", "Jansen", "1980-03-04")),
        ("is decided", 0),
        ("becomes known", ("Jan", "Jansen", "1980-03-04")),
        ("is asked for", ("Jan", "Jansen", "1980-03-04")),
        ("is decided", 1),
        ("is asked for", ("Jan", "Jansen", "1980-03-04")),
        ("is taken back", None),
        ("is asked for", ("Jan", "Jansen", "1980-03-04")),
    ]
)
def test_answers_by_description_in_any_register(
    new_primary_database: NewDatabase, steps: list[tuple[str, Any]]
) -> None:
    with open_office(new_primary_database) as office:
        for step, what in steps:
            match step:
                case "becomes known":
                    office.becomes_known(what)
                case "is asked for":
                    answer = office.is_asked_for(what)
                    _says_no_more_than_it_may(answer, asked=what, office=office)
                    office.given.append((what, answer))
                    office.known_at_answers.append((len(office.known), answer))
                case "is decided":
                    office.is_decided(what)
                case _:
                    office.is_taken_back()
        for asked, answer in office.given:
            again = office.is_asked_for(
                asked, known_at=instant_from_text(answer["basis"]["bekendOp"])
            )
            assert _apart_from_numbers(again) == _apart_from_numbers(answer)


def _says_no_more_than_it_may(answer: Any, *, asked: Who, office: Office) -> None:
    identity, known = answer["basis"]["identiteit"], office.known
    is_alike = any(someone[1:] == asked[1:] for someone in known)
    if is_alike and answer["gevonden"] == "niet":
        assert identity["gevondenDoor"] == "besluit", "a candidate is never nothing known"
    if identity["besluit"] is not None:
        since = known[office.looked_at[identity["besluit"]["nummer"]] :]
        assert asked not in since, "a decision covers nobody who was not considered"
    if answer["gevonden"] == "zeker":
        assert identity["besluit"] is not None, "a name alone never decides"
    if answer["gevonden"] == "kandidaten":
        assert (answer["oordeel"], answer["advies"]) == ("geen-uitspraak", "aanhouden")
        told = json.dumps(answer)
        for number, someone in enumerate(known, start=1):
            for secret in (str(9000000 + number), f"78{number:04}", *someone):
                assert secret not in told


def _apart_from_numbers(answer: Any) -> Any:
    """Return an answer without its own number and that of its search, which are new each time."""
    basis = answer["basis"] | {"identiteit": answer["basis"]["identiteit"] | {"zoeknummer": 0}}
    # Whether a source is silent is judged at the moment asked, and what came since counts then.
    return answer | {"antwoordnummer": 0, "basis": basis}
