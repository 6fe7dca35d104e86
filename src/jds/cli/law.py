"""`jds law`: read, check and adopt the rules the register applies."""

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TypeAlias

import typer

from jds.accounting.adopt_edition import Adopted, adopt_edition, earlier_rules, rules_in
from jds.accounting.editions import list_adoptions, load_edition
from jds.accounting.roles import Verb
from jds.cli import desk as desks
from jds.cli import options
from jds.cli.desk import ActingAs, AsJson, Desk, InHome
from jds.cli.faults import WrongUsage
from jds.cli.main import EXIT_REFUSED, group
from jds.cli.output import complain, print_json, print_table, print_text, visible
from jds.domain.time import LegalDay, instant_to_text
from jds.errors import BadRequest
from jds.law.check import check_law
from jds.law.cite import RuleInARow, document_of, line_of, lines_of, lines_without_file
from jds.law.find_rule import NamedRules, by_id, find_rules
from jds.law.labels import read_labels
from jds.law.rule_file import Rule
from jds.law.rules import Law, load_law


class Language(StrEnum):
    """The language in which a rule is laid out."""

    NL = "nl"
    EN = "en"


class NoFolder(BadRequest):
    """The folder of rules that was named is not there."""

    code = "no-folder"

    def __init__(self) -> None:
        super().__init__("The folder named with --data is not there. Name one that holds rules.")


Data: TypeAlias = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="Another folder of rules, such as a draft."),
]
InLanguage: TypeAlias = Annotated[Language, typer.Option(help="Language of labels.")]

_HEADINGS = {
    Language.NL: ("Regel", "Zegt", "Artikel", "Zekerheid"),
    Language.EN: ("Rule", "Says", "Article", "How sure"),
}


def attach(app: typer.Typer) -> None:
    """Add the commands of this module."""
    commands = group(
        app, "law", about="The rules (regels) the register applies, and their editions."
    )
    commands.command("check")(check)
    commands.command("show")(show)
    commands.command("list")(show_all)
    commands.command("editions")(editions)
    commands.command("adopt")(adopt)


