"""The number that an item gets when it is registered (innamenummer): `P` 123 `-` two check digits.

It counts items and says nothing about anybody. It is read out on the telephone and copied from
paper, so it carries a check that finds every single wrong digit and every two that changed places
(ISO/IEC 7064, MOD 97-10).
"""

import re

from stdnum.iso7064 import mod_97_10

from jds.errors import BadRequest

_WRITTEN = re.compile(r"[Pp]\s?(?P<number>[1-9][0-9]{0,15})\s?-\s?(?P<check>[0-9]{2})")


class NoIntakeNumber(BadRequest):
    """A text is no intake number, or one that was copied wrongly."""

    code = "no-intake-number"

    def __init__(self) -> None:
        super().__init__(
            "This is no intake number, or a digit of it was copied wrongly: one is a P, the "
            "number, a dash and two check digits. 'jds paper list' shows which there are."
        )


def intake_number(number: int) -> str:
    """Return the intake number of the item with this number."""
    return f"P{number}-{mod_97_10.calc_check_digits(str(number))}"


def read_intake_number(text: str) -> int:
    """Read an intake number.

    Raises:
        NoIntakeNumber: It is none, or its check digits are not those of its number.
    """
    matched = _WRITTEN.fullmatch(text.strip()) if text.isascii() else None
    if matched is None or not mod_97_10.is_valid(matched["number"] + matched["check"]):
        raise NoIntakeNumber
    return int(matched["number"])
