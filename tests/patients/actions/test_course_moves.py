"""Each verb goes where the table says and nowhere else, for whoever may, with its line and its event."""

from datetime import timedelta

import pytest

from clinic.accounts.roles import Role
from clinic.accounts.system import SETUP
from clinic.core import events
from clinic.core.errors import DomainError, IllegalMove, InvalidInput, NotAllowed
from clinic.tasks.models import Task
from patients.actions import course as courses
from patients.events import CourseHeld, CourseMoved
from patients.models import Course, CourseMove, CourseStatus
from patients.models.course import OPEN, RESUMABLE
from patients.policies import course as policies
from patients.policies.course import NotReady
from tests.people import hire


@pytest.fixture
def told():
    """The events of this test, in order."""
    heard = []
    for kind in (CourseMoved, CourseHeld):
        events.subscribe(kind, heard.append)
    yield heard
    for kind in (CourseMoved, CourseHeld):
        events._handlers[kind].remove(heard.append)


@pytest.fixture(autouse=True)
def only_the_courses_own_checks(monkeypatch):
    """What higher packages ask before a course goes on is proved where they stand."""
    monkeypatch.setattr(policies, "_resume_checks", [])


def test_a_higher_package_can_keep_a_course_paused(walk):
    """Without the loop over registered checks in ``missing_for_resume`` the course goes on: red."""
    course = walk.paused(walk.referred())
    policies.register_resume_check(lambda asked, at: ["The room is flooded."])
    with pytest.raises(NotReady, match="flooded"):
        courses.resume(course, by=walk.prescriber, at=walk.at)


def deferred(walk):
    sheet = walk.complete_screening()
    walk.sign(sheet, outcome="DEFERRED", note="Blood pressure first", review_on=walk.day(20))
    return Course.objects.get(pk=sheet.course_id)


def ineligible(walk):
    sheet = walk.complete_screening()
    walk.sign(sheet, outcome="INELIGIBLE", reasons=["X05"], note="Referred to the hospital")
    return Course.objects.get(pk=sheet.course_id)


def unreached(walk):
    course = walk.referred()
    for _try in range(3):
        courses.record_attempt(course, means="PHONE", by=walk.desk, at=walk.at)
    return courses.no_contact(course, by=walk.desk, at=walk.at)


def completed(walk):
    course = walk.active()
    walk.finish(course, "INTEGRATION", 1)
    return courses.complete(
        course, refused_measures="She wants no more forms.", by=walk.prescriber, at=walk.at
    )


def discontinued(walk):
    return courses.discontinue(
        walk.referred(), reason="PATIENT_CHOICE_OTHER", by=walk.prescriber, at=walk.at
    )


def closed(walk):
    return courses.close_follow_up(discontinued(walk), opted_out=True, by=SETUP, at=walk.at)


REACH = {
    "REFERRED": lambda walk: walk.referred(),
    "SCREENING": lambda walk: walk.screening().course,
    "DEFERRED": deferred,
    "INELIGIBLE": ineligible,
    "ELIGIBLE": lambda walk: walk.eligible(),
    "CONSENTED": lambda walk: walk.consented(),
    "PREPARING": lambda walk: walk.preparing(),
    "READY": lambda walk: walk.ready(),
    "ACTIVE": lambda walk: walk.active(),
    "REVIEW_DUE": lambda walk: walk.review_due(),
    "MAINTENANCE": lambda walk: walk.maintained(),
    "PAUSED": lambda walk: walk.paused(),
    "COMPLETED": completed,
    "DISCONTINUED": discontinued,
    "FOLLOW_UP_CLOSED": closed,
    "CLOSED_NO_CONTACT": unreached,
}

REASON = "She is much better and wants to go on."


