"""All rules of the register, read from `law/data` by one explicit call and checked as a whole.

`load_law` reads exactly the files it knows: a rule that is missing and a rule nobody applies are
both mistakes. What concerns one file is checked in `rule_file`, what concerns several in
`consistency`; the result is frozen and handed on.
"""

from collections.abc import Iterable, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from msgspec import Struct, structs

from jds.law.consistency import (
    require_each_outcome_decided_once,
    require_each_sanction_sorted_once,
    require_grounds_told_apart,
    require_known_grounds,
    require_limits_on_senders,
    require_names_told_apart,
    require_readable_list,
    require_unique_ids,
)
from jds.law.edition import edition_of
from jds.law.offences.rules import OffenceLaw, read_offence_law
from jds.law.reading import RuleReader
from jds.law.rights.rules import RightsLaw, read_rights_law
from jds.law.rule_file import Rule, read_document
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
    offences: OffenceLaw
    rights: RightsLaw
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


def load_law(folder: Traversable | None = None) -> Law:
    """Read and check every rule; the rules of the package when no `folder` is given.

    Raises:
        LawFileProblem: A rule is missing, unknown, unreadable, incomplete or contradicts another.
    """
    law = _assemble(_documents(folder or files("jds.law") / "data"))
    require_unique_ids(law.rules())
    require_each_outcome_decided_once(law.prosecutors_decisions, court=law.court_decisions)
    require_each_sanction_sorted_once(law.court_decisions)
    for rule in law.listed:
        require_readable_list(rule, names=law.names_of_acts)
    require_names_told_apart(law.names_of_acts)
    require_grounds_told_apart(law.grounds_for_dismissal)
    require_known_grounds(law.removal, grounds=law.grounds_for_dismissal)
    require_limits_on_senders(law.allowed_kinds)
    return law


def _documents(folder: Traversable) -> dict[str, object]:
    return {
        file: read_document(text, file=file) for file, text in sorted(_texts(folder, within=""))
    }


def _texts(folder: Traversable, *, within: str) -> Iterable[tuple[str, str]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _texts(entry, within=f"{within}{entry.name}/")
        elif entry.name.endswith((".yaml", ".yml")):
            yield f"{within}{entry.name}", entry.read_text(encoding="utf-8")


def _assemble(documents: Mapping[str, object]) -> Law:
    reader = RuleReader(documents)
    rule = reader.rule
    law = Law(
        edition=edition_of(documents),
        crimes=rule("entry/crime.yaml", CrimeEntry),
        prosecutors_decisions=rule("entry/minor_offence_prosecutor.yaml", ProsecutorEntry),
        court_decisions=rule("entry/minor_offence_court.yaml", CourtEntry),
        penal_orders_by_others=rule("entry/penal_orders_by_others.yaml", PenalOrderEntry),
        listed=tuple(rule(file, ListedActs) for file in _LISTED),
        names_of_acts=rule("entry/law_names.yaml", NamesOfActs),
        removal=rule("entry/removal.yaml", Removal),
        grounds_for_dismissal=rule("entry/dismissal_grounds.yaml", Grounds),
        allowed_kinds=rule("sources/allowed_kinds.yaml", AllowedKinds),
        offences=read_offence_law(reader),
        rights=read_rights_law(reader),
        every=(),
    )
    reader.require_all_read()
    return structs.replace(law, every=reader.rules())
