"""`jds intake`: load files of messages, and bring the records up to date."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from jds.accounting.editions import newest_law
from jds.accounting.keys import register_key
from jds.accounting.pair_paper import pair_what_is_exact
from jds.accounting.roles import Verb
from jds.answers.holds import release_holds
from jds.answers.searches import forget_old_searches
from jds.cli import desk as desks
from jds.cli import options
from jds.cli.desk import ActingAs, AsJson, Desk, InHome
from jds.cli.faults import WrongUsage
from jds.cli.output import complain, print_json, print_table
from jds.cli.progress import progress
from jds.database.connection import Database
from jds.domain.time import as_instant
from jds.errors import BadRequest, JdsError
from jds.intake.judge import Judge
from jds.intake.load_file import load_file
from jds.intake.receipt import Counts, Receipt, TakeReceipts, receipts_to
from jds.intake.signature import vouch_for
from jds.law.dismissal import GroundsForDismissal
from jds.law.entry import EntryRules
from jds.law.rules import Law
from jds.law.senders import Senders
from jds.persons.index_claims import index_small_rest
from jds.records.catch_up import catch_up
from jds.records.queues import QueueSizes, queue_sizes
from jds.sources.record_standing import quarantined_now
from jds.sources.register import kinds_of_sources

_PROPOSE = Path("propose")
"""Stands before a file that is not loaded but proposed; a file of this name is './propose'."""


def attach(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("intake")(intake)


def intake(
    context: typer.Context,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="NDJSON, possibly in gzip.")
    ],
    receipts: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the receipt of each message here, as NDJSON."),
    ] = None,
    reason: options.WhyDecide = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Load files of messages and print the receipt. Loading a file again changes nothing.

    'jds intake propose FILE' proposes to take a file without the signature of its source; another
    person approves exactly that file, and then it is loaded.
    """
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    if len(files) > 1 and files[0] == _PROPOSE:
        _propose(files[1:], desk=desk, reason=reason)
        return
    with desk.register() as database:
        with database.transaction() as connection:
            law = newest_law(connection)
            arguments = {"files": [str(file) for file in files]}
            desks.act(desk, connection, verb=Verb.LOAD, arguments=arguments)
            judge = make_judge(kinds_of_sources(connection), law=law)
        with _receipts(receipts) as take:
            receipt = _load(database, files, judge=judge, desk=desk, take=take)
        with database.transaction() as connection:
            sizes = queue_sizes(connection)
            untrusted = quarantined_now(connection)
    if desk.as_json:
        print_json(present_receipt(receipt, sizes=sizes))
        return
    _print_receipt(receipt, sizes=sizes)
    is_all_aside = receipt.counts.set_aside == receipt.counts.received
    # What an untrusted source sends is set aside as a whole, and that is as it should be.
    if receipt.counts.received and is_all_aside and not untrusted:
        complain(
            "Every line was set aside, so this may be no file of messages. See what is wrong with "
            "'jds set-aside list'."
        )


def _propose(files: Sequence[Path], *, desk: Desk, reason: str | None) -> None:
    """Propose to take one file without a valid signature."""
    from jds.accounting.permit_file import propose_file  # noqa: PLC0415
    from jds.cli.proposals import acting_at, print_proposed  # noqa: PLC0415

    if len(files) != 1:
        raise WrongUsage("Propose one file at a time: what two people agree on is one digest.")
    with desk.register() as database:
        proposal = propose_file(database, files[0], acting=acting_at(desk, reason=reason))
    print_proposed(desk, proposal)


@contextmanager
def _receipts(path: Path | None) -> Iterator[TakeReceipts | None]:
    """Give what writes receipts to a file that only its owner may read; None when not asked."""
    if path is None:
        yield None
        return
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    except OSError as problem:
        raise BadRequest(
            f"The receipts cannot be written to [{path.name}]: [{problem.strerror}]. Nothing was "
            "loaded; name another file with --receipts."
        ) from problem
    with os.fdopen(descriptor, "wb") as file:
        yield receipts_to(file.write)


