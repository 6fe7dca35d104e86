"""When an offence may be shown: entry into the register, and removal from it (Bjsg art. 2-5, 7).

A crime enters with its case, so with the first message. Most minor offences wait for a decision
that weighs enough; once such a decision was taken, even if it is not final, the offence stays in,
whatever is decided later. Every number, list and choice comes from `law/data/entry`; here they
are only compared.
"""

from collections.abc import Sequence
from datetime import date
from typing import TypeAlias

from msgspec import Struct

from jds.domain.blocks import Article, Offence, Sanction, SourceValue
from jds.domain.record import Outcome
from jds.domain.time import LegalDay
from jds.law.listed import ListedMinorOffences
from jds.law.rule_file import Version
from jds.law.rules import Law
from jds.law.values import CourtEntry, ProsecutorEntry, Threshold


class EntryDecision(Struct, frozen=True, kw_only=True):
    """Whether an offence may be shown, and by which rule.

    Attributes:
        admitted: Whether it may be shown.
        rule: Id of the rule that decided, such as `ENT-3`.
        cite: The article, as a lawyer cites it.
        why: One sentence for people, without any data of a person.
        confidence: How sure the rule is, in the marks of `law/data/README.md`.
    """

    admitted: bool
    rule: str
    cite: str
    why: str
    confidence: str


_Found: TypeAlias = tuple[bool, str]
"""Whether a decision brings a minor offence in, and why."""


class EntryRules:
    """The rules on entry of one edition of the law; an `EntryRule` of the domain."""

    def __init__(self, law: Law) -> None:
        self._crimes = law.crimes
        self._by_prosecutor = law.prosecutors_decisions
        self._by_others = law.penal_orders_by_others
        self._by_court = law.court_decisions
        self._listed = ListedMinorOffences(law)
        # The newest version governs every stored decision, whatever its day: see the open
        # questions of `removal.yaml`.
        removal = law.removal.newest.value
        self._removing_decisions: frozenset[str] = frozenset(removal.decisions)
        self._removing_grounds = frozenset(removal.grounds)

    def admits(
        self,
        offence: Offence,
        *,
        registered_on: LegalDay | None,
        outcomes: Sequence[Outcome],
    ) -> bool:
        """Tell whether `offence` may be shown; see `decide_entry`."""
        # Nearly every offence is a crime, and this is asked for each offence of each record.
        if offence.kind == "misdrijf":
            return True
        return self.decide_entry(offence, registered_on=registered_on, outcomes=outcomes).admitted

    def decide_entry(
        self,
        offence: Offence,
        *,
        registered_on: LegalDay | None,
        outcomes: Sequence[Outcome],
    ) -> EntryDecision:
        """Decide whether `offence` may be shown, and say by which rule.

        Args:
            offence: Its description in force. The kind that the source stated is believed.
            registered_on: Day the case entered; decides which list of minor offences holds. When
                it is unknown the first known day of an outcome does, and else the newest list.
            outcomes: All outcomes set so far, the one in force last. An outcome whose day is
                unknown is held to the rule of `registered_on`.

        Source:
            Bjsg art. 2 (crimes), 3 (minor offences), 4 (listed minor offences), 5 (penal orders).
        """
        if offence.kind == "misdrijf":
            return self._crime(registered_on)
        if isinstance(offence.kind, SourceValue):
            return self._kind_unknown(registered_on)
        listed = self._decide_by_list(offence.articles, on=_list_day(registered_on, outcomes))
        if listed is not None:
            return listed
        return self._decide_by_outcomes(outcomes, registered_on=registered_on)

    def removes(self, outcome: Outcome) -> bool:
        """Tell whether `outcome` removes the whole offence, for every day and every moment.

        Only a code of the list does; words of the source's own never do, as nobody may guess them.

        Source:
            Bjsg art. 7(1)(a): dismissal of somebody wrongly regarded as a suspect (ground 01), or
            after lawful use of force by an officer (ground 09).
        """
        if outcome.kind not in self._removing_decisions:
            return False
        return any(ground in self._removing_grounds for ground in outcome.grounds)

    def _crime(self, day: LegalDay | None) -> EntryDecision:
        version = self._crimes.on(day)
        return EntryDecision(
            admitted=True,
            rule=self._crimes.id,
            cite=version.cite,
            why="A crime enters when the prosecution service takes the case into handling.",
            confidence=version.confidence,
        )

    def _kind_unknown(self, day: LegalDay | None) -> EntryDecision:
        version = self._crimes.on(day)
        admitted = version.value.kind_unknown == "with-the-case"
        return EntryDecision(
            admitted=admitted,
            rule=self._crimes.id,
            cite=version.cite,
            why="No known word says whether this is a crime or a minor offence; "
            + ("it is shown with a doubt." if admitted else "it is not shown until one does."),
            confidence="I",
        )

    def _decide_by_list(
        self, articles: Sequence[Article], *, on: LegalDay | None
    ) -> EntryDecision | None:
        found = self._listed.find(articles, on=on)
        if found is None:
            return None
        return EntryDecision(
            admitted=True,
            rule=found.rule,
            cite=found.cite,
            why=f"A minor offence on the list of those that enter with the case: {found.what}.",
            confidence=found.confidence,
        )

    def _decide_by_outcomes(
        self, outcomes: Sequence[Outcome], *, registered_on: LegalDay | None
    ) -> EntryDecision:
        # The first decision that weighs enough brings the offence in, for good. If none does, the
        # last one that a rule speaks about says why not.
        last: EntryDecision | None = None
        for outcome in outcomes:
            decision = self._decide_by_outcome(outcome, registered_on=registered_on)
            if decision is None:
                continue
            if decision.admitted:
                return decision
            last = decision
        if last is not None:
            return last
        version = self._by_prosecutor.on(registered_on)
        return EntryDecision(
            admitted=False,
            rule=self._by_prosecutor.id,
            cite=version.cite,
            why="A minor offence that is not on the list enters only when a decision closes it.",
            confidence=version.confidence,
        )

    def _decide_by_outcome(
        self, outcome: Outcome, *, registered_on: LegalDay | None
    ) -> EntryDecision | None:
        """Decide by one outcome; None when it decides nothing for any rule."""
        day = _known_day(outcome) or registered_on
        prosecutor, court = self._by_prosecutor.on(day), self._by_court.on(day)
        version: Version[ProsecutorEntry] | Version[CourtEntry]
        kind = outcome.kind
        if kind in court.value.enters_by_penalty:
            rule, version = self._by_court.id, court
            admitted, why = _imposed_by_court(outcome, rule=court.value)
        elif kind in prosecutor.value.enters_unless_only_a_small_fine:
            rule, version = self._by_prosecutor.id, prosecutor
            admitted, why = self._more_than_a_small_fine(outcome, rule=prosecutor.value, day=day)
        elif kind in prosecutor.value.enters:
            rule, version = self._by_prosecutor.id, prosecutor
            admitted, why = True, "The prosecutor closed the case under conditions."
        elif kind in prosecutor.value.stays_out:
            rule, version = self._by_prosecutor.id, prosecutor
            admitted, why = False, "An unconditional dismissal, joining or transfer is not enough."
        elif kind in court.value.stays_out:
            rule, version = self._by_court.id, court
            admitted, why = False, "The court imposed no penalty for the offence."
        else:
            return None
        return EntryDecision(
            admitted=admitted,
            rule=rule,
            cite=version.cite,
            why=why,
            confidence=version.confidence,
        )

    def _more_than_a_small_fine(
        self, outcome: Outcome, *, rule: ProsecutorEntry, day: LegalDay | None
    ) -> _Found:
        if not outcome.sanctions:
            return (
                rule.no_sanction_stated == "enters",
                "The decision came without a sanction, so nothing shows more than a small fine.",
            )
        thresholds = [rule.fine_of_at_least]
        if outcome.kind == "strafbeschikking":
            # Who issued the order is not among the facts, so both rules on it must be met.
            thresholds.append(self._by_others.on(day).value.fine_of_at_least)

        comparable = True
        for sanction in outcome.sanctions:
            if isinstance(sanction.kind, SourceValue):
                comparable = False
            elif sanction.kind not in rule.fines:
                return True, "The decision imposed something else than a fine."
            elif (reached := _reaches(sanction, thresholds=thresholds)) is None:
                comparable = False
            elif reached:
                return True, f"The decision imposed a fine of {_highest(thresholds)} or more."
        if comparable:
            return False, f"The decision imposed only a fine of less than {_highest(thresholds)}."
        return _not_comparable(rule.sanction_not_comparable == "enters")


