"""What the database refuses when no action stands in front of it.

Every write here is raw SQL as the program's own role, signed, so only triggers and constraints are left
to say no.
"""

from contextlib import contextmanager, suppress

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from patients.models import Course, CourseStatus
from patients.models.course import OPEN, RESUMABLE


@contextmanager
def refused(name, error=IntegrityError):
    with pytest.raises(error, match=name), transaction.atomic():
        yield


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.actor', 'system:test', true)")
        cursor.execute(sql, values)


# Columns that go with a state, so that only the trigger can object to the move itself.
FITS = """
UPDATE patients_course SET status = %(new)s, protocol_id = %(plan)s, first_dose_at = opened_at,
    review_on = '2027-01-01', decision_note = 'a', decision_reasons = '{{X01}}', stop_reason = 'FINANCIAL',
    maintenance_interval_days = 14, maintenance_sessions = 3,
    ended_at = CASE WHEN %(open)s THEN NULL ELSE opened_at END,
    resume_status = CASE WHEN %(pause)s THEN %(back)s ELSE '' END,
    pause_reason = CASE WHEN %(pause)s THEN 'STAFFING' ELSE '' END,
    pause_owner_id = CASE WHEN %(pause)s THEN %(owner)s::uuid END,
    paused_at = CASE WHEN %(pause)s THEN opened_at END,
    pause_review_on = CASE WHEN %(pause)s THEN '2027-01-01'::date END
WHERE id = %(course)s
"""


def put(cursor, course, owner, new, back):
    cursor.execute(
        FITS.replace("{{", "{").replace("}}", "}"),
        {
            "new": new,
            "plan": course.protocol_id,
            "open": new in OPEN,
            "pause": new == "PAUSED",
            "back": back,
            "owner": owner.pk,
            "course": course.pk,
        },
    )


@pytest.mark.django_db(transaction=True)
def test_the_database_allows_the_moves_of_the_table_and_no_other(walk, connect):
    """All 16 × 16 pairs. The start is put in place by a superuser with triggers off, then the program's
    role tries the move. Dropping the trigger makes every forbidden pair go through: red, 191 times."""
    course = walk.referred()
    admin, app = connect("admin"), connect("app")
    admin.execute("SET session_replication_role = replica")
    app.execute("SET app.actor = 'system:test'")
    allowed = {(str(old), str(new)) for old, news in Course.MOVES.items() for new in news}
    said = {}
    for old in CourseStatus.values:
        for new in CourseStatus.values:
            if old == new:
                continue
            # A paused course comes back to where it was: the start remembers the goal if it may.
            back = new if old == "PAUSED" and new in RESUMABLE else "REFERRED"
            back = old if new == "PAUSED" else back
            with admin.cursor() as cursor:
                put(cursor, course, walk.prescriber, old, back)
            # Rolled back: only the move is asked about, not the history that would go with it.
            with suppress(psycopg.Error), app.transaction(force_rollback=True):
                said[old, new] = "refused"
                with app.cursor() as cursor:
                    put(cursor, course, walk.prescriber, new, back)
                said[old, new] = "allowed"
    assert {pair for pair, answer in said.items() if answer == "allowed"} == allowed


@pytest.mark.django_db(transaction=True)
def test_a_paused_course_returns_to_where_it_was_and_nowhere_else(walk, connect):
    """Without the second trigger PAUSED may become any open state: red."""
    course = walk.paused(walk.referred())
    app = connect("app")
    app.execute("SET app.actor = 'system:test'")
    for new in sorted(RESUMABLE - {CourseStatus.REFERRED}):
        with app.cursor() as cursor, pytest.raises(Exception, match="returns to REFERRED"):
            put(cursor, course, walk.prescriber, str(new), "")
    with app.transaction(force_rollback=True), app.cursor() as cursor:
        put(cursor, course, walk.prescriber, "REFERRED", "")
        with pytest.raises(Exception, match="cannot remember ACTIVE"):
            put(cursor, course, walk.prescriber, "PAUSED", "ACTIVE")


