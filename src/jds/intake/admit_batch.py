"""Admit a batch of judged messages: one transaction, a dozen statements, whatever its size.

Under the lock of the ledger the fates are decided against what is there, and everything that
follows from them is written: lines and payloads, subjects, what is set aside, the counts per source
and day, and what has arrived of each source. The transaction of the caller keeps all of it or
nothing.
"""

import secrets
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.time import Instant, LegalDay, amsterdam_day
from jds.errors import NotAllowed
from jds.intake.add_to_ledger import Admission, add_to_ledger
from jds.intake.fates import Fate, Fates, Judged, decide_fates, key_of
from jds.intake.faults import Reason
from jds.intake.judgement import UNREADABLE_SOURCE, Candidate, Judgement, Refused, Unfit
from jds.intake.known import look_up
from jds.intake.put_aside import put_aside, to_put_aside
from jds.intake.receipt import Counts, MessageReceipt
from jds.intake.unusual import UNKNOWN_CODES
from jds.ledger.append import lock_head, move_head
from jds.sources.distrust import confirm
from jds.sources.progress import Arrival, record_progress, standing_of
from jds.sources.trust import CUT_OFF, Trust, trust_of
from jds.sources.unknown_codes import note_unknown_codes

QUERIES = Queries(Path(__file__).with_name("admit_batch.sql"))


class NotVouchedFor(NotAllowed):
    """Messages of a source that signs came without its signature."""

    code = "not-vouched-for"

    def __init__(self, urn: str) -> None:
        super().__init__(
            f"Source [{urn}] signs what it sends, and nothing shows that this is its own. What was "
            "not yet confirmed was not kept. Load the file with its signature, or let two people "
            "take it: 'jds intake propose'."
        )


class Batch(Struct, frozen=True):
    """What became of a batch.

    Attributes:
        warnings: What was unusual in accepted messages, and alarms about running numbers.
        positions: First and last position that were added; None when none was.
        receipts: One for each line, in the same order, when they were asked for.
    """

    counts: Counts
    warnings: int
    positions: tuple[int, int] | None
    receipts: tuple[MessageReceipt, ...]


def admit_batch(
    connection: Connection,
    batch: Sequence[Judged],
    *,
    register_key: bytes,
    now: Instant,
    file_digest: bytes | None = None,
    vouched: Collection[str] = (),
    with_receipts: bool = False,
    random_bytes: Callable[[int], bytes] = secrets.token_bytes,
) -> Batch:
    """Decide the fate of judged lines and write down everything that follows from it.

    The caller's transaction commits it, soon: no other batch can be admitted until then.

    Args:
        batch: Lines, each with what intake thinks of it and its digest, see `digest_of`.
        register_key: The secret that digests of content are keyed with.
        file_digest: Names the file that unreadable lines come from.
        vouched: Sources that signed what brings these lines, or for which two people let it in.
        with_receipts: Whether to make a receipt of each message.
        random_bytes: Gives unpredictable bytes.

    Raises:
        NotVouchedFor: A source that signs did not sign this.
    """
    head = lock_head(connection, now=now)
    day = amsterdam_day(head.recorded_at)
    standings = standing_of(connection, {_source(judged.judgement) for judged in batch})
    trusts = trust_of(connection, standings)
    for urn, trust in trusts.items():
        if trust.signs and urn not in vouched:
            raise NotVouchedFor(urn)
    known = look_up(
        connection,
        batch,
        source_ids={urn: standing.source_id for urn, standing in standings.items()},
        file_digest=file_digest,
    )
    fates = decide_fates(
        batch,
        known=known,
        quarantined=[urn for urn, trust in trusts.items() if trust.is_quarantined],
    )
    admissions = [
        Admission(judged.judgement, judged.digest or b"", verdict.displaces)
        for judged, verdict in zip(batch, fates.verdicts, strict=True)
        if verdict.fate is Fate.ACCEPTED and isinstance(judged.judgement, Candidate)
    ]
    arrivals = _arrivals(batch, fates)
    moved = add_to_ledger(
        connection,
        admissions,
        arrivals=arrivals,
        standings=standings,
        head=head,
        random_bytes=random_bytes,
    )
    put_aside(
        connection,
        to_put_aside(batch, fates, received_on=day),
        register_key=register_key,
        file_digest=file_digest,
        since=head.recorded_at,
    )
    _remember_refusals(connection, batch, fates, now=head.recorded_at)
    _confirm_doubtful(connection, batch, fates, trusts=trusts, now=head.recorded_at)
    note_unknown_codes(connection, _unknown_codes(batch, fates), day=day)
    counts = _count(connection, batch, fates, day=day)
    alarms = record_progress(
        connection,
        arrivals,
        standings=standings,
        known_from=moved.position if admissions else moved.position + 1,
        received_at=head.recorded_at,
    )
    move_head(connection, moved)
    warnings = sum(len(admission.candidate.warnings) for admission in admissions)
    return Batch(
        counts=counts,
        warnings=warnings + alarms,
        positions=(head.position + 1, moved.position) if admissions else None,
        receipts=tuple(_receipts(batch, fates, after=head.position)) if with_receipts else (),
    )


