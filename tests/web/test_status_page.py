"""The status page as a browser reads it: whole, on its own, in two languages, honest."""

import base64
import hashlib
import re
from itertools import pairwise
from typing import get_args
from xml.etree import ElementTree as ET

import html5lib
import pytest
from msgspec.structs import replace

from jds.accounting.advice_changes import AdviceChange
from jds.answers.tell_outside import Outside, answers_resting_on
from jds.domain.time import add_days, amsterdam_day, instant_from_text
from jds.law.currency.rules import WeakAdvice
from jds.law.rules import load_law
from jds.law.values import SourceKind
from jds.sources.plain_state import FROM_WORST, PlainState, WhyNot
from jds.sources.unwatched import Unwatched
from jds.web.moments import Language, say_day, say_moment
from jds.web.show_status import FILES, LANGUAGES, status_page
from jds.web.status_words import read_words
from tests.web.status_facts import EVERY_STATE, OVERDUE, STATED, VALID_UNTIL, facts

UNWATCHED = replace(
    facts("actueel"), unwatched=(Unwatched(instant_from_text("2026-03-01T07:00:00Z"), STATED),)
)
LAW = load_law()
DAY = amsterdam_day(STATED)


def with_answers(outside: Outside) -> Outside:
    """Return the facts with what they leave of the answers."""
    return replace(outside, answers=answers_resting_on(outside.sources, LAW, on=DAY))


TOUCHED = with_answers(EVERY_STATE)
DECLARED = replace(
    facts("actueel"),
    declared=(
        AdviceChange(
            number=3,
            purposes=("ind/nationaliteit", "ind/vreemdelingen"),
            risks=("open-zaak",),
            advice="aanhouden",
            starts_on=DAY,
            ends_before=add_days(DAY, 14),
            notice_nl="Zaken met een open zaak <worden> aangehouden.",
            notice_en="Cases with an open case <are> held.",
            declared_at=STATED,
        ),
    ),
)
WORLDS = {
    "every state": EVERY_STATE,
    "no sources": facts(),
    "all current": facts("actueel"),
    "nobody watches": facts("verbonden", beat=OVERDUE),
    "never watched": facts("verbonden", beat=None),
    "unwatched before": UNWATCHED,
    "answers touched": TOUCHED,
    "a declaration": DECLARED,
}
PAGES = [
    pytest.param(outside, language, id=f"{name} {language}")
    for name, outside in WORLDS.items()
    for language in LANGUAGES
]
UNTIL = {"nl": "2 maart 2026, 13:30 uur (CET)", "en": "2 March 2026, 13:30 (CET)"}


