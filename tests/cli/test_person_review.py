"""The review queue through the command line: what is asked, judged, and what comes of it."""

from typing import Any

import pytest

from tests.cli.commands import Register
from tests.records.wire import COURT, PERSONS, Wire, message, registered

ANNA, BERT = "1234567", "2345678"
BSN, OTHER_BSN = "999993653", "999990639"
MOULIN = {
    "naam": {"voornamen": "Suzanne", "geslachtsnaam": "Moulin"},
    "geboorte": {"datum": {"type": "Datum", "datum": "1985-12-01"}, "plaats": "Thann"},
    "geslacht": "V",
}


@pytest.fixture
def staffed(register: Register) -> Register:
    """Give a register with two clerks and nobody in it."""
    for name in ("olga", "otto"):
        assert register.run("actor", "add", name, "--role", "operator").code == 0
    return register


def case(number: int, person: Wire) -> Wire:
    return registered(
        message_id=f"om-{number}",
        sequence=number,
        person=person,
        case={"parketnummer": f"05/78010{number}-25"},
    )


def judgment(person: Wire) -> Wire:
    """Return a judgment in the first case, by a court that gave no SKN."""
    return message(
        "uitspraak-gedaan",
        message_id="c-1",
        sequence=1,
        time="2025-05-20T12:00:00+02:00",
        source=COURT,
        persoon=person,
        zaak={"parketnummer": "05/780101-25"},
        instantie="RBGEL",
        uitgesprokenOp="2025-05-20",
        aanleg="eerste-aanleg",
        uitkomsten=[{"feitnummer": 1, "uitkomst": "veroordeling"}],
    )


def merged(*skns: str, number: int = 1) -> Wire:
    return message(
        "persoon-samengevoegd",
        message_id=f"p-{number}",
        sequence=number,
        time="2025-06-01T12:00:00+02:00",
        source=PERSONS,
        leidend={"skn": skns[0]},
        opgegaan=[{"skn": skn} for skn in skns[1:]],
        reden="vingerafdrukken",
    )


def renumbered(bsn: str, *, number: int) -> Wire:
    """Return that the second person has another BSN."""
    return message(
        "persoon-gewijzigd",
        message_id=f"p-{number}",
        sequence=number,
        time=f"2025-0{number + 5}-01T12:00:00+02:00",
        source=PERSONS,
        persoon={"skn": BERT, "bsn": bsn},
        geldigVanaf=f"2025-0{number + 5}-01",
    )


def passed(register: Register) -> Any:
    return register.ask("person", "review", "pass", "--as", "olga")


def listed(register: Register, *more: str) -> list[Any]:
    return list(register.ask("person", "review", "list", *more))


def judged(register: Register, number: int, judgement: str, *, by: str = "olga") -> Any:
    return register.ask(
        *("person", "review", "judge", str(number), "--judgement", judgement),
        *("--reason", "dossiers vergeleken", "--as", by),
    )


def undone(register: Register, number: int) -> Any:
    return register.ask(
        "person", "review", "undo", str(number), "--reason", "vergissing", "--as", "olga"
    )


def the_pair(register: Register) -> Any:
    """Let the pass find the one pair there is; return it as it is listed."""
    passed(register)
    [item] = listed(register)
    return item


# What is asked ------------------------------------------------------------------------------------


def test_a_new_subject_with_the_number_of_another_is_asked_about_from_intake(
    staffed: Register,
) -> None:
    staffed.load([case(1, {"skn": ANNA, "bsn": BSN}), judgment({"bsn": BSN})])

    item = the_pair(staffed)

    assert (item["soort"], item["herkomst"]) == ("mogelijk-een", "intake")
    assert item["gronden"] == ["gedeeld-nummer", "lijkt"] or item["gronden"] == ["gedeeld-nummer"]
    assert item["eigenaar"] == "operator"
    assert item["methode"].startswith("wachtrij-1@")


