"""What an operator sets, and what happens when it is wrong."""

from datetime import timedelta
from pathlib import Path

import pytest

from jds.errors import BadSetting
from jds.settings import Settings

SECRET = "a-secret-word"


def test_without_any_setting_the_register_is_embedded_and_lives_here() -> None:
    settings = Settings.read({})

    assert settings.home == Path.cwd() / ".jds"
    assert settings.database_kind == "embedded"
    assert settings.line_limit_bytes == 1024 * 1024


def test_the_command_line_goes_before_the_environment() -> None:
    environ = {"JDS_HOME": "/srv/from-environment"}

    assert Settings.read(environ).home == Path("/srv/from-environment")
    assert Settings.read(environ, home=Path("/srv/given")).home == Path("/srv/given")


def test_a_home_is_absolute_so_that_a_change_of_folder_does_not_move_it() -> None:
    assert Settings.read({}, home=Path("here")).home == Path.cwd() / "here"
    assert Settings.read({}, home=Path("~/here")).home == Path.home() / "here"


def test_an_empty_variable_counts_as_absent() -> None:
    empty = {"JDS_HOME": "", "JDS_DATABASE": "", "JDS_LINE_LIMIT": "", "JDS_SEARCH_DAYS": ""}

    assert Settings.read(empty) == Settings.read({})


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("embedded", "embedded"),
        ("system", "system"),
        ("postgresql://jds@db/register", "url"),
        ("postgres://jds@db/register", "url"),
    ],
)
def test_a_database_is_one_of_three_kinds(value: str, kind: str) -> None:
    assert Settings.read({"JDS_DATABASE": value}).database_kind == kind


@pytest.mark.parametrize("value", ["Embedded", "sqlite", f"postgresql//jds:{SECRET}@db/register"])
def test_another_kind_of_database_is_refused_without_showing_what_it_holds(value: str) -> None:
    with pytest.raises(BadSetting, match="JDS_DATABASE") as refused:
        Settings.read({"JDS_DATABASE": value})

    assert value not in refused.value.sentence
    assert refused.value.code == "bad-setting"


def test_a_password_never_shows_in_printed_settings() -> None:
    settings = Settings.read({"JDS_DATABASE": f"postgresql://jds:{SECRET}@db/register"})

    assert SECRET in settings.database
    assert SECRET not in repr(settings)
    assert SECRET not in str(settings)


def test_a_line_limit_is_a_number_of_bytes_above_zero() -> None:
    assert Settings.read({"JDS_LINE_LIMIT": "1"}).line_limit_bytes == 1


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "1 MiB", "²", "١"])
def test_another_line_limit_is_refused(value: str) -> None:
    with pytest.raises(BadSetting, match="JDS_LINE_LIMIT"):
        Settings.read({"JDS_LINE_LIMIT": value})


def test_how_long_searches_are_kept_is_in_days() -> None:
    assert Settings.read({"JDS_SEARCH_DAYS": "366"}).searches_kept_for == timedelta(days=366)
    assert Settings.read({}).searches_kept_for == timedelta(weeks=13)


@pytest.mark.parametrize("value", ["0", "367", "-1", "1.5", "٣", "forever", "99999"])
def test_a_term_that_is_no_number_of_days_is_refused(value: str) -> None:
    with pytest.raises(BadSetting, match="JDS_SEARCH_DAYS"):
        Settings.read({"JDS_SEARCH_DAYS": value})


def test_how_long_a_published_status_holds_is_a_minute_at_least_and_a_day_at_most() -> None:
    for value, held in (
        ("", timedelta(minutes=30)),
        ("PT1M", timedelta(minutes=1)),
        ("P1D", timedelta(days=1)),
    ):
        assert Settings.read({"JDS_STATUS_VALID": value}).status_valid_for == held


@pytest.mark.parametrize("value", ["PT59S", "P1DT1S", "PT0S", "30", "30 minutes", "P1M"])
def test_another_stretch_for_a_published_status_is_refused(value: str) -> None:
    with pytest.raises(BadSetting, match="JDS_STATUS_VALID"):
        Settings.read({"JDS_STATUS_VALID": value})
