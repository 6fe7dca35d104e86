"""A reason in the words of the wire: the rule, where to read it, how sure it is, and what decided.

Every outlet that explains itself presents its reasons here, so that a reader learns one form.
"""

from datetime import date
from typing import TypeAlias

from jds.law.reasons import FactValue, Reason

Json: TypeAlias = dict[str, object]


def present_reason(reason: Reason) -> Json:
    """Return one step of why (reden), with its sentence in Dutch.

    `gelezenInGeldendeTekst` is false when the rule was read in an old text, at second hand, from
    memory, or is our own reading: whoever relies on it must know.
    """
    return {
        "regel": reason.id,
        "vindplaats": reason.cite,
        "zekerheid": reason.confidence,
        "gelezenInGeldendeTekst": reason.is_read_in_current_text,
        "uitleg": reason.sentence("nl"),
        "feiten": {name: _fact(value) for name, value in reason.facts.items()},
    }


def _fact(value: FactValue) -> object:
    return value.isoformat() if isinstance(value, date) else value
