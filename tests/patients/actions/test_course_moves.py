"""Each verb goes where the table says and nowhere else, for whoever may, with its line and its event."""

import pytest

from clinic.accounts.system import SETUP
from clinic.core.errors import DomainError, IllegalMove, NotAllowed
from clinic.tasks.models import Task
from patients.actions import course as courses
from patients.events import CourseMoved
from patients.models import Course, CourseMove, CourseStatus
from patients.models.course import OPEN, RESUMABLE
from tests.patients.actions.course_walks import REACH, verbs

pytestmark = pytest.mark.usefixtures("only_the_courses_own_checks")


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
