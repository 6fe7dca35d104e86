"""Adopt a set of rules: from that moment of knowledge on, answers are given under it.

Whoever adopts signs the digest of exactly these rules. Nothing that was answered changes; where the
rules on entry differ, the effect of every message is made anew.
"""

import hashlib
from collections.abc import Callable, Mapping
from importlib.resources.abc import Traversable
from pathlib import Path

from msgspec import Struct

from jds.accounting.access import write_act
from jds.accounting.actors import prove
from jds.accounting.editions import (
    NewestEdition,
    documents_of_edition,
    keep_adoption,
    load_edition,
    newest_edition,
    wait_to_adopt,
)
from jds.accounting.roles import Verb
from jds.database.connection import Connection
from jds.domain.time import Instant
from jds.errors import BadRequest
from jds.law.edition import canonical_text, edition_of, edition_of_text
from jds.law.rule_folder import digest_of_files, package_rules
from jds.records.catch_up import begin_again

FIRST_REASON = "inrichting van het register"

# What the fold asks of the law stands in the files of this folder.
_ENTRY = "entry/"


class AlreadyInForce(BadRequest):
    """The rules that somebody wants to adopt are those in force."""

    code = "already-in-force"

    def __init__(self, edition: str) -> None:
        super().__init__(
            f"The edition [{edition}] of the law is in force already, so there is nothing to adopt."
        )


class RuleSet(Struct, frozen=True):
    """Rules that may be adopted.

    Attributes:
        documents: The rule files, by name.
        files_digest: Of the files as written.
    """

    documents: Mapping[str, object]
    files_digest: bytes

    @property
    def edition(self) -> str:
        """The edition that these rules make."""
        return edition_of(self.documents)


class Adopted(Struct, frozen=True):
    """What came into force.

    Attributes:
        before: The edition in force until then; None when there was none.
        is_entry_changed: The effect of every message has to be made anew.
    """

    edition: str
    before: str | None
    is_entry_changed: bool


def rules_in(folder: Traversable | None = None) -> RuleSet:
    """Return the rules of a folder, or those of this package.

    Raises:
        LawFileProblem: Something is wrong with them, other than a check that has grown old.
    """
    from jds.law.check import problems_but_age  # noqa: PLC0415 - not before it is needed
    from jds.law.rules import read_law  # noqa: PLC0415

    read = read_law(folder)
    for problem in problems_but_age(read):
        raise problem
    return RuleSet(read.documents, digest_of_files(folder or package_rules()))


def adopt_edition(
    connection: Connection,
    rules: RuleSet,
    *,
    actor: str,
    home: Path,
    reason: str,
    clock: Callable[[], Instant],
) -> Adopted:
    """Bring `rules` into force, in the transaction of the caller.

    Args:
        actor: Who adopts; proven by the key in `home`.
        clock: Asked once before the act and once when nobody reads under the old edition any more.

    Raises:
        NotAllowed: The actor is not proven, or may not adopt.
        AlreadyInForce: These are the rules in force.
    """
    canonical = canonical_text(rules.documents)
    edition = edition_of_text(canonical)
    act = prove(
        connection,
        actor,
        home=home,
        verb=Verb.ADOPT_LAW,
        arguments={"edition": edition, "content": hashlib.sha256(canonical).hexdigest()},
        reason=reason,
        now=clock(),
    )
    wait_to_adopt(connection)
    newest = newest_edition(connection)
    if newest is not None and newest.name == edition:
        raise AlreadyInForce(edition)
    keep_adoption(
        connection,
        rules.documents,
        files_digest=rules.files_digest,
        act_id=write_act(connection, act),
        now=clock(),
    )
    is_entry_changed = newest is not None and _entry_of(rules.documents) != _entry_of(
        documents_of_edition(connection, newest.name)
    )
    if is_entry_changed:
        begin_again(connection)
    return Adopted(edition, None if newest is None else newest.name, is_entry_changed)


def earlier_rules(connection: Connection, edition: str) -> RuleSet:
    """Return the rules of an edition that was adopted before, to adopt it again.

    Raises:
        UnknownEdition, UnreadableEdition, DamagedEdition: It cannot be adopted.
    """
    load_edition(connection, edition)
    # Its files are not here; the empty digest is that of no files.
    return RuleSet(documents_of_edition(connection, edition), files_digest=b"")


def edition_of_package(newest: NewestEdition | None) -> str:
    """Return the edition of the rules that came with this package.

    They are read only when their files are not those that were adopted last.

    Raises:
        LawFileProblem: They cannot be used.
    """
    if newest is not None and digest_of_files(package_rules()) == newest.files_digest:
        return newest.name
    from jds.law.rules import load_law  # noqa: PLC0415 - not before it is needed

    return load_law().edition


def _entry_of(documents: Mapping[str, object]) -> str:
    return edition_of({file: each for file, each in documents.items() if file.startswith(_ENTRY)})
