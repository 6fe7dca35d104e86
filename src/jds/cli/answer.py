"""`jds answer`: what a recipient may know of a person, on its ground, and why."""

import re
from typing import Annotated

import typer

from jds.accounting.disclose import Asker
from jds.accounting.search_person import SearchLimits
from jds.accounting.suggest_pairs import suggest_pairs
from jds.answers.asked import (
    AnswerQuestion,
    Assessing,
    Inquiry,
    NamedFact,
    OfSearch,
    Whom,
)
from jds.answers.give import give_answer
from jds.answers.keep import read_answer
from jds.answers.searches import Searching
from jds.cli import desk as desks
from jds.cli import options
from jds.cli.answer_on_screen import print_answer
from jds.cli.description import read_description
from jds.cli.desk import ActingAs, AsJson, InHome
from jds.cli.faults import WrongUsage
from jds.cli.output import print_json
from jds.domain.blocks import Article, Person
from jds.domain.identifiers import InvalidIdentifier, parse_bsn, parse_skn, parse_v_number
from jds.domain.time import InvalidTime, LegalDay, day_from_text
from jds.law.disclosure.request import Request

_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_ARTICLE = re.compile(
    r"(?P<law>.+?)\s+(?:art\.?\s+)?(?P<article>[0-9]\S*)(?:\s+lid\s+(?P<lid>\S.*))?"
)
_PROFILE = re.compile(r"[0-9]{2}")
_LONGEST_LINE = 100
_ONE_NUMBER = (
    "Name one person: by one number (--skn X, --bsn X or --v-number X), by --name and --born, or "
    "by --search N."
)
_FACT = re.compile(r"(?P<case>\S(?:.*\S)?)#(?P<number>[1-9][0-9]{0,8})")


def attach(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("answer")(answer)


def answer(
    context: typer.Context,
    recipient: Annotated[str, typer.Option(metavar="R", help="Who asks: a code of the law data.")],
    purpose: Annotated[str, typer.Option(metavar="P", help="For what: a code of the law data.")],
    skn: Annotated[
        str | None, typer.Option(metavar="X", help="Criminal justice chain number (SKN).")
    ] = None,
    bsn: Annotated[
        str | None, typer.Option(metavar="X", help="Citizen service number (BSN).")
    ] = None,
    v_number: Annotated[
        str | None, typer.Option(metavar="X", help="Immigration chain number (V-number).")
    ] = None,
    name: Annotated[
        str | None, typer.Option(metavar="TEXT", help='Name, with --born: "du Moulin, Suzanne".')
    ] = None,
    born: Annotated[
        str | None,
        typer.Option(metavar="D", help="Date of birth as far as known: 1985-12-01, 1985-12, 1985."),
    ] = None,
    place: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Place of birth, beside a name.")
    ] = None,
    sex: Annotated[
        str | None, typer.Option(metavar="M|V", help="Sex (geslacht), beside a name.")
    ] = None,
    search: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=1,
            max=2**63 - 1,
            help="Number of a search that was answered before, instead of a person.",
        ),
    ] = None,
    on: options.On = None,
    known_at: options.KnownAt = None,
    edition: options.Edition = None,
    ex_officio: Annotated[
        bool, typer.Option("--ex-officio", help="The register supplies of its own motion.")
    ] = False,
    consent: Annotated[
        bool, typer.Option("--consent", help="The person signed that the data may be supplied.")
    ] = False,
    decision: Annotated[
        str | None, typer.Option(metavar="N", help="Number of the decision it rests on.")
    ] = None,
    offence_on: Annotated[
        str | None, typer.Option(metavar="DAY", help="Day of the new offence, for repeat offences.")
    ] = None,
    article: Annotated[
        list[str] | None,
        typer.Option(metavar="TEXT", help='Article the purpose is limited to: "Sr 302 lid 1".'),
    ] = None,
    role: Annotated[
        str | None, typer.Option(metavar="ROLE", help="What the person is in what is looked into.")
    ] = None,
    fact: Annotated[
        list[str] | None,
        typer.Option(metavar="CASE#N", help="A fact that an official named: 05/780109-25#1."),
    ] = None,
    applied_on: Annotated[
        str | None, typer.Option(metavar="DAY", help="Day of the application; else --on.")
    ] = None,
    function: Annotated[
        str | None, typer.Option(metavar="F", help="Function a certificate is for: a code.")
    ] = None,
    profile: Annotated[
        str | None, typer.Option(metavar="P", help="Screening profile of the certificate.")
    ] = None,
    with_children: Annotated[
        bool, typer.Option("--with-children", help="The function is near children.")
    ] = False,
    years: Annotated[
        int | None, typer.Option(metavar="N", min=1, max=100, help="Years to look back.")
    ] = None,
    police_indication: Annotated[
        bool,
        typer.Option("--police-indication", help="The recipient has an indication of the police."),
    ] = False,
    reason: options.Reason = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Answer a recipient about one person. The answer is numbered and kept."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    whom = _whom(
        skn=skn,
        bsn=bsn,
        v_number=v_number,
        name=name,
        born=born,
        place=place,
        sex=sex,
        search=search,
    )
    request = Request(
        recipient=_code(recipient, option="--recipient"),
        purpose=_code(purpose, option="--purpose"),
        on=options.read_on(on, desk=desk),
        ex_officio=ex_officio,
        consent=consent,
        decision_number=_plain(decision, option="--decision"),
        offence_on=_day(offence_on, option="--offence-on"),
        articles=tuple(map(_article, article or ())),
        party_role=None if role is None else _code(role, option="--role"),
    )
    question = AnswerQuestion(
        inquiry=Inquiry(
            request=request,
            assessing=Assessing(
                applied_on=_day(applied_on, option="--applied-on"),
                function=None if function is None else _code(function, option="--function"),
                profile=None if profile is None else _profile(profile),
                with_children=with_children,
                years=years,
                police_indication=police_indication,
            ),
            named=tuple(map(_fact, fact or ())),
        ),
        whom=whom,
        known_at=options.read_moment(known_at),
        edition=edition,
        now=desk.now,
    )
    desk.home()
    asker = Asker(
        name=desk.actor,
        home=desk.settings.home,
        # The ground is the reason; whoever has more to say says it.
        reason=reason if reason is not None else f"{request.recipient}/{request.purpose}",
    )
    with desk.register() as database:
        given = give_answer(database, question, asker=asker, searching=_searching(desk))
        if desk.as_json:
            print_json(given)
        else:
            print_answer(given)
        if isinstance(whom, Person) and question.known_at is None:
            # Who stand together among those who may be meant may be each other's double.
            with database.transaction() as connection:
                may_be_meant = read_answer(connection, given["antwoordnummer"]).candidates
            suggest_pairs(database, may_be_meant, clock=desks.read_clock)