def verbs(walk):
    """Every move as its verb with everything it needs, and the states it may start from, by hand."""
    late = walk.at + timedelta(days=200)
    return {
        "start_screening": ({"REFERRED", "DEFERRED"}, {}),
        "mark_eligible": ({"SCREENING"}, {}),
        "defer": (
            {"SCREENING", "ELIGIBLE", "CONSENTED"},
            {"note": "Wait", "review_on": walk.day(9)},
        ),
        "decline": ({"SCREENING", "DEFERRED", "ELIGIBLE"}, {"reasons": ["X01"], "note": "Her GP"}),
        "mark_consented": ({"ELIGIBLE"}, {}),
        "start_preparing": ({"CONSENTED"}, {}),
        "mark_ready": ({"PREPARING"}, {}),
        "activate": ({"READY"}, {}),
        "review_due": ({"ACTIVE", "MAINTENANCE"}, {}),
        "go_on": ({"REVIEW_DUE"}, {"reason": REASON}),
        "extend": ({"REVIEW_DUE"}, {"doses": 2, "reason": REASON}),
        "maintain": (
            {"REVIEW_DUE"},
            {"interval_days": 14, "sessions": 3, "review_on": walk.day(60), "reason": REASON},
        ),
        "pause": (
            {str(status) for status in RESUMABLE},
            {"reason": "STAFFING", "owner": walk.prescriber, "review_on": walk.day(9)},
        ),
        "resume": ({"PAUSED"}, {}),
        "discontinue": ({str(status) for status in OPEN}, {"reason": "FINANCIAL"}),
        "complete": (
            {"ACTIVE", "REVIEW_DUE", "MAINTENANCE"},
            {"refused_measures": "Refused", "reviewed": True},
        ),
        "close_follow_up": ({"COMPLETED", "DISCONTINUED"}, {"at": late}),
        "take_up_again": ({"CLOSED_NO_CONTACT"}, {}),
    }


def test_the_table_of_this_test_is_the_table_of_the_program(walk):
    """Both directions: a move without a verb here, or a verb without a move there, is red."""
    goes = {
        "start_screening": "SCREENING",
        "mark_eligible": "ELIGIBLE",
        "defer": "DEFERRED",
        "decline": "INELIGIBLE",
        "mark_consented": "CONSENTED",
        "start_preparing": "PREPARING",
        "mark_ready": "READY",
        "activate": "ACTIVE",
        "review_due": "REVIEW_DUE",
        "go_on": "ACTIVE",
        "extend": "ACTIVE",
        "maintain": "MAINTENANCE",
        "pause": "PAUSED",
        "discontinue": "DISCONTINUED",
        "complete": "COMPLETED",
        "close_follow_up": "FOLLOW_UP_CLOSED",
        "take_up_again": "REFERRED",
    }
    by_hand = {
        (old, goes[verb])
        for verb, (olds, _) in verbs(walk).items()
        if verb in goes
        for old in olds
    }
    by_hand |= {("REFERRED", "CLOSED_NO_CONTACT")}
    by_hand |= {("PAUSED", str(status)) for status in RESUMABLE}
    table = {(str(old), str(new)) for old, news in Course.MOVES.items() for new in news}
    assert by_hand == table
    assert set(REACH) == set(CourseStatus.values)


@pytest.mark.parametrize("status", CourseStatus.values)
def test_from_each_state_only_the_verbs_of_that_state(walk, status):
    course = REACH[status](walk)
    assert course.status == status
    for name, (starts, details) in verbs(walk).items():
        if status in starts:
            continue
        details = {"by": SETUP, "at": walk.at, **details}
        with pytest.raises(DomainError) as refusal:
            getattr(courses, name)(course, **details)
        assert not isinstance(refusal.value, NotAllowed), name
        course.refresh_from_db()
        assert course.status == status, name


