"""Who is offered as the same person, how strongly, and in which words."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patients.matching.likeness import (
    BIRTH_OTHER,
    BIRTH_SWAPPED,
    FORMER_NAME,
    GIVEN_ONLY,
    NAME_ONE_OFF,
    OTHER_SEX,
    SAME_BIRTH,
    SAME_NAME,
    SAME_NUMBER,
    SAME_PHONE,
    Level,
    Profile,
    likeness,
)
from patients.matching.names import FullName

ZELDA = Profile(
    names=(FullName("Zelda", "Testperson"), FullName("Zelda", "Nobody")),
    birth_date=date(1984, 3, 4),
    phones=("555-010-4242",),
    email="zelda@example.invalid",
    sex="FEMALE",
    identifiers=frozenset({("https://practice.example", "42")}),
)
STRANGER = Profile(names=(FullName("Otto", "Unrelated"),), birth_date=date(1961, 7, 8))


def level(other: Profile) -> Level | None:
    found = likeness(ZELDA, other)
    return found.level if found else None


def reasons(other: Profile) -> set[str]:
    found = likeness(ZELDA, other)
    return set(found.reasons) if found else set()


def like_zelda(**changes: object) -> Profile:
    """Zelda with only name and birth date, then changed."""
    bare = Profile(names=ZELDA.names[:1], birth_date=ZELDA.birth_date)
    return replace(bare, **changes)  # type: ignore[arg-type]


def test_the_same_number_and_birth_date_is_somebody_we_know() -> None:
    same = like_zelda(names=STRANGER.names, identifiers=ZELDA.identifiers)
    assert level(same) is Level.CERTAIN
    assert reasons(same) == {SAME_NUMBER, SAME_BIRTH}


def test_the_same_number_with_another_birth_date_is_for_a_person_to_settle() -> None:
    odd = like_zelda(birth_date=date(1990, 1, 1), identifiers=ZELDA.identifiers)
    assert level(odd) is Level.LIKELY
    assert BIRTH_OTHER in reasons(odd)


def test_name_and_birth_date_make_it_likely() -> None:
    assert level(like_zelda()) is Level.LIKELY
    assert reasons(like_zelda()) == {SAME_NAME, SAME_BIRTH}


def test_one_letter_apart_with_the_same_birth_date_is_likely() -> None:
    misspelt = like_zelda(names=(FullName("Zelda", "Testpersen"),))
    assert level(misspelt) is Level.LIKELY
    assert reasons(misspelt) == {NAME_ONE_OFF, SAME_BIRTH}


def test_a_maiden_name_is_recognised() -> None:
    maiden = like_zelda(names=(FullName("Zelda", "Nobody"),))
    assert FORMER_NAME in reasons(maiden)
    assert level(maiden) is Level.LIKELY


def test_a_swapped_birth_date_is_possible() -> None:
    swapped = like_zelda(birth_date=date(1984, 4, 3))
    assert level(swapped) is Level.POSSIBLE
    assert reasons(swapped) == {SAME_NAME, BIRTH_SWAPPED}


def test_first_name_and_birth_date_need_something_more() -> None:
    married = like_zelda(names=(FullName("Zelda", "Elsewhere"),))
    assert level(married) is None
    assert level(replace(married, phones=ZELDA.phones)) is Level.POSSIBLE
    assert reasons(replace(married, phones=ZELDA.phones)) == {SAME_BIRTH, GIVEN_ONLY, SAME_PHONE}


@pytest.mark.parametrize(
    "other",
    [
        STRANGER,
        like_zelda(birth_date=date(1961, 7, 8)),
        like_zelda(names=STRANGER.names),
        replace(STRANGER, phones=ZELDA.phones),
        Profile(names=()),
        Profile(names=(FullName("", ""),), birth_date=date(1990, 1, 1)),
    ],
)
def test_one_weak_sign_is_nobody(other: Profile) -> None:
    """A name alone, a birthday alone, a household's phone alone."""
    assert level(other) is None


def test_another_sex_lowers_it_by_one_and_is_said() -> None:
    other = like_zelda(sex="MALE")
    assert level(other) is Level.POSSIBLE
    assert OTHER_SEX in reasons(other)


def test_twins_are_never_likely() -> None:
    twin = replace(ZELDA, names=(FullName("Xaver", "Testperson"),), identifiers=frozenset())
    assert level(twin) is Level.POSSIBLE


names = st.builds(FullName, st.text("abcde ", max_size=9), st.text("abcde-'", max_size=9))
profiles = st.builds(
    Profile,
    names=st.lists(names, max_size=2).map(tuple),
    birth_date=st.none() | st.dates(date(1980, 1, 1), date(1980, 3, 1)),
    phones=st.lists(st.sampled_from(["5550104242", "0104242", "1", ""]), max_size=2).map(tuple),
    email=st.sampled_from(["", "a@example.invalid"]),
    sex=st.sampled_from(["", "FEMALE", "MALE"]),
    identifiers=st.frozensets(st.tuples(st.just("s"), st.sampled_from("12"))),
)


@given(profiles, profiles)
def test_likeness_is_mutual(one: Profile, other: Profile) -> None:
    assert likeness(one, other) == likeness(other, one)


@given(profiles)
def test_likeness_always_has_a_reason_and_a_score_in_bounds(one: Profile) -> None:
    found = likeness(one, ZELDA)
    if found is not None:
        assert found.reasons
        assert 0 <= found.score <= 100
