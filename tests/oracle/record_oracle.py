"""A second opinion on the fold: slow, obvious, and written from the words alone.

`oracle` follows `docs/explanation/how-a-record-is-made.md` without a look at the product and
shares only its event and record types. `view` turns what the product made into the same plain
structure, so that the two can be compared with `==`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jds.domain.blocks import SourceValue
from jds.domain.clerks import ClerkStatement
from jds.domain.events import DocumentReported, ForeignConviction, PersonDied
from jds.domain.message import AcceptedMessage
from jds.domain.record import CaseRecord, EntryRule, Outcome, Register
from jds.domain.ways import NO_PAPER, Ways
from tests.oracle.case_state import CaseState
from tests.oracle.one_case import COUNTED, fold_case
from tests.oracle.statements import (
    APPLIED,
    HIDDEN,
    OVERTAKEN,
    WAITING,
    Statement,
    amsterdam,
    statements_among,
)
from tests.oracle.ways import is_paired, parted
from tests.oracle.who_is_it import (
    SPELLING,
    Group,
    case_names,
    case_of,
    own_block,
    subject_of,
    who_is_who,
)

PersonView = dict[str, Any]
Removed = set[tuple[str, str, str | None]]
"""Subject, name of the case, offence; None for the whole case."""


@dataclass
class Expected:
    """What the register should say. Persons are named by the subjects that they are."""

    effects: dict[int, str]
    persons: dict[frozenset[str], PersonView]


@dataclass
class CaseOfPerson:
    """All statements of one case of one person, in order.

    `statements` are those that count; `apart` are the others, each with its effect.
    """

    group: Group
    names: frozenset[str]
    everything: list[Statement]
    statements: list[Statement]
    apart: list[tuple[Statement, str]]

    @property
    def adding_nothing(self) -> list[Statement]:
        """Those whose fact another one states."""
        return [statement for statement, effect in self.apart if effect == OVERTAKEN]


def oracle(
    messages: Sequence[AcceptedMessage],
    *,
    on: date | None,
    rule: EntryRule,
    removed_now: Sequence[AcceptedMessage] | None = None,
    clerks: Sequence[ClerkStatement] = (),
    clerks_now: Sequence[ClerkStatement] | None = None,
    ways: Ways = NO_PAPER,
    ways_now: Ways | None = None,
) -> Expected:
    """Say what `messages` amount to on a day.

    `removed_now` are all messages known today: what they remove is removed at every moment;
    `clerks_now` is what clerks have stated by today, `ways_now` what is paired and who leads.
    """
    removed = removed_offences(
        messages if removed_now is None else removed_now,
        rule=rule,
        clerks=clerks if clerks_now is None else clerks_now,
        ways=ways if ways_now is None else ways_now,
    )
    everything, effects = statements_among(messages)
    unpaired = [each for each in everything if not is_paired(each, ways)]
    groups, of_links = who_is_who(unpaired, messages=messages, clerks=clerks)
    effects.update(of_links)
    statements = _without_paired_of_no_case(everything, ways)
    effects.update(
        {each.told_by.position: OVERTAKEN for each in everything if each not in statements}
    )

    persons: dict[frozenset[str], PersonView] = {}
    for group in groups:
        own = [each for each in statements if _subject(each) in group.subjects]
        persons[group.subjects] = {
            "skns": sorted(name[4:] for name in group.subjects if name.startswith("skn:")),
            "died_on": _death([each for each in own if _is_shown(each, on)]),
            "identity_in_doubt": group.in_doubt,
            "is_known": True,
            "cases": {},
            "foreign": _foreign([each for each in own if _is_shown(each, on)]),
        }
        effects.update(_effects_of_foreign(own))
        cases = cases_of(group, own, ways)
        for case in cases:
            effects.update(_effects_in(case, rule=rule, removed=removed))
            shown = _show(case, on=on, rule=rule, removed=removed)
            if shown is not None:
                persons[group.subjects]["cases"][case.names] = shown

        unheard_of = [
            statement
            for case in cases
            if _is_hidden_whole(case, rule=rule, removed=removed)
            for statement in case.everything
            if statement not in case.adding_nothing
        ]
        added = len(own) - sum(len(case.adding_nothing) for case in cases)
        persons[group.subjects]["is_known"] = not added or len(unheard_of) < added

    for statement in statements:
        effects.setdefault(statement.told_by.position, APPLIED)
    return Expected(effects=effects, persons=persons)


def removed_offences(
    messages: Sequence[AcceptedMessage],
    *,
    rule: EntryRule,
    clerks: Sequence[ClerkStatement] = (),
    ways: Ways = NO_PAPER,
) -> Removed:
    """Return what these messages remove for every day and moment (section 5.1)."""
    everything, _ = statements_among(messages)
    unpaired = [each for each in everything if not is_paired(each, ways)]
    statements = _without_paired_of_no_case(everything, ways)
    removed: Removed = set()
    for group in who_is_who(unpaired, messages=messages, clerks=clerks)[0]:
        own = [each for each in statements if _subject(each) in group.subjects]
        for each in cases_of(group, own, ways):
            case = fold_case(each.statements)
            if case is None:
                continue
            gone: list[str | None] = [
                key
                for key in case.shown()
                if (outcome := case.offences[key].outcome) is not None and rule.removes(outcome)
            ]
            every_one = len(case.shown()) > 0 and len(gone) == len(case.shown())
            if every_one or _is_dismissed_whole(case, rule):
                gone.append(None)
            removed |= {
                (subject, name, key)
                for subject in group.subjects
                for name in each.names
                for key in gone
            }
    return removed


def _is_dismissed_whole(case: CaseState, rule: EntryRule) -> bool:
    if case.shown() or not case.whole_case:
        return False
    return rule.removes(case.whole_case[-1])


def _without_paired_of_no_case(statements: Sequence[Statement], ways: Ways) -> list[Statement]:
    """What is of no case and paired: there the digital message counts, whatever leads anywhere."""
    return [each for each in statements if case_of(each) is not None or not is_paired(each, ways)]


def cases_of(group: Group, own: Sequence[Statement], ways: Ways = NO_PAPER) -> list[CaseOfPerson]:
    """Sort the case statements of one person by case, and part each by which way leads.

    What does not count makes no two names one case: it goes with the first case that has one of its
    names, else with none.
    """
    cases = []
    for names, mine in _by_names(own):
        counting, apart = parted(mine, names=names, subjects=group.subjects, ways=ways)
        left = list(apart)
        for its_names, its_own in _by_names(counting):
            with_it = [each for each in left if _names_of(each[0]) & its_names]
            left = [each for each in left if each not in with_it]
            aside = [statement for statement, _ in with_it]
            everything = [each for each in mine if each in its_own or each in aside]
            cases.append(CaseOfPerson(group, its_names, everything, its_own, with_it))
        if left:
            aside = [statement for statement, _ in left]
            cases.append(CaseOfPerson(group, names, aside, [], left))
    return cases


def _by_names(own: Sequence[Statement]) -> list[tuple[frozenset[str], list[Statement]]]:
    """Sort statements by case; two names in one message are one case. First come, first."""
    names: list[set[str]] = []
    for statement in own:
        joined = set(_names_of(statement))
        if not joined:
            continue
        for other in [each for each in names if each & joined]:
            names.remove(other)
            joined |= other
        names.append(joined)
    cases = [(frozenset(n), [each for each in own if _names_of(each) & n]) for n in names]
    return sorted(cases, key=lambda case: own.index(case[1][0]))


def _names_of(statement: Statement) -> frozenset[str]:
    case = case_of(statement)
    return frozenset() if case is None else frozenset(case_names(case))


def _subject(statement: Statement) -> str | None:
    block = own_block(statement)
    return None if block is None else subject_of(statement, block)


def _is_shown(statement: Statement, on: date | None) -> bool:
    if on is None:
        return True
    if isinstance(statement.event, DocumentReported):
        return amsterdam(statement.root.time) <= on
    return statement.shown_on <= on


def _death(own: Sequence[Statement]) -> str | None:
    deaths = [each.event.died_on for each in own if isinstance(each.event, PersonDied)]
    return text_of(deaths[-1]) if deaths else None


def _foreign(own: Sequence[Statement]) -> list[tuple[str, ...]]:
    convictions = [each for each in own if isinstance(each.event, ForeignConviction)]
    replaced = _replaced_convictions(convictions)
    return sorted(
        foreign_view(each.event)
        for each in convictions
        if isinstance(each.event, ForeignConviction) and each not in replaced
    )


def _effects_of_foreign(own: Sequence[Statement]) -> dict[int, str]:
    return {each.told_by.position: OVERTAKEN for each in _replaced_convictions(own)}


def _replaced_convictions(own: Sequence[Statement]) -> list[Statement]:
    replaced = []
    for place, one in enumerate(own):
        for later in own[place + 1 :]:
            if not isinstance(one.event, ForeignConviction):
                continue
            if not isinstance(later.event, ForeignConviction):
                continue
            same_state = one.event.country == later.event.country
            if same_state and one.event.judgment.reference == later.event.judgment.reference:
                replaced.append(one)
                break
    return replaced


def _hidden(
    case: CaseState, of: CaseOfPerson, *, rule: EntryRule, removed: Removed
) -> tuple[set[str], bool]:
    """Return the hidden offences of a case, and whether the case is hidden whole.

    What the case itself removes is removed besides what is removed as known today.
    """
    hidden = set()
    for key in case.shown():
        offence = case.offences[key]
        description = case.description(key)
        outcomes = [*offence.history, *([offence.outcome] if offence.outcome is not None else [])]
        may_enter = isinstance(description.kind, SourceValue) or rule.admits(
            description, registered_on=None, outcomes=outcomes
        )
        is_removed = offence.outcome is not None and rule.removes(offence.outcome)
        if is_removed or not may_enter or _is_removed(of, key, removed):
            hidden.add(key)
    every_one = len(hidden) > 0 and len(hidden) == len(case.shown())
    whole = every_one or _is_removed(of, None, removed) or _is_dismissed_whole(case, rule)
    return hidden, whole


def _is_removed(of: CaseOfPerson, key: str | None, removed: Removed) -> bool:
    return any(
        (subject, name, key) in removed for subject in of.group.subjects for name in of.names
    )


def _is_hidden_whole(of: CaseOfPerson, *, rule: EntryRule, removed: Removed) -> bool:
    case = fold_case(of.statements)
    return case is not None and _hidden(case, of, rule=rule, removed=removed)[1]


def _effects_in(of: CaseOfPerson, *, rule: EntryRule, removed: Removed) -> dict[int, str]:
    case = fold_case(of.statements)
    apart = {statement.told_by.position: effect for statement, effect in of.apart}
    if case is None:
        return {each.told_by.position: WAITING for each in of.statements} | apart
    hidden, whole = _hidden(case, of, rule=rule, removed=removed)
    effects = dict(case.effects) | apart
    abouts = dict(case.about)
    if apart and (with_all := fold_case(of.everything)) is not None:
        # What does not count is about the offences that it would be about if it did.
        abouts |= {at: keys for at, keys in with_all.about.items() if at in apart}
    removed_here = {
        key
        for subject, name, key in removed
        if subject in of.group.subjects and name in of.names and key is not None
    }
    for position in effects:
        about = abouts.get(position)
        out_of_sight = hidden | removed_here if position in apart else hidden
        only_hidden = bool(about) and about is not None and about <= out_of_sight
        if whole or only_hidden:
            effects[position] = HIDDEN
    return effects


def _show(
    of: CaseOfPerson, *, on: date | None, rule: EntryRule, removed: Removed
) -> dict[str, Any] | None:
    case = fold_case([each for each in of.statements if _is_shown(each, on)])
    if case is None:
        return None
    hidden, whole = _hidden(case, of, rule=rule, removed=removed)
    if whole:
        return None
    offences = sorted(case.shown() - hidden)
    return {
        "offences": {key: _offence(case, key) for key in offences},
        "whole_case": [outcome_view(outcome) for outcome in case.whole_case],
        "appeals": {
            appeal_id: {
                "kind": text_of(appeal.event.appeal),
                "party": text_of(appeal.event.party),
                "filed_on": text_of(appeal.event.filed_on),
                "against": [key for key in offences if key in appeal.against],
                "withdrawn": [key for key in offences if key in appeal.withdrawn],
            }
            for appeal_id, appeal in case.appeals.items()
            # One against all offences of a case without any is told too.
            if not appeal.against <= hidden
            or (not appeal.against and appeal.event.offence_numbers is None)
        },
        **{name: case.count(kind) for name, kind in COUNTED.items()},
    }


def _offence(case: CaseState, key: str) -> dict[str, Any]:
    state = case.offences[key]
    description = case.description(key)
    doubts = set(state.doubts)
    if isinstance(description.kind, SourceValue):
        doubts.add("soort-onbekend")
    return {
        "number": description.number,
        "kind": text_of(description.kind),
        "qualification": description.qualification,
        **outcome_view(state.outcome or Outcome(kind="open")),
        "history": [outcome.kind for outcome in state.history],
        "doubts": sorted(doubts),
        "dropped": key not in case.charged_at_the_end(),
    }


def outcome_view(outcome: Outcome) -> dict[str, Any]:
    return {
        "outcome": outcome.kind,
        "on": text_of(outcome.on),
        "irrevocable_on": text_of(outcome.irrevocable_on),
        "grounds": [text_of(ground) for ground in outcome.grounds],
        "source_value": text_of(outcome.source_value),
        "sanctions": [text_of(sanction.kind) for sanction in outcome.sanctions],
    }


def foreign_view(event: ForeignConviction) -> tuple[str, ...]:
    return (
        str(text_of(event.country)),
        event.judgment.reference,
        str(text_of(event.judgment.given_on)),
        str(event.judgment.court),
    )


def text_of(value: object) -> str | None:
    """A day, a code or a source's own value as text, so that all compare alike."""
    if value is None:
        return None
    if isinstance(value, SourceValue):
        return f"bronwaarde {value.code}: {value.text}"
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str) else type(value).__name__


