"""The forms of the values of the rules on certificates: terms, lists, and what was chosen.

Where the policy rules are silent a value records the choice; the code obeys every alternative
that the form of the value allows.
"""

from typing import ClassVar, Literal, TypeAlias

from jds.domain.blocks import SanctionKind
from jds.domain.record import OutcomeKind
from jds.law.offences.lists import ListedOffence
from jds.law.offences.provisions import Category
from jds.law.rule_file import Confidence, RuleValue

Treatment: TypeAlias = Literal["weigh", "do-not-weigh", "ask-first"]
"""What is done with a fact: weighed, left out, or first asked about at its source."""

Basis: TypeAlias = Literal["judgment", "penal-order", "transaction", "dismissal", "fact"]
"""Whose day decides whether a fact lies inside the term."""

_PLACE = ("jaren", "vanaf")
_PLACE_IN_PART = ("jaren", "zeker_vanaf", "misschien_vanaf")


class SortOfOffence(RuleValue, frozen=True, kw_only=True):
    """Offences of a sort: by the named lists, and by rows and categories of the rule's own.

    Attributes:
        lists: Named lists of `offences/lists`, by the name of their file.
        offences: Rows of the rule's own; with `only_if` the offence at most may be of the sort.
        perhaps_categories: What may be of the sort, while no article tells.
        minor_offences: Minor offences can be of the sort too.
        perhaps_listed: What holds of an offence that only may be on one of the lists.
        unknown_articles: What holds when the articles say nothing.
        ecris: First digits of the codes of foreign convictions that are of the sort.
        perhaps_ecris: First digits of codes that may be.
        unknown_ecris: What holds of a foreign conviction without a code.
    """

    lists: tuple[str, ...] = ()
    offences: tuple[ListedOffence, ...] = ()
    perhaps_categories: tuple[Category, ...] = ()
    minor_offences: bool = False
    perhaps_listed: Literal["may-be", "no"] = "may-be"
    unknown_articles: Literal["may-be", "no"] = "may-be"
    ecris: tuple[str, ...] = ()
    perhaps_ecris: tuple[str, ...] = ()
    unknown_ecris: Literal["may-be", "no"] = "may-be"


class Acquittal(RuleValue, frozen=True):
    """VGL-3: an irrevocable acquittal is left out; what of one that is not yet irrevocable."""

    outcomes: tuple[OutcomeKind, ...]
    not_irrevocable: Treatment

    says: ClassVar = {"acquitted": (), "not_yet_irrevocable": ()}


class Disposals(RuleValue, frozen=True):
    """Which other outcomes are weighed (par. 3.2.1), and how a dismissal is sorted."""

    weighed: tuple[OutcomeKind, ...]
    not_weighed_when_irrevocable: tuple[OutcomeKind, ...]
    ask_first: tuple[OutcomeKind, ...]
    by_ground: tuple[OutcomeKind, ...]
    grounds_weighed: tuple[str, ...]
    grounds_not_weighed: tuple[str, ...]
    several_grounds: Literal["one-not-weighed-is-enough", "main-ground"]
    ground_unknown: Treatment

    says: ClassVar = {
        "technical_dismissal": ("grond",),
        "ground_unknown": (),
        "procedure_ended": (),
        "not_yet_irrevocable": (),
        "outcome_unclear": ("uitkomst",),
    }


class LegalPersons(RuleValue, frozen=True):
    """VGL-2: whose facts are weighed besides those of a legal person."""

    also_facts_of: tuple[str, ...]

    says: ClassVar = {"others_too": ()}


class PoliceDataGround(RuleValue, frozen=True):
    """VGL-6: functions for which police data alone can carry a refusal."""

    not_designated: tuple[str, ...]
    may_be_designated: tuple[str, ...]

    says: ClassVar = {"not_designated": (), "may_be_designated": ()}


class LookBack(RuleValue, frozen=True):
    """VOG-1: how far back is looked, in years, and whether the first day itself is inside."""

    years: int
    first_day: Literal["inside", "outside"]

    says: ClassVar = {
        "term": _PLACE,
        "inside": _PLACE,
        "outside": _PLACE,
        "may_be_inside": _PLACE_IN_PART,
    }


