"""Every error of the register: a stable code, a sentence, and what to do next.

The tree is shallow on purpose. The five branches are named after who must act, so that a
reader of the sentence knows whether it is theirs: the caller (`BadRequest`, `NotAllowed`), the
keeper of a feed (`SourceProblem`), the law desk (`LawDataProblem`) or the operator
(`StoreProblem`). Values stand in [brackets], so that an empty one shows. No error ever names a
person, by name or by number: errors end up in logs and on screens of people without a ground.
"""


class JdsError(Exception):
    """Something the register refuses or cannot do.

    Attributes:
        code: Stable name of the problem, for programs; never reused for another meaning.
        sentence: What happened and what to do next, for people.
    """

    code = "jds-error"

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


class BadRequest(JdsError):
    """The caller asked for something that does not exist or does not make sense."""

    code = "bad-request"


class NotAllowed(JdsError):
    """The caller has no ground, role or proof for what was asked."""

    code = "not-allowed"


class SourceProblem(JdsError):
    """What a source delivered, or a file of it, cannot be used as it is."""

    code = "source-problem"


class LawDataProblem(JdsError):
    """The rules in `law/data` contradict themselves or lack something; the law desk must act."""

    code = "law-data-problem"


class StoreProblem(JdsError):
    """The database or the files of the register are not as they must be; the operator must act."""

    code = "store-problem"


class BadSetting(BadRequest):
    """A setting from the environment or the command line has no usable value."""

    code = "bad-setting"


class NoServerBinaries(StoreProblem):
    """No PostgreSQL that this register can run was found on this machine."""

    code = "no-server-binaries"


class ServerNotStarted(StoreProblem):
    """The embedded server could not be made, started or stopped."""

    code = "server-not-started"


class DatabaseUnreachable(StoreProblem):
    """The database does not answer, or refuses who we are."""

    code = "database-unreachable"


class DatabaseUnsuitable(StoreProblem):
    """The database answers, but is too old or holds text in another encoding."""

    code = "database-unsuitable"


class MigrationMismatch(StoreProblem):
    """The tables in the database are not those this version of the code works with."""

    code = "migration-mismatch"
