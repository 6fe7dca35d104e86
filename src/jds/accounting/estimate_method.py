"""Estimate weights for a new method from everything that is said of people; accounted for.

It reads everybody's description and shows nobody's: what comes of it is how often outcomes occur.
"""

from jds.accounting.access import AccessLine, Shown, write_access, write_act
from jds.accounting.actors import prove, require_reason
from jds.accounting.proposal import Acting
from jds.accounting.roles import Verb
from jds.database.connection import Database
from jds.domain.time import amsterdam_day
from jds.ledger.read import head
from jds.persons.estimation.claims import claims_of
from jds.persons.estimation.engine import RANDOM_PAIRS, everybody, require_linkage
from jds.persons.estimation.method_file import Estimated, check_new_name
from jds.persons.index_claims import index_claims
from jds.persons.matching.method import Method


def estimate_method(
    database: Database,
    *,
    acting: Acting,
    base: Method,
    name: str,
    random_pairs: int = RANDOM_PAIRS,
) -> Estimated:
    """Return how often each outcome of `base` occurs in one person and in two.

    Args:
        name: Of the method that is to be made of it.
        random_pairs: In how many random pairs to count what occurs in two people.

    Raises:
        LinkageNotInstalled: The optional extra is missing here.
        MethodNameRefused: There can be no new method of this name.
        NotAllowed: The actor is not proven, or may not.
        TooFewAlike: The register says too little.
    """
    require_linkage()
    check_new_name(name)
    require_reason(acting.reason)
    with database.transaction() as connection:
        act = prove(
            connection,
            acting.name,
            home=acting.home,
            verb=Verb.ESTIMATE_WEIGHTS,
            arguments={"name": name, "pairs": random_pairs, "method": base.version},
            reason=acting.reason,
            now=acting.now,
        )
        # Everybody is read and nobody is shown: a line that names nobody.
        nobody = AccessLine(
            None, Shown.NOTHING, head(connection).position, amsterdam_day(acting.now)
        )
        write_access(connection, write_act(connection, act), [nobody])
    index_claims(database)
    with everybody(method=base) as known:
        with database.transaction() as connection:
            known.load(claims_of(connection))
        return known.estimate(random_pairs=random_pairs)