def make_judge(sources: Mapping[str, str], *, law: Law) -> Judge:
    """Return what judges messages of these sources (their kinds, by name) under `law`."""
    return Judge(
        sources=sources,
        may_send=Senders(law).may_send,
        is_known_ground=GroundsForDismissal(law).is_known_ground,
    )


def present_receipt(receipt: Receipt, *, sizes: QueueSizes) -> dict[str, int | None]:
    """Return the receipt in the words of the command line contract."""
    counts = receipt.counts
    return {
        "received": counts.received,
        "accepted": counts.accepted,
        "duplicates": counts.duplicates,
        "setAside": counts.set_aside,
        "refused": counts.refused,
        "warnings": receipt.warnings,
        "waiting": sizes.waiting,
        "contradictory": sizes.contradictory,
        "firstPosition": receipt.first_position,
        "lastPosition": receipt.last_position,
    }


def _load(
    database: Database,
    files: Iterable[Path],
    *,
    judge: Judge,
    desk: Desk,
    take: TakeReceipts | None,
) -> Receipt:
    """Load files one after another; what was accepted is in the records before anything ends."""
    key = register_key(desk.settings.home)
    total = Receipt(Counts())
    try:
        for file in files:
            receipt = _load_one(
                database,
                file,
                judge=judge,
                register_key=key,
                limit=desk.settings.line_limit_bytes,
                take=take,
            )
            total = _sum(total, receipt)
    except JdsError:
        bring_up_to_date(database)
        raise
    bring_up_to_date(database)
    with database.transaction() as connection:
        # Loading is what happens every day, so it carries out a term that nobody else watches.
        before = as_instant(desk.now - desk.settings.searches_kept_for)
        forget_old_searches(connection, before=before)
        release_holds(connection, desks.read_clock())
    return total


def bring_up_to_date(database: Database) -> None:
    """Give every accepted message its effect, under the edition of the law adopted last.

    What turns out to state exactly what came by paper is paired with it.
    """
    with database.transaction() as connection:
        rule = EntryRules(newest_law(connection))
    with progress("Dossiers bijwerken"):
        catch_up(database, rule=rule)
        pair_what_is_exact(database, clock=desks.read_clock)
    index_small_rest(database)


def _load_one(
    database: Database,
    file: Path,
    *,
    judge: Judge,
    register_key: bytes,
    limit: int,
    take: TakeReceipts | None,
) -> Receipt:
    with database.transaction() as connection:
        vouched = vouch_for(connection, file)
    with progress("Berichten") as advance:
        return load_file(
            database,
            file,
            judge=judge,
            register_key=register_key,
            clock=desks.read_clock,
            limit_bytes=limit,
            vouched=vouched,
            on_progress=lambda done: advance(done.lines),
            on_receipts=take,
        )


def _sum(total: Receipt, more: Receipt) -> Receipt:
    positions = [
        position
        for position in (
            total.first_position,
            total.last_position,
            more.first_position,
            more.last_position,
        )
        if position is not None
    ]
    return Receipt(
        total.counts.plus(more.counts),
        total.warnings + more.warnings,
        min(positions, default=None),
        max(positions, default=None),
    )


def _print_receipt(receipt: Receipt, *, sizes: QueueSizes) -> None:
    counts = receipt.counts
    print_table(
        "Ontvangstbewijs",
        ("Ontvangen", "Aanvaard", "Dubbel", "Apart gezet", "Geweigerd", "Waarschuwingen"),
        [
            [
                str(number)
                for number in (
                    counts.received,
                    counts.accepted,
                    counts.duplicates,
                    counts.set_aside,
                    counts.refused,
                    receipt.warnings,
                )
            ]
        ],
    )
    print_table(
        "In het register",
        ("Wachtend", "Tegenstrijdig", "Eerste positie", "Laatste positie"),
        [
            (
                str(sizes.waiting),
                str(sizes.contradictory),
                str(receipt.first_position or "-"),
                str(receipt.last_position or "-"),
            )
        ],
    )
