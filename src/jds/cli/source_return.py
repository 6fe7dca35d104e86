"""`jds source reconnect`, `key`, `sign`, `keygen` and `distrust`: a source comes back."""

import base64
from pathlib import Path
from typing import Annotated, Any

import typer

from jds.accounting.keys import public_key_in
from jds.accounting.reconnect_source import propose_key, propose_reconnection
from jds.accounting.roles import Verb
from jds.cli import desk as desks
from jds.cli import options
from jds.cli.desk import ActingAs, AsJson, InHome
from jds.cli.faults import WrongUsage
from jds.cli.main import group
from jds.cli.output import print_json, print_table, print_text
from jds.cli.proposals import acting_at, print_proposed
from jds.domain.time import instant_to_text
from jds.errors import JdsError
from jds.intake.signature import make_pair, sign_file
from jds.sources.distrust import (
    OPEN_STATES,
    DoubtState,
    DoubtWork,
    digest_of_doubts,
    list_doubts,
    periods_of,
    settle_positions,
    settle_state,
)
from jds.sources.register import show_source
from jds.sources.source_keys import keys_of

Urn = Annotated[str, typer.Argument(metavar="URN", help="The source.")]
PublicKey = Annotated[
    Path,
    typer.Option("--key", metavar="FILE", help="Its public key: Ed25519 in PEM, or in base64."),
]

_SHOWN = 200


def attach_to(commands: typer.Typer) -> None:
    """Add the commands of this module to those of `jds source`."""
    commands.command("reconnect")(reconnect)
    commands.command("key")(give_key)
    commands.command("keys")(show_keys)
    commands.command("sign")(sign)
    commands.command("keygen")(keygen)
    doubts = group(
        commands,
        "distrust",
        about="What a source sent before it was cut off, and is doubtful (gewantrouwd).",
    )
    doubts.command("list")(list_distrusted)
    doubts.command("settle")(settle)


