"""Whole calendars: the feed a program asks for, and the part of a mail that puts one visit into a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from icalendar import Calendar, vCalAddress

from clinic.core.localtime import wall_time
from clinic.scheduling.ical.entry import Entry, is_said_in_utc, vevent
from clinic.scheduling.ical.zone import vtimezone

PRODUCT = "-//Clinic//Visits 1//EN"
ASK_AGAIN_AFTER = timedelta(hours=1)

Method = Literal["REQUEST", "CANCEL"]


def feed(name: str, zone: str, entries: Sequence[Entry]) -> bytes:
    """A calendar to subscribe to. The same entries give the same bytes."""
    calendar = _calendar()
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", zone)
    calendar.add("refresh-interval", ASK_AGAIN_AFTER, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    _add_zones(calendar, entries)
    for entry in entries:
        calendar.add_component(vevent(entry))
    return bytes(calendar.to_ical())


def invitation(
    entry: Entry, *, sender: str, sender_name: str, to: str, stamp: datetime
) -> tuple[bytes, Method]:
    """One visit for the calendar of whoever reads the mail: put in, or taken out if it is called off [RFC 5546 3.2].

    Nobody is asked to answer: that is what the telephone and the patient's own pages are for.
    """
    method: Method = "CANCEL" if entry.cancelled else "REQUEST"
    calendar = _calendar()
    calendar.add("method", method)
    _add_zones(calendar, [entry])
    event = vevent(entry, stamp=stamp)
    organizer = vCalAddress(f"mailto:{sender}")
    organizer.params["CN"] = sender_name
    event.add("organizer", organizer)
    attendee = vCalAddress(f"mailto:{to}")
    attendee.params["ROLE"] = "REQ-PARTICIPANT"
    attendee.params["PARTSTAT"] = "ACCEPTED"
    attendee.params["RSVP"] = "FALSE"
    event.add("attendee", attendee)
    calendar.add_component(event)
    return bytes(calendar.to_ical()), method


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    return calendar


def _add_zones(calendar: Calendar, entries: Sequence[Entry]) -> None:
    """Each zone that a local time names, for the years in which it is named."""
    years: dict[str, set[int]] = {}
    for entry in entries:
        if not is_said_in_utc(entry):
            for at in (entry.starts_at, entry.ends_at):
                years.setdefault(entry.zone, set()).add(wall_time(at, entry.zone).year)
    for zone, named in sorted(years.items()):
        calendar.add_component(vtimezone(zone, min(named) - 1, max(named) + 1))
