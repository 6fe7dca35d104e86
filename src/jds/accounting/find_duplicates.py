"""Find, over the whole register, who is probably one person twice; accounted for.

splink pairs what is alike, beside the database. Whoever it pairs is folded as known now and weighed
by the method of the review queue, so that this list, the queue and a search say the same of two
people. It joins nobody; the pairs may be put on the list of what clerks have to judge.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeAlias

from msgspec import Struct

from jds.accounting.access import AccessLine, Shown, write_access, write_act
from jds.accounting.actors import prove, require_reason
from jds.accounting.editions import newest_entry_rules
from jds.accounting.proposal import Acting
from jds.accounting.roles import Verb
from jds.database.connection import Connection, Database
from jds.domain.identity import SubjectKey
from jds.domain.time import Instant, amsterdam_day
from jds.ledger.read import head
from jds.persons.estimation.claims import claims_of
from jds.persons.estimation.engine import AlikePair, Everybody, everybody, require_linkage
from jds.persons.index_claims import index_claims
from jds.persons.matching.compare import Strength, compare
from jds.persons.matching.describe import from_text
from jds.persons.review.evidence import Evidence, Ground, ReviewKind
from jds.persons.review.items import ReviewItem, ReviewOrigin, items_about
from jds.persons.review.method import ReviewMethod, review_method_in_use
from jds.records.ask_doubts import Asking, Sides, ask_doubts
from jds.records.doubtful import Doubtful
from jds.records.identities import identities_of
from jds.records.known_at import find_moment

PAIRS_AT_A_TIME = 100
"""Pairs that are looked at, or asked about, in one transaction."""

LEARNED_FROM = 200_000
"""Random pairs from which splink learns; half a minute. Its weight is told beside ours, no more."""

MOST_SHOWN = 1000
"""Pairs that are shown unless told otherwise."""

Met: TypeAlias = dict[tuple[int, int], float | None]
"""Pairs of subjects that are alike, the smaller number first; with what splink says of them."""


class Duplicate(Struct, frozen=True, kw_only=True):
    """Two persons who are probably one.

    Attributes:
        evidence: What speaks for it and against it, field by field.
        persons: The subjects that each is made of.
        subjects: Their numbers in the register.
        estimated: Weight by what splink learned from this register; None when it could not learn.
        item: The doubtful identity under which clerks judge it; None when nobody was asked.
    """

    evidence: Evidence
    persons: tuple[tuple[SubjectKey, ...], tuple[SubjectKey, ...]]
    subjects: tuple[frozenset[int], frozenset[int]]
    estimated: float | None
    item: ReviewItem | None

    @property
    def is_twinlike(self) -> bool:
        """Tell whether they look like two of one birth, whom the machine never joins."""
        return Ground.TWINS in self.evidence.grounds


class Duplicates(Struct, frozen=True, kw_only=True):
    """What was found.

    Attributes:
        found: Pairs of persons that weigh enough, whether shown or not.
        by_strength: How many of these are of each strength.
        twinlike: How many of these look like twins.
        known: How many of these stood among the doubtful identities already.
        shown: The likeliest first; empty unless asked to be shown.
        descriptions: How many were compared.
        position: Up to which message.
        asked: How many doubtful identities were opened, or got other evidence.
    """

    found: int
    by_strength: Mapping[Strength, int]
    twinlike: int
    known: int
    shown: tuple[Duplicate, ...]
    descriptions: int
    position: int
    method: str
    asked: int


def find_duplicates(
    database: Database,
    *,
    acting: Acting,
    clock: Callable[[], Instant],
    least: float | None = None,
    most: int = MOST_SHOWN,
    shows: bool = False,
    asks: bool = False,
) -> Duplicates:
    """Return the pairs of persons who are probably one, the likeliest first.

    A pair that a person judged `nooit-meer` is not among them, and neither are persons who are said
    to be two. Whoever is shown is accounted for in the transaction that reads them.

    Args:
        clock: Read whenever people are looked at: the whole takes long.
        least: Weight from which a pair counts; what keeps two joined when None.
        most: How many are shown, or asked about.
        shows: Tell whom the pairs are about; else only how many there are.
        asks: Put those that are worth asking about on the list of clerks.

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
            arguments={"from": str(weight), "most": most, "shows": shows, "asks": asks},
            reason=acting.reason,
            now=acting.now,
        )
        act_id = write_act(connection, act)
        if not shows:
            _account_for(connection, act_id, (), acting=acting)
        rule = newest_entry_rules(connection)
    position = index_claims(database)
    with everybody(method=method.descriptions) as known:
        with database.transaction() as connection:
            known.load(claims_of(connection))
        descriptions = known.descriptions
        met = _met(known, method=method)
    asking = Asking(rule=rule, method=method, clock=clock, finds_clusters=False)
    every = _weighed(database, met, least=weight, asking=asking)
    first = every[:most]
    changed = _ask(database, first, asking=asking) if asks else 0
    shown: tuple[Duplicate, ...] = ()
    if shows:
        with database.transaction() as connection:
            shown = tuple(_once_more(connection, first, least=weight, asking=asking))
            _account_for(connection, act_id, shown, acting=acting)
    return Duplicates(
        found=len(every),
        by_strength=Counter(each.evidence.strength for each in every),
        twinlike=sum(each.is_twinlike for each in every),
        known=sum(each.item is not None for each in every),
        shown=shown,
        descriptions=descriptions,
        position=position,
        method=method.version,
        asked=changed,
    )


