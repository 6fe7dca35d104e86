"""What becomes of a reason."""

from jds.accounting.actors import ReasonRefused, require_reason


def refusal_of(reason: str) -> str | None:
    """Return the sentence with which a reason is refused; None when it is kept."""
    try:
        require_reason(reason)
    except ReasonRefused as problem:
        return problem.sentence
    return None
