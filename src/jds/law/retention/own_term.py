"""The term that an offence has by itself: by its class, and by what was imposed for it.

The statutory maximum decides, not the sentence. A maximum that nobody knows is never the lower
class. Whatever may be a sexual offence is kept as one.

Source: Wjsg art. 4(1), (3), (4), 6, 7c.
"""

from jds.domain.time import LegalDay
from jds.law.facts import Fact
from jds.law.retention.custody import (
    has_custody_longer_than,
    has_measure_longer_than,
    is_for_life,
)
from jds.law.retention.fines import highest_fine_reaches
from jds.law.retention.rules import RetentionLaw
from jds.law.retention.term import Term, years_after


def is_heavy(fact: Fact, *, law: RetentionLaw, on: LegalDay) -> bool:
    """Tell whether a crime has, or may have, a maximum at which the longer term begins."""
    offence = fact.offence_class
    if offence.life or offence.maximum_unknown:
        return True
    least = law.heavy_crime.on(on).value.maximum_at_least_months
    return offence.maximum_months is not None and offence.maximum_months >= least


def keep_as_crime(term: Term, fact: Fact, *, law: RetentionLaw, on: LegalDay) -> None:
    """Give `term`, which has begun, the length of a crime (RET-1, 2, 7, 8)."""
    starts_on = term.starts_on
    if starts_on is None:
        return
    term.can_be_extended = True
    if _keep_for_life(term, fact, starts_on=starts_on, law=law, on=on):
        return
    if term.is_heavy:
        _keep_as_heavy(term, fact, starts_on=starts_on, law=law, on=on)
    else:
        light = law.light_crime.on(on).value
        term.gone_on = years_after(starts_on, light.years)
        term.say(
            law.light_crime,
            "kept",
            years=light.years,
            maximum_months=fact.offence_class.maximum_months or 0,
            gone_on=term.gone_on,
        )
    _add_for_long_custody(term, fact, starts_on=starts_on, law=law, on=on)


def keep_as_sexual(term: Term, fact: Fact, *, law: RetentionLaw, on: LegalDay) -> None:
    """Give `term` the length of a sexual offence, whatever else holds for it (RET-9)."""
    if law.sexual.on(on).value.starts_at == "registration":
        term.starts_on = fact.registered_on
    keep_eighty_years(term, law=law, on=on)
    if term.review_on is None and fact.registered_on is not None:
        _review(term, since=fact.registered_on, law=law, on=on)


def keep_eighty_years(term: Term, *, law: RetentionLaw, on: LegalDay) -> None:
    """Give `term` the one length that nothing else changes."""
    value = law.sexual.on(on).value
    term.can_be_extended = False
    term.bounded_by_death = False
    term.questions.add("Q2")
    starts_on = term.starts_on
    if starts_on is None:
        term.gone_on = None
        term.say(law.sexual, "no_start", years=value.years)
        return
    term.gone_on = years_after(starts_on, value.years)
    term.say(law.sexual, "kept", years=value.years, starts_on=starts_on, gone_on=term.gone_on)
    _review(term, since=starts_on, law=law, on=on)


def keep_foreign(term: Term, *, law: RetentionLaw, on: LegalDay) -> None:
    """Give `term` the length of the class in which foreign convictions are kept (RET-17)."""
    term.is_heavy = law.foreign.on(on).value.kept_as == "six-years-or-more"
    starts_on = term.starts_on
    if starts_on is None:
        return
    term.can_be_extended = True
    if term.is_heavy:
        years = law.heavy_crime.on(on).value.years
        term.gone_on = years_after(starts_on, years)
        term.say(law.heavy_crime, "kept_maximum_unknown", years=years, gone_on=term.gone_on)
        return
    years = law.light_crime.on(on).value.years
    term.gone_on = years_after(starts_on, years)
    term.say(law.light_crime, "kept", years=years, maximum_months=None, gone_on=term.gone_on)


def keep_as_minor(
    term: Term, fact: Fact, *, law: RetentionLaw, on: LegalDay, of_legal_person: bool
) -> None:
    """Give `term`, which has begun, the length of a minor offence (RET-10, 11)."""
    starts_on = term.starts_on
    if starts_on is None:
        return
    if _keep_for_heavier_penalty(
        term, fact, starts_on=starts_on, law=law, on=on, of_legal_person=of_legal_person
    ):
        return
    years = law.minor.on(on).value.years
    term.gone_on = years_after(starts_on, years)
    term.say(law.minor, "kept", years=years, gone_on=term.gone_on)


