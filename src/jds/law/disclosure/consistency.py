"""Checks of the rules on disclosure against each other: a purpose must name parts that exist."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from jds.law.disclosure.fields import Fields
from jds.law.disclosure.purposes import Purpose
from jds.law.rule_file import LawFileProblem, Rule


def require_parts_exist(
    purposes: Mapping[str, Rule[Purpose]],
    *,
    fields: Rule[Fields],
    pairs_named: Mapping[str, AbstractSet[str]],
) -> None:
    """Refuse a purpose in the file of another, an unknown set of fields, an unknown purpose.

    Raises:
        LawFileProblem: There is one.
    """
    for version in fields.versions:
        _require_each_field_once(version.value, file=fields.file)
    for pair, rule in purposes.items():
        for purpose in rule.versions:
            _require_own_name(purpose.value, pair=pair, file=rule.file)
            for version in fields.versions:
                _require_set(purpose.value, fields=version.value, file=rule.file)
    recipients = {pair.partition("/")[0] for pair in purposes}
    for file, pairs in pairs_named.items():
        for pair in sorted(pairs - purposes.keys()):
            raise LawFileProblem(
                file,
                problem=f"it names [{pair}], which is no purpose",
                remedy="Name a recipient and purpose of `disclosure/recipients.yaml`.",
            )
    for rule in purposes.values():
        for purpose in rule.versions:
            for receiver in purpose.value.pass_on_to:
                if receiver not in recipients:
                    raise LawFileProblem(
                        rule.file,
                        problem=f"it lets data be passed on to [{receiver}], which is no recipient",
                        remedy="Name a recipient of `disclosure/recipients.yaml`.",
                    )


def _require_own_name(purpose: Purpose, *, pair: str, file: str) -> None:
    if f"{purpose.recipient}/{purpose.purpose}" != pair:
        raise LawFileProblem(
            file,
            problem=f"it is about [{purpose.recipient}/{purpose.purpose}]",
            remedy="Give the recipient and the purpose that its name says.",
        )


def _require_set(purpose: Purpose, *, fields: Fields, file: str) -> None:
    if purpose.fields not in {each.name for each in fields.sets}:
        raise LawFileProblem(
            file,
            problem=f"it shows the set of fields [{purpose.fields}], which does not exist",
            remedy="Name a set of `disclosure/fields.yaml`.",
        )


def _require_each_field_once(fields: Fields, *, file: str) -> None:
    described = [group.field for group in fields.groups]
    used = {name for each in fields.sets for name in (*each.person, *each.fact)}
    for name in described:
        if described.count(name) > 1:
            raise LawFileProblem(
                file, problem=f"group [{name}] is described twice", remedy="Describe it once."
            )
    for name in sorted(used - set(described)):
        raise LawFileProblem(
            file,
            problem=f"a set shows the group [{name}], which is not described",
            remedy="Say under `groups` which letters of the decree it is.",
        )
