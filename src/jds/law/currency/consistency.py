"""Checks of the rules on currency: every purpose and kind is covered once, and nothing else is."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Any, get_args

from jds.law.currency.rules import CurrencyLaw, RiskClass
from jds.law.offences.lists import NamedLists
from jds.law.rule_file import LawFileProblem, Rule

_IN_ONE_GROUP = "Put every purpose of `disclosure/recipients.yaml` in one group, and no other."


def problems_of_currency(
    law: CurrencyLaw, *, purposes: Collection[str], kinds: Collection[str]
) -> Iterator[LawFileProblem]:
    """Yield every purpose or kind that a rule leaves out, names twice or does not know.

    Args:
        purposes: Every purpose that has a ground, as `recipient/purpose`.
        kinds: Every kind of message that a source may send.
    """
    yield from _needed(law, purposes=purposes)
    yield from _kinds(law, kinds=kinds)
    yield from _advice(law, purposes=purposes)
    yield from _risks(law)
    yield from _unknown_purposes(law, purposes=purposes)


def _needed(law: CurrencyLaw, *, purposes: Collection[str]) -> Iterator[LawFileProblem]:
    for version in law.needed.versions:
        named = [pair for group in version.value.groups for pair in group.purposes]
        yield from _not_once(named, every=purposes, file=law.needed.file, remedy=_IN_ONE_GROUP)
        for group in version.value.groups:
            for kind in group.indispensable:
                if kind not in group.sources:
                    yield LawFileProblem(
                        law.needed.file,
                        problem=f"[{group.name}] cannot do without [{kind}], and does not need it",
                        remedy="Name it under `sources` too, or drop it.",
                    )


def _kinds(law: CurrencyLaw, *, kinds: Collection[str]) -> Iterator[LawFileProblem]:
    for version in law.can_change.versions:
        yield from _not_once(
            tuple(version.value.kinds),
            every=kinds,
            file=law.can_change.file,
            remedy="Name every kind of `sources/allowed_kinds.yaml`, and no other.",
        )


def _advice(law: CurrencyLaw, *, purposes: Collection[str]) -> Iterator[LawFileProblem]:
    for version in law.advice.versions:
        named = [pair for group in version.value.groups for pair in group.purposes]
        yield from _not_once(named, every=purposes, file=law.advice.file, remedy=_IN_ONE_GROUP)
        terms = law.hold_terms.on(version.takes_effect_on).value.terms
        with_a_term = {pair for term in terms for pair in term.purposes}
        for group in version.value.groups:
            for risk in group.holds_for:
                if risk in version.value.never_held:
                    yield LawFileProblem(
                        law.advice.file,
                        problem=f"[{group.name}] holds for [{risk}], which is never held",
                        remedy="Drop it in one of the two lists.",
                    )
            if group.holds_for:
                for pair in group.purposes:
                    if pair not in with_a_term:
                        yield LawFileProblem(
                            law.hold_terms.file,
                            problem=f"[{pair}] can be held and has no term",
                            remedy="Say by which term of law a hold of it ends.",
                        )
    for held in law.hold_terms.versions:
        for term in held.value.terms:
            if (term.by == "weeks") != (term.weeks is not None):
                yield LawFileProblem(
                    law.hold_terms.file,
                    problem=f"a term by [{term.by}] gives weeks where it should not, or no weeks",
                    remedy="Give `weeks` with `by: weeks`, and with nothing else.",
                )
        yield from _not_twice(
            (pair for term in held.value.terms for pair in term.purposes),
            file=law.hold_terms.file,
        )


def _risks(law: CurrencyLaw) -> Iterator[LawFileProblem]:
    for version in law.risks.versions:
        yield from _not_once(
            version.value.order,
            every=get_args(RiskClass),
            file=law.risks.file,
            remedy="Name every class once, the gravest first.",
        )
        for name in version.value.lists:
            if name not in NamedLists.__struct_fields__:
                yield LawFileProblem(
                    law.risks.file,
                    problem=f"it names the list [{name}], which does not exist",
                    remedy="Name a list of `offences/lists`.",
                )


def _unknown_purposes(law: CurrencyLaw, *, purposes: Collection[str]) -> Iterator[LawFileProblem]:
    named: list[tuple[Rule[Any], str]] = []
    for clearing in law.clearing.versions:
        named += ((law.clearing, pair) for pair in clearing.value.purposes)
    for terms in law.hold_terms.versions:
        named += ((law.hold_terms, each) for term in terms.value.terms for each in term.purposes)
    for routes in law.routes.versions:
        named += ((law.routes, each) for row in routes.value.routes for each in row.purposes)
    for risks in law.risks.versions:
        named += ((law.risks, pair) for pair in risks.value.vulnerable_purposes)
    for back in law.looks_back.versions:
        pairs = (*back.value.not_at_all, *back.value.as_asked)
        named += ((law.looks_back, pair) for pair in pairs)
    for rule, pair in named:
        if pair not in purposes:
            yield LawFileProblem(
                rule.file,
                problem=f"it names [{pair}], which is no purpose",
                remedy="Name a recipient and purpose of `disclosure/recipients.yaml`.",
            )


def _not_once(
    named: Iterable[str], *, every: Collection[str], file: str, remedy: str
) -> Iterator[LawFileProblem]:
    counted = Counter(named)
    for name in sorted({*counted, *every}):
        if name not in every:
            yield LawFileProblem(file, problem=f"it names [{name}], which is none", remedy=remedy)
        elif counted[name] != 1:
            problem = f"[{name}] is named nowhere, or more than once"
            yield LawFileProblem(file, problem=problem, remedy=remedy)


def _not_twice(named: Iterable[str], *, file: str) -> Iterator[LawFileProblem]:
    for name, times in Counter(named).items():
        if times > 1:
            yield LawFileProblem(file, problem=f"[{name}] is named twice", remedy="Drop one.")
