"""Random statements by two clerks among the subjects of a history."""

from collections.abc import Sequence
from datetime import datetime
from itertools import combinations

from hypothesis import strategies as st

from jds.domain.clerks import ClerkStatement
from jds.domain.message import AcceptedMessage
from jds.domain.time import Instant, as_instant
from tests.oracle.histories import HOURS
from tests.oracle.payloads import DAYS
from tests.oracle.who_is_it import subjects_in

MOMENTS: tuple[Instant, ...] = tuple(
    as_instant(datetime.fromisoformat(f"{day}T{hour}")) for day in DAYS for hour in HOURS
)
"""The moments at which messages are logged too, so that statements meet at one moment."""


@st.composite
def clerk_statements(
    draw: st.DrawFn, messages: Sequence[AcceptedMessage], *, only_links: bool = False
) -> list[ClerkStatement]:
    """Return up to six statements about pairs of which one at least has no SKN."""
    subjects = sorted({name for message in messages for name in subjects_in(message)})
    pairs = [
        frozenset(pair)
        for pair in combinations(subjects, 2)
        if not all(name.startswith("skn:") for name in pair)
    ]
    if not pairs:
        return []
    drawn = draw(
        st.lists(
            st.tuples(
                st.sampled_from(pairs),
                st.just(True) if only_links else st.sampled_from([True, True, False]),
                st.sampled_from(MOMENTS),
            ),
            max_size=6,
        )
    )
    return [
        ClerkStatement(number, pair, is_one, at)
        for number, (pair, is_one, at) in enumerate(drawn, start=1)
    ]
