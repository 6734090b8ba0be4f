"""A site's day of 200 visits among ten thousand or a million others, and the requests that look at it.

The day, seen at 09:26: 60 dosing visits (one told through the real actions, its patient's rows copied; a third has
arrived, the others are judged by the gate for the list "not ready") and 140 follow-up visits. The other visits lie on
other days, 200 a day, written by the owner's connection with the triggers off: no program could book a million in the
time. Imports Django's models: only after `django.setup()`.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from benchmarks.cast import AT, LONG_AGO, OPENS, Clinic, open_clinic
from benchmarks.database import admin_connection
from benchmarks.scenarios.gate_day_data import _consent, _copies
from clinic.accounts.roles import Role
from clinic.accounts.system import SETUP
from clinic.scheduling.actions import appointment as visits
from clinic.scheduling.actions import room as rooms
from clinic.scheduling.models import Appointment
from patients.actions import care_team
from patients.models import Course

DAY = date(2027, 1, 4)
NOW = OPENS + timedelta(hours=9, minutes=26)
VISITS, DOSES, CHAIRS, OFFICES = 200, 60, 20, 20
PATIENTS = 2000

# Bulk: every patient a copy of one, every visit a copy of one follow-up visit, moved to its place.
BULK_PATIENTS = """
INSERT INTO patients_patient
SELECT made.* FROM patients_patient AS p CROSS JOIN generate_series(1, %s) AS n CROSS JOIN LATERAL
    jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid(), 'record_number', 'BULK-' || n,
        'given_name', 'Given' || n, 'family_name', 'Family' || n %% 500, 'phone', '505-555-0142')) AS made
WHERE p.id = %s
"""
BULK_VISITS = """
WITH people AS MATERIALIZED (
    SELECT id, row_number() OVER () - 1 AS n FROM patients_patient WHERE record_number LIKE 'BULK-%%'
), places AS MATERIALIZED (
    SELECT id, row_number() OVER () - 1 AS n FROM scheduling_room WHERE site_id = %(site)s AND kind = 'THERAPY'
), made AS MATERIALIZED (
    SELECT gen_random_uuid() AS id, people.id AS patient, places.id AS room,
           %(day)s::date + %(shift)s * (1 + i / 200)::int AS on_day,
           make_time(8 + (i %% 7)::int, 15 * ((i / 7) %% 4)::int, 0) AS at_time
    FROM generate_series(0, %(count)s - 1) AS i
    JOIN people ON people.n = i %% %(people)s JOIN places ON places.n = i %% %(rooms)s
), written AS (
    INSERT INTO scheduling_appointment
    SELECT visit.* FROM scheduling_appointment AS a CROSS JOIN made CROSS JOIN LATERAL
        jsonb_populate_record(a, jsonb_build_object(
        'id', made.id, 'visit_id', made.id, 'patient_id', made.patient, 'room_id', made.room, 'status', %(status)s::text,
        'wall_date', made.on_day, 'wall_time', made.at_time,
        'starts_at', (made.on_day + made.at_time) AT TIME ZONE 'America/Denver',
        'ends_at', (made.on_day + made.at_time) AT TIME ZONE 'America/Denver' + interval '1 hour')) AS visit
    WHERE a.id = %(like)s
)
INSERT INTO scheduling_appointmentstaff
SELECT part.* FROM made CROSS JOIN scheduling_appointmentstaff AS s CROSS JOIN LATERAL
    jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid(), 'appointment_id', made.id)) AS part
