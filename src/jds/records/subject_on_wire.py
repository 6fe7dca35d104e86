"""What a subject is called before people: an SKN, a case of a source, a number, a message.

The internal key of a subject never leaves the database; this says the same in the words of the
wire. It holds numbers of a person, so whoever shows it writes an access line.
"""

import re
from typing import TypeAlias

from jds.domain.identity import SubjectKey

Json: TypeAlias = dict[str, str]

_CASE = re.compile(r"\|([pb]):")
_CASE_FIELDS = {"p": "parketnummer", "b": "bronZaaknummer"}


def present_subject(key: SubjectKey) -> Json:
    """Return a subject as JSON: its kind (`soort`), and what names it."""
    kind, _, name = key.partition(":")
    match kind:
        case "skn" | "bsn":
            return {"soort": kind, kind: name}
        case "v":
            return {"soort": "v-nummer", "vNummer": name}
        case "zaak":
            source, sort, case = _CASE.split(name, maxsplit=1)
            return {"soort": kind, "bron": source, _CASE_FIELDS[sort]: case}
        case "buitenland":
            source, state, reference = name.split("|", maxsplit=2)
            return {"soort": kind, "bron": source, "land": state, "kenmerk": reference}
        case _:
            source, _, message_id = name.partition("|")
            return {"soort": kind, "bron": source, "bericht": message_id}


def subject_in_words(key: SubjectKey) -> str:
    """Return a subject in one line for people."""
    said = present_subject(key)
    match said["soort"]:
        case "skn":
            return f"SKN {said['skn']}"
        case "bsn":
            return f"BSN {said['bsn']}"
        case "v-nummer":
            return f"V-nummer {said['vNummer']}"
        case "zaak":
            return f"zaak {said.get('parketnummer') or said['bronZaaknummer']} van {said['bron']}"
        case "buitenland":
            return f"veroordeling {said['kenmerk']} ({said['land']}) van {said['bron']}"
        case _:
            return f"bericht {said['bericht']} van {said['bron']}"
