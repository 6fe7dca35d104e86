"""What the register claims of its own currency when one source is cut off and the others are not.

The rules are those that give answers; only the reading from the database is left out.
"""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from msgspec import Struct

from jds.answers.currency.assess import Assessed
from jds.answers.currency.doubts import DoubtfulMessage
from jds.answers.currency.known import ANYBODY, known_of_person
from jds.answers.sort_facts import visible
from jds.answers.verdict import Claim, claim
from jds.domain.record import Effect, PersonRecord
from jds.domain.time import Instant, as_instant
from jds.records.held_back import held_back
from jds.sources.currency import SourceCurrency
from tests.oracle.payloads import SOURCES
from tests.oracle.possible_answers import INQUIRIES, RULES, Number, PossibleWorld
from tests.oracle.who_is_it import subjects_in
from tests.records.ledgers import NOON

NOW = NOON
LAST_PROOF = as_instant(NOW - timedelta(hours=6))
CUT_AT = as_instant(datetime(2025, 11, 1, tzinfo=UTC))
SILENT_AFTER = timedelta(hours=26)


class Claimed(Struct, frozen=True):
    """What an answer says of itself."""

    assessed: Assessed
    claim: Claim

    def can_change(self, source: str) -> bool:
        """Tell whether it says that what is missing of a kind of source can change it."""
        [weighed] = [each for each in self.assessed.weighed.sources if each.currency.kind == source]
        return bool(weighed.can_change)


def claimed(world: PossibleWorld, number: Number, pair: str, *, cut: Collection[str]) -> Claimed:
    """Return what an answer for a purpose says of itself while the sources in `cut` are cut off."""
    meant = world.meant(number)
    person = meant if isinstance(meant, PersonRecord) else None
    judged = None if person is None else world.judged(person, pair)
    assessed = RULES.assessment.assess(
        [_currency(kind, urn, is_cut=kind in cut) for kind, urn in SOURCES.items()],
        inquiry=INQUIRIES[pair],
        known=(
            ANYBODY
            if meant == "not one"
            else known_of_person(
                person,
                judged,
                holds_back=_holds_back(world, person, number),
                by_skn=number[0] == "skn",
            )
        ),
        seen=None if judged is None else visible(judged.facts, judged.disclosure),
        doubtful=() if person is None else _doubtful(world, person),
        declared=[],
        at=NOW,
    )
    return Claimed(
        assessed,
        claim(
            found="strijdig" if meant == "not one" else "niet" if person is None else "zeker",
            found_by=number[0],
            identity_in_doubt=person is not None and person.identity_in_doubt,
            shows_something=judged is not None and judged.shows_something,
            messages_in_doubt=assessed.doubts,
            is_silent=assessed.silence.is_silent,
            weighed=assessed.weighed,
            advised=None if assessed.advised is None else assessed.advised.advice,
        ),
    )


def _currency(kind: str, urn: str, *, is_cut: bool) -> SourceCurrency:
    through: Instant = CUT_AT if is_cut else LAST_PROOF
    return SourceCurrency(
        source=urn,
        kind=kind,
        standing="afgesneden" if is_cut else "actueel",
        complete_through_at=through,
        gaps=(),
        last_time=through,
        last_statement=None,
        position=1,
        received_at=through,
        silent_after=SILENT_AFTER,
    )


def _holds_back(world: PossibleWorld, person: PersonRecord | None, number: Number) -> bool:
    held = set(held_back(world.register, world.accepted))
    if person is not None:
        subjects = set(person.subjects)
    else:
        kind, value = number
        subjects = {
            subject
            for each in world.register.persons
            for subject in each.subjects
            if f"{kind}:{value}" == subject
        }
    return any(
        message.position in held and subjects & subjects_in(message) for message in world.accepted
    )


def _doubtful(world: PossibleWorld, person: PersonRecord) -> list[DoubtfulMessage]:
    words = {Effect.WAITING: "wachtend", Effect.CONTRADICTORY: "tegenstrijdig"}
    sources = {each.position: each.key.source for each in world.accepted}
    return [
        DoubtfulMessage(
            doubt=words[world.register.effects[position].effect],  # type: ignore[arg-type]
            position=position,
            source=sources[position],
        )
        for position in world.doubtful(person)
    ]
