"""The next times at which a visit could take place: one range query, never a walk over days.

Opening hours and the roster say when something could be; the claims say what is taken. The answer may be stale by the
time it is shown: only the booking transaction decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from clinic.core import localtime
from clinic.scheduling.models.opening_exception import site_spans
from clinic.scheduling.models.visit_kind import PLAYED_BY, Need, VisitKind
from clinic.sites.models import Site

STEP = timedelta(minutes=15)
# The most restrictive part first: a prescriber may also be the monitor, a nurse never the prescriber.
IN_ORDER = (Need.PRESCRIBER, Need.THERAPIST, Need.MEDICAL_MONITOR)


@dataclass(frozen=True)
class FreeTime:
    """A start at which patient, room and people are free. `staff` is who would play which role."""

    starts_at: datetime
    ends_at: datetime
    room_id: UUID | None
    staff: tuple[tuple[UUID, str], ...]


@dataclass(frozen=True)
class Search:
    """What to look for. Named `staff` must be free; parts nobody of them plays are filled from the roster."""

    site: Site
    visit_kind: VisitKind
    after: datetime
    until: datetime
    patient_id: UUID | None = None
    minutes: int | None = None
    room_id: UUID | None = None
    room_kind: str = ""  # any room of this kind; empty: what the visit kind asks for
    staff: Sequence[tuple[UUID, str]] = field(default_factory=tuple)
    ignoring: UUID | None = None  # an appointment about to be moved: its own claims do not count
    limit: int = 10
    preferred: frozenset[UUID] = frozenset()  # proposed before others where they are free
    weekdays: frozenset[int] = frozenset()  # Monday 0; empty: any
    not_before: time | None = None  # by the site's wall
    not_after: time | None = None  # the visit is over by then

    @property
    def length(self) -> timedelta:
        return timedelta(minutes=self.minutes or self.visit_kind.minutes)

    def open_parts(self) -> list[frozenset[str]]:
        """The roles that can play each part nobody named plays."""
        roles = {role for _user, role in self.staff}
        needed = set(self.visit_kind.needs)
        return [
            PLAYED_BY[need] for need in IN_ORDER if need in needed and not PLAYED_BY[need] & roles
        ]


def find(search: Search) -> list[FreeTime]:
    """The first `search.limit` free times from `after` on, a quarter of an hour apart at least."""
    zone = search.site.timezone
    first, last = (localtime.local_date(moment, zone) for moment in (search.after, search.until))
    spans = site_spans(search.site.pk, zone, first, last)
    if not spans:
        return []
    statement, values = _statement(
        search, [start for start, _ in spans], [end for _, end in spans]
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall()
    return [_free_time(search, row) for row in rows]


_BASE = """
WITH taken AS MATERIALIZED (
    SELECT resource, range_agg(during) AS spans
    FROM scheduling_claim
    WHERE active AND during && tstzrange(%(after)s, %(until)s + interval '12 hours')
      AND appointment_id IS DISTINCT FROM %(ignoring)s
      AND resource = ANY (ARRAY(
          SELECT id FROM scheduling_room WHERE site_id = %(site)s AND is_in_use
          UNION SELECT staff_id FROM scheduling_rostershift
          WHERE site_id = %(site)s AND withdrawn_at IS NULL AND NOT on_call AND starts_at < %(until)s AND ends_at > %(after)s
          UNION SELECT %(patient)s::uuid))
    GROUP BY resource
),
free_staff AS MATERIALIZED (
    SELECT s.staff_id, s.role,
           range_agg(tstzrange(s.starts_at, s.ends_at))
           - coalesce((SELECT t.spans FROM taken t WHERE t.resource = s.staff_id), '{}') AS spans
    FROM scheduling_rostershift s
    WHERE s.site_id = %(site)s AND s.withdrawn_at IS NULL AND NOT s.on_call
      AND s.starts_at < %(until)s AND s.ends_at > %(after)s
    GROUP BY s.staff_id, s.role
),
grid AS (
    SELECT s AS starts_at, tstzrange(s, s + %(length)s) AS visit,
           tstzrange(s, s + %(length)s + %(recovery)s) AS stay,
           tstzrange(s, s + %(length)s + %(recovery)s + %(turnover)s) AS room_span
    FROM unnest(%(opens)s::timestamptz[], %(closes)s::timestamptz[]) AS o (opens, closes),
         generate_series(o.opens, o.closes - %(length)s - %(recovery)s, %(step)s) AS s
    WHERE s >= %(after)s AND s < %(until)s {wishes}
    ORDER BY s
)
"""
_ROOM = """
CROSS JOIN LATERAL (
    SELECT r.id FROM scheduling_room r
    WHERE r.site_id = %(site)s AND r.is_in_use
      AND (%(room)s::uuid IS NULL OR r.id = %(room)s) AND (%(room_kind)s = '' OR r.kind = %(room_kind)s)
      AND r.equipment @> %(equipment)s::varchar[]
      AND NOT EXISTS (SELECT FROM taken t WHERE t.resource = r.id AND t.spans && g.room_span)
    ORDER BY r.name LIMIT 1
) room
"""
_PERSON = """
CROSS JOIN LATERAL (
    SELECT ARRAY[f.staff_id::text, f.role] AS pair, f.staff_id FROM free_staff f
    WHERE f.role = ANY (%(roles_{n})s) AND f.spans @> g.visit
      AND f.staff_id <> ALL (%(named)s::uuid[]){others}
    ORDER BY f.staff_id = ANY (%(preferred)s::uuid[]) DESC, f.role, f.staff_id LIMIT 1
) part_{n}
"""
_NAMED = """
AND EXISTS (SELECT FROM free_staff f
            WHERE f.staff_id = %(person_{n})s AND f.role = %(role_{n})s AND f.spans @> g.visit)