class Unlimited(SortOfOffence, frozen=True, kw_only=True):
    """VOG-2: offences for which there is no term."""

    says: ClassVar = {"unlimited": (), "may_be_unlimited": ()}


class FunctionTerm(RuleValue, frozen=True, kw_only=True):
    """A function with the years that are looked back for it.

    Attributes:
        code: As a request names it.
        what: For people, in Dutch.
        years: None when it has the ordinary term.
        shorter_for_the_young: The shorter term of VOG-5 can apply.
    """

    code: str
    what: str
    confidence: Confidence
    years: int | None = None
    shorter_for_the_young: bool = False


class FunctionTerms(RuleValue, frozen=True):
    """VOG-3, VOG-4: functions with a term of their own."""

    functions: tuple[FunctionTerm, ...]

    says: ClassVar = {
        "term": (*_PLACE, "functie"),
        "inside": (*_PLACE, "functie"),
        "outside": (*_PLACE, "functie"),
        "may_be_inside": (*_PLACE_IN_PART, "functie"),
    }


class Profile(RuleValue, frozen=True, kw_only=True):
    """A screening profile or aspect of a function (screeningsprofiel).

    Attributes:
        kind: A profile of its own, or an aspect of the general profile.
        function: The function whose term it implies; None for the ordinary one.
        with_children: The work is with children; None when the profile does not say.
    """

    code: str
    kind: Literal["specific", "general"]
    what: str
    confidence: Confidence
    function: str | None = None
    with_children: bool | None = None


class Profiles(RuleValue, frozen=True):
    """The screening profiles."""

    profiles: tuple[Profile, ...]

    says: ClassVar = {"not_listed": (), "another_function": ("functie", "functie_van_profiel")}


class YoungApplicant(RuleValue, frozen=True):
    """VOG-5: a shorter term for the young, lost by offences of some sorts."""

    under_age: int
    years: int
    lost_for: Literal["every-fact", "that-fact"]
    lost_by: tuple[SortOfOffence, ...]

    says: ClassVar = {
        "applies": ("leeftijd", *_PLACE),
        "lost": ("leeftijd",),
        "may_be_lost": ("leeftijd",),
        "age_unknown": ("leeftijd",),
        "inside": _PLACE,
        "outside": _PLACE,
        "may_be_inside": _PLACE_IN_PART,
    }


class CustodyExtends(RuleValue, frozen=True):
    """VOG-6: days in custody within the term make it longer.

    Attributes:
        sanctions: Whose execution takes away freedom.
        before_judgment: Whether pre-trial custody counts too.
        case_not_weighed: Custody in a case of which nothing may be weighed.
        day_of_release: Whether the day of release is a day in custody.
        end_not_reported: A stay with a start, and no end, reported or stated in advance.
        after_stated_end: A sentence whose stated end has passed without a report of its end.
        start_not_reported: A stay of which only the end is known.
    """

    sanctions: tuple[SanctionKind, ...]
    before_judgment: Literal["counts", "does-not-count"]
    case_not_weighed: Literal["counts", "does-not-count"]
    day_of_release: Literal["counts", "does-not-count"]
    end_not_reported: Literal["until-assessment", "may-last-until-assessment"]
    after_stated_end: Literal["ended", "may-last-until-assessment"]
    start_not_reported: Literal["may-be-since-the-offence", "does-not-count"]

    says: ClassVar = {
        "extended": ("dagen", "vanaf"),
        "may_extend": ("misschien_vanaf",),
        "days_not_known": ("aantal",),
        "brings_inside": (),
        "may_bring_inside": (),
    }


class HitInside(RuleValue, frozen=True):
    """VOG-7: a fact inside lets the facts outside be weighed in the subjective criterion."""

    possible_hit: Literal["says-so", "counts"]

    says: ClassVar = {"may_be_weighed": (), "if_that_fact_is_inside": ()}


