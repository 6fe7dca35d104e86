"""`jds retention`: what must be gone on a day, and by which rule."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, TypeAlias

import typer

from jds.accounting.disclose import Asker
from jds.accounting.plan_retention import DuePerson, plan_retention
from jds.cli import desk as desks
from jds.cli import options
from jds.cli.desk import ActingAs, AsJson, InHome
from jds.cli.main import group
from jds.cli.output import print_json_around, print_table, print_text
from jds.cli.progress import progress
from jds.records.present import present_basis
from jds.records.retention_on_wire import present_due

_NOTHING_DONE = (
    "Dit is een lijst. Er is niets vernietigd en niets ter vernietiging voorgesteld; dat vraagt "
    "een eigen voorstel en een tweede persoon."
)

On: TypeAlias = Annotated[
    str, typer.Option(metavar="DAY", help="Legal day (peildatum), YYYY-MM-DD.")
]


def attach(app: typer.Typer) -> None:
    """Add the commands of this module."""
    commands = group(app, "retention", about="How long data are kept (bewaartermijnen).")
    commands.command("plan")(plan)


def plan(
    context: typer.Context,
    on: On,
    reason: options.Reason = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """List every offence that must be gone on a day, with the rule. It destroys nothing."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    asker = Asker(
        name=desk.actor, home=desk.settings.home, reason=options.read_reason(reason, desk=desk)
    )
    counts = _Counts()
    with desk.register() as database:
        planned = plan_retention(
            database, on=options.read_on(on, desk=desk), now=desk.now, asker=asker
        )
        basis = present_basis(planned.basis)
        with progress("Personen met vernietiging", beside_output=True) as advance:
            people = _presented(planned.portions, counts=counts, advance=advance)
            if desk.as_json:
                print_json_around(
                    {"basis": basis},
                    "personen",
                    people,
                    lambda: {"aantallen": counts.presented(), "toelichting": _NOTHING_DONE},
                )
                return
            _print_people(people)
    _print_counts(counts, basis=basis)


class _Counts:
    """How many people and terms were listed, and by which rule."""

    def __init__(self) -> None:
        self.people = 0
        self.by_rule: Counter[str] = Counter()

    def add(self, person: DuePerson) -> None:
        self.people += 1
        self.by_rule.update(each.decided_by or "" for each in person.due)

    def presented(self) -> dict[str, Any]:
        return {
            "personen": self.people,
            "feiten": self.by_rule.total(),
            "perRegel": dict(sorted(self.by_rule.items())),
        }


def _presented(
    portions: Iterable[list[DuePerson]], *, counts: _Counts, advance: Any
) -> Iterator[Mapping[str, Any]]:
    for portion in portions:
        for person in portion:
            counts.add(person)
            yield present_due(person.stored, person.due)
        advance(counts.people)


def _print_people(people: Iterable[Mapping[str, Any]]) -> None:
    for person in people:
        numbers = ", ".join(person["nummers"]["skn"]) or "-"
        print_table(
            f"SKN {numbers}",
            ("Zaak", "Feit", "Afdoening", "Weg vanaf", "Regel", "Afgeschermd", "Open vragen"),
            [
                (
                    each["parketnummer"] or each["bronZaaknummer"] or each["kenmerk"] or "-",
                    str(each["feitnummer"] or each["land"] or "-"),
                    each["afdoening"] or "-",
                    each["bewaren"]["tot"] or "-",
                    each["bewaren"]["beslistDoor"] or "-",
                    "ja" if each["afgeschermd"] else "",
                    ", ".join(each["bewaren"]["openVragen"]),
                )
                for each in person["feiten"]
            ],
        )
        print_text("")


def _print_counts(counts: _Counts, *, basis: Mapping[str, Any]) -> None:
    print_text(
        f"Moet weg zijn op {basis['peildatum']}. Feiten: {counts.by_rule.total()}. "
        f"Personen: {counts.people}."
    )
    print_table(
        "Naar regel",
        ("Regel", "Aantal"),
        [(rule, str(count)) for rule, count in sorted(counts.by_rule.items())],
    )
    print_text(
        f"\nBekend op {basis['bekendOp']} (positie {basis['positie']}), editie van de wet "
        f"{basis['editie']}."
    )
    print_text(_NOTHING_DONE)
