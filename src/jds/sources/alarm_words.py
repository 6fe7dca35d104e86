"""The plain sentence of an alarm, in Dutch and in English."""

from collections.abc import Callable, Mapping
from typing import Literal, TypeAlias

from jds.sources.alarm import AlarmKind, Facts

Language: TypeAlias = Literal["nl", "en"]

_Sentence = Callable[[Facts], str]

_DUTCH: Mapping[AlarmKind, _Sentence] = {
    AlarmKind.SILENCE: lambda facts: (
        f"De bron is voor het laatst gehoord op {facts['gehoord']}; afgesproken is ten hoogste "
        f"{facts['langste']} stilte."
    ),
    AlarmKind.HEARTBEAT: lambda facts: (
        f"De bron meldde voor het laatst op {facts['sinds']} tot waar alles is verzonden; "
        f"afgesproken is elke {facts['elke']}."
    ),
    AlarmKind.GAP: lambda facts: (
        f"Er ontbreken volgnummers, in {facts['reeksen']} reeks(en); het eerste is "
        f"{facts['eerste']}."
    ),
    AlarmKind.COUNTS: lambda facts: (
        f"Wat de bron zelf telde tot haar melding {facts['sequence']} klopt niet met wat hier is."
    ),
    AlarmKind.EMPTY_DAY: lambda facts: (
        f"Van {facts['dag']} kwam geen enkel bericht{_of(facts, ' van het soort ')}; gewoonlijk "
        f"zijn het er ongeveer {facts['gewoonlijk']}."
    ),
    AlarmKind.BACKWARDS: lambda facts: (
        f"De bron telt terug: na volgnummer {facts['hoogste']} gebruikt zij nu {facts['nu']}."
    ),
    AlarmKind.CLASH: lambda facts: (
        f"{facts['nummers']} volgnummer(s) zijn door meer dan een bericht gebruikt."
    ),
    AlarmKind.UNKNOWN_CODES: lambda facts: (
        f"Op {facts['dag']} kwamen {facts['berichten']} berichten met codes of velden die niemand "
        "kent: mogelijk is de bron veranderd."
    ),
    AlarmKind.CLOCK: lambda facts: (
        f"De klok van de bron loopt {facts['minuten']} minuten voor op die van het register."
    ),
}

_ENGLISH: Mapping[AlarmKind, _Sentence] = {
    AlarmKind.SILENCE: lambda facts: (
        f"The source was last heard at {facts['gehoord']}; a silence of at most "
        f"{facts['langste']} was agreed."
    ),
    AlarmKind.HEARTBEAT: lambda facts: (
        f"The source last stated at {facts['sinds']} up to where it has sent everything; every "
        f"{facts['elke']} was agreed."
    ),
    AlarmKind.GAP: lambda facts: (
        f"Running numbers are missing, in {facts['reeksen']} range(s); the first is "
        f"{facts['eerste']}."
    ),
    AlarmKind.COUNTS: lambda facts: (
        f"What the source counted itself up to its statement {facts['sequence']} does not agree "
        "with what is here."
    ),
    AlarmKind.EMPTY_DAY: lambda facts: (
        f"Nothing{_of(facts, ' of the kind ')} came of {facts['dag']}; usually it is about "
        f"{facts['gewoonlijk']}."
    ),
    AlarmKind.BACKWARDS: lambda facts: (
        f"The source counts back: after running number {facts['hoogste']} it now uses "
        f"{facts['nu']}."
    ),
    AlarmKind.CLASH: lambda facts: (
        f"{facts['nummers']} running number(s) were used by more than one message."
    ),
    AlarmKind.UNKNOWN_CODES: lambda facts: (
        f"On {facts['dag']} there came {facts['berichten']} messages with codes or fields that "
        "nobody knows: the source may have changed."
    ),
    AlarmKind.CLOCK: lambda facts: (
        f"The clock of the source is {facts['minuten']} minutes ahead of that of the register."
    ),
}


def sentence(kind: AlarmKind, facts: Facts, *, language: Language) -> str:
    """Return what an alarm says, in one sentence."""
    return (_DUTCH if language == "nl" else _ENGLISH)[kind](facts)


def _of(facts: Facts, between: str) -> str:
    return f"{between}{facts['soort']}" if facts["soort"] else ""