def _met(known: Everybody, *, method: ReviewMethod) -> Met:
    """Return the pairs of subjects that are alike enough to be looked at, with what splink says."""
    learned = known.learn(random_pairs=LEARNED_FROM)
    met: Met = {}
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
    met: Met,
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
    return sorted(found.values(), key=_likeliest_first)


def _once_more(
    connection: Connection, first: Iterable[Duplicate], *, least: float, asking: Asking
) -> list[Duplicate]:
    """Return the same pairs as they are now: what was erased or decided meanwhile is not shown."""
    met = {(min(each.subjects[0]), min(each.subjects[1])): each.estimated for each in first}
    found = [
        each
        for portion in _portions(met)
        for each in _look_at(connection, portion, met, asking=asking)
        if each.evidence.weight >= least
    ]
    return sorted(found, key=_likeliest_first)


def _likeliest_first(pair: Duplicate) -> tuple[object, ...]:
    return -pair.evidence.weight, pair.persons


def _look_at(
    connection: Connection, portion: Sequence[tuple[int, int]], met: Met, *, asking: Asking
) -> Iterator[Duplicate]:
    moment = find_moment(connection, None, now=asking.clock())
    everybody_here = {subject for pair in portion for subject in pair}
    identities = identities_of(connection, everybody_here, moment=moment, rule=asking.rule)
    doubtful = Doubtful(identities, method=asking.method)
    weighed = []
    for pair in portion:
        # Of whom nothing may be told is nobody here; who is one already, or said to be two, is no
        # question.
        one, other = (doubtful.person_of(each) for each in pair)
        if one is None or other is None:
            continue
        evidence = doubtful.pair(one, other)
        if isinstance(evidence, Evidence):
            sides = (doubtful.subjects_of(one), doubtful.subjects_of(other))
            weighed.append((pair, evidence, (one.subjects, other.subjects), sides))
    concerned = frozenset[int]().union(*(side for *_, sides in weighed for side in sides))
    items = _pairs_asked(connection, concerned, now=asking.clock())
    for pair, evidence, persons, sides in weighed:
        asked = [each for each in items(sides) if each.asked.is_about(sides)]
        if any(each.history.ever_never() for each in asked):
            continue
        yield Duplicate(
            evidence=evidence,
            persons=persons,
            subjects=sides,
            estimated=met[pair],
            item=max(asked, key=lambda each: each.number, default=None),
        )


def _pairs_asked(
    connection: Connection, subjects: frozenset[int], *, now: Instant
) -> Callable[[Sides], list[ReviewItem]]:
    """Return what tells the doubtful identities that somebody of the first side is in."""
    of_subject: dict[int, list[ReviewItem]] = {}
    for item in items_about(connection, subjects, now=now):
        if item.kind is ReviewKind.ONE:
            for subject_id in item.subjects:
                of_subject.setdefault(subject_id, []).append(item)
    return lambda sides: [item for one in sides[0] for item in of_subject.get(one, ())]


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