def test_two_who_are_described_alike_are_asked_about_by_the_nightly_pass(
    staffed: Register,
) -> None:
    staffed.load([case(1, {"skn": ANNA, **MOULIN}), case(2, {"skn": BERT, **MOULIN})])

    item = the_pair(staffed)

    assert (item["soort"], item["herkomst"]) == ("mogelijk-een", "nachtronde")
    assert item["gronden"] == ["lijkt", "zelfde-naam-en-geboortedatum"]
    assert item["sterkte"] == "vrijwel-zeker"


def test_twins_are_never_suggested_as_nearly_certain(staffed: Register) -> None:
    twin = {**MOULIN, "naam": {"voornamen": "Marie", "geslachtsnaam": "Moulin"}}
    staffed.load(
        [
            case(1, {"skn": ANNA, "bsn": BSN, **MOULIN}),
            case(2, {"skn": BERT, "bsn": BSN, **twin}),
        ]
    )

    item = the_pair(staffed)

    assert "tweeling" in item["gronden"]
    assert item["sterkte"] == "mogelijk"


def test_one_person_with_contradicting_birth_dates_may_be_two(staffed: Register) -> None:
    other = {**MOULIN, "geboorte": {"datum": {"type": "Datum", "datum": "1951-03-17"}}}
    staffed.load([case(1, {"skn": ANNA, **MOULIN}), case(2, {"skn": ANNA, **other})])

    item = the_pair(staffed)

    assert (item["soort"], item["gronden"]) == ("mogelijk-twee", ["geboortedatum-tegenstrijdig"])


def test_what_the_person_authority_changed_contradicts_nothing(staffed: Register) -> None:
    changed = message(
        "persoon-gewijzigd",
        message_id="p-1",
        sequence=1,
        time="2025-06-01T12:00:00+02:00",
        source=PERSONS,
        persoon={"skn": ANNA, "geslacht": "M", "naam": {"voornamen": "Sam"}},
        geldigVanaf="2025-06-01",
    )
    staffed.load([case(1, {"skn": ANNA, **MOULIN}), changed])

    passed(staffed)

    assert listed(staffed) == []


def test_a_second_pass_over_nothing_new_looks_at_nobody(staffed: Register) -> None:
    staffed.load([case(1, {"skn": ANNA, **MOULIN}), case(2, {"skn": BERT, **MOULIN})])

    assert passed(staffed) == {"bekeken": 2, "gewijzigd": 1, "resterend": 0}
    assert passed(staffed) == {"bekeken": 0, "gewijzigd": 0, "resterend": 0}


def test_a_pass_that_is_bounded_goes_on_where_it_stopped(staffed: Register) -> None:
    staffed.load([case(n, {"skn": f"100000{n}", **MOULIN}) for n in (1, 2, 3)])

    done = staffed.ask("person", "review", "pass", "--most", "1", "--as", "olga")
    assert (done["bekeken"], done["resterend"]) == (1, 2)
    assert passed(staffed)["bekeken"] == 2
    assert len(listed(staffed)) == 3


def test_the_list_is_of_nobody_and_showing_one_is_accounted_for(staffed: Register) -> None:
    staffed.load([case(1, {"skn": ANNA, **MOULIN}), case(2, {"skn": BERT, **MOULIN})])
    number = str(the_pair(staffed)["nummer"])

    for done in (
        staffed.run("person", "review", "list"),
        staffed.run("person", "review", "list", "--json"),
    ):
        assert ANNA not in done.out
        assert "Moulin" not in done.out
    shown = staffed.ask("person", "review", "show", number, "--reason", "werk", "--as", "olga")

    assert [side[0]["persoon"]["nummers"]["skn"] for side in shown["zijden"]] == [[ANNA], [BERT]]
    fields = {each["veld"]: each["uitkomst"] for each in shown["aanwijzingen"]["velden"]}
    assert fields["geboortedatum"] == "gelijk"
    assert fields["bsn"] == "ontbreekt"
    assert staffed.rows(
        "SELECT actor, verb, reason, count(*) FROM access_line JOIN act USING (act_id)"
        " WHERE shown = 'beoordeling' GROUP BY 1, 2, 3"
    ) == [("olga", "person review show", "werk", 2)]
    assert "Moulin" in staffed.run("person", "review", "show", number, "--as", "olga").out


