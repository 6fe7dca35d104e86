"""Find who is meant: by number, by description, or as a person decided.

Numbers find one person or say that they do not. A description only proposes: until somebody decides
who is meant, there are candidates, and nothing is told of any of them.
"""

from msgspec import Struct

from jds.answers.asked import FoundBy, FoundWord, Through
from jds.answers.decisions import IdentityDecision
from jds.answers.sought import Sought
from jds.domain.blocks import Person
from jds.persons.matching.births import birth_text, is_full


class Meant(Struct, frozen=True, kw_only=True):
    """Who is meant, as far as it is known.

    Attributes:
        subject_id: Of the one person that is meant, whether or not something is known of them.
        candidates: Subjects of everybody who may be meant, while that is not certain.
        overtaken: Somebody is found who was not considered when it was decided.
        looked_at_all: Everybody who answers to the description was looked at.
        born_exactly: The description gave the day of birth in full.
    """

    found: FoundWord
    through: Through
    subject_id: int | None = None
    candidates: frozenset[int] = frozenset()
    overtaken: bool = False
    looked_at_all: bool = True
    born_exactly: bool = True


def meant_by_description(
    described: Person, sought: Sought, *, search: int | None, decision: IdentityDecision | None
) -> Meant:
    """Return who is meant by a description, given what was found and what was decided.

    Args:
        decision: The last one that stands on this question.
    """
    searched = Through(by="beschrijving", method=sought.method, search=search)
    by_number = number_in(described)
    born_exactly = is_born_exactly(described)
    certain = sought.candidates[0] if sought.found == "zeker" else None
    if decision is None and certain is not None and by_number is not None:
        # The number decides; what else was said of the person does not speak against it.
        through = Through(by=by_number, method=sought.method, search=search)
        return Meant(found="zeker", through=through, subject_id=certain.subject_id)
    if decision is None:
        # Names and dates propose, however alike: also when a method should call that certain.
        found: FoundWord = "kandidaten" if certain is not None else sought.found
        return Meant(
            found=found,
            through=searched,
            candidates=sought.subjects,
            looked_at_all=not sought.cut_off,
            born_exactly=born_exactly,
        )
    if not decision.covers((each.considered() for each in sought.candidates), method=sought.method):
        return Meant(
            found="strijdig" if sought.found in ("zeker", "strijdig") else "kandidaten",
            through=searched,
            candidates=sought.subjects,
            overtaken=True,
            born_exactly=born_exactly,
        )
    return Meant(
        found="niet" if decision.subject_id is None else "zeker",
        through=Through(
            by="besluit",
            method=decision.method,
            search=search,
            decision=decision.number,
            decided_at=decision.decided_at,
        ),
        subject_id=decision.subject_id,
        # That none of those shown is meant says nothing of those who were not.
        looked_at_all=not sought.cut_off,
        born_exactly=born_exactly,
    )


def number_in(described: Person) -> FoundBy | None:
    """Return by which kind of number a description names somebody; the strongest."""
    if described.skn is not None:
        return "skn"
    if described.bsn is not None:
        return "bsn"
    return None if described.v_number is None else "v"


def is_born_exactly(described: Person) -> bool:
    """Tell whether a description gives the day of birth in full."""
    return described.birth is not None and is_full(birth_text(described.birth.on))