def _imposed_by_court(outcome: Outcome, *, rule: CourtEntry) -> _Found:
    thresholds = [rule.fine_of_at_least]
    comparable = True
    for sanction in outcome.sanctions:
        kind = sanction.kind
        if isinstance(kind, SourceValue):
            comparable = False
        elif kind in rule.custody:
            return True, "The court imposed custody."
        elif kind in rule.community_service:
            return True, "The court imposed community service."
        elif kind in rule.additional_penalties:
            return True, "The court imposed an additional penalty."
        elif kind in rule.fines:
            reached = _reaches(sanction, thresholds=thresholds)
            if reached:
                return True, f"The court imposed a fine of {_highest(thresholds)} or more."
            comparable = comparable and reached is not None
    if comparable:
        return (
            False,
            f"The court imposed no penalty other than a fine of less than {_highest(thresholds)}.",
        )
    return _not_comparable(rule.sanction_not_comparable == "enters")


def _reaches(fine: Sanction, *, thresholds: Sequence[Threshold]) -> bool | None:
    """Tell whether a fine reaches every threshold; None when it cannot be compared with one."""
    amount = fine.amount
    if amount is None or any(amount.currency != at_least.currency for at_least in thresholds):
        return None
    return all(amount.cents >= at_least.cents for at_least in thresholds)


def _not_comparable(enters: bool) -> _Found:
    return enters, "A sanction cannot be compared: no amount, another currency or unknown words."


def _highest(thresholds: Sequence[Threshold]) -> str:
    highest = max(thresholds, key=lambda threshold: threshold.cents)
    euros, cents = divmod(highest.cents, 100)
    return f"{highest.currency} {euros}.{cents:02}"


def _list_day(registered_on: LegalDay | None, outcomes: Sequence[Outcome]) -> LegalDay | None:
    if registered_on is not None:
        return registered_on
    days = (_known_day(outcome) for outcome in outcomes)
    return min((day for day in days if day is not None), default=None)


def _known_day(outcome: Outcome) -> LegalDay | None:
    return LegalDay(outcome.on) if isinstance(outcome.on, date) else None
