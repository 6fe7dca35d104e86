"""Every page of the documentation: its links lead somewhere, its commands exist, it is findable."""

import re
from pathlib import Path

import pytest
import typer

from jds.cli.main import command_line

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "examples").rglob("*.md"),
        *(ROOT / "changelog.d").rglob("*.md"),
        *(ROOT / "src").rglob("*.md"),
    ]
)
_LINK = re.compile(r"\]\((?!https?://|mailto:)([^)\s]+)\)")
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)

# Folders of one machine, and hosts that packages come from: neither belongs in a repository.
_NOT_OURS = re.compile(
    r"(?<![\w.])/(?:work|tmp|root)/|pypi\.org|pythonhosted|/simple/|artifactory|nexus",
    re.IGNORECASE,
)


def _name(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    text = _CODE.sub("", page.read_text(encoding="utf-8"))
    lost = [link for link in _LINK.findall(text) if not _leads_somewhere(page, link)]

    assert lost == []


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_no_page_names_a_folder_of_one_machine_or_a_host_of_packages(page: Path) -> None:
    assert _NOT_OURS.findall(page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_command_that_a_page_shows_exists(page: Path) -> None:
    shown = re.findall(
        r"(?:^\$ |^|`)(?:\.venv/bin/)?jds ([a-z][a-z -]*)",
        page.read_text(encoding="utf-8"),
        flags=re.MULTILINE,
    )

    assert [words for words in shown if not _is_command(words.split())] == []


def test_the_index_names_every_page_of_the_documentation() -> None:
    index = ROOT / "docs" / "index.md"
    named = {
        (index.parent / link.partition("#")[0]).resolve()
        for link in _LINK.findall(index.read_text(encoding="utf-8"))
    }
    decisions = index.parent / "adr"

    missing = [
        _name(page)
        for page in index.parent.rglob("*.md")
        if page != index and page not in named and decisions not in page.parents
    ]
    assert missing == []


def test_the_readme_fits_on_two_screens() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 120


def _leads_somewhere(page: Path, link: str) -> bool:
    path, _, heading = link.partition("#")
    target = page.parent / path if path else page
    if not target.exists():
        return False
    return not heading or heading in _headings(target)


def _headings(page: Path) -> set[str]:
    """Return the anchors of a page, as a forge makes them."""
    found = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in found}


def _is_command(words: list[str]) -> bool:
    """Tell whether the words before the first option name a command or a group of commands."""
    command = typer.main.get_command(command_line([]))
    for word in words:
        below = getattr(command, "commands", {})
        if not below or word.startswith("-"):
            return True
        if word not in below:
            return False
        command = below[word]
    return True
