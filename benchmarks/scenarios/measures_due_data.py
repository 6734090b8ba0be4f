"""A hundred thousand courses with what is due in each: one told through the real actions, the others copied by SQL.

Imports Django's models: only after `django.setup()`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from psycopg import sql

from benchmarks.cast import AT, open_clinic
from benchmarks.database import admin_connection
from clinic.accounts.roles import Role
from patients.models import Course, MeasureDue

# One course in a hundred is late; the days of the others are spread over the year to come.
LATE_EVERY = 100
COPIES = """
CREATE TEMPORARY TABLE copy AS
    SELECT n, gen_random_uuid() AS patient, gen_random_uuid() AS course FROM generate_series(1, %(count)s) AS n;
INSERT INTO patients_patient SELECT made.*
    FROM patients_patient AS p, copy, LATERAL jsonb_populate_record(p, jsonb_build_object(
        'id', copy.patient, 'record_number', 'COPY-' || copy.n, 'family_name', 'Copied' || copy.n)) AS made
    WHERE p.id = %(patient)s;
INSERT INTO patients_course SELECT made.*
    FROM patients_course AS c, copy, LATERAL jsonb_populate_record(c, jsonb_build_object(
        'id', copy.course, 'patient_id', copy.patient)) AS made
    WHERE c.id = %(course)s;
INSERT INTO patients_measuredue SELECT made.*
    FROM patients_measuredue AS d, copy,
         LATERAL (SELECT %(today)s::date + CASE WHEN copy.n %% %(late)s = 0 THEN -10 - copy.n %% 50
                                                ELSE copy.n %% 365 END AS first) AS day,
         LATERAL jsonb_populate_record(d, jsonb_build_object(
             'id', gen_random_uuid(), 'patient_id', copy.patient, 'course_id', copy.course,
             'from_on', day.first, 'due_on', day.first + 5)) AS made
    WHERE d.course_id = %(course)s;
"""


def prepare(count: int) -> dict[str, Any]:
    """Ids of the site and of a therapist there, and the instant at which the list is read."""
    clinic = open_clinic("measures")
    therapist = clinic.hire(Role.THERAPIST)
    course: Course = clinic.eligible(clinic.patient(1))
    own = MeasureDue.objects.filter(course=course)
    if not own.exists():
        raise RuntimeError("a course in screening owes no questionnaire")
    values = {
        "count": count,
        "patient": course.patient_id,
        "course": course.pk,
        "today": clinic.site.today(AT),
        "late": LATE_EVERY,
    }
    with admin_connection() as admin:
        admin.execute("SET session_replication_role = replica")
        for statement in COPIES.split(";\n"):
            if statement.strip():
                admin.execute(sql.SQL(statement), values)
        admin.execute("ANALYZE")
    return {"site": str(clinic.site.pk), "user": str(therapist.pk), "at": AT + timedelta(hours=9)}