@pytest.mark.parametrize(
    ("status", "verb"),
    [
        ("SCREENING", "defer"),
        ("ELIGIBLE", "decline"),
        ("DEFERRED", "decline"),
        ("CONSENTED", "defer"),
        ("REVIEW_DUE", "extend"),
        ("REVIEW_DUE", "complete"),
        ("MAINTENANCE", "review_due"),
        ("CLOSED_NO_CONTACT", "take_up_again"),
        ("DEFERRED", "start_screening"),
        ("COMPLETED", "close_follow_up"),
        *[(str(status), "pause") for status in sorted(RESUMABLE)],
        *[(str(status), "discontinue") for status in sorted(OPEN)],
    ],
)
def test_the_verb_moves_and_tells(walk, told, status, verb):
    course = REACH[status](walk)
    if (status, verb) == ("REVIEW_DUE", "complete"):
        walk.finish(course, "INTEGRATION", 1)
    told.clear()
    _starts, details = verbs(walk)[verb]
    moved = getattr(courses, verb)(course, **{"by": SETUP, "at": walk.at, **details})
    line = CourseMove.objects.filter(course=course).latest("id")
    assert (line.old, line.new) == (status, moved.status)
    assert (line.moved_by, line.moved_by_label) == (SETUP.actor_id, SETUP.actor_label)
    event = next(e for e in told if isinstance(e, CourseMoved))
    assert (event.course_id, event.old, event.new) == (course.pk, status, moved.status)


@pytest.mark.parametrize("status", sorted(RESUMABLE - {"READY", "ACTIVE", "MAINTENANCE"}))
def test_a_paused_course_goes_back_to_where_it_was(walk, status):
    course = walk.paused(REACH[str(status)](walk))
    assert (course.status, course.resume_status) == ("PAUSED", str(status))
    course = courses.resume(course, by=walk.prescriber, at=walk.at)
    assert (course.status, course.resume_status, course.pause_owner) == (str(status), "", None)


@pytest.mark.parametrize("status", ["READY", "ACTIVE", "MAINTENANCE"])
def test_going_on_with_doses_asks_the_guards_again(walk, status):
    """Without ``require_resumable`` the course whose screening was reopened resumes: red."""
    from patients.actions import fact

    course = walk.paused(REACH[status](walk))
    fact.confirm_medication(course.patient, name="Clarithromycin", by=walk.nurse, at=walk.at)
    with pytest.raises(NotReady) as refusal:
        courses.resume(course, by=walk.prescriber, at=walk.at)
    assert refusal.value.details["missing"] == [
        "The screening is not signed, or no longer counts."
    ]
    sheet = course.screenings.get()
    walk.sign(sheet)
    assert courses.resume(course, by=walk.prescriber, at=walk.at).status == status


@pytest.mark.parametrize(("days", "asks"), [(30, False), (31, True)])
def test_after_thirty_days_the_suicide_screen_is_done_again(walk, days, asks):
    course = walk.paused()
    later = walk.later(days=days)
    if asks:
        with pytest.raises(NotReady, match="suicide screen"):
            courses.resume(course, by=walk.prescriber, at=later.at)
        no = {"Q1": 0, "Q2": 0, "Q6": 0}
        from patients.actions import measure

        measure.record(
            course.patient, instrument="SUICIDE_SCREEN", answers=no, by=walk.nurse, at=later.at
        )
    assert courses.resume(course, by=walk.prescriber, at=later.at).status == "ACTIVE"


def test_after_ninety_days_the_screening_is_signed_again(walk):
    course = walk.paused()
    later = walk.later(days=91)
    with pytest.raises(NotReady) as refusal:
        courses.resume(course, by=walk.prescriber, at=later.at)
    assert (
        "After a pause this long the screening is signed again."
        in (refusal.value.details["missing"])
    )