class SpecialRefusal(RuleValue, frozen=True):
    """VOG-8: facts outside the term on which a refusal can rest all the same.

    Attributes:
        before: Whether the years are counted back from the application or the assessment.
        outcomes: What counts as a conviction.
        conviction: Whether it must be irrevocable.
        minimum_months: Lowest statutory maximum of the first ground.
        penalties: Imposed without condition, for the first ground.
        measures: For the first ground.
        against_children: For the second ground, with a function that works with children.
        terrorism: For the third ground; None before it existed.
    """

    years: int
    before: Literal["application", "assessment"]
    outcomes: tuple[OutcomeKind, ...]
    conviction: Literal["any", "irrevocable"]
    minimum_months: int
    penalties: tuple[SanctionKind, ...]
    measures: tuple[SanctionKind, ...]
    against_children: SortOfOffence
    terrorism: SortOfOffence | None = None

    says: ClassVar = {
        "heavy_crime": ("jaren", "maanden"),
        "may_be_heavy_crime": ("jaren", "maanden"),
        "against_children": ("jaren",),
        "may_be_against_children": ("jaren",),
        "terrorism": ("jaren",),
        "may_be_terrorism": ("jaren",),
    }


class DayThatCounts(RuleValue, frozen=True):
    """VOG-9: whose day decides, the first that there is.

    Attributes:
        only_higher_judgment: When only the judgment of a higher court is known.
        offence_over_a_period: Which day of it is the date of the fact.
    """

    order: tuple[Basis, ...]
    only_higher_judgment: Literal["may-be-earlier", "its-day"]
    offence_over_a_period: Literal["last-day", "first-day"]

    says: ClassVar = {
        "judgment": (),
        "judgment_before": (),
        "penal-order": (),
        "transaction": (),
        "dismissal": (),
        "unclear": (),
        "fact": (),
        "day": ("datum",),
        "day_in_part": ("vroegst", "laatst"),
    }


class OldFact(RuleValue, frozen=True):
    """VOG-10: after more than so many years the date of the fact counts instead."""

    years: int

    says: ClassVar = {"fact_instead": ("jaren",), "maybe_fact": ("jaren",), "excepted": ("jaren",)}


class Fraud(SortOfOffence, frozen=True, kw_only=True):
    """VOG-10, VOG-11: what is a fraud offence, which the policy rules do not say."""

    says: ClassVar = {"may_be_fraud": ()}


class OpenCase(RuleValue, frozen=True):
    """VOG-11: for open cases of some sorts the day of registration counts."""

    sorts: tuple[Literal["sexual", "fraud"], ...]

    says: ClassVar = {"registered": (), "may_be_registered": (), "registration_unknown": ()}


class RedThread(RuleValue, frozen=True):
    """Par. 3.2.5: a series inside, and a relevant fact outside the term."""

    series_of_at_least: int

    says: ClassVar = {"possible": ("binnen", "buiten")}


class SexualFrame(RuleValue, frozen=True):
    """Par. 3.3.2: when a sexual offence leaves very little room for a certificate."""

    sanctions: tuple[SanctionKind, ...]
    convictions_ever: int
    one_conviction_within_years: int
    other_disposal_within_years: int
    other_disposals: tuple[OutcomeKind, ...]

    says: ClassVar = {
        "convicted_repeatedly": ("aantal",),
        "convicted_once": ("jaren",),
        "other_disposal": ("jaren",),
    }


class Minority(RuleValue, frozen=True):
    """Par. 3.3.1: being a minor at the time is always weighed."""

    under_age: int

    says: ClassVar = {"minor": ("leeftijd",), "may_be_minor": ("leeftijd",)}


class DecisionTerms(RuleValue, frozen=True):
    """Wjsg 37 and 38: weeks within which a decision must be taken, counted from receipt."""

    weeks_natural_person: int
    weeks_natural_person_refusal: int
    weeks_legal_person: int
    weeks_legal_person_refusal: int
    weeks_to_ask_correction: int
    last_day_in_a_weekend: Literal["stays", "next-monday"]

    says: ClassVar = {"due": ("weken", "ontvangen"), "due_after_suspension": ("weken", "dagen")}
