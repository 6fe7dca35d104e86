"""What an untrusted source sends is set aside, and enters by a release officer's word alone."""

from datetime import date, timedelta

import pytest

from jds.database.connection import Database
from jds.domain.time import Instant
from jds.intake.aside_about import ask_set_aside_about
from jds.intake.catch_up_backlog import CaughtUp
from jds.intake.judgement import Judgement, Line
from jds.intake.quarantine import NoSuchSlice
from jds.intake.release_quarantine import (
    FindingsOpen,
    MoreHarmfulFirst,
    NotCompared,
    NotReturnedYet,
    SignedOff,
    SliceChanged,
)
from jds.intake.set_aside import InQuarantine, return_to_source, show_set_aside
from jds.intake.set_aside import release as release_single
from jds.sources.standing import StandingWord
from tests.intake.conftest import NewRegister
from tests.intake.deliveries import (
    COURT,
    KEY,
    NEXT_DAY,
    NOON,
    OM,
    Wire,
    admit,
    corrected,
    end_state,
    envelope,
    fates_of,
    impossible,
    judge_of,
    register_sources,
    registered,
    retracted,
    rows,
    stated_complete,
)
from tests.intake.untrusted import (
    ORDER,
    compare,
    give_back,
    let_in,
    make,
    named,
    release,
    slices,
)

IN_QUARANTINE = "apart-gezet: quarantaine"

SOON = Instant(NOON + timedelta(minutes=1))
LATER = Instant(NEXT_DAY + timedelta(minutes=1))


@pytest.fixture
def register(primary_database: Database) -> Database:
    """Give a register with three sources and no message, on the PostgreSQL of the wheel only."""
    with primary_database.transaction() as connection:
        register_sources(connection)
    return primary_database


@pytest.fixture
def on_each_server(database: Database) -> Database:
    """Give the same on each PostgreSQL in turn."""
    with database.transaction() as connection:
        register_sources(connection)
    return database


def of_offence(number: int, *articles: str, kind: str = "misdrijf", **named: str) -> Wire:
    """Return a message that opens a case of one offence."""
    message = registered(number, case=named.get("case", f"05/78{number:04d}-25"))
    message["time"] = named.get("time", message["time"])
    message["data"]["feiten"] = [
        {
            "feitnummer": 1,
            "soort": kind,
            "kwalificatie": "feit",
            "artikelen": [{"wet": "Sr", "artikel": article} for article in articles],
            "pleegperiode": {
                "van": {"type": "Datum", "datum": "2025-01-01"},
                "tot": {"type": "Datum", "datum": "2025-01-01"},
            },
        }
    ]
    return message


def custody(number: int, *, case: str, source: str = OM, soort: str = "bewaring") -> Wire:
    """Return a step of custody in a case."""
    data = {
        "persoon": {"skn": "1234567"},
        "zaak": {"parketnummer": case},
        "soort": soort,
        "vanTijdstip": "2025-03-10T08:00:00+01:00",
        "totTijdstip": "2025-03-24T08:00:00+01:00",
    }
    return envelope(
        "hechtenis-gemeld", data, message_id=f"c-{number}", sequence=number, source=source
    )


@pytest.mark.parametrize("word", ["afgesneden", "terugkerend"])
def test_what_an_untrusted_source_sends_is_set_aside_whole_for_the_release_officer(
    register: Database, word: StandingWord
) -> None:
    make(register, word)

    batch = admit(register, registered(1), stated_complete(2), registered(3, source=COURT))

    assert fates_of(batch)[:2] == [IN_QUARANTINE, IN_QUARANTINE]
    assert rows(register, "SELECT DISTINCT reason, owner, state FROM set_aside") == [
        ("quarantaine", "release-officer", "apart-gezet")
    ]
    assert (OM, 2, 0, 2) in rows(
        register, "SELECT source, received, accepted, set_aside FROM fate_count"
    )


@pytest.mark.parametrize("word", ["inhalen", "actueel"])
def test_what_a_trusted_source_sends_is_accepted(register: Database, word: StandingWord) -> None:
    make(register, "afgesneden")
    make(register, word)

    assert fates_of(admit(register, registered(1))) == ["aanvaard"]


def test_being_cut_off_counts_from_the_next_batch_on_though_lines_were_judged_before(
    register: Database,
) -> None:
    admit(register, registered(1))
    make(register, "afgesneden")

    assert fates_of(admit(register, registered(2))) == [IN_QUARANTINE]