def test_a_pause_tells_that_the_course_is_held_and_asks_its_owner(walk, told):
    course = walk.paused()
    (held,) = [event for event in told if isinstance(event, CourseHeld)]
    assert (held.course_id, held.reason) == (course.pk, "PATIENT_REQUEST")
    review = Task.objects.get(kind="PAUSE_REVIEW", subject_id=course.pk)
    assert (review.person, review.done_at) == (walk.prescriber, None)
    courses.resume(course, by=walk.prescriber, at=walk.at)
    review.refresh_from_db()
    assert review.done_at == walk.at


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"reason": "BORED"}, "reason"),
        ({"review_on": None}, "review_on"),
        ({"owner": "desk"}, "owner"),
    ],
)
def test_a_pause_needs_reason_owner_and_a_day_to_come(walk, wrong, field):
    course = walk.referred()
    details = {"reason": "STAFFING", "owner": walk.prescriber, "review_on": walk.day(1)} | wrong
    details["review_on"] = details["review_on"] or walk.day(0)
    if details["owner"] == "desk":
        details["owner"] = walk.desk
    with pytest.raises(InvalidInput) as refusal:
        courses.pause(course, **details, by=walk.nurse, at=walk.at)
    assert refusal.value.field == field


def test_stopping_early_asks_somebody_to_call(walk):
    course = discontinued(walk)
    call = Task.objects.get(kind="SAFETY_CONTACT", subject_id=course.pk)
    assert (call.role, call.due_at) == (Role.NURSE, walk.at + timedelta(hours=72))
    assert "Aster" not in call.sentence + call.why


def test_nobody_is_called_who_died(walk):
    courses.discontinue(walk.referred(), reason="DECEASED", by=walk.prescriber, at=walk.at)
    assert not Task.objects.filter(kind="SAFETY_CONTACT").exists()


def test_the_main_reason_is_not_repeated_among_the_others(walk):
    course = courses.discontinue(
        walk.referred(),
        reason="FINANCIAL",
        also=["FINANCIAL", "PATIENT_CHOICE_OTHER"],
        by=walk.prescriber,
        at=walk.at,
    )
    assert course.stop_reasons_also == ["PATIENT_CHOICE_OTHER"]


def test_three_tries_before_a_course_is_given_up(walk):
    course = walk.referred()
    for tries in range(3):
        with pytest.raises(DomainError, match=f"Tried {tries} times"):
            courses.no_contact(course, by=walk.desk, at=walk.at)
        courses.record_attempt(course, means="PHONE", by=walk.desk, at=walk.at)
    assert courses.no_contact(course, by=walk.desk, at=walk.at).status == "CLOSED_NO_CONTACT"


def test_who_was_reached_is_not_given_up_as_unreachable(walk):
    course = walk.referred()
    for reached in (False, False, False, True):
        courses.record_attempt(course, means="SMS", reached=reached, by=walk.desk, at=walk.at)
    with pytest.raises(DomainError, match="was reached"):
        courses.no_contact(course, by=walk.desk, at=walk.at)


def test_extending_adds_doses_each_with_its_integration(walk):
    course = courses.extend(walk.review_due(), doses=2, reason=REASON, by=SETUP, at=walk.at)
    assert course.planned_doses == 8
    doses = list(course.steps.filter(kind="DOSING").order_by("number"))
    talks = list(course.steps.filter(kind="INTEGRATION").order_by("number"))
    assert [step.number for step in doses] == [step.number for step in talks] == list(range(1, 9))
    assert doses[7].after_step == doses[6]
    assert talks[7].after_step == doses[7]
    assert (talks[7].min_gap_hours, talks[7].max_gap_hours) == (24, 72)


@pytest.mark.parametrize(("days", "fits"), [(6, False), (7, True)])
def test_maintenance_keeps_the_clinics_interval(walk, days, fits):
    details = verbs(walk)["maintain"][1] | {"interval_days": days}
    course = walk.review_due()
    if fits:
        assert courses.maintain(course, **details, by=SETUP, at=walk.at).is_open
    else:
        with pytest.raises(InvalidInput) as refusal:
            courses.maintain(course, **details, by=SETUP, at=walk.at)
        assert refusal.value.field == "interval_days"


def test_follow_up_lasts_six_months_unless_the_patient_opts_out(walk):
    course = completed(walk)
    with pytest.raises(DomainError, match="six months"):
        courses.close_follow_up(course, by=SETUP, at=walk.at + timedelta(days=182))
    assert courses.close_follow_up(course, by=SETUP, at=walk.at + timedelta(days=183)).ended_at