def test_showing_takes_a_role_that_may(staffed: Register) -> None:
    staffed.run("actor", "add", "anna", "--role", "auditor")
    staffed.load([case(1, {"skn": ANNA, **MOULIN}), case(2, {"skn": BERT, **MOULIN})])
    number = str(the_pair(staffed)["nummer"])

    for command in (
        ("show", number, "--reason", "werk"),
        ("judge", number, "--judgement", "positief", "--reason", "werk"),
        ("undo", number, "--reason", "werk"),
        ("pass",),
    ):
        refused = staffed.run("person", "review", *command, "--as", "anna")
        assert (refused.code, refused.out) == (1, "")
    assert staffed.run("person", "review", "list", "--as", "anna").code == 0


# What is judged -----------------------------------------------------------------------------------


def test_a_positive_judgement_on_whom_clerks_may_link_is_a_proposal_for_the_second(
    staffed: Register,
) -> None:
    staffed.load([case(1, {"skn": ANNA, "bsn": BSN}), judgment({"bsn": BSN})])
    item = the_pair(staffed)

    judged_item = judged(staffed, item["nummer"], "positief")

    assert judged_item["toestand"] == "voorgesteld"
    proposal = str(judged_item["voorstel"])
    assert staffed.run("approve", proposal, "--as", "olga", "--reason", "gezien").code == 1
    assert staffed.run("approve", proposal, "--as", "otto", "--reason", "gezien").code == 0
    [done] = listed(staffed, "--state", "uitgevoerd")
    assert done["nummer"] == item["nummer"]
    [record_case] = staffed.ask("record", "--skn", ANNA)["zaken"]
    assert record_case["feiten"][0]["afdoening"]["soort"] == "veroordeling"


def test_a_positive_judgement_on_two_skns_is_to_be_reported(staffed: Register) -> None:
    staffed.load([case(1, {"skn": ANNA, **MOULIN}), case(2, {"skn": BERT, **MOULIN})])
    item = the_pair(staffed)

    judged_item = judged(staffed, item["nummer"], "positief")

    assert (judged_item["toestand"], judged_item["voorstel"]) == ("te-melden", None)
    staffed.load([merged(ANNA, BERT)], name="merge.ndjson")
    passed(staffed)
    assert [each["toestand"] for each in listed(staffed, "--state", "uitgevoerd")] == ["uitgevoerd"]


def test_a_proposal_that_is_turned_down_puts_the_pair_back(staffed: Register) -> None:
    staffed.load([case(1, {"skn": ANNA, "bsn": BSN}), judgment({"bsn": BSN})])
    proposal = judged(staffed, the_pair(staffed)["nummer"], "positief")["voorstel"]

    staffed.run("proposals", "withdraw", str(proposal), "--as", "otto", "--reason", "te mager")

    [item] = listed(staffed)
    assert (item["toestand"], item["oordeel"]) == ("open", "positief")


def test_taking_back_restores_what_stood_before(staffed: Register) -> None:
    staffed.load([case(1, {"skn": ANNA, **MOULIN}), case(2, {"skn": BERT, **MOULIN})])
    number = the_pair(staffed)["nummer"]

    states = [
        judged(staffed, number, "onzeker")["toestand"],
        judged(staffed, number, "negatief", by="otto")["toestand"],
        undone(staffed, number)["toestand"],
        undone(staffed, number)["toestand"],
    ]

    assert states == ["onzeker", "negatief", "onzeker", "open"]
    refused = staffed.run("person", "review", "undo", str(number), "--reason", "x", "--as", "olga")
    assert refused.code == 1
    shown = staffed.ask("person", "review", "show", str(number), "--reason", "x", "--as", "olga")
    assert [(each["oordeel"], each["door"]) for each in shown["oordelen"]] == [
        ("onzeker", "olga"),
        ("negatief", "otto"),
    ]
    assert all(each["redenTerugnemen"] == "vergissing" for each in shown["oordelen"])


