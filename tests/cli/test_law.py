"""`jds law`, and under which edition of the law the register answers."""

from pathlib import Path
from typing import Any

import pytest

from jds.cli.main import EXIT_REFUSED, EXIT_WRONG_USAGE
from jds.law.rules import load_law
from tests.cli.commands import Register
from tests.law.rule_copies import RULE_FILES, copy_of_rules, rewrite
from tests.records.wire import offence, registered

SKN = "1234567"
CRIME = "entry/crime.yaml"
PACKAGE = load_law().edition


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """Give rules of a lawyer, under which an offence of unknown kind stays out of the register."""
    folder = copy_of_rules(tmp_path / "draft")
    rewrite(folder, CRIME, "kind_unknown: with-the-case", "kind_unknown: stays-out")
    return folder


@pytest.fixture
def asked(register: Register) -> Register:
    """Give a register that knows one person by an offence of unknown kind."""
    register.load([registered(offences=[offence(kind={"tekst": "iets anders"})])])
    return register


def record(register: Register, *options: str) -> Any:
    return register.ask("record", "--skn", SKN, "--reason", "proef", *options)


def adopt(register: Register, folder: Path) -> Any:
    return register.ask("law", "adopt", "--data", str(folder), "--reason", "besluit 12")


def acts(register: Register) -> int:
    [(count,)] = register.rows("SELECT count(*) FROM act")
    return int(count)


def test_the_rules_of_the_package_are_in_order(tmp_path: Path) -> None:
    done = _nowhere(tmp_path).run("law", "check", "--on", "2026-11-25", "--json")

    assert (done.code, done.err) == (0, "")
    assert done.document == {"editie": PACKAGE, "regels": len(RULE_FILES), "problemen": []}


def test_every_problem_of_a_draft_is_named_with_its_file(draft: Path, tmp_path: Path) -> None:
    (draft / "entry/removal.yaml").unlink()
    rewrite(draft, "entry/minor_offence_court.yaml", "unit: eurocent", "unit: ''")
    arguments = ("law", "check", "--data", str(draft), "--on", "2026-11-25")

    as_json = _nowhere(tmp_path).run(*arguments, "--json")
    for_people = _nowhere(tmp_path).run(*arguments)

    assert (as_json.code, for_people.code) == (EXIT_REFUSED, EXIT_REFUSED)
    assert as_json.document["editie"] is None
    assert [(each["bestand"], each["probleem"]) for each in as_json.document["problemen"]] == [
        ("entry/minor_offence_court.yaml", "[unit] is empty"),
        ("entry/removal.yaml", "it is missing"),
    ]
    assert all(each["herstel"] for each in as_json.document["problemen"])
    assert len(for_people.out.splitlines()) == 2
    assert "[2] problems" in for_people.err


def test_a_rule_that_nobody_checked_for_a_year_is_named(tmp_path: Path) -> None:
    done = _nowhere(tmp_path).run("law", "check", "--on", "2030-01-01", "--json")

    assert done.code == EXIT_REFUSED
    assert {each["bestand"] for each in done.document["problemen"]} == set(RULE_FILES)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("check", "--data", "no-such-folder"), EXIT_REFUSED),
        (("show", "RET-99"), EXIT_REFUSED),
        (("show", "RET-14", "--edition", PACKAGE), EXIT_REFUSED),  # there is no register
        (("show", "RET-14", "--on", "yesterday"), EXIT_WRONG_USAGE),
        (("show", "RET-14", "--language", "fr"), EXIT_WRONG_USAGE),
        (("show", "RET-14", "--data", ".", "--edition", "x"), EXIT_WRONG_USAGE),
        (("show",), EXIT_WRONG_USAGE),
        (("adopt",), EXIT_WRONG_USAGE),
        (("adopt", "--reason", "x", "--data", ".", "--edition", "x"), EXIT_WRONG_USAGE),
        (("editions",), EXIT_REFUSED),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_sentence(
    arguments: tuple[str, ...], code: int, tmp_path: Path
) -> None:
    done = _nowhere(tmp_path).run("law", *arguments)

    assert done.code == code
    assert done.out == ""
    assert len(done.err.splitlines()) == 1


def test_a_rule_is_shown_in_dutch_and_in_english(tmp_path: Path) -> None:
    nowhere = _nowhere(tmp_path)

    dutch = nowhere.run("law", "show", "ent-3", "--on", "2024-01-01").out
    english = nowhere.run("law", "show", "ENT-3", "--on", "2024-01-01", "--language", "en").out

    assert "Op 2024-01-01 (eurocent):\n" in dutch
    assert "boete van ten minste: EUR 100,00\n" in dutch
    assert "Geldt sinds: 2004-04-01\n" in dutch
    assert "fine of at least: EUR 100.00\n" in english


def test_a_family_is_shown_in_lines(tmp_path: Path) -> None:
    document = _nowhere(tmp_path).run("law", "show", "ENT", "--json").document
    listed = _nowhere(tmp_path).run("law", "show", "ENT").out

    assert document["editie"] == PACKAGE
    assert [each["regel"] for each in document["regels"]][:3] == ["ENT-1", "ENT-2", "ENT-3"]
    assert "ENT-6" in [each["regel"] for each in document["zonderBestand"]]
    first_words = [line.split(" ")[0] for line in listed.splitlines()]
    numbers = [word for word in first_words if word.startswith("ENT-")]
    assert numbers.index("ENT-6") < numbers.index("ENT-10")


def test_every_rule_is_listed(tmp_path: Path) -> None:
    document = _nowhere(tmp_path).run("law", "list", "--json").document

    assert len(document["regels"]) == len(RULE_FILES)


