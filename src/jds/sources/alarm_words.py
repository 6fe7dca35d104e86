"""The plain sentence of an alarm, in Dutch and in English."""

from collections.abc import Callable, Mapping
from typing import Literal, TypeAlias

from jds.sources.alarm import AlarmKind, Facts

Language: TypeAlias = Literal["nl", "en"]

_Sentence = Callable[[Facts], str]

_DUTCH: Mapping[AlarmKind, _Sentence] = {
    AlarmKind.SILENCE: lambda facts: (
        f"De bron {_ever(facts, 'is voor het laatst gehoord op', 'is nog nooit gehoord sinds')} "
        f"{facts['sinds']}; afgesproken is ten hoogste {facts['langste']} stilte."
    ),
    AlarmKind.HEARTBEAT: lambda facts: (
        f"De bron {_ever(facts, 'meldde voor het laatst op', 'meldde nog nooit sinds')} "
        f"{facts['sinds']} tot waar alles is verzonden; afgesproken is elke {facts['elke']}."
    ),
    AlarmKind.GAP: lambda facts: (
        "Er ontbreken volgnummers. Bij het begin van dit alarm waren het er in "
        f"{facts['reeksen']} reeks(en), vanaf {facts['eerste']}."
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
        f"{facts['nummers']} volgnummer(s) zijn door meer dan een bericht gebruikt; het eerste is "
        f"{facts['eerste']}."
    ),
    AlarmKind.UNKNOWN_CODES: lambda facts: (
        f"Op {facts['dag']} kwamen {facts['berichten']} berichten met codes of velden die niemand "
        "kent: mogelijk is de bron veranderd."
    ),
    AlarmKind.CLOCK: lambda facts: (
        "De klok van de bron loopt voor op die van het register; bij het begin van dit alarm "
        f"{facts['minuten']} minuten."
    ),
}

_ENGLISH: Mapping[AlarmKind, _Sentence] = {
    AlarmKind.SILENCE: lambda facts: (
        f"The source was {_ever(facts, 'last heard at', 'never heard since')} {facts['sinds']}; a "
        f"silence of at most {facts['langste']} was agreed."
    ),
    AlarmKind.HEARTBEAT: lambda facts: (
        f"The source {_ever(facts, 'last stated at', 'has never stated since')} {facts['sinds']} "
        f"up to where it has sent everything; every {facts['elke']} was agreed."
    ),
    AlarmKind.GAP: lambda facts: (
        "Running numbers are missing. When this alarm began they were missing in "
        f"{facts['reeksen']} range(s), from {facts['eerste']} on."
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
        f"{facts['nummers']} running number(s) were used by more than one message; the first is "
        f"{facts['eerste']}."
    ),
    AlarmKind.UNKNOWN_CODES: lambda facts: (
        f"On {facts['dag']} there came {facts['berichten']} messages with codes or fields that "
        "nobody knows: the source may have changed."
    ),
    AlarmKind.CLOCK: lambda facts: (
        "The clock of the source is ahead of that of the register; when this alarm began by "
        f"{facts['minuten']} minutes."
    ),
}


def sentence(kind: AlarmKind, facts: Facts, *, language: Language) -> str:
    """Return what an alarm says, in one sentence."""
    return (_DUTCH if language == "nl" else _ENGLISH)[kind](facts)


def _ever(facts: Facts, if_ever: str, if_never: str) -> str:
    return if_ever if facts["ooit"] else if_never


def _of(facts: Facts, between: str) -> str:
    return f"{between}{facts['soort']}" if facts["soort"] else ""