def test_whoever_is_unsure_becomes_the_owner(staffed: Register) -> None:
    staffed.load([case(1, {"skn": ANNA, **MOULIN}), case(2, {"skn": BERT, **MOULIN})])

    assert judged(staffed, the_pair(staffed)["nummer"], "onzeker")["eigenaar"] == "olga"


def test_taking_back_withdraws_what_the_second_clerk_has_not_seen_yet(staffed: Register) -> None:
    staffed.load([case(1, {"skn": ANNA, "bsn": BSN}), judgment({"bsn": BSN})])
    number = the_pair(staffed)["nummer"]
    proposal = judged(staffed, number, "positief")["voorstel"]

    assert undone(staffed, number)["toestand"] == "open"

    [line] = [each for each in staffed.ask("proposals", "list") if each["nummer"] == proposal]
    assert line["toestand"] == "ingetrokken"


def test_a_judgement_whose_link_stands_is_not_taken_back(staffed: Register) -> None:
    staffed.load([case(1, {"skn": ANNA, "bsn": BSN}), judgment({"bsn": BSN})])
    number = the_pair(staffed)["nummer"]
    link = str(judged(staffed, number, "positief")["voorstel"])
    staffed.run("approve", link, "--as", "otto", "--reason", "gezien")

    refused = staffed.run(
        "person", "review", "undo", str(number), "--reason", "vergissing", "--as", "olga"
    )

    assert refused.code == 1
    assert f"person unlink {link}" in refused.err
    unlink = staffed.ask(
        *("person", "unlink", link, "--end", "teruggenomen", "--reason", "fout", "--as", "olga")
    )
    assert listed(staffed, "--state", "uitgevoerd")
    staffed.run("approve", str(unlink["nummer"]), "--as", "otto", "--reason", "gezien")
    assert [each["toestand"] for each in listed(staffed)] == ["open"]
    assert undone(staffed, number)["toestand"] == "open"


@pytest.mark.parametrize("judgement", ["nooit-meer", "positief"])
def test_what_is_settled_is_not_judged_over(staffed: Register, judgement: str) -> None:
    staffed.load([case(1, {"skn": ANNA, "bsn": BSN}), judgment({"bsn": BSN})])
    number = the_pair(staffed)["nummer"]
    judged(staffed, number, judgement)

    refused = staffed.run(
        *("person", "review", "judge", str(number), "--judgement", "negatief"),
        *("--reason", "toch niet", "--as", "otto"),
    )

    assert refused.code == 1
    assert "person review undo" in refused.err


# What the machine does after that -----------------------------------------------------------------


def test_what_was_judged_never_again_is_never_asked_again(staffed: Register) -> None:
    alike = {"naam": {"geslachtsnaam": "Moulin"}, "geboorte": MOULIN["geboorte"]}
    staffed.load([case(1, {"skn": ANNA, **alike}), case(2, {"skn": BERT, **alike})])
    number = the_pair(staffed)["nummer"]
    judged(staffed, number, "nooit-meer")

    staffed.load(
        [
            case(3, {"skn": ANNA, "bsn": BSN, **MOULIN}),
            case(4, {"skn": BERT, "bsn": BSN, **MOULIN}),
        ],
        name="second.ndjson",
    )
    passed(staffed)

    assert listed(staffed) == []
    assert [each["nummer"] for each in listed(staffed, "--state", "nooit-meer")] == [number]
    assert undone(staffed, number)["toestand"] == "open"