WHERE s.appointment_id = %(like)s
"""
SPREAD_DOSES = """
WITH places AS (
    SELECT id, row_number() OVER () - 1 AS n FROM scheduling_room WHERE site_id = %(site)s AND kind = 'DOSING'
), doses AS (
    SELECT id, row_number() OVER () - 1 AS n FROM scheduling_appointment
    WHERE site_id = %(site)s AND kind = 'DOSING'
)
UPDATE scheduling_appointment AS a
SET room_id = places.id, wall_time = make_time(8 + 3 * (doses.n / %(chairs)s)::int, 0, 0),
    starts_at = %(opens)s + make_interval(hours => 8 + 3 * (doses.n / %(chairs)s)::int),
    ends_at = %(opens)s + make_interval(hours => 10 + 3 * (doses.n / %(chairs)s)::int),
    status = CASE WHEN doses.n < %(chairs)s THEN 'ARRIVED' ELSE a.status END,
    arrived_at = CASE WHEN doses.n < %(chairs)s THEN %(opens)s + interval '8 hours' END,
    arrived_by = CASE WHEN doses.n < %(chairs)s THEN 'bench' ELSE '' END
FROM doses JOIN places ON places.n = doses.n %% %(chairs)s WHERE a.id = doses.id
"""


def prepare(others: int) -> dict[str, Any]:
    """The site with its day and `others` visits around it; what a client needs to sign in and look."""
    clinic = open_clinic("board")
    dose, like = _told(clinic)
    _copies(dose.patient_id, dose.pk, DOSES - 1)
    with admin_connection() as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute(BULK_PATIENTS, [PATIENTS, like.patient_id])
        where = {"site": clinic.site.pk, "chairs": CHAIRS, "opens": OPENS}
        admin.execute(SPREAD_DOSES, where)
        admin.execute(
            "UPDATE scheduling_appointment SET status = 'BOOKED' WHERE id = %s", [like.pk]
        )
        grow(admin, clinic.site.pk, like.pk, VISITS - DOSES - 1, shift=0, status="CONFIRMED")
        grow(admin, clinic.site.pk, like.pk, others, shift=-1, status="CONFIRMED")
    return {"desk": str(clinic.desk.pk), "site": str(clinic.site.pk), "like": str(like.pk)}


def grow(admin: Any, site: Any, like: Any, count: int, *, shift: int, status: str) -> None:
    """`count` more visits: all on the day itself (`shift` 0) or 200 on each day before (-1)."""
    with admin.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(
            BULK_VISITS,
            {
                "site": site,
                "like": like,
                "count": count,
                "shift": shift,
                "status": status,
                "day": DAY,
                "people": PATIENTS,
                "rooms": OFFICES,
            },
        )
    admin.execute("VACUUM (ANALYZE)")


def _told(clinic: Clinic) -> tuple[Appointment, Appointment]:
    """One dosing visit with everything before it, and one follow-up visit."""
    nurse, therapist = clinic.hire(Role.NURSE), clinic.hire(Role.THERAPIST)
    for user, role in ((nurse, "NURSE"), (therapist, "THERAPIST")):
        clinic.roster(user, role, days=1)
    chairs = [clinic.chair() for _ in range(CHAIRS)]
    offices = [
        rooms.open_room(clinic.site, name=f"Therapy {n}", kind="THERAPY", by=SETUP, at=LONG_AGO)
        for n in range(OFFICES)
    ]
    patient = clinic.patient(1)
    course = clinic.eligible(patient)
    _consent(course, patient, clinic.director, nurse)
    care_team.assign(patient, user=therapist, role="THERAPIST", by=clinic.desk, at=LONG_AGO)
    common = {"site": clinic.site, "by": clinic.desk, "at": AT}
    dose = visits.book(
        patient,
        kind="DOSING",
        route="IV",
        course=Course.objects.get(pk=course.pk),
        room=chairs[0],
        staff=[(nurse, "NURSE"), (therapist, "THERAPIST")],
        starts_at=OPENS + timedelta(hours=10),
        **common,
    )
    like = visits.book(
        clinic.patient(2),
        kind="FOLLOW_UP",
        room=offices[0],
        staff=[(therapist, "THERAPIST")],
        starts_at=OPENS + timedelta(hours=15),
        **common,
    )
    return dose, like