def keep_apart(term: Term, fact: Fact, *, law: RetentionLaw, on: LegalDay) -> None:
    """Say in which category somebody who was not convicted is kept (RET-16)."""
    category = law.acquittal.on(on).value.categories.get(fact.outcome.kind)
    if category is not None:
        term.category = category
        term.say(law.acquittal, "kept_apart", category=category)


def _keep_as_heavy(
    term: Term, fact: Fact, *, starts_on: LegalDay, law: RetentionLaw, on: LegalDay
) -> None:
    offence, heavy = fact.offence_class, law.heavy_crime.on(on).value
    term.gone_on = years_after(starts_on, heavy.years)
    if offence.life:
        term.say(law.heavy_crime, "kept_life", years=heavy.years, gone_on=term.gone_on)
        return
    maximum = offence.maximum_months
    if maximum is not None and maximum >= heavy.maximum_at_least_months:
        term.say(
            law.heavy_crime,
            "kept",
            years=heavy.years,
            maximum_months=maximum,
            gone_on=term.gone_on,
        )
        return
    term.questions.add("maximum-onbekend")
    term.say(law.heavy_crime, "kept_maximum_unknown", years=heavy.years, gone_on=term.gone_on)


def _keep_for_life(
    term: Term, fact: Fact, *, starts_on: LegalDay, law: RetentionLaw, on: LegalDay
) -> bool:
    rule = law.life
    value = rule.on(on).value
    longer_than = value.measure_longer_than_years
    for_life = is_for_life(fact)
    if not for_life and not has_measure_longer_than(longer_than, fact=fact, on=on):
        return False
    term.gone_on = years_after(starts_on, value.years)
    term.bounded_by_death = value.death == "counts"
    if for_life:
        term.say(rule, "life", years=value.years, gone_on=term.gone_on)
    else:
        term.say(
            rule,
            "measure",
            years=value.years,
            measure_longer_than_years=longer_than,
            gone_on=term.gone_on,
        )
    _review(term, since=starts_on, law=law, on=on)
    return True


def _add_for_long_custody(
    term: Term, fact: Fact, *, starts_on: LegalDay, law: RetentionLaw, on: LegalDay
) -> None:
    value = law.long_custody.on(on).value
    if not term.is_heavy and not value.below_six_years_too:
        return
    if not has_custody_longer_than(value.longer_than_years, fact=fact, on=on):
        return
    of_class = (law.heavy_crime if term.is_heavy else law.light_crime).on(on).value
    # From the start in one go, so that 29 February is met once.
    term.gone_on = years_after(starts_on, of_class.years + value.years_added)
    term.say(
        law.long_custody,
        "added",
        longer_than_years=value.longer_than_years,
        years_added=value.years_added,
        gone_on=term.gone_on,
    )


def _keep_for_heavier_penalty(
    term: Term,
    fact: Fact,
    *,
    starts_on: LegalDay,
    law: RetentionLaw,
    on: LegalDay,
    of_legal_person: bool,
) -> bool:
    rule = law.minor_long
    value = rule.on(on).value
    gone_on = years_after(starts_on, value.years)
    counted = (*value.custody, *value.community_service)
    sanction = next((each.kind for each in fact.outcome.sanctions if each.kind in counted), None)
    if sanction is not None:
        term.gone_on = gone_on
        term.say(rule, "custody", years=value.years, sanction=str(sanction), gone_on=gone_on)
        return True
    if not of_legal_person:
        return False
    reaches = highest_fine_reaches(fact, rule=value, categories=law.fine_categories)
    if reaches == "not-comparable":
        term.questions.add("boete-niet-vergelijkbaar")
    category = value.fine_category_from
    if reaches == "reaches":
        term.say(
            rule, "fine_of_legal_person", years=value.years, category=category, gone_on=gone_on
        )
    elif reaches == "not-comparable" and value.fine_not_comparable == "counts":
        term.say(rule, "fine_not_comparable", years=value.years, category=category, gone_on=gone_on)
    else:
        return False
    term.gone_on = gone_on
    return True


def _review(term: Term, *, since: LegalDay, law: RetentionLaw, on: LegalDay) -> None:
    """Set the next day of review: every so many years, on the day asked or after it (Q5)."""
    every = law.review.on(on).value.every_years
    times = max(1, (on.year - since.year) // every)
    review_on = years_after(since, every * times)
    while review_on < on:
        times += 1
        review_on = years_after(since, every * times)
    if term.gone_on is not None and review_on >= term.gone_on:
        return
    term.review_on = review_on
    term.questions.add("Q5")
    term.say(law.review, "due", every_years=every, review_on=review_on)
