"""The beat of `jds watch` as a small file in the home: an outside check needs no database."""

from pathlib import Path

import msgspec

from jds.cli.files import write_whole
from jds.domain.time import InvalidTime, instant_from_text, instant_to_text
from jds.errors import NotAllowed
from jds.sources.watch import Beat

FILE = "watch.json"


class WatchOverdue(NotAllowed):
    """Nobody looks at the sources any more."""

    code = "watch-overdue"


class _Kept(msgspec.Struct, frozen=True):
    """What the file says, in RFC 3339."""

    laatsteRonde: str  # noqa: N815 - as on the wire
    verwachtVoor: str  # noqa: N815


def write_beat(home: Path, beat: Beat) -> None:
    """Leave the beat in the home."""
    kept = _Kept(instant_to_text(beat.at), instant_to_text(beat.due_at))
    write_whole(home / FILE, msgspec.json.encode(kept) + b"\n")


def read_beat(home: Path) -> Beat | None:
    """Return the beat that was left in the home; None when there is none that can be read."""
    try:
        kept = msgspec.json.decode((home / FILE).read_bytes(), type=_Kept)
        return Beat(instant_from_text(kept.laatsteRonde), instant_from_text(kept.verwachtVoor))
    except (OSError, msgspec.DecodeError, InvalidTime):
        return None
