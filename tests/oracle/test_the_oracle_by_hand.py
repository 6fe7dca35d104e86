"""Examples small enough to work out by hand: which messages count, their order, and who is who."""

from tests.oracle.by_hand import (
    APPLIED,
    CASE,
    CONTRADICTORY,
    OVERTAKEN,
    SOMEBODY,
    WAITING,
    WITHDRAWN,
    charged,
    corrected,
    count,
    effects,
    in_case,
    judged,
    merged,
    offence,
    opinion,
    person,
    registered,
    retracted,
    said,
    separated,
)
from tests.oracle.histories import to_accepted
from tests.oracle.payloads import SOURCES
from tests.oracle.statements import SEQUENCES, compare_sequences, not_displaced

ONE = offence(1)
CONVICTION = judged((1, "veroordeling"), on="2025-04-01")
ACQUITTAL = judged((1, "vrijspraak"), on="2025-04-01")


# 1. Which messages count


def test_of_two_contents_under_one_id_the_first_in_the_order_counts_whichever_came_first() -> None:
    early = said("persoon-overleden", persoon=SOMEBODY, overledenOp="2025-03-01", name="x")
    late = said("persoon-overleden", persoon=SOMEBODY, overledenOp="2025-03-02", name="x")
    early["sequence"] = late["sequence"] = "1"

    assert [each.position for each in not_displaced(to_accepted([late, early]))] == [2]
    assert [each.position for each in not_displaced(to_accepted([early, late]))] == [1]
    assert to_accepted([late, early])[1].displaces == 1


def test_a_correction_gives_the_content_and_the_root_is_overtaken() -> None:
    told = opinion(registered(ONE), CONVICTION, corrected("m2", ACQUITTAL, whose="court"))

    assert effects(told) == [APPLIED, OVERTAKEN, APPLIED]
    assert count(told)["outcome"] == "vrijspraak"
    assert count(told)["history"] == []


def test_a_correction_waits_until_its_whole_path_is_known() -> None:
    told = opinion(registered(ONE), corrected("m9", ACQUITTAL, whose="court"))

    assert effects(told) == [APPLIED, WAITING]


def test_a_correction_may_arrive_before_what_it_corrects() -> None:
    told = opinion(registered(ONE), corrected("m3", ACQUITTAL, whose="court"), CONVICTION)

    assert effects(told) == [APPLIED, APPLIED, OVERTAKEN]
    assert count(told)["outcome"] == "vrijspraak"


def test_a_correction_by_another_source_contradicts() -> None:
    told = opinion(registered(ONE), {**corrected("m1", registered()), "source": "urn:other"})

    assert effects(told) == [APPLIED, CONTRADICTORY]
    assert count(told)["outcome"] == "open"


def test_corrections_in_a_circle_contradict() -> None:
    told = opinion(corrected("m2", registered(ONE)), corrected("m1", registered(ONE)))

    assert effects(told) == [CONTRADICTORY, CONTRADICTORY]


def test_a_correction_of_a_retraction_contradicts() -> None:
    told = opinion(registered(ONE), retracted("m1"), corrected("m2", registered(ONE)))

    assert effects(told) == [WITHDRAWN, APPLIED, CONTRADICTORY]


def test_a_replacement_of_another_kind_contradicts_and_the_statement_before_it_counts() -> None:
    told = opinion(
        registered(ONE),
        CONVICTION,
        corrected("m2", ACQUITTAL, whose="court"),
        corrected("m2", registered(ONE), whose="court"),
    )

    assert effects(told) == [APPLIED, OVERTAKEN, APPLIED, CONTRADICTORY]
    assert count(told)["outcome"] == "vrijspraak"


def test_the_last_correction_by_its_own_time_wins_and_not_by_arrival() -> None:
    told = opinion(
        registered(ONE),
        CONVICTION,
        corrected("m2", ACQUITTAL, whose="court", at="2025-07-02T09:00:00Z"),
        corrected("m3", CONVICTION, whose="court", at="2025-07-01T09:00:00Z"),
    )

    assert effects(told) == [APPLIED, OVERTAKEN, APPLIED, OVERTAKEN]
    assert count(told)["outcome"] == "vrijspraak"


def test_retracting_a_correction_restores_the_one_before() -> None:
    told = opinion(
        registered(ONE),
        CONVICTION,
        corrected("m2", ACQUITTAL, whose="court"),
        retracted("m3", whose="court"),
    )

    assert effects(told) == [APPLIED, APPLIED, WITHDRAWN, APPLIED]
    assert count(told)["outcome"] == "veroordeling"


