"""Which role may do what."""

import pytest

from jds.accounting.roles import FOUR_EYES, MAY, Role, RoleMayNot, Verb, check

SEES_PEOPLE = frozenset(
    (
        Verb.SHOW_RECORD,
        Verb.EXPORT_RECORDS,
        Verb.SHOW_SET_ASIDE,
        Verb.SHOW_PROPOSAL,
        Verb.SHOW_SHIELD,
    )
)


def test_every_role_is_in_the_table() -> None:
    assert set(MAY) == set(Role)


def test_every_act_may_be_done_by_somebody() -> None:
    assert {verb for verbs in MAY.values() for verb in verbs} == set(Verb)


def test_the_keeper_may_try_everything() -> None:
    assert MAY[Role.KEEPER] == set(Verb)


def test_an_auditor_sees_processing_and_nobody() -> None:
    assert Verb.VERIFY_LEDGER in MAY[Role.AUDITOR]
    assert not MAY[Role.AUDITOR] & SEES_PEOPLE


def test_an_operator_settles_what_is_set_aside_and_sees_no_record() -> None:
    assert {Verb.LOAD, Verb.ADD_SOURCE, Verb.RELEASE, Verb.RETURN} <= MAY[Role.OPERATOR]
    assert not MAY[Role.OPERATOR] & {Verb.SHOW_RECORD, Verb.EXPORT_RECORDS}


def test_an_operator_decides_nothing_about_a_fact() -> None:
    decides = {Verb.SHIELD, Verb.LIFT_SHIELD, Verb.INFORM_OF_LIFTING}
    assert not MAY[Role.OPERATOR] & decides
    for verb in decides & FOUR_EYES.keys():
        assert Role.OPERATOR not in FOUR_EYES[verb].approvers


@pytest.mark.parametrize("verb", [Verb.LINK_PERSONS, Verb.UNLINK_PERSONS])
def test_who_is_who_is_for_clerks_and_not_for_the_privacy_officer(verb: Verb) -> None:
    assert [role for role in Role if verb in MAY[role]] == [Role.KEEPER, Role.OPERATOR]
    assert FOUR_EYES[verb].approvers == {Role.KEEPER, Role.OPERATOR}
    assert FOUR_EYES[verb].one_of_the_two == {Role.OPERATOR}


def test_only_the_keeper_lets_others_in() -> None:
    assert [role for role in Role if Verb.ADD_ACTOR in MAY[role]] == [Role.KEEPER]


@pytest.mark.parametrize("role", [Role.SOURCE, Role.CITIZEN])
def test_who_only_asks_or_sends_does_nothing_here_yet(role: Role) -> None:
    assert not MAY[role]


def test_what_a_role_does_not_name_is_refused_with_who_may() -> None:
    check("anna", role=Role.AUDITOR, verb=Verb.VERIFY_LEDGER)

    with pytest.raises(RoleMayNot) as refused:
        check("anna", role=Role.AUDITOR, verb=Verb.SHOW_RECORD)

    assert "[keeper]" in refused.value.sentence
    assert "[privacy-officer]" in refused.value.sentence
    assert "[operator]" not in refused.value.sentence
