"""What cannot be asked is refused in a sentence, and nothing is kept of it."""

import pytest

from tests.cli.answers.questions import CERTIFICATE, KEPT, WOMAN
from tests.cli.commands import Register


@pytest.mark.parametrize(
    ("ground", "says"),
    [
        (("--recipient", "buurman", "--purpose", "vog-np"), "names a recipient [buurman]"),
        (("--recipient", "justis", "--purpose", "nieuwsgierig"), "for the purpose [nieuwsgierig]"),
        (("--recipient", "minister", "--purpose", "bijzonder-geval"), "decision"),
        (("--recipient", "werkgever-overheid", "--purpose", "personeel"), "consent"),
        (("--recipient", "ilt", "--purpose", "signaal-taxi"), "own motion"),
    ],
)
def test_without_a_ground_nothing_is_told_and_nothing_is_kept(
    loaded: Register, ground: tuple[str, ...], says: str
) -> None:
    done = loaded.run("answer", *ground, *WOMAN, "--json")

    assert (done.code, done.out) == (1, "")
    assert says in done.err
    assert "1234567" not in done.err
    assert loaded.rows(KEPT) == [(0,)]


def test_a_number_typed_for_a_code_is_not_repeated(loaded: Register) -> None:
    done = loaded.run("answer", "--recipient", "999993653", "--purpose", "vog-np", *WOMAN)

    assert done.code == 2
    assert "999993653" not in done.err


def test_an_actor_that_asks_for_nobody_is_not_made_a_recipient(register: Register) -> None:
    assert register.run("actor", "add", "a", "--role", "recipient").code == 1
    assert register.run("actor", "add", "b", "--role", "operator", "--recipient", "om").code == 1
    assert not (register.home / "keys" / "a.pem").exists()


@pytest.mark.parametrize(
    ("option", "code"),
    [
        (("--function", "onzin"), 1),
        (("--applied-on", "2026-01-02"), 1),
        (("--edition", "0000000000000000"), 1),
        (("--profile", "999993653"), 2),
        (("--article", "rommel"), 2),
        (("--fact", "rommel"), 2),
        (("--applied-on", "gisteren"), 2),
        (("--years", "0"), 2),
        (("--name", "Moulin"), 2),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(
    loaded: Register, option: tuple[str, ...], code: int
) -> None:
    done = loaded.run(*CERTIFICATE, *WOMAN, *option)

    assert (done.code, done.out) == (code, "")
    assert done.err.count("\n") == 1
    assert "fault of the program" not in done.err
    assert "999993653" not in done.err
    assert loaded.rows(KEPT) == [(0,)]


@pytest.mark.parametrize("option", [("--function", "onzin"), ("--applied-on", "2026-01-02")])
def test_what_cannot_be_used_is_refused_whether_or_not_somebody_is_here(
    loaded: Register, option: tuple[str, str]
) -> None:
    """Else a refused request tells for free, and unseen, that the register knows somebody."""
    known = loaded.run(*CERTIFICATE, *WOMAN, *option)
    unknown = loaded.run(*CERTIFICATE, "--skn", "5555555", *option)

    assert (known.code, known.out, known.err) == (unknown.code, unknown.out, unknown.err)
    assert known.code == 1


@pytest.mark.parametrize("option", [("--fact", "\udcff#1"), ("--article", "\udcff 300")])
def test_bytes_that_are_no_text_are_wrong_usage(loaded: Register, option: tuple[str, str]) -> None:
    done = loaded.run(*CERTIFICATE, *WOMAN, *option)

    assert (done.code, done.out) == (2, "")
    assert "fault of the program" not in done.err


def test_a_number_typed_for_that_of_an_answer_is_not_repeated(loaded: Register) -> None:
    for command in ("show", "explain"):
        done = loaded.run("answers", command, "999993653")

        assert (done.code, done.out) == (1, "")
        assert "999993653" not in done.err
