"""What holds of disclosure for anybody: fewer grounds never see more, and the like (I9)."""

from datetime import date, timedelta
from itertools import permutations

import msgspec
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from jds.domain.time import LegalDay
from jds.errors import NotAllowed
from jds.law.disclosure.disclosure import Disclosure
from jds.law.disclosure.predicate import DisclosureRules
from jds.law.disclosure.purposes import ForeignScope, Purpose
from jds.law.disclosure.request import Request, UnknownRecipient
from jds.law.disclosure.shielding import Shield
from jds.law.facts import PersonFacts, read_facts
from jds.law.offences.catalogue import OffenceCatalogue
from jds.law.rules import Law, load_law
from tests.law.cases import article
from tests.law.people import GivenFact, GivenPerson, person_record
from tests.law.strategies import (
    irrevocable_convictions,
    outcomes,
    people,
    some_days,
    with_outcome,
)
from tests.oracle.standard_disclosure_by_hand import days_that_count

LAW = load_law()
CATALOGUE = OffenceCatalogue(LAW.offences, names=LAW.names_of_acts)
RULES = DisclosureRules(LAW, catalogue=CATALOGUE)
PURPOSES = {pair: rule.newest.value for pair, rule in LAW.disclosure.purposes.items()}
OPEN = {pair: purpose for pair, purpose in PURPOSES.items() if purpose.is_open}
CONVICTIONS_ONLY = sorted(
    pair for pair, purpose in OPEN.items() if purpose.regime in ("standard", "irrevocable")
)

ARTICLES = (article("Sr art. 302"), article("WVW 1994 art. 8"))


def facts_of(person: GivenPerson) -> PersonFacts:
    return read_facts(person_record(person), catalogue=CATALOGUE)


def ask(
    facts: PersonFacts,
    pair: str,
    *,
    on: LegalDay,
    named: frozenset[int] = frozenset(),
    shields: tuple[Shield, ...] = (),
) -> Disclosure:
    """Ask with everything a ground may need; `named` are the places of the facts chosen."""
    purpose = PURPOSES[pair]
    request = Request(
        recipient=purpose.recipient,
        purpose=purpose.purpose,
        on=on,
        ex_officio=purpose.trigger == "ex-officio",
        consent=True,
        decision_number="B-1",
        offence_on=LegalDay(date(2021, 1, 1)),
        articles=ARTICLES,
        party_role="betrokkene",
        named=frozenset(each.key for n, each in enumerate(facts.facts) if n in named),
    )
    return RULES.disclose(facts, request, shields=shields)


# --- I9: the order of purposes, derived from their parts


_WIDER_REGIMES = {
    "none": {"none", "irrevocable", "standard", "extended"},
    "irrevocable": {"irrevocable", "extended"},
    "standard": {"standard", "extended"},
    "extended": {"extended"},
}

_WIDER_SELECTIONS = {"articles": {"articles-if-given"}, "repeat": {"articles", "articles-if-given"}}

_WIDER_SCOPES: dict[ForeignScope, set[ForeignScope]] = {
    "none": {"standard", "children", "only-if-allowed", "unless-forbidden", "all"},
    "standard": {"unless-forbidden", "all"},
    "children": {"unless-forbidden", "all"},
    "only-if-allowed": {"unless-forbidden", "all"},
    "unless-forbidden": {"all"},
    "all": set(),
}


def has_no_more_grounds(lower: Purpose, higher: Purpose) -> bool:
    """Tell whether every part of `lower` lies within that of `higher`."""
    sets = {each.name: each for each in LAW.disclosure.fields.newest.value.sets}
    fewer, more = sets[lower.fields], sets[higher.fields]
    return (
        higher.regime in _WIDER_REGIMES[lower.regime]
        and (
            lower.regime == "none"
            or higher.selection in ("every", lower.selection)
            or higher.selection in _WIDER_SELECTIONS.get(lower.selection, ())
        )
        and (higher.foreign == lower.foreign or higher.foreign in _WIDER_SCOPES[lower.foreign])
        and set(fewer.person) <= set(more.person)
        and set(fewer.fact) <= set(more.fact)
        and (higher.sexual_offences_long or not lower.sexual_offences_long)
        and (higher.party_roles == () or lower.party_roles == higher.party_roles)
        and (higher.person_when_nothing_shown or not lower.person_when_nothing_shown)
    )


PAIRS = [
    (lower, higher)
    for lower, higher in permutations(sorted(OPEN), 2)
    if has_no_more_grounds(OPEN[lower], OPEN[higher])
]


