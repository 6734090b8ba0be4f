"""What is due is planned in the transaction of its cause, once.

Controls: with the handler of AppointmentBooked left out of `SessionsConfig.ready`, every test about a visit is red;
with `changed_fields` not asked in `_save`, `test_planning_again_writes_nothing` is.
"""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from clinic.accounts.system import BEAT, SETUP
from clinic.core.actor import acting_as
from clinic.scheduling.actions import appointment as visits
from clinic.scheduling.events import AppointmentBooked
from clinic.scheduling.models import Appointment
from patients.actions import course as courses
from patients.actions import measure
from patients.actions import patient as patients
from patients.models import MeasureDue, MeasureResponse
from sessions import measure_causes
from sessions.actions.measure_due import replan

pytestmark = pytest.mark.django_db


# Not answered while the course is made ready, as the PHQ-9 is.
STAFFS = "SUICIDE_SCREEN"


def rows(course, moment, code="PHQ-9"):
    return MeasureDue.objects.filter(course=course, moment=moment, code=code).order_by("due_on")


def one(course, moment, code="PHQ-9"):
    return rows(course, moment, code).get()


def test_screening_asks_for_the_baseline_and_an_answer_ends_the_asking(walk):
    course = walk.screening().course
    due = one(course, "BASELINE")
    today = walk.site.today(walk.at)
    assert (due.status, due.from_on, due.late_on) == ("DUE", today, None)
    assert not MeasureDue.objects.filter(code__in=["MEQ30"]).exists()
    response = walk.phq9(course.patient, course=course)
    due.refresh_from_db()
    assert (due.status, due.answered_by) == ("ANSWERED", response)


def test_voiding_the_answer_asks_again(walk):
    course = walk.screening().course
    response = walk.phq9(course.patient, course=course)
    measure.void(response, because="Another person's form.", by=walk.nurse, at=walk.at)
    assert one(course, "BASELINE").status == "DUE"


def test_a_visit_moved_called_off_and_booked_anew(chair):
    course = chair.ready_course()
    visit = chair.booked(course)
    due = one(course, "BEFORE_DOSE", STAFFS)
    assert due.occasion == str(visit.visit_id)
    assert due.late_on == visit.site.today(visit.starts_at)
    moved = visits.move(
        visit, starts_at=visit.starts_at + timedelta(days=1), by=chair.walk.desk, at=chair.walk.at
    )
    due.refresh_from_db()
    assert due.late_on == visit.site.today(moved.starts_at)
    visits.cancel(moved, reason="PATIENT_ASKED", by=chair.walk.desk, at=chair.walk.at)
    due.refresh_from_db()
    assert (due.status, due.dropped_because) == ("DROPPED", "VISIT_OFF")
    again = chair.booked(course)
    assert rows(course, "BEFORE_DOSE", STAFFS).get(status="DUE").occasion == str(again.visit_id)


def test_a_missed_visit_is_not_asked_for(chair):
    course = chair.ready_course()
    visit = chair.booked(course)
    visits.no_show(visit, by=chair.walk.desk, at=visit.starts_at + timedelta(hours=1))
    assert one(course, "BEFORE_DOSE", STAFFS).status == "DROPPED"


def test_a_dose_ends_what_comes_before_it_and_begins_what_comes_after(chair):
    session = chair.cleared()
    course = session.course
    assert not rows(course, "ENDPOINT").exists()
    assert one(course, "BEFORE_DOSE", "SUICIDE_SCREEN").status == "ANSWERED"
    assert one(course, "BASELINE", "GAD-7").status == "DUE"
    chair.start(session)
    assert one(course, "BASELINE").status == "ANSWERED"
    assert one(course, "BASELINE", "GAD-7").status == "MISSED"
    on = chair.site.today(chair.at(35))
    endpoint = one(course, "ENDPOINT")
    assert (endpoint.from_on, endpoint.late_on) == (
        on + timedelta(days=14),
        on + timedelta(days=31),
    )
    assert one(course, "MONTH_6").due_on == on + timedelta(days=180)


def test_follow_up_runs_on_after_the_course_is_stopped(chair):
    course = chair.home().course
    courses.discontinue(course, reason="FINANCIAL", by=chair.prescriber, at=chair.at(200))
    assert {row.status for row in rows(course, "MONTH_3")} == {"DUE"}
    assert one(course, "DAY_7").status == "DUE"
    later = chair.at(200) + timedelta(days=15)
    response = chair.walk.phq9(course.patient, at=later)
    assert one(course, "ENDPOINT").answered_by == response
    courses.close_follow_up(course, opted_out=True, by=chair.prescriber, at=later)
    assert one(course, "ENDPOINT").status == "ANSWERED"
    gone = one(course, "MONTH_6")
    assert (gone.status, gone.dropped_because) == ("DROPPED", "OPTED_OUT")


