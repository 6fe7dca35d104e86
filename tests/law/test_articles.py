"""How articles are cited: the same article in many spellings, and what is not written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jds.law.articles import Citation, name_of_act, read_article_list, read_citations


@pytest.mark.parametrize(
    ("article", "paragraph"),
    [
        ("107", "1"),
        ("107", "lid 1"),
        ("107", "eerste lid"),
        ("107", "1e lid"),
        ("107 lid 1", None),
        ("art. 107 lid 1", None),
        ("Artikel 107, eerste lid,", None),
        ("107(1)", None),
        (" 107 ", " 1 "),
    ],
)
def test_one_paragraph_is_the_same_in_every_spelling(article: str, paragraph: str | None) -> None:
    assert read_citations(article, paragraph=paragraph) == (Citation("107", ("1",)),)


def test_a_letter_is_a_part_of_its_article() -> None:
    assert read_citations("22", paragraph="aanhef en onder a") == (Citation("22", ("a",)),)
    assert read_citations("22 sub a") == (Citation("22", ("a",)),)
    assert read_citations("41a", paragraph="1 onder a, onder 1°") == (
        Citation("41a", ("1", "a", "1")),
    )


def test_a_letter_that_belongs_to_the_number_stays_with_it() -> None:
    assert read_citations("442a") == (Citation("442a"),)
    assert read_citations("429quater") == (Citation("429quater"),)


@pytest.mark.parametrize("between", ["jo", "jo.", "JO.", "juncto", "j°"])
def test_articles_joined_by_juncto_are_all_cited(between: str) -> None:
    assert read_citations(f"62 {between} 72 sub b") == (Citation("62"), Citation("72", ("b",)))


def test_a_paragraph_belongs_to_the_first_of_joined_articles() -> None:
    assert read_citations("30 jo. 2", paragraph="4") == (Citation("30", ("4",)), Citation("2"))


@pytest.mark.parametrize("article", ["", "  ", "lid", "bis", "onbekend", "°"])
def test_text_without_a_number_cites_nothing(article: str) -> None:
    assert read_citations(article) == ()


def test_an_article_lies_within_itself_and_its_parts_within_it() -> None:
    whole, first = Citation("107"), Citation("107", ("1",))

    assert whole.lies_within(whole)
    assert first.lies_within(whole)
    assert Citation("107", ("1", "a")).lies_within(first)
    assert not whole.lies_within(first)
    assert not Citation("107", ("11",)).lies_within(first)
    assert not Citation("107a").lies_within(whole)


@pytest.mark.parametrize(
    ("article", "covered"),
    [
        ("429", False),
        ("429bis", True),
        ("429ter", True),
        ("429quater", True),
        ("430", True),
        ("435e", True),
        ("442", True),
        ("442a", True),
        ("442b", False),
        ("443", False),
        ("5.01", False),
        ("431zz", False),
    ],
)
def test_a_range_covers_its_first_and_last_article(article: str, covered: bool) -> None:
    listed = read_article_list(["429bis-442a"])

    assert listed.covers(read_citations(article)[0]) is covered


@pytest.mark.parametrize("written", ["", "all", "442a-429bis", "12 jo. 13"])
def test_a_rule_may_not_name_what_is_no_article(written: str) -> None:
    with pytest.raises(ValueError, match="article"):
        read_article_list([written])


@pytest.mark.parametrize(
    "written", ["WVW 1994", "wvw1994", "Wvw. 1994", "WVW-1994", " WVW 1994 (oud)"]
)
def test_case_spaces_dots_and_oud_make_no_other_act(written: str) -> None:
    assert name_of_act(written) == "wvw1994"


@given(article=st.text(), paragraph=st.none() | st.text())
def test_any_text_can_be_read_and_says_no_more_than_is_written(
    article: str, paragraph: str | None
) -> None:
    for citation in read_citations(article, paragraph=paragraph):
        assert citation.article[0].isdigit()
        assert citation.lies_within(Citation(citation.article))


@given(st.integers(min_value=1, max_value=10**30))
def test_an_article_of_any_size_can_be_held_against_a_range(number: int) -> None:
    listed = read_article_list(["424-429"])

    assert listed.covers(Citation(str(number))) is (424 <= number <= 429)