def test_the_order_of_purposes_is_what_a_lawyer_expects() -> None:
    ordered = set(PAIRS)

    assert len(PAIRS) > 600
    assert ("bestuursorgaan/standaard", "ind/vreemdelingen") in ordered
    assert ("burgemeester/advies", "justis/vog-np") in ordered
    assert ("justis/vog-vervoer", "justis/vog-np") in ordered
    assert ("ilt/signaal-taxi", "justis/screening-taxi") in ordered
    assert ("ind/vreemdelingen", "rvdk/adoptie") in ordered
    assert ("ecris/werk-met-kinderen", "ecris/strafprocedure") in ordered
    assert ("rvdk/adoptie", "ind/vreemdelingen") not in ordered
    assert ("rvdk/adoptie", "betrokkene/inzage") in ordered
    for pair in OPEN:
        if pair != "betrokkene/inzage":
            assert (pair, "betrokkene/inzage") in ordered, pair


def _shield(facts: PersonFacts, place: int, kind: str) -> Shield:
    return Shield(
        key=facts.facts[place].key, kind="betwist" if kind == "betwist" else "afgeschermd"
    )


@settings(max_examples=60, deadline=None)
@given(
    person=people(),
    on=some_days,
    named=st.frozensets(st.integers(0, 4)),
    shielded=st.sets(st.tuples(st.integers(0, 4), st.sampled_from(["afgeschermd", "betwist"]))),
)
def test_who_has_fewer_grounds_never_sees_more(
    person: GivenPerson,
    on: LegalDay,
    named: frozenset[int],
    shielded: set[tuple[int, str]],
) -> None:
    facts = facts_of(person)
    shields = tuple(
        _shield(facts, place, kind) for place, kind in shielded if place < len(facts.facts)
    )
    answers = {pair: ask(facts, pair, on=on, named=named, shields=shields) for pair in OPEN}

    for lower, higher in PAIRS:
        less, more = answers[lower], answers[higher]
        assert less.person_fields <= more.person_fields, (lower, higher)
        for low, high in zip(less.facts, more.facts, strict=True):
            assert high.shown or not low.shown, (lower, higher, low.reasons, high.reasons)
            assert low.fields <= high.fields, (lower, higher)
        for one, other in zip(less.foreign, more.foreign, strict=True):
            assert other.shown or not one.shown, (lower, higher)
            assert one.fields <= other.fields, (lower, higher)


@settings(max_examples=40, deadline=None)
@given(person=people(), on=some_days, place=st.integers(0, 4))
def test_a_shield_takes_away_and_never_adds(person: GivenPerson, on: LegalDay, place: int) -> None:
    facts = facts_of(person)
    assume(place < len(facts.facts))
    shield = Shield(key=facts.facts[place].key, kind="afgeschermd")

    for pair in OPEN:
        without, shielded = ask(facts, pair, on=on), ask(facts, pair, on=on, shields=(shield,))
        for index, (before, after) in enumerate(zip(without.facts, shielded.facts, strict=True)):
            if index == place:
                assert after.shown is (before.shown and pair == "betrokkene/inzage")
            else:
                assert after == before


# --- what is good for the person


@settings(max_examples=40, deadline=None)
@given(
    person=people(),
    on=some_days,
    place=st.integers(0, 4),
    better=st.one_of(outcomes(kind="vrijspraak"), outcomes(kind="sepot")),
)
def test_an_acquittal_or_dismissal_only_takes_away_from_who_sees_convictions(
    person: GivenPerson, on: LegalDay, place: int, better: dict[str, object]
) -> None:
    assume(place < len(person.facts))
    before, after = facts_of(person), facts_of(with_outcome(person, place, better))

    for pair in CONVICTIONS_ONLY:
        shown_before = {each.key for each in ask(before, pair, on=on).facts if each.shown}
        shown_after = {each.key for each in ask(after, pair, on=on).facts if each.shown}
        assert shown_after <= shown_before
        assert after.facts[place].key not in shown_after


@settings(max_examples=60, deadline=None)
@given(person=people(), on=some_days)
def test_nothing_but_what_is_irrevocable_is_shown_to_who_sees_convictions(
    person: GivenPerson, on: LegalDay
) -> None:
    facts = facts_of(person)

    for pair in CONVICTIONS_ONLY:
        for fact, shown in zip(facts.facts, ask(facts, pair, on=on).facts, strict=True):
            if shown.shown:
                assert fact.outcome.irrevocable_on is not None
                assert fact.outcome.kind in (
                    "veroordeling",
                    "strafbeschikking",
                    "ontslag-van-alle-rechtsvervolging",
                )


@settings(max_examples=60, deadline=None)
@given(person=people(), on=some_days)
def test_the_same_question_has_the_same_answer(person: GivenPerson, on: LegalDay) -> None:
    for pair in OPEN:
        assert ask(facts_of(person), pair, on=on) == ask(facts_of(person), pair, on=on)


@settings(max_examples=60, deadline=None)
@given(person=people(), on=some_days)
def test_every_fact_says_why_it_is_shown_or_withheld(person: GivenPerson, on: LegalDay) -> None:
    facts = facts_of(person)
    for pair in OPEN:
        answer = ask(facts, pair, on=on)
        assert [each.key for each in answer.facts] == [each.key for each in facts.facts]
        shown = [(each.shown, each.fields, each.reasons) for each in answer.facts]
        shown += [(each.shown, each.fields, each.reasons) for each in answer.foreign]
        for is_shown, fields, reasons in shown:
            assert reasons
            assert is_shown or not fields
        if not any(is_shown for is_shown, _, _ in shown) and pair != "betrokkene/inzage":
            assert answer.person_fields == frozenset()


