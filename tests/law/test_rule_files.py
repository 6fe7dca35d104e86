"""Rule files: complete, checked by a person, and refused by name whenever one is wrong."""

from collections.abc import Mapping
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from shutil import copytree
from typing import Protocol

import pytest

from jds.domain.blocks import SourceValue
from jds.law.edition import edition_of
from jds.law.entry import EntryRules
from jds.law.rule_file import LawFileProblem, read_document
from jds.law.rules import Law, law_of, load_law, read_law
from tests.law.cases import as_day, offence, outcome

# The day on which the age of checks is judged; moved on with each release, never read from a clock.
TODAY = as_day(2026, 11, 25)
A_YEAR = timedelta(days=365)

DATA = Path(str(files("jds.law") / "data"))
RULE_FILES = sorted(path.relative_to(DATA).as_posix() for path in DATA.rglob("*.yaml"))

PROSECUTOR = "entry/minor_offence_prosecutor.yaml"
OTHERS = "entry/penal_orders_by_others.yaml"
COURT = "entry/minor_offence_court.yaml"
GROUNDS = "entry/dismissal_grounds.yaml"
TRAFFIC = "entry/listed_traffic.yaml"
REMOVAL = "entry/removal.yaml"


class Change(Protocol):
    """Make a copy of the rules in which one file reads otherwise."""

    def __call__(self, file: str, old: str, new: str, *, everywhere: bool = False) -> Path: ...


@pytest.fixture
def change(tmp_path: Path) -> Change:
    """Copy the rules of the package and replace a text in one file: its first place, or all."""

    def changed(file: str, old: str, new: str, *, everywhere: bool = False) -> Path:
        folder = tmp_path / "data"
        copytree(DATA, folder)
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(
            text.replace(old, new, -1 if everywhere else 1), encoding="utf-8"
        )
        return folder

    return changed


@pytest.fixture(scope="module")
def documents() -> Mapping[str, object]:
    """What each file of the package says."""
    return read_law().documents


@pytest.mark.parametrize("file", RULE_FILES)
def test_a_rule_file_is_complete_and_was_checked_within_a_year(file: str, law: Law) -> None:
    rule = next(rule for rule in law.rules() if rule.file == file)

    assert rule.description.strip()
    assert rule.unit.strip()
    assert rule.versions
    for version in rule.versions:
        assert version.sources
        for source in version.sources:
            assert source.cite.strip()
            assert source.published.strip()
    assert rule.checked.by.strip()
    assert TODAY - A_YEAR <= rule.checked.on <= TODAY
    for question in rule.open_questions:
        assert question.question.strip()
        assert question.choice.strip()


def test_every_rule_file_is_read(law: Law) -> None:
    assert [rule.file for rule in law.rules()] == RULE_FILES


def test_a_value_that_rests_on_memory_or_silence_has_an_open_question(law: Law) -> None:
    for rule in law.rules():
        marks = {source.confidence for version in rule.versions for source in version.sources}
        assert rule.open_questions or not marks & {"S", "M", "I"}, rule.file


def test_a_value_holds_from_its_day_until_the_next(law: Law) -> None:
    removal = law.removal

    assert removal.on(as_day(2010, 4, 30)).value.grounds == ("01",)
    assert removal.on(as_day(2010, 5, 1)).value.grounds == ("01", "09")
    assert removal.on(as_day(1980, 1, 1)).value.grounds == ("01",)
    assert removal.on(None).value.grounds == ("01", "09")


@pytest.mark.parametrize("file", RULE_FILES)
def test_a_missing_rule_file_is_named(file: str, documents: Mapping[str, object]) -> None:
    others = {name: document for name, document in documents.items() if name != file}

    with pytest.raises(LawFileProblem, match="is missing") as refused:
        law_of(others)

    assert refused.value.file == file
    assert f"[{file}]" in refused.value.sentence


