"""The law is read once for all tests of this room; it is frozen, so they cannot disturb it."""

import pytest

from jds.law.disclosure.predicate import DisclosureRules
from jds.law.entry import EntryRules
from jds.law.offences.catalogue import OffenceCatalogue
from jds.law.rules import Law, load_law


@pytest.fixture(scope="session")
def law() -> Law:
    """The rules of the package."""
    return load_law()


@pytest.fixture(scope="session")
def rules(law: Law) -> EntryRules:
    """The rules on entry of the package."""
    return EntryRules(law)


@pytest.fixture(scope="session")
def catalogue(law: Law) -> OffenceCatalogue:
    """The tables of offences of the package."""
    return OffenceCatalogue(law.offences, names=law.names_of_acts)


@pytest.fixture(scope="session")
def disclosure(law: Law, catalogue: OffenceCatalogue) -> DisclosureRules:
    """The rules on disclosure of the package."""
    return DisclosureRules(law, catalogue=catalogue)
