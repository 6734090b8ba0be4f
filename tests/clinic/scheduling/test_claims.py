"""The database is the last judge of who has what, whatever wrote the appointment.

Negative control: `tests/concurrency/test_booking_storm.py` drops the exclusion constraint and gets double bookings.
"""

from datetime import datetime, timedelta

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from clinic.accounts.system import SETUP
from clinic.core.actor import acting_as
from clinic.scheduling.actions import appointment as actions
from clinic.scheduling.actions.slot_taken import SlotTaken
from clinic.scheduling.models import Claim
from tests.clinic.scheduling.conftest import DAY, NINE, roster_days
from tests.people import hire

HOUR = timedelta(hours=1)


def spans(visit):
    return {
        claim.kind: (claim.during.lower, claim.during.upper, claim.active)
        for claim in visit.claims.all()
    }


def test_a_visit_claims_its_patient_room_and_staff_and_the_room_through_its_turnover(calendar):
    visit = calendar.dosing(calendar.walk.ready())
    end = NINE + timedelta(minutes=150)
    assert spans(visit) == {
        "PATIENT": (NINE, end, True),
        "ROOM": (NINE, end + timedelta(minutes=30), True),
        "STAFF": (NINE, end, True),
    }
    people = {claim.staff_id for claim in visit.claims.filter(kind="STAFF")}
    assert people == {calendar.walk.nurse.pk, calendar.walk.therapist.pk}


def test_one_person_in_two_parts_is_claimed_once(calendar, manager):
    walk = calendar.walk
    hire(walk.site, "THERAPIST", "Pat Standin")
    walk.nurse.forget_roles()
    roster_days(walk.site, [(walk.nurse, "THERAPIST")], manager, walk.at)
    visit = calendar.dosing(walk.ready(), staff=[(walk.nurse, "NURSE"), (walk.nurse, "THERAPIST")])
    assert visit.staff.count() == 2
    assert visit.claims.filter(kind="STAFF").count() == 1


def test_what_ends_gives_everything_back(calendar):
    visit = calendar.screening()
    actions.cancel(visit, reason="STAFF_AWAY", by=calendar.walk.desk, at=calendar.walk.at)
    assert {active for _start, _end, active in spans(visit).values()} == {False}
    calendar.screening()


@pytest.mark.parametrize("taken", ["room", "staff", "patient"])
def test_each_of_the_three_is_enough_to_refuse(calendar, taken):
    first = calendar.screening()
    patient = first.patient if taken == "patient" else calendar.walk.register("Bryony", "Sample")
    room = calendar.office if taken == "room" else calendar.therapy_room
    prescriber = (calendar.walk.prescriber, "PRESCRIBER")
    nurse = (calendar.walk.nurse, "NURSE")
    with pytest.raises(SlotTaken) as refused:
        actions.book(
            patient,
            kind="FOLLOW_UP",
            site=calendar.site,
            room=room,
            staff=[prescriber if taken == "staff" else nurse],
            starts_at=NINE + timedelta(minutes=45),
            by=calendar.walk.desk,
            at=calendar.walk.at,
        )
    sentence = {
        "room": "Office is taken 09:00–10:00 MST by another visit.",
        "staff": "Ima Imaginary has another visit 09:00–10:00 MST.",
        "patient": "The patient has another visit 09:00–10:00 MST.",
    }[taken]
    assert str(refused.value).startswith(sentence + " Nothing was changed. Free next: ")
    assert [each["kind"] for each in refused.value.details["taken"]] == [taken.upper()]


def test_visits_that_touch_do_not_clash_but_turnover_does(calendar):
    calendar.screening()
    calendar.screening(starts_at=NINE + HOUR)
    course = calendar.walk.ready()
    calendar.dosing(course, starts_at=NINE + DAY)
    end = NINE + DAY + timedelta(minutes=150)
    with pytest.raises(SlotTaken, match="Chair 1 is taken 09:00–12:00 MST"):
        calendar.dosing(course, starts_at=end)
    calendar.dosing(course, starts_at=end + timedelta(minutes=30))


def test_a_refusal_offers_the_next_free_times_and_they_are_free(calendar):
    calendar.screening()
    with pytest.raises(SlotTaken) as refused:
        calendar.screening()
    offered = refused.value.details["free"]
    assert len(offered) == 3
    assert "Free next: Office, 10:00 MST; Office, 10:15 MST; Office, 10:30 MST." in str(
        refused.value
    )
    calendar.screening(starts_at=datetime.fromisoformat(offered[0]["starts_at"]))


