"""What of foreign convictions may be passed on: the limits that their state set (Bjsg 38)."""

from jds.domain.events import ForeignConviction
from jds.domain.time import LegalDay
from jds.law.disclosure.foreign import has_code
from jds.law.disclosure.purposes import ForeignScope
from jds.law.disclosure.rules import LimitedLaw
from jds.law.disclosure.step import Step
from jds.law.facts import known_day
from jds.law.reasons import because


class ForeignData:
    """The rule on passing foreign convictions on, ready to be asked."""

    def __init__(self, law: LimitedLaw) -> None:
        self._rule = law.foreign_data
        self._children = law.children

    def sees(self, conviction: ForeignConviction, *, scope: ForeignScope, on: LegalDay) -> Step:
        """Tell whether the limits of its state let `conviction` be shown for a purpose."""
        if scope == "none":
            return Step(False, because(self._rule, "none", on=on))
        if scope == "all":
            return Step(True, because(self._rule, "shown", on=on))
        allowed = conviction.judgment.may_be_passed_on
        if scope == "only-if-allowed":
            says = "shown" if allowed else "not-allowed"
            return Step(bool(allowed), because(self._rule, says, on=on))
        is_locked = allowed is False or (
            allowed is None and self._rule.on(on).value.not_stated == "locked"
        )
        if is_locked:
            return Step(False, because(self._rule, "locked", on=on))
        if scope == "children":
            return self._for_children(conviction, on=on)
        return Step(True, because(self._rule, "shown", on=on))

    def _for_children(self, conviction: ForeignConviction, *, on: LegalDay) -> Step:
        rule = self._children
        final_on = known_day(conviction.judgment.irrevocable_on)
        is_listed = (
            final_on is not None
            and final_on <= on
            and any(
                has_code(offence, rule.on(on).value.foreign_codes)
                for offence in conviction.judgment.offences
            )
        )
        return Step(is_listed, because(rule, "listed" if is_listed else "not-listed", on=on))
