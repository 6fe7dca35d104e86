"""The status page: one file of HTML that needs nothing else, in Dutch and in English.

It is served from elsewhere when everything here is down, so it loads nothing, and it says of
itself until when it holds. Its only script turns it to "unknown since" at that moment; without a
script it says so in words. The policy in its head lets no other style or script run.
"""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TypeAlias

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from msgspec import Struct

from jds.answers.tell_outside import Outside, SourceOutside
from jds.domain.time import Instant, LegalDay, instant_to_text
from jds.web.moments import Language, say_day, say_moment
from jds.web.status_words import read_words

FILES: Mapping[str, str] = {"nl": "index.html", "en": "en.html", "json": "status.json"}
"""Under which names the pages and the facts stand beside each other."""

LANGUAGES: tuple[Language, ...] = ("nl", "en")


def status_page(outside: Outside, *, language: Language) -> bytes:
    """Return the page in one language, in UTF-8."""
    style, script = _text_of("status.css"), _text_of("status.js")
    page = _templates(language).get_template("status.html.j2")
    shown = page.render(
        outside=outside,
        touched=touched_by_what(outside),
        not_there=kinds_not_there(outside),
        words=read_words().in_language(language),
        language=language,
        files=FILES,
        # Ours, from this package; nothing that anybody wrote gets into them.
        style=Markup(style),  # noqa: S704
        script=Markup(script),  # noqa: S704
        policy=(
            f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; "
            "base-uri 'none'; form-action 'none'"
        ),
    )
    return (shown + "\n").encode()


class Touched(Struct, frozen=True):
    """Answers that wait for the same sources, by recipient.

    Attributes:
        purposes: The purposes of each recipient.
    """

    complete_through_at: Instant | None
    waits_for: tuple[SourceOutside, ...]
    purposes: Mapping[str, Sequence[str]]


_Lacks: TypeAlias = tuple[Instant | None, tuple[str, ...]]


def touched_by_what(outside: Outside) -> list[Touched]:
    """Return the answers that are not current, each with those that wait for the same."""
    by_urn = {each.currency.source: each for each in outside.sources}
    found: dict[_Lacks, dict[str, list[str]]] = {}
    for told in outside.answers or ():
        if told.state != "actueel":
            lacks = (told.complete_through_at, told.waits_for)
            found.setdefault(lacks, {}).setdefault(told.recipient, []).append(told.purpose)
    return [
        Touched(through, tuple(by_urn[urn] for urn in urns), purposes)
        for (through, urns), purposes in found.items()
    ]


def kinds_not_there(outside: Outside) -> list[str]:
    """Return the kinds of source that some answer needs and of which none is registered."""
    return sorted({kind for told in outside.answers or () for kind in told.not_there})


@cache
def _templates(language: Language) -> Environment:
    templates = Environment(
        loader=PackageLoader("jds.web"), autoescape=True, undefined=StrictUndefined
    )

    def say(at: Instant) -> str:
        return say_moment(at, language=language)

    def say_a_day(day: LegalDay) -> str:
        return say_day(day, language=language)

    templates.filters |= {
        "say": say,
        "say_day": say_a_day,
        "as_text": instant_to_text,
        "system": _system,
    }
    return templates


@cache
def _text_of(name: str) -> str:
    return (files("jds.web") / "templates" / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _system(urn: str) -> str:
    """Return the name of the system of a source, without that of its organisation."""
    return urn.rsplit(":", 1)[-1]