def test_a_refusal_never_says_whose_visit_is_in_the_way(calendar):
    first = calendar.screening()
    with pytest.raises(SlotTaken) as refused:
        calendar.screening()
    told = str(refused.value) + repr(refused.value.details)
    assert first.patient.family_name not in told
    assert str(first.patient_id) not in told
    assert str(first.pk) not in told


def test_a_hold_occupies_the_time_until_it_runs_out(calendar):
    course = calendar.walk.ready()
    held = calendar.dosing(course, verb=actions.hold)
    later = calendar.walk.later(minutes=11)
    other = calendar.walk.register("Bryony", "Sample")
    given = {
        "kind": "FOLLOW_UP",
        "site": calendar.site,
        "room": calendar.chair,
        "staff": [(calendar.walk.nurse, "NURSE")],
        "starts_at": NINE,
        "by": calendar.walk.desk,
    }
    with pytest.raises(SlotTaken):
        actions.book(other, at=calendar.walk.at, **given)
    actions.book(other, at=later.at, **given)
    held.refresh_from_db()
    assert (held.status, held.reason) == ("CANCELLED", "HOLD_RAN_OUT")


def test_time_place_and_patient_of_a_row_never_change(calendar):
    visit = calendar.screening()
    for name, value in (
        ("starts_at", NINE + HOUR / 4),
        ("ends_at", NINE + 2 * HOUR),
        ("room_id", calendar.therapy_room.pk),
        ("patient_id", calendar.walk.register("Bryony", "Sample").pk),
        ("turnover_minutes", 5),
    ):
        visit.refresh_from_db()
        setattr(visit, name, value)
        with (
            pytest.raises(DatabaseError, match="moved by replacing it"),
            transaction.atomic(),
            acting_as(SETUP, at=calendar.walk.at),
        ):
            visit.save()


@pytest.mark.django_db(transaction=True)
def test_the_programs_own_role_can_only_read_claims_and_never_change_who_is_booked(
    calendar, app_connection
):
    calendar.screening()
    app_connection.execute("SELECT set_config('app.actor', 'user:somebody', false)")
    assert app_connection.execute("SELECT count(*) FROM scheduling_claim").fetchone() == (3,)
    for statement in (
        "DELETE FROM scheduling_claim",
        "UPDATE scheduling_claim SET active = false",
        "UPDATE scheduling_appointmentstaff SET role = 'NURSE'",
        "DELETE FROM scheduling_appointmentstaff",
        "TRUNCATE scheduling_claim",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app_connection.execute(statement)


@pytest.mark.django_db(transaction=True)
def test_an_appointment_written_by_hand_is_judged_like_any_other(calendar, owner_connection):
    """By the owner of the tables, without locks, rules or history: what is taken stays taken."""
    visit = calendar.screening()
    other = calendar.walk.register("Bryony", "Sample")
    owner_connection.execute("SELECT set_config('app.actor', 'system:migration', false)")
    columns = [
        each.column
        for each in visit._meta.concrete_fields
        if each.column not in ("id", "patient_id")
    ]
    names = ", ".join(f'"{name}"' for name in columns)
    with pytest.raises(psycopg.errors.ExclusionViolation, match="nothing_is_claimed_twice"):
        owner_connection.execute(
            f"INSERT INTO scheduling_appointment (id, patient_id, {names})"
            f" SELECT gen_random_uuid(), %s, {names} FROM scheduling_appointment WHERE id = %s",
            [other.pk, visit.pk],
        )


def test_every_claim_leaves_a_true_row_event(calendar):
    visit = calendar.screening()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.op, e.actor FROM audit.row_event e JOIN scheduling_claim c ON e.pk = c.id::text"
            " WHERE e.tbl = 'scheduling_claim' AND c.appointment_id = %s",
            [visit.pk],
        )
        rows = cursor.fetchall()
    assert rows == [("I", calendar.walk.desk.actor_id)] * 3


def test_claims_cannot_be_made_through_the_model_either(calendar):
    visit = calendar.screening()
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        Claim.objects.filter(appointment=visit).update(active=False)
