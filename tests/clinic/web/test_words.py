"""Times with their zone, doses without trailing zeros: how a slip would look is in each name."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from clinic.web import words

MORNING = datetime(2026, 11, 24, 16, 26, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("36.000"), "36\u00a0mg"),
        (Decimal("0.50"), "0.5\u00a0mg"),
        (".5", "0.5\u00a0mg"),
        (Decimal(100), "100\u00a0mg"),
        (Decimal("1E+2"), "100\u00a0mg"),
        (0.25, "0.25\u00a0mg"),
        (Decimal("0.0"), "0\u00a0mg"),
        (Decimal("-0.0"), "0\u00a0mg"),
        (None, ""),
    ],
)
def test_a_dose_has_no_trailing_zero_and_always_a_leading_one(value, shown):
    assert words.dose(value) == shown


def test_staff_read_24_hour_time_with_its_zone():
    assert words.when(MORNING, "America/Denver") == "Tue 24 Nov, 09:26\u00a0MST"
    assert words.time(MORNING, "America/New_York") == "11:26\u00a0EST"


def test_the_day_is_the_clinics_day_and_not_the_servers():
    late = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
    assert words.day(late, "America/Denver") == "Tue 24 Nov"


def test_patients_read_words():
    assert words.patient_day(MORNING, "America/Denver") == "Tuesday, November 24"
    assert words.patient_time(MORNING, "America/Denver") == "9:26 in the morning"
    noon = datetime(2026, 11, 24, 19, 0, tzinfo=UTC)
    assert words.patient_time(noon, "America/Denver") == "12:00 in the afternoon"
    assert words.zone_name(MORNING, "America/Denver") == "Mountain Time"
    assert words.zone_name(MORNING, "Asia/Kathmandu") == "UTC+05:45"


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="without a zone"):
        words.time(datetime(2026, 11, 24, 9, 0), "America/Denver")


@pytest.mark.parametrize(
    ("length", "shown"),
    [
        (38, "38 min"),
        (320, "5 h 20 min"),
        (timedelta(hours=2), "2 h"),
        (timedelta(days=9), "9 days"),
    ],
)
def test_a_span_is_said_in_hours_and_minutes(length, shown):
    assert words.span(length) == shown


def test_a_countdown_keeps_its_seconds():
    assert words.countdown(574) == "9:34"
    assert words.countdown(-382) == "6:22"
    assert words.countdown(3725) == "1:02:05"


def test_a_birthday_not_yet_reached_is_not_counted():
    assert words.age(date(1980, 11, 25), date(2026, 11, 24)) == 45
    assert words.age(date(1980, 11, 24), date(2026, 11, 24)) == 46
