"""The method: dated data, under a version that changes with whatever shapes an outcome."""

import re
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from jds.persons.matching import method as methods
from jds.persons.matching.births import BirthLevel
from jds.persons.matching.method import method_in_use, read_method
from jds.persons.matching.names import family_names, given_names

_FILE = Path(methods.__file__).with_name("naam-1.yaml")
METHOD = method_in_use()


def test_it_is_harder_to_join_than_to_stay_and_to_stay_than_to_be_proposed() -> None:
    assert METHOD.propose < METHOD.stay < METHOD.join


def test_what_is_nearly_certain_is_so_a_thousand_to_one() -> None:
    assert METHOD.probability(METHOD.join) >= 0.999
    assert METHOD.probability(METHOD.stay) == pytest.approx(0.5)


@given(st.floats(-200, 200), st.floats(-200, 200))
def test_more_weight_is_never_less_probable(one: float, other: float) -> None:
    less, more = sorted((one, other))

    assert 0.0 <= METHOD.probability(less) <= METHOD.probability(more) <= 1.0


def test_every_level_of_a_date_has_a_weight() -> None:
    assert set(METHOD.weights["geboortedatum"]) == set(get_args(BirthLevel))


def test_every_weight_says_where_it_comes_from() -> None:
    raw = yaml.safe_load(_FILE.read_text("utf-8"))

    for outcomes in raw["weights"].values():
        for each in outcomes.values():
            assert each["source"].split(":")[0].split(";")[0] in ("gekozen", "gemeten", "geteld")
    assert all(each["source"] for each in raw["common"].values())


def test_common_names_are_in_the_form_in_which_names_are_compared() -> None:
    assert all(family_names(name) == (name,) for name in METHOD.common["achternaam"])
    assert all(given_names(name) == (name,) for name in METHOD.common["voornamen"])


def test_a_name_never_weighs_more_for_being_common() -> None:
    for field, names in METHOD.common.items():
        usual = METHOD.weight(field, "gelijk")
        for name in names:
            assert 0 < METHOD.name_weight(field, "gelijk", (name,)) <= usual


def test_the_version_changes_with_any_weight(tmp_path: Path) -> None:
    raw = yaml.safe_load(_FILE.read_text("utf-8"))
    copy = tmp_path / "naam-1.yaml"
    copy.write_text(yaml.safe_dump(raw), "utf-8")
    assert read_method(copy).version == METHOD.version

    raw["weights"]["geslacht"]["verschilt"]["weight"] -= 0.1
    copy.write_text(yaml.safe_dump(raw), "utf-8")
    other = read_method(copy).version
    assert other != METHOD.version
    assert other.split("@")[0] == METHOD.version.split("@")[0] == "naam-1"


def test_the_version_changes_with_the_tables_of_the_normaliser(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(methods, "TABLES", {"prefixes": []})

    assert read_method(_FILE).version != METHOD.version


def test_the_version_changes_with_the_code_that_compares(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(methods, "_code", lambda: {"compare.py": "other"})

    assert read_method(_FILE).version != METHOD.version


def test_the_newest_method_that_is_shipped_is_in_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = yaml.safe_load(_FILE.read_text("utf-8"))
    for name, since in (("naam-1", "2026-11-26"), ("naam-2", "2027-03-01")):
        text = yaml.safe_dump(raw | {"name": name, "since": date.fromisoformat(since)})
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    monkeypatch.setattr(methods, "_code", dict)
    monkeypatch.setattr(methods, "_FOLDER", tmp_path)
    methods.shipped_methods.cache_clear()
    try:
        names = [each.version.split("@")[0] for each in methods.shipped_methods()]
        assert names == ["naam-1", "naam-2"]
        assert method_in_use().version.startswith("naam-2@")
    finally:
        methods.shipped_methods.cache_clear()


def test_the_version_is_a_name_and_a_digest() -> None:
    assert re.fullmatch(r"naam-[0-9]+@[0-9a-f]{12}", METHOD.version)
