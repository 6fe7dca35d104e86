"""How far back an answer looks, and whether a source is complete from there (CUR-8)."""

from jds.domain.time import InvalidTime, LegalDay, add_years
from jds.law.reasons import Reason, because
from jds.law.rules import Law


class LookBackRules:
    """The rule on looking back, of one edition of the law."""

    def __init__(self, law: Law) -> None:
        self._rule = law.currency.looks_back

    def begins_later(
        self,
        begins_on: LegalDay,
        *,
        pair: str,
        years: int | None,
        back_from: LegalDay,
        on: LegalDay,
    ) -> Reason | None:
        """Return why a source that begins on a day leaves a part out; None when it does not.

        Args:
            begins_on: Amsterdam day of the moment from which the source is complete.
            years: So many years the recipient asked to look back; None when it named none.
            back_from: Day from which these years are counted.
        """
        value = self._rule.on(on).value
        if pair in value.not_at_all:
            return None
        if pair not in value.as_asked or not years:
            return because(self._rule, "begins_later", on=on, begins_at=begins_on)
        back_to = _years_before(back_from, years)
        if begins_on <= back_to:
            return None
        return because(
            self._rule, "begins_later_than", on=on, begins_at=begins_on, looks_back_to=back_to
        )


def _years_before(day: LegalDay, years: int) -> LegalDay:
    try:
        return add_years(day, -years)
    except InvalidTime:
        return LegalDay(day.min)