def test_completing_waits_for_the_last_integration_and_scores(walk):
    course = walk.active()
    with pytest.raises(NotReady) as refusal:
        courses.complete(course, by=walk.prescriber, at=walk.at)
    assert len(refusal.value.details["missing"]) == 2


def test_a_consented_course_has_a_plan(walk):
    course = courses.open_course(walk.register(), by=walk.desk, at=walk.at)
    course = walk.eligible(course)
    with pytest.raises(DomainError, match="no plan yet"):
        courses.mark_consented(course, by=SETUP, at=walk.at)
    course = courses.choose_protocol(
        course, protocol=walk.plan("THREE_IM"), by=walk.prescriber, at=walk.at
    )
    assert (course.route, course.planned_doses) == ("IM", 3)
    assert courses.mark_consented(course, by=SETUP, at=walk.at).status == "CONSENTED"


def test_nobody_moves_by_hand_what_is_computed(walk, prescriber):
    course = walk.eligible()
    for verb in (courses.mark_eligible, courses.mark_consented, courses.activate):
        with pytest.raises(NotAllowed):
            verb(course, by=prescriber, at=walk.at)


def test_a_review_that_is_due_is_decided_and_not_passed_by(walk):
    """Without the question in ``complete`` a therapist ends the course alone: red."""
    course = walk.review_due()
    walk.finish(course, "INTEGRATION", 1)
    with pytest.raises(DomainError, match="review is due"):
        courses.complete(course, refused_measures="Refused", by=walk.therapist, at=walk.at)
    for verb in (courses.extend, courses.maintain):
        with pytest.raises(NotAllowed):
            verb(course, by=walk.prescriber, at=walk.at)


def test_maintenance_takes_the_place_of_what_is_left_of_the_plan(walk):
    """Six doses were planned, one is given: the other five are dropped, the plan's sessions stand instead."""
    course = walk.maintained()
    doses = course.steps.filter(kind="DOSING").order_by("number")
    dropped = [step.number for step in doses if step.status == "DROPPED"]
    planned = [step for step in doses if step.status == "PLANNED"]
    assert dropped == [2, 3, 4, 5, 6]
    assert [step.number for step in planned] == [7, 8, 9, 10, 11, 12]
    assert {(step.min_gap_hours, step.max_gap_hours) for step in planned} == {(14 * 24, None)}
    assert planned[0].after_step == doses[0]
    task = Task.objects.open().get(key=f"maintenance-review:{course.pk}")
    assert task.due_at.date() == walk.day(90)
    courses.review_due(course, by=walk.prescriber, at=walk.at)
    task.refresh_from_db()
    assert task.done_at == walk.at


MAY = {
    "open_course": "desk nurse prescriber therapist",
    "choose_protocol": "prescriber",
    "start_screening": "nurse prescriber therapist",
    "mark_eligible": "",
    "defer": "prescriber",
    "decline": "prescriber",
    "mark_consented": "",
    "start_preparing": "prescriber therapist",
    "mark_ready": "prescriber therapist",
    "activate": "",
    "review_due": "prescriber",
    "go_on": "",
    "extend": "",
    "maintain": "",
    "pause": "nurse prescriber therapist",
    "resume": "prescriber",
    "discontinue": "prescriber therapist",
    "complete": "prescriber therapist",
    "close_follow_up": "prescriber therapist",
    "no_contact": "desk",
    "record_attempt": "desk",
    "take_up_again": "desk",
}


@pytest.mark.parametrize(
    "role", ["desk", "nurse", "prescriber", "therapist", "manager", "auditor"]
)
def test_who_may_move_a_course(request, site, role):
    """Written by hand: a verb given to another role is red until somebody writes it here."""
    user = request.getfixturevalue(role)
    allowed = {name for name in MAY if getattr(courses, name).allowed(user, site.pk)}
    assert allowed == {name for name, roles in MAY.items() if role in roles.split()}


