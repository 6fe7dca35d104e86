"""Questions that recipients ask, and what is told."""

from typing import Any

WOMAN = ("--skn", "1234567")
CERTIFICATE = ("answer", "--recipient", "justis", "--purpose", "vog-np", "--on", "2026-01-01")
STANDARD = ("answer", "--recipient", "bestuursorgaan", "--purpose", "standaard")
KEPT = "SELECT count(*) FROM answer"


def facts(answer: Any) -> list[tuple[str, int]]:
    return [
        (case["parketnummer"], fact["feitnummer"])
        for case in answer["inhoud"]["zaken"]
        for fact in case["feiten"]
    ]


def loaded_at(connection: Any) -> Any:
    """Return the moment of the last batch: an erasure comes after it."""
    return connection.execute("SELECT recorded_at FROM ledger_head").fetchone()[0]
