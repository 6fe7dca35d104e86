"""What `jds status` tells outside, on screen, as JSON and as a published page; real files."""

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import html5lib
import pytest

from jds.domain.time import add_days, amsterdam_day, as_instant, instant_from_text
from tests.cli.commands import Register
from tests.records.wire import CJIB, COURT, OM, PERSONS, Wire, message

FILES = {"index.html", "en.html", "status.json"}


def ago(**stretch: float) -> str:
    return (datetime.now(UTC) - timedelta(**stretch)).isoformat()


def stated(source: str, sequence: int, **stretch: float) -> Wire:
    """Return a statement of completeness that a source logged so long ago."""
    return message(
        "bron-stand",
        message_id=f"s-{sequence}",
        sequence=sequence,
        time=ago(**stretch),
        source=source,
        volledigTotTijdstip=ago(**stretch),
        laatsteSequence=str(sequence - 1),
        aantallen={},
    )


@pytest.fixture
def chain(register: Register) -> Register:
    """Give a register in which one source is current, one lacks a message and one fell silent."""
    register.load(
        [
            stated(OM, 1, hours=2),
            stated(CJIB, 1, hours=2),
            stated(CJIB, 3, hours=1),
            stated(PERSONS, 1, days=3),
        ]
    )
    register.ask("watch")
    return register


def published(register: Register) -> Path:
    """Publish into a folder beside the home; return it."""
    folder = register.home.parent / "page"
    done = register.run("status", "publish", str(folder))
    assert (done.code, done.err) == (0, "")
    return folder


def states(told: Any) -> dict[str, str]:
    return {each["bron"]: each["toestand"] for each in told["bronnen"]}


def test_a_partner_reads_which_source_is_current_and_which_is_only_connected(
    chain: Register,
) -> None:
    told = chain.ask("status")["naarBuiten"]

    shown = states(told)
    assert shown[OM] == "actueel"
    assert shown[CJIB] == "verbonden"
    assert shown[PERSONS] == "niet-verbonden"
    assert shown[COURT] == "niet-verbonden"
    assert told["toestand"] == "niet-verbonden"
    by_source = {each["bron"]: each for each in told["bronnen"]}
    assert by_source[OM]["waarom"] == []
    assert by_source[OM]["volledigTot"] is not None
    assert by_source[CJIB]["waarom"] == ["berichten-ontbreken"]
    assert by_source[PERSONS]["waarom"] == ["stil", "bewijs-te-oud"]


def test_the_public_part_alone_is_what_is_published(chain: Register) -> None:
    alone = chain.ask("status", "--public")
    kept = json.loads((published(chain) / "status.json").read_text(encoding="utf-8"))

    for each in (alone, kept):
        for moment in ("vastgesteldOp", "geldigTot"):
            del each[moment]
    assert alone == kept
    done = chain.run("status", "--public")
    assert done.code == 0
    assert "berichten-ontbreken" in done.out
    assert "Wachtrijen" not in done.out


def test_a_source_that_is_cut_off_is_so_outside_at_once_without_the_reason(chain: Register) -> None:
    reason = "inbraak gemeld door J. Jansen"
    done = chain.run("source", "isolate", OM, "--reason", reason)
    assert done.code == 0, done.err
    chain.ask("paper", "open", OM)

    [told] = [each for each in chain.ask("status", "--public")["bronnen"] if each["bron"] == OM]

    assert told["toestand"] == "niet-verbonden"
    assert told["waarom"] == ["afgesneden"]
    assert told["afgesnedenSinds"] is not None
    assert told["tussenkanaal"]["wegen"] == ["papier", "koerier", "e-mail", "telefoon"]
    for file in published(chain).iterdir():
        assert "Jansen" not in file.read_text(encoding="utf-8")


