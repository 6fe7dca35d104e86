"""The special grounds for refusal: facts outside the term, within twenty years (VOG-8)."""

from collections.abc import Iterable

from jds.law.certificates.certainty import Certainty
from jds.law.certificates.items import Item
from jds.law.certificates.policy import Policy
from jds.law.certificates.term import Window
from jds.law.offences.provisions import Provision
from jds.law.reasons import Reason, because
from jds.law.sanctions import is_unconditional


def special_ground(
    item: Item, *, window: Window, with_children: bool, policy: Policy
) -> tuple[Certainty, Reason | None]:
    """Return whether a special ground holds of a fact outside the term, and which.

    Args:
        window: The twenty years, made longer by custody.
        with_children: The certificate is for work with children.

    Source:
        Beleidsregels VOG-NP-RP 2013 par. 3.4.
    """
    rule = policy.special_refusal
    if item.outcome not in rule.outcomes:
        return Certainty.NO, None
    if rule.conviction == "irrevocable" and not item.is_irrevocable:
        return Certainty.NO, None
    in_time = _in_time(item, window=window)
    if in_time is Certainty.NO:
        return Certainty.NO, None
    grounds: list[tuple[Certainty, str]] = [(_is_heavy(item, policy=policy), "heavy_crime")]
    if policy.terrorism is not None:
        grounds.append((item.is_of(policy.terrorism), "terrorism"))
    if with_children:
        grounds.append((item.is_of(policy.against_children), "against_children"))
    return _strongest(grounds, in_time=in_time, policy=policy)


def _strongest(
    grounds: Iterable[tuple[Certainty, str]], *, in_time: Certainty, policy: Policy
) -> tuple[Certainty, Reason | None]:
    holds, says = max(grounds, key=lambda ground: ground[0])
    holds = min(holds, in_time)
    if holds is Certainty.NO:
        return holds, None
    facts = {"jaren": policy.special_refusal.years}
    if says == "heavy_crime":
        facts["maanden"] = policy.special_refusal.minimum_months
    if holds is Certainty.MAYBE:
        says = f"may_be_{says}"
    return holds, because(policy.law.special_refusal, says, on=policy.on, **facts)


def _in_time(item: Item, *, window: Window) -> Certainty:
    days = item.day.days
    if days.first >= window.surely_from:
        return Certainty.YES
    return Certainty.NO if days.last < window.perhaps_from else Certainty.MAYBE


def _is_heavy(item: Item, *, policy: Policy) -> Certainty:
    """Return whether it is a heavy crime, punished with custody without condition or a measure."""
    rule = policy.special_refusal
    punished = any(
        sanction.kind in rule.measures
        or (sanction.kind in rule.penalties and is_unconditional(sanction))
        for sanction in item.sanctions
    )
    if not punished:
        # A sanction in a source's own words may be one of these.
        in_words = any(not isinstance(sanction.kind, str) for sanction in item.sanctions)
        if not in_words:
            return Certainty.NO
        return min(Certainty.MAYBE, _has_heavy_maximum(item, policy=policy))
    return _has_heavy_maximum(item, policy=policy)


def _has_heavy_maximum(item: Item, *, policy: Policy) -> Certainty:
    offence = item.offence_class
    if offence is None:
        return Certainty.MAYBE
    if offence.kind == "overtreding":
        return Certainty.NO
    months = policy.special_refusal.minimum_months
    for cited in offence.cited:
        # One article of which every provision is heavy is enough; others may be lighter.
        if cited.meant and all(_is_punished_so(p, months=months) for p in cited.meant):
            return Certainty.YES
    meant = [provision for cited in offence.cited for provision in cited.meant]
    if offence.maximum_unknown or not all(cited.meant for cited in offence.cited):
        return Certainty.MAYBE
    if any(_is_punished_so(provision, months=months) for provision in meant):
        return Certainty.MAYBE
    return Certainty.NO


def _is_punished_so(provision: Provision, *, months: int) -> bool:
    """Tell whether a provision threatens `months` of prison or more."""
    return provision.life or (provision.maximum_months or 0) >= months