def test_redelivery_from_an_untrusted_source_is_a_duplicate_and_other_content_is_not(
    register: Database,
) -> None:
    admit(register, registered(1))
    make(register, "terugkerend")

    again = admit(register, registered(1), registered(1, on="2025-03-09"), registered(2))
    once_more = admit(register, registered(1, on="2025-03-09"), registered(2))

    assert fates_of(again) == ["dubbel", IN_QUARANTINE, IN_QUARANTINE]
    assert fates_of(once_more) == ["dubbel", "dubbel"]


def test_running_numbers_in_quarantine_have_arrived(register: Database) -> None:
    make(register, "terugkerend")

    admit(register, registered(1), registered(3))

    assert rows(register, "SELECT first_missing, last_missing FROM source_gap") == [(2, 2)]


def test_nobody_becomes_known_by_what_is_in_quarantine(register: Database) -> None:
    make(register, "terugkerend")

    admit(register, registered(1))

    assert rows(register, "SELECT key FROM subject") == []


def test_it_can_be_told_that_something_about_somebody_is_in_quarantine_and_that_it_was(
    register: Database,
) -> None:
    make(register, "terugkerend")
    admit(register, registered(1, person={"skn": "1234567", "bsn": "999993653"}))

    def known(*keys: str, at: Instant = SOON, subjects: tuple[int, ...] = ()) -> list[int]:
        with register.transaction() as connection:
            found = ask_set_aside_about(connection, keys=keys, subjects=subjects, at=at)()
        return [each.number for each in found]

    assert known("skn:1234567") == known("bsn:999993653") == [1]
    assert known("skn:7654321") == []
    compare(register)
    release(register, "1/alles", now=NEXT_DAY)
    let_in(register, now=NEXT_DAY)
    assert known("skn:1234567", subjects=(1,)) == [1]
    assert known("skn:1234567", at=LATER, subjects=(1,)) == []


def test_slices_stand_most_harmful_first_and_a_case_is_worth_its_worst(register: Database) -> None:
    make(register, "terugkerend")
    minor = of_offence(1, "424", kind="overtreding")
    crime = of_offence(2, "310")
    grave = of_offence(3, "242", time="2025-03-11T09:00:00+01:00")
    admit(
        register,
        stated_complete(9),
        minor,
        crime,
        grave,
        custody(4, case="05/780002-25"),
    )

    found = [(each.name.text(ORDER.names), each.messages) for each in slices(register)]

    assert found == [
        ("1/hechtenis/2025-03-10", 2),
        ("1/zeden-en-geweld/2025-03-11", 1),
        ("1/overtredingen/2025-03-10", 1),
        ("1/overig/2025-03-11", 1),
    ]


def test_what_a_case_is_worth_does_not_depend_on_what_came_first(
    new_register: NewRegister,
) -> None:
    case = "05/780001-25"
    messages = [
        of_offence(1, "242", case=case),
        custody(2, case=case),
        of_offence(3, "424", kind="overtreding"),
        corrected(4, about="m-3"),
        retracted(5, about="m-3"),
        retracted(6, about="m-1"),
    ]
    found = []
    for order in (messages, messages[::-1], messages[3:] + messages[:3]):
        with new_register() as register:
            make(register, "terugkerend")
            admit(register, *order)
            found.append([(each.name, each.digest) for each in slices(register)])

    assert found[0] == found[1] == found[2]
    assert [name.text(ORDER.names) for name, _ in found[0]] == [
        "1/hechtenis/2025-03-10",
        "1/overtredingen/2025-03-10",
    ]


def test_the_offences_of_a_case_are_looked_for_in_the_ledger_too(register: Database) -> None:
    admit(register, of_offence(1, "242", case="05/780001-25"))
    make(register, "terugkerend")
    data = {
        "persoon": {"skn": "1234567"},
        "zaak": {"parketnummer": "05/780001-25"},
        "besluit": "dagvaarding",
        "beslotenOp": "2025-03-09",
    }
    admit(register, envelope("vervolging-beslist", data, message_id="b-2", sequence=2))

    [found] = slices(register)

    assert found.name.text(ORDER.names) == "1/zeden-en-geweld/2025-03-10"


def test_nothing_is_let_in_that_was_not_compared(register: Database) -> None:
    make(register, "terugkerend")
    admit(register, registered(1))

    with pytest.raises(NotCompared):
        release(register, "1/alles")


def test_a_slice_is_released_by_exactly_its_digest(register: Database) -> None:
    make(register, "terugkerend")
    admit(register, registered(1))
    compare(register)
    seen = named(register, "1/alles").digest
    admit(register, registered(2))
    compare(register)

    with pytest.raises(SliceChanged):
        release(register, "1/alles", digest=seen)
    assert let_in(register) == CaughtUp()