def test_what_is_published_is_valid_for_as_long_as_was_set(
    chain: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    for setting, minutes in (("", 30), ("PT5M", 5)):
        monkeypatch.setenv("JDS_STATUS_VALID", setting)
        told = json.loads((published(chain) / "status.json").read_text(encoding="utf-8"))
        held = instant_from_text(told["geldigTot"]) - instant_from_text(told["vastgesteldOp"])
        # To the second below.
        assert timedelta(minutes=minutes, seconds=-1) < held <= timedelta(minutes=minutes)
        assert told["daarna"] == "onbekend"


def test_each_file_is_replaced_in_one_step_and_can_be_read_by_everybody(chain: Register) -> None:
    previous = os.umask(0o077)
    try:
        folder = published(chain)
        assert {each.name for each in folder.iterdir()} == FILES
        before = {name: (folder / name).read_bytes() for name in FILES}
        opened = {name: (folder / name).open("rb") for name in FILES}
        published(chain)
    finally:
        os.umask(previous)

    assert {each.name for each in folder.iterdir()} == FILES
    for name, file in opened.items():
        with file:
            # Whoever was reading still reads the old one whole: the name now is another file's.
            assert os.fstat(file.fileno()).st_ino != (folder / name).stat().st_ino
            assert file.read() == before[name]
        assert (folder / name).stat().st_mode & 0o777 == 0o644


def test_what_was_published_stands_when_the_register_is_down(
    chain: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = published(chain)
    before = {name: (folder / name).read_bytes() for name in FILES}
    monkeypatch.setenv("JDS_DATABASE", f"postgresql://jds@/none?host={chain.home}")

    done = chain.run("status", "publish", str(folder))

    assert done.code == 1
    assert {name: (folder / name).read_bytes() for name in FILES} == before
    page = html5lib.parse(before["index.html"].decode(), namespaceHTMLElements=False)
    kept = json.loads(before["status.json"])
    assert page.attrib["data-valid-until"] == kept["geldigTot"]


def test_publishing_into_what_is_no_folder_is_wrong_usage(chain: Register) -> None:
    file = chain.home.parent / "a-file"
    file.write_bytes(b"kept")
    for where in (file, chain.home.parent / "nowhere" / "page"):
        done = chain.run("status", "publish", str(where))
        assert (done.code, done.out) == (2, "")
        assert done.err.count("\n") == 1
    assert file.read_bytes() == b"kept"


def test_nobody_watching_is_told_and_then_no_source_is_current(register: Register) -> None:
    register.load([stated(OM, 1, hours=2)])

    never = register.ask("status", "--public")
    assert never["bewaking"] == {
        "iemandKijkt": False,
        "laatsteRonde": None,
        "verwachtVoor": None,
        "onbewaakt": [],
    }
    assert "actueel" not in states(never).values()
    assert "niemand let op de bronnen" in register.run("status", "--public").out

    register.ask("watch")
    watched = register.ask("status", "--public")
    assert states(watched)[OM] == "actueel"
    assert watched["bewaking"]["onbewaakt"] == []

    with register.database.transaction() as connection:
        connection.execute(
            "UPDATE watch_beat SET beat_at = beat_at - interval '1 hour',"
            " due_at = due_at - interval '1 hour'"
        )
    stopped = register.ask("status", "--public")
    assert not stopped["bewaking"]["iemandKijkt"]
    assert stopped["bewaking"]["verwachtVoor"] < stopped["vastgesteldOp"]
    assert states(stopped)[OM] == "verbonden"
    assert "Niemand let op de bronnen." in (published(register) / "index.html").read_text("utf-8")

    register.ask("watch")
    again = register.ask("status", "--public")["bewaking"]
    assert again["iemandKijkt"]
    assert again["onbewaakt"] == [
        {"van": stopped["bewaking"]["laatsteRonde"], "tot": again["laatsteRonde"]}
    ]
    page = (published(register) / "index.html").read_text("utf-8")
    assert "In deze tijd lette niemand op de bronnen." in page


def test_options_of_all_may_stand_between_status_and_publish(chain: Register) -> None:
    folder = chain.home.parent / "page"
    done = chain.run("status", "--json", "publish", str(folder))
    assert (done.code, done.err) == (0, "")
    assert set(done.document["bestanden"]) == FILES


def test_status_with_a_word_it_does_not_know_is_wrong_usage(register: Register) -> None:
    assert register.run("status", "now").code == 2


def test_a_partner_reads_which_answers_rest_on_what_is_not_current(chain: Register) -> None:
    told = chain.ask("status", "--public")["antwoorden"]
    by_pair = {(each["ontvanger"], each["doel"]): each for each in told}
    by_source = {each["bron"]: each for each in chain.ask("status", "--public")["bronnen"]}

    certificate = by_pair["justis", "vog-np"]
    assert certificate["toestand"] == "niet-verbonden"
    assert set(certificate["wachtOp"]) == {
        urn for urn, each in by_source.items() if each["toestand"] != "actueel"
    }
    assert OM not in certificate["wachtOp"]
    # The minister never proved anything, and this purpose needs it.
    assert certificate["volledigTot"] is None
    # Statistics need no minister and no person authority.
    statistics = by_pair["onderzoek", "statistiek"]
    assert PERSONS not in statistics["wachtOp"]
    page = (published(chain) / "en.html").read_text(encoding="utf-8")
    assert "certificate of conduct (persons)" in page


def test_what_two_people_declared_for_a_period_is_told_outside_until_it_ends(
    chain: Register,
) -> None:
    for name in ("wouter", "wilma"):
        assert chain.run("actor", "add", name, "--role", "law-desk").code == 0
    today = amsterdam_day(as_instant(datetime.now(UTC)))
    proposal = chain.ask(
        *("advice", "change", "--purpose", "ind/nationaliteit", "--class", "open-zaak"),
        *("--advice", "aanhouden", "--from", today.isoformat()),
        *("--until", add_days(today, 14).isoformat(), "--reason", "brief van de minister"),
        *("--notice", "IND: zaken met een open zaak worden <b>aangehouden</b>."),
        *("--notice-en", "IND: cases with an open case are <b>held</b>.", "--as", "wouter"),
    )
    assert chain.ask("status", "--public")["verklaringen"] == []
    number = str(proposal["nummer"])
    approved = chain.run("approve", number, "--as", "wilma", "--reason", "gezien")
    assert approved.code == 0, approved.err

    [told] = chain.ask("status", "--public")["verklaringen"]
    assert told["doelen"] == ["ind/nationaliteit"]
    assert told["advies"] == "aanhouden"
    for file, notice in (
        ("index.html", "IND: zaken met een open zaak worden <b>aangehouden</b>."),
        ("en.html", "IND: cases with an open case are <b>held</b>."),
    ):
        text = (published(chain) / file).read_text(encoding="utf-8")
        assert notice not in text
        page = html5lib.parse(text, namespaceHTMLElements=False)
        assert notice in ["".join(each.itertext()) for each in page.iter("strong")]
    assert "brief van de minister" not in (published(chain) / "status.json").read_text("utf-8")
    assert "IND: zaken" in chain.run("status", "--public").out

    ended = chain.ask("advice", "end", number, "--reason", "voorbij", "--as", "wouter")
    done = chain.run("approve", str(ended["nummer"]), "--as", "wilma", "--reason", "gezien")
    assert done.code == 0, done.err
    assert chain.ask("status", "--public")["verklaringen"] == []
