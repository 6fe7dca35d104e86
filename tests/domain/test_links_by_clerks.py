"""What two clerks state about who is who, beside what the person authority states (ADR 17)."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from jds.domain.clerks import ClerkStatement, may_clerks_link
from jds.domain.fold import fold, identify
from jds.domain.message import AcceptedMessage
from jds.domain.record import Register
from jds.domain.time import instant_from_text
from tests.domain.stories import (
    COURT,
    OM,
    OTHER,
    OTHER_CASE,
    SUSPECT,
    Wire,
    effects,
    enters,
    judges,
    ledger_of,
    merges,
    person_with,
    separates,
)
from tests.oracle.clerk_histories import clerk_statements
from tests.oracle.histories import arrival_orders, histories, to_accepted
from tests.oracle.record_oracle import oracle, view
from tests.oracle.simple_rule import SimpleRule

RULE = SimpleRule()
BSN = "999993653"
AT_COURT, AT_OM = f"zaak:{COURT}|p:05/780109-25", f"zaak:{OM}|p:13/846013-25"
ANNA, BERT = "skn:1234567", "skn:2345678"


def stated(
    one: str, other: str, *, on: str, is_one: bool = True, number: int = 1, hour: str = "12:00:00"
) -> ClerkStatement:
    at = instant_from_text(f"{on}T{hour}Z")
    return ClerkStatement(number, frozenset((one, other)), is_one, at)


def known(messages: Sequence[Wire], *clerks: ClerkStatement) -> Register:
    """Return what messages and clerks amount to, in whatever order they came."""
    register = fold(ledger_of(*messages), rule=RULE, clerks=clerks)
    backwards = fold(ledger_of(*messages[::-1]), rule=RULE, clerks=clerks[::-1])
    assert register.persons == backwards.persons
    assert effects(register) == effects(backwards)
    return register


def judgment(**more: object) -> Wire:
    """Return a judgment in the case of the suspect that gave no SKN."""
    stated = {"persoon": {"bsn": BSN}, "source": COURT}
    return judges("vonnis", on="2025-05-01", uitkomsten={1: "vrijspraak"}, **(stated | more))


STORY = [enters(), judgment()]


# By example ---------------------------------------------------------------------------------------


def test_two_clerks_link_a_subject_without_an_skn() -> None:
    register = known(STORY, stated(ANNA, AT_COURT, on="2025-05-02"))

    assert person_with(register, ANNA).subjects == (ANNA, AT_COURT)
    assert effects(known(STORY))["vonnis"] == "wachtend"
    assert effects(register)["vonnis"] == "toegepast"


def test_a_link_of_somebody_no_message_names_yet_links_nobody() -> None:
    register = known(STORY[:1], stated(ANNA, AT_COURT, on="2025-05-02"))

    assert [person.subjects for person in register.persons] == [(ANNA,)]


def test_the_last_word_on_a_pair_is_that_of_whoever_spoke_last() -> None:
    by_number = [SUSPECT, {"bsn": BSN}]
    merge = merges("samen", on="2025-05-10", persons=by_number)
    separation = separates("uit", on="2025-05-10", persons=by_number)

    before = known([*STORY, separation], stated(ANNA, AT_COURT, on="2025-05-09"))
    after = known([*STORY, separation], stated(ANNA, AT_COURT, on="2025-05-11"))
    apart = known([*STORY, merge], stated(ANNA, AT_COURT, on="2025-05-11", is_one=False))

    assert AT_COURT not in person_with(before, ANNA).subjects
    assert effects(before)["uit"] == "toegepast"
    assert AT_COURT in person_with(after, ANNA).subjects
    assert AT_COURT not in person_with(apart, ANNA).subjects


def test_at_one_moment_the_person_authority_has_the_last_word() -> None:
    separation = separates("uit", on="2025-05-10", persons=[SUSPECT, {"bsn": BSN}])

    at_once = known([*STORY, separation], stated(ANNA, AT_COURT, on="2025-05-10"))
    just_after = known(
        [*STORY, separation], stated(ANNA, AT_COURT, on="2025-05-10", hour="12:00:01")
    )

    assert AT_COURT not in person_with(at_once, ANNA).subjects
    assert AT_COURT in person_with(just_after, ANNA).subjects


def test_of_two_statements_by_clerks_the_later_one_counts() -> None:
    link = stated(ANNA, AT_COURT, on="2025-05-02")
    end = stated(ANNA, AT_COURT, on="2025-05-03", is_one=False, number=2)
    again = stated(ANNA, AT_COURT, on="2025-05-04", number=3)

    assert AT_COURT not in person_with(known(STORY, link, end), ANNA).subjects
    assert AT_COURT in person_with(known(STORY, link, end, again), ANNA).subjects


def test_what_clerks_separate_stays_apart_and_is_in_doubt_where_others_join_it() -> None:
    messages = [*STORY, enters("derde", persoon={"bsn": BSN}, zaak=OTHER_CASE)]
    register = known(
        messages,
        stated(ANNA, AT_COURT, on="2025-05-02", number=1),
        stated(AT_COURT, AT_OM, on="2025-05-02", number=2),
        stated(ANNA, AT_OM, on="2025-05-03", number=3, is_one=False),
    )

    for subject in (ANNA, AT_COURT, AT_OM):
        person = person_with(register, subject)
        assert (person.subjects, person.identity_in_doubt) == ((subject,), True)


def test_clerks_join_no_two_skns_through_a_third() -> None:
    messages = [*STORY, enters("twee", persoon=OTHER, zaak=OTHER_CASE)]
    register = known(
        messages,
        stated(ANNA, AT_COURT, on="2025-05-02", number=1),
        stated(BERT, AT_COURT, on="2025-05-03", number=2),
    )

    for subject in (ANNA, BERT, AT_COURT):
        person = person_with(register, subject)
        assert (person.subjects, person.identity_in_doubt) == ((subject,), True)


def test_two_skns_that_the_person_authority_joined_may_share_what_clerks_link() -> None:
    messages = [
        *STORY,
        enters("twee", persoon=OTHER, zaak=OTHER_CASE),
        merges("samen", on="2025-05-10", persons=[SUSPECT, OTHER]),
    ]
    register = known(messages, stated(ANNA, AT_COURT, on="2025-05-02"))

    person = person_with(register, ANNA)
    assert (person.subjects, person.identity_in_doubt) == ((ANNA, BERT, AT_COURT), False)


def test_a_link_in_conflict_takes_nobody_of_the_person_authority_apart() -> None:
    messages = [
        *STORY,
        enters("twee", persoon=OTHER, zaak=OTHER_CASE),
        merges("samen", on="2025-05-10", persons=[SUSPECT, OTHER]),
        separates("uit", on="2025-05-11", persons=[OTHER, {"bsn": BSN}]),
    ]
    register = known(messages, stated(ANNA, AT_COURT, on="2025-05-02"))

    person = person_with(register, ANNA)
    assert (person.subjects, person.identity_in_doubt) == ((ANNA, BERT), True)
    assert person_with(register, AT_COURT).subjects == (AT_COURT,)


def test_clerks_may_link_only_where_one_has_no_skn() -> None:
    assert may_clerks_link(ANNA, AT_COURT)
    assert may_clerks_link(AT_OM, AT_COURT)
    assert not may_clerks_link(ANNA, BERT)
    assert not may_clerks_link(AT_COURT, AT_COURT)


# Over random histories ----------------------------------------------------------------------------


@settings(max_examples=4 * settings().max_examples)
@given(data=st.data())
def test_fold_and_oracle_agree_with_clerks_at_every_moment(data: st.DataObject) -> None:
    today = to_accepted(data.draw(histories()))
    clerks_today = data.draw(clerk_statements(today))
    then = today[: data.draw(st.integers(0, len(today)))]
    clerks = clerks_today[: data.draw(st.integers(0, len(clerks_today)))]

    removed = fold(today, rule=RULE, clerks=clerks_today).removed
    by_fold = view(fold(then, rule=RULE, removed=removed, clerks=clerks))
    by_oracle = oracle(
        then, on=None, rule=RULE, removed_now=today, clerks=clerks, clerks_now=clerks_today
    )

    assert by_fold.effects == by_oracle.effects
    assert by_fold.persons == by_oracle.persons


@given(data=st.data())
def test_any_order_of_link_statements_gives_the_same_persons(data: st.DataObject) -> None:
    history = data.draw(histories(longest=15))
    in_a_row = to_accepted(history)
    mixed = to_accepted(history, data.draw(arrival_orders(len(history))))
    clerks = data.draw(clerk_statements(in_a_row))
    shuffled = data.draw(st.permutations(clerks))

    one = fold(in_a_row, rule=RULE, clerks=clerks)
    other = fold(mixed, rule=RULE, clerks=shuffled)

    assert one.persons == other.persons


@given(data=st.data())
def test_no_two_skns_are_one_person_but_by_the_person_authority(data: st.DataObject) -> None:
    messages = to_accepted(data.draw(histories()))
    clerks = data.draw(clerk_statements(messages))

    alone = _persons(messages)
    for person in _persons(messages, clerks):
        with_skn = {name for name in person if name.startswith("skn:")}
        assert any(with_skn <= before for before in alone) or not with_skn


@given(data=st.data())
def test_a_link_by_clerks_takes_nobody_apart(data: st.DataObject) -> None:
    messages = to_accepted(data.draw(histories()))
    clerks = data.draw(clerk_statements(messages, only_links=True))

    after = _persons(messages, clerks)
    for person in _persons(messages):
        assert any(person <= joined for joined in after)


def _persons(
    messages: Sequence[AcceptedMessage], clerks: Sequence[ClerkStatement] = ()
) -> set[frozenset[str]]:
    return set(identify(messages, clerks=clerks).who_is_who.person_of.values())