"""


def _statement(
    search: Search, opens: list[datetime], closes: list[datetime]
) -> tuple[str, dict[str, Any]]:
    parts = search.open_parts()
    room_kind = search.room_kind or search.visit_kind.room_kind
    needs_room = bool(room_kind) or search.room_id is not None
    turnover = timedelta(minutes=search.visit_kind.turnover_minutes if needs_room else 0)
    values: dict[str, Any] = {
        "site": search.site.pk,
        "after": search.after,
        "until": search.until,
        "ignoring": search.ignoring,
        "patient": search.patient_id,
        "room": search.room_id,
        "room_kind": room_kind,
        "length": search.length,
        "recovery": timedelta(minutes=search.visit_kind.recovery_minutes),
        "turnover": turnover,
        "equipment": list(search.visit_kind.equipment),
        "step": STEP,
        "opens": opens,
        "closes": closes,
        "named": [user_id for user_id, _role in search.staff],
        "limit": search.limit,
        "preferred": list(search.preferred),
        "zone": search.site.timezone,
        "weekdays": [day + 1 for day in search.weekdays],
        "not_before": search.not_before,
        "not_after": search.not_after,
    }
    pieces = [
        _BASE.replace("{wishes}", _wishes(search)),
        "SELECT g.starts_at, ",
        "room.id" if needs_room else "NULL",
    ]
    pieces += [f", part_{n}.pair" for n in range(len(parts))]
    pieces += [" FROM grid g", _ROOM if needs_room else ""]
    for n, roles in enumerate(parts):
        values[f"roles_{n}"] = sorted(roles)
        others = "".join(f" AND f.staff_id <> part_{m}.staff_id" for m in range(n))
        pieces.append(_PERSON.format(n=n, others=others))
    pieces.append(
        "WHERE NOT EXISTS (SELECT FROM taken t WHERE t.resource = %(patient)s AND t.spans && g.stay)"
    )
    for n, (user_id, role) in enumerate(search.staff):
        values |= {f"person_{n}": user_id, f"role_{n}": role}
        pieces.append(_NAMED.format(n=n))
    pieces.append("ORDER BY g.starts_at LIMIT %(limit)s")
    return "\n".join(pieces), values


def _wishes(search: Search) -> str:
    """Days and hours the patient asked for, by the site's wall."""
    wall = "(s AT TIME ZONE %(zone)s)"
    asked = []
    if search.weekdays:
        asked.append(f"AND extract(isodow FROM {wall}) = ANY (%(weekdays)s)")
    if search.not_before is not None:
        asked.append(f"AND {wall}::time >= %(not_before)s")
    if search.not_after is not None:
        end = "((s + %(length)s) AT TIME ZONE %(zone)s)"
        asked.append(f"AND {end}::time <= %(not_after)s AND {end}::date = {wall}::date")
    return " ".join(asked)


def _free_time(search: Search, row: tuple[object, ...]) -> FreeTime:
    starts_at, room_id, *people = row
    found = tuple((UUID(str(pair[0])), str(pair[1])) for pair in people if isinstance(pair, list))
    start = starts_at if isinstance(starts_at, datetime) else search.after
    return FreeTime(
        start,
        start + search.length,
        UUID(str(room_id)) if room_id else None,
        (*search.staff, *found),
    )
