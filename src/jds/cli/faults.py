"""Sentences for what goes wrong before or outside the register: a mistyped command, a full disk.

What was typed is never repeated, nor what a library says of it: both may hold the number of a
person. Names that the program itself gave (of options, commands, error classes) are safe, and are
what helps.
"""

import sys
from pathlib import Path
from types import ModuleType

from jds.errors import BadRequest

_PACKAGE = Path(__file__).parents[1]


class WrongUsage(BadRequest):
    """The command was typed in a way that means nothing; ends with 2 instead of 1."""

    code = "wrong-usage"


def sentence_of_misuse(problem: Exception) -> str:
    """Say what is wrong with a command line that could not be understood."""
    command = getattr(getattr(problem, "ctx", None), "command_path", "jds")
    help_hint = f"See [{command} --help]."
    parameter = getattr(problem, "param", None)
    name = "" if parameter is None else _name_of(parameter)
    match type(problem).__name__:
        case "NoSuchOption":
            near = ", ".join(f"[{each}]" for each in getattr(problem, "possibilities", None) or ())
            meant = f" Did you mean {near}?" if near else ""
            return f"[{command}] has no such option.{meant} {help_hint}"
        case "MissingParameter":
            return f"[{command}] needs [{name}], and it is not there. {help_hint}"
        case "BadOptionUsage":
            option = getattr(problem, "option_name", "")
            takes = "takes nothing" if "not take" in str(problem) else "needs something"
            return f"The option [{option}] {takes} after it. {help_hint}"
        case _ if name:
            return f"What was given for [{name}] is not something it takes. {help_hint}"
        case _:
            return (
                f"[{command}] was typed in a way that means nothing here: a command that is not "
                f"there, or a word too many. {help_hint}"
            )


def sentence_of_fault(problem: Exception) -> str:
    """Say what stopped a command that the register itself did not refuse."""
    if isinstance(problem, OSError) and problem.strerror:
        where = f" [{problem.filename}]" if isinstance(problem.filename, str) else ""
        return (
            f"The machine refused a file or folder{where}: [{problem.strerror}]. See to its room "
            "and its rights, and run the command again."
        )
    driver: ModuleType | None = sys.modules.get("psycopg")
    if driver is not None and isinstance(problem, driver.Error):
        state = getattr(problem, "sqlstate", None) or "-"
        return (
            f"The database refused a step of this command: [{type(problem).__name__} {state}] at "
            f"[{_place_of(problem)}]. What was not confirmed was not kept; run the command again, "
            "and report this sentence if it comes back."
        )
    return (
        f"A fault of the program stopped this command: [{type(problem).__name__}] at "
        f"[{_place_of(problem)}]. What was not confirmed was not kept; report this sentence."
    )


def _name_of(parameter: object) -> str:
    options: list[str] = getattr(parameter, "opts", None) or []
    is_option = any(option.startswith("-") for option in options)
    return options[0] if is_option else str(getattr(parameter, "name", "")).upper()


def _place_of(problem: Exception) -> str:
    """Return the innermost line of our own that the problem passed through."""
    place = "?"
    trace = problem.__traceback__
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        if file.is_relative_to(_PACKAGE):
            place = f"{file.relative_to(_PACKAGE)}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
