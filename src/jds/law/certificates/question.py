"""What a request for a certificate asks, completed from its screening profile."""

from msgspec import Struct

from jds.domain.time import LegalDay
from jds.errors import BadRequest


class CertificateQuestion(Struct, frozen=True, kw_only=True):
    """A request for a certificate.

    Attributes:
        applied_on: Day of the application (aanvraag).
        assessed_on: Day of the assessment (beoordeling); the term is counted back from it.
        profile: Code of the screening profile, such as `65`.
        function: Code of a function with its term; None takes that of the profile, or else the
            ordinary one.
        with_children: The work is with children; None takes it from the profile.
    """

    applied_on: LegalDay
    assessed_on: LegalDay
    profile: str | None = None
    function: str | None = None
    with_children: bool | None = None


class UnknownFunction(BadRequest):
    """A certificate was asked for a function that the rules do not list."""

    code = "unknown-function"

    def __init__(self, function: str, *, known: tuple[str, ...]) -> None:
        self.function = function
        super().__init__(
            f"The function [{function}] is not in the rules on certificates. "
            f"Give one of [{', '.join(known)}], or none for the ordinary term."
        )


class AssessedBeforeApplication(BadRequest):
    """The assessment of a certificate lies before its application."""

    code = "assessed-before-application"

    def __init__(self, *, applied_on: LegalDay, assessed_on: LegalDay) -> None:
        super().__init__(
            f"The assessment on [{assessed_on}] lies before the application on [{applied_on}]. "
            "Give the day of assessment, which is that of the application or later."
        )