def test_what_can_never_be_of_a_course(walk):
    course = walk.referred()
    row = course.pk
    with refused("one_open_course_per_patient_and_site"):
        run(
            "INSERT INTO patients_course SELECT (jsonb_populate_record(c, jsonb_build_object('id', %s::text))).*"
            " FROM patients_course c WHERE id = %s",
            "00000000-0000-7000-8000-000000000001",
            row,
        )
    with refused("a_course_that_is_over_says_when"):
        run("UPDATE patients_course SET ended_at = now() WHERE id = %s", row)
    with refused("a_pause_has_reason_owner_review_and_return"):
        run("UPDATE patients_course SET pause_reason = 'STAFFING' WHERE id = %s", row)
    with refused("a_pause_has_reason_owner_review_and_return"):
        run(
            "UPDATE patients_course SET status = 'PAUSED', resume_status = 'REFERRED' WHERE id = %s",
            row,
        )
    with refused("a_discontinued_course_has_a_reason"):
        run(
            "UPDATE patients_course SET status = 'DISCONTINUED', ended_at = now() WHERE id = %s",
            row,
        )
    with refused("a_course_does_not_follow_itself"):
        run("UPDATE patients_course SET previous_course_id = id WHERE id = %s", row)


def test_what_can_never_be_later_in_a_course(walk):
    row = walk.eligible().pk
    with refused("a_consented_course_follows_a_protocol"):
        run(
            "UPDATE patients_course SET status = 'CONSENTED', protocol_id = NULL WHERE id = %s",
            row,
        )
    with refused("a_deferral_has_a_reason_and_a_review"):
        run("UPDATE patients_course SET status = 'DEFERRED' WHERE id = %s", row)
    with refused("not_eligible_has_reasons_and_a_way_on"):
        run(
            "UPDATE patients_course SET status = 'INELIGIBLE', ended_at = now() WHERE id = %s",
            row,
        )


def test_an_active_course_has_had_its_first_dose(walk):
    row = walk.ready().pk
    with refused("an_active_course_has_had_a_first_dose"):
        run("UPDATE patients_course SET status = 'ACTIVE' WHERE id = %s", row)


def test_signed_findings_cannot_be_rewritten(walk):
    """Without the trigger the program's role can change a finding under a signature: red."""
    sheet = walk.eligible().screenings.get()
    change = "UPDATE patients_screeningfinding SET status = 'ACTIVE' WHERE screening_id = %s"
    with refused("its findings stand", DatabaseError):
        run(change, sheet.pk)
    with refused("a_signed_screening_has_signer_licence_and_term"):
        run("UPDATE patients_screening SET licence_id = NULL WHERE id = %s", sheet.pk)


@pytest.mark.parametrize(
    "table",
    ["patients_coursemove", "patients_screeningsignature", "patients_protocol"],
)
def test_append_only_rows_cannot_be_changed_or_removed(walk, table):
    walk.eligible()
    for verb in (f"UPDATE {table} SET created_at = now()", f"DELETE FROM {table}"):
        with refused("permission denied", DatabaseError):
            run(verb)


def test_a_finished_answer_cannot_be_rewritten(walk):
    response = walk.phq9(walk.register())
    with refused("its answers stand", DatabaseError):
        run("UPDATE patients_measureanswer SET value = 3 WHERE response_id = %s", response.pk)
    with refused("a_complete_measure_says_who_and_when"):
        run("UPDATE patients_measureresponse SET completed_at = NULL WHERE id = %s", response.pk)


def test_an_alert_is_not_assessed_by_a_column_alone(walk):
    walk.phq9(walk.register(), answers={str(n): 1 for n in range(1, 10)})
    with refused("an_alert_is_raised_until_somebody_takes_it_on"):
        run("UPDATE patients_safetyalert SET status = 'ASSESSED'")


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("sex = 'X'", "patient_sex_is_known"),
        ("can_become_pregnant = 'MAYBE'", "patient_pregnancy_answer_is_known"),
        ("deceased_on = '1970-01-01'", "patient_dies_after_birth"),
        ("given_name = ''", "patient_has_a_name"),
        ("merged_into_id = id, merged_at = now()", "patient_is_not_merged_into_itself"),
        ("merged_at = now()", "patient_merge_has_whither_and_when"),
    ],
)
def test_what_can_never_be_of_a_patient(walk, change, name):
    patient = walk.register()
    with refused(name):
        run(f"UPDATE patients_patient SET {change} WHERE id = %s", patient.pk)


def test_nobody_acting_writes_nothing(walk):
    patient = walk.register()
    with refused("nobody is acting", DatabaseError), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.actor', '', true)")
        cursor.execute("UPDATE patients_patient SET city = 'Nowhere' WHERE id = %s", [patient.pk])