def test_retracting_the_root_ends_the_chain_for_good() -> None:
    told = opinion(
        registered(ONE),
        CONVICTION,
        retracted("m2", whose="court"),
        corrected("m2", ACQUITTAL, whose="court"),
    )

    assert effects(told) == [APPLIED, WITHDRAWN, APPLIED, WITHDRAWN]
    assert count(told)["outcome"] == "open"


def test_a_count_of_a_source_is_not_corrected_or_retracted() -> None:
    told = opinion(
        said("bron-stand", volledigTotTijdstip="2025-03-10T00:00:00Z", laatsteSequence="1",
             aantallen={}),
        corrected("m1", registered(ONE)),
        retracted("m1"),
    )  # fmt: skip

    assert effects(told) == [APPLIED, CONTRADICTORY, CONTRADICTORY]


def test_a_correction_keeps_the_place_of_its_root_and_shows_its_own_legal_day() -> None:
    moved = judged((1, "vrijspraak"), on="2025-05-01")
    messages = (
        registered(ONE),
        judged((1, "vrijspraak"), on="2025-03-20"),
        CONVICTION,
        corrected("m2", moved, whose="court"),
    )

    assert count(opinion(*messages))["outcome"] == "veroordeling"
    assert count(opinion(*messages), "f:1")["history"] == ["vrijspraak"]
    assert count(opinion(*messages, on="2025-04-30"))["history"] == []


# 2. Order of statements


def test_the_later_legal_day_wins_over_the_later_time() -> None:
    told = opinion(
        registered(ONE),
        judged((1, "vrijspraak"), on="2025-04-02", at="2025-06-01T09:00:00Z"),
        judged((1, "veroordeling"), on="2025-04-01", at="2025-06-02T09:00:00Z"),
    )

    assert count(told)["outcome"] == "vrijspraak"


def test_on_one_legal_day_the_later_instant_wins_whatever_its_offset() -> None:
    told = opinion(
        registered(ONE),
        judged((1, "vrijspraak"), on="2025-04-01", at="2025-06-01T09:30:00Z"),
        judged((1, "veroordeling"), on="2025-04-01", at="2025-06-01T10:30:00+02:00"),
    )

    assert count(told)["outcome"] == "vrijspraak"


def test_at_one_instant_the_source_decides_and_then_the_sequence_on_its_circle() -> None:
    told = opinion(
        registered(ONE),
        judged((1, "vrijspraak"), on="2025-04-01", sequence=1),
        judged((1, "veroordeling"), on="2025-04-01", sequence=SEQUENCES),
    )

    assert count(told)["outcome"] == "vrijspraak"
    assert compare_sequences(SEQUENCES, 1) == -1
    assert compare_sequences(2, 1) == 1
    assert compare_sequences(7, 7) == 0


def test_an_unknown_legal_day_counts_on_the_amsterdam_day_of_the_time() -> None:
    unknown = {"type": "DatumOnbekend", "onbekend": True}
    told = opinion(
        registered(ONE),
        judged((1, "vrijspraak"), on=unknown, at="2025-04-01T22:30:00Z"),
        judged((1, "veroordeling"), on="2025-04-01", at="2025-06-01T09:00:00Z"),
    )

    assert count(told)["outcome"] == "vrijspraak"
    assert count(told)["on"] == "UnknownDate"


# 3. Who is it


def test_an_skn_is_one_person_whatever_the_source() -> None:
    told = opinion(registered(ONE), CONVICTION)

    assert list(told.persons) == [frozenset({"skn:1234567"})]


def test_without_skn_the_subject_is_the_source_and_the_case() -> None:
    nameless = {"bsn": "999993653"}
    told = opinion(
        registered(ONE, persoon=nameless),
        in_case("stuk-gemeld", by="court", persoon=nameless, stuk="vonnis",
                verwachtOp="2025-04-01"),
    )  # fmt: skip

    assert effects(told) == [APPLIED, WAITING]
    assert sorted(min(subjects) for subjects in told.persons) == [
        f"zaak:{SOURCES['om']}|p:05/780109-25",
        f"zaak:{SOURCES['court']}|p:05/780109-25",
    ]


def test_outside_a_case_the_number_or_else_the_message_is_the_subject() -> None:
    people = [
        {"bsn": "99990635"},
        {"bsn": "111111111", "vNummer": "0123456789"},
        {"naam": {"geslachtsnaam": "Burck"}},
    ]
    told = opinion(
        *(said("persoon-gewijzigd", persoon=each, geldigVanaf="2025-03-10") for each in people)
    )

    assert sorted(min(subjects) for subjects in told.persons) == [
        f"bericht:{SOURCES['om']}|m3",
        "bsn:099990635",
        "v:0123456789",
    ]


