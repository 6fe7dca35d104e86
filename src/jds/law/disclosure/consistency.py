"""Checks of the rules on disclosure against each other: a purpose must name parts that exist."""

from collections import Counter
from collections.abc import Iterator

from jds.law.disclosure.fields import Fields
from jds.law.disclosure.purposes import Purpose
from jds.law.disclosure.rules import DisclosureLaw
from jds.law.rule_file import LawFileProblem, Rule


def problems_of_disclosure(law: DisclosureLaw) -> Iterator[LawFileProblem]:
    """Yield a purpose in the file of another, and every name of something that does not exist."""
    yield from _fields(law.fields)
    sets = [{each.name for each in version.value.sets} for version in law.fields.versions]
    recipients = {pair.partition("/")[0] for pair in law.purposes}
    for pair, rule in law.purposes.items():
        for version in rule.versions:
            yield from _purpose(version.value, pair=pair, rule=rule, sets=sets)
            for receiver in version.value.pass_on_to:
                if receiver not in recipients:
                    yield LawFileProblem(
                        rule.file,
                        problem=f"it lets data be passed on to [{receiver}], which is no recipient",
                        remedy=f"Name a recipient of [{law.recipients.file}].",
                    )
    yield from _pairs(law)


def _purpose(
    purpose: Purpose, *, pair: str, rule: Rule[Purpose], sets: list[set[str]]
) -> Iterator[LawFileProblem]:
    own = f"{purpose.recipient}/{purpose.purpose}"
    if own != pair:
        yield LawFileProblem(
            rule.file,
            problem=f"it is about [{own}]",
            remedy="Give the recipient and the purpose that its name says.",
        )
    if not all(purpose.fields in names for names in sets):
        yield LawFileProblem(
            rule.file,
            problem=f"it shows the set of fields [{purpose.fields}], which does not exist",
            remedy="Name a set of `disclosure/fields.yaml`.",
        )


def _pairs(law: DisclosureLaw) -> Iterator[LawFileProblem]:
    named = [
        (law.shielding.file, pair)
        for version in law.shielding.versions
        for pairs in (version.value.always, *(group.recipients for group in version.value.groups))
        for pair in pairs
    ]
    named += [
        (law.third_countries.file, pair)
        for version in law.third_countries.versions
        for pair in version.value.purposes
    ]
    for file, pair in named:
        if pair not in law.purposes:
            yield LawFileProblem(
                file,
                problem=f"it names [{pair}], which is no purpose",
                remedy=f"Name a recipient and purpose of [{law.recipients.file}].",
            )


def _fields(rule: Rule[Fields]) -> Iterator[LawFileProblem]:
    for version in rule.versions:
        described = Counter(group.field for group in version.value.groups)
        used = {name for each in version.value.sets for name in (*each.person, *each.fact)}
        for name, times in described.items():
            if times > 1:
                yield LawFileProblem(
                    rule.file, problem=f"group [{name}] is described twice", remedy="Drop one."
                )
        for name in sorted(used - described.keys()):
            yield LawFileProblem(
                rule.file,
                problem=f"a set shows the group [{name}], which is not described",
                remedy="Say under `groups` which letters of the decree it is.",
            )
