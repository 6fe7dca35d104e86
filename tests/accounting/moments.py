"""Fixed moments."""

from jds.domain.time import instant_from_text

NOON = instant_from_text("2026-03-02T12:00:00Z")
LATER = instant_from_text("2026-03-02T12:00:01Z")
