"""One visit in a calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from icalendar import Event

from clinic.core.localtime import Turn, turn_of, zone_named


def sequence_of(moves: int, *, ended: bool) -> int:
    """How often a visit has changed: higher at each move, each end, and each time it stands again [RFC 5545 3.8.7.4].

    Every new row of a visit has one move more; a row ends once, and the row that undoes this comes after it.
    """
    return 2 * moves + int(ended)


@dataclass(frozen=True)
class Entry:
    """What a calendar is told of one visit: ``uid`` is the same through every move. Instants in UTC."""

    uid: UUID
    sequence: int
    starts_at: datetime
    ends_at: datetime
    zone: str
    changed_at: datetime
    cancelled: bool
    summary: str
    location: str = ""
    description: str = ""
    url: str = ""


def vevent(entry: Entry, *, stamp: datetime | None = None) -> Event:
    """The entry as a VEVENT. ``stamp``: when it is said; in a feed, when it last changed."""
    event = Event()
    event.add("uid", str(entry.uid))
    event.add("dtstamp", (stamp or entry.changed_at).astimezone(UTC))
    event.add("last-modified", entry.changed_at.astimezone(UTC))
    event.add("sequence", entry.sequence)
    for name, moment in zip(("dtstart", "dtend"), _moments(entry), strict=True):
        event.add(name, moment)
    event.add("summary", entry.summary)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if entry.cancelled else "OPAQUE")
    event.add("class", "PRIVATE")
    for name in ("location", "description", "url"):
        if value := getattr(entry, name):
            event.add(name, value)
    return event


def is_said_in_utc(entry: Entry) -> bool:
    """A local time that the wall shows twice means the first of the two [RFC 5545 3.3.5]; the second is said in UTC."""
    return Turn.SECOND in (
        turn_of(entry.starts_at, entry.zone),
        turn_of(entry.ends_at, entry.zone),
    )


def _moments(entry: Entry) -> tuple[datetime, datetime]:
    zone = UTC if is_said_in_utc(entry) else zone_named(entry.zone)
    return entry.starts_at.astimezone(zone), entry.ends_at.astimezone(zone)
