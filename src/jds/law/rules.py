"""All rules of the register, read from `law/data` by one explicit call and checked as a whole.

Exactly the known files are read: a rule that is missing and a rule nobody applies are both
mistakes. What concerns one file is checked in `rule_file`, what concerns several in `consistency`;
the result is frozen and handed on. Whoever needs the law takes `load_law`, which stops at the first
mistake; the law desk takes `read_law`, which finds them all.
"""

from collections.abc import Iterable, Mapping
from functools import partial
from importlib.resources.abc import Traversable
from typing import Any

from msgspec import Struct, structs

from jds.law import consistency
from jds.law.certificates.consistency import wrong_certificate_rules
from jds.law.certificates.rules import CertificateLaw, read_certificate_law
from jds.law.currency.consistency import problems_of_currency
from jds.law.currency.rules import CurrencyLaw, read_currency_law
from jds.law.disclosure.consistency import problems_of_disclosure
from jds.law.disclosure.rules import DisclosureLaw, read_disclosure_law
from jds.law.disclosure.sorting import Sorting
from jds.law.edition import edition_of
from jds.law.family.rules import FamilyLaw, read_family_law
from jds.law.harm import CatchUpOrder, problems_of_order
from jds.law.immigration.rules import ImmigrationLaw, read_immigration_law
from jds.law.offences.consistency import problems_of_offences
from jds.law.offences.rules import OffenceLaw, read_offence_law
from jds.law.reading import NeedsUnreadRule, RuleReader
from jds.law.repeat.rules import RepeatLaw, read_repeat_law
from jds.law.retention.consistency import problems_of_retention
from jds.law.retention.rules import RetentionLaw, read_retention_law
from jds.law.rights.rules import RightsLaw, read_rights_law
from jds.law.rule_file import LawFileProblem, Rule, read_document
from jds.law.rule_folder import files_in, package_rules
from jds.law.values import (
    AllowedKinds,
    CourtEntry,
    CrimeEntry,
    Grounds,
    ListedActs,
    NamesOfActs,
    PenalOrderEntry,
    ProsecutorEntry,
    Removal,
    RulesWithoutFile,
)


class Law(Struct, frozen=True):
    """Every rule the register applies.

    Attributes:
        edition: Short name of exactly these rules; answers are given under an edition.
        every: All of them, in the order of their files.
    """

    edition: str
    crimes: Rule[CrimeEntry]
    prosecutors_decisions: Rule[ProsecutorEntry]
    court_decisions: Rule[CourtEntry]
    penal_orders_by_others: Rule[PenalOrderEntry]
    listed: tuple[Rule[ListedActs], ...]
    names_of_acts: Rule[NamesOfActs]
    removal: Rule[Removal]
    grounds_for_dismissal: Rule[Grounds]
    allowed_kinds: Rule[AllowedKinds]
    catch_up_order: Rule[CatchUpOrder]
    without_file: Rule[RulesWithoutFile]
    offences: OffenceLaw
    disclosure: DisclosureLaw
    sorting: Rule[Sorting]
    retention: RetentionLaw
    certificates: CertificateLaw
    immigration: ImmigrationLaw
    family: FamilyLaw
    repeat: RepeatLaw
    rights: RightsLaw
    currency: CurrencyLaw
    every: tuple[Rule[Any], ...]

    def rules(self) -> tuple[Rule[Any], ...]:
        """Return all rules, in the order of their files."""
        return self.every


_LISTED = (
    "entry/listed_penal_code.yaml",
    "entry/listed_shipping.yaml",
    "entry/listed_special_acts.yaml",
    "entry/listed_traffic.yaml",
)


class ReadLaw(Struct, frozen=True):
    """Rule files as they were read.

    Attributes:
        documents: What each file says, by name; a file that is no YAML has none.
        law: None when something is wrong.
        rules: Every rule that could be read, in the order of their files.
        problems: Everything that is wrong.
    """

    documents: Mapping[str, object]
    law: Law | None
    rules: tuple[Rule[Any], ...]
    problems: tuple[LawFileProblem, ...]


def load_law(folder: Traversable | None = None) -> Law:
    """Read and check every rule; the rules of the package when no `folder` is given.

    Raises:
        LawFileProblem: A rule is missing, unknown, unreadable, incomplete or contradicts another.
    """
    return _usable(read_law(folder))


def law_of(documents: Mapping[str, object]) -> Law:
    """Make and check the law that `documents` hold, by file name.

    Raises:
        LawFileProblem: As `load_law`.
    """
    return _usable(read_documents(documents))


