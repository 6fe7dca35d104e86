"""Compare what is in quarantine about some people with what was accepted: what would it change?

The accepted messages are folded twice, without and with those in quarantine, and the difference is
looked at: outcomes that change, contradictions with what courts, police and others stated, doubts
that arise, history that is corrected or retracted. New facts by themselves are no finding.

Everything here is a pure function of the messages. Nothing is hidden from it: the fold takes every
offence as stated, because a message that would hide one must be seen too.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from jds.domain.blocks import Offence
from jds.domain.events import (
    CustodyReported,
    DataCorrected,
    DataRetracted,
    PersonsMerged,
    PersonsSeparated,
)
from jds.domain.fold import fold
from jds.domain.identity import SubjectKey, named_persons
from jds.domain.message import AcceptedMessage, MessageKey
from jds.domain.partial_date import UnknownDate
from jds.domain.record import CaseRecord, Effect, OffenceRecord, Outcome, PersonRecord, Register
from jds.domain.time import LegalDay
from jds.intake.finding import FindingKind, Found, Severity
from jds.intake.quarantined_message import CaseKey, cases_of

_ENDS_WITHOUT_COURT = frozenset(
    ("sepot", "voorwaardelijk-sepot", "transactie", "strafbeschikking", "overgedragen")
)
_HIGHER = frozenset(("hoger-beroep", "cassatie", "herziening"))
_DETAINED = frozenset(("inverzekeringstelling", "bewaring", "gevangenhouding"))
_FREED = frozenset(("schorsing", "invrijheidstelling"))

_AGAINST = {"court": FindingKind.AGAINST_COURT, "police": FindingKind.AGAINST_POLICE}
_WHO = {"court": "de rechter", "police": "de politie"}


class _AsStated:
    """Lets every offence in, and removes none."""

    def admits(
        self, offence: Offence, *, registered_on: LegalDay | None, outcomes: Sequence[Outcome]
    ) -> bool:
        del offence, registered_on, outcomes
        return True

    def removes(self, outcome: Outcome) -> bool:
        del outcome
        return False


def compare_cases(
    accepted: Sequence[AcceptedMessage],
    waiting: Mapping[int, AcceptedMessage],
    *,
    kinds: Mapping[str, str],
) -> list[Found]:
    """Return what the messages in quarantine would do to what was accepted.

    Args:
        accepted: Everything accepted about the people concerned.
        waiting: Messages in quarantine by their number, each at a position after the ledger.
        kinds: Kind of every source, by its name.
    """
    return list(_Comparison(accepted, waiting, kinds=kinds).findings())


class _Case(Struct, frozen=True):
    """A case as it would be, as it was accepted, and the messages in quarantine about it."""

    after: CaseRecord
    before: CaseRecord | None
    numbers: tuple[int, ...]


class _Comparison:
    def __init__(
        self,
        accepted: Sequence[AcceptedMessage],
        waiting: Mapping[int, AcceptedMessage],
        *,
        kinds: Mapping[str, str],
    ) -> None:
        self._accepted = accepted
        self._waiting = waiting
        self._kinds = kinds
        self._number_of = {message.key: number for number, message in waiting.items()}
        self._by_key = {message.key: message for message in (*accepted, *waiting.values())}
        rule = _AsStated()
        self._before: Register = fold(accepted, rule=rule)
        self._after: Register = fold((*accepted, *waiting.values()), rule=rule)
        self._changes: dict[MessageKey, list[int]] = defaultdict(list)
        for number, message in waiting.items():
            if isinstance(message.event, DataCorrected | DataRetracted):
                self._changes[self._root_of(message)].append(number)
        self._in_case: dict[CaseKey, list[int]] = defaultdict(list)
        for number, message in waiting.items():
            root = self._by_key.get(self._root_of(message), message)
            names = (
                *cases_of(message.event, key=message.key),
                *cases_of(root.event, key=root.key),
            )
            for case in dict.fromkeys(names):
                self._in_case[case].append(number)

    def findings(self) -> Iterator[Found]:
        """Yield everything that was found."""
        yield from self._changed_history()
        for case in self._cases():
            for offence in case.after.offences:
                before = _counterpart(offence, case.before)
                yield from self._changed_outcome(offence, before, case=case)
                yield from self._against_court(offence, before)
            yield from self._dates(case)
        yield from self._contradictory()
        yield from self._custody()
        yield from self._identity()

    def _root_of(self, message: AcceptedMessage) -> MessageKey:
        """Return the message at the root of a chain of corrections, as far as it is known here."""
        seen: set[MessageKey] = set()
        while isinstance(message.event, DataCorrected | DataRetracted):
            key = MessageKey(message.event.concerns.source, message.event.concerns.id)
            if key in seen:
                return key
            seen.add(key)
            concerned = self._by_key.get(key)
            if concerned is None:
                return key
            message = concerned
        return message.key

    def _cases(self) -> Iterator[_Case]:
        before: dict[CaseKey, CaseRecord] = {
            (subject, name): case
            for person in self._before.persons
            for case in person.cases
            for subject in person.subjects
            for name in case.names
        }
        for person in self._after.persons:
            for case in person.cases:
                keys = [(subject, name) for subject in person.subjects for name in case.names]
                numbers = {number for key in keys for number in self._in_case.get(key, ())}
                if numbers:
                    known = next((before[key] for key in keys if key in before), None)
                    yield _Case(case, known, tuple(sorted(numbers)))

    def _changed_history(self) -> Iterator[Found]:
        for root, numbers in self._changes.items():
            if root in self._number_of or root not in self._by_key:
                continue
            for number in numbers:
                if isinstance(self._waiting[number].event, DataRetracted):
                    yield Found(
                        FindingKind.RETRACTS_HISTORY,
                        Severity.SEVERE,
                        "Dit bericht trekt een bericht in dat al aanvaard was.",
                        (number,),
                    )
                else:
                    yield Found(
                        FindingKind.CORRECTS_HISTORY,
                        Severity.NOTABLE,
                        "Dit bericht corrigeert een bericht dat al aanvaard was.",
                        (number,),
                    )

    def _changed_outcome(
        self, offence: OffenceRecord, before: OffenceRecord | None, *, case: _Case
    ) -> Iterator[Found]:
        if before is None or before.outcome.kind == "open":
            return
        was, becomes = before.outcome, offence.outcome
        if _said(was) == _said(becomes):
            return
        if was.by_court and becomes.by_court and becomes.instance in _HIGHER:
            return
        numbers = self._behind(becomes, case=case)
        if not numbers:
            return
        words = f"Was aanvaard: [{was.kind}]. Wordt: [{becomes.kind}]."
        if was.stated_by is not None and was.stated_by.source not in self._sources(numbers):
            yield self._against(was.stated_by.source, words, numbers=numbers)
        else:
            yield Found(
                FindingKind.CHANGED_OUTCOME,
                Severity.NOTABLE if was.irrevocable_on is None else Severity.SEVERE,
                f"De afdoening van een feit verandert. {words}",
                numbers,
            )

    def _against_court(
        self, offence: OffenceRecord, before: OffenceRecord | None
    ) -> Iterator[Found]:
        """Yield endings without a court, of an offence that a court judged."""
        outcomes = (*offence.history, offence.outcome)
        judged = [each for each in outcomes if each.by_court and each.kind != "open"]
        # What changes the outcome in force was told already.
        told = offence.outcome.stated_by if before is not None and before.outcome.by_court else None
        for outcome in outcomes:
            number = self._number_of.get(outcome.stated_by) if outcome.stated_by else None
            if number is None or outcome.kind not in _ENDS_WITHOUT_COURT:
                continue
            others = [
                each.stated_by.source
                for each in judged
                if each.stated_by is not None
                and outcome.stated_by is not None
                and each.stated_by.source != outcome.stated_by.source
            ]
            if others and outcome.stated_by != told:
                words = f"Dit bericht zegt [{outcome.kind}], het vonnis zegt [{judged[-1].kind}]."
                yield self._against(others[-1], words, numbers=(number,))

    def _against(self, source: str, words: str, *, numbers: tuple[int, ...]) -> Found:
        kind = self._kinds.get(source, "")
        who = _WHO.get(kind, "een andere bron")
        return Found(
            _AGAINST.get(kind, FindingKind.AGAINST_OTHER),
            Severity.SEVERE if kind in _AGAINST else Severity.NOTABLE,
            f"Dit spreekt tegen wat {who} over hetzelfde feit heeft gemeld. {words}",
            numbers,
        )

    def _dates(self, case: _Case) -> Iterator[Found]:
        if case.before is None:
            return
        arisen = {
            doubt
            for offence in case.after.offences
            for doubt in offence.doubts
            if doubt not in _doubts_of(_counterpart(offence, case.before))
        } - {"soort-onbekend"}
        if arisen:
            yield Found(
                FindingKind.DATES_CONTRADICT,
                Severity.NOTABLE,
                "Samen met wat aanvaard was ontstaat twijfel over de volgorde in een zaak: "
                f"[{', '.join(sorted(arisen))}].",
                case.numbers,
            )

    def _contradictory(self) -> Iterator[Found]:
        for number, message in self._waiting.items():
            effect = self._after.effects.get(message.position)
            if effect is not None and effect.effect is Effect.CONTRADICTORY:
                yield Found(
                    FindingKind.CONTRADICTORY,
                    Severity.SEVERE,
                    f"Dit bericht kan niet waar zijn naast wat bekend is: [{effect.reason}].",
                    (number,),
                )
        for message in self._accepted:
            effect = self._after.effects.get(message.position)
            if effect is None or effect.effect is not Effect.CONTRADICTORY:
                continue
            was = self._before.effects.get(message.position)
            if was is not None and was.effect is Effect.CONTRADICTORY:
                continue
            names = cases_of(message.event, key=message.key)
            numbers = {number for name in names for number in self._in_case.get(name, ())}
            yield Found(
                FindingKind.MAKES_CONTRADICTORY,
                Severity.SEVERE,
                f"Een bericht dat aanvaard was kan hiernaast niet waar zijn: [{effect.reason}].",
                tuple(sorted(numbers or self._waiting)),
            )

    def _custody(self) -> Iterator[Found]:
        """Yield steps of custody that others stated otherwise."""
        stated: dict[CaseKey, list[tuple[AcceptedMessage, CustodyReported]]] = defaultdict(list)
        for message in self._accepted:
            if isinstance(message.event, CustodyReported):
                for case in cases_of(message.event, key=message.key):
                    stated[case].append((message, message.event))
        for number, message in self._waiting.items():
            event = message.event
            if not isinstance(event, CustodyReported) or isinstance(event.from_at, UnknownDate):
                continue
            others = [
                (other, said)
                for case in cases_of(event, key=message.key)
                for other, said in stated.get(case, ())
                if other.key.source != message.key.source
            ]
            source = _contradicting(message, event, others)
            if source is not None:
                words = f"Dit bericht zegt [{event.custody}] op een ogenblik dat daarmee botst."
                yield self._against(source, words, numbers=(number,))

    def _identity(self) -> Iterator[Found]:
        """Yield statements of identity that join or part people who are known."""
        was = _groups(self._before)
        becomes = _groups(self._after)
        known = was.keys() & becomes.keys()
        doubted = {
            subject
            for person in self._after.persons
            if person.identity_in_doubt
            for subject in person.subjects
        } - {
            subject
            for person in self._before.persons
            if person.identity_in_doubt
            for subject in person.subjects
        }
        for number, message in self._waiting.items():
            if not isinstance(message.event, PersonsMerged | PersonsSeparated):
                continue
            named = {each.subject for each in named_persons(message.event, key=message.key)}
            moved = {
                subject
                for subject in named & known
                if was[subject] & known != becomes[subject] & known
            }
            if moved or named & doubted:
                yield Found(
                    FindingKind.IDENTITY,
                    Severity.SEVERE if named & doubted else Severity.NOTABLE,
                    "Dit bericht verandert wie van de bekende personen één persoon zijn.",
                    (number,),
                )

    def _behind(self, outcome: Outcome, *, case: _Case) -> tuple[int, ...]:
        """Return the messages in quarantine that an outcome comes from."""
        key = outcome.stated_by
        if key is not None and key in self._number_of:
            return (self._number_of[key], *self._changes.get(key, ()))
        if key is not None and key in self._changes:
            return tuple(self._changes[key])
        return case.numbers

    def _sources(self, numbers: Iterable[int]) -> Collection[str]:
        return {self._waiting[number].key.source for number in numbers}


def _said(outcome: Outcome) -> tuple[object, ...]:
    """Return what an outcome says; that it becomes final changes nothing of it."""
    return (
        outcome.kind,
        outcome.on,
        outcome.grounds,
        outcome.source_value,
        outcome.sanctions,
        outcome.by_court,
    )


def _counterpart(offence: OffenceRecord, case: CaseRecord | None) -> OffenceRecord | None:
    """Return the same offence as it was accepted, by any key it goes by."""
    if case is None:
        return None
    keys = _keys(offence)
    return next((each for each in case.offences if not keys.isdisjoint(_keys(each))), None)


def _keys(offence: OffenceRecord) -> set[str]:
    stated = offence.description
    keys = {offence.key, f"f:{stated.number}"}
    return keys if stated.source_number is None else {*keys, f"b:{stated.source_number}"}


def _doubts_of(offence: OffenceRecord | None) -> Collection[str]:
    return () if offence is None else offence.doubts


def _groups(register: Register) -> dict[SubjectKey, frozenset[SubjectKey]]:
    persons: Iterable[PersonRecord] = register.persons
    return {
        subject: frozenset(person.subjects) for person in persons for subject in person.subjects
    }


def _contradicting(
    message: AcceptedMessage,
    event: CustodyReported,
    others: Sequence[tuple[AcceptedMessage, CustodyReported]],
) -> str | None:
    """Return a source that stated otherwise about a step of custody.

    Somebody who is held after another source said they were freed, and was not taken in again by
    then; or who is freed while another source, later, still stated custody at that moment.
    """
    at = event.from_at
    if isinstance(at, UnknownDate):
        return None
    dated = sorted(
        (
            (said.from_at, other, said)
            for other, said in others
            if not isinstance(said.from_at, UnknownDate)
        ),
        key=lambda each: each[0],
    )
    if event.custody in _DETAINED and event.custody != _FIRST_STEP:
        earlier = [(other, said) for since, other, said in dated if since <= at]
        if earlier and earlier[-1][1].custody in _FREED:
            return earlier[-1][0].key.source
    if event.custody in _FREED:
        for since, other, said in dated:
            until = said.until_at
            if until is None or isinstance(until, UnknownDate) or said.custody not in _DETAINED:
                continue
            if since <= at < until and other.time > at:
                return other.key.source
    return None


_FIRST_STEP = "inverzekeringstelling"
"""With this somebody may be taken in anew after having been freed."""
