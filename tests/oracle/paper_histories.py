"""Random histories in which part of what sources state also comes by paper, or only by paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from hypothesis import strategies as st

from jds.domain.blocks import Case
from jds.domain.message import AcceptedMessage
from jds.domain.paper_source import Channel
from jds.domain.time import as_instant
from jds.domain.ways import Lead, Ways
from tests.oracle.histories import CORRECTION, RETRACTION, histories, kind_of
from tests.oracle.payloads import DAYS, PEOPLE, SOURCES, Wire, choose, payload, seldom, worlds
from tests.oracle.who_is_it import case_names

CHANNELS: tuple[Channel, ...] = ("papier", "digitaal")
NOT_ON_PAPER = (CORRECTION, RETRACTION, "bron-stand")


@dataclass(frozen=True)
class PaperHistory:
    """Messages both ways, and what is known of the ways, by id.

    Attributes:
        gaps: For what was entered while its source was not current: what had been heard last.
        pairs: Id of the digital message by that of the paper one.
    """

    messages: list[Wire]
    gaps: dict[str, str]
    pairs: dict[str, str]
    leads: tuple[Lead, ...]

    def ways(self, ledger: Sequence[AcceptedMessage]) -> Ways:
        """Return what is known of the ways when these messages are all."""
        at = {message.key.id: message.position for message in ledger}
        return Ways(
            entered={
                at[name]: as_instant(datetime.fromisoformat(gap))
                for name, gap in self.gaps.items()
                if name in at
            },
            pairs={
                at[paper]: at[digital]
                for paper, digital in self.pairs.items()
                if paper in at and digital in at
            },
            leads=self.leads,
        )


def paper_urn(urn: str) -> str:
    head, name = urn.rsplit(":", 1)
    return f"{head}:papier-{name}"


PAPER_SOURCES = {paper_urn(urn): kind for kind, urn in SOURCES.items()}


@st.composite
def paper_histories(
    draw: st.DrawFn, *, longest: int = 14, all_paired: bool = False
) -> PaperHistory:
    """Return a history with paper.

    Args:
        all_paired: All paper is an exact copy of a digital message and paired with it, and no
            operator states anything.
    """
    digital = draw(histories(longest=longest))
    on_paper = [
        index
        for index, message in enumerate(digital)
        if kind_of(message) not in NOT_ON_PAPER and choose(draw, [True, True, False])
    ]
    gaps: dict[str, str] = {}
    pairs: dict[str, str] = {}
    only_on_paper: set[int] = set()
    paper: list[Wire] = []
    counts: dict[str, int] = {}
    for index in on_paper:
        original = digital[index]
        copy = _copy(draw, original, number=len(paper), exact=all_paired)
        counts[copy["source"]] = counts.get(copy["source"], 0) + 1
        copy["sequence"] = str(counts[copy["source"]])
        paper.append(copy)
        if seldom(draw, one_in=4) is False:
            gaps[copy["id"]] = f"{choose(draw, DAYS)}T{choose(draw, ('00:00:00Z', '09:30:00Z'))}"
        if all_paired or choose(draw, [True, False]):
            pairs[copy["id"]] = original["id"]
        elif choose(draw, [True, False]):
            only_on_paper.add(index)
    messages = [each for index, each in enumerate(digital) if index not in only_on_paper] + paper
    if not all_paired and paper and choose(draw, [True, False, False]):
        messages.append(_retraction(choose(draw, paper), number=len(paper), counts=counts))
    leads = () if all_paired else tuple(draw(st.lists(_leads(), max_size=2)))
    return PaperHistory(messages, gaps, pairs, leads)


def _copy(draw: st.DrawFn, original: Wire, *, number: int, exact: bool) -> Wire:
    """Return what a clerk makes of the paper of a message, some days after it was logged."""
    logged = datetime.fromisoformat(original["time"])
    entered = logged + timedelta(days=draw(st.integers(1, 40)))
    data = original["data"]
    if not exact and seldom(draw, one_in=4):
        data = {**data, "toelichting": "verkeerd gelezen"}
        if "persoon" in data:
            data["persoon"] = dict(choose(draw, PEOPLE))
    return {
        **original,
        "id": f"P{number}",
        "source": paper_urn(original["source"]),
        "time": entered.isoformat(),
        "data": data,
    }


def _retraction(of: Wire, *, number: int, counts: dict[str, int]) -> Wire:
    return {
        **of,
        "id": f"P{number}",
        "type": f"nl.jds.{RETRACTION}.v1",
        "sequence": str(counts[of["source"]] + 1),
        "time": "2025-09-01T09:00:00Z",
        "data": {"betreft": {"source": of["source"], "id": of["id"]}, "reden": "vergissing"},
    }


@st.composite
def _leads(draw: st.DrawFn) -> Lead:
    world = draw(worlds())
    data = payload(draw, "zaak-ingeschreven", world)
    person, case = data["persoon"], data["zaak"]
    names = case_names(
        Case(case_number=case.get("parketnummer"), source_number=case.get("bronZaaknummer"))
    )
    subjects = {f"zaak:{urn}|{name}" for urn in SOURCES.values() for name in names}
    if "skn" in person:
        subjects.add(f"skn:{person['skn']}")
    return Lead(
        channel=choose(draw, CHANNELS),
        from_at=as_instant(datetime.fromisoformat(f"{choose(draw, DAYS)}T12:00:00+00:00")),
        subjects=frozenset(subjects),
        cases=frozenset(names),
    )
