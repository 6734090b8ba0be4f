"""Two hundred patients in the chair: one told through the real actions, the others copied from that one's rows.

Imports Django's models: only after `django.setup()`.
"""

from __future__ import annotations

import itertools
import json
import re
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

from django.apps import apps
from psycopg import sql

from benchmarks.cast import AT, LONG_AGO, OPENS, Clinic, open_clinic
from benchmarks.database import admin_connection
from clinic.accounts.models import User
from clinic.accounts.roles import Role
from clinic.scheduling.actions import appointment as visits
from clinic.scheduling.actions import escort
from consent.actions import consent as consents
from consent.models import Consent
from patients.actions import care_team, measure
from patients.models import Course, Patient
from sessions.actions import check
from sessions.models import DosingSession

STARTS = OPENS + timedelta(hours=9)
ZEROES = {str(number): 0 for number in range(1, 10)}
# Written by triggers or sent to people: no facts of the gate.
LEFT_OUT = {"scheduling_claim", "outbox_message", "outbox_contactpoint", "tasks_task"}
UUIDS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def prepare(count: int) -> dict[str, Any]:
    """Ids of `count` visits whose patients have arrived, and the instant to judge them at."""
    clinic = open_clinic("gate")
    session = _one(clinic)
    visit_ids = _copies(session.patient_id, session.appointment_id, count - 1)
    with admin_connection() as admin:
        admin.execute("ANALYZE")
    return {"visits": [str(session.appointment_id), *visit_ids], "at": STARTS}


def _one(clinic: Clinic) -> DosingSession:
    """Screened, consented, booked, arrived, checked."""
    nurse, therapist = clinic.hire(Role.NURSE), clinic.hire(Role.THERAPIST)
    for user, role in ((nurse, "NURSE"), (therapist, "THERAPIST")):
        clinic.roster(user, role, days=1)
    patient = clinic.patient(1)
    course = clinic.eligible(patient)
    _consent(course, patient, clinic.director, nurse)
    care_team.assign(patient, user=therapist, role="THERAPIST", by=clinic.desk, at=LONG_AGO)
    measure.record(patient, instrument="PHQ-9", answers=ZEROES, by=nurse, at=AT)
    visit = visits.book(
        patient,
        kind="DOSING",
        route="IV",
        site=clinic.site,
        course=Course.objects.get(pk=course.pk),
        room=clinic.chair(),
        staff=[(nurse, "NURSE"), (therapist, "THERAPIST")],
        starts_at=STARTS,
        by=clinic.desk,
        at=AT,
    )
    escort.promise(
        visit,
        name="Robin Placeholder",
        phone="505-555-0142",
        adult=True,
        by=clinic.desk,
        at=AT,
    )
    visits.arrive(visit, by=clinic.desk, at=STARTS)
    session = DosingSession.objects.get(appointment=visit)
    for kind, values in (
        ("WEIGHT", {"weight": "72", "again": "72", "height_cm": "175"}),
        ("SOBRIETY", {"no_signs": True, "alcohol_long_ago": True, "cannabis_long_ago": True}),
        ("MENTAL_STATE", {"psychotic": False, "manic": False}),
        ("MEDICATIONS", {"complete": True, "ill": False}),
    ):
        check.record(session, kind=kind, values=values, by=nurse, at=STARTS)
    return session


def _consent(course: Course, patient: Patient, prescriber: User, nurse: User) -> None:
    able = dict.fromkeys(("understands", "appreciates", "reasons", "expresses_a_choice"), True)
    for each in Consent.objects.unsigned().filter(course=course).order_by("type"):
        fresh = {"at": LONG_AGO, "authenticated_at": LONG_AGO}
        consents.attest_capacity(each, **able, by=prescriber, **fresh)
        consents.sign(
            each,
            typed_name=patient.full_name,
            acknowledged=[element.key for element in each.form.wording.elements],
            answers={question.key: "In my own words." for question in each.form.wording.questions},
            by=nurse,
            **fresh,
        )


# Goes on through the run: two scenarios may copy into one database.
_numbers = itertools.count()


def _copies(patient_id: UUID, visit_id: UUID, how_many: int) -> list[str]:
    """Copy every row of that patient `how_many` times with other ids, triggers off; ids of the copied visits."""
    with admin_connection() as admin:
        admin.execute("SET session_replication_role = replica")
        rows = _rows_of(admin, patient_id)
        own = {
            row["id"] for _table, found in rows for row in found if isinstance(row.get("id"), str)
        }
        made = []
        for number in itertools.islice(_numbers, how_many):
            new = {old: str(uuid5(UUID(old), str(number))) for old in own}
            for table, found in rows:
                _insert(admin, table, found, new, number)
            made.append(new[str(visit_id)])
    return made


def _rows_of(admin: Any, patient_id: UUID) -> list[tuple[str, list[dict[str, Any]]]]:
    """The patient's rows in every table that has them, and rows that hang on those rows alone."""
    found: list[tuple[str, list[dict[str, Any]]]] = []
    ids = [str(patient_id)]
    for model in apps.get_models():
        table = model._meta.db_table
        columns = {field.column for field in model._meta.concrete_fields}
        if table in LEFT_OUT or '"' in table or hasattr(model, "history_user_id"):
            continue
        column = "id" if table == "patients_patient" else "patient_id"
        if column in columns:
            found.append((table, _read(admin, table, column, [str(patient_id)])))
            ids += [row["id"] for row in found[-1][1] if isinstance(row.get("id"), str)]
    hanging = (
        ("scheduling_appointmentstaff", "appointment_id"),
        ("patients_screeningfinding", "screening_id"),
        ("patients_measureanswer", "response_id"),
    )
    known = {table for table, _rows in found}
    found += [(t, _read(admin, t, c, ids)) for t, c in hanging if t not in known]
    return [(table, rows) for table, rows in found if rows]


def _read(admin: Any, table: str, column: str, ids: list[str]) -> list[dict[str, Any]]:
    query = sql.SQL("SELECT to_jsonb(t) FROM {} t WHERE {} = ANY (%s::uuid[])")
    return [row for (row,) in admin.execute(query.format(_name(table), _name(column)), [ids])]


def _insert(
    admin: Any, table: str, rows: list[dict[str, Any]], new: dict[str, str], number: int
) -> None:
    text = UUIDS.sub(lambda found: new.get(found[0], found[0]), json.dumps(rows))
    copied = json.loads(text)
    for row in copied:
        if "record_number" in row:
            row["record_number"] = f"COPY-{number}"
        if isinstance(row.get("id"), int):
            row["id"] = 10**9 + number * 1000 + row["id"]
    query = sql.SQL("INSERT INTO {} SELECT * FROM jsonb_populate_recordset(NULL::{}, %s)")
    admin.execute(query.format(_name(table), _name(table)), [json.dumps(copied)])


def _name(name: str) -> sql.Identifier:
    return sql.Identifier(name)