def test_what_came_since_and_is_not_sorted_yet_changes_the_digest(register: Database) -> None:
    make(register, "terugkerend")
    admit(register, registered(1))
    compare(register)
    seen = named(register, "1/alles")
    admit(register, registered(2))

    with pytest.raises(SliceChanged):
        release(register, "1/alles", digest=seen.digest)


def test_findings_are_accepted_by_their_number(register: Database) -> None:
    admit(register, registered(1))
    make(register, "terugkerend")
    admit(register, registered(1, on="2025-03-09"))
    compare(register)

    with pytest.raises(FindingsOpen):
        release(register, "1/alles", findings=0)
    assert release(register, "1/alles", findings=1).slice.messages == 1


def test_the_most_harmful_slice_goes_first(register: Database) -> None:
    make(register, "terugkerend")
    admit(register, of_offence(1, "310"), of_offence(2, "242"))
    compare(register)

    with pytest.raises(MoreHarmfulFirst):
        release(register, "1/misdrijven")
    release(register, "1/misdrijven", out_of_order=True)
    release(register, "1/zeden-en-geweld")
    assert let_in(register).let_in == 2


def test_nothing_of_a_source_that_is_cut_off_is_let_in(register: Database) -> None:
    make(register, "afgesneden")
    admit(register, registered(1))
    compare(register)

    with pytest.raises(NotReturnedYet):
        release(register, "1/alles")


def test_the_first_release_begins_the_catching_up(register: Database) -> None:
    make(register, "terugkerend")
    admit(register, of_offence(1, "310"), of_offence(2, "242"))
    compare(register)

    first = release(register, "1/zeden-en-geweld")
    second = release(register, "1/misdrijven")

    assert (first.begins_catching_up, second.begins_catching_up) == (True, False)
    assert fates_of(admit(register, registered(3))) == ["aanvaard"]


def test_a_source_of_which_nothing_waits_begins_catching_up_by_releasing_nothing(
    register: Database,
) -> None:
    make(register, "terugkerend")

    assert release(register, "1/alles").begins_catching_up
    assert let_in(register) == CaughtUp()


def test_what_was_signed_off_is_not_let_in_when_its_source_is_cut_off_again(
    register: Database,
) -> None:
    make(register, "terugkerend")
    admit(register, registered(1))
    compare(register)
    release(register, "1/alles")
    make(register, "afgesneden")

    assert let_in(register) == CaughtUp(voided=(OM,))
    make(register, "terugkerend")
    assert let_in(register) == CaughtUp()
    assert named(register, "1/alles").messages == 1


def test_what_is_let_in_stays_counted_on_the_day_on_which_it_came(register: Database) -> None:
    make(register, "terugkerend")
    admit(register, registered(1), registered(2))
    compare(register, now=NEXT_DAY)
    release(register, "1", now=NEXT_DAY)

    assert let_in(register, now=NEXT_DAY).let_in == 1
    assert rows(register, "SELECT day, received, accepted, set_aside FROM fate_count") == [
        (date(2026, 3, 2), 2, 1, 1)
    ]


def test_what_is_let_in_is_shown_from_the_ledger_and_kept_nowhere_else(register: Database) -> None:
    make(register, "terugkerend")
    admit(register, registered(1))
    compare(register)
    release(register, "1/alles")
    let_in(register)

    assert rows(register, "SELECT content FROM set_aside") == [(None,)]
    assert rows(
        register,
        "SELECT (SELECT count(*) FROM set_aside_about), (SELECT count(*) FROM quarantine_item),"
        " (SELECT count(*) FROM quarantine_case), (SELECT count(*) FROM quarantine_case_name)",
    ) == [(0, 0, 0, 0)]
    with register.transaction() as connection:
        shown = show_set_aside(connection, 1)
    assert b'"m-1"' in (shown.content or b"")
    assert (shown.summary.state, shown.settled_by) == ("vrijgegeven", "officier")


def test_quarantine_and_release_end_as_if_the_source_had_never_been_distrusted(
    on_each_server: Database, new_register: NewRegister
) -> None:
    register = on_each_server
    messages = [
        registered(1),
        registered(2, case="05/780002-25"),
        corrected(3, about="m-1"),
        retracted(4, about="m-2"),
        registered(5, message_id="m-1", on="2025-03-09"),
        stated_complete(6),
    ]
    make(register, "terugkerend")
    admit(register, *messages)
    compare(register)
    release(register, "1/alles")
    let_in(register)

    with new_register() as twin:
        admit(twin, *messages)
        with twin.transaction() as connection:
            expected = end_state(connection)
    with register.transaction() as connection:
        found = end_state(connection)
    found["set aside"] = [row for row in found["set aside"] if row[6] != "vrijgegeven"]
    assert found == expected


