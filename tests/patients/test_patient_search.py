"""Finding a person: however the name is spelt, by birth date, phone or number, and never another site's."""

from datetime import date

import pytest

from patients.actions import merge
from patients.actions import patient as patients
from patients.models import Patient

TODAY = date(2026, 11, 24)


@pytest.fixture
def books(site, desk, at):
    """Five people, told apart by their family names."""
    people = {}
    for given, family, preferred, born, phone in (
        ("José María", "Ñandú-García", "", date(1957, 7, 1), "+1 (505) 555-0101"),
        ("Freda", "O'Connell", "", date(1969, 12, 6), "505.555.0102"),
        ("Katherine", "Smithson", "Kit", date(1984, 2, 29), "5055550103"),
        ("Catherine", "Smith", "", date(1990, 3, 4), "555-0104"),
        ("Søren", "Groß", "", date(1990, 4, 3), ""),
    ):
        people[family] = patients.register(
            site, given_name=given, family_name=family, preferred_name=preferred, birth_date=born, phone=phone,
            by=desk, at=at,
        )  # fmt: skip
    return people


@pytest.fixture
def find(books, desk):
    def look(text, by=desk):
        return [
            one.family_name for one in Patient.objects.visible_to(by).search(text, today=TODAY)
        ]

    return look


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("nandu", "Ñandú-García"),
        ("garcia jose", "Ñandú-García"),
        ("JOSE MARIA", "Ñandú-García"),
        ("oconnell", "O'Connell"),
        ("O’Connell, Freda", "O'Connell"),
        ("oconel", "O'Connell"),
        ("fre oco", "O'Connell"),
        ("kit", "Smithson"),
        ("smithson katherine", "Smithson"),
        ("smithsen", "Smithson"),
        ("gross", "Groß"),
        ("soren", "Groß"),
        ("1957-07-01", "Ñandú-García"),
        ("7/1/57", "Ñandú-García"),
        ("1 July 1957", "Ñandú-García"),
        ("smith 29 feb 1984", "Smithson"),
        ("(505) 555 0102", "O'Connell"),
        ("15055550103", "Smithson"),
        ("0104", "Smith"),
    ],
)
def test_the_first_answer_is_the_person_meant(find, text, family) -> None:
    assert find(text)[0] == family


def test_an_unclear_date_finds_both(find) -> None:
    assert set(find("3/4/1990")) == {"Smith", "Groß"}


def test_whole_names_come_before_begun_ones(find) -> None:
    assert find("smith")[:2] == ["Smith", "Smithson"]


def test_a_name_and_a_birth_date_must_both_fit(find) -> None:
    assert find("smith 1957-07-01") == []


def test_a_record_number_finds_one_person(find, books) -> None:
    smith = books["Smith"]
    assert find(smith.record_number) == ["Smith"]
    assert find(smith.record_number.lower()) == ["Smith"]


@pytest.mark.parametrize(
    "text", ["", "  ", "%", "_", "'", "\\", "xyzzy", "99", "\x00", "a" * 500, "-- ;", "%%%smith"]
)
def test_nothing_typed_is_ever_an_error(find, text) -> None:
    assert find(text) in ([], ["Smith", "Smithson"])


def test_another_site_finds_nobody_and_the_auditor_finds_nobody(
    find, other_desk, auditor, manager
) -> None:
    """Negative control: searching `Patient.objects` instead of `visible_to` finds everybody."""
    for person in (other_desk, auditor, manager):
        assert find("smith", by=person) == []


def test_a_merged_record_is_not_found_but_the_one_that_is_left_is(find, books, desk, at) -> None:
    merge.merge(books["Smithson"], into=books["Smith"], by=desk, at=at)
    assert find("smith") == ["Smith"]


def test_a_misspelt_duplicate_is_offered_with_its_reason(books, desk) -> None:
    from patients.matching.likeness import NAME_ONE_OFF, SAME_BIRTH, Profile
    from patients.matching.names import FullName

    asked = Profile(names=(FullName("Katherine", "Smithsen"),), birth_date=date(1984, 2, 29))
    [found] = Patient.objects.visible_to(desk).likely(asked)
    assert found.patient == books["Smithson"]
    assert set(found.likeness.reasons) == {NAME_ONE_OFF, SAME_BIRTH}