def _searching(desk: desks.Desk) -> Searching:
    settings = desk.settings
    limits = SearchLimits(an_hour=settings.searches_an_hour, a_day=settings.batch_searches_a_day)
    return Searching(kept_for=settings.searches_kept_for, limits=limits)


def _whom(
    *,
    skn: str | None,
    bsn: str | None,
    v_number: str | None,
    name: str | None,
    born: str | None,
    place: str | None,
    sex: str | None,
    search: int | None,
) -> Whom:
    numbers = [each for each in (skn, bsn, v_number) if each is not None]
    described = [each for each in (name, born, place, sex) if each is not None]
    if search is not None:
        if numbers or described:
            raise WrongUsage("Name a search with --search N, or a person, and not both.")
        return OfSearch(search)
    if described:
        # A number beside a name is a check on the number; without a name or a day it says nothing.
        if (name is None) != (born is None) or name is None:
            raise WrongUsage("Describe a person by --name and --born together.")
        return read_description(
            name=name, born=born, place=place, sex=sex, skn=skn, bsn=bsn, v_number=v_number
        )
    if len(numbers) != 1:
        raise WrongUsage(_ONE_NUMBER)
    try:
        if skn is not None:
            return "skn", parse_skn(skn)
        if bsn is not None:
            return "bsn", parse_bsn(bsn)
        return "v", parse_v_number(v_number or "")
    except InvalidIdentifier as problem:
        raise WrongUsage(problem.sentence) from None


def _code(text: str, *, option: str) -> str:
    # Before a code can stand in any sentence: somebody may have typed a number of a person.
    if _CODE.fullmatch(text) is None or text.isdigit():
        raise WrongUsage(
            f"What was given for [{option}] is not a code: small letters, digits and dashes, not "
            "digits alone. 'jds law list' shows the recipients and purposes."
        )
    return text


def _profile(text: str) -> str:
    if _PROFILE.fullmatch(text) is None:
        raise WrongUsage("A screening profile is a code of two digits, for example 65.")
    return text


def _plain(text: str | None, *, option: str) -> str | None:
    if text is not None and not (text.strip() and _is_plain(text)):
        raise WrongUsage(f"[{option}] takes one line of at most 100 characters.")
    return text


def _is_plain(text: str) -> bool:
    # What is not printable is a control, or what is left of bytes that are not UTF-8.
    return len(text) <= _LONGEST_LINE and text.isprintable()


def _day(text: str | None, *, option: str) -> LegalDay | None:
    if text is None:
        return None
    try:
        return day_from_text(text)
    except InvalidTime as problem:
        raise WrongUsage(f"{option}: {problem.sentence}") from None


def _article(text: str) -> Article:
    matched = _ARTICLE.fullmatch(text.strip()) if _is_plain(text) else None
    if matched is None:
        raise WrongUsage('An article is an act and its number, for example "Sr 302 lid 1".')
    return Article(law=matched["law"], article=matched["article"], paragraph=matched["lid"])


def _fact(text: str) -> NamedFact:
    matched = _FACT.fullmatch(text) if _is_plain(text) else None
    if matched is None:
        raise WrongUsage(
            "A fact is the number of its case, a # and its own number there, "
            "for example 05/780109-25#1."
        )
    return NamedFact(matched["case"], int(matched["number"]))
