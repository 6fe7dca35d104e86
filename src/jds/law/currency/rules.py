"""The rules on what an answer may claim of its own currency, as their files have them."""

from typing import ClassVar, Literal, TypeAlias

from msgspec import Struct

from jds.domain.record import OutcomeKind
from jds.law.reading import RuleReader
from jds.law.rule_file import Rule, RuleValue
from jds.law.values import SourceKind

Reach: TypeAlias = Literal[
    "opens-a-case",
    "brings-in",
    "adds-to-a-case",
    "joins-persons",
    "describes-a-person",
    "foreign-conviction",
    "own-earlier",
    "nothing",
]
"""What a kind of message can do to what is told of a person of whom nothing is told yet.

`opens-a-case`: it needs nothing that is here. `brings-in`: it needs a case that is here, and can
bring in a fact that the law held back. `adds-to-a-case`: it only adds to facts that are shown.
`own-earlier`: it changes what the same source said before.
"""

RiskClass: TypeAlias = Literal[
    "bericht-in-twijfel",
    "open-zaak",
    "proeftijd",
    "eerder-feit",
    "politie-indicatie",
    "kwetsbare-groep",
    "met-gegevens",
    "zonder-spoor",
]
"""How risky it is to decide while something is missing, in Dutch as on the wire.

All but the last two are a *stated risk*, which a hold needs.
"""

WeakAdvice: TypeAlias = Literal["beslissen-met-waarschuwing", "aanhouden"]

Doubt: TypeAlias = Literal[
    "wachtend", "tegenstrijdig", "apart-gezet", "in-quarantaine", "gewantrouwd", "identiteit"
]
"""Why a message about this person, or who the person is, cannot be relied on."""

TermBy: TypeAlias = Literal[
    "certificate-natural",
    "certificate-legal",
    "naturalisation",
    "option",
    "foster",
    "weeks",
]
"""The rule that ends a hold: one of another section of the law, or a number of weeks."""


class NeededGroup(RuleValue, frozen=True, kw_only=True):
    """Purposes that need the same kinds of source.

    Attributes:
        indispensable: Kinds of which one must be connected, or nothing can be said at all.
        purposes: As `recipient/purpose`.
    """

    name: str
    sources: tuple[SourceKind, ...]
    indispensable: tuple[SourceKind, ...]
    purposes: tuple[str, ...]


class NeededSources(RuleValue, frozen=True):
    """CUR-1: which kinds of source each purpose needs; every purpose is in one group."""

    says: ClassVar = {"not_needed": ()}

    groups: tuple[NeededGroup, ...]


class SentKind(RuleValue, frozen=True, kw_only=True):
    """What one kind of message can do.

    Attributes:
    """

    reach: Reach


class WhatCanChange(RuleValue, frozen=True):
    """CUR-2: which kinds of message can change an answer about somebody, by kind."""

    says: ClassVar = {
        "can": (),
        "nothing_of_anybody": (),
        "sends_nothing_shown": (),
        "no_case": (),
        "adds_only": (),
    }

    kinds: dict[str, SentKind]


class Clearing(RuleValue, frozen=True):
    """CUR-3: the purposes for which nothing known clears somebody, and the doubts that forbid it.

    Attributes:
        silenced_by: Doubts about this person with which such a purpose is told nothing at all.
    """

    says: ClassVar = {
        "wachtend": ("number",),
        "tegenstrijdig": ("number",),
        "apart-gezet": ("number",),
        "in-quarantaine": ("number",),
        "gewantrouwd": ("number",),
        "identiteit": (),
    }

    purposes: tuple[str, ...]
    silenced_by: tuple[Doubt, ...]


class AdviceGroup(RuleValue, frozen=True, kw_only=True):
    """Purposes with the same advice while something that matters is missing.

    Attributes:
        holds_for: Risks with which a decision is better held.
        may_be_changed: Two people may tighten or loosen it for a declared period.
        never_enough: That nothing is known is never enough for a decision while a needed source
            is behind.
    """

    name: str
    holds_for: tuple[RiskClass, ...]
    may_be_changed: bool = True
    never_enough: bool = False
    purposes: tuple[str, ...]


