"""Writes the pages of docs/reference that follow from the code: errors, commands, settings, rules.

Nothing that the code knows is written by hand: a test compares the pages with what this makes now.
"""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import typer

import jds
from jds.cli.main import command_line
from jds.domain.time import duration_to_text
from jds.errors import (
    BadRequest,
    JdsError,
    LawDataProblem,
    NotAllowed,
    SourceProblem,
    StoreProblem,
)
from jds.law.find_rule import by_id
from jds.law.rule_file import Rule
from jds.law.rules import load_law
from jds.settings import (
    DEFAULT_BATCH_SEARCHES_A_DAY,
    DEFAULT_HOME,
    DEFAULT_LINE_LIMIT_BYTES,
    DEFAULT_SEARCH_DAYS,
    DEFAULT_SEARCHES_AN_HOUR,
    DEFAULT_STATUS_VALID,
    Settings,
)

REFERENCE = Path(__file__).parents[1] / "docs" / "reference"

WRITTEN = "<!-- Written by scripts/write_reference.py from the code; do not change by hand. -->\n"

# In the order of the page; each with who must act, in words of the desk.
BRANCHES: dict[type[JdsError], str] = {
    BadRequest: "Whoever asked: ask again, in another way.",
    NotAllowed: "Whoever asked: get the ground, role or key, or let somebody act who has it.",
    SourceProblem: "The keeper of the feed, with the source that delivered.",
    LawDataProblem: "The law desk: the rules in `src/jds/law/data` must be mended.",
    StoreProblem: "The operator of the register: database, files or disk are not as they must be.",
}

# The attribute of Settings whose description belongs to a variable, and what counts without it.
VARIABLES = {
    "JDS_HOME": ("home", f"`./{DEFAULT_HOME}`"),
    "JDS_DATABASE": ("database", "`embedded`"),
    "JDS_LINE_LIMIT": ("line_limit_bytes", f"`{DEFAULT_LINE_LIMIT_BYTES}` (bytes)"),
    "JDS_SEARCH_DAYS": ("searches_kept_for", f"`{DEFAULT_SEARCH_DAYS}` (days)"),
    "JDS_SEARCHES_AN_HOUR": ("searches_an_hour", f"`{DEFAULT_SEARCHES_AN_HOUR}`"),
    "JDS_BATCH_SEARCHES_A_DAY": ("batch_searches_a_day", f"`{DEFAULT_BATCH_SEARCHES_A_DAY}`"),
    "JDS_STATUS_VALID": ("status_valid_for", f"`{duration_to_text(DEFAULT_STATUS_VALID)}`"),
    "PATH": ("program_folders", "as the shell has it"),
}

_HELP_WIDTH = 100


