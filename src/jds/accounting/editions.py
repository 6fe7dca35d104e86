"""Editions of the law: which set of rules is in force at which moment of knowledge.

The register *adopts* a set of rules, by an act of somebody who may, and keeps it whole. Answers are
given under the edition that was in force at their moment of knowledge, read from the register and
not from the package that happens to run: a new package changes no answer until its rules are
adopted, and an answer asked again gets the rules of then (ADR 15).
"""

import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.time import Instant
from jds.errors import BadRequest, LawDataProblem, StoreProblem
from jds.law.edition import canonical_text, documents_in, edition_of_text
from jds.records.known_at import Moment

if TYPE_CHECKING:
    from jds.law.entry import EntryRules
    from jds.law.retention.of_record import RecordRetention
    from jds.law.rules import Law

_QUERIES = Queries(Path(__file__).with_name("editions.sql"))

_SHOWN_AT_MOST = 5

# A name is the digest of the content, so what was read once holds for every register.
_LAWS: "dict[str, Law]" = {}
_ENTRY_RULES: "dict[str, EntryRules]" = {}
_RETENTION: "dict[str, RecordRetention]" = {}


class NoEdition(StoreProblem):
    """The register has not adopted any rules yet."""

    code = "no-edition"

    def __init__(self) -> None:
        super().__init__(
            "The register has not adopted an edition of the law yet, so it cannot say under which "
            "rules it answers. Run [jds init], which adopts the rules of this package."
        )


class UnknownEdition(BadRequest):
    """The register never adopted an edition of this name."""

    code = "unknown-edition"

    def __init__(self, *, known: list[str]) -> None:
        self.known = known
        shown = ", ".join(f"[{name}]" for name in known[:_SHOWN_AT_MOST])
        super().__init__(
            f"The register never adopted the edition of the law that was asked for. It knows "
            f"{shown or 'none'}{' and older ones' if len(known) > _SHOWN_AT_MOST else ''}; "
            "see [jds law editions]."
        )


class UnreadableEdition(LawDataProblem):
    """The program can no longer apply the rules of an edition as they were written."""

    code = "unreadable-edition"

    def __init__(self, edition: str, *, because: str) -> None:
        super().__init__(
            f"The edition [{edition}] of the law cannot be applied by this program: {because} "
            "Nothing is guessed in its place. Ask a version of the program of that time, name "
            "another edition with --edition, or adopt newer rules with [jds law adopt]."
        )


class DamagedEdition(StoreProblem):
    """What the register keeps of an edition is not what was adopted."""

    code = "damaged-edition"

    def __init__(self, edition: str) -> None:
        super().__init__(
            f"The content kept of the edition [{edition}] of the law is not what was adopted under "
            "that name. Put the database back from a backup."
        )


class Adoption(Struct, frozen=True):
    """An edition came into force.

    Attributes:
        adopted_at: In force from this moment of knowledge on.
        position: The end of the ledger then.
        adopted_by: The actor whose act it was.
    """

    edition: str
    adopted_at: Instant
    position: int
    adopted_by: str
    reason: str | None


class NewestEdition(Struct, frozen=True):
    """The edition that was adopted last.

    Attributes:
        files_digest: Of the files it was adopted from, as they were written.
    """

    name: str
    adopted_at: Instant
    files_digest: bytes


def edition_in_force(connection: Connection, moment: Moment) -> str:
    """Return the edition in force at a moment of knowledge: the one adopted last by then.

    Before the first adoption that is the first one.

    Raises:
        NoEdition: None was ever adopted.
    """
    row = connection.execute(_QUERIES.in_force, {"at": moment.at}).fetchone()
    if row is None:
        raise NoEdition
    return str(row[0])


def edition_asked(connection: Connection, asked: str | None, *, moment: Moment) -> str:
    """Return the edition that was asked for by name, else the one in force at `moment`.

    Raises:
        UnknownEdition: None of that name was ever adopted.
        NoEdition: None was ever adopted.
    """
    if asked is None:
        return edition_in_force(connection, moment)
    known = known_editions(connection)
    if asked not in known:
        raise UnknownEdition(known=known)
    return asked


def newest_edition(connection: Connection) -> NewestEdition | None:
    """Return the edition that was adopted last; None when none was."""
    row = connection.execute(_QUERIES.newest).fetchone()
    return None if row is None else NewestEdition(*row)


