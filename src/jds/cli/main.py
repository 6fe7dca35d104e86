"""The command `jds`: which commands there are, and how each way of failing ends.

A command that is refused says so in one sentence on standard error and ends with 1; one that was
typed wrongly ends with 2. Nobody ever sees a stack of calls: it helps nobody at a desk, and may
hold the number of a person. For the same reason no sentence repeats what was typed.
"""

import importlib
import sys
from collections.abc import Sequence

import typer

from jds.cli import desk
from jds.cli.faults import WrongUsage, sentence_of_fault, sentence_of_misuse
from jds.cli.output import NobodyReads, complain, complain_at_length
from jds.errors import JdsError

EXIT_REFUSED = 1
EXIT_WRONG_USAGE = 2
EXIT_INTERRUPTED = 130
EXIT_NOBODY_READS = 141

_WIDEST_HELP = 120

# Only the module of the command that was typed is loaded: a fast answer to `jds status` should
# not wait for the law.
_MODULES = {
    "init": "register",
    "status": "status",
    "actor": "actor",
    "source": "source",
    "intake": "intake",
    "watch": "watch",
    "set-aside": "set_aside",
    "quarantine": "quarantine",
    "catch-up": "catch_up",
    "record": "record",
    "records": "records",
    "ledger": "ledger",
    "answer": "answer",
    "answers": "answers",
    "holds": "holds",
    "advice": "advice",
    "approve": "proposals",
    "proposals": "proposals",
    "shield": "shield",
    "law": "law",
    "retention": "retention",
    "paper": "paper",
    "outage": "outage",
    "person": "person",
}


def run() -> None:
    """Run the command that was typed, and end with its exit code."""
    sys.exit(main(sys.argv[1:]))


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    try:
        outcome = command_line(arguments)(list(arguments), prog_name="jds", standalone_mode=False)
    except typer.TyperException as problem:
        _complain_of_misuse(problem)
        return EXIT_WRONG_USAGE
    except WrongUsage as problem:
        complain(problem.sentence)
        return EXIT_WRONG_USAGE
    except JdsError as problem:
        complain(problem.sentence)
        return EXIT_REFUSED
    except NobodyReads:
        return EXIT_NOBODY_READS
    except (KeyboardInterrupt, typer.Abort):
        outcome = EXIT_INTERRUPTED
    except Exception as problem:  # noqa: BLE001 - the last resort: nobody sees a stack of calls
        complain(sentence_of_fault(problem))
        return EXIT_REFUSED
    if outcome == EXIT_INTERRUPTED:
        complain("Stopped. What was confirmed before stays as it is; run the command again.")
    return outcome if isinstance(outcome, int) else 0


def _complain_of_misuse(problem: typer.TyperException) -> None:
    if type(problem).__name__ == "NoArgsIsHelpError":
        complain_at_length(problem.format_message())
    else:
        complain(sentence_of_misuse(problem))


def command_line(arguments: Sequence[str]) -> typer.Typer:
    """Return the commands that `arguments` may mean; all of them when none is named."""
    app = typer.Typer(
        name="jds",
        help="The Judicial Documentation System: what is known of whom, and how current it is.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        # What fits on a wide terminal is not cut off at 80 signs.
        context_settings={"max_content_width": _WIDEST_HELP},
        callback=desk.remember,
    )
    named = [_MODULES[word] for word in arguments if word in _MODULES]
    for module in dict.fromkeys(named or _MODULES.values()):
        importlib.import_module(f"jds.cli.{module}").attach(app)
    return app


def group(app: typer.Typer, name: str, *, about: str) -> typer.Typer:
    """Add a group of commands, such as `jds actor ...`."""
    commands = typer.Typer(
        name=name,
        help=about,
        no_args_is_help=True,
        rich_markup_mode=None,
        callback=desk.remember,
    )
    app.add_typer(commands)
    return commands