def check(
    context: typer.Context,
    on: options.On = None,
    data: Data = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Check all rules, and name everything that is wrong with them. Needs no register."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    found = check_law(_folder(data), on=options.read_on(on, desk=desk))
    if desk.as_json:
        print_json(
            {
                "editie": found.edition,
                "regels": found.rules,
                "problemen": [
                    {
                        "bestand": each.file,
                        "probleem": each.problem,
                        "herstel": each.remedy,
                    }
                    for each in found.problems
                ],
            }
        )
    else:
        for each in found.problems:
            print_text(visible(f"{each.file}: {each.problem}. {each.remedy}"))
    if found.problems:
        complain(f"The rules have [{len(found.problems)}] problems; mend them and check again.")
        raise typer.Exit(EXIT_REFUSED)
    if not desk.as_json:
        print_text(f"All [{found.rules}] rules are in order; together edition [{found.edition}].")


def show(
    context: typer.Context,
    rule: Annotated[
        str, typer.Argument(help="A rule (RET-1), a part (ENT-4/traffic) or a family (RET).")
    ],
    on: options.On = None,
    edition: options.Edition = None,
    data: Data = None,
    language: InLanguage = Language.NL,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Show what a rule says on a day, as a lawyer would cite it.

    Without --edition or --data: the rules of this package.
    """
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    day = options.read_on(on, desk=desk)
    law = _law(desk, data=data, edition=edition)
    found = find_rules(law, rule)
    if desk.as_json:
        print_json(_document(found, law=law, on=day, language=language))
        return
    if found.rule is not None:
        lines = lines_of(found.rule, on=day, labels=read_labels(), language=language)
        print_text(_visible_lines(lines))
    elif len(found.without_file) == 1 and not found.below:
        lines = lines_without_file(found.without_file[0], language=language)
        print_text(_visible_lines(lines))
        return
    if found.below or found.without_file:
        absent = [(each.id, each.what, each.cite, "-") for each in found.without_file]
        _print_rows([*(line_of(each, on=day) for each in found.below), *absent], language=language)


def show_all(
    context: typer.Context,
    on: options.On = None,
    edition: options.Edition = None,
    data: Data = None,
    language: InLanguage = Language.NL,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Show every rule in one line each."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    day = options.read_on(on, desk=desk)
    law = _law(desk, data=data, edition=edition)
    rules = sorted(law.rules(), key=lambda each: by_id(each.id))
    if desk.as_json:
        print_json({"editie": law.edition, "regels": [_row(each, on=day) for each in rules]})
    else:
        _print_rows([line_of(each, on=day) for each in rules], language=language)


def editions(
    context: typer.Context,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Show which editions of the law the register has adopted, newest first."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    with desk.register() as database, database.transaction() as connection:
        desks.check_reader(desk, connection, verb=Verb.SEE_EDITIONS)
        found = list_adoptions(connection)
    listed = [
        {
            "editie": each.edition,
            "sinds": instant_to_text(each.adopted_at),
            "positie": each.position,
            "door": each.adopted_by,
            "reden": each.reason,
            "vanKracht": number == 0,
        }
        for number, each in enumerate(found)
    ]
    if desk.as_json:
        print_json(listed)
        return
    print_table(
        "Edities van de wet",
        ("Editie", "Sinds", "Positie", "Door", "Reden", "Van kracht"),
        [
            (
                each.edition,
                instant_to_text(each.adopted_at),
                str(each.position),
                each.adopted_by,
                each.reason or "-",
                "ja" if number == 0 else "-",
            )
            for number, each in enumerate(found)
        ],
    )


def adopt(
    context: typer.Context,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why; goes into the account.")],
    edition: Annotated[
        str | None, typer.Option(metavar="E", help="An edition adopted before, to return to it.")
    ] = None,
    data: Data = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Adopt rules: from now on answers are given under them. Else those of this package."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    if edition is not None and data is not None:
        raise WrongUsage("Adopt one set of rules: either --edition E or --data DIR.")
    rules = None if edition is not None else rules_in(_folder(data))
    with desk.register() as database:
        with database.transaction() as connection:
            adopted = adopt_edition(
                connection,
                rules or earlier_rules(connection, edition or ""),
                actor=desk.actor,
                home=desk.settings.home,
                reason=reason,
                clock=desks.read_clock,
            )
        if adopted.is_entry_changed:
            from jds.cli.intake import bring_up_to_date  # noqa: PLC0415 - intake is not small

            bring_up_to_date(database)
    _print_adopted(adopted, desk=desk)


def _print_adopted(adopted: Adopted, *, desk: Desk) -> None:
    if desk.as_json:
        print_json(
            {
                "editie": adopted.edition,
                "vorige": adopted.before,
                "dossiersBijgewerkt": adopted.is_entry_changed,
            }
        )
        return
    print_text(
        f"The edition [{adopted.edition}] of the law is in force, after [{adopted.before or '-'}]. "
        "Answers about earlier moments of knowledge stay under the edition of then."
    )


def _folder(data: Path | None) -> Path | None:
    if data is not None and not data.is_dir():
        raise NoFolder
    return data


def _law(desk: Desk, *, data: Path | None, edition: str | None) -> Law:
    if edition is None:
        return load_law(_folder(data))
    if data is not None:
        raise WrongUsage("Show one set of rules: either --edition E or --data DIR.")
    with desk.register() as database, database.transaction() as connection:
        desks.check_reader(desk, connection, verb=Verb.SEE_EDITIONS)
        return load_edition(connection, edition)


def _document(found: NamedRules, *, law: Law, on: LegalDay, language: str) -> dict[str, Any]:
    shown: dict[str, Any] = {"editie": law.edition}
    if found.rule is not None:
        shown |= document_of(found.rule, on=on, labels=read_labels(), language=language)
    if found.below:
        shown["regels"] = [_row(each, on=on) for each in found.below]
    if found.without_file:
        shown["zonderBestand"] = [
            {"regel": each.id, "zegt": each.what, "artikel": each.cite, "waarom": each.why}
            for each in found.without_file
        ]
    return shown


def _row(rule: Rule[Any], *, on: LegalDay) -> dict[str, str]:
    identifier, description, cite, confidence = line_of(rule, on=on)
    return {
        "regel": identifier,
        "omschrijving": description,
        "artikel": cite,
        "zekerheid": confidence,
    }


def _print_rows(rows: Iterable[RuleInARow], *, language: Language) -> None:
    """Print rules in the order in which people count their ids."""
    print_table("", _HEADINGS[language], sorted(rows, key=lambda row: by_id(row[0])))


def _visible_lines(lines: Iterable[str]) -> str:
    """Return lines as one text, with what does not show spelled out."""
    return "\n".join(visible(line) for line in lines)