def test_what_was_judged_to_be_two_is_asked_again_on_clearly_stronger_evidence(
    staffed: Register,
) -> None:
    alike = {"naam": {"geslachtsnaam": "Moulin"}, "geboorte": MOULIN["geboorte"]}
    staffed.load([case(1, {"skn": ANNA, **alike}), case(2, {"skn": BERT, **alike})])
    number = the_pair(staffed)["nummer"]
    judged(staffed, number, "negatief")

    staffed.load([case(3, {"skn": BERT, **alike, "geslacht": "V"})], name="second.ndjson")
    passed(staffed)
    assert listed(staffed) == []

    staffed.load(
        [case(4, {"skn": ANNA, "bsn": BSN}), case(5, {"skn": BERT, "bsn": BSN})],
        name="third.ndjson",
    )
    passed(staffed)
    [item] = listed(staffed)
    assert (item["nummer"], item["toestand"]) == (number, "open")


def test_a_pair_lapses_when_too_little_speaks_for_it_and_is_asked_again_when_more_does(
    staffed: Register,
) -> None:
    staffed.load([case(1, {"skn": ANNA, "bsn": BSN}), case(2, {"skn": BERT, "bsn": BSN})])
    number = the_pair(staffed)["nummer"]
    staffed.load([renumbered(OTHER_BSN, number=1)], name="second.ndjson")
    passed(staffed)
    assert listed(staffed) == []
    [item] = listed(staffed, "--state", "vervallen")
    assert item["nummer"] == number

    staffed.load([renumbered(BSN, number=2)], name="third.ndjson")
    passed(staffed)
    assert [each["nummer"] for each in listed(staffed)] == [number]


def test_identity_in_doubt_is_asked_about_as_one_question(staffed: Register) -> None:
    separated = message(
        "persoon-gesplitst",
        message_id="p-2",
        sequence=2,
        time="2025-07-01T12:00:00+02:00",
        source=PERSONS,
        personen=[{"skn": ANNA}, {"skn": "3456789"}],
        reden="vingerafdrukken",
    )
    third = message(
        "persoon-samengevoegd",
        message_id="p-3",
        sequence=3,
        time="2025-07-01T12:00:00+02:00",
        source=PERSONS,
        leidend={"skn": BERT},
        opgegaan=[{"skn": "3456789"}],
        reden="vingerafdrukken",
    )
    staffed.load([case(1, {"skn": ANNA}), case(2, {"skn": BERT}), merged(ANNA, BERT)])
    staffed.load([separated, third], name="second.ndjson")

    item = the_pair(staffed)

    assert (item["soort"], item["gronden"]) == ("mogelijk-twee", ["identiteit-in-twijfel"])
    shown = staffed.ask(
        "person", "review", "show", str(item["nummer"]), "--reason", "x", "--as", "olga"
    )
    assert len(shown["zijden"][0]) == 3


def test_a_separation_against_a_link_by_clerks_is_asked_about(staffed: Register) -> None:
    staffed.load([case(1, {"skn": ANNA, "bsn": BSN}), judgment({"bsn": OTHER_BSN})])
    link = staffed.ask(
        *("person", "link", "--skn", ANNA, "--with-case", "05/780101-25"),
        *("--with-source", COURT, "--reason", "brief", "--as", "olga"),
    )
    staffed.run("approve", str(link["nummer"]), "--as", "otto", "--reason", "gezien")
    separated = message(
        "persoon-gesplitst",
        message_id="p-1",
        sequence=1,
        time="2025-07-01T12:00:00+02:00",
        source=PERSONS,
        personen=[{"skn": ANNA}, {"bsn": OTHER_BSN}],
        reden="vingerafdrukken",
    )
    staffed.load([separated], name="second.ndjson")

    item = the_pair(staffed)
    assert item["soort"] == "mogelijk-twee"
    assert "scheiding-tegen-koppeling" in item["gronden"]

    # That they are two is what the clerks undo by ending their link.
    parting = judged(staffed, item["nummer"], "positief")
    assert parting["toestand"] == "voorgesteld"
    proposal = str(parting["voorstel"])
    assert staffed.run("approve", proposal, "--as", "otto", "--reason", "gezien").code == 0
    [line] = staffed.ask("person", "links")
    assert line["wijze"] == "gescheiden"