def test_every_verb_is_in_the_table_of_who_may():
    assert set(MAY) == set(courses.__all__) - {"lock"}


def test_a_clinician_elsewhere_moves_nothing_here(walk, other_site):
    other_prescriber = hire(other_site, Role.PRESCRIBER, "Orin Elsewhere")
    with pytest.raises(NotAllowed):
        courses.pause(
            walk.referred(),
            reason="STAFFING",
            owner=walk.prescriber,
            review_on=walk.day(3),
            by=other_prescriber,
            at=walk.at,
        )


def test_a_refused_move_leaves_nothing(walk):
    course = walk.referred()
    lines = CourseMove.objects.count()
    with pytest.raises(IllegalMove):
        courses.mark_ready(course, by=walk.therapist, at=walk.at)
    with pytest.raises(IllegalMove):
        courses.review_due(course, by=walk.prescriber, at=walk.at)
    assert CourseMove.objects.count() == lines
    assert not Task.objects.filter(kind="COURSE_REVIEW").exists()


def test_history_names_who_moved_it(walk):
    course = walk.paused(walk.referred())
    newest = course.history.latest()
    assert newest.history_user_id == walk.nurse.actor_id
    assert (newest.status, newest.actor_label) == ("PAUSED", walk.nurse.actor_label)


def test_somebody_new_on_the_team_is_not_an_owner(walk):
    auditor = hire(walk.site, Role.AUDITOR, "Ada Nobody")
    course = walk.referred()
    with pytest.raises(InvalidInput):
        courses.pause(
            course,
            reason="STAFFING",
            owner=auditor,
            review_on=walk.day(3),
            by=walk.nurse,
            at=walk.at,
        )


WAITING = {
    "CONSENTED": "BOOK_PREPARATION",
    "DEFERRED": "COURSE_REVIEW",
    "REVIEW_DUE": "COURSE_REVIEW",
    "PAUSED": "PAUSE_REVIEW",
    "MAINTENANCE": "MAINTENANCE_REVIEW",
}


# Where these lead, something is waited for again.
ASKS_ANEW = {
    "defer": "COURSE_REVIEW",
    "maintain": "MAINTENANCE_REVIEW",
    "review_due": "COURSE_REVIEW",
}


@pytest.mark.parametrize("status", WAITING)
def test_every_way_out_of_a_state_closes_what_it_asked_for(walk, status):
    """Control: without `_answer` in moving.py a course that is over still asks for its review."""
    for name, (starts, given) in verbs(walk).items():
        if status not in starts or name == "pause":
            continue
        course = REACH[status](walk)
        Task.objects.open().filter(kind=WAITING[status], subject_id=course.pk).get()
        verb = getattr(courses, name)
        if name == "complete":
            walk.finish(course, "INTEGRATION", 1)
        try:
            verb(course, **{"by": SETUP, "at": walk.at, **given})
        except NotReady:
            continue  # what else it needs has its own tests
        left = Task.objects.open().filter(subject_id=course.pk, kind__in=WAITING.values())
        allowed = ASKS_ANEW.get(name)
        assert [task.kind for task in left if task.kind != allowed] == [], f"{name} from {status}"


def test_a_pause_keeps_the_review_that_was_due_and_the_end_of_the_course_closes_it(walk):
    course = walk.paused(walk.review_due())
    open_kinds = Task.objects.open().filter(subject_id=course.pk).values_list("kind", flat=True)
    assert sorted(open_kinds) == ["COURSE_REVIEW", "PAUSE_REVIEW"]
    courses.discontinue(course, reason="FINANCIAL", by=walk.prescriber, at=walk.at)
    left = Task.objects.open().filter(subject_id=course.pk).values_list("kind", flat=True)
    assert list(left) == ["SAFETY_CONTACT"]
    closed_review = Task.objects.get(kind="COURSE_REVIEW", subject_id=course.pk)
    assert (closed_review.outcome, closed_review.done_by) == ("The course ended.", walk.prescriber)
