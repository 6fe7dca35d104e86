"""`jds answers`: what was told to whom; for the privacy officer, also what was not, and why."""

from typing import Annotated, Any

import typer

from jds.accounting.disclose import Asker
from jds.accounting.roles import Role, Verb
from jds.answers.explain import explain_answer
from jds.answers.keep import KeptAnswer, ListedAnswer, list_answers
from jds.answers.on_distrusted import RestsOnDoubt, answers_on_distrusted
from jds.answers.present import present_explanation, present_identity
from jds.answers.show import ShownAgain, show_answer
from jds.cli import desk as desks
from jds.cli import options
from jds.cli.answer_on_screen import print_answer, print_explanation, print_identity
from jds.cli.desk import ActingAs, AsJson, InHome
from jds.cli.main import group
from jds.cli.output import print_json, print_json_array, print_table, print_text
from jds.domain.time import instant_to_text
from jds.sources.register import show_source

Number = Annotated[int, typer.Argument(metavar="N", min=1, help="Number of the answer.")]


_SAYS_LESS = (
    "Let op: sinds dit antwoord is iets verwijderd of afgeschermd. "
    "Hier staat alleen wat nog gezegd mag worden."
)
_TAKEN_BACK = (
    "Let op: het besluit wie bedoeld is, waarop dit antwoord rust, is teruggenomen op {at}."
)


def attach(app: typer.Typer) -> None:
    """Add the commands of this module."""
    commands = group(app, "answers", about="Answers given (verstrekkingen): to whom, for what.")
    commands.command("list")(show_all)
    commands.command("show")(show)
    commands.command("explain")(explain)
    commands.command("affected")(affected)


def show_all(
    context: typer.Context,
    count: Annotated[
        int, typer.Option(metavar="N", min=1, max=10_000, help="How many, the newest first.")
    ] = 100,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """List answers given: to whom, for what, on what basis; nothing of a person."""
    from jds.accounting.actors import find_actor  # noqa: PLC0415

    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    with desk.register() as database, database.transaction() as connection:
        desks.check_reader(desk, connection, verb=Verb.LIST_ANSWERS)
        asking = find_actor(connection, desk.actor)
        own = asking.recipient if asking is not None and asking.role is Role.RECIPIENT else None
        found = list_answers(connection, recipient=own, count=count)
    if desk.as_json:
        print_json([_listed(each) for each in found])
        return
    print_table(
        "Verstrekkingen, nieuwste eerst",
        ("Nummer", "Op", "Ontvanger", "Doel", "Peildatum", "Positie", "Oordeel", "Advies"),
        [
            (
                str(each.number),
                instant_to_text(each.given_at),
                each.recipient,
                each.purpose,
                each.on.isoformat(),
                str(each.position),
                each.verdict,
                each.advice,
            )
            for each in found
        ],
    )


def affected(
    context: typer.Context,
    distrusted: Annotated[
        str | None,
        typer.Option(
            metavar="URN", help="Those that rest on doubtful messages of this source; else of any."
        ),
    ] = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """List answers that rest on what is doubtful now; nothing of a person."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    with desk.register() as database, database.transaction() as connection:
        desks.check_reader(desk, connection, verb=Verb.LIST_AFFECTED)
        source = None if distrusted is None else show_source(connection, distrusted)
        if desk.as_json:
            print_json_array(map(_affected, answers_on_distrusted(connection, source)))
            return
        print_table(
            "Verstrekkingen die op gewantrouwde berichten rusten",
            ("Nummer", "Op", "Ontvanger", "Doel", "Oordeel", "Advies", "Berichten"),
            [
                (
                    str(each.number),
                    instant_to_text(each.given_at),
                    each.recipient,
                    each.purpose,
                    each.verdict,
                    each.advice,
                    str(each.messages),
                )
                for each in answers_on_distrusted(connection, source)
            ],
        )


def show(
    context: typer.Context,
    number: Number,
    reason: options.Reason = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Show an answer as it was given. It is written down that you saw it, and why."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    asker = _asker(desk, reason)
    with desk.register() as database:
        shown = show_answer(database, number, asker=asker, now=desk.now)
    if desk.as_json:
        print_json(_shown(shown))
    elif shown.content is None:
        print_text(_gone(shown.kept))
    else:
        if shown.says_less:
            print_text(_SAYS_LESS)
        if shown.kept.taken_back_at is not None:
            print_text(_TAKEN_BACK.format(at=instant_to_text(shown.kept.taken_back_at)))
        print_answer(shown.content)


def explain(
    context: typer.Context,
    number: Number,
    reason: options.Reason = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Show of every fact why an answer showed or withheld it: for the privacy officer alone."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    asker = _asker(desk, reason)
    with desk.register() as database:
        explained = explain_answer(database, number, asker=asker, now=desk.now)
    told = None if explained.judged is None else present_explanation(explained.judged)
    if desk.as_json:
        identity = present_identity(explained)
        print_json({"antwoordnummer": number, "identiteit": identity, "toelichting": told})
        return
    print_identity(present_identity(explained))
    if told is None:
        print_text(f"Antwoord {number}: niemand gevonden, of er is niets meer om toe te lichten.")
    else:
        print_explanation(number, told)


def _asker(desk: desks.Desk, reason: str | None) -> Asker:
    return Asker(
        name=desk.actor, home=desk.settings.home, reason=options.read_reason(reason, desk=desk)
    )


def _listed(each: ListedAnswer) -> dict[str, Any]:
    return {
        "antwoordnummer": each.number,
        "gegevenOp": instant_to_text(each.given_at),
        "door": each.actor,
        "ontvanger": each.recipient,
        "doel": each.purpose,
        "peildatum": each.on.isoformat(),
        "positie": each.position,
        "editie": each.edition,
        "gevonden": each.found,
        "oordeel": each.verdict,
        "bekendTot": None if each.known_until is None else instant_to_text(each.known_until),
        "advies": each.advice,
        "inhoudVernietigd": each.content_is_gone,
    }


def _affected(each: RestsOnDoubt) -> dict[str, Any]:
    return {
        "antwoordnummer": each.number,
        "gegevenOp": instant_to_text(each.given_at),
        "ontvanger": each.recipient,
        "doel": each.purpose,
        "oordeel": each.verdict,
        "advies": each.advice,
        "bekendTot": None if each.known_until is None else instant_to_text(each.known_until),
        "gewantrouwdeBerichten": each.messages,
    }


def _shown(shown: ShownAgain) -> dict[str, Any]:
    kept = shown.kept
    if shown.content is not None:
        return (
            shown.content
            | ({"zegtMinderDanToen": True} if shown.says_less else {})
            | (
                {}
                if kept.taken_back_at is None
                else {"besluitTeruggenomenOp": instant_to_text(kept.taken_back_at)}
            )
        )
    return {
        "antwoordnummer": kept.line.number,
        "ontvanger": kept.line.inquiry.request.recipient,
        "doel": kept.line.inquiry.request.purpose,
        "vernietigd": [{"op": each.on.isoformat(), "regel": each.rule} for each in kept.erased],
    }


def _gone(kept: KeptAnswer) -> str:
    why = "; ".join(f"{each.on.isoformat()} volgens {each.rule}" for each in kept.erased)
    return (
        f"Antwoord {kept.line.number} is gegeven op {instant_to_text(kept.line.given_at)}. "
        f"De inhoud is vernietigd: {why}."
    )
