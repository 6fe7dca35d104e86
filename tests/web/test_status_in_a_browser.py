"""The status page in a real browser, where this machine has one: what its script does."""

import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import html5lib
import pytest

from jds.domain.time import Instant, as_instant
from jds.web.show_status import status_page
from tests.web.status_facts import facts

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


@pytest.fixture
def browser() -> str:
    """Give the path of a browser."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip("this machine has no Chromium; the page was read by a parser only")
    return found


def seen(browser: str, folder: Path, *, valid_until: Instant) -> dict[str, list[bool]]:
    """Return of what is told while valid and once expired, whether a reader sees each part."""
    file = folder / "index.html"
    file.write_bytes(status_page(facts("actueel", valid_until=valid_until), language="nl"))
    done = subprocess.run(
        [
            *(browser, "--headless=new", "--no-sandbox", "--disable-gpu"),
            *(f"--user-data-dir={folder / 'profile'}", "--virtual-time-budget=3000"),
            *("--dump-dom", file.as_uri()),
        ],
        capture_output=True,
        check=True,
    )
    page = html5lib.parse(done.stdout.decode(), namespaceHTMLElements=False)
    return {
        name: ["hidden" not in each.attrib for each in page.iter() if name in _classes(each)]
        for name in ("while-valid", "once-expired")
    }


def _classes(element: object) -> list[str]:
    return str(getattr(element, "attrib", {}).get("class", "")).split()


def _in(stretch: timedelta) -> Instant:
    return as_instant(datetime.now(UTC) + stretch)


def test_a_page_in_its_time_shows_what_it_knows(browser: str, tmp_path: Path) -> None:
    shown = seen(browser, tmp_path, valid_until=_in(timedelta(hours=1)))

    assert shown == {"while-valid": [True, True], "once-expired": [False, False]}


def test_a_page_past_its_time_says_unknown_everywhere(browser: str, tmp_path: Path) -> None:
    shown = seen(browser, tmp_path, valid_until=_in(-timedelta(seconds=1)))

    assert shown == {"while-valid": [False, False], "once-expired": [True, True]}
