"""The messages made of the real case events: well formed, complete, in order, always the same."""

from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest

from jds.domain.events import KINDS

Message = dict[str, Any]

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def kind_of(message: Message) -> str:
    return str(message["type"]).removeprefix("nl.jds.").removesuffix(".v1")


def of_kind(messages: list[Message], kind: str) -> list[Message]:
    return [message for message in messages if kind_of(message) == kind]


def event(seq: int, kind: str, **fields: str) -> Message:
    return {"seq": seq, "type": kind, "person": "0011", "case": "0022"} | fields


def suspicion(seq: int = 1, **fields: str) -> Message:
    known = {"date": "2019-03-02", "offence_from": "2019-03-01", "offence_to": ""}
    return event(seq, "SUSPICION_RECEIVED", **(known | fields))


def charge(seq: int, charge_id: str, **fields: str) -> Message:
    known = {"date": "2019-03-05", "offence": "THEFT", "statute": "720/5/16-1", "cls": "4"}
    return event(seq, "CHARGE_FILED", charge=charge_id, **(known | fields))


def outcome(seq: int, charge_id: str, **fields: str) -> Message:
    known = {
        "date": "2019-05-01",
        "offence": "THEFT",
        "statute": "720/5/16-1",
        "cls": "4",
        "outcome": "CONVICTION",
        "raw": "Plea Of Guilty",
        "reason": "",
        "court": "C001",
    }
    return event(seq, "OUTCOME", charge=charge_id, **(known | fields))


def sanction(seq: int, charge_id: str, **fields: str) -> Message:
    known = {
        "date": "2019-05-01",
        "sanction": "Prison",
        "commitment": "Illinois Department of Corrections",
        "term": "3",
        "unit": "Year(s)",
        "current": "true",
    }
    return event(seq, "SANCTION", charge=charge_id, **(known | fields))


def test_every_message_decodes_as_its_kind_of_the_contract(messages: list[Message]) -> None:
    for message in messages:
        payload = msgspec.json.encode(message["data"])
        decoded = msgspec.json.decode(payload, type=KINDS[kind_of(message)])
        assert decoded.kind == kind_of(message)


def test_every_message_has_the_whole_envelope(messages: list[Message]) -> None:
    for message in messages:
        assert message["specversion"] == "1.0"
        assert message["sequencetype"] == "Integer"
        assert message["datacontenttype"] == "application/json"
        assert datetime.fromisoformat(message["time"]).tzinfo is not None


def test_ids_are_unique_within_a_source(messages: list[Message]) -> None:
    keys = Counter((message["source"], message["id"]) for message in messages)
    assert max(keys.values()) == 1


def test_sequences_run_from_one_without_a_gap_in_the_order_of_logging(
    adapter: ModuleType, messages: list[Message]
) -> None:
    for source in (adapter.OM, adapter.COURT):
        own = [message for message in messages if message["source"] == source]
        assert [message["sequence"] for message in own] == [
            str(number) for number in range(1, len(own) + 1)
        ]
        logged = [datetime.fromisoformat(message["time"]) for message in own]
        assert all(earlier < later for earlier, later in pairwise(logged))


def test_each_source_sends_only_what_it_may(adapter: ModuleType, messages: list[Message]) -> None:
    kinds = {(message["source"], kind_of(message)) for message in messages}
    assert kinds == {
        (adapter.OM, "zaak-ingeschreven"),
        (adapter.OM, "tenlastelegging-gewijzigd"),
        (adapter.OM, "vervolging-beslist"),
        (adapter.OM, "bron-stand"),
        (adapter.COURT, "uitspraak-gedaan"),
        (adapter.COURT, "bron-stand"),
    }


def test_a_source_closes_with_the_count_of_what_it_sent_by_kind_and_amsterdam_day(
    adapter: ModuleType, messages: list[Message]
) -> None:
    for source in (adapter.OM, adapter.COURT):
        *sent, standing = [message for message in messages if message["source"] == source]
        counted: dict[str, Counter[str]] = {}
        for message in sent:
            day = datetime.fromisoformat(message["time"]).astimezone(AMSTERDAM).date()
            counted.setdefault(kind_of(message), Counter())[day.isoformat()] += 1
        assert kind_of(standing) == "bron-stand"
        assert standing["data"]["laatsteSequence"] == sent[-1]["sequence"]
        assert standing["data"]["aantallen"] == counted