def test_a_merge_makes_one_person_and_a_later_separation_ends_it() -> None:
    other = {"skn": "7654321"}
    joined = opinion(registered(ONE), merged(SOMEBODY, other))
    parted = opinion(
        registered(ONE),
        merged(SOMEBODY, other),
        separated(SOMEBODY, other, at="2025-06-02T09:00:00Z"),
    )

    assert list(joined.persons) == [frozenset({"skn:1234567", "skn:7654321"})]
    assert person(joined)["skns"] == ["1234567", "7654321"]
    assert len(parted.persons) == 2
    assert effects(parted) == [APPLIED, OVERTAKEN, APPLIED]
    assert not person(parted)["identity_in_doubt"]


def test_a_component_with_a_separated_pair_stays_unlinked_and_in_doubt() -> None:
    a, b, c = SOMEBODY, {"skn": "7654321"}, {"skn": "2345678"}
    told = opinion(merged(a, b), merged(b, c), separated(a, c))

    assert effects(told) == [APPLIED, APPLIED, APPLIED]
    assert sorted(len(subjects) for subjects in told.persons) == [1, 1, 1]
    assert all(view["identity_in_doubt"] for view in told.persons.values())


def test_a_merge_by_number_takes_along_whoever_carries_it_without_an_skn() -> None:
    nameless = {"bsn": "999993653", "vNummer": "0123456789"}
    for number in ({"bsn": "999993653"}, {"vNummer": "0123456789"}):
        told = opinion(registered(ONE, persoon=nameless), merged(SOMEBODY, number))

        assert count(told)["outcome"] == "open"


def test_a_bsn_alone_links_nobody() -> None:
    told = opinion(
        registered(ONE, persoon={"skn": "1234567", "bsn": "999993653"}),
        said("persoon-overleden", by="person-authority",
             persoon={"skn": "7654321", "bsn": "999993653"}, overledenOp="2025-04-01"),
    )  # fmt: skip

    assert len(told.persons) == 2
    assert person(told)["died_on"] is None
    assert person(told, "skn:7654321")["died_on"] == "2025-04-01"


def test_every_spelling_of_a_case_number_and_both_its_names_are_one_case() -> None:
    both = {"parketnummer": "05-780109-25", "bronZaaknummer": "Z-1"}
    told = opinion(
        registered(ONE),
        charged(ONE, offence(2), on="2025-03-11", zaak=both),
        judged((2, "veroordeling"), on="2025-04-01", zaak={"bronZaaknummer": "Z-1"}),
    )

    assert effects(told) == [APPLIED, APPLIED, APPLIED]
    assert list(person(told)["cases"]) == [frozenset({"p:05/780109-25", "b:Z-1"})]


def test_a_number_of_the_source_is_no_case_number_even_when_it_looks_like_one() -> None:
    lookalike = {"bronZaaknummer": CASE["parketnummer"]}
    told = opinion(registered(ONE), judged((1, "veroordeling"), on="2025-04-01", zaak=lookalike))

    assert effects(told) == [APPLIED, WAITING]


def test_the_last_foreign_conviction_of_one_state_and_reference_stands() -> None:
    def abroad(court: str, on: str) -> dict[str, object]:
        sentence = {"kenmerk": "FR-1", "instantie": court, "uitgesprokenOp": on}
        return said("buitenlandse-veroordeling", by="minister", persoon=SOMEBODY, land="5002",
                    veroordeling=sentence)  # fmt: skip

    told = opinion(abroad("Colmar", "2025-03-02"), abroad("Lille", "2025-03-01"))

    assert effects(told) == [APPLIED, OVERTAKEN]
    assert person(told)["foreign"] == [("5002", "FR-1", "2025-03-02", "Colmar")]


def test_death_is_the_last_stated_and_shown_from_its_day() -> None:
    messages = (
        said("persoon-overleden", by="person-authority", persoon=SOMEBODY,
             overledenOp="2025-04-02"),
        said("persoon-overleden", by="person-authority", persoon=SOMEBODY,
             overledenOp="2025-04-01"),
    )  # fmt: skip

    assert person(opinion(*messages))["died_on"] == "2025-04-02"
    assert person(opinion(*messages, on="2025-04-01"))["died_on"] == "2025-04-01"
    assert person(opinion(*messages, on="2025-03-31"))["died_on"] is None