def view(register: Register) -> Expected:
    """Turn what the product made into the structure of `oracle`."""
    return Expected(
        effects={position: str(each.effect) for position, each in register.effects.items()},
        persons={
            frozenset(person.subjects): {
                "skns": list(person.skns),
                "died_on": text_of(person.died_on),
                "identity_in_doubt": person.identity_in_doubt,
                "is_known": person.is_known,
                "cases": {_names(case): _case_view(case) for case in person.cases},
                "foreign": sorted(foreign_view(each) for each in person.foreign),
            }
            for person in register.persons
        },
    )


def _names(case: CaseRecord) -> frozenset[str]:
    prefixed = set()
    for name in case.names:
        if name.startswith(("p:", "b:")):
            prefixed.add(name)
        else:
            prefixed.add(f"p:{name}" if SPELLING.match(name) else f"b:{name}")
    return frozenset(prefixed)


def _case_view(case: CaseRecord) -> dict[str, Any]:
    shown = [each.key for each in case.offences]
    return {
        "offences": {
            each.key: {
                "number": each.description.number,
                "kind": text_of(each.description.kind),
                "qualification": each.description.qualification,
                **outcome_view(each.outcome),
                "history": [outcome.kind for outcome in each.history],
                "doubts": list(each.doubts),
                "dropped": each.dropped,
            }
            for each in case.offences
        },
        "whole_case": [outcome_view(outcome) for outcome in case.whole_case],
        "appeals": {
            each.filed.appeal_id: {
                "kind": text_of(each.filed.appeal),
                "party": text_of(each.filed.party),
                "filed_on": text_of(each.filed.filed_on),
                "against": sorted(key for key in each.against if key in shown),
                "withdrawn": sorted({key for key, _ in each.withdrawn if key in shown}),
            }
            for each in case.appeals
        },
        "custody": len(case.custody),
        "executions": len(case.executions),
        "documents": len(case.documents),
        "pardons": len(case.pardons),
    }