def test_a_fresh_register_adopts_the_rules_of_the_package(register: Register) -> None:
    [adoption] = register.ask("law", "editions")
    law = register.ask("status")["wet"]

    assert (adoption["editie"], adoption["door"]) == (PACKAGE, "beheerder")
    assert adoption["vanKracht"] is True
    assert law == {
        "editie": PACKAGE,
        "sinds": adoption["sinds"],
        "editieVanPakket": PACKAGE,
        "gelijk": True,
        "gebrek": None,
    }


def test_a_register_from_before_editions_adopts_at_its_next_init(register: Register) -> None:
    for statement in (
        "ALTER TABLE law_adoption DISABLE TRIGGER law_adoption_append_only",
        "DELETE FROM law_adoption",
    ):
        with register.database.transaction() as connection:
            connection.execute(statement)

    refused = register.run("record", "--skn", SKN, "--reason", "proef")
    unsaid = register.ask("status")["wet"]["editie"]
    again = register.ask("init")

    assert refused.code == EXIT_REFUSED
    assert "[jds init]" in refused.err
    assert unsaid is None
    assert (again["nieuw"], again["editie"]) == (False, PACKAGE)
    assert record(register)["basis"]["editie"] == PACKAGE


def test_founding_again_adopts_nothing(register: Register, draft: Path) -> None:
    adopted = adopt(register, draft)["editie"]
    before = acts(register)

    again = register.ask("init")

    assert (again["editie"], again["editieVanPakket"]) == (adopted, PACKAGE)
    assert acts(register) == before


def test_rules_that_are_adopted_decide_from_then_on(asked: Register, draft: Path) -> None:
    before = record(asked)

    adopted = adopt(asked, draft)
    after = record(asked)

    assert before["basis"]["editie"] == PACKAGE
    assert len(before["zaken"]) == 1
    assert adopted == {"editie": after["basis"]["editie"], "vorige": PACKAGE,
                       "dossiersBijgewerkt": True}  # fmt: skip
    assert after["basis"]["editie"] != PACKAGE
    assert "zaken" not in after or after["zaken"] == []


def test_an_answer_about_an_earlier_moment_is_given_under_the_rules_of_then(
    asked: Register, draft: Path
) -> None:
    before = record(asked)
    adopt(asked, draft)

    by_instant = record(asked, "--known-at", before["basis"]["bekendOp"])
    by_position = record(asked, "--known-at", str(before["basis"]["positie"]))

    assert by_instant["basis"] == before["basis"]
    assert by_instant["zaken"] == before["zaken"]
    assert by_position["basis"]["editie"] == PACKAGE


def test_editions_can_be_asked_side_by_side(asked: Register, draft: Path) -> None:
    adopted = adopt(asked, draft)["editie"]

    old = record(asked, "--edition", PACKAGE)
    new = record(asked, "--edition", adopted)

    assert (old["basis"]["editie"], new["basis"]["editie"]) == (PACKAGE, adopted)
    assert len(old["zaken"]) == 1
    assert not new.get("zaken")
    for edition, expected in ((PACKAGE, "with-the-case"), (adopted, "stays-out")):
        shown = asked.ask("law", "show", "ENT-1", "--edition", edition)
        assert shown["editie"] == edition
        assert shown["waarde"]["kind_unknown"] == expected


def test_an_unknown_edition_is_refused_with_those_that_are_known(asked: Register) -> None:
    done = asked.run("record", "--skn", SKN, "--reason", "proef", "--edition", "1999")

    assert done.code == EXIT_REFUSED
    assert f"[{PACKAGE}]" in done.err
    assert "1999" not in done.err


def test_a_package_with_other_rules_says_so_and_changes_no_answer(
    asked: Register, draft: Path
) -> None:
    adopted = adopt(asked, draft)["editie"]
    before = acts(asked)

    law = asked.ask("status")["wet"]
    said = asked.run("status").out

    assert (law["editie"], law["editieVanPakket"], law["gelijk"]) == (adopted, PACKAGE, False)
    assert f"LET OP: dit pakket heeft andere regels, editie {PACKAGE}" in said
    assert record(asked)["basis"]["editie"] == adopted
    assert acts(asked) == before + 1, "only the look at the record was written down"


def test_an_earlier_edition_is_adopted_again(asked: Register, draft: Path) -> None:
    adopt(asked, draft)

    back = asked.ask("law", "adopt", "--edition", PACKAGE, "--reason", "terug")

    assert back["editie"] == PACKAGE
    assert record(asked)["basis"]["editie"] == PACKAGE
    assert len(record(asked)["zaken"]) == 1
    assert [each["reden"] for each in asked.ask("law", "editions")][:2] == ["terug", "besluit 12"]


def test_a_draft_with_a_problem_is_not_adopted(asked: Register, draft: Path) -> None:
    (draft / "entry/removal.yaml").unlink()

    done = asked.run("law", "adopt", "--data", str(draft), "--reason", "proef")

    assert done.code == EXIT_REFUSED
    assert "entry/removal.yaml" in done.err
    assert len(asked.ask("law", "editions")) == 1


def test_what_comes_in_is_judged_by_the_rules_adopted_last(register: Register, draft: Path) -> None:
    rewrite(draft, "sources/allowed_kinds.yaml", "zaak-ingeschreven: {senders: [om]}",
            "zaak-ingeschreven: {senders: [court]}")  # fmt: skip
    adopt(register, draft)

    receipt = register.load([registered(offences=[offence()])])

    assert (receipt["accepted"], receipt["setAside"] + receipt["refused"]) == (0, 1)


def _nowhere(tmp_path: Path) -> Register:
    """Give a home without a register; the database is not asked for."""
    return Register(tmp_path / "nowhere", None)  # type: ignore[arg-type]
