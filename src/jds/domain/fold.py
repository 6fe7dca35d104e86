"""The fold: from the set of accepted messages to what the register knows about people.

It is a pure function of the set: any order, batching or repetition of arrival gives the same
result. `on` asks for a legal day; the effect of a message does not depend on it.

Source: message contract, sections 2-4; `docs/explanation/how-a-record-is-made.md`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from jds.domain.blocks import Person
from jds.domain.case_fold import FoldedCase, fold_case
from jds.domain.chains import Chains, Statement, resolve_chains
from jds.domain.clerks import ClerkStatement
from jds.domain.description import describe
from jds.domain.events import (
    DocumentReported,
    ForeignConviction,
    PersonChanged,
    PersonDied,
    PersonsMerged,
    PersonsSeparated,
)
from jds.domain.hiding import HIDDEN_CASE, hide
from jds.domain.identity import (
    NamedPerson,
    SubjectKey,
    foreign_name,
    named_persons,
)
from jds.domain.message import AcceptedMessage
from jds.domain.record import (
    CaseRecord,
    Effect,
    EffectOf,
    EntryRule,
    PersonRecord,
    Register,
    RemovedOffence,
)
from jds.domain.time import LegalDay, amsterdam_day
from jds.domain.ways import NO_PAPER, SAME_FACT, Led, Ways, is_paired_off, led_cases
from jds.domain.who_is_who import WhoIsWho, who_is_who

OUT_OF_VIEW = frozenset((HIDDEN_CASE, SAME_FACT))
"""Reasons of effects by which nothing may show that a statement was ever made about somebody."""


class Identified(Struct, frozen=True):
    """Whom messages are about.

    Attributes:
        chains: What is stated after all corrections.
        named: Whom each statement names, by its position.
        paired_off: Positions of statements of no case that came by paper and that their source has
            made itself too.
    """

    chains: Chains
    named: dict[int, tuple[NamedPerson, ...]]
    who_is_who: WhoIsWho
    paired_off: frozenset[int] = frozenset()


def identify(
    messages: Sequence[AcceptedMessage],
    *,
    clerks: Collection[ClerkStatement] = (),
    ways: Ways = NO_PAPER,
) -> Identified:
    """Return who is who among everybody whom `messages` name; arguments as for `fold`."""
    current = _without_displaced(messages)
    chains = resolve_chains(current)
    named = {
        statement.position: named_persons(statement.event, key=statement.key)
        for statement in chains.statements
    }
    subjects = {
        each.subject
        for message in current
        for each in (named.get(message.position) or named_persons(message.event, key=message.key))
    }
    off = frozenset(each.position for each in chains.statements if is_paired_off(each, ways))
    # Whoever a paired message from paper names, its digital counterpart names too, or rightly not.
    in_force = [each for each in chains.statements if each.root.position not in ways.pairs]
    return Identified(
        chains, named, who_is_who(subjects, in_force, named=named, clerks=clerks), off
    )


def fold(
    messages: Sequence[AcceptedMessage],
    *,
    rule: EntryRule,
    on: LegalDay | None = None,
    removed: frozenset[RemovedOffence] | None = None,
    clerks: Collection[ClerkStatement] = (),
    ways: Ways = NO_PAPER,
) -> Register:
    """Return what `messages` together say about everybody they name.

    Args:
        messages: All accepted messages about related subjects, as known at one position, without
            those displaced by then. Any order.
        rule: What the law lets in, and what it removes.
        on: Legal day asked; None for everything stated.
        removed: Offences that the law removes *as known today*; None when `messages` are what is
            known today.
        clerks: What two clerks stated about who is who, as known at the same moment. Any order.
        ways: What was entered from paper, what of it was paired, and which way leads, as known at
            the same moment.

    Returns:
        A person for every subject named, the effect of every message, and what is removed as far
        as these messages show.
    """
    identified = identify(messages, clerks=clerks, ways=ways)
    chains, named, identity = identified.chains, identified.named, identified.who_is_who
    effects = chains.effects | identity.effects

    stated: dict[frozenset[SubjectKey], list[Statement]] = defaultdict(list)
    for statement in chains.statements:
        if statement.position in identified.paired_off:
            effects[statement.position] = statement.has(Effect.OVERTAKEN, SAME_FACT)
            continue
        if isinstance(statement.event, PersonsMerged | PersonsSeparated):
            continue
        if not named[statement.position]:
            effects[statement.position] = statement.has(Effect.APPLIED)
            continue
        stated[identity.person_of[named[statement.position][0].subject]].append(statement)

    persons = []
    found: set[RemovedOffence] = set()
    for members in {*identity.person_of.values()}:
        person = _Person(members, stated.get(members, []), named, identity, ways)
        persons.append(person.fold(rule=rule, on=on, removed=removed))
        effects |= person.effects
        found |= person.removed
    persons.sort(key=lambda person: person.subjects)
    return Register(tuple(persons), effects, frozenset(found))


def _without_displaced(messages: Iterable[AcceptedMessage]) -> list[AcceptedMessage]:
    everything = list(messages)
    displaced = {m.displaces for m in everything if m.displaces is not None}
    if not displaced:
        return everything
    return [m for m in everything if m.position not in displaced]


class _Person:
    """The statements about one person, on their way to a record."""

    def __init__(
        self,
        members: frozenset[SubjectKey],
        statements: list[Statement],
        named: dict[int, tuple[NamedPerson, ...]],
        identity: WhoIsWho,
        ways: Ways,
    ) -> None:
        self._members = members
        self._statements = statements
        self._named = named
        self._in_doubt = bool(members & identity.in_doubt)
        self._ways = ways
        self._apart: set[int] = set()
        self.effects: dict[int, EffectOf] = {}
        self.removed: set[RemovedOffence] = set()

    def fold(
        self, *, rule: EntryRule, on: LegalDay | None, removed: frozenset[RemovedOffence] | None
    ) -> PersonRecord:
        """Return the record of this person on a day; `effects` and `removed` are filled too."""
        cases = [
            case
            for led in led_cases(self._statements, members=self._members, ways=self._ways)
            if (case := self._fold_case(led, rule=rule, on=on, removed=removed))
        ]
        cases.sort(key=lambda case: case.names)
        # What another message states too counts as if it had never been made.
        counting = [s for s in self._statements if not self._has_no_effect(s, because=SAME_FACT)]
        open_to_view = [s for s in counting if not self._has_no_effect(s, because=HIDDEN_CASE)]
        visible = [s for s in open_to_view if _is_stated_on(s, on)]
        current, former = describe(self._blocks(self._describing(visible)))
        died = [s.event.died_on for s in visible if isinstance(s.event, PersonDied)]
        for statement in self._statements:
            if isinstance(statement.event, PersonChanged | PersonDied):
                self.effects[statement.position] = statement.has(Effect.APPLIED)
        return PersonRecord(
            subjects=tuple(sorted(self._members)),
            skns=tuple(sorted(m.removeprefix("skn:") for m in self._members if m[:4] == "skn:")),
            current=current,
            former=former,
            died_on=died[-1] if died else None,
            identity_in_doubt=self._in_doubt,
            is_known=bool(open_to_view) or not counting,
            cases=tuple(cases),
            foreign=self._foreign(on),
        )

    def _fold_case(
        self,
        led: Led,
        *,
        rule: EntryRule,
        on: LegalDay | None,
        removed: frozenset[RemovedOffence] | None,
    ) -> CaseRecord | None:
        """Return what may be shown of one case on a day; None when there is nothing."""
        self._apart |= led.apart.keys()
        folded = _with_apart(fold_case(led.names, led.leading), led)
        owners = {self._named[s.position][0].subject for s in led.everything}
        hidden = hide(folded, rule=rule, owners=owners, members=self._members, removed=removed)
        self.effects |= hidden.effects
        self.removed |= hidden.removed
        by_then = [s for s in led.leading if _is_stated_on(s, on)]
        if len(by_then) == len(led.leading):
            return _led_by(led, hidden.record)
        return _led_by(
            led,
            hide(
                fold_case(led.names, by_then),
                rule=rule,
                owners=owners,
                members=self._members,
                removed=hidden.removed if removed is None else removed,
            ).record,
        )

    def _has_no_effect(self, statement: Statement, *, because: str) -> bool:
        effect = self.effects.get(statement.position)
        return effect is not None and effect.reason == because

    def _describing(self, visible: list[Statement]) -> list[Statement]:
        """Return the statements that describe the person: those that apply, if there are any.

        Of somebody of whom there is nothing but what waits for the leading way, that describes:
        whoever asks must find them and see that it waits.
        """
        return [s for s in visible if s.position not in self._apart] or visible

    def _blocks(self, statements: Iterable[Statement]) -> list[Person]:
        """Return the descriptions in order: what case messages say first, patches on top."""
        patches = [s for s in statements if isinstance(s.event, PersonChanged)]
        others = [s for s in statements if not isinstance(s.event, PersonChanged)]
        return [each.block for s in (*others, *patches) for each in self._named[s.position]]

    def _foreign(self, on: LegalDay | None) -> tuple[ForeignConviction, ...]:
        """Return the last statement of each foreign conviction, by state and reference."""
        last: dict[str, Statement] = {}
        for statement in self._statements:
            event = statement.event
            if not isinstance(event, ForeignConviction):
                continue
            name = foreign_name(event.country, event.judgment)
            if name in last:
                before = last[name]
                self.effects[before.position] = before.has(Effect.OVERTAKEN, "latere-veroordeling")
            last[name] = statement
            self.effects[statement.position] = statement.has(Effect.APPLIED)
        shown: dict[str, ForeignConviction] = {}
        for statement in self._statements:
            event = statement.event
            if isinstance(event, ForeignConviction) and _is_stated_on(statement, on):
                shown[foreign_name(event.country, event.judgment)] = event
        return tuple(shown[name] for name in sorted(shown))


def _with_apart(folded: FoldedCase, led: Led) -> FoldedCase:
    """Add what came by the other way: it is in no record, and hidden where its offences are."""
    if not led.apart:
        return folded
    concerns = fold_case(led.names, led.everything).concerns
    return FoldedCase(
        folded.record,
        folded.effects | led.apart,
        folded.concerns | {at: keys for at, keys in concerns.items() if at in led.apart},
    )


def _led_by(led: Led, record: CaseRecord | None) -> CaseRecord | None:
    if record is None or led.channel == record.led_by:
        return record
    return replace(record, led_by=led.channel)


def _is_stated_on(statement: Statement, on: LegalDay | None) -> bool:
    """Tell whether `statement` counts on or before the day asked.

    A document may be due later than it was announced: it counts from the day it was logged.
    """
    if on is None:
        return True
    if isinstance(statement.event, DocumentReported):
        return amsterdam_day(statement.root.time) <= on
    return statement.counts_on <= on
