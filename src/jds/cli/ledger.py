"""`jds ledger verify`: that the ledger is as it was written."""

import typer

from jds.accounting.roles import Verb
from jds.cli import desk as desks
from jds.cli.desk import ActingAs, AsJson, InHome
from jds.cli.main import EXIT_REFUSED, group
from jds.cli.output import complain, print_json, print_table, print_text
from jds.ledger.verify import Verification
from jds.ledger.verify import verify as verify_ledger


def attach(app: typer.Typer) -> None:
    """Add the commands of this module."""
    commands = group(
        app, "ledger", about="The ledger (grootboek): all accepted messages, in order."
    )
    commands.command("verify")(verify)


def verify(
    context: typer.Context,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> int:
    """Check the chain, the counts, and that every erased payload is gone; a fault ends with 1."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    with desk.register() as database:
        with database.transaction() as connection:
            desks.check_reader(desk, connection, verb=Verb.VERIFY_LEDGER)
        with database.transaction() as connection:
            verified = verify_ledger(connection)
    if desk.as_json:
        print_json(_present(verified))
    else:
        _print(verified)
    if verified.is_sound:
        return 0
    complain(
        f"The ledger is not as it was written: [{verified.found}] findings. Change nothing, keep "
        "the database as it is, and restore from a backup beside it to compare."
    )
    return EXIT_REFUSED


def _present(verified: Verification) -> dict[str, object]:
    return {
        "klopt": verified.is_sound,
        "regels": verified.lines,
        "gewist": verified.erased,
        "keten": verified.chain.hex(),
        "bevindingen": [
            {"wat": each.what, "positie": each.position, "zin": each.sentence}
            for each in verified.findings
        ],
        "aantalBevindingen": verified.found,
    }


def _print(verified: Verification) -> None:
    state = "klopt" if verified.is_sound else "klopt NIET"
    print_text(
        f"Het grootboek {state}: {verified.lines} regels, waarvan {verified.erased} gewist.\n"
        f"Einde van de keten: {verified.chain.hex()}"
    )
    if verified.findings:
        print_table(
            "Bevindingen",
            ("Wat", "Positie", "Zin"),
            [
                (each.what, "-" if each.position is None else str(each.position), each.sentence)
                for each in verified.findings
            ],
        )
