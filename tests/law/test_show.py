"""A rule as a lawyer cites it: found by its name, said in words, on a day."""

import re
from typing import Any, get_args

import pytest
from msgspec import Struct

from jds.law.cite import document_of, lines_of
from jds.law.find_rule import UnknownRule, by_id, find_rules
from jds.law.labels import Labels, read_labels
from jds.law.lay_out import lay_out
from jds.law.parts import parts_of
from jds.law.rule_file import Confidence, RuleValue
from jds.law.rules import Law
from tests.law.cases import as_day

TODAY = as_day(2026, 11, 25)


@pytest.fixture(scope="module")
def labels() -> Labels:
    return read_labels()


class Money(RuleValue, frozen=True):
    cents: int
    currency: str


class Row(RuleValue, frozen=True):
    article: str
    life: bool = False
    note: str | None = None


class Everything(RuleValue, frozen=True):
    years: int
    fine_of_at_least: Money
    whole_act: bool
    kinds: dict[str, Row]
    provisions: tuple[Row, ...]
    custody: tuple[str, ...]
    unheard_of: str = "stays-out"
    only_if: str | None = None


VALUE = Everything(
    years=30,
    fine_of_at_least=Money(10005, "EUR"),
    whole_act=True,
    kinds={"om": Row("1")},
    provisions=(Row("92", life=True), Row("93", note="oud")),
    custody=(),
)


def shown(law: Law, identifier: str, *, on: Any = TODAY, language: str = "nl") -> str:
    rule = find_rules(law, identifier).rule
    assert rule is not None
    return "\n".join(lines_of(rule, on=on, labels=read_labels(), language=language))


def test_a_value_of_any_form_is_laid_out_in_dutch(labels: Labels) -> None:
    assert list(lay_out(VALUE, labels=labels, language="nl")) == [
        "jaren: 30",
        "boete van ten minste: EUR 100,05",
        "de hele wet: ja",
        "soorten:",
        "  OM:",
        "    artikel: 1",
        "    levenslang: nee",
        "bepalingen:",
        "  - artikel: 92; levenslang: ja",
        "  - artikel: 93; opmerking: oud",
        "vrijheidsstraffen: (geen)",
        "unheard of: blijft buiten het register",
    ]


def test_a_value_is_laid_out_in_english_by_its_own_names(labels: Labels) -> None:
    lines = list(lay_out(VALUE, labels=labels, language="en"))

    assert lines[1:3] == ["fine of at least: EUR 100.05", "whole act: yes"]
    assert lines[-1] == "unheard of: stays-out"


def test_every_field_of_every_rule_has_a_dutch_label(law: Law, labels: Labels) -> None:
    names = {
        name
        for rule in law.rules()
        for version in rule.versions
        for part in parts_of(version.value)
        if isinstance(part, Struct)
        for name in part.__struct_fields__
    }

    assert "fine_of_at_least" in names
    assert sorted(names - labels.fields.keys()) == []


def test_every_mark_of_sureness_has_words(labels: Labels) -> None:
    assert set(labels.confidence) == set(get_args(Confidence))
    assert all(each.nl and each.en for each in labels.confidence.values())


def test_every_rule_is_laid_out_whole(law: Law) -> None:
    for rule in law.rules():
        for language in ("nl", "en"):
            lines = shown(law, rule.id, language=language).splitlines()
            assert lines[0].startswith(f"{rule.id}  ")
            assert lines[-1].endswith(rule.file)
            for source in rule.on(TODAY).sources:
                assert any(source.cite in line for line in lines)


def test_a_rule_says_what_it_said_on_the_day(law: Law) -> None:
    before = shown(law, "RET-14", on=as_day(2010, 4, 30))
    after = shown(law, "RET-14", on=as_day(2010, 5, 1))

    assert "gronden: 01\n" in before
    assert "Volgende versie: 2010-05-01" in before
    assert "gronden: 01, 09\n" in after
    assert "Eerdere versies: 2004-04-01" in after
    assert "artikel gelezen in de geconsolideerde tekst van 2015 (T15)" in after


def test_a_day_before_the_oldest_version_is_said_to_be_one(law: Law) -> None:
    text = shown(law, "RET-14", on=as_day(2004, 3, 31))

    assert "Op 2004-03-31 gold nog geen versie die we kennen; dit is de oudste" in text
    assert "gronden: 01\n" in text


def test_open_questions_come_with_the_choice(law: Law) -> None:
    text = shown(law, "RET-14", language="en")

    assert "Open question: The decree excepts the decision." in text
    assert "  Choice: Yes, the whole offence" in text
    assert re.search(r"Last checked: \d{4}-\d\d-\d\d by law-desk", text)


def test_the_document_holds_what_the_lines_say(law: Law, labels: Labels) -> None:
    rule = find_rules(law, "ret-14").rule
    assert rule is not None

    document = document_of(rule, on=as_day(2010, 4, 30), labels=labels, language="nl")

    assert document["regel"] == "RET-14"
    assert document["waarde"]["grounds"] == ("01",)
    assert (document["eerder"], document["volgende"]) == ([], "2010-05-01")
    assert document["geldtOpPeildatum"] is True
    assert [source["zekerheid"] for source in document["bronnen"]] == ["T26/07"]


def test_a_name_may_be_a_rule_a_whole_or_a_family(law: Law) -> None:
    assert _ids(find_rules(law, "ent-4/TRAFFIC").rule) == ["ENT-4/traffic"]
    assert [rule.id for rule in find_rules(law, "ENT-4").below] == [
        "ENT-4/names",
        "ENT-4/penal-code",
        "ENT-4/shipping",
        "ENT-4/special-acts",
        "ENT-4/traffic",
    ]
    family = find_rules(law, "ENT")
    assert family.rule is None
    assert {"ENT-1", "ENT-4/names", "ENT-10"} <= {rule.id for rule in family.below}
    assert "ENT-6" in {row.id for row in family.without_file}
    assert find_rules(law, "ENT-").below == family.below


def test_a_rule_without_a_file_says_why(law: Law) -> None:
    found = find_rules(law, "rgt-24")

    assert (found.rule, found.below) == (None, ())
    assert [row.id for row in found.without_file] == ["RGT-24"]


@pytest.mark.parametrize(("name", "near"), [("RETT-14", "RET-14"), ("ENT-3b", "ENT-3")])
def test_an_unknown_name_is_answered_with_near_ones(name: str, near: str, law: Law) -> None:
    with pytest.raises(UnknownRule) as refused:
        find_rules(law, name)

    assert near in refused.value.near
    assert f"[{near}]" in refused.value.sentence
    assert name not in refused.value.sentence


@pytest.mark.parametrize("name", ["", "-", "/", "1234567", "no such thing"])
def test_a_name_that_is_like_nothing_names_nothing(name: str, law: Law) -> None:
    with pytest.raises(UnknownRule, match="no rule of that name"):
        find_rules(law, name)


def test_ids_are_sorted_as_people_count() -> None:
    ids = ["RET-10", "RET-2", "RET-2/start", "DIS-A1", "RET-1"]

    assert sorted(ids, key=by_id) == ["DIS-A1", "RET-1", "RET-2", "RET-2/start", "RET-10"]


def _ids(*rules: Any) -> list[str]:
    return [rule.id for rule in rules]
