"""The status page: one file of HTML that needs nothing else, in Dutch and in English.

It is served from elsewhere when everything here is down, so it loads nothing, and it says of
itself until when it holds. Its only script turns it to "unknown since" at that moment; without a
script it says so in words. The policy in its head lets no other style or script run.
"""

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from jds.answers.tell_outside import Outside
from jds.domain.time import Instant, instant_to_text
from jds.web.moments import Language, say_moment
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


@cache
def _templates(language: Language) -> Environment:
    templates = Environment(
        loader=PackageLoader("jds.web"), autoescape=True, undefined=StrictUndefined
    )

    def say(at: Instant) -> str:
        return say_moment(at, language=language)

    templates.filters |= {"say": say, "as_text": instant_to_text, "system": _system}
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
