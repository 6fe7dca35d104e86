"""The rules that an answer is given under: of the edition asked for, or else in force then."""

from jds.accounting.editions import edition_asked, load_edition
from jds.answers.judge import AnswerRules
from jds.database.connection import Connection
from jds.records.known_at import Moment

# A name is the digest of the content, so rules made once hold for every register.
_RULES: dict[str, AnswerRules] = {}


def rules_in_force(connection: Connection, asked: str | None, *, moment: Moment) -> AnswerRules:
    """Return the rules of the edition `asked`, or of the one in force at a moment of knowledge.

    Raises:
        UnknownEdition: The register never adopted it.
        UnreadableEdition: This program cannot apply it any more.
    """
    edition = edition_asked(connection, asked, moment=moment)
    if edition not in _RULES:
        _RULES[edition] = AnswerRules(load_edition(connection, edition))
    return _RULES[edition]
