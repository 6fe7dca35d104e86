"""Find, over the whole register, who is probably one person twice; accounted for.

splink pairs what is alike, beside the database. Whoever it pairs is folded as known now and weighed
by the method of the review queue, so that this list, the queue and a search say the same of two
people. It joins nobody; the pairs may be put on the list of what clerks have to judge.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from msgspec import Struct, structs

from jds.accounting.access import AccessLine, Shown, write_access, write_act
from jds.accounting.actors import prove, require_reason
from jds.accounting.editions import newest_entry_rules
from jds.accounting.proposal import Acting
from jds.accounting.roles import Verb
from jds.database.connection import Connection, Database
from jds.domain.identity import SubjectKey
from jds.domain.time import amsterdam_day
from jds.ledger.read import head
from jds.persons.estimation.claims import claims_of
from jds.persons.estimation.engine import AlikePair, Everybody, everybody, require_linkage
from jds.persons.index_claims import index_claims
from jds.persons.matching.compare import compare
from jds.persons.matching.describe import from_text
from jds.persons.review.evidence import Evidence, ReviewKind
from jds.persons.review.items import ReviewItem, ReviewOrigin, items_about
from jds.persons.review.method import ReviewMethod, review_method_in_use
from jds.records.ask_doubts import Asking, Sides, ask_doubts
from jds.records.doubtful import Doubtful
from jds.records.identities import identities_of
from jds.records.known_at import find_moment

PAIRS_AT_A_TIME = 100
"""Pairs that are looked at, or asked about, in one transaction."""

MOST_SHOWN = 1000
"""Pairs that are shown unless told otherwise."""


class Duplicate(Struct, frozen=True, kw_only=True):
    """Two persons who are probably one.

    Attributes:
        evidence: What speaks for it and against it, field by field.
        persons: What each is called, as the subjects that the person is made of.
        subjects: Their numbers in the register.
        estimated: Weight by what splink learned from this register; None when it could not learn.
        item: The doubtful identity under which clerks judge it; None when nobody was asked.
    """

    evidence: Evidence
    persons: tuple[tuple[SubjectKey, ...], tuple[SubjectKey, ...]]
    subjects: tuple[frozenset[int], frozenset[int]]
    estimated: float | None
    item: ReviewItem | None = None


class Duplicates(Struct, frozen=True, kw_only=True):
    """What was found.

    Attributes:
        shown: The likeliest first.
        found: How many weigh enough, shown or not.
        descriptions: How many were compared.
        position: Up to which message.
        asked: How many doubtful identities were opened, or got other evidence.
    """

    shown: tuple[Duplicate, ...]
    found: int
    descriptions: int
    position: int
    method: str
    asked: int


def find_duplicates(
    database: Database,
    *,
    acting: Acting,
    least: float | None = None,
    most: int = MOST_SHOWN,
    asks: bool = False,
) -> Duplicates:
    """Return the pairs of persons who are probably one, the likeliest first.

    Whoever is shown is accounted for before this returns.

    Args:
        least: Weight from which a pair is told; what keeps two joined when None.
        most: How many are shown.
        asks: Put those that are shown, and are worth asking about, on the list of clerks.

    Raises:
        LinkageNotInstalled: The optional extra is missing here.
        NotAllowed: The actor is not proven, or may not.
    """
    require_linkage()
    require_reason(acting.reason)
    method = review_method_in_use()
    weight = method.descriptions.stay if least is None else least
    with database.transaction() as connection:
        act = prove(
            connection,
            acting.name,
            home=acting.home,
            verb=Verb.FIND_DUPLICATES,
            arguments={"from": str(weight), "most": most, "asks": str(asks)},
            reason=acting.reason,
            now=acting.now,
        )
        act_id = write_act(connection, act)
        rule = newest_entry_rules(connection)
    position = index_claims(database)
    with everybody(method=method.descriptions) as known:
        with database.transaction() as connection:
            known.load(claims_of(connection))
        descriptions = known.descriptions
        met = _met(known, method=method)
    asking = Asking(rule=rule, method=method, now=acting.now, finds_clusters=False)
    every = _weighed(database, met, least=weight, asking=asking)
    shown = every[:most]
    changed = _ask(database, shown, asking=asking) if asks else 0
    with database.transaction() as connection:
        shown = list(_with_items(connection, shown, acting=acting))
        _account_for(connection, act_id, shown, acting=acting)
    return Duplicates(
        shown=tuple(shown),
        found=len(every),
        descriptions=descriptions,
        position=position,
        method=method.version,
        asked=changed,
    )


def _met(known: Everybody, *, method: ReviewMethod) -> dict[tuple[int, int], float | None]:
    """Return the pairs of subjects that are alike enough to be looked at, with what splink says."""
    learned = known.learn()
    met: dict[tuple[int, int], float | None] = {}
    for pair in known.alike():
        if _is_proposed(pair, method=method):
            one, other = sorted(pair.subjects)
            before = met.get((one, other))
            estimated = pair.estimated if learned else None
            if before is None or (estimated is not None and estimated > before):
                met[one, other] = estimated
    return met


def _is_proposed(pair: AlikePair, *, method: ReviewMethod) -> bool:
    one, other = (from_text(text) for text in pair.descriptions)
    return compare(one, other, method=method.descriptions).weight >= method.descriptions.propose


def _weighed(
    database: Database,
    met: dict[tuple[int, int], float | None],
    *,
    least: float,
    asking: Asking,
) -> list[Duplicate]:
    """Return what weighs enough of what met, each two persons once, the likeliest first."""
    found: dict[frozenset[tuple[SubjectKey, ...]], Duplicate] = {}
    for portion in _portions(met):
        with database.transaction() as connection:
            for each in _look_at(connection, portion, met, asking=asking):
                pair = frozenset(each.persons)
                before = found.get(pair)
                if each.evidence.weight >= least and (
                    before is None or (each.estimated or 0) > (before.estimated or 0)
                ):
                    found[pair] = each
    return sorted(found.values(), key=lambda each: (-each.evidence.weight, each.persons))


def _look_at(
    connection: Connection,
    portion: Sequence[tuple[int, int]],
    met: dict[tuple[int, int], float | None],
    *,
    asking: Asking,
) -> Iterator[Duplicate]:
    moment = find_moment(connection, None, now=asking.now)
    everybody_here = {subject for pair in portion for subject in pair}
    identities = identities_of(connection, everybody_here, moment=moment, rule=asking.rule)
    doubtful = Doubtful(identities, method=asking.method)
    for pair in portion:
        # Of whom nothing may be told is nobody here; who is one already, or said to be two, is no
        # question.
        one, other = (doubtful.person_of(each) for each in pair)
        if one is None or other is None:
            continue
        evidence = doubtful.pair(one, other)
        if isinstance(evidence, Evidence):
            yield Duplicate(
                evidence=evidence,
                persons=(one.subjects, other.subjects),
                subjects=(doubtful.subjects_of(one), doubtful.subjects_of(other)),
                estimated=met[pair],
            )


def _ask(database: Database, shown: Iterable[Duplicate], *, asking: Asking) -> int:
    """Ask clerks about those that are shown; return how many doubtful identities changed."""
    changed = 0
    for each in shown:
        concerned = frozenset().union(*each.subjects)
        with database.transaction() as connection:
            changed += ask_doubts(
                connection, concerned, concerned, asking=asking, origin_of=_of_whole_register
            )
    return changed


def _of_whole_register(_evidence: Evidence, _sides: Sides) -> ReviewOrigin:
    return ReviewOrigin.NIGHT


def _with_items(
    connection: Connection, shown: Sequence[Duplicate], *, acting: Acting
) -> Iterator[Duplicate]:
    """Yield what is shown with the doubtful identity that asks the same, if there is one."""
    concerned = frozenset[int]().union(*(side for each in shown for side in each.subjects))
    of_subject: dict[int, list[ReviewItem]] = {}
    for item in items_about(connection, concerned, now=acting.now):
        if item.kind is ReviewKind.ONE:
            for subject_id in item.subjects:
                of_subject.setdefault(subject_id, []).append(item)
    for each in shown:
        near = chain.from_iterable(of_subject.get(one, ()) for one in sorted(each.subjects[0]))
        asked = next((item for item in near if item.asked.is_about(each.subjects)), None)
        yield structs.replace(each, item=asked)


def _account_for(
    connection: Connection, act_id: int, shown: Sequence[Duplicate], *, acting: Acting
) -> None:
    """Write down who was shown; a line that names nobody when none was."""
    position, on = head(connection).position, amsterdam_day(acting.now)
    subjects = frozenset[int]().union(*(side for each in shown for side in each.subjects))
    lines = [AccessLine(each, Shown.REVIEW, position, on) for each in sorted(subjects)]
    write_access(connection, act_id, lines or [AccessLine(None, Shown.NOTHING, position, on)])


def _portions(pairs: Iterable[tuple[int, int]]) -> Iterator[Sequence[tuple[int, int]]]:
    left = iter(sorted(pairs))
    while portion := list(islice(left, PAIRS_AT_A_TIME)):
        yield portion
