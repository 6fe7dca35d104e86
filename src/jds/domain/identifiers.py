"""The numbers that people, organisations, sources and judgments are known by.

Each kind has one canonical text. `parse_x` turns what somebody delivered into that text or refuses
it; `is_x` tells whether a text is already canonical and valid, cheaply enough for every line of a
bulk load. A number that passes says only that it *could* have been issued: it never proves that it
was, or to whom.

A refusal names the kind of number and what it should look like, and never the number.
"""

import re
from collections.abc import Callable
from typing import NewType, TypeVar

from jds.errors import BadRequest

Bsn = NewType("Bsn", str)
"""Citizen service number (burgerservicenummer), nine digits."""

Rsin = NewType("Rsin", str)
"""Number of a legal person (rechtspersonen- en samenwerkingsverbandeninformatienummer)."""

Skn = NewType("Skn", str)
"""Number of a person in the criminal justice chain (strafrechtsketennummer), as delivered."""

VNumber = NewType("VNumber", str)
"""Number of a person in the immigration chain (vreemdelingennummer, V-nummer), as delivered."""

ANumber = NewType("ANumber", str)
"""Administration number in the population register (administratienummer, A-nummer)."""

Oin = NewType("Oin", str)
"""Number of an organisation in government traffic (organisatie-identificatienummer)."""

SourceUrn = NewType("SourceUrn", str)
"""Name of a source: one system of one organisation."""

Ecli = NewType("Ecli", str)
"""Name of a judgment (European Case Law Identifier) of a Dutch court, in upper case."""

_Number = TypeVar("_Number", bound=str)

# No official format of SKN and V-number is published. The longest SKN a client of the chain
# accepts is 15 digits; the lengths seen in practice are the "usual" ones below.
_LONGEST_CHAIN_NUMBER = 15

_EIGHT_DIGITS = re.compile(r"[0-9]{8}")

_SOURCE_URN = re.compile(
    r"urn:nld:oin:(?P<oin>[0-9]{20}):systeem:(?P<system>[A-Za-z0-9][A-Za-z0-9._~-]{0,63})"
)

# A court code is a letter and at most six more letters or digits, by the European standard.
_ECLI = re.compile(r"ECLI:NL:[A-Z][A-Z0-9]{0,6}:[0-9]{4}:[A-Z0-9.]{1,25}")


class InvalidIdentifier(BadRequest):
    """A text is not a number of the kind that was asked for.

    Attributes:
        kind: Which kind of number was expected, in English with the Dutch name.
    """

    code = "invalid-identifier"

    def __init__(self, *, kind: str, expected: str) -> None:
        self.kind = kind
        super().__init__(f"What was given is not a {kind}. Give {expected}.")


def is_bsn(text: str) -> bool:
    """Tell whether `text` is nine digits that pass the eleven-test (elfproef) of a BSN.

    The digits weigh 9, 8, 7, 6, 5, 4, 3, 2 and -1; their weighted sum is a multiple of 11 and not
    all are zero.
    """
    if len(text) != 9 or not (text.isascii() and text.isdigit()) or text == "000000000":
        return False
    a, b, c, d, e, f, g, h, check = text.encode("ascii")
    weighted = 9 * a + 8 * b + 7 * c + 6 * d + 5 * e + 4 * f + 3 * g + 2 * h - check
    # The byte of a digit is 48 more than the digit, and the weights add up to 43.
    return (weighted - 48 * 43) % 11 == 0


def parse_bsn(text: str) -> Bsn:
    """Return a BSN of nine digits; one of eight is padded with a zero in front.

    Raises:
        InvalidIdentifier: It has another form or fails the eleven-test.
    """
    return _canonical(
        Bsn,
        "0" + text if _EIGHT_DIGITS.fullmatch(text) else text,
        is_valid=is_bsn,
        kind="citizen service number (BSN)",
        expected="nine digits that pass the eleven-test, without spaces or dots",
    )


def is_rsin(text: str) -> bool:
    """Tell whether `text` is a valid RSIN: the same test as a BSN."""
    return is_bsn(text)


def parse_rsin(text: str) -> Rsin:
    """Return an RSIN of nine digits.

    Raises:
        InvalidIdentifier: It has another form or fails the eleven-test.
    """
    return _canonical(
        Rsin,
        text,
        is_valid=is_rsin,
        kind="number of a legal person (RSIN)",
        expected="nine digits that pass the eleven-test, without spaces or dots",
    )


def is_skn(text: str) -> bool:
    """Tell whether `text` may be an SKN: 1 to 15 digits, not all zero.

    Only zeros are refused because that is how systems write "none": everybody without a number
    would become one person.
    """
    return _is_chain_number(text)


def is_usual_skn(skn: Skn) -> bool:
    """Tell whether an SKN has seven or eight digits; any other length deserves a warning."""
    return len(skn) in (7, 8)


