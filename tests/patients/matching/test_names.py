"""Names as people write them are the same name; other people's names are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patients.matching.names import FullName, letters_apart, plain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("José", "Ñandú"), ("Jose", "Nandu")),
        (("Freda", "O'Connell"), ("freda", "OConnell")),
        (("Freda", "O’Connell"), ("Freda", "O'Connell")),
        (("Ana-María", "Lopez Garcia"), ("Ana Maria", "López-García")),
        (("Anamaria", "Lopez"), ("Ana Maria", "Lopez")),
        (("Zelda", "Test"), ("Test", "Zelda")),
        (("Søren", "Ægir"), ("Soren", "Aegir")),
        (("Łukasz", "Groß"), ("Lukasz", "Gross")),
        (("Mary", "St. John"), ("Mary", "St John")),
    ],
)
def test_one_name_in_two_writings(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert FullName(*one).same_as(FullName(*other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Ann", "Lee"), ("Anna", "Lee")),
        (("Zelda7", "Test"), ("Zelda8", "Test")),
        (("", ""), ("", "")),
        (("李", "小龙"), ("王", "小龙")),
    ],
)
def test_two_names(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert not FullName(*one).same_as(FullName(*other))


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        (("Katherine", "Testcase"), ("Katharine", "Testcase"), 1),
        (("Katherine", "Testcase"), ("Catharine", "Testcase"), 2),
        (("Martin", "Sample"), ("Matrin", "Sample"), 1),
        (("Sample", "Martin"), ("Matrin", "Sample"), 1),
        (("Ann", "Lee"), ("Ian", "Lee"), None),
        (("Al", "Li"), ("Al", "Lo"), None),
        (("Robert", "Testcase"), ("Roberta", "Testcases"), 2),
        (("Martha", "Sample"), ("Marta", "Sampel"), 2),
        (("Peter", "Sample"), ("Paula", "Sample"), None),
    ],
)
def test_letters_apart(one: tuple[str, str], other: tuple[str, str], slips: int | None) -> None:
    assert FullName(*one).slips_to(FullName(*other)) == slips
    assert FullName(*other).slips_to(FullName(*one)) == slips


def test_numbered_names_and_longer_names_are_seen() -> None:
    assert FullName("Zelda7", "Test42").same_but_for_digits(FullName("Zelda", "Test9"))
    assert FullName("Zelda May", "Test").contains(FullName("Zelda", "Test"))
    assert not FullName("Zelda May", "Test").contains(FullName("Zelda Joy", "Test"))
    assert not FullName("Zelda", "Test").contains(FullName("", "Test"))


@given(st.text(max_size=30))
def test_the_common_form_is_final(name: str) -> None:
    assert plain(plain(name)) == plain(name)
    assert plain(name) == plain(name).strip()


@given(st.text("abc", max_size=8), st.text("abc", max_size=8), st.integers(0, 3))
def test_distance_is_symmetric_and_bounded(one: str, other: str, most: int) -> None:
    apart = letters_apart(one, other, at_most=most)
    assert apart == letters_apart(other, one, at_most=most)
    assert (apart == 0) == (one == other)
    exact = letters_apart(one, other, at_most=99)
    assert exact is not None
    assert apart == (exact if exact <= most else None)