def test_voiding_an_answer_after_follow_up_was_closed_takes_it_back(chair):
    course = chair.home().course
    courses.discontinue(course, reason="FINANCIAL", by=chair.prescriber, at=chair.at(200))
    later = chair.at(200) + timedelta(days=15)
    response = chair.walk.phq9(course.patient, at=later)
    courses.close_follow_up(course, opted_out=True, by=chair.prescriber, at=later)
    measure.void(response, because="Another person's form.", by=chair.nurse, at=later)
    row = one(course, "ENDPOINT")
    assert (row.status, row.answered_by) == ("DROPPED", None)


def test_a_pause_and_going_on(chair):
    course = chair.ready_course()
    chair.booked(course)
    chair.walk.paused(course)
    assert one(course, "BEFORE_DOSE", STAFFS).dropped_because == "COURSE"
    courses.resume(course, by=chair.prescriber, at=chair.walk.at)
    # The pause released the visit: nothing to be asked before, until there is another.
    assert not rows(course, "BEFORE_DOSE", STAFFS).exclude(status="DROPPED").exists()
    chair.booked(course)
    assert rows(course, "BEFORE_DOSE", STAFFS).filter(status="DUE").count() == 1


def test_death_stops_the_asking(walk):
    course = walk.screening().course
    patients.record_death(
        course.patient, died_on=walk.site.today(walk.at), by=walk.prescriber, at=walk.at
    )
    assert {row.status for row in MeasureDue.objects.filter(course=course)} == {"DROPPED"}


def test_planning_again_writes_nothing(chair):
    course = chair.home().course
    before = dict(MeasureDue.objects.filter(course=course).values_list("id", "version"))
    with transaction.atomic(), acting_as(BEAT, at=chair.at(300)):
        assert replan(course.patient_id, at=chair.at(300)) == 0
    assert dict(MeasureDue.objects.filter(course=course).values_list("id", "version")) == before


def test_what_fails_takes_its_plan_with_it(chair, monkeypatch):
    """One transaction: a visit that could not be booked leaves nothing due."""
    course = chair.ready_course()

    def refuse(event):
        raise RuntimeError

    monkeypatch.setattr("clinic.reminders.actions.visit.owe_reminders", refuse)
    with pytest.raises((RuntimeError, TypeError)):
        chair.booked(course)
    assert not rows(course, "BEFORE_DOSE").exists()
    assert not Appointment.objects.filter(course=course, kind="DOSING").exists()


def test_the_database_allows_no_second_row_for_one_moment(walk):
    course = walk.screening().course
    due = one(course, "BASELINE")
    twin = MeasureDue(
        course=course,
        patient=course.patient,
        site=course.site,
        code=due.code,
        moment=due.moment,
        from_on=due.from_on,
        due_on=due.due_on,
        created_at=walk.at,
    )
    with (
        pytest.raises(IntegrityError, match="one_due_measure_per_course_code_and_moment"),
        transaction.atomic(),
        acting_as(SETUP, at=walk.at),
    ):
        twin.save()


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"status": "ANSWERED"}, "an_answered_due_measure_says_by_which_answer"),
        ({"status": "DROPPED"}, "a_dropped_due_measure_says_why"),
        ({"dropped_because": "COURSE"}, "a_dropped_due_measure_says_why"),
        ({"late_on": "2020-01-01"}, "a_due_measure_has_its_days_in_order"),
        ({"due_on": "2020-01-01"}, "a_due_measure_has_its_days_in_order"),
    ],
)
def test_what_must_never_be(walk, values, constraint):
    due = one(walk.screening().course, "BASELINE")
    for name, value in values.items():
        setattr(due, name, value)
    with (
        pytest.raises(IntegrityError, match=constraint),
        transaction.atomic(),
        acting_as(SETUP, at=walk.at),
    ):
        due.save()


def test_a_form_that_is_being_answered_answers_nothing(walk):
    course = walk.screening().course
    measure.start(course.patient, instrument="PHQ-9", by=walk.nurse, at=walk.at)
    assert MeasureResponse.objects.get().status == "OPEN"
    assert one(course, "BASELINE").status == "DUE"


def test_a_visit_behind_the_next_costs_one_look_and_changes_nothing(
    chair, django_assert_max_num_queries
):
    course = chair.ready_course()
    chair.booked(course)
    before = MeasureDue.objects.count()
    tomorrow = chair.at(60) + timedelta(days=1)
    visit = chair.booked(course, starts_at=tomorrow)
    assert MeasureDue.objects.count() == before
    event = AppointmentBooked(
        appointment_id=visit.pk,
        patient_id=visit.patient_id,
        site_id=visit.site_id,
        kind="DOSING",
        at=chair.walk.at,
        new=visit,
    )
    with django_assert_max_num_queries(1):
        measure_causes.visit_booked(event)


def test_planning_a_patient_anew_is_a_handful_of_statements(chair, django_assert_max_num_queries):
    """Lock, courses, answers, questionnaires, policy, rows, whatever was given and booked."""
    course = chair.home().course
    with (
        transaction.atomic(),
        acting_as(BEAT, at=chair.at(300)),
        django_assert_max_num_queries(9),
    ):
        replan(course.patient_id, at=chair.at(300))
