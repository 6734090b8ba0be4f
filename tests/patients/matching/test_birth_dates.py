"""Birth dates in any sensible form, and one slip of the fingers."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patients.matching.birth_dates import Slip, slip, slips, typed

TODAY = date(2026, 11, 24)
LEAP = date(1984, 2, 29)


@pytest.mark.parametrize(
    "text",
    [
        "1984-02-29", "1984/2/29", "1984.02.29", "2/29/1984", "02/29/84", "29.2.84", "29/02/1984",
        "29 Feb 1984", "Feb 29, 1984", "29th of February 1984", "february 29 84", "02291984",
        "19840229", "29021984", " 29 - 2 - 1984 ",
    ],
)  # fmt: skip
def test_one_date_in_any_form(text: str) -> None:
    assert typed(text, today=TODAY) == (LEAP,)


def test_an_unclear_date_means_both_the_local_reading_first() -> None:
    march, april = date(1984, 3, 4), date(1984, 4, 3)
    assert typed("3/4/1984", today=TODAY) == (march, april)
    assert typed("3/4/1984", today=TODAY, day_first=True) == (april, march)
    assert typed("03041984", today=TODAY) == (march, april)


def test_nobody_is_born_tomorrow_or_in_1850() -> None:
    assert typed("2026-11-25", today=TODAY) == ()
    assert typed("11/24/26", today=TODAY) == (TODAY,)
    assert typed("11/24/27", today=TODAY) == (date(1927, 11, 24),)
    assert typed("1850-01-01", today=TODAY) == ()


@pytest.mark.parametrize(
    "text", ["", "Zelda", "42", "1983-02-29", "5 ju 1984", "May", "1984", "1/2", "1/2/3/4", "ma 1 84", "１９８４"]
)  # fmt: skip
def test_no_date(text: str) -> None:
    assert typed(text, today=TODAY) == ()


@given(st.text(max_size=25))
def test_whatever_is_typed_is_answered(text: str) -> None:
    assert all(born <= TODAY for born in typed(text, today=TODAY))


@given(st.dates(date(1910, 1, 1), TODAY))
def test_what_we_print_can_be_typed_back(born: date) -> None:
    for form in ("%Y-%m-%d", "%d %B %Y", "%b %d, %Y", "%m/%d/%Y", "%Y%m%d"):
        assert typed(born.strftime(form), today=TODAY)[0] == born


@pytest.mark.parametrize(
    ("other", "kind"),
    [
        (LEAP, None),
        (date(1984, 2, 28), Slip.ONE_DIGIT),
        (date(1948, 2, 29), Slip.TWO_DIGITS_SWAPPED),
        (date(1994, 2, 28), None),
    ],
)
def test_one_slip(other: date, kind: Slip | None) -> None:
    assert slip(LEAP, other) == kind
    assert slip(other, LEAP) == kind


def test_day_and_month_swapped() -> None:
    assert slip(date(1984, 3, 4), date(1984, 4, 3)) is Slip.DAY_AND_MONTH_SWAPPED


@given(st.dates(), st.integers(1, 10_000))
def test_a_slip_is_the_same_from_both_sides(born: date, days: int) -> None:
    try:
        other = born + timedelta(days=days)
    except OverflowError:
        return
    assert slip(born, other) == slip(other, born)


@given(st.dates(date(1900, 1, 1), date(2026, 1, 1)))
def test_every_slip_is_found_and_nothing_else(born: date) -> None:
    """Against a search of every day within a century: what the list leaves out, nobody would be offered."""
    near = slips(born)
    assert all(slip(born, other) for other in near)
    year_around = [born + timedelta(days=n) for n in range(-400, 400)]
    assert {day for day in year_around if slip(born, day)} <= set(near)