def test_the_same_events_give_the_same_bytes(
    adapter: ModuleType, messages: list[Message], tmp_path: Path
) -> None:
    again = adapter.contract_messages(adapter.read_events())
    first = adapter.write_messages(messages, out_dir=tmp_path / "first")
    second = adapter.write_messages(again, out_dir=tmp_path / "second")
    for source, path in first.items():
        assert path.read_bytes() == second[source].read_bytes()


def test_what_was_written_is_what_was_made(
    adapter: ModuleType, comparing: ModuleType, messages: list[Message], tmp_path: Path
) -> None:
    paths = adapter.write_messages(messages, out_dir=tmp_path)
    read = [message for path in paths.values() for message in comparing.read_ndjson(path)]
    assert read == sorted(messages, key=lambda message: str(message["source"]))


def test_every_expected_count_is_charged_once_and_no_other(
    comparing: ModuleType, messages: list[Message]
) -> None:
    charged: dict[tuple[str, str], set[int]] = {}
    for message in of_kind(messages, "tenlastelegging-gewijzigd"):
        for offence in message["data"]["feiten"]:
            count = (message["data"]["persoon"]["skn"], offence["bronFeitnummer"])
            charged.setdefault(count, set()).add(offence["feitnummer"])
    assert set(charged) == set(comparing.expected_endings())
    assert {len(numbers) for numbers in charged.values()} == {1}


def test_a_case_is_registered_once_and_before_anything_else_of_it(
    messages: list[Message],
) -> None:
    registered = set()
    for message in messages:
        if kind_of(message) == "bron-stand":
            continue
        case = (message["data"]["persoon"]["skn"], message["data"]["zaak"]["bronZaaknummer"])
        if kind_of(message) == "zaak-ingeschreven":
            assert case not in registered
            registered.add(case)
        assert case in registered


def test_the_last_list_of_charges_names_the_offence_in_the_end(
    comparing: ModuleType, messages: list[Message]
) -> None:
    qualified = {}
    lists = of_kind(messages, "tenlastelegging-gewijzigd")
    for message in sorted(lists, key=lambda m: (str(m["data"]["gewijzigdOp"]), str(m["time"]))):
        for offence in message["data"]["feiten"]:
            count = (message["data"]["persoon"]["skn"], offence["bronFeitnummer"])
            qualified[count] = offence["kwalificatie"]
    final = comparing.expected_rows()
    assert sum(bool(row["final_offence"]) for row in final) == 5219
    for row in final:
        if row["final_offence"]:
            count = (row["case_participant_id"], row["charge_id"])
            assert qualified[count] == row["final_offence"]


def test_only_dates_that_cannot_be_true_lie_after_the_time_of_logging(
    messages: list[Message],
) -> None:
    ahead = []
    for message in messages:
        if kind_of(message) == "bron-stand":
            continue
        data = message["data"]
        stated = [data.get(name) for name in ("ontvangenOp", "gewijzigdOp", "beslotenOp")]
        stated += [data.get("uitgesprokenOp")]
        for offence in data.get("feiten", []):
            stated += offence["pleegperiode"].values()
        latest = datetime.fromisoformat(message["time"]).date() + timedelta(days=1)
        ahead += [day for day in stated if isinstance(day, str) and day > latest.isoformat()]
    assert ahead == ["2109-04-11"]


def test_charges_of_one_day_are_one_list_numbered_in_order_of_appearance(
    adapter: ModuleType,
) -> None:
    history = [suspicion(), charge(2, "b"), charge(3, "a"), charge(4, "c", date="2019-03-09")]
    first, second = of_kind(list(adapter.contract_messages(history)), "tenlastelegging-gewijzigd")

    def numbered(message: Message) -> list[tuple[int, str]]:
        return [(f["feitnummer"], f["bronFeitnummer"]) for f in message["data"]["feiten"]]

    assert numbered(first) == [(1, "b"), (2, "a")]
    assert numbered(second) == [(1, "b"), (2, "a"), (3, "c")]