def every_error() -> list[type[JdsError]]:
    """Return every error class of the package, sorted by code."""
    for module in pkgutil.walk_packages(jds.__path__, prefix="jds."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    return sorted(set(_below(JdsError)), key=lambda error: error.code)


def _below(parent: type[JdsError]) -> Iterator[type[JdsError]]:
    for child in parent.__subclasses__():
        # Tests make errors of their own; only those of the package are documented.
        if child.__module__.startswith("jds."):
            yield child
        yield from _below(child)


def errors_page() -> str:
    """Return the page of errors: code, meaning, and who must act."""
    lines = [
        WRITTEN,
        "# Errors",
        "",
        "A refused command says one sentence on standard error and ends with 1; with 2 when it was",
        "typed wrongly. The sentence says what happened, with values in [brackets], and what to do",
        "next; it never names a person. Each error has a stable code, for programs, and belongs to",
        "one of five branches named after who must act.",
        "",
    ]
    errors = every_error()
    for branch, who in BRANCHES.items():
        lines += [f"## {branch.__name__}", "", _meaning(branch), "", f"Who must act: {who}", ""]
        lines += ["| code | meaning | in |", "|---|---|---|"]
        lines += [
            f"| `{error.code}` | {_meaning(error)} | `{error.__module__}` |"
            for error in errors
            if issubclass(error, branch)
        ]
        lines.append("")
    return "\n".join(lines)


def _meaning(error: type[JdsError]) -> str:
    """Return the first paragraph of the docstring in one line."""
    return " ".join(inspect.cleandoc(error.__doc__ or "").partition("\n\n")[0].split())


def every_command() -> list[tuple[str, str]]:
    """Return every command, such as `jds source add`, with its help text."""
    root: Any = typer.main.get_command(command_line([]))
    return list(_helps(root, name="jds", parent=None))


def _helps(command: Any, *, name: str, parent: Any) -> Iterator[tuple[str, str]]:
    context = command.make_context(
        name, [], parent=parent, resilient_parsing=True, terminal_width=_HELP_WIDTH
    )
    text = "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
    yield context.command_path, text
    for child_name, child in getattr(command, "commands", {}).items():
        yield from _helps(child, name=child_name, parent=context)


def commands_page() -> str:
    """Return the page of commands: what each says of itself."""
    lines = [
        WRITTEN,
        "# Commands",
        "",
        "`--json`, `--home` and `--as` may stand before or after the name of a command.",
        "Exit code: 0 done, 1 refused, 2 wrong usage, 130 stopped with Ctrl-C, 141 when nobody",
        "reads the output any more.",
        "",
    ]
    for path, text in every_command():
        lines += [f"## {path}", "", "```text", text, "```", ""]
    return "\n".join(lines)


def settings_page() -> str:
    """Return the page of settings: variable, meaning, and what counts without it."""
    lines = [
        WRITTEN,
        "# Settings",
        "",
        "Read once, from the environment; an empty variable counts as absent. `--home` goes before",
        "`JDS_HOME`.",
        "",
        "| variable | meaning | without it |",
        "|---|---|---|",
    ]
    meanings = described_attributes(Settings)
    lines += [
        f"| `{variable}` | {meanings[attribute]} | {default} |"
        for variable, (attribute, default) in VARIABLES.items()
    ]
    return "\n".join([*lines, ""])


# In the order of the page; a section that is not here comes after them under its own name.
SECTIONS = {
    "entry": "Entry",
    "sources": "Sources",
    "retention": "Retention",
    "disclosure": "Disclosure",
    "certificates": "Certificates of conduct",
    "immigration": "Immigration and nationality",
    "family": "Adoption, foster care, guardianship",
    "repeat": "Repeated offences",
    "offences": "Offences",
    "": "Rules without a file",
}


def law_page() -> str:
    """Return the page of rules: by section, with article, since when, and how sure."""
    law = load_law()
    lines = [
        WRITTEN,
        "# Rules of law",
        "",
        "Every rule the register applies, as it now reads. `jds law show RULE` shows one whole:",
        "what it says on a day, every source, open questions and what we chose. How sure:",
        "`T15` is the text of 2015, `T26/..` that of another year (`data/README.md`), `T` a text",
        "read in part, `S` a secondary source, `M` memory, `I` our reading; the number after it",
        "counts the open questions. The files are in `src/jds/law/data`;",
        "[change a rule](../how-to/change-a-rule.md) says how.",
        "",
    ]
    rules = sorted(law.rules(), key=lambda rule: (_section_place(rule), by_id(rule.id)))
    for section, members in groupby(rules, key=_section):
        lines += [f"## {SECTIONS.get(section, section.capitalize())}", ""]
        if section:
            lines += ["| rule | says | article | since | how sure |", "|---|---|---|---|---|"]
            lines += [_row_of_rule(rule) for rule in members]
        else:
            lines += ["| rule | says | article | who or what sees to it |", "|---|---|---|---|"]
            lines += [
                f"| `{row.id}` | {row.what} | {row.cite} | {row.why} |"
                for row in sorted(
                    law.without_file.newest.value.rules, key=lambda row: by_id(row.id)
                )
            ]
        lines.append("")
    return "\n".join(lines)


def _row_of_rule(rule: Rule[Any]) -> str:
    newest = rule.newest
    questions = f" ({len(rule.open_questions)})" if rule.open_questions else ""
    since = " → ".join(str(version.takes_effect_on) for version in rule.versions)
    return (
        f"| `{rule.id}` | {rule.description} | {newest.cite} | {since} | "
        f"{newest.confidence}{questions} |"
    ).replace("*", "\\*")


def _section(rule: Rule[Any]) -> str:
    return rule.file.rpartition("/")[0].partition("/")[0]


def _section_place(rule: Rule[Any]) -> tuple[int, str]:
    section = _section(rule)
    known = list(SECTIONS)
    # The rules without a file close the page.
    place = known.index(section) if section in known else len(known) - 1.5
    return (int(place * 2), section)


def described_attributes(described: type) -> dict[str, str]:
    """Return what the docstring of a class says of each attribute, in one line each."""
    _, _, section = inspect.cleandoc(described.__doc__ or "").partition("Attributes:\n")
    found = re.findall(r"^    (\w+): (.*(?:\n        .*)*)", section, flags=re.MULTILINE)
    return {name: " ".join(text.split()) for name, text in found}


def pages() -> dict[Path, str]:
    """Return every page that follows from the code, with its text."""
    return {
        REFERENCE / "errors.md": errors_page(),
        REFERENCE / "cli.md": commands_page(),
        REFERENCE / "settings.md": settings_page(),
        REFERENCE / "law.md": law_page(),
    }


if __name__ == "__main__":
    for page, text in pages().items():
        page.write_text(text, encoding="utf-8")
        print(f"Written: {page.name}")