def newest_law(connection: Connection) -> "Law":
    """Return the rules that were adopted last: what comes in now is judged by them.

    Raises:
        NoEdition: None was ever adopted.
        UnreadableEdition, DamagedEdition: As `load_edition`.
    """
    newest = newest_edition(connection)
    if newest is None:
        raise NoEdition
    return load_edition(connection, newest.name)


def known_editions(connection: Connection) -> list[str]:
    """Return the name of every edition that was ever adopted, last adopted first."""
    return [name for (name,) in connection.execute(_QUERIES.names)]


def list_adoptions(connection: Connection) -> list[Adoption]:
    """Return every adoption, last one first."""
    return [Adoption(*row) for row in connection.execute(_QUERIES.adoptions)]


def load_edition(connection: Connection, edition: str) -> "Law":
    """Return the rules of an edition, as the register keeps them.

    Raises:
        UnknownEdition: None of that name was ever adopted.
        UnreadableEdition: This program cannot apply them any more.
        DamagedEdition: They are not what was adopted.
    """
    if edition not in _LAWS:
        from jds.law.rule_file import LawFileProblem  # noqa: PLC0415 - not before it is needed
        from jds.law.rules import law_of  # noqa: PLC0415

        try:
            _LAWS[edition] = law_of(documents_of_edition(connection, edition))
        except LawFileProblem as problem:
            raise UnreadableEdition(edition, because=problem.sentence) from problem
    return _LAWS[edition]


def entry_rules_of(connection: Connection, edition: str) -> "EntryRules":
    """Return the rules on entry of an edition, ready to be applied.

    Raises:
        UnknownEdition, UnreadableEdition, DamagedEdition: As `load_edition`.
    """
    if edition not in _ENTRY_RULES:
        from jds.law.entry import EntryRules  # noqa: PLC0415 - not before it is needed

        _ENTRY_RULES[edition] = EntryRules(load_edition(connection, edition))
    return _ENTRY_RULES[edition]


def newest_entry_rules(connection: Connection) -> "EntryRules":
    """Return the rules on entry that were adopted last: what is known now is judged by them.

    Raises:
        NoEdition: None was ever adopted.
        UnreadableEdition, DamagedEdition: As `load_edition`.
    """
    newest = newest_edition(connection)
    if newest is None:
        raise NoEdition
    return entry_rules_of(connection, newest.name)


def retention_of(connection: Connection, edition: str) -> "RecordRetention":
    """Return the rules on retention of an edition, ready to be applied.

    Raises:
        UnknownEdition, UnreadableEdition, DamagedEdition: As `load_edition`.
    """
    if edition not in _RETENTION:
        from jds.law.retention.of_record import RecordRetention  # noqa: PLC0415 - as above

        _RETENTION[edition] = RecordRetention(load_edition(connection, edition))
    return _RETENTION[edition]


def documents_of_edition(connection: Connection, edition: str) -> dict[str, object]:
    """Return the rule files of an edition, by name.

    Raises:
        UnknownEdition: None of that name was ever adopted.
        DamagedEdition: They are not what was adopted.
    """
    row = connection.execute(_QUERIES.content, {"edition": edition}).fetchone()
    if row is None:
        raise UnknownEdition(known=known_editions(connection))
    try:
        content = zlib.decompress(row[0])
        if edition_of_text(content) != edition:
            raise DamagedEdition(edition)
        return documents_in(content)
    except (zlib.error, msgspec.DecodeError) as problem:
        raise DamagedEdition(edition) from problem


def keep_adoption(
    connection: Connection,
    documents: Mapping[str, object],
    *,
    files_digest: bytes,
    act_id: int,
    now: Instant,
) -> str:
    """Bring the rules in `documents` into force, in the transaction of the caller; their edition.

    Args:
        act_id: The proven act of whoever adopts.
        now: Taken after `wait_to_adopt`, so that no answer was given later under other rules.
    """
    canonical = canonical_text(documents)
    edition = edition_of_text(canonical)
    connection.execute(
        _QUERIES.edition_add, {"name": edition, "content": zlib.compress(canonical, level=9)}
    )
    connection.execute(
        _QUERIES.adopt,
        {"edition": edition, "now": now, "act_id": act_id, "files_digest": files_digest},
    )
    return edition


def wait_to_adopt(connection: Connection) -> None:
    """Wait until all who have read which edition is in force are done; held to the end.

    An answer given at a moment must be the same when it is asked again: so no edition may come
    into force at a moment at which another one was used.
    """
    connection.execute(_QUERIES.adoptions_lock)
