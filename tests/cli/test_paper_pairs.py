"""One fact by paper and digitally counts once; one way leads in a case: by the command line."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.cli.commands import Register
from tests.cli.test_paper import CASE, OPENING, PERSON, SKN, entered, item
from tests.records.wire import COURT, OM, Wire, corrected, decided, offence, registered, retracted

NAMED: Wire = {
    "naam": {"geslachtsnaam": "Moulin"},
    "geboorte": {"datum": {"type": "JaarDatum", "jaar": 1985}},
}


@pytest.fixture
def opened(register: Register) -> Register:
    """Give a register in which clerks may enter paper of the prosecution service."""
    register.ask("paper", "open", OM)
    return register


def digital(**more: Any) -> Wire:
    """The digital message that states what OPENING does."""
    return registered(person=dict(PERSON), **more)


def record(register: Register, *more: str) -> Any:
    """The record without what tells when it was made."""
    found = register.ask("record", "--skn", SKN, *more)
    return {name: found[name] for name in ("persoon", "zaken", "nietToegepast")}


def heard_now(register: Register) -> None:
    """Let the source be current: it logged something a moment ago."""
    at = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
    register.load([registered(message_id="om-0", case={"parketnummer": "05/111111-25"},
                              person={"skn": "7654321"}, time=at)], name="now.ndjson")  # fmt: skip


def alone(register: Register, *messages: Wire) -> Any:
    """Load messages; return the record."""
    register.load(messages)
    return record(register)


def test_the_same_fact_first_by_paper_and_then_digitally_is_one(opened: Register) -> None:
    first = entered(opened, item(opened), "zaak-ingeschreven", OPENING)
    opened.load([digital()])
    assert opened.ask("paper", "list") == {"stukken": [], "ongekoppeld": []}
    [case] = record(opened)["zaken"]
    assert case["leidendeWeg"] == "digitaal"
    assert record(opened)["nietToegepast"] == []
    effects = opened.rows("SELECT position, effect, reason FROM effect ORDER BY position")
    assert effects == [
        (first["positie"], "achterhaald", "zelfde-feit-langs-andere-weg"),
        (2, "toegepast", ""),
    ]
    assert opened.ask("record", "--skn", SKN)["voorlopig"] == []


def test_the_same_fact_first_digitally_and_then_by_paper_is_one(opened: Register) -> None:
    opened.load([digital()])
    before = record(opened)
    done = entered(opened, item(opened), "zaak-ingeschreven", OPENING)
    assert (done["toestand"], done["reden"]) == ("achterhaald", "zelfde-feit-langs-andere-weg")
    assert record(opened) == before


def test_what_differs_is_proposed_and_a_clerk_decides(opened: Register) -> None:
    first = entered(
        opened, item(opened), "zaak-ingeschreven", {**OPENING, "ontvangenOp": "2025-03-11"}
    )
    opened.load([digital()])
    [waiting] = record(opened)["nietToegepast"]
    assert (waiting["toestand"], waiting["reden"]) == ("wachtend", "andere-weg-is-leidend")
    passed = opened.ask("paper", "pair")
    assert passed["gekoppeld"] == []
    [proposal] = passed["teBeslissen"]
    [candidate] = proposal["voorstellen"]
    assert candidate["exact"] is False
    assert "andere-dag" in candidate["redenen"]
    assert "verschilt-ontvangenOp" in candidate["redenen"]
    opened.ask("paper", "pair", first["id"], "--with", str(candidate["positie"]))
    shown = record(opened)
    assert shown["nietToegepast"] == []
    assert shown["zaken"][0]["ingeschrevenOp"] == "2025-03-10"


def test_a_pair_is_taken_back_and_is_not_made_again_by_itself(opened: Register) -> None:
    first = entered(opened, item(opened), "zaak-ingeschreven", OPENING)
    opened.load([digital()])
    at_position = opened.ask("record", "--skn", SKN)["basis"]
    opened.ask("paper", "pair", first["id"], "--undo")
    assert opened.ask("paper", "pair")["gekoppeld"] == []
    [unpaired] = opened.ask("paper", "list")["ongekoppeld"]
    assert unpaired["id"] == first["id"]
    [waiting] = record(opened)["nietToegepast"]
    assert waiting["positie"] == 2
    # What was known before it was taken back stays what it was.
    known_then = opened.ask("record", "--skn", SKN, "--known-at", at_position["bekendOp"])
    assert known_then["nietToegepast"] == []
    assert known_then["voorlopig"] == []
    again = opened.run("paper", "pair", first["id"], "--undo")
    assert again.code == 1


def test_two_that_are_alike_are_not_told_apart_by_the_register(opened: Register) -> None:
    number = item(opened)
    for _ in range(2):
        entered(opened, number, "zaak-ingeschreven", OPENING)
    opened.load([digital()])
    passed = opened.ask("paper", "pair")
    assert passed["gekoppeld"] == []
    assert [len(each["voorstellen"]) for each in passed["teBeslissen"]] == [1, 1]
    assert all(each["voorstellen"][0]["exact"] for each in passed["teBeslissen"])


def test_a_clerk_who_says_no_is_not_asked_again(opened: Register) -> None:
    first = entered(
        opened, item(opened), "zaak-ingeschreven", {**OPENING, "ontvangenOp": "2025-03-11"}
    )
    opened.load([digital()])
    opened.ask("paper", "pair", first["id"], "--not", "2")
    [proposal] = opened.ask("paper", "pair")["teBeslissen"]
    assert proposal["voorstellen"] == []


def test_paper_is_paired_only_with_its_own_source_and_kind(opened: Register) -> None:
    first = entered(opened, item(opened), "zaak-ingeschreven", OPENING)
    opened.load([decided("dagvaarding", message_id="om-2", sequence=2)])
    for position in ("1", "2", "99"):
        done = opened.run("paper", "pair", first["id"], "--with", position)
        assert done.code == 1


def test_while_a_source_is_current_its_paper_waits(opened: Register) -> None:
    heard_now(opened)
    done = entered(opened, item(opened), "zaak-ingeschreven", OPENING)
    assert (done["toestand"], done["reden"]) == ("wachtend", "andere-weg-is-leidend")
    assert done["bronGehoordTot"] is None
    shown = record(opened)
    assert shown["zaken"] == []
    assert len(shown["nietToegepast"]) == 1


def test_while_a_source_is_cut_off_its_paper_applies_and_says_that_it_is_provisional(
    opened: Register,
) -> None:
    number = item(opened, channel="telefoon")
    first = entered(opened, number, "zaak-ingeschreven", OPENING)
    shown = opened.ask("record", "--skn", SKN)
    [case] = shown["zaken"]
    assert case["leidendeWeg"] == "papier"
    assert shown["voorlopig"] == [
        {
            "bron": first["bron"],
            "id": first["id"],
            "soort": "zaak-ingeschreven",
            "positie": first["positie"],
            "kanaal": "telefoon",
            "innamenummer": number,
        }
    ]


def test_other_news_of_the_source_about_the_case_waits_until_its_paper_is_paired(
    opened: Register,
) -> None:
    opened.load([digital()])
    paper = {"persoon": PERSON, "zaak": CASE, "besluit": "sepot", "beslotenOp": "2025-04-01"}
    entered(opened, item(opened), "vervolging-beslist", {**paper, "sepotgronden": ["02"]})
    before = record(opened)
    assert before["zaken"][0]["feiten"][0]["afdoening"]["soort"] == "sepot"
    assert before["zaken"][0]["feiten"][0]["afdoening"]["voorlopig"] is True

    summons = decided(
        "dagvaarding",
        message_id="om-3",
        sequence=3,
        time="2025-05-01T09:00:00Z",
        on="2025-05-01",
        person=dict(PERSON),
    )
    opened.load([summons])
    while_it_waits = record(opened)
    assert while_it_waits["zaken"] == before["zaken"]
    [waiting] = while_it_waits["nietToegepast"]
    assert (waiting["id"], waiting["reden"]) == ("om-3", "andere-weg-is-leidend")

    dismissal = decided(
        "sepot", message_id="om-2", sequence=2, person=dict(PERSON), sepotgronden=["02"]
    )
    opened.load([dismissal])
    after = record(opened)
    assert after["nietToegepast"] == []
    assert after["zaken"][0]["leidendeWeg"] == "digitaal"
    [fact] = after["zaken"][0]["feiten"]
    assert fact["afdoening"]["soort"] == "open"
    assert fact["afdoening"]["voorlopig"] is False
    assert [each["soort"] for each in fact["geschiedenis"]] == ["sepot"]


def test_news_of_another_source_does_not_wait_for_the_paper_of_this_one(opened: Register) -> None:
    entered(opened, item(opened), "zaak-ingeschreven", OPENING)
    acquittal = {
        **decided("x", message_id="r-1", sequence=1),
        "source": COURT,
        "type": "nl.jds.uitspraak-gedaan.v1",
        "data": {
            "persoon": PERSON,
            "zaak": CASE,
            "instantie": "RBGEL",
            "uitgesprokenOp": "2025-05-20",
            "aanleg": "eerste-aanleg",
            "uitkomsten": [{"feitnummer": 1, "uitkomst": "vrijspraak"}],
        },
        "time": "2025-05-20T15:00:00Z",
    }
    opened.load([acquittal])
    [case] = record(opened)["zaken"]
    assert case["feiten"][0]["afdoening"]["soort"] == "vrijspraak"


def test_an_operator_states_which_way_leads_and_the_history_is_kept(opened: Register) -> None:
    heard_now(opened)
    opened.load([digital(sequence=2)])
    entered(
        opened,
        item(opened),
        "vervolging-beslist",
        {"persoon": PERSON, "zaak": CASE, "besluit": "dagvaarding", "beslotenOp": "2025-05-02"},
    )
    assert len(record(opened)["nietToegepast"]) == 1
    before = opened.ask("record", "--skn", SKN)["basis"]["bekendOp"]
    why = "zitting gaat op papier"
    done = opened.ask("paper", "lead", "05-780109-25", "--channel", "papier", "--reason", why)
    assert done["leidendeWeg"] == "papier"
    shown = record(opened)
    assert shown["nietToegepast"] == []
    assert shown["zaken"][0]["leidendeWeg"] == "papier"
    known_then = record(opened, "--known-at", before)
    assert len(known_then["nietToegepast"]) == 1

    back = opened.ask("paper", "lead", "05/780109-25", "--channel", "digitaal", "--reason", why)
    assert back["leidendeWeg"] == "digitaal"
    assert [each["weg"] for each in back["vastgelegd"]] == ["papier", "digitaal"]
    assert len(record(opened)["nietToegepast"]) == 1
    seen = opened.ask("paper", "lead", "05/780109-25")
    assert seen == back


def test_a_case_that_is_of_more_than_one_person_is_named_with_the_person(opened: Register) -> None:
    for skn in (SKN, "2345678"):
        entered(opened, item(opened), "zaak-ingeschreven", {**OPENING, "persoon": {"skn": skn}})
    asked = ("paper", "lead", "05/780109-25", "--channel", "papier", "--reason", "zitting")
    done = opened.run(*asked)
    assert done.code == 1
    assert "--skn" in done.err
    assert "780109" not in done.err
    assert opened.run(*asked, "--skn", "2345678").code == 0


def test_a_correction_or_retraction_by_the_source_counts_for_both_ways(opened: Register) -> None:
    entered(opened, item(opened), "zaak-ingeschreven", OPENING)
    first = digital()
    opened.load([first])
    opened.load([
        corrected(first, message_id="om-2", sequence=2, time="2025-09-01T09:00:00Z",
                  feiten=[offence(kwalificatie="bedreiging")]),
    ])  # fmt: skip
    [case] = record(opened)["zaken"]
    assert [each["kwalificatie"] for each in case["feiten"]] == ["bedreiging"]
    opened.load([retracted(first, message_id="om-3", sequence=3, time="2025-09-02T09:00:00Z")])
    shown = record(opened)
    assert shown["zaken"] == []
    assert shown["nietToegepast"] == []


def test_paper_without_an_skn_meets_its_case_and_is_of_one_person(opened: Register) -> None:
    entered(opened, item(opened), "zaak-ingeschreven", {**OPENING, "persoon": NAMED})
    opened.load([registered(person=NAMED)])
    assert opened.ask("paper", "list")["ongekoppeld"] == []
    assert opened.rows("SELECT count(*) FROM subject") == [(1,)]


def test_what_is_found_by_its_case_alone_is_proposed_on_request(opened: Register) -> None:
    entered(opened, item(opened), "zaak-ingeschreven", {**OPENING, "persoon": NAMED})
    opened.load([digital()])
    [proposal] = opened.ask("paper", "pair")["teBeslissen"]
    assert proposal["voorstellen"] == []
    [proposal] = opened.ask("paper", "pair", "--search-cases")["teBeslissen"]
    [candidate] = proposal["voorstellen"]
    assert candidate["exact"] is False
    assert candidate["redenen"][:2] == ["andere-persoon", "zelfde-zaak"]
    opened.ask("paper", "pair", proposal["id"], "--with", str(candidate["positie"]))
    assert len(record(opened)["zaken"]) == 1


def test_nothing_a_pairing_prints_or_refuses_tells_of_a_person(opened: Register) -> None:
    number = item(opened)
    first = entered(opened, number, "zaak-ingeschreven", OPENING)
    opened.load([digital(on="2025-03-12")])
    said = [
        opened.run("paper", "list"),
        opened.run("paper", "pair"),
        opened.run("paper", "pair", first["id"], "--with", "77"),
        opened.run("paper", "pair", first["id"], "--with", "2"),
        opened.run("paper", "return", number, "--reason", "onleesbaar"),
        opened.run("paper", "enter", number, "--kind", "Moulin"),
        opened.run("paper", "lead", "99/999999-99", "--reason", "kijken"),
    ]
    for done in said:
        for telling in ("Moulin", SKN, "780109", "999999"):
            assert telling not in done.out + done.err
