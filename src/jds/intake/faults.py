"""Why a message is set aside, in words that show where and never what.

An explanation is read by clerks and stands on work lists, so it holds paths, never a value from the
message. A path names only fields of the contract: the key of an unknown field may itself be a name.
"""

from collections.abc import Iterable
from enum import StrEnum
from functools import cache

from msgspec import Struct

from jds.domain import blocks, events, partial_date
from jds.domain.events import KINDS

ENVELOPE_ATTRIBUTES = (
    "specversion",
    "id",
    "source",
    "type",
    "time",
    "sequence",
    "sequencetype",
    "datacontenttype",
    "data",
)

UNKNOWN_NAME = "?"


class Reason(StrEnum):
    """Why input is set aside: stable codes."""

    UNREADABLE = "onleesbaar"
    TOO_LARGE = "te-groot"
    DOUBLE_KEY = "dubbele-sleutel"
    FORBIDDEN_CHARACTER = "verboden-teken"
    NOT_OF_THE_CONTRACT = "niet-van-het-contract"
    UNKNOWN_KIND = "onbekend-soort"
    IMPOSSIBLE_DATE = "onmogelijke-datum"


class Refusal(StrEnum):
    """Why input is refused: stable codes."""

    UNKNOWN_SOURCE = "onbekende-bron"
    KIND_NOT_ALLOWED = "soort-niet-toegestaan"
    POLICE_DATA = "politiegegeven"


class Fault(Struct, frozen=True):
    """What is wrong with a message, and where.

    Attributes:
        explanation: Whole sentences with paths in [brackets].
    """

    reason: Reason
    explanation: str


def not_of_the_contract(path: str, problem: str) -> Fault:
    """Return the fault that the field at `path` has; `problem` is the end of a sentence."""
    return Fault(Reason.NOT_OF_THE_CONTRACT, f"Field [{path}] {problem}.")


def path_text(steps: Iterable[str | int]) -> str:
    """Write the way to a field, such as `data.feiten[0].pleegperiode.van`."""
    text = ""
    for step in steps:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            name = step if step in _contract_names() else UNKNOWN_NAME
            text += f".{name}" if text else name
    return text


@cache
def _contract_names() -> frozenset[str]:
    types = [
        value
        for module in (blocks, events, partial_date)
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Struct)
    ]
    fields = {name for each in types for name in each.__struct_encode_fields__}
    return frozenset({"type", *ENVELOPE_ATTRIBUTES, *KINDS, *fields})
