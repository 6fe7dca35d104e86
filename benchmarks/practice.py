"""Who asks for what in practice, as far as that is known, and what every ground needs to be asked.

The proportions are an assumption in round numbers: certificates of conduct are far the most, then
continuous screening, then criminal justice. What is not named shares the rest, so that every
purpose is asked. No published figure was read for most of them.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from jds.answers.asked import Assessing, Inquiry, NamedFact
from jds.domain.blocks import Article
from jds.domain.time import LegalDay
from jds.law.disclosure.purposes import Purpose
from jds.law.disclosure.request import Request
from jds.law.rules import Law

OFTEN: Mapping[str, float] = {
    "justis/vog-np": 58,
    "justis/screening-kinderopvang": 8,
    "justis/screening-taxi": 2,
    "justis/screening-luchthaven": 2,
    "justis/vog-rp": 1,
    "justis/vog-vervoer": 1,
    "om/strafrechtspleging": 8,
    "rechter/strafrechtspleging": 5,
    "reclassering/rapportage": 3,
    "politie/handhaving": 3,
    "ind/vreemdelingen": 2,
    "ind/nationaliteit": 1,
    "rvdk/pleegzorg": 0.5,
    "rvdk/kinderbescherming": 0.5,
    "bestuursorgaan/standaard": 1,
    "gemeente/bibob": 0.5,
    "werkgever-overheid/personeel": 0.5,
    "betrokkene/inzage": 0.5,
}
"""Per cent of all answers."""


def weights(law: Law) -> dict[str, float]:
    """Return how often each purpose that may be asked is asked, in per cent."""
    open_ones = [
        pair for pair, rule in law.disclosure.purposes.items() if rule.newest.value.is_open
    ]
    others = [pair for pair in open_ones if pair not in OFTEN]
    left = 100 - sum(OFTEN.values())
    return {pair: OFTEN.get(pair, left / len(others)) for pair in sorted(open_ones)}


def inquiry(purpose: Purpose, *, on: LegalDay) -> Inquiry:
    """Return a question for a purpose, with everything that its ground may need."""
    return Inquiry(
        request=Request(
            recipient=purpose.recipient,
            purpose=purpose.purpose,
            on=on,
            ex_officio=purpose.trigger == "ex-officio",
            consent="consent" in purpose.needs,
            decision_number="B-1" if "decision-number" in purpose.needs else None,
            offence_on=LegalDay(date.fromordinal((on - timedelta(days=14)).toordinal())),
            articles=(Article(law="Sr", article="300"), Article(law="Sr", article="310")),
            party_role=purpose.party_roles[0].role if purpose.party_roles else None,
        ),
        assessing=Assessing(applied_on=on),
        named=(NamedFact("05/000004-24", 1),),
    )
