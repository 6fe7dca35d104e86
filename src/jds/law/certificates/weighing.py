"""Which facts may be weighed at all, which may not, and which must first be asked about.

Sources: Wjsg art. 35(3); Beleidsregels VOG-NP-RP 2013 par. 3.2.1.
"""

from jds.domain.record import Outcome
from jds.domain.time import LegalDay
from jds.law.certificates.policy import Policy
from jds.law.certificates.values import Treatment
from jds.law.facts import known_day
from jds.law.reasons import Reason, because


def treatment_of(outcome: Outcome, *, policy: Policy) -> tuple[Treatment, tuple[Reason, ...]]:
    """Return what is done with a fact that has `outcome`, and why unless it is simply weighed."""
    kind = outcome.kind
    disposals = policy.disposals
    if kind in disposals.weighed:
        return "weigh", ()
    is_irrevocable = outcome.irrevocable_on is not None
    if kind in policy.acquittal.outcomes:
        if is_irrevocable:
            return "do-not-weigh", (because(policy.law.acquittal, "acquitted", on=policy.on),)
        why = because(policy.law.acquittal, "not_yet_irrevocable", on=policy.on)
        return policy.acquittal.not_irrevocable, (why,)
    if kind in disposals.by_ground:
        return _by_ground(outcome, policy=policy)
    if kind in disposals.not_weighed_when_irrevocable:
        if is_irrevocable:
            return "do-not-weigh", (because(policy.law.disposals, "procedure_ended", on=policy.on),)
        return "ask-first", (because(policy.law.disposals, "not_yet_irrevocable", on=policy.on),)
    return "ask-first", (
        because(policy.law.disposals, "outcome_unclear", on=policy.on, uitkomst=kind),
    )


def _by_ground(outcome: Outcome, *, policy: Policy) -> tuple[Treatment, tuple[Reason, ...]]:
    disposals = policy.disposals
    decided_on = known_day(outcome.on)
    grounds = outcome.grounds
    if disposals.several_grounds == "main-ground":
        grounds = grounds[:1]
    groups = [_group(ground, on=decided_on, policy=policy) for ground in grounds]
    for ground, group in zip(grounds, groups, strict=True):
        if group in disposals.grounds_not_weighed:
            return "do-not-weigh", (
                because(
                    policy.law.disposals, "technical_dismissal", on=policy.on, grond=str(ground)
                ),
            )
    if not groups or None in groups:
        return disposals.ground_unknown, (
            because(policy.law.disposals, "ground_unknown", on=policy.on),
        )
    return "weigh", ()


def _group(ground: object, *, on: LegalDay | None, policy: Policy) -> str | None:
    """Return the group of a ground for dismissal; None when nobody knows the code."""
    if not isinstance(ground, str):
        return None
    found = policy.grounds.find(ground, on=on)
    return None if found is None else found.group
