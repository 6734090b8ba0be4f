"""What sends a course to review or holds it: treatment elsewhere, concern about use, signs of harm. Once each."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest

from clinic.core import failpoints
from clinic.core.ids import uuid7
from clinic.tasks.models import Task
from patients.actions import course as courses
from patients.actions import measure, merge
from patients.actions.workup import result
from patients.models import CourseMove
from patients.policies import course as course_policies
from sessions.actions import adverse_event, closing, discharge, earlier_treatment
from sessions.facts import exposure
from sessions.models import EarlierTreatment
from tests.sessions.reviewing import reasons, told

# --- triggers ---------------------------------------------------------------------------------


def test_earlier_treatment_sends_an_active_course_to_review_once(walk):
    """Eight in the last weeks elsewhere and nobody looked: with `evaluate` left out it stays ACTIVE, red."""
    course = walk.active()
    today = walk.site.today(walk.at)
    told(walk, course.patient, sessions_low=9, sessions_high=9,
         from_on=today - timedelta(days=20), until_on=today)  # fmt: skip
    course.refresh_from_db()
    assert course.status == "REVIEW_DUE"
    assert reasons(course) == [("DOSES_IN_28_DAYS", "RX")]
    move = CourseMove.objects.filter(course=course).latest("pk")
    assert (move.new, move.reasons) == ("REVIEW_DUE", ["DOSES_IN_28_DAYS"])
    assert "9 doses in 28 days" in move.note
    told(walk, course.patient, route="IM")
    assert reasons(course) == [("DOSES_IN_28_DAYS", "RX")]
    assert Task.objects.open().filter(key=f"course-review:{course.pk}").count() == 1


def test_an_unknown_amount_is_never_taken_for_none(walk):
    course = walk.active()
    told(walk, course.patient, sessions_high=None, mg_high=None,
         from_on=date(2020, 1, 1), until_on=date(2021, 1, 1))  # fmt: skip
    assert reasons(course) == [("LIFETIME_SESSIONS", "TEAM"), ("LIFETIME_MG", "TEAM")]


def test_before_the_first_dose_somebody_is_told_and_the_course_goes_on(walk):
    course = walk.eligible()
    told(walk, course.patient, mg_high=D(12000))
    course.refresh_from_db()
    assert course.status == "ELIGIBLE"
    assert Task.objects.open().get(key=f"exposure:{course.pk}").role == "PRESCRIBER"
    assert reasons(course) == [("LIFETIME_MG", "TEAM")]


def test_two_requests_for_more_ask_for_a_diversion_review(walk):
    course = walk.active()
    for _time in range(2):
        course.refresh_from_db()
        assert course.status == "ACTIVE"
        earlier_treatment.report_concern(
            course, kind="EARLY_REQUEST", note="By phone.", by=walk.nurse, at=walk.at
        )
    course.refresh_from_db()
    assert course.status == "REVIEW_DUE"
    assert reasons(course) == [("DIVERSION", "DIVERSION")]


def test_what_arose_in_a_pause_is_reviewed_before_the_next_dose(walk, monkeypatch):
    """Without the handler of CourseMoved it goes back to ACTIVE: red. What else resuming asks is proved elsewhere."""
    monkeypatch.setattr(course_policies, "_resume_checks", [])
    course = walk.paused(walk.active())
    earlier_treatment.report_concern(
        course, kind="LOST_LOZENGE", note="Left on the bus.", by=walk.nurse, at=walk.at
    )
    course.refresh_from_db()
    assert course.status == "PAUSED"
    course = courses.resume(course, by=walk.prescriber, at=walk.at)
    assert course.status == "REVIEW_DUE"


def test_a_merged_record_counts_for_the_person(walk):
    second = walk.register(given="Aster", family="Specimenn")
    told(walk, second, mg_low=D(9900), mg_high=D(9900))
    course = walk.active()
    merge.merge(second, into=course.patient, by=walk.desk, at=walk.at)
    told(walk, course.patient, route="IM", mg_low=D(100), mg_high=D(100))
    assert ("LIFETIME_MG", "TEAM") in reasons(course)
    assert exposure.of_person(second.pk) == exposure.of_person(course.patient_id)


def test_the_last_dose_of_a_plan_and_blood_in_the_urine(chair):
    """One real dose: leaving makes the review due, closing adds nothing; a bladder sign afterwards pauses."""
    course = chair.ready_course()
    today = chair.site.today(chair.walk.at)
    told(
        chair.walk, course.patient, sessions_low=8, sessions_high=8, from_on=today, until_on=today
    )
    session = chair.arrived(chair.booked(course))
    session = chair.cleared(session)
    chair.start(session)
    for minute in (45, 55, 65, 75):
        chair.vitals(session, minute, moaas=4, dissociation=5)
    chair.stop(session)
    session.refresh_from_db()
    course.refresh_from_db()
    assert course.status == "ACTIVE"
    chair.home_set(session)
    session = discharge.discharge(session, by=chair.nurse, at=chair.at(136))
    course.refresh_from_db()
    assert course.status == "REVIEW_DUE"
    assert reasons(course) == [("DOSES_IN_28_DAYS", "RX")]
    closing.close(session, by=chair.nurse, at=chair.at(150))
    assert len(reasons(course)) == 1
    [part] = exposure.of_person(course.patient_id).parts
    session.refresh_from_db()
    assert (part.mg, part.kg) == (session.given_mg, session.kg) == (D("36.00"), D("72.0"))
    for _twice in range(2):
        adverse_event.record(
            session,
            term="HAEMATURIA",
            grade=2,
            phase="INTERVAL",
            onset_at=chair.at(200),
            client_id=uuid7(),
            by=chair.nurse,
            at=chair.at(300),
        )
    course.refresh_from_db()
    assert (course.status, course.resume_status) == ("PAUSED", "REVIEW_DUE")
    assert course.pause_reason == "URINARY_SYMPTOMS"
    assert reasons(course)[1:] == [("URINARY", "PAUSE")]


def test_a_fault_after_the_reasons_leaves_no_reason_and_no_record(walk):
    course = walk.active()

    def crash():
        raise OSError("the power went")

    failpoints.arm("review.reasons-written", crash)
    try:
        with pytest.raises(OSError, match="power"):
            told(walk, course.patient, mg_high=D(12000))
    finally:
        failpoints.disarm()
    assert not EarlierTreatment.objects.exists()
    assert reasons(course) == []


# --- signs of harm ---------------------------------------------------------------------------------


def alt(walk, course, value):
    return result.record(
        course, kind="ALT", value=D(value), unit="U/L", high=D(40), by=walk.nurse, at=walk.at
    )


@pytest.mark.parametrize(("value", "status"), [(120, "ACTIVE"), (121, "PAUSED")])
def test_liver_values_above_three_times_their_limit_pause(walk, value, status):
    course = walk.active()
    alt(walk, course, value)
    course.refresh_from_db()
    assert course.status == status
    if status == "PAUSED":
        assert (course.pause_reason, course.resume_status) == ("LFT_ABNORMAL", "REVIEW_DUE")
        assert course.pause_review_on == walk.day(7)
        repeat = Task.objects.open().get(kind="LIVER_REPEAT")
        assert repeat.due_at == walk.at + timedelta(days=7)
        assert reasons(course) == [("LIVER", "PAUSE")]


def test_a_pause_before_the_first_dose_too(walk):
    course = walk.eligible()
    alt(walk, course, 200)
    course.refresh_from_db()
    assert (course.status, course.resume_status) == ("PAUSED", "ELIGIBLE")


@pytest.mark.parametrize(
    ("code", "answers", "status", "reason"),
    [
        ("URINARY", {"PAIN": 0, "BLOOD": 0}, "ACTIVE", []),
        ("URINARY", {"PAIN": 1, "BLOOD": 0}, "PAUSED", [("URINARY", "PAUSE")]),
        ("URINARY", {"PAIN": 0, "BLOOD": 1}, "PAUSED", [("URINARY", "PAUSE")]),
        ("COGNITION", {"CHANGE": 1}, "ACTIVE", []),
        ("COGNITION", {"CHANGE": 2}, "REVIEW_DUE", [("COGNITION", "RX")]),
    ],
)
def test_answers_about_bladder_and_memory(walk, code, answers, status, reason):
    """With `perhaps_a_sign` not subscribed each of the lower rows stays ACTIVE: red."""
    course = walk.active()
    others = {
        "URINARY": ("OFTEN", "URGE", "NIGHT"),
        "COGNITION": ("RECALL", "WORDS", "FOCUS", "FOLLOW", "PLANS"),
    }
    measure.record(
        course.patient,
        instrument=code,
        answers={**dict.fromkeys(others[code], 0), **answers},
        course=course,
        by=walk.nurse,
        at=walk.at,
    )
    course.refresh_from_db()
    assert (course.status, reasons(course)) == (status, reason)