# --- terms


def _ends(person: GivenPerson) -> list[tuple[str | None, LegalDay]]:
    far = LegalDay(date.max)
    return [
        (each.article, (each.until or far) if each.article else LegalDay(date.min))
        for each in RULES.counts_until(facts_of(person)).values()
    ]


@settings(max_examples=80, deadline=None)
@given(others=people(max_facts=3), conviction=irrevocable_convictions(), later=st.integers(1, 900))
def test_a_later_irrevocability_never_ends_a_term_earlier(
    others: GivenPerson, conviction: GivenFact, later: int
) -> None:
    (outcome,) = conviction.outcomes
    moved = {**outcome, "irrevocable_on": outcome["irrevocable_on"] + timedelta(days=later)}
    before, after = (
        msgspec.structs.replace(
            others,
            facts=(msgspec.structs.replace(conviction, outcomes=(each,)), *others.facts),
        )
        for each in (outcome, moved)
    )

    assert _ends(after)[0][1] >= _ends(before)[0][1]


@settings(max_examples=60, deadline=None)
@given(person=people(max_facts=4), more=people(max_facts=2))
def test_one_more_conviction_never_ends_an_older_term_earlier(
    person: GivenPerson, more: GivenPerson
) -> None:
    both = msgspec.structs.replace(person, facts=(*person.facts, *more.facts))
    before, after = _ends(person), _ends(both)

    for old, new in zip(before, after, strict=False):
        assert new[0] == old[0]
        assert new[1] >= old[1]


@settings(max_examples=60, deadline=None)
@given(person=people())
def test_terms_agree_with_those_counted_by_hand_from_day_to_day(person: GivenPerson) -> None:
    # Foreign convictions hold terms open as well; the calendar of the oracle knows Dutch ones only.
    facts = facts_of(msgspec.structs.replace(person, foreign=()))
    first, last = date(2008, 1, 1), date(2038, 1, 1)
    by_hand = days_that_count(facts, first=first, last=last)

    for index, counts in enumerate(RULES.counts_until(facts).values()):
        if counts.starts_on is None:
            counted = set()
        else:
            start = max(first, counts.starts_on)
            end = min(last + timedelta(days=1), counts.until or date.max)
            counted = {start + timedelta(days=n) for n in range(max(0, (end - start).days))}
        assert counted == by_hand[index]


# --- no rules, no data


def _with(law: Law, **changes: object) -> DisclosureRules:
    return DisclosureRules(
        msgspec.structs.replace(law, disclosure=msgspec.structs.replace(law.disclosure, **changes)),
        catalogue=CATALOGUE,
    )


def _recipients_of(law: Law, pairs: tuple[str, ...]) -> object:
    rule = law.disclosure.recipients
    return msgspec.structs.replace(
        rule,
        versions=tuple(
            msgspec.structs.replace(
                version, value=msgspec.structs.replace(version.value, purposes=pairs)
            )
            for version in rule.versions
        ),
    )


@pytest.mark.parametrize("pair", sorted(PURPOSES))
def test_an_empty_set_of_rules_discloses_nothing(law: Law, pair: str) -> None:
    recipient, _, purpose = pair.partition("/")
    request = Request(recipient=recipient, purpose=purpose, on=LegalDay(date(2021, 1, 1)))

    with pytest.raises(UnknownRecipient):
        _with(law, purposes={}).require_ground(request)
    with pytest.raises(UnknownRecipient):
        _with(law, recipients=_recipients_of(law, ())).require_ground(request)


@pytest.mark.parametrize("pair", ["ind/vreemdelingen", "rvdk/adoptie", "betrokkene/inzage"])
def test_a_purpose_that_is_taken_out_is_refused_and_changes_no_other(law: Law, pair: str) -> None:
    left = tuple(sorted(PURPOSES.keys() - {pair}))
    fewer = _with(law, recipients=_recipients_of(law, left))
    facts = facts_of(msgspec.convert({"born": date(1970, 1, 1), "facts": [{}]}, type=GivenPerson))

    for asked in ("ind/nationaliteit", "rvdk/voogdij", "bestuursorgaan/standaard"):
        recipient, _, purpose = asked.partition("/")
        request = Request(recipient=recipient, purpose=purpose, on=LegalDay(date(2021, 1, 1)))
        assert fewer.disclose(facts, request) == RULES.disclose(facts, request)
    recipient, _, purpose = pair.partition("/")
    with pytest.raises(NotAllowed):
        fewer.disclose(
            facts, Request(recipient=recipient, purpose=purpose, on=LegalDay(date(2021, 1, 1)))
        )
