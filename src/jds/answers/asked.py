"""What is asked: by whom, for what, about whom, for which day and as known when."""

from typing import Literal, TypeAlias

from msgspec import Struct, structs

from jds.domain.blocks import Article, Person
from jds.domain.time import Instant, LegalDay
from jds.law.disclosure.request import Request
from jds.records.known_at import Asked
from jds.records.show import Number

FoundWord: TypeAlias = Literal["zeker", "strijdig", "kandidaten", "niet"]
"""How the person was found: one and certain; more than one or no longer; only guesses; not."""


FoundBy: TypeAlias = Literal["skn", "bsn", "v", "nummer", "beschrijving", "besluit"]
"""By what it was found who is meant: a number, a description, or the decision of a person.

`nummer` is a number of a kind that was not kept: in answers from before it was.
"""

BY_NUMBER = "nummer-1"
"""Version of the method by which a number finds a person: one who carries it, as known then."""


class Through(Struct, frozen=True, kw_only=True):
    """By what it was found who is meant (version of identity): part of the basis, of nobody.

    Attributes:
        method: Version of the method that found the person or the candidates.
        search: Number of the search; None when it was by number alone.
        decision: Number of the decision that said who is meant.
        decided_at: Of that decision.
    """

    by: FoundBy
    method: str
    search: int | None = None
    decision: int | None = None
    decided_at: Instant | None = None


class NamedFact(Struct, frozen=True):
    """A fact that an official named: the number of its case, and its number in that case."""

    case_number: str
    offence_number: int


class Assessing(Struct, frozen=True, kw_only=True):
    """What a recipient tells so that its facts can be sorted; each is optional.

    Attributes:
        applied_on: Day of the application or request; the legal day asked when not stated.
        function: Kind of function a certificate is asked for, a code of the law data.
        profile: Screening profile of the certificate.
        with_children: The work is with children.
        years: How far back a repeat-offence query looks.
        police_indication: The recipient has an indication from the police; it says no more.
    """

    applied_on: LegalDay | None = None
    function: str | None = None
    profile: str | None = None
    with_children: bool = False
    years: int | None = None
    police_indication: bool = False


class Inquiry(Struct, frozen=True, kw_only=True):
    """What a recipient wants to know and on what ground, apart from about whom.

    Attributes:
        request: Who asks, for what, for which legal day.
        assessing: What else the purpose needs to know to sort the facts.
        named: Facts that an official judged to matter, or that a decision describes.
    """

    request: Request
    assessing: Assessing = Assessing()
    named: tuple[NamedFact, ...] = ()

    def besides(self) -> dict[str, str | int | bool]:
        """Return what was asked besides ground, day and person: no name and no number of anybody.

        Keys are as on the wire; what was not stated is left out.
        """
        request, assessing = self.request, self.assessing
        stated: dict[str, str | int | bool | None] = {
            "ambtshalve": request.ex_officio,
            "instemming": request.consent,
            "besluitnummer": request.decision_number,
            "pleegdatumNieuwFeit": _day(request.offence_on),
            "artikelen": "; ".join(map(_article, request.articles)),
            "rol": request.party_role,
            "aangevraagdOp": _day(assessing.applied_on),
            "functie": assessing.function,
            "profiel": assessing.profile,
            "metKinderen": assessing.with_children,
            "jaren": assessing.years,
            "politieIndicatie": assessing.police_indication,
        }
        return {name: value for name, value in stated.items() if value}

    def without_facts(self) -> "Inquiry":
        """Return it without the facts that were named: these point at a person."""
        return structs.replace(self, named=())


class OfSearch(Struct, frozen=True):
    """Whoever is meant by a search that was made before."""

    search: int


Whom: TypeAlias = Number | Person | OfSearch
"""Whom a question is about: a number, a description (which may hold numbers), an earlier search."""


class AnswerQuestion(Struct, frozen=True, kw_only=True):
    """One question of a recipient about one person.

    Attributes:
        known_at: Moment of knowledge.
        edition: Edition of the law asked for; None for the one in force at that moment.
        now: The moment it is asked.
    """

    inquiry: Inquiry
    whom: Whom
    known_at: Asked = None
    edition: str | None = None
    now: Instant

    @property
    def request(self) -> Request:
        """Who asks, for what, for which legal day."""
        return self.inquiry.request

    @property
    def on(self) -> LegalDay:
        """The legal day on which terms are judged (peildatum)."""
        return self.request.on


def _day(day: LegalDay | None) -> str | None:
    return None if day is None else day.isoformat()


def _article(article: Article) -> str:
    paragraph = f" lid {article.paragraph}" if article.paragraph else ""
    return f"{article.law} {article.article}{paragraph}"