def _source(judgement: Judgement) -> str:
    match judgement:
        case Candidate():
            return judgement.key.source
        case Refused():
            return judgement.source
        case Unfit():
            return UNREADABLE_SOURCE if judgement.source is None else judgement.source


def _arrivals(batch: Sequence[Judged], fates: Fates) -> dict[str, Arrival]:
    """Return the running numbers that came, by source.

    What a registered source sent has arrived, also when it was set aside or refused.
    """
    arrivals: dict[str, Arrival] = {}
    for judged, verdict in zip(batch, fates.verdicts, strict=True):
        judgement = judged.judgement
        message_id: str | None
        if isinstance(judgement, Candidate):
            source, message_id = judgement.key.source, judgement.key.id
        elif isinstance(judgement, Unfit) and judgement.source is not None:
            source, message_id = judgement.source, judgement.message_id
        elif isinstance(judgement, Refused) and judgement.sequence is not None:
            source, message_id = judgement.source, None
        else:
            continue
        arrival = arrivals.get(source)
        if arrival is None:
            arrival = arrivals[source] = Arrival()
        sequence = judgement.sequence
        if sequence is None:
            continue
        arrival.sequences.append(sequence)
        if message_id is not None and verdict.fate is not Fate.DUPLICATE:
            arrival.fresh.append((sequence, message_id))
    return arrivals


def _unknown_codes(batch: Sequence[Judged], fates: Fates) -> Counter[str]:
    """Return how many new messages carry a code or kind that nobody knows, by source."""
    return Counter(
        _source(judged.judgement)
        for judged, verdict in zip(batch, fates.verdicts, strict=True)
        if (
            verdict.reason == Reason.UNKNOWN_KIND
            or (
                isinstance(judged.judgement, Candidate)
                and judged.judgement.warnings
                and not UNKNOWN_CODES.isdisjoint(judged.judgement.warnings)
            )
        )
        and verdict.fate is not Fate.DUPLICATE
    )


def _remember_refusals(
    connection: Connection, batch: Sequence[Judged], fates: Fates, *, now: Instant
) -> None:
    digests = [
        judged.digest
        for judged, verdict in zip(batch, fates.verdicts, strict=True)
        if verdict.fate is Fate.REFUSED and judged.digest is not None
    ]
    if digests:
        connection.execute(QUERIES.insert_refusals, {"digests": digests, "refused_at": now})


def _confirm_doubtful(
    connection: Connection,
    batch: Sequence[Judged],
    fates: Fates,
    *,
    trusts: Mapping[str, Trust],
    now: Instant,
) -> None:
    """Note of doubtful messages that their source, since it returned, sent the same again."""
    returned = {urn for urn, trust in trusts.items() if trust.is_doubtful and trust.word != CUT_OFF}
    if not returned:
        return
    positions = [
        verdict.position
        for judged, verdict in zip(batch, fates.verdicts, strict=True)
        if verdict.fate is Fate.DUPLICATE
        and verdict.position is not None
        and _source(judged.judgement) in returned
    ]
    if positions:
        confirm(connection, positions, now=now)


def _count(
    connection: Connection, batch: Sequence[Judged], fates: Fates, *, day: LegalDay
) -> Counts:
    """Add the fates to those of their source and day, and return them all."""
    tally = Counter(
        (_source(judged.judgement), verdict.fate)
        for judged, verdict in zip(batch, fates.verdicts, strict=True)
    )
    total = Counts()
    for source in sorted({source for source, _ in tally}):
        counts = Counts(
            accepted=tally[source, Fate.ACCEPTED],
            duplicates=tally[source, Fate.DUPLICATE],
            set_aside=tally[source, Fate.SET_ASIDE],
            refused=tally[source, Fate.REFUSED],
        )
        add_counts(connection, counts, source=source, day=day)
        total = total.plus(counts)
    for accepted in fates.displaced:
        if accepted.rival is not None:
            moved = Counts(accepted=-1, set_aside=1)
            source = accepted.rival.message.key.source
            add_counts(connection, moved, source=source, day=accepted.counted_on)
    return total


def add_counts(connection: Connection, counts: Counts, *, source: str, day: LegalDay) -> None:
    """Add to what is counted of a source on a day; a fate that a message left is negative."""
    parameters = asdict(counts) | {"received": counts.received, "source": source, "day": day}
    connection.execute(QUERIES.count_fates, parameters)


def _receipts(batch: Sequence[Judged], fates: Fates, *, after: int) -> Iterator[MessageReceipt]:
    """Yield the receipts; the messages that were accepted stand from the position `after` on."""
    position = after
    for judged, verdict in zip(batch, fates.verdicts, strict=True):
        judgement = judged.judgement
        key = key_of(judgement)
        is_accepted = verdict.fate is Fate.ACCEPTED
        position += is_accepted
        yield MessageReceipt(
            regel=judged.line,
            lot=verdict.fate,
            bron=_source(judgement) or None,
            id=None if key is None else key.id,
            reden=verdict.reason or None,
            positie=position if is_accepted else verdict.position,
            waarschuwingen=(
                judgement.warnings if is_accepted and isinstance(judgement, Candidate) else ()
            ),
        )