def test_a_rule_file_that_nothing_applies_is_named(change: Change) -> None:
    folder = change(COURT, "checked:", "checked:")  # an unchanged copy
    text = (folder / COURT).read_text(encoding="utf-8").replace("id: ENT-3", "id: ENT-99")
    (folder / "entry/new.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(LawFileProblem, match="no part of the register applies it") as refused:
        load_law(folder)

    assert refused.value.file == "entry/new.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (COURT, "values:", "values: [", "not readable"),
        (COURT, "unit: eurocent", "unit: eurocent\nunit: euro", "written twice"),
        (COURT, "unit: eurocent\n", "", "unit"),
        (COURT, "unit: eurocent", "unit: ' '", "empty"),
        (COURT, "unit: eurocent", "unit: eurocent\nunits: 1", "units"),
        (COURT, "  2004-04-01:\n    enters", "  2004-04-32:\n    enters", "not readable"),
        (COURT, "checked: {on: 2026-11-23, by: law-desk}", "", "checked"),
        (COURT, "checked: {on: 2026-11-23,", "checked: {", "on"),
        (COURT, "checked: {on: 2026-11-23", "checked: {on: yesterday", "on"),
        (COURT, "confidence: T26/07", "confidence: certain", "certain"),
        (COURT, "cents: 10000", "cents: a hundred", "value of .2004-04-01."),
        (COURT, "cents: 10000", "cents: 100.00", "value of .2004-04-01."),
        (COURT, "cents: 10000", "cents: 10000, cents: 1", "written twice"),
        (COURT, "    fines: [geldboete]\n", "", "fines"),
        (COURT, "custody: [gevangenisstraf, ", "custody: [", "gevangenisstraf.* in .0. lists"),
        (COURT, "measures: [tbs", "measures: [taakstraf, tbs", "taakstraf.* in .2. lists"),
        (COURT, "stays_out: [vrijspraak, ", "stays_out: [", "vrijspraak.* in .0. lists"),
        (COURT, "[veroordeling]", "[veroordeling, sepot]", "sepot.* in .2. lists"),
        (COURT, "[veroordeling]", "[veroordeling, open]", "open.* in .1. lists"),
        (COURT, "id: ENT-3", "id: ENT-2", "ENT-2"),
        (REMOVAL, "sources:\n  2004-04-01:", "sources:\n  2004-04-02:", "has no source"),
        (REMOVAL, "  2010-05-01:\n    decisions", "  2004-04-01:\n    decisions", "written twice"),
        (REMOVAL, '["01", "09"]', '["01", "10"]', "10.* is not in"),
        (GROUNDS, 'code: "02"', "code: 2", "value of .2014-09-01."),
        (GROUNDS, 'code: "03"', 'code: "02"', "listed twice"),
        (GROUNDS, "ends_before: 2022-07-01", "ends_before: 2014-09-01", "ends before"),
        (TRAFFIC, '["107(1)"]', '["everything"]', "no article"),
        (TRAFFIC, '["107(1)"]', "[107]", "value of .2004-04-01."),
        (TRAFFIC, '["107(1)"]', '["107(1)", "107(1)"]', "twice"),
        (TRAFFIC, "law: WVW 1994", "law: Wegenwet", "no name"),
        (TRAFFIC, 'articles: ["34(3)"], ', "", "not the whole act"),
        (TRAFFIC, 'articles: ["34(3)"]', 'articles: ["34(3)"], whole_act: true', "or both"),
        (TRAFFIC, "        not_stated: enters ", "      # not_stated: enters ", "only_if"),
        ("entry/law_names.yaml", "[WVW, ", "[WVW, wam, ", "reads like a name of"),
        ("sources/allowed_kinds.yaml", "only: {cjib:", "only: {court: [sepot], cjib:", "court"),
        ("sources/allowed_kinds.yaml", "senders: [police]", "senders: [mayor]", "mayor"),
    ],
)
def test_a_mistake_in_a_rule_file_is_named_with_its_file(
    file: str, old: str, new: str, problem: str, change: Change
) -> None:
    with pytest.raises(LawFileProblem, match=problem) as refused:
        load_law(change(file, old, new))

    assert f"[{refused.value.file}]" in refused.value.sentence
    assert refused.value.code == "law-file-problem"


def test_a_source_of_a_day_without_a_value_is_named(change: Change) -> None:
    extra = "sources:\n  2001-01-01:\n    - {cite: x, published: x, confidence: M}\n"

    with pytest.raises(LawFileProblem, match="no value takes effect"):
        load_law(change(REMOVAL, "sources:\n", extra))


def test_words_that_look_like_values_stay_words() -> None:
    text = "{on: no, code: 01, article: 5.01, part: 8:06, day: 2024-02-29, yes: true, n: 10}"

    assert read_document(text, file="x.yaml") == {
        "on": "no",
        "code": "01",
        "article": "5.01",
        "part": "8:06",
        "day": as_day(2024, 2, 29),
        "yes": True,
        "n": 10,
    }


@pytest.mark.parametrize("text", ["a: !!python/name:os.system", "a: *b", "a: 1\n---\nb: 2", "\0"])
def test_what_rule_files_do_not_have_is_refused(text: str) -> None:
    with pytest.raises(LawFileProblem, match="not readable"):
        read_document(text, file="x.yaml")


