"""What an answer may claim: never more than the least complete source has proven."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jds.answers.asked import FoundBy, FoundWord, Inquiry
from jds.answers.currency.assess import AssessmentRules
from jds.answers.currency.doubts import DoubtfulMessage
from jds.answers.verdict import Claim, claim
from jds.domain.time import Instant, amsterdam_day, as_instant
from jds.law.currency.could_change import KnownOf
from jds.law.disclosure.request import Request
from jds.law.rules import load_law
from jds.sources.currency import SourceCurrency
from jds.sources.gaps import Gap

NOON = as_instant(datetime(2025, 7, 17, 12, tzinfo=UTC))
LATER = as_instant(NOON + timedelta(days=1))
RULES = AssessmentRules(load_law())
CLEARS = ("justis", "vog-np")
REPORTS = ("rechter", "strafrechtspleging")
_NUMBERS = count(1)


def _source(
    *, through: Instant | None = NOON, standing: str = "actueel", gaps: tuple[Gap, ...] = ()
) -> SourceCurrency:
    return SourceCurrency(
        source=f"urn:nld:oin:00000001000000000001:systeem:gps{next(_NUMBERS)}",
        kind="om",
        standing="laat" if standing == "laat" else "actueel",
        complete_through_at=through,
        gaps=gaps,
        last_time=through,
        last_statement=None,
        position=1,
        received_at=through,
    )


def _claim(
    *sources: SourceCurrency,
    purpose: tuple[str, str] = CLEARS,
    found: FoundWord = "zeker",
    identity_in_doubt: bool = False,
    shows_something: bool = False,
    not_applied: int = 0,
    found_by: FoundBy = "skn",
    born_exactly: bool = True,
    looked_at_all: bool = True,
    overtaken: bool = False,
) -> Claim:
    recipient, asked_for = purpose
    request = Request(recipient=recipient, purpose=asked_for, on=amsterdam_day(LATER))
    assessed = RULES.assess(
        sources,
        inquiry=Inquiry(request=request),
        known=KnownOf(shows_something=shows_something, has_case=True, by_skn=True),
        seen=None,
        doubtful=[
            DoubtfulMessage(doubt="wachtend", position=position) for position in range(not_applied)
        ],
        declared=(),
        at=LATER,
    )
    return claim(
        found=found,
        found_by=found_by,
        born_exactly=born_exactly,
        looked_at_all=looked_at_all,
        overtaken=overtaken,
        identity_in_doubt=identity_in_doubt,
        shows_something=shows_something,
        messages_in_doubt=assessed.doubts,
        is_silent=assessed.silence.is_silent,
        weighed=assessed.weighed,
        advised=None if assessed.advised is None else assessed.advised.advice,
    )


def test_nothing_known_is_said_up_to_the_least_complete_source() -> None:
    claimed = _claim(_source(through=LATER), _source(through=NOON))

    assert (claimed.verdict, claimed.known_until) == ("niets-bekend-tot", NOON)
    assert claimed.advice == "beslissen"


@pytest.mark.parametrize("found", ["zeker", "niet"])
def test_without_proof_of_one_source_nothing_can_be_said(found: FoundWord) -> None:
    claimed = _claim(_source(), _source(through=None), found=found)

    assert (claimed.verdict, claimed.known_until) == ("geen-uitspraak", None)
    assert "volledigheid-niet-bewezen" in claimed.doubts


def test_without_any_source_nothing_can_be_said() -> None:
    assert _claim().verdict == "geen-uitspraak"


def test_what_is_known_is_told_also_when_a_source_is_late() -> None:
    claimed = _claim(_source(standing="laat"), shows_something=True)

    assert (claimed.verdict, claimed.advice) == ("inhoud", "beslissen-met-waarschuwing")
    assert claimed.doubts == ("bron-niet-actueel",)


def test_a_gap_is_a_warning_though_the_source_is_heard() -> None:
    assert _claim(_source(gaps=(Gap(3, 4),)), shows_something=True).doubts == ("bron-niet-actueel",)


def test_a_message_that_waits_is_a_warning_where_nobody_is_cleared() -> None:
    claimed = _claim(_source(), purpose=REPORTS, shows_something=True, not_applied=1)

    assert (claimed.verdict, claimed.advice) == ("inhoud", "beslissen-met-waarschuwing")
    assert claimed.doubts == ("berichten-niet-toegepast",)
    assert claimed.tells


@pytest.mark.parametrize("shows", [True, False])
def test_a_message_that_waits_leaves_a_purpose_that_clears_somebody_without_content(
    shows: bool,
) -> None:
    claimed = _claim(_source(), shows_something=shows, not_applied=1)

    assert (claimed.verdict, claimed.advice) == ("geen-uitspraak", "aanhouden")
    assert claimed.doubts == ("berichten-niet-toegepast",)
    assert not claimed.tells


@pytest.mark.parametrize("found", ["strijdig", "kandidaten"])
def test_nothing_is_said_of_somebody_who_is_not_certainly_found(found: FoundWord) -> None:
    claimed = _claim(_source(), found=found)

    assert (claimed.verdict, claimed.advice) == ("geen-uitspraak", "aanhouden")


def test_nothing_is_said_of_somebody_whose_identity_is_in_doubt() -> None:
    assert _claim(_source(), identity_in_doubt=True, shows_something=True).verdict == (
        "geen-uitspraak"
    )


@given(
    st.lists(
        st.builds(
            _source,
            through=st.sampled_from([None, NOON, LATER]),
            standing=st.sampled_from(["actueel", "laat"]),
        ),
        max_size=4,
    ),
    st.sampled_from([CLEARS, REPORTS]),
    st.sampled_from(["zeker", "strijdig", "kandidaten", "niet"]),
    st.sampled_from(["skn", "beschrijving", "besluit"]),
    st.booleans(),
    st.integers(0, 2),
)
def test_no_answer_claims_more_than_its_oldest_source(
    sources: list[SourceCurrency],
    purpose: tuple[str, str],
    found: FoundWord,
    found_by: FoundBy,
    shows: bool,
    not_applied: int,
) -> None:
    claimed = _claim(
        *sources,
        purpose=purpose,
        found=found,
        found_by=found_by,
        shows_something=shows,
        not_applied=not_applied,
    )

    for source in sources:
        if claimed.known_until is not None:
            assert source.complete_through_at is not None
            assert claimed.known_until <= source.complete_through_at
    if claimed.verdict == "niets-bekend-tot":
        assert claimed.known_until is not None
    if found in ("strijdig", "kandidaten") or (not_applied and purpose == CLEARS):
        assert claimed.verdict == "geen-uitspraak"
    if claimed.advice == "beslissen":
        assert not claimed.doubts


@pytest.mark.parametrize("found_by", ["beschrijving", "besluit"])
def test_nobody_found_by_name_is_a_warning(found_by: FoundBy) -> None:
    claimed = _claim(_source(), found="niet", found_by=found_by)

    assert (claimed.verdict, claimed.advice) == ("niets-bekend-tot", "beslissen-met-waarschuwing")
    assert claimed.doubts == ("gezocht-op-naam",)


def test_nobody_found_without_the_day_of_birth_proves_nothing() -> None:
    claimed = _claim(_source(), found="niet", found_by="beschrijving", born_exactly=False)

    assert (claimed.verdict, claimed.advice) == ("geen-uitspraak", "aanhouden")


def test_nobody_found_among_more_people_than_were_looked_at_proves_nothing() -> None:
    claimed = _claim(_source(), found="niet", found_by="beschrijving", looked_at_all=False)

    assert (claimed.verdict, claimed.advice) == ("geen-uitspraak", "aanhouden")
    assert claimed.doubts == ("gezocht-op-naam", "te-veel-gelijkenden")


def test_a_decision_needs_no_day_of_birth() -> None:
    claimed = _claim(_source(), found="niet", found_by="besluit", born_exactly=False)

    assert claimed.verdict == "niets-bekend-tot"


def test_somebody_found_by_name_through_a_decision_is_told_of_as_by_number() -> None:
    claimed = _claim(_source(), found="zeker", found_by="besluit", shows_something=True)

    assert (claimed.verdict, claimed.advice, claimed.doubts) == ("inhoud", "beslissen", ())


def test_a_decision_that_is_overtaken_is_named() -> None:
    claimed = _claim(_source(), found="kandidaten", found_by="beschrijving", overtaken=True)

    assert claimed.doubts == ("identiteit-onzeker", "besluit-achterhaald")
