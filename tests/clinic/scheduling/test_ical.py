"""The calendar's own language: zones a strict reader understands, both clock changes, bytes that do not change.

The strict reader is written here from RFC 5545 3.6.5, without knowing the zone's name.
Control: with icalendar's own `Timezone.from_tzid` in place of `vtimezone`, it is an hour late on spring nights
(asserted below, so that we notice when that is mended).
"""

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import icalendar
import pytest

from clinic.scheduling.ical import document, zone
from clinic.scheduling.ical.entry import Entry, sequence_of

HOUR = timedelta(hours=1)
ZONES = [
    "America/Denver",
    "America/Phoenix",
    "America/St_Johns",
    "Europe/Berlin",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
]
SPRING = datetime(2026, 3, 8, 9, 0, tzinfo=UTC)  # Denver: 02:00 MST becomes 03:00 MDT
AUTUMN = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)  # Denver: 02:00 MDT becomes 01:00 MST


def entry(starts_at, zone_name="America/Denver", **given):
    fields = {
        "uid": UUID(int=7),
        "sequence": 0,
        "starts_at": starts_at,
        "ends_at": starts_at + HOUR,
        "zone": zone_name,
        "changed_at": datetime(2026, 1, 5, 12, 0, tzinfo=UTC),
        "cancelled": False,
        "summary": "Preparation",
    }
    return Entry(**{**fields, **given})


def onsets(made):
    """`[(instant, offset from then on)]` as RFC 5545 3.6.5 says: a change begins at a wall time of the offset before."""
    found = []
    for part in made.subcomponents:
        before, after = part["TZOFFSETFROM"].td, part["TZOFFSETTO"].td
        walls = [part["DTSTART"].dt]
        if "RDATE" in part:
            dates = part["RDATE"]
            for each in dates if isinstance(dates, list) else [dates]:
                walls += [one.dt for one in each.dts]
        found += [((wall - before).replace(tzinfo=UTC), after) for wall in walls]
    return sorted(found)


def strictly(made, at):
    """The offset a strict reader of the zone uses at an instant."""
    return [after for since, after in onsets(made) if since <= at][-1]


def wrong_hours(made, name):
    """Hours of three years at which a strict reader has another offset than the zone's own rules."""
    changes, rules = onsets(made), ZoneInfo(name)
    at, wrong = datetime(2026, 1, 1, tzinfo=UTC), []
    while at.year < 2029:
        if [after for since, after in changes if since <= at][-1] != at.astimezone(
            rules
        ).utcoffset():
            wrong.append(at)
        at += HOUR
    return wrong


@pytest.mark.parametrize("name", ZONES)
def test_a_strict_reader_places_every_hour_of_three_years_where_it_is(name):
    assert wrong_hours(zone.vtimezone(name, 2025, 2029), name) == []


def test_the_librarys_own_zone_would_be_an_hour_late_in_spring():
    made = icalendar.Timezone.from_tzid("America/Denver")
    assert SPRING in wrong_hours(made, "America/Denver")


@pytest.mark.parametrize("change", [SPRING, AUTUMN])
@pytest.mark.parametrize("quarter", range(-12, 13))
def test_visits_around_both_clock_changes_are_read_back_at_their_instant(change, quarter):
    """By a lenient reader (icalendar) and a strict one; also the hour the wall shows twice."""
    starts_at = change + quarter * timedelta(minutes=15)
    body = document.feed("Thistledown", "America/Denver", [entry(starts_at)])
    event = icalendar.Calendar.from_ical(body).walk("VEVENT")[0]
    assert event["DTSTART"].dt.astimezone(UTC) == starts_at
    assert event["DTEND"].dt.astimezone(UTC) == starts_at + HOUR
    if "TZID" in event["DTSTART"].params:
        (made,) = icalendar.Calendar.from_ical(body).walk("VTIMEZONE")
        wall = event["DTSTART"].dt.replace(tzinfo=None)
        assert (wall - strictly(made, starts_at)).replace(tzinfo=UTC) == starts_at


def test_the_hour_that_comes_twice_is_said_in_utc_the_second_time():
    first = document.feed("x", "America/Denver", [entry(AUTUMN - HOUR / 2)]).decode()
    second = document.feed("x", "America/Denver", [entry(AUTUMN + HOUR / 2)]).decode()
    assert "DTSTART:20261101T073000Z" in first  # it ends in the second hour
    assert "DTSTART:20261101T083000Z" in second
    assert "VTIMEZONE" not in second
    before = document.feed("x", "America/Denver", [entry(AUTUMN - 2 * HOUR)]).decode()
    assert "DTSTART;TZID=America/Denver:20261101T000000" in before


def test_the_same_entries_give_the_same_bytes_and_long_words_are_folded():
    entries = [entry(SPRING, summary="Ü; , \n" * 40)]
    body = document.feed("Thistledown", "America/Denver", entries)
    assert body == document.feed("Thistledown", "America/Denver", entries)
    assert max(len(line) for line in body.split(b"\r\n")) <= 75
    event = icalendar.Calendar.from_ical(body).walk("VEVENT")[0]
    assert str(event["SUMMARY"]) == "Ü; , \n" * 40


def test_the_head_of_a_feed_names_it_and_says_when_to_ask_again():
    calendar = icalendar.Calendar.from_ical(document.feed("Thistledown", "America/Denver", []))
    assert str(calendar["X-WR-CALNAME"]) == "Thistledown"
    assert calendar["REFRESH-INTERVAL"].dt == HOUR
    assert "METHOD" not in calendar


def test_every_change_of_a_visit_has_a_higher_number():
    """Booked, called off, that undone, moved, called off: never the same number, never a lower one."""
    story = [(0, False), (0, True), (1, False), (2, False), (2, True)]
    numbers = [sequence_of(moves, ended=ended) for moves, ended in story]
    assert numbers == sorted(set(numbers))


def test_a_mail_asks_for_the_visit_or_takes_it_out_again():
    for cancelled, method, status in (
        (False, "REQUEST", "CONFIRMED"),
        (True, "CANCEL", "CANCELLED"),
    ):
        body, said = document.invitation(
            entry(SPRING, cancelled=cancelled, sequence=3),
            sender="clinic@example.test",
            sender_name="Thistledown",
            to="aster@example.test",
            stamp=SPRING,
        )
        calendar = icalendar.Calendar.from_ical(body)
        event = calendar.walk("VEVENT")[0]
        assert said == calendar["METHOD"] == method
        assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == (str(UUID(int=7)), 3, status)
        assert event["ORGANIZER"] == "mailto:clinic@example.test"
        assert event["ATTENDEE"] == "mailto:aster@example.test"
        assert event["ATTENDEE"].params["RSVP"] == "FALSE"
