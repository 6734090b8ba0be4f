"""What a pause, an end or a death of the course does to the calendar. Negative control: what should stay, stays."""

from datetime import timedelta

from clinic.scheduling.actions import appointment as actions
from patients.actions import course as courses
from tests.clinic.scheduling.conftest import DAY, NINE


def integration(calendar, course, starts_at):
    return actions.book(
        course.patient,
        kind="INTEGRATION",
        site=calendar.site,
        course=course,
        room=calendar.therapy_room,
        staff=[(calendar.walk.therapist, "THERAPIST")],
        starts_at=starts_at,
        by=calendar.walk.desk,
        at=calendar.walk.at,
    )


def test_a_pause_gives_the_chair_back_and_leaves_integration(calendar):
    course = calendar.walk.active()
    dose = calendar.dosing(course)
    talk = integration(calendar, course, NINE + DAY)
    calendar.walk.paused(course)
    dose.refresh_from_db()
    talk.refresh_from_db()
    assert (dose.status, dose.reason, dose.ended_by) == (
        "CANCELLED",
        "COURSE_ON_HOLD",
        "system:beat",
    )
    assert talk.status == "BOOKED"
    assert not dose.claims.filter(active=True).exists()
    assert dose.history.latest("history_id").history_user_id == "system:beat"


def test_a_visit_that_is_over_is_not_called_off_afterwards(calendar):
    course = calendar.walk.active()
    dose = calendar.dosing(course)
    late = calendar.walk.later(days=1, hours=6)
    late.paused(course)
    dose.refresh_from_db()
    assert dose.status == "BOOKED"  # somebody must still say what became of it


def test_a_course_that_ends_gives_back_doses_and_preparation(calendar):
    course = calendar.walk.active()
    dose = calendar.dosing(course, starts_at=NINE + timedelta(hours=2))
    talk = integration(calendar, course, NINE + DAY)
    courses.discontinue(
        course, reason="PATIENT_CHOICE_OTHER", by=calendar.walk.prescriber, at=calendar.walk.at
    )
    dose.refresh_from_db()
    talk.refresh_from_db()
    assert (dose.status, talk.status) == ("CANCELLED", "BOOKED")