def test_of_two_contents_under_one_id_the_first_in_the_order_of_statements_enters(
    register: Database,
) -> None:
    make(register, "terugkerend")
    admit(register, registered(1, on="2025-03-10"), registered(1, on="2025-03-09"))
    compare(register)
    release(register, "1/alles")

    assert let_in(register) == CaughtUp(let_in=1, kept_aside=1)
    assert rows(register, "SELECT reason, owner FROM set_aside WHERE state = 'apart-gezet'") == [
        ("ander-bericht-zelfde-id", "operator")
    ]


def test_what_may_not_enter_any_more_is_kept_aside_for_the_operator(register: Database) -> None:
    make(register, "terugkerend")
    admit(register, registered(1))
    compare(register)
    release(register, "1/alles")
    with register.transaction() as connection:
        judge = judge_of(connection)

    class JudgesAnother:
        def judge(self, line: Line) -> Judgement:
            return judge.judge(Line(line.number, b"{}", 2))

    assert let_in(register, judge=JudgesAnother()).kept_aside == 1
    assert rows(register, "SELECT reason, owner FROM set_aside") == [
        ("niet-van-het-contract", "operator")
    ]


def test_a_returned_slice_stays_counted_and_its_ids_are_used_up(register: Database) -> None:
    make(register, "terugkerend")
    admit(register, registered(1), registered(2))

    assert give_back(register, "1").messages == 1
    make(register, "inhalen")
    again = admit(register, registered(1), registered(1, on="2025-03-09"))

    assert fates_of(again) == ["dubbel", "apart-gezet: nummer-al-teruggegeven"]
    assert rows(register, "SELECT state FROM set_aside ORDER BY number")[0] == ("teruggegeven",)
    assert rows(register, "SELECT received, duplicates, set_aside FROM fate_count") == [(4, 1, 3)]


def test_a_clerk_settles_nothing_of_an_untrusted_source(register: Database) -> None:
    make(register, "terugkerend")
    admit(register, registered(1), impossible(2))
    with register.transaction() as connection:
        judge = judge_of(connection)
        for number in (1, 2):
            with pytest.raises(InQuarantine):
                release_single(connection, number, by="x", judge=judge, register_key=KEY, now=NOON)
        with pytest.raises(InQuarantine):
            return_to_source(connection, 1, reason="fout", by="x", now=NOON)


def test_most_harmful_first_and_in_order_within_a_case(register: Database) -> None:
    make(register, "terugkerend")
    grave, custodial = "05/780001-25", "05/780002-25"
    late = custody(1, case=custodial)
    admit(
        register,
        of_offence(7, "310"),
        retracted(6, about="m-4"),
        late,
        of_offence(4, "242", case=grave),
        of_offence(5, "300", case=custodial),
        of_offence(3, "424", kind="overtreding"),
        stated_complete(8),
    )
    compare(register)
    release(register, "1/alles")
    let_in(register)

    entered = [
        message_id
        for (message_id,) in rows(register, "SELECT message_id FROM ledger_line ORDER BY position")
    ]
    assert entered[:2] in (["m-5", "c-1"], ["c-1", "m-5"])
    assert entered[2:] == ["m-4", "m-6", "m-7", "m-3", "s-8"]


def test_what_is_more_harmful_and_signed_off_later_overtakes(register: Database) -> None:
    make(register, "terugkerend")
    admit(register, *(of_offence(n, "310") for n in range(1, 9)), of_offence(9, "242"))
    compare(register)
    release(register, "1/misdrijven", out_of_order=True)
    with register.transaction() as connection:
        judge = judge_of(connection)
    signed: list[SignedOff] = []

    class SignsOff:
        """Judges, and signs the other slice off once the first step is on its way."""

        def judge(self, line: Line) -> Judgement:
            if not signed:
                signed.append(release(register, "1/zeden-en-geweld"))
            return judge.judge(line)

    let_in(register, judge=SignsOff())

    entered = rows(register, "SELECT message_id FROM ledger_line ORDER BY position")
    assert entered[3] == ("m-9",)
    assert len(entered) == 9


def test_a_name_that_is_no_slice_says_so(register: Database) -> None:
    for text in ("", "x", "1", "1/", "1/niets", "7/alles", "1/alles/gisteren", "1/alles/a/b", "²"):
        with pytest.raises(NoSuchSlice):
            named(register, text)
