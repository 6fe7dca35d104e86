"""What is unusual: accepted, and the sender is told."""

from datetime import date

import pytest

from jds.intake.judge import Judge
from jds.intake.judgement import Candidate
from jds.law.dismissal import GroundsForDismissal
from jds.law.rules import load_law
from jds.law.senders import Senders
from tests.intake.wire_messages import SOURCES, changed, example, fit, line_of, released


@pytest.mark.parametrize(
    ("kind", "path", "value", "warning"),
    [
        ("persoon-overleden", "data.persoon.skn", "123456", "ongebruikelijk-skn"),
        ("persoon-overleden", "data.persoon.skn", "123456789", "ongebruikelijk-skn"),
        ("persoon-overleden", "data.persoon.bsn", "999993654", "ongeldig-bsn"),
        ("persoon-overleden", "data.persoon.bsn", "niet bekend", "ongeldig-bsn"),
        ("persoon-overleden", "data.persoon.vNummer", "123456789", "ongeldig-vnummer"),
        ("persoon-overleden", "data.persoon.vNummer", "V123456789", "ongeldig-vnummer"),
        ("persoon-overleden", "data.persoon.rechtspersoon", {"rsin": "1"}, "ongeldig-rsin"),
        ("persoon-samengevoegd", "data.opgegaan[0].bsn", "1", "ongeldig-bsn"),
        ("persoon-samengevoegd", "data.leidend.bsn", "1", "ongeldig-bsn"),
        ("persoon-gesplitst", "data.personen[1].bsn", "1", "ongeldig-bsn"),
        ("buitenlandse-veroordeling", "data.persoon.bsn", "1", "ongeldig-bsn"),
        ("stuk-gemeld", "data.zaak.parketnummer", "99/780109-25", "onbekend-parket"),
        ("uitspraak-gedaan", "data.ecli", "ECLI:NL:RBGEL:25:1234", "ongeldige-ecli"),
        ("uitspraak-gedaan", "data.ecli", "", "ongeldige-ecli"),
        ("uitspraak-gedaan", "data.sancties[1].duur", "1 maand", "ongeldige-duur"),
        ("uitspraak-gedaan", "data.sancties[1].onvoorwaardelijk", "P", "ongeldige-duur"),
        ("uitspraak-gedaan", "data.sancties[1].proeftijd", "P2,5Y", "ongeldige-duur"),
        ("gratie-verleend", "data.sancties[0].duur", "", "ongeldige-duur"),
        ("tenuitvoerlegging-gemeld", "data.sanctie.duur", "PT", "ongeldige-duur"),
        ("buitenlandse-veroordeling", "data.veroordeling.sancties[0].duur", "x", "ongeldige-duur"),
        ("vervolging-beslist", "data.sancties", [{"soort": "pij", "duur": "x"}], "ongeldige-duur"),
        ("vervolging-beslist", "data.sepotgronden", ["2"], "onbekende-sepotgrond"),
        ("bron-stand", "data.aantallen", {"onbekend": {}}, "onbekend-soort-geteld"),
        ("bron-stand", "data.nieuw", 1, "onbekend-veld"),
    ],
)
def test_it_is_accepted_with_a_warning(kind: str, path: str, value: object, warning: str) -> None:
    assert fit(changed(kind, {path: value})).warnings == (warning,)


@pytest.mark.parametrize(
    ("kind", "path", "value"),
    [
        ("persoon-overleden", "data.persoon.skn", "12345678"),
        ("persoon-overleden", "data.persoon.bsn", "999990639"),
        ("persoon-overleden", "data.persoon.vNummer", "0123456789"),
        ("persoon-overleden", "data.persoon.rechtspersoon", {"rsin": "999993653"}),
        ("uitspraak-gedaan", "data.ecli", "ecli:nl:rbgel:2025:1234"),
        ("uitspraak-gedaan", "data.sancties[1].duur", "P1Y6M"),
        ("tenuitvoerlegging-gemeld", "data.sanctie.duur", "PT240H"),
        ("vervolging-beslist", "data.sepotgronden", ["43", {"code": "x"}]),
        ("vervolging-beslist", "data.voorwaarden", {"vrij": ["te", {"kiezen": None}]}),
        ("vervolging-beslist", "data.voorwaarden", "tekst"),
        ("bron-stand", "data.aantallen", {"politiegegeven-verstrekt": {}}),
    ],
)
def test_the_usual_gives_no_warning(kind: str, path: str, value: object) -> None:
    assert fit(changed(kind, {path: value})).warnings == ()