def test_the_same_rules_have_the_same_edition(law: Law) -> None:
    assert load_law().edition == law.edition
    assert len(law.edition) == 16


def test_a_comment_or_a_line_break_makes_no_other_edition(law: Law, change: Change) -> None:
    folder = change(COURT, "unit: eurocent\n", "# a remark\n\nunit:   eurocent\n")

    assert load_law(folder).edition == law.edition


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("cents: 10000", "cents: 10001"),
        ("confidence: T15", "confidence: T"),
        ("checked: {on: 2026-11-23", "checked: {on: 2026-11-22"),
    ],
)
def test_a_change_in_what_is_said_makes_another_edition(
    old: str, new: str, law: Law, change: Change
) -> None:
    assert load_law(change(COURT, old, new)).edition != law.edition


def test_the_order_of_keys_and_files_makes_no_other_edition() -> None:
    assert edition_of({"a": {"x": 1, "y": 2}, "b": 3}) == edition_of(
        {"b": 3, "a": {"y": 2, "x": 1}}
    )


def test_editions_tell_apart_what_only_looks_alike_when_run_together() -> None:
    editions = {
        edition_of({"a": "bc"}),
        edition_of({"ab": "c"}),
        edition_of({"a": ["b", "c"]}),
        edition_of({"a": {"b": "c"}}),
        edition_of({"a": "b", "c": ""}),
        edition_of({"a": "1"}),
        edition_of({"a": 1}),
    }

    assert len(editions) == 7


def test_a_threshold_is_what_its_file_says_and_stands_nowhere_in_the_code(change: Change) -> None:
    fined = [outcome({"veroordeling": as_day(2024, 3, 1), "sanctions": ["geldboete EUR 99.99"]})]
    asked = offence(["WVW 1994 art. 5"], kind="overtreding")

    lowered = EntryRules(load_law(change(COURT, "cents: 10000", "cents: 9999")))

    assert lowered.admits(asked, registered_on=None, outcomes=fined)
    assert not EntryRules(load_law()).admits(asked, registered_on=None, outcomes=fined)


@pytest.mark.parametrize(
    ("file", "decision"), [(COURT, "veroordeling"), (PROSECUTOR, "transactie")]
)
def test_what_cannot_be_compared_enters_where_the_file_says_so(
    file: str, decision: str, change: Change
) -> None:
    rules = EntryRules(
        load_law(
            change(file, "not_comparable: stays-out", "not_comparable: enters", everywhere=True)
        )
    )
    asked = offence(["WVW 1994 art. 5"], kind="overtreding")

    def enters(*sanctions: object) -> bool:
        settled = [outcome({decision: as_day(2024, 3, 1), "sanctions": sanctions})]
        return rules.admits(asked, registered_on=None, outcomes=settled)

    assert enters("geldboete")
    assert enters("geldboete NLG 1.00")
    assert enters({"tekst": "zware straf"})
    assert enters("geldboete EUR 1.00", "geldboete")
    assert not enters("geldboete EUR 99.99")


def test_a_decision_without_a_sanction_enters_where_the_file_says_so(change: Change) -> None:
    folder = change(PROSECUTOR, "stated: stays-out", "stated: enters", everywhere=True)
    settled = [outcome({"strafbeschikking": as_day(2024, 3, 1)})]

    assert EntryRules(load_law(folder)).admits(
        offence(["WVW 1994 art. 5"], kind="overtreding"), registered_on=None, outcomes=settled
    )


def test_a_penal_order_must_meet_both_rules_that_may_be_its_own(change: Change) -> None:
    rules = EntryRules(load_law(change(OTHERS, "cents: 10000", "cents: 20000", everywhere=True)))
    asked = offence(["WVW 1994 art. 5"], kind="overtreding")

    def enters(decision: str, fine: str) -> bool:
        settled = [outcome({decision: as_day(2024, 3, 1), "sanctions": [fine]})]
        return rules.admits(asked, registered_on=None, outcomes=settled)

    assert not enters("strafbeschikking", "geldboete EUR 199.99")
    assert enters("strafbeschikking", "geldboete EUR 200.00")
    assert enters("transactie", "geldboete EUR 100.00")


def test_an_offence_of_unknown_kind_waits_where_the_file_says_so(change: Change) -> None:
    folder = change("entry/crime.yaml", "kind_unknown: with-the-case", "kind_unknown: stays-out")

    decision = EntryRules(load_law(folder)).decide_entry(
        offence(["Sr art. 310"], kind=SourceValue(text="iets")), registered_on=None, outcomes=()
    )

    assert (decision.admitted, decision.rule) == (False, "ENT-1")
