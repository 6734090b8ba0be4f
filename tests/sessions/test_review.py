"""From trigger to decision: a course goes to review once, is judged by the team, and goes where the prescriber says."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest

from clinic.core import failpoints
from clinic.core.errors import DomainError, InvalidInput, NotAllowed, StaleVersion
from clinic.core.ids import uuid7
from clinic.tasks.models import Task
from consent.models import Consent
from patients.actions import course as courses
from patients.actions import measure, merge
from patients.actions.workup import result
from patients.models import Course, CourseMove
from patients.policies import course as course_policies
from patients.policies.screening import SignerNotValid
from sessions.actions import adverse_event, closing, discharge, earlier_treatment, review
from sessions.actions.review_due import terms_at
from sessions.facts import exposure
from sessions.facts import review_picture as pictures
from sessions.models import (
    EarlierTreatment,
    MaintenancePlan,
    ReviewDecision,
    ReviewOpinion,
    ReviewReason,
)
from sessions.policies.review import ReviewIncomplete
from tests.people import hire
from tests.people import license as licensed

REASON = "Half of the score is gone and she wants to go on."
DESPITE = "Her therapist is away for a month; we spoke by phone."


def told(walk, patient, at=None, **given):
    """Earlier treatment of this person, six sessions of 40 mg unless said otherwise."""
    values = {
        "route": "IV",
        "told_by": "PATIENT",
        "sessions_low": 6,
        "sessions_high": 6,
        "mg_low": D(240),
        "mg_high": D(240),
        **given,
    }
    return earlier_treatment.record(patient, by=walk.nurse, at=at or walk.at, **values)


def opinion(walk, course, by=None, recommends="MAINTAIN", at=None):
    at = at or walk.at
    return review.give_opinion(
        course,
        recommends=recommends,
        words="Sleeps better, sees friends again, uses what she learned.",
        by=by or walk.therapist,
        at=at,
        authenticated_at=at,
    )


def decide(walk, course, outcome, *, by=None, at=None, **given):
    at = at or walk.at
    values = {"reason": REASON, "despite": DESPITE, **given}
    return review.decide(
        course, outcome=outcome, by=by or walk.prescriber, at=at, authenticated_at=at, **values
    )


def plan(walk, **changed):
    return {"sessions": 6, "interval_days": 14, "review_on": walk.day(90), **changed}


def reasons(course):
    return [(r.code, r.level) for r in ReviewReason.objects.filter(course=course).order_by("pk")]


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


# --- opinions and decisions ----------------------------------------------------------------------


def test_more_sessions_let_the_plan_grow(walk):
    course = walk.review_due()
    opinion(walk, course, recommends="EXTEND")
    made = decide(walk, course, "EXTEND", sessions=2, despite="")
    course.refresh_from_db()
    assert (course.status, course.planned_doses) == ("ACTIVE", 8)
    assert course.steps.filter(kind="DOSING").count() == 8
    assert made.licence.user == walk.prescriber
    assert made.missing == []
    assert made.opening.new == "REVIEW_DUE"


def test_maintenance_has_a_plan_and_its_consent_waits(walk):
    course = walk.review_due()
    opinion(walk, course)
    made = decide(walk, course, "MAINTAIN", **plan(walk))
    course.refresh_from_db()
    kept = MaintenancePlan.objects.get(course=course)
    assert course.status == "MAINTENANCE"
    assert (kept.interval_days, kept.sessions_max, kept.review_on) == (14, 6, walk.day(90))
    assert made.missing == ["No scale shows a response."]
    waiting = Consent.objects.get(course=course, type="MAINTENANCE_ADDENDUM")
    assert waiting.signed_at is None


def test_stopping_needs_nobody_elses_word(walk):
    course = walk.review_due()
    decide(walk, course, "STOP", stop_reason="NON_RESPONSE", despite="")
    course.refresh_from_db()
    assert (course.status, course.stop_reason) == ("DISCONTINUED", "NON_RESPONSE")
    assert Task.objects.open().filter(key=f"safety-contact:{course.pk}").exists()


def test_completing_needs_last_scores_or_their_refusal(walk):
    course = walk.review_due()
    walk.finish(course, "INTEGRATION", 1)
    with pytest.raises(DomainError, match="no scores after the last dose"):
        decide(walk, course, "COMPLETE")
    decide(walk, course, "COMPLETE", refused_measures="She wants no more forms.")
    course.refresh_from_db()
    assert course.status == "COMPLETED"


def test_without_a_therapists_word_a_reason_is_asked(walk):
    course = walk.review_due()
    with pytest.raises(ReviewIncomplete, match="no therapist's opinion") as refusal:
        decide(walk, course, "EXTEND", sessions=2, despite="too short")
    assert refusal.value.details["waivable"] is True
    made = decide(walk, course, "EXTEND", sessions=2)
    assert made.missing == ["There is no therapist's opinion."]
    assert made.despite == DESPITE


def team_review(walk):
    course = walk.active()
    told(walk, course.patient, mg_low=D(11000), mg_high=D(11000),
         from_on=date(2015, 1, 1), until_on=date(2020, 1, 1))  # fmt: skip
    return Course.objects.get(pk=course.pk)


def test_a_team_review_is_not_waived(walk, director):
    """With `never` answering nothing the first decision passes: red."""
    course = team_review(walk)
    with pytest.raises(ReviewIncomplete, match="second prescriber") as refusal:
        decide(walk, course, "EXTEND", sessions=1)
    assert refusal.value.details["waivable"] is False
    opinion(walk, course, by=walk.prescriber, recommends="EXTEND")
    opinion(walk, course, recommends="EXTEND")
    with pytest.raises(ReviewIncomplete, match="second prescriber"):
        decide(walk, course, "EXTEND", sessions=1)
    opinion(walk, course, by=director, recommends="EXTEND")
    assert decide(walk, course, "EXTEND", sessions=1).outcome == "EXTEND"


def test_what_a_review_weighed_does_not_ask_again_while_it_goes_on(walk, director):
    """Lifetime stays above its limit for ever: asked once, not after each dose. A harder level asks anew."""
    course = team_review(walk)
    opinion(walk, course, recommends="EXTEND")
    opinion(walk, course, by=director, recommends="EXTEND")
    decide(walk, course, "EXTEND", sessions=1)
    long_ago = {"from_on": date(2015, 1, 1), "until_on": date(2020, 1, 1)}
    told(walk, course.patient, route="IM", **long_ago)
    course.refresh_from_db()
    assert course.status == "ACTIVE"
    told(walk, course.patient, route="IN", sessions_low=95, sessions_high=95,
         from_on=date(2015, 1, 1), until_on=date(2020, 1, 1))  # fmt: skip
    course.refresh_from_db()
    assert course.status == "REVIEW_DUE"
    assert reasons(course)[-1] == ("LIFETIME_SESSIONS", "TEAM")


@pytest.mark.parametrize(
    ("outcome", "given", "field"),
    [
        ("EXTEND", {}, "sessions"),
        ("EXTEND", {"sessions": 7}, "sessions"),
        ("MAINTAIN", {"interval_days": None}, "interval_days"),
        ("MAINTAIN", {"interval_days": 6}, "interval_days"),
        ("MAINTAIN", {"review_on": date(2026, 11, 24)}, "review_on"),
        ("MAINTAIN", {"review_on": date(2027, 11, 24)}, "review_on"),
        ("MAINTAIN", {"sessions": 13}, "sessions"),
        ("STOP", {}, "stop_reason"),
        ("DANCE", {}, "outcome"),
        ("EXTEND", {"sessions": 2, "reason": "Better."}, "reason"),
    ],
)
def test_a_decision_says_what_it_grants(walk, outcome, given, field):
    course = walk.review_due()
    values = {**(plan(walk) if outcome == "MAINTAIN" else {}), **given}
    with pytest.raises(InvalidInput) as refusal:
        decide(walk, course, outcome, **values)
    assert refusal.value.field == field
    assert not ReviewDecision.objects.exists()


def test_a_page_that_is_out_of_date_decides_nothing(walk):
    course = walk.review_due()
    course = Course.objects.select_related("site").get(pk=course.pk)
    seen = pictures.read(course, walk_terms(walk), walk.at, viewer=walk.prescriber).fingerprint
    opinion(walk, course, recommends="STOP")
    with pytest.raises(StaleVersion):
        decide(walk, course, "EXTEND", sessions=2, seen=seen)
    seen = pictures.read(course, walk_terms(walk), walk.at, viewer=walk.prescriber).fingerprint
    assert decide(walk, course, "EXTEND", sessions=2, seen=seen)


def walk_terms(walk):
    return terms_at(walk.site.pk, walk.at)


def test_who_decides_and_who_speaks(walk, manager):
    course = walk.review_due()
    for person in (walk.therapist, walk.nurse, walk.desk, manager):
        with pytest.raises(NotAllowed):
            decide(walk, course, "STOP", stop_reason="FINANCIAL", by=person)
    for person in (walk.desk, manager):
        with pytest.raises(NotAllowed):
            opinion(walk, course, by=person)
    opinion(walk, course, by=walk.nurse)
    assert ReviewOpinion.objects.get().role == "NURSE"


def test_a_prescriber_without_a_licence_today_decides_nothing(walk, site, manager):
    lapsed = hire(site, "PRESCRIBER", "Lara Lapsed", credentials="MD")
    licensed(lapsed, site, "PRESCRIBER", by=manager, until=date(2026, 11, 1))
    course = walk.review_due()
    with pytest.raises(SignerNotValid):
        decide(walk, course, "STOP", stop_reason="FINANCIAL", by=lapsed)
    with pytest.raises(DomainError):
        opinion(walk, course, by=lapsed)


def test_somebody_who_thinks_again_signs_again(walk):
    course = walk.review_due()
    opinion(walk, course, recommends="EXTEND")
    opinion(walk, course, recommends="STOP", at=walk.at + timedelta(minutes=5))
    picture = pictures.read(
        Course.objects.select_related("site").get(pk=course.pk),
        walk_terms(walk),
        walk.at,
        viewer=walk.prescriber,
    )
    assert [o.recommends for o in picture.opinions] == ["STOP"]
    assert ReviewOpinion.objects.count() == 2


def test_nothing_is_said_or_decided_where_no_review_is_due(walk):
    course = walk.active()
    with pytest.raises(DomainError, match="No review is due"):
        decide(walk, course, "STOP", stop_reason="FINANCIAL")
    with pytest.raises(DomainError, match="No review is due"):
        opinion(walk, course)


@pytest.mark.parametrize("place", ["review.decided", "review.moved"])
def test_a_fault_between_decision_and_move_leaves_neither(walk, place):
    """The decision, the plan, the move and the handed-out consent are one: without the one transaction half stays, red."""
    course = walk.review_due()

    def crash():
        raise OSError("the power went")

    failpoints.arm(place, crash)
    try:
        with pytest.raises(OSError, match="power"):
            decide(walk, course, "MAINTAIN", **plan(walk))
    finally:
        failpoints.disarm()
    course.refresh_from_db()
    assert course.status == "REVIEW_DUE"
    assert not ReviewDecision.objects.exists()
    assert not MaintenancePlan.objects.exists()
    assert not Consent.objects.filter(type="MAINTENANCE_ADDENDUM").exists()
    decide(walk, course, "MAINTAIN", **plan(walk))


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
