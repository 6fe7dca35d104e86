"""What is known of the one who is asked about, as far as a gap in a source turns on it."""

from jds.answers.judge import Judged
from jds.domain.record import PersonRecord
from jds.law.currency.could_change import KnownOf
from jds.law.facts import key_of

ANYBODY = KnownOf(shows_something=False, has_case=True, by_skn=False)
"""Of somebody of whom it is not certain who is meant: everything may be here."""


def known_of_person(
    person: PersonRecord | None, judged: Judged | None, *, holds_back: bool, by_skn: bool
) -> KnownOf:
    """Return what is known of the one person that is meant.

    Args:
        person: None when nothing is known of them.
        judged: What the law says of them to the request.
        holds_back: A case of theirs is held back until the law lets it in.
        by_skn: They were asked for by SKN.
    """
    return KnownOf(
        shows_something=judged is not None and judged.shows_something,
        has_case=holds_back or (person is not None and _has_case(person, judged)),
        by_skn=by_skn,
    )


def _has_case(person: PersonRecord, judged: Judged | None) -> bool:
    """Tell whether a case of the person is here, leaving aside what is wholly shielded.

    A fact stays shielded whatever comes, so nothing may follow from there being one.
    """
    if judged is None:
        return bool(person.cases)
    shielded = {
        each.key
        for each in judged.disclosure.facts
        if not each.shown and "afgeschermd" in each.marks
    }
    return any(
        not case.offences or any(key_of(case, each) not in shielded for each in case.offences)
        for case in person.cases
    )