def read(outside: Outside, language: Language) -> ET.Element:
    """Read a page strictly: what a browser would have to mend is an error."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    document: ET.Element = parser.parse(status_page(outside, language=language).decode())
    return document


def said(element: ET.Element) -> str:
    """Return what a reader sees in a browser without scripts: nothing that is hidden."""
    parts: list[str] = []

    def walk(each: ET.Element) -> None:
        if each.tag not in ("script", "style") and "hidden" not in each.attrib:
            parts.append(each.text or "")
            for child in each:
                walk(child)
        parts.append(each.tail or "")

    walk(element)
    return " ".join(" ".join(parts).split())


@pytest.mark.parametrize(("outside", "language"), PAGES)
def test_a_page_is_html_that_needs_no_mending_and_says_its_language(
    outside: Outside, language: Language
) -> None:
    page = read(outside, language)

    assert page.attrib["lang"] == language
    [title] = page.iter("title")
    assert title.text == read_words().in_language(language)["page"]["title"]
    [viewport] = [each for each in page.iter("meta") if each.get("name") == "viewport"]
    assert viewport.attrib["content"] == "width=device-width, initial-scale=1"
    for link in page.iter("a"):
        assert link.get("hreflang") in {None, "nl", "en"}


@pytest.mark.parametrize(("outside", "language"), PAGES)
def test_a_page_loads_nothing_from_anywhere(outside: Outside, language: Language) -> None:
    page = read(outside, language)

    for each in page.iter():
        assert "src" not in each.attrib
        if "href" in each.attrib:
            assert each.attrib["href"] in FILES.values()
    text = status_page(outside, language=language).decode()
    assert re.findall(r"https?://|url\(|@import", text) == []
    [policy] = [each for each in page.iter("meta") if "http-equiv" in each.attrib]
    assert policy.attrib["content"].startswith("default-src 'none'; ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_policy_of_the_page_lets_its_own_style_and_script_through_and_no_other(
    language: Language,
) -> None:
    page = read(EVERY_STATE, language)
    [policy] = [each for each in page.iter("meta") if "http-equiv" in each.attrib]

    for tag in ("style", "script"):
        [own] = page.iter(tag)
        digest = base64.b64encode(hashlib.sha256((own.text or "").encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}';" in policy.attrib["content"]
    assert "unsafe" not in policy.attrib["content"]
    for each in page.iter():
        assert "style" not in each.attrib
        assert not [name for name in each.attrib if name.startswith("on")]


@pytest.mark.parametrize(("outside", "language"), PAGES)
def test_headings_go_down_one_step_at_a_time_and_parts_are_named(
    outside: Outside, language: Language
) -> None:
    page = read(outside, language)
    levels = [int(each.tag[1]) for each in page.iter() if re.fullmatch("h[1-6]", str(each.tag))]

    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    names = [each.attrib["id"] for each in page.iter() if "id" in each.attrib]
    assert len(names) == len(set(names))
    for each in page.iter():
        assert each.get("aria-labelledby", names[0]) in names
    assert len(list(page.iter("main"))) == 1


@pytest.mark.parametrize(("outside", "language"), PAGES)
def test_without_a_script_a_page_says_until_when_it_holds_and_what_holds_after(
    outside: Outside, language: Language
) -> None:
    text = said(read(outside, language))
    words = read_words().in_language(language)["page"]

    assert f"{words['valid_until']} {UNTIL[language]}" in text
    assert f"{words['read_later']} {UNTIL[language]}" in text


def test_the_words_of_a_page_past_its_time_are_there_and_hidden_until_then() -> None:
    page = read(EVERY_STATE, "nl")
    expired = [each for each in page.iter() if "once-expired" in each.get("class", "").split()]
    valid = [each for each in page.iter() if "while-valid" in each.get("class", "").split()]

    # One for the whole, and one for each source.
    assert len(expired) == len(valid) == 1 + len(EVERY_STATE.sources)
    assert all("hidden" in each.attrib for each in expired)
    assert not any("hidden" in each.attrib for each in valid)
    assert f"Onbekend sinds {UNTIL['nl']}" in " ".join("".join(expired[0].itertext()).split())
    assert expired[0].attrib["role"] == "alert"
    assert page.attrib["data-valid-until"] == "2026-03-02T12:30:59Z"


@pytest.mark.parametrize("state", get_args(PlainState))
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_the_state_of_a_source_in_words_and_why(
    state: PlainState, language: Language
) -> None:
    outside = facts(state)
    words = read_words().in_language(language)
    [source] = read(outside, language).iter("article")

    text = said(source)
    assert words["states"][state]["name"] in text
    assert words["kinds"][outside.sources[0].currency.kind] in text
    for why in outside.sources[0].plain.why:
        assert words["why"][why] in text
    if state == "verbonden":
        assert words["page"]["never_proven"] in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_when_nobody_watches_and_since_when(language: Language) -> None:
    words = read_words().in_language(language)["page"]

    watched = said(read(facts("actueel"), language))
    overdue = said(read(facts("verbonden", beat=OVERDUE), language))
    never = said(read(facts("verbonden", beat=None), language))
    assert words["nobody_watches"] not in watched
    assert words["nobody_watches"] in overdue
    assert f"{words['watched_last']} {say_moment(OVERDUE.at, language=language)}" in overdue
    assert words["nobody_watches"] in never
    assert words["never_watched"] in never


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_when_nobody_watched_also_after_somebody_does_again(language: Language) -> None:
    words = read_words().in_language(language)["page"]
    [unwatched] = UNWATCHED.unwatched

    text = said(read(UNWATCHED, language))

    assert words["nobody_watches"] not in text
    assert words["unwatched"] in text
    for moment in (unwatched.from_at, unwatched.until_at):
        assert say_moment(moment, language=language) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_names_the_answers_that_rest_on_what_is_not_current_and_no_others(
    language: Language,
) -> None:
    words = read_words().in_language(language)
    answers = TOUCHED.answers or ()

    shown = [
        item
        for item in map(said, read(TOUCHED, language).iter("li"))
        if item.partition(":")[0] in words["recipients"].values()
    ]
    assert sum(item.count(",") + 1 for item in shown) == sum(
        each.state != "actueel" for each in answers
    )
    current = said(read(with_answers(facts("actueel")), language))
    # Without a prosecution service nothing can be said, whatever else is current.
    assert words["page"]["answers_whole"] not in current
    assert words["kinds"]["om"] in current
    assert words["page"]["answers_unknown"] in said(read(facts("actueel"), language))


def test_answers_are_as_current_as_the_least_of_the_sources_that_they_need() -> None:
    needed = LAW.currency.needed.on(DAY).value
    kinds = {pair: group.sources for group in needed.groups for pair in group.purposes}

    for told in TOUCHED.answers or ():
        needs = kinds[f"{told.recipient}/{told.purpose}"]
        used = [each for each in TOUCHED.sources if each.currency.kind in needs]
        assert all(FROM_WORST.index(told.state) <= FROM_WORST.index(e.plain.state) for e in used)
        assert told.state in [each.plain.state for each in used]
        assert set(told.waits_for) == {
            each.currency.source for each in used if each.plain.state != "actueel"
        }
        through = {each.currency.complete_through_at for each in used}
        assert told.complete_through_at == (None if None in through else min(filter(None, through)))
        assert set(told.not_there) == set(needs) - {each.currency.kind for each in used}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_shows_what_two_people_declared_in_its_own_language(language: Language) -> None:
    text = said(read(DECLARED, language))

    dutch, english = DECLARED.declared[0].notice_nl, DECLARED.declared[0].notice_en
    assert (dutch in text, english in text) == (language == "nl", language == "en")
    assert read_words().in_language(language)["advice"]["aanhouden"] in text
    assert say_day(add_days(DAY, 14), language=language) in text


def test_every_word_of_the_wire_has_words_in_both_languages_and_no_other_has() -> None:
    words = read_words()

    assert set(words.states) == set(get_args(PlainState))
    assert set(words.overall) == {*get_args(PlainState), "none"}
    assert set(words.why) == set(get_args(WhyNot))
    assert set(words.kinds) == set(get_args(SourceKind))
    assert set(words.advice) == set(get_args(WeakAdvice))
    pairs = [pair.split("/") for pair in LAW.disclosure.purposes]
    assert set(words.recipients) == {recipient for recipient, _ in pairs}
    assert set(words.purposes) == {purpose for _, purpose in pairs}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_somebody_wrote_is_shown_and_never_obeyed(language: Language) -> None:
    [told] = facts("actueel").sources
    hostile = "urn:nld:oin:1:systeem:<script>alert('x')</script>\"&"
    currency = replace(told.currency, source=hostile)
    outside = replace(facts("actueel"), sources=(replace(told, currency=currency),))

    page = read(outside, language)

    assert len(list(page.iter("script"))) == 1
    assert "<script>alert('x')</script>\"&" in said(page)


def test_a_moment_is_said_on_the_clock_of_amsterdam_and_never_rounded_up() -> None:
    for text, dutch, english in (
        ("2026-03-02T12:30:59Z", UNTIL["nl"], UNTIL["en"]),
        ("2025-07-17T22:45:00Z", "18 juli 2025, 00:45 uur (CEST)", "18 July 2025, 00:45 (CEST)"),
        ("2025-10-26T00:30:00Z", "26 oktober 2025, 02:30 uur (CEST)", None),
        ("2025-10-26T01:30:00Z", "26 oktober 2025, 02:30 uur (CET)", None),
    ):
        at = instant_from_text(text)
        assert say_moment(at, language="nl") == dutch
        assert english is None or say_moment(at, language="en") == english
    assert say_day(amsterdam_day(VALID_UNTIL), language="nl") == "2 maart 2026"


_TOKEN = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_enough_from_what_is_behind_it(scheme: str) -> None:
    """WCAG 2.2, 1.4.3: a contrast of at least 4.5 to 1."""
    [style] = read(EVERY_STATE, "nl").iter("style")
    light, dark = (style.text or "").split("@media (prefers-color-scheme: dark)")
    colours = dict(_TOKEN.findall(light if scheme == "light" else dark.split("* {")[0]))

    states = [*get_args(PlainState), "onbekend"]
    pairs = [(name, "paper") for name in ("ink", "soft", "link")]
    pairs += [(f"{state}-ink", state) for state in states]
    assert {name for pair in pairs for name in pair} | {"line"} == set(colours)
    for ink, paper in pairs:
        assert _contrast(colours[ink], colours[paper]) >= 4.5, (ink, paper)


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