class AdvicePolicy(RuleValue, frozen=True):
    """CUR-4: the advice per purpose and risk; every purpose is in one group.

    Attributes:
        never_held: Classes with which nothing is ever held, whoever declares it.
    """

    says: ClassVar = {
        "decide": (),
        "warn": ("klasse",),
        "hold": ("klasse",),
        "term_over": ("klasse", "last_day"),
        "never_enough": (),
        "reopened": (),
        "changed": ("advies", "number", "until"),
    }

    never_held: tuple[RiskClass, ...]
    groups: tuple[AdviceGroup, ...]


class HoldTerm(RuleValue, frozen=True, kw_only=True):
    """By which rule a hold of some purposes ends.

    Attributes:
        weeks: For `weeks`: their number, from the day of the application.
        review_weeks: After how many weeks a hold is looked at again.
    """

    purposes: tuple[str, ...]
    by: TermBy
    weeks: int | None = None
    review_weeks: int


class HoldTerms(RuleValue, frozen=True):
    """CUR-5: until when a decision may be held, by the term of the recipient's own law."""

    says: ClassVar = {"ends": ("last_day",), "review": ("review_on",)}

    terms: tuple[HoldTerm, ...]


class OtherRoute(RuleValue, frozen=True, kw_only=True):
    """A lawful way of a recipient to learn what the register cannot say.

    Attributes:
        says: Which sentence of the rule tells of it.
    """

    purposes: tuple[str, ...]
    route: Literal["board_police", "ind_police", "mayor_police", "certificate_police", "ask_source"]
    cite: str


class OtherRoutes(RuleValue, frozen=True):
    """CUR-6: the other lawful ways of each recipient."""

    says: ClassVar = {
        "board_police": ("cite",),
        "ind_police": ("cite",),
        "mayor_police": ("cite",),
        "certificate_police": ("cite",),
        "ask_source": ("cite",),
    }

    routes: tuple[OtherRoute, ...]


class Risks(RuleValue, frozen=True, kw_only=True):
    """CUR-7: what is a stated risk, the gravest first.

    Attributes:
        order: Of two risks the first decides the class.
        open: Outcomes that leave a case open.
        open_until_final: Outcomes that leave it open until they are irrevocable.
        conditional: Outcomes whose conditions run while no end is known.
        lists: Named lists of offences; one committed earlier is a risk.
        vulnerable_purposes: Purposes that are about a vulnerable group by their nature.
    """

    says: ClassVar = {
        "bericht-in-twijfel": (),
        "open-zaak": ("number",),
        "proeftijd": ("number",),
        "eerder-feit": ("number",),
        "politie-indicatie": (),
        "kwetsbare-groep": (),
        "met-gegevens": (),
        "zonder-spoor": (),
    }

    order: tuple[RiskClass, ...]
    open: tuple[OutcomeKind, ...]
    open_until_final: tuple[OutcomeKind, ...]
    conditional: tuple[OutcomeKind, ...]
    lists: tuple[str, ...]
    vulnerable_purposes: tuple[str, ...]


class LooksBack(RuleValue, frozen=True):
    """CUR-8: how far back an answer looks, to compare with where a source begins.

    Attributes:
        not_at_all: Purposes that are told nothing of anybody.
        as_asked: Purposes that look back so many years as was asked, when a number was.
    """

    says: ClassVar = {
        "begins_later": ("begins_at",),
        "begins_later_than": ("begins_at", "looks_back_to"),
    }

    not_at_all: tuple[str, ...]
    as_asked: tuple[str, ...]


class CurrencyLaw(Struct, frozen=True, kw_only=True):
    """The rules on currency."""

    needed: Rule[NeededSources]
    can_change: Rule[WhatCanChange]
    clearing: Rule[Clearing]
    advice: Rule[AdvicePolicy]
    hold_terms: Rule[HoldTerms]
    routes: Rule[OtherRoutes]
    risks: Rule[Risks]
    looks_back: Rule[LooksBack]


def read_currency_law(reader: RuleReader) -> CurrencyLaw:
    """Read the rules on currency."""
    rule = reader.rule
    return CurrencyLaw(
        needed=rule("currency/needed_sources.yaml", NeededSources),
        can_change=rule("currency/what_can_change.yaml", WhatCanChange),
        clearing=rule("currency/clearing.yaml", Clearing),
        advice=rule("currency/advice.yaml", AdvicePolicy),
        hold_terms=rule("currency/hold_terms.yaml", HoldTerms),
        routes=rule("currency/other_routes.yaml", OtherRoutes),
        risks=rule("currency/risks.yaml", Risks),
        looks_back=rule("currency/looks_back.yaml", LooksBack),
    )
