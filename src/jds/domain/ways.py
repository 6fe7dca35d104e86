"""Which way leads in a case: paper or digital. What comes the other way is kept and not applied.

While a source is cut off, clerks enter its paper; later its own messages state the same again. In
one case one way leads at any time, so that no fact counts twice and none counts by both. A pair
says that two messages state one fact: then the one whose way leads counts, and the other has
nothing to add. Nothing here depends on the order of arrival: what was entered while its source was
cut off, what was paired and what an operator stated of a case are statements like any other.

Source: the oracle in `tests/oracle/ways.py` says the same from the words of ADR 23.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from jds.domain.cases import by_case
from jds.domain.chains import Statement
from jds.domain.events import StatedInCase
from jds.domain.identity import SubjectKey, case_names
from jds.domain.paper_source import Channel, is_paper_source, real_source_of
from jds.domain.record import Effect, EffectOf
from jds.domain.time import Instant

OTHER_WAY_LEADS = "andere-weg-is-leidend"
"""Why a message waits that came by the way that does not lead."""

SAME_FACT = "zelfde-feit-langs-andere-weg"
"""Why a message adds nothing: another one, which came the other way, states the same fact."""


class Lead(Struct, frozen=True):
    """What an operator stated of a case: which way leads in it.

    Attributes:
        from_at: Where paper leads: what a source itself logged after this waits.
        subjects: Whose case it is: all subjects of the person when it was stated.
        cases: Every name of the case.
    """

    channel: Channel
    from_at: Instant
    subjects: frozenset[SubjectKey]
    cases: frozenset[str]


class Ways(Struct, frozen=True):
    """What is known, at a moment, of paper beside the digital way.

    Attributes:
        entered: By position of what a clerk entered while its source was not current: the last
            instant at which that source had been heard. What it logged after that may state the
            same.
        pairs: Position of a digital message by that of the paper message that states the same fact;
            both are the first of their chains.
        leads: What operators stated, in the order in which they did.
    """

    entered: Mapping[int, Instant] = {}
    pairs: Mapping[int, int] = {}
    leads: tuple[Lead, ...] = ()


NO_PAPER = Ways()


class Led(Struct, frozen=True):
    """The statements of one case, parted by the way they came.

    Attributes:
        names: Every name of the case by the statements that apply.
        channel: The way that leads.
        leading: What applies, in order.
        everything: What does not apply too, in order.
        apart: The effect of each that does not apply, by its position.
    """

    names: frozenset[str]
    channel: Channel
    leading: Sequence[Statement]
    everything: Sequence[Statement]
    apart: dict[int, EffectOf] = {}


def led_cases(
    statements: Sequence[Statement], *, members: frozenset[SubjectKey], ways: Ways
) -> Iterator[Led]:
    """Sort the statements of one person, given in order, by case, and part them by their ways.

    What does not apply makes no two names one case either: it stands with a case that has one of
    its names, or alone.

    Args:
        members: All subjects of the person.
    """
    for names, of_case in by_case(statements):
        channel, apart = _part(names, of_case, members=members, ways=ways)
        if not apart:
            yield Led(names, channel, of_case, of_case)
            continue
        left = dict(apart)
        for own_names, leading in by_case([s for s in of_case if s.position not in apart]):
            beside = {
                each.position: left.pop(each.position)
                for each in of_case
                if each.position in left and not own_names.isdisjoint(_names(each))
            }
            own = {each.position for each in leading} | beside.keys()
            everything = [each for each in of_case if each.position in own]
            yield Led(own_names, channel, leading, everything, beside)
        if left:
            yield Led(names, channel, [], [s for s in of_case if s.position in left], left)


def _part(
    names: frozenset[str],
    statements: Sequence[Statement],
    *,
    members: frozenset[SubjectKey],
    ways: Ways,
) -> tuple[Channel, dict[int, EffectOf]]:
    """Return the way that leads in a case, and the effect of each statement that does not apply."""
    paper = [each for each in statements if _is_paper(each)]
    stated = _stated(ways.leads, names=names, members=members)
    if not paper and (stated is None or stated.channel == "digitaal"):
        return "digitaal", {}
    rule = _Rule(stated, paper, ways)
    at = {each.root.position: each for each in statements}
    apart: dict[int, EffectOf] = {}
    for each in paper:
        digital_position = ways.pairs.get(each.root.position)
        if digital_position is None:
            if not rule.applies(each):
                apart[each.position] = each.has(Effect.WAITING, OTHER_WAY_LEADS)
            continue
        digital = at.get(digital_position)
        if digital is not None and rule.applies(each) and not rule.applies(digital):
            apart[digital.position] = digital.has(Effect.OVERTAKEN, SAME_FACT)
        else:
            apart[each.position] = each.has(Effect.OVERTAKEN, SAME_FACT)
    for each in statements:
        if each.position not in apart and not _is_paper(each) and not rule.applies(each):
            apart[each.position] = each.has(Effect.WAITING, OTHER_WAY_LEADS)
    return rule.channel, apart


def is_paired_off(statement: Statement, ways: Ways) -> bool:
    """Tell whether `statement`, of no case, came by paper and its source made it itself too.

    Of what belongs to no case, such as a death, the digital message then counts; in a case it
    depends on the way that leads.
    """
    if not ways.pairs or isinstance(statement.event, StatedInCase):
        return False
    return statement.root.position in ways.pairs


class _Rule:
    """Which messages of one case apply, as far as their way goes."""

    def __init__(self, stated: Lead | None, paper: Iterable[Statement], ways: Ways) -> None:
        self._stated = stated
        self._since = {} if stated is not None else _open_since(paper, ways)

    @property
    def channel(self) -> Channel:
        """The way that leads in the case."""
        if self._stated is not None:
            return self._stated.channel
        return "papier" if self._since else "digitaal"

    def applies(self, statement: Statement) -> bool:
        """Tell whether the way by which `statement` came leads."""
        source, is_paper = statement.root.key.source, _is_paper(statement)
        if self._stated is None:
            since = self._since.get(real_source_of(source))
            if is_paper:
                return since is not None
            return since is None or statement.root.time <= since
        if self._stated.channel == "digitaal":
            return not is_paper
        return is_paper or statement.root.time <= self._stated.from_at


def _open_since(paper: Iterable[Statement], ways: Ways) -> dict[str, Instant]:
    """Return, per source, since when what it logs may be what its unpaired paper says already.

    A source without paper in the case, or whose paper is all paired, is not in it: nothing of it
    has to wait.
    """
    since: dict[str, Instant] = {}
    for each in paper:
        heard_at = ways.entered.get(each.root.position)
        if heard_at is None or each.root.position in ways.pairs:
            continue
        source = real_source_of(each.root.key.source)
        since[source] = min(heard_at, since.get(source, heard_at))
    return since


def _stated(
    leads: Sequence[Lead], *, names: frozenset[str], members: frozenset[SubjectKey]
) -> Lead | None:
    """Return what was stated last of the case; None when nothing was."""
    return next(
        (
            each
            for each in reversed(leads)
            if not each.cases.isdisjoint(names) and not each.subjects.isdisjoint(members)
        ),
        None,
    )


def _names(statement: Statement) -> tuple[str, ...]:
    return case_names(statement.event.case) if isinstance(statement.event, StatedInCase) else ()


def _is_paper(statement: Statement) -> bool:
    return is_paper_source(statement.root.key.source)