def reconnect(
    context: typer.Context,
    urn: Urn,
    key: Annotated[
        Path | None,
        typer.Option(
            "--key",
            metavar="FILE",
            help="Its public key: Ed25519 in PEM, or in base64; else a pair is made in the home.",
        ),
    ] = None,
    reason: options.WhyDecide = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Propose to take a source back with a new key; another person approves. It then returns."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    made: tuple[Path, ...] = ()
    with desk.register() as database:
        if key is None:
            made = make_pair(_place_of_pair(desk))
        try:
            proposal = propose_reconnection(
                database,
                urn,
                public_key=public_key_in(key if key is not None else made[1]),
                acting=acting_at(desk, reason=reason),
            )
        except JdsError:
            for file in made:
                file.unlink()
            raise
    print_proposed(desk, proposal, files={"geheim": str(made[0])} if made else {})
    if made and not desk.as_json:
        print_text(
            f"A pair of keys was made for the source. Hand [{made[0]}] over to it in person, and "
            "remove it here: whoever has it can sign as the source."
        )


def _place_of_pair(desk: desks.Desk) -> Path:
    """Return a name in the folder of keys that nothing has: sources make a pair at any moment."""
    return desk.settings.home / "keys" / f"source-{desk.now:%Y%m%dT%H%M%S%fZ}.pem"


def give_key(
    context: typer.Context,
    urn: Urn,
    key: PublicKey,
    reason: options.WhyDecide = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Propose a key for a source, which signs its files from then on; another person approves."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    with desk.register() as database:
        proposal = propose_key(
            database, urn, public_key=public_key_in(key), acting=acting_at(desk, reason=reason)
        )
    print_proposed(desk, proposal)


def show_keys(
    context: typer.Context,
    urn: Urn,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Show every key a source has or had, and from when on each counts no longer."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    with desk.register() as database, database.transaction() as connection:
        desks.check_reader(desk, connection, verb=Verb.SEE_SOURCES)
        keys = keys_of(connection, show_source(connection, urn).source_id)
    shown = [
        {
            "sleutel": base64.b64encode(each.public_key).decode(),
            "geregistreerdOp": instant_to_text(each.registered_at),
            "voorstel": each.registered_by,
            "ingetrokkenVanaf": (
                None if each.revoked_from is None else instant_to_text(each.revoked_from)
            ),
            "ingetrokkenOp": None if each.revoked_at is None else instant_to_text(each.revoked_at),
        }
        for each in keys
    ]
    if desk.as_json:
        print_json(shown)
        return
    print_table(
        "Sleutels, nieuwste eerst",
        ("Sleutel", "Geregistreerd", "Voorstel", "Telt niet meer vanaf"),
        [
            (
                str(each["sleutel"]),
                str(each["geregistreerdOp"]),
                str(each["voorstel"]),
                str(each["ingetrokkenVanaf"] or "-"),
            )
            for each in shown
        ],
    )


def sign(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to sign.")],
    key: Annotated[
        Path, typer.Option("--key", metavar="FILE", help="Private key of the source, in PEM.")
    ],
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Sign a file as a source does: write FILE.sig beside it. Needs no register."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    written = sign_file(file, key=key)
    if desk.as_json:
        print_json({"handtekening": str(written)})
    else:
        print_text(f"The signature stands in [{written}]; send it along with the file.")


def keygen(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="For the private key.")],
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Make a pair of keys for a source: FILE and FILE.pub. Needs no register."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    private, public = make_pair(file)
    if desk.as_json:
        print_json({"geheim": str(private), "openbaar": str(public)})
    else:
        print_text(
            f"The private key stands in [{private}] and never leaves the source; [{public}] is for "
            "the register."
        )


def list_distrusted(
    context: typer.Context,
    urn: Urn,
    state: Annotated[DoubtState | None, typer.Option(help="Only messages in this state.")] = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Show what of a source is doubtful, and what became of each message; nothing of a person."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    with desk.register() as database, database.transaction() as connection:
        desks.check_reader(desk, connection, verb=Verb.LIST_DOUBTS)
        source = show_source(connection, urn)
        periods = periods_of(connection, source.source_id)
        works = list(list_doubts(connection, source)) if periods else []
    by_state: dict[DoubtState, list[DoubtWork]] = {each: [] for each in DoubtState}
    for work in works:
        by_state[work.state].append(work)
    listed = [
        work
        for work in works
        if (work.state in OPEN_STATES if state is None else work.state is state)
    ]
    shown: dict[str, Any] = {
        "bron": urn,
        "perioden": [
            {
                "vanaf": instant_to_text(each.from_at),
                "naPositie": each.after,
                "totEnMetPositie": each.through,
                "gewantrouwdOp": instant_to_text(each.since),
            }
            for each in periods
        ],
        "totalen": [
            {
                "toestand": each.value,
                "berichten": len(found),
                "digest": digest_of_doubts(found).hex(),
            }
            for each, found in by_state.items()
        ],
        "berichten": [_work(work) for work in listed],
    }
    if desk.as_json:
        print_json(shown)
        return
    print_table(
        "Gewantrouwd",
        ("Toestand", "Berichten", "Digest"),
        [(each["toestand"], str(each["berichten"]), each["digest"]) for each in shown["totalen"]],
    )
    print_table(
        f"Werklijst, de eerste {_SHOWN}",
        ("Positie", "Bericht", "Soort", "Ontvangen", "Toestand"),
        [
            (
                str(work.position),
                work.message_id,
                work.kind,
                instant_to_text(work.received_at),
                work.state.value,
            )
            for work in listed[:_SHOWN]
        ],
    )


def settle(
    context: typer.Context,
    urn: Urn,
    verdict: Annotated[
        DoubtState,
        typer.Option("--verdict", metavar="vertrouwd|onjuist", help="What you found."),
    ],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why, without saying whom.")],
    position: Annotated[
        list[int] | None,
        typer.Option(metavar="N", min=1, help="Of one message. Repeatable."),
    ] = None,
    state: Annotated[
        DoubtState | None,
        typer.Option(help="Everything in this state, with the digest that 'list' shows."),
    ] = None,
    digest: Annotated[str | None, typer.Option(metavar="D", help="Of everything in it.")] = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Settle doubtful messages that their source did not send again the same."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    if verdict not in (DoubtState.TRUSTED, DoubtState.WRONG):
        raise WrongUsage("--verdict: give [vertrouwd] or [onjuist].")
    if (position is None) == (state is None) or (state is None) != (digest is None):
        raise WrongUsage("Give either --position, or --state together with --digest.")
    if state is not None and state not in OPEN_STATES:
        raise WrongUsage("--state: only [andere-inhoud] and [niet-herleverd] can be settled.")
    with desk.register() as database, database.transaction() as connection:
        act_id = desks.act(
            desk,
            connection,
            verb=Verb.SETTLE_DOUBTS,
            arguments={
                "urn": urn,
                "verdict": verdict.value,
                "positions": [str(each) for each in position or ()],
                "state": None if state is None else state.value,
                "digest": digest,
            },
            reason=reason,
        )
        source = show_source(connection, urn)
        settled = (
            settle_state(
                connection,
                source,
                state,
                digest=_read_digest(digest or ""),
                settled_as=verdict,
                act_id=act_id,
                now=desk.now,
            )
            if state is not None
            else settle_positions(
                connection,
                source,
                set(position or ()),
                settled_as=verdict,
                act_id=act_id,
                now=desk.now,
            )
        )
    if desk.as_json:
        print_json({"bron": urn, "afgedaan": settled, "oordeel": verdict.value})
    else:
        print_text(f"[{settled}] messages are settled as [{verdict.value}].")


def _read_digest(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        raise WrongUsage("--digest: copy it from 'jds source distrust list'.") from None


def _work(work: DoubtWork) -> dict[str, Any]:
    return {
        "positie": work.position,
        "id": work.message_id,
        "soort": work.kind,
        "gelogdOp": instant_to_text(work.time),
        "ontvangenOp": instant_to_text(work.received_at),
        "toestand": work.state.value,
    }