def read_law(folder: Traversable | None = None) -> ReadLaw:
    """Read every rule of a folder, and find everything that is wrong with them."""
    documents: dict[str, object] = {}
    unreadable: list[LawFileProblem] = []
    for file, content in files_in(folder or package_rules()):
        try:
            documents[file] = read_document(content.decode(), file=file)
        except LawFileProblem as problem:
            unreadable.append(problem)
        except UnicodeDecodeError:
            unreadable.append(
                LawFileProblem(file, problem="it is not in UTF-8", remedy="Save it as UTF-8.")
            )
    return read_documents(documents, unreadable=unreadable)


def _usable(read: ReadLaw) -> Law:
    if read.law is not None:
        return read.law
    first, *others = read.problems
    if not others:
        raise first
    raise LawFileProblem(
        first.file,
        problem=first.problem,
        remedy=f"{first.remedy} There are [{len(others)}] more problems: see 'jds law check'.",
    )


def read_documents(
    documents: Mapping[str, object], *, unreadable: Iterable[LawFileProblem] = ()
) -> ReadLaw:
    """Read every rule of `documents`, by file name, and find everything that is wrong.

    Args:
        unreadable: What is known of files that have no document.
    """
    reader = RuleReader(documents, unreadable=unreadable)
    try:
        law = _assemble(reader, edition=edition_of(documents))
    except LawFileProblem as problem:
        reader.problems.append(problem)
    except NeedsUnreadRule:
        pass
    else:
        _check(law, reader)
        reader.problems += reader.never_asked_for()
        if not reader.problems:
            law = structs.replace(law, every=reader.rules())
            return ReadLaw(documents, law, law.every, ())
    return ReadLaw(documents, None, reader.rules(), tuple(reader.problems))


def _check(law: Law, reader: RuleReader) -> None:
    """Note what is wrong between rules."""
    check = reader.check
    check(lambda: consistency.shared_ids(reader.rules()))
    check(
        lambda: consistency.outcomes_not_decided_once(
            law.prosecutors_decisions, court=law.court_decisions
        )
    )
    check(lambda: consistency.sanctions_not_sorted_once(law.court_decisions))
    for rule in law.listed:
        check(partial(consistency.unreadable_rows, rule, names=law.names_of_acts))
    check(lambda: consistency.names_not_told_apart(law.names_of_acts))
    check(lambda: consistency.grounds_not_told_apart(law.grounds_for_dismissal))
    check(lambda: consistency.unknown_grounds(law.removal, grounds=law.grounds_for_dismissal))
    check(lambda: consistency.limits_on_nobody(law.allowed_kinds))
    check(lambda: problems_of_offences(law.offences, names=law.names_of_acts))
    check(lambda: problems_of_order(law.catch_up_order))
    check(lambda: problems_of_retention(law.retention))
    check(lambda: problems_of_disclosure(law.disclosure))
    check(
        lambda: problems_of_currency(
            law.currency,
            purposes=law.disclosure.purposes.keys(),
            kinds=law.allowed_kinds.newest.value.kinds.keys(),
        )
    )
    check(lambda: wrong_certificate_rules(law.certificates, grounds=law.grounds_for_dismissal))


def _assemble(reader: RuleReader, *, edition: str) -> Law:
    rule = reader.rule
    return Law(
        edition=edition,
        crimes=rule("entry/crime.yaml", CrimeEntry),
        prosecutors_decisions=rule("entry/minor_offence_prosecutor.yaml", ProsecutorEntry),
        court_decisions=rule("entry/minor_offence_court.yaml", CourtEntry),
        penal_orders_by_others=rule("entry/penal_orders_by_others.yaml", PenalOrderEntry),
        listed=tuple(rule(file, ListedActs) for file in _LISTED),
        names_of_acts=rule("entry/law_names.yaml", NamesOfActs),
        removal=rule("entry/removal.yaml", Removal),
        grounds_for_dismissal=rule("entry/dismissal_grounds.yaml", Grounds),
        allowed_kinds=rule("sources/allowed_kinds.yaml", AllowedKinds),
        catch_up_order=rule("sources/catch_up_order.yaml", CatchUpOrder),
        without_file=rule("without_file.yaml", RulesWithoutFile),
        offences=reader.section(read_offence_law),
        disclosure=reader.section(read_disclosure_law),
        sorting=rule("disclosure/sorting.yaml", Sorting),
        retention=reader.section(read_retention_law),
        certificates=reader.section(read_certificate_law),
        immigration=reader.section(read_immigration_law),
        family=reader.section(read_family_law),
        repeat=reader.section(read_repeat_law),
        rights=reader.section(read_rights_law),
        currency=reader.section(read_currency_law),
        every=(),
    )