def test_a_conviction_for_another_offence_changes_the_charge_first(adapter: ModuleType) -> None:
    lesser = outcome(4, "a", offence="ATTEMPT THEFT", cls="A")
    made = list(adapter.contract_messages([suspicion(), charge(2, "a"), charge(3, "b"), lesser]))
    filed, amended = of_kind(made, "tenlastelegging-gewijzigd")
    assert [f["kwalificatie"] for f in filed["data"]["feiten"]] == ["THEFT", "THEFT"]
    assert [f["kwalificatie"] for f in amended["data"]["feiten"]] == ["ATTEMPT THEFT", "THEFT"]
    assert amended["data"]["gewijzigdOp"] == "2019-05-01"


def test_an_outcome_dated_before_its_charge_still_amends_it(adapter: ModuleType) -> None:
    mistyped = outcome(1, "a", date="2018-05-01", offence="ATTEMPT THEFT", cls="A")
    made = list(adapter.contract_messages([mistyped, suspicion(2), charge(3, "a")]))
    (charged,) = of_kind(made, "tenlastelegging-gewijzigd")
    assert [f["kwalificatie"] for f in charged["data"]["feiten"]] == ["ATTEMPT THEFT"]
    assert charged["data"]["gewijzigdOp"] == "2019-03-05"


def test_a_case_without_a_suspicion_is_registered_from_its_first_event(
    adapter: ModuleType,
) -> None:
    made = list(adapter.contract_messages([charge(2, "a"), outcome(3, "a")]))
    registered = made[0]
    assert kind_of(registered) == "zaak-ingeschreven"
    assert registered["data"]["ontvangenOp"] == "2019-03-05"
    (charged,) = of_kind(made, "tenlastelegging-gewijzigd")
    unknown = {"type": "DatumOnbekend", "onbekend": True}
    assert charged["data"]["feiten"][0]["pleegperiode"] == {"van": unknown, "tot": unknown}


def test_an_outcome_on_a_charge_that_was_never_filed_charges_it(adapter: ModuleType) -> None:
    made = list(adapter.contract_messages([suspicion(), outcome(2, "a")]))
    (charged,) = of_kind(made, "tenlastelegging-gewijzigd")
    assert charged["data"]["gewijzigdOp"] == "2019-05-01"


def test_an_offence_without_an_end_lasted_one_day(adapter: ModuleType) -> None:
    made = list(adapter.contract_messages([suspicion(), charge(2, "a")]))
    (charged,) = of_kind(made, "tenlastelegging-gewijzigd")
    assert charged["data"]["feiten"][0]["pleegperiode"] == {
        "van": "2019-03-01",
        "tot": "2019-03-01",
    }


def test_co_defendants_share_a_charge_and_not_its_outcome(adapter: ModuleType) -> None:
    other = {"person": "0012"}
    history = [suspicion(), suspicion(2) | other, charge(3, "a"), charge(4, "a") | other]
    made = list(adapter.contract_messages([*history, outcome(5, "a")]))
    assert len(of_kind(made, "tenlastelegging-gewijzigd")) == 2
    (judgment,) = of_kind(made, "uitspraak-gedaan")
    assert judgment["data"]["persoon"] == {"skn": "0011"}


@pytest.mark.parametrize(
    ("word", "decision", "grounds"),
    [
        ("DISMISSED", "sepot", [{"code": "Nolle Prosecution", "tekst": "No Lab"}]),
        ("ABATED_DEATH", "sepot", [{"code": "Nolle Prosecution", "tekst": "No Lab"}]),
        ("TRANSFERRED", "overdracht", None),
        ("SUPERSEDED", "voeging", None),
    ],
)
def test_the_prosecutor_ends_a_count_in_the_words_of_the_source(
    adapter: ModuleType, word: str, decision: str, grounds: list[Message] | None
) -> None:
    ended = outcome(3, "a", outcome=word, raw="Nolle Prosecution", reason="No Lab")
    made = list(adapter.contract_messages([suspicion(), charge(2, "a"), ended]))
    (decided,) = of_kind(made, "vervolging-beslist")
    assert decided["data"]["besluit"] == decision
    assert decided["data"]["feitnummers"] == [1]
    assert decided["data"].get("sepotgronden") == grounds


