"""What the booking rules need to know, read under the locks in one round trip.

Written by hand because it runs at every booking while others wait for the locks: through the ORM the same facts took
four queries and half of the booking's time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from clinic.policy.models import PolicyVersion
from clinic.scheduling.models.opening_hours import ExceptionalDay, Rule, Span, open_spans


@dataclass(frozen=True)
class Shift:
    """A standing roster shift that touches the visit."""

    staff_id: UUID
    role: str
    span: Span


@dataclass(frozen=True)
class Facts:
    """The calendar and the course as they are now. `course_status` and `room_…` are None where there is none.

    `special_days`: the names of the dates with hours of their own that the visit touches.
    `taken`: something in `Question.things` is claimed already, so that the insert would only be refused.
    `policy` and `licences`, pairs of person and kind of licence valid where the patient is, are read only for a
    visit that needs them: one booked against a rule, with a shared nurse, or by video.
    """

    open_spans: Sequence[Span]
    shifts: Sequence[Shift]
    course_status: str | None
    room_kind: str | None
    room_in_use: bool | None
    room_equipment: Sequence[str] = ()
    special_days: Sequence[str] = ()
    taken: bool = False
    policy: PolicyVersion | None = None
    licences: frozenset[tuple[UUID, str]] = frozenset()


# The course's row stays locked until the end: a pause waits for the booking, or the booking sees the pause.
_STATEMENT = """
WITH course AS MATERIALIZED (
    SELECT status FROM patients_course WHERE id = %(course)s FOR NO KEY UPDATE
)
SELECT (SELECT status FROM course), room.kind, room.is_in_use, room.equipment,
       rules.weekdays, rules.opens, rules.closes, rules.from_on, rules.until_on,
       shifts.staff, shifts.roles, shifts.starts, shifts.ends, dated.days, dated.opens, dated.closes, dated.names,
       EXISTS (SELECT FROM unnest(%(things)s::uuid[], %(until)s::timestamptz[]) AS thing (id, until)
               JOIN scheduling_claim AS claim ON claim.resource = thing.id AND claim.active
                    AND claim.during && tstzrange(%(starts_at)s, thing.until)
               LEFT JOIN scheduling_appointment AS visit ON visit.id = claim.appointment_id
               WHERE visit.id IS DISTINCT FROM %(replaces)s
                 AND (visit.status = 'HELD' AND visit.held_until <= %(at)s) IS NOT TRUE)
FROM (SELECT array_agg(weekday ORDER BY id) AS weekdays, array_agg(opens ORDER BY id) AS opens,
             array_agg(closes ORDER BY id) AS closes, array_agg(from_on ORDER BY id) AS from_on,
             array_agg(until_on ORDER BY id) AS until_on
      FROM scheduling_openinghours
      WHERE site_id = %(site)s AND from_on <= %(last)s AND (until_on IS NULL OR until_on > %(first)s)) AS rules
CROSS JOIN
     (SELECT array_agg(staff_id ORDER BY id) AS staff, array_agg(role ORDER BY id) AS roles,
             array_agg(starts_at ORDER BY id) AS starts, array_agg(ends_at ORDER BY id) AS ends
      FROM scheduling_rostershift
      WHERE site_id = %(site)s AND withdrawn_at IS NULL AND NOT on_call AND staff_id = ANY (%(staff)s::uuid[])
        AND starts_at < %(ends_at)s AND ends_at > %(starts_at)s) AS shifts
CROSS JOIN
     (SELECT array_agg("on" ORDER BY id) AS days, array_agg(opens ORDER BY id) AS opens,
             array_agg(closes ORDER BY id) AS closes, array_agg(name ORDER BY id) AS names
      FROM scheduling_openingexception
      WHERE site_id = %(site)s AND withdrawn_at IS NULL AND "on" BETWEEN %(first)s AND %(last)s) AS dated
LEFT JOIN scheduling_room AS room ON room.id = %(room)s
"""


@dataclass(frozen=True)
class Question:
    """The visit the facts are for; `first` and `last` are its dates on the wall of the site.

    `things`: what nobody else may have claimed, each with the end of its claim. Claims of the visit that is
    replaced, and of holds that have run out `at` that moment, are not in the way.
    """

    site_id: UUID
    zone: str
    course_id: UUID | None
    room_id: UUID | None
    staff_ids: Sequence[UUID]
    starts_at: datetime
    ends_at: datetime
    first: date
    last: date
    things: Sequence[tuple[UUID, datetime]] = ()
    replaces: UUID | None = None
    at: datetime | None = None


def load(question: Question) -> Facts:
    """Read the facts and keep the course's row locked until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            _STATEMENT,
            {
                "site": question.site_id,
                "course": question.course_id,
                "room": question.room_id,
                "staff": list(question.staff_ids),
                "starts_at": question.starts_at,
                "ends_at": question.ends_at,
                "first": question.first,
                "last": question.last,
                "things": [thing for thing, _until in question.things],
                "until": [until for _thing, until in question.things],
                "replaces": question.replaces,
                "at": question.at,
            },
        )
        row = cursor.fetchone()
    status, room_kind, room_in_use, equipment = row[:4]
    rules = [Rule(*each) for each in _rows(row[4:9])]
    shifts = [
        Shift(staff_id, role, (starts_at, ends_at))
        for staff_id, role, starts_at, ends_at in _rows(row[9:13])
    ]
    dated = [ExceptionalDay(*each) for each in _rows(row[13:17])]
    spans = open_spans(rules, question.zone, question.first, question.last, dated)
    return Facts(
        spans,
        shifts,
        status,
        room_kind,
        room_in_use,
        equipment or (),
        special_days=tuple(day.name for day in dated),
        taken=row[17],
    )


def _rows(columns: Sequence[list[Any] | None]) -> Iterable[tuple[Any, ...]]:
    """The rows of columns that were aggregated one by one; a column of nothing is NULL."""
    return zip(*(column or [] for column in columns), strict=True)
