"""What ends an offence: the words of prosecutors and courts, and the outcome each sets.

Source: message contract, section 3 ("Ways to end") and section 5.
"""

from jds.domain.record import OPEN, Outcome, OutcomeKind

DECIDED: dict[str, OutcomeKind] = {
    "sepot": "sepot",
    "voorwaardelijk-sepot": "voorwaardelijk-sepot",
    "transactie": "transactie",
    "strafbeschikking": "strafbeschikking",
    "voeging": "overgedragen",
    "overdracht": "overgedragen",
    "dagvaarding": "open",
}
FOUND: dict[str, OutcomeKind] = {
    "veroordeling": "veroordeling",
    "vrijspraak": "vrijspraak",
    "ontslag-van-alle-rechtsvervolging": "ontslag-van-alle-rechtsvervolging",
    "schuldig-zonder-straf": "schuldig-zonder-straf",
    "nietig": "nietig",
    "niet-ontvankelijk": "niet-ontvankelijk",
    "om-niet-ontvankelijk": "niet-ontvankelijk",
    "terugwijzing": "open",
}
HIGHER_INSTANCES = frozenset(("hoger-beroep", "cassatie", "herziening"))
LEAVES_IN_FORCE = frozenset(("bevestigd", "verworpen", "appellant-niet-ontvankelijk"))


class OffenceInWalk:
    """The outcomes of one offence while the statements are walked."""

    __slots__ = ("doubts", "endings", "higher_judgments", "history", "judgments", "outcome")

    def __init__(self) -> None:
        self.outcome = OPEN
        self.history: list[Outcome] = []
        self.doubts: set[str] = set()
        self.endings = 0
        self.judgments: list[int] = []
        self.higher_judgments: list[int] = []

    def end_as(self, outcome: Outcome) -> None:
        if self.outcome.stated_by is not None:
            self.history.append(self.outcome)
        self.outcome = outcome
        self.endings += outcome.kind != "open"