@pytest.mark.parametrize(
    ("word", "finding"),
    [
        ("CONVICTION", "veroordeling"),
        ("ACQUITTAL", "vrijspraak"),
        ("NOT_RESPONSIBLE", "ontslag-van-alle-rechtsvervolging"),
    ],
)
def test_a_court_ends_a_count_by_judgment(adapter: ModuleType, word: str, finding: str) -> None:
    history = [suspicion(), charge(2, "a"), outcome(3, "a", outcome=word)]
    (judgment,) = of_kind(list(adapter.contract_messages(history)), "uitspraak-gedaan")
    assert judgment["data"]["uitkomsten"] == [{"feitnummer": 1, "uitkomst": finding}]


def test_a_pending_outcome_says_nothing(adapter: ModuleType) -> None:
    history = [suspicion(), charge(2, "a"), outcome(3, "a", outcome="PENDING", raw="BFW")]
    made = list(adapter.contract_messages(history))
    assert Counter(kind_of(message) for message in made) == {
        "zaak-ingeschreven": 1,
        "tenlastelegging-gewijzigd": 1,
        "bron-stand": 2,
    }


def test_a_rejection_names_no_counts_because_it_is_about_the_whole_case(
    adapter: ModuleType,
) -> None:
    rejected = event(
        2, "PROSECUTION_DECISION", date="2019-03-04", decision="NO_PROSECUTION", raw="Rejected"
    )
    (decided,) = of_kind(
        list(adapter.contract_messages([suspicion(), rejected])), "vervolging-beslist"
    )
    assert "feitnummers" not in decided["data"]
    assert decided["data"]["sepotgronden"] == [{"code": "NO_PROSECUTION", "tekst": "Rejected"}]


def test_a_judgment_carries_the_current_sanctions_and_not_the_replaced(
    adapter: ModuleType, messages: list[Message]
) -> None:
    history = [suspicion(), charge(2, "a"), outcome(3, "a")]
    history += [sanction(4, "a", term="1", current="false"), sanction(5, "a", date="2019-08-01")]
    (judgment,) = of_kind(list(adapter.contract_messages(history)), "uitspraak-gedaan")
    assert judgment["data"]["sancties"] == [
        {"soort": "gevangenisstraf", "feitnummers": [1], "duur": "P3Y"}
    ]
    assert judgment["data"]["uitgesprokenOp"] == "2019-05-01"
    assert judgment["time"].startswith("2019-08-01")
    sent = sum(len(m["data"]["sancties"]) for m in of_kind(messages, "uitspraak-gedaan"))
    assert sent == 1147


def test_a_sanction_without_a_dutch_counterpart_keeps_its_name(adapter: ModuleType) -> None:
    history = [suspicion(), charge(2, "a"), outcome(3, "a")]
    history += [sanction(4, "a", sanction="Probation", commitment="Drug Court Probation")]
    (judgment,) = of_kind(list(adapter.contract_messages(history)), "uitspraak-gedaan")
    (imposed,) = judgment["data"]["sancties"]
    assert imposed["soort"] == {"code": "Probation", "tekst": "Drug Court Probation"}


@pytest.mark.parametrize(
    ("term", "unit", "duration"),
    [
        ("364", "Days", "P364D"),
        ("18", "Months", "P18M"),
        ("3", "Year(s)", "P3Y"),
        ("2.5", "Year(s)", "P2Y6M"),
        ("1", "Term", None),
        ("", "", None),
    ],
)
def test_a_term_becomes_an_iso_duration_or_nothing(
    adapter: ModuleType, term: str, unit: str, duration: str | None
) -> None:
    assert adapter.iso_duration(term, unit) == duration
