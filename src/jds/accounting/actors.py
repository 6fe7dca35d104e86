"""Who may act here, and the proof that somebody is who they say.

An actor is proven by signing the digest of what is about to be done: the verb, its arguments and
the moment. The register keeps digest and signature with the act. The digest is keyed with the
secret of the register, because the arguments may hold the number of a person.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from jds.accounting import keys, roles
from jds.accounting.roles import Role, Verb
from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.time import Instant, instant_to_text
from jds.errors import BadRequest, NotAllowed

FIRST_ACTOR = "beheerder"
"""The keeper that a fresh register has, and the actor when none is named."""

LONGEST_REASON = 2000

Argument = str | int | bool | None | list[str]

_QUERIES = Queries(Path(__file__).with_name("accounting.sql"))
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")

# Controls would forge lines on the screen of whoever reads the account; so do marks that turn the
# direction of writing. A lone surrogate is what is left of bytes that are not UTF-8.
_NOT_IN_A_REASON = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


class UnknownActor(NotAllowed):
    """Nobody of this name may act here."""

    code = "unknown-actor"


class ActorNotProven(NotAllowed):
    """The key that is here is not the key of that actor."""

    code = "actor-not-proven"


class ActorRefused(BadRequest):
    """An actor of this name or with this key cannot be added."""

    code = "actor-refused"


class ReasonRefused(BadRequest):
    """What was given as a reason cannot be kept as one."""

    code = "reason-refused"


class Actor(Struct, frozen=True):
    """Somebody who may act.

    Attributes:
        recipient: For an actor that asks as a recipient: which one of the law data.
    """

    name: str
    role: Role
    public_key: bytes
    added_at: Instant
    added_by: str
    recipient: str | None = None


class ProvenAct(Struct, frozen=True):
    """An act by a proven actor, not yet written down.

    Attributes:
        digest: Keyed digest of verb, arguments and moment.
        signature: Over the digest, by the key of the actor.
        reason: Why, in the words of the actor.
    """

    actor: str
    verb: Verb
    at: Instant
    digest: bytes
    signature: bytes
    reason: str | None


def is_actor_name(text: str) -> bool:
    """Tell whether `text` may name an actor: it also names a file."""
    return _NAME.fullmatch(text) is not None and text != keys.RESERVED


def find_actor(connection: Connection, name: str) -> Actor | None:
    """Return the actor of this name."""
    row = connection.execute(_QUERIES.actor_named, {"name": name}).fetchone()
    if row is None:
        return None
    role, public_key, added_at, added_by, recipient = row
    return Actor(name, Role(role), public_key, added_at, added_by, recipient)


def list_actors(connection: Connection) -> list[Actor]:
    """Return every actor, by name."""
    return [
        Actor(name, Role(role), public_key, added_at, added_by, recipient)
        for name, role, public_key, added_at, added_by, recipient in connection.execute(
            _QUERIES.actors
        )
    ]


def add_actor(
    connection: Connection,
    name: str,
    *,
    role: Role,
    public_key: bytes,
    added_by: str,
    now: Instant,
    recipient: str | None = None,
) -> None:
    """Let somebody act, in the transaction of the caller.

    Args:
        recipient: Which recipient of the law data the actor asks for; only with that role.

    Raises:
        ActorRefused: The name is no name, it or the key is taken, or the role asks for no
            recipient.
    """
    require_actor_name(name)
    require_recipient(role, recipient)
    added = connection.execute(
        _QUERIES.actor_add,
        {
            "name": name,
            "role": role.value,
            "public_key": public_key,
            "added_at": now,
            "added_by": added_by,
            "recipient": recipient,
        },
    ).fetchone()
    if added is None:
        raise ActorRefused(
            f"Actor [{name}] was not added: that name is taken, or the key belongs to another "
            "actor. See [jds actor list], and choose another name or key."
        )


def require_actor_name(name: str) -> None:
    """Refuse a text that cannot name an actor.

    Raises:
        ActorRefused: It cannot.
    """
    if not is_actor_name(name):
        raise ActorRefused(
            "The name of an actor is 1 to 64 small letters, digits, dots, dashes and underscores, "
            f"begins with a letter or digit, and is not [{keys.RESERVED}]. Choose another name."
        )


def require_recipient(role: Role, recipient: str | None) -> None:
    """Refuse a recipient for a role that asks for none, and the role of one without it.

    Raises:
        ActorRefused: They do not belong together.
    """
    if (role is Role.RECIPIENT) != (recipient is not None):
        raise ActorRefused(
            f"An actor with the role [{Role.RECIPIENT}] asks for one recipient, and no other actor "
            "does. Name it with --recipient, for example [justis], and only with that role."
        )


def prove(
    connection: Connection,
    name: str,
    *,
    home: Path,
    verb: Verb,
    arguments: Mapping[str, Argument],
    reason: str | None,
    now: Instant,
) -> ProvenAct:
    """Prove that `name` acts and may do this; what is returned has yet to be written down.

    Raises:
        UnknownActor: Nobody of this name may act here.
        RoleMayNot: The role does not cover it.
        NoKey: The key is not in the home.
        ActorNotProven: The key in the home is not that of the actor.
        ReasonRefused: The reason is empty, too long or holds signs that do not show.
    """
    if reason is not None:
        require_reason(reason)
    actor = find_actor(connection, name) if is_actor_name(name) else None
    if actor is None:
        raise UnknownActor(
            f"Nobody called [{name if is_actor_name(name) else '...'}] may act in this register. "
            "See [jds actor list] for who may, or let the keeper add you with [jds actor add]."
        )
    roles.check(actor.name, role=actor.role, verb=verb)
    digest = digest_of(verb, arguments, now=now, register_key=keys.register_key(home))
    signature = keys.sign(home, actor.name, digest)
    if not keys.is_signed(digest, signature=signature, public_key=actor.public_key):
        raise ActorNotProven(
            f"The key in this home is not the key of actor [{actor.name}], so the act is not "
            "proven. Put the right key in place, or act as somebody whose key is here (--as)."
        )
    return ProvenAct(actor.name, verb, now, digest, signature, reason)


def require_reason(reason: str) -> None:
    """Refuse a reason that says nothing or cannot be read back.

    Raises:
        ReasonRefused: It is empty, too long, or holds signs that do not show.
    """
    if not reason.strip():
        raise ReasonRefused("The reason is empty. Say why, in words: --reason TEXT.")
    if len(reason) > LONGEST_REASON:
        raise ReasonRefused(
            f"The reason has [{len(reason)}] characters, more than the [{LONGEST_REASON}] that are "
            "kept. Say it shorter."
        )
    if _NOT_IN_A_REASON.search(reason):
        raise ReasonRefused(
            "The reason holds control characters, marks that turn the direction of writing, or "
            "bytes that are not UTF-8. Give it as one line of plain text."
        )


def digest_of(
    verb: Verb, arguments: Mapping[str, Argument], *, now: Instant, register_key: bytes
) -> bytes:
    """Return what an actor signs: a keyed digest (HMAC-SHA256) of verb, arguments and moment."""
    # In ASCII: the path of a file may hold bytes that are not UTF-8.
    content = json.dumps(
        {"verb": verb.value, "arguments": dict(arguments), "at": instant_to_text(now)},
        sort_keys=True,
    )
    return hmac.new(register_key, content.encode("ascii"), hashlib.sha256).digest()
