"""A year of three chairs with their teams, 85 % of it taken: shifts and claims written by the owner, triggers off.

Imports Django's models: only after `django.setup()`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from benchmarks.cast import AT, DAY, LONG_AGO, OPENS, open_clinic
from benchmarks.database import admin_connection
from clinic.accounts.roles import Role
from clinic.scheduling.actions import visit_kind
from clinic.scheduling.models import VisitKind
from clinic.scheduling.models.free_time import Search
from clinic.sites.models import Site

CHAIRS = 3
DAYS = 365
# From 8:00 to 18:00 each day; a visit takes three hours and twenty minutes of its chair and its team.
SHIFTS = """
INSERT INTO scheduling_rostershift (id, created_at, version, site_id, staff_id, role, starts_at, ends_at, on_call,
                                    withdrawn_by)
SELECT gen_random_uuid(), %(at)s, 1, %(site)s, staff, role, day + interval '8 hours', day + interval '18 hours', false, ''
FROM unnest(%(staff)s::uuid[], %(roles)s::text[]) AS team (staff, role),
     generate_series(%(opens)s::timestamptz, %(opens)s::timestamptz + %(days)s * interval '1 day', '1 day') AS day
"""
CLAIMS = """
INSERT INTO scheduling_claim (appointment_id, kind, room_id, staff_id, party, seat, during, active)
SELECT visit, kind, CASE WHEN kind = 'ROOM' THEN thing END, CASE WHEN kind = 'STAFF' THEN thing END, visit, 1,
       tstzrange(starts, starts + interval '200 min', '[)'), true
FROM (SELECT gen_random_uuid() AS visit, triple,
             day + interval '8 hours' + part * interval '200 min' AS starts
      FROM generate_series(%(opens)s::timestamptz, %(opens)s::timestamptz + %(days)s * interval '1 day', '1 day') AS day,
           generate_series(0, 2) AS part, generate_series(1, %(chairs)s) AS triple
      WHERE mod(abs(hashint4((extract(epoch FROM day) / 86400)::int * 9 + part * 3 + triple)), 20) >= 3) AS visits
CROSS JOIN LATERAL (VALUES ('ROOM', (%(rooms)s::uuid[])[triple]), ('STAFF', (%(nurses)s::uuid[])[triple]),
                           ('STAFF', (%(therapists)s::uuid[])[triple])) AS taken (kind, thing)
"""


def prepare() -> dict[str, Any]:
    """Ids to ask with, and how many claims there are."""
    clinic = open_clinic("slots")
    visit_kind.adjust_visit_kind(
        clinic.site,
        code="DOSING_IV",
        minutes=150,
        turnover_minutes=30,
        by=clinic.manager,
        at=LONG_AGO,
    )
    rooms = [clinic.chair().pk for _ in range(CHAIRS)]
    nurses = [clinic.hire(Role.NURSE).pk for _ in range(CHAIRS)]
    therapists = [clinic.hire(Role.THERAPIST).pk for _ in range(CHAIRS)]
    values = {
        "at": AT,
        "site": clinic.site.pk,
        "staff": [*nurses, *therapists],
        "roles": ["NURSE"] * CHAIRS + ["THERAPIST"] * CHAIRS,
        "opens": OPENS,
        "days": DAYS,
        "chairs": CHAIRS,
        "rooms": rooms,
        "nurses": nurses,
        "therapists": therapists,
    }
    with admin_connection() as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute(SHIFTS, values)
        claims = admin.execute(CLAIMS, values).rowcount
        admin.execute("SET session_replication_role = DEFAULT")
        admin.execute("ANALYZE")
    return {"site": str(clinic.site.pk), "patient": str(clinic.patient(1).pk), "claims": claims}


def question(made: dict[str, Any], day: int, ahead: timedelta, wanted: int) -> Search:
    """The next free times of an infusion from that day of the year on."""
    site = Site.objects.get(pk=made["site"])
    kind = VisitKind.objects.get(site=site, code="DOSING_IV")
    after = OPENS + day * DAY
    return Search(
        site=site,
        visit_kind=kind,
        after=after,
        until=after + ahead,
        patient_id=made["patient"],
        limit=wanted,
    )
