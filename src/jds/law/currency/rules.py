"""The rules on what an answer may claim of its own currency, as their files have them."""

from msgspec import Struct

from jds.law.reading import RuleReader
from jds.law.rule_file import Rule, RuleValue
from jds.law.values import SourceKind


class NeededGroup(RuleValue, frozen=True, kw_only=True):
    """Purposes that need the same kinds of source.

    Attributes:
        indispensable: Kinds of which one must be connected, or nothing can be said at all.
        purposes: As `recipient/purpose`.
    """

    name: str
    sources: tuple[SourceKind, ...]
    indispensable: tuple[SourceKind, ...]
    purposes: tuple[str, ...]


class NeededSources(RuleValue, frozen=True):
    """CUR-1: which kinds of source each purpose needs; every purpose is in one group."""

    groups: tuple[NeededGroup, ...]


class CurrencyLaw(Struct, frozen=True, kw_only=True):
    """The rules on currency."""

    needed: Rule[NeededSources]


def read_currency_law(reader: RuleReader) -> CurrencyLaw:
    """Read the rules on currency."""
    rule = reader.rule
    return CurrencyLaw(needed=rule("currency/needed_sources.yaml", NeededSources))