def test_a_number_of_the_source_that_names_two_offences_is_warned_about() -> None:
    one = {"data.feiten[0].bronFeitnummer": "a"}

    assert fit(changed("zaak-ingeschreven", one)).warnings == ()
    assert (
        fit(changed("zaak-ingeschreven", one | {"data.feiten[1].bronFeitnummer": "b"})).warnings
        == ()
    )
    assert fit(
        changed("zaak-ingeschreven", one | {"data.feiten[1].bronFeitnummer": "a"})
    ).warnings == ("dubbel-bronfeitnummer",)


def test_each_warning_is_given_once_and_in_order() -> None:
    message = changed(
        "persoon-samengevoegd",
        {"data.leidend.bsn": "1", "data.opgegaan[0].bsn": "2", "data.leidend.skn": "9", "extra": 1},
    )

    assert fit(message).warnings == ("onbekend-attribuut", "ongebruikelijk-skn", "ongeldig-bsn")


def test_a_ground_is_looked_up_on_the_day_of_the_decision() -> None:
    law = load_law()
    judge = Judge(
        sources=SOURCES,
        may_send=Senders(law).may_send,
        is_known_ground=GroundsForDismissal(law).is_known_ground,
    )
    before, after = date(2022, 6, 30), date(2022, 7, 1)

    def warnings(day: date, ground: str) -> tuple[str, ...]:
        message = changed(
            "vervolging-beslist", {"data.beslotenOp": str(day), "data.sepotgronden": [ground]}
        )
        judgement = judge.judge(line_of(message))
        assert isinstance(judgement, Candidate)
        return judgement.warnings

    assert warnings(before, "04") == ()
    assert warnings(after, "04") == ("onbekende-sepotgrond",)
    assert warnings(before, "10") == ("onbekende-sepotgrond",)


# Unknown fields -----------------------------------------------------------------------------------

PLACES = [
    ("zaak-ingeschreven", "data"),
    ("zaak-ingeschreven", "data.persoon"),
    ("zaak-ingeschreven", "data.persoon.naam"),
    ("zaak-ingeschreven", "data.persoon.geboorte"),
    ("zaak-ingeschreven", "data.persoon.geboorte.datum"),
    ("zaak-ingeschreven", "data.zaak"),
    ("zaak-ingeschreven", "data.feiten[1]"),
    ("zaak-ingeschreven", "data.feiten[0].artikelen[0]"),
    ("zaak-ingeschreven", "data.feiten[1].pleegperiode"),
    ("uitspraak-gedaan", "data.uitkomsten[1]"),
    ("uitspraak-gedaan", "data.sancties[0]"),
    ("persoon-samengevoegd", "data.opgegaan[0]"),
    ("buitenlandse-veroordeling", "data.veroordeling.feiten[0].pleegperiode"),
]


@pytest.mark.parametrize(("kind", "place"), PLACES)
@pytest.mark.parametrize("value", [1, "a:b", [], {}, {"a": {"b": 1}}, False])
def test_an_unknown_field_is_kept_and_warned_about_wherever_it_stands(
    kind: str, place: str, value: object
) -> None:
    candidate = fit(changed(kind, {f"{place}.nieuw": value}))

    assert candidate.warnings == ("onbekend-veld",)
    assert "nieuw" in candidate.text
    assert candidate.event == fit(example(kind)).event


@pytest.mark.parametrize(("kind", "place"), PLACES)
def test_a_known_field_of_another_block_is_unknown_in_this_one(kind: str, place: str) -> None:
    assert fit(changed(kind, {f"{place}.kenmerk": "x"})).warnings == ("onbekend-veld",)


def test_no_null_hides_an_unknown_field() -> None:
    message = changed("zaak-ingeschreven", {"data.instantie": None, "data.nieuw": "x"})

    assert fit(message).warnings == ("onbekend-veld",)


def test_no_released_date_hides_an_unknown_field() -> None:
    message = changed("zaak-ingeschreven", {"data.ontvangenOp": "2025-02-30"})
    with_field = message | {"data": message["data"] | {"nieuw": {"x": 1}}}

    assert released(message).candidate.warnings == ()
    assert released(with_field).candidate.warnings == ("onbekend-veld",)


def test_colons_in_texts_are_no_fields() -> None:
    message = changed(
        "zaak-ingeschreven",
        {"id": 'a:b":"', "data.instantie": '"x":', "data.feiten[0].kwalificatie": ":::"},
    )

    assert fit(message).warnings == ()
    assert fit(message | {"data": message["data"] | {"n": 1}}).warnings == ("onbekend-veld",)