def parse_skn(text: str) -> Skn:
    """Return an SKN as delivered: leading zeros stay, for no rule says that they mean nothing.

    Raises:
        InvalidIdentifier: It is not 1 to 15 digits, or only zeros.
    """
    return _canonical(
        Skn,
        text,
        is_valid=is_skn,
        kind="criminal justice chain number (SKN)",
        expected="1 to 15 digits, usually 7 or 8, not all zero",
    )


def is_v_number(text: str) -> bool:
    """Tell whether `text` may be a V-number: 1 to 15 digits, not all zero (see `is_skn`)."""
    return _is_chain_number(text)


def is_usual_v_number(v_number: VNumber) -> bool:
    """Tell whether a V-number has ten digits; any other length deserves a warning."""
    return len(v_number) == 10


def parse_v_number(text: str) -> VNumber:
    """Return a V-number as delivered.

    Raises:
        InvalidIdentifier: It is not 1 to 15 digits, or only zeros.
    """
    return _canonical(
        VNumber,
        text,
        is_valid=is_v_number,
        kind="immigration chain number (V-number)",
        expected="1 to 15 digits, usually 10, not all zero",
    )


def is_a_number(text: str) -> bool:
    """Tell whether `text` is ten digits that pass both tests of an A-number.

    The sum of the digits leaves 0 or 5 when divided by 11; the sum of the digits weighed 1, 2, 4,
    8 and so on from the left is a multiple of 11. Ten zeros pass both and are refused.
    """
    if not _is_digits(text, length=10) or text == "0000000000":
        return False
    digits = [int(digit) for digit in text]
    weighted = sum(digit << place for place, digit in enumerate(digits))
    return sum(digits) % 11 in (0, 5) and weighted % 11 == 0


def parse_a_number(text: str) -> ANumber:
    """Return an A-number of ten digits.

    Raises:
        InvalidIdentifier: It has another form or fails one of its two tests.
    """
    return _canonical(
        ANumber,
        text,
        is_valid=is_a_number,
        kind="administration number of the population register (A-number)",
        expected="ten digits that pass its two tests, without spaces",
    )


def is_oin(text: str) -> bool:
    """Tell whether `text` may be an OIN: 20 digits."""
    return _is_digits(text, length=20)


def parse_oin(text: str) -> Oin:
    """Return an OIN of 20 digits.

    Raises:
        InvalidIdentifier: It has another form.
    """
    return _canonical(
        Oin,
        text,
        is_valid=is_oin,
        kind="number of an organisation (OIN)",
        expected="20 digits, for example 00000001823288444000",
    )


def is_source_urn(text: str) -> bool:
    """Tell whether `text` names a source as CloudEvents-NL does."""
    return _SOURCE_URN.fullmatch(text) is not None


def parse_source_urn(text: str) -> SourceUrn:
    """Return the name of a source, `urn:nld:oin:<20 digits>:systeem:<name>`.

    Letters keep their case: two names that differ in case are two sources. A name is up to 64
    letters, digits and `.`, `_`, `~`, `-`, so that it is safe in an address and on a command line.

    Raises:
        InvalidIdentifier: It has another form.
    """
    return _canonical(
        SourceUrn,
        text,
        is_valid=is_source_urn,
        kind="name of a source",
        expected="urn:nld:oin:<20 digits>:systeem:<name>, all but the name in lower case",
    )


def organisation_of(urn: SourceUrn) -> Oin:
    """Return the organisation that a source belongs to.

    Raises:
        InvalidIdentifier: It is no name of a source.
    """
    return Oin(parse_source_urn(urn).split(":")[3])


def is_ecli(text: str) -> bool:
    """Tell whether `text` names a judgment of a Dutch court, in upper case."""
    return _ECLI.fullmatch(text) is not None


def parse_ecli(text: str) -> Ecli:
    """Return an ECLI of a Dutch court in upper case; an ECLI means the same in any case.

    Raises:
        InvalidIdentifier: It is not `ECLI:NL:<court>:<year>:<id>`.
    """
    return _canonical(
        Ecli,
        # Outside ASCII, upper case can turn a foreign letter into a Latin one.
        text.upper() if text.isascii() else text,
        is_valid=is_ecli,
        kind="name of a Dutch judgment (ECLI)",
        expected="ECLI:NL:<court>:<year>:<id>, for example ECLI:NL:RBGEL:2016:3177",
    )


def _canonical(
    number_type: Callable[[str], _Number],
    text: str,
    *,
    is_valid: Callable[[str], bool],
    kind: str,
    expected: str,
) -> _Number:
    if not is_valid(text):
        raise InvalidIdentifier(kind=kind, expected=expected)
    return number_type(text)


def _is_chain_number(text: str) -> bool:
    if not 1 <= len(text) <= _LONGEST_CHAIN_NUMBER or not (text.isascii() and text.isdigit()):
        return False
    return text.strip("0") != ""


def _is_digits(text: str, *, length: int) -> bool:
    # isdigit alone also accepts digits of other scripts and superscripts.
    return len(text) == length and text.isascii() and text.isdigit()
