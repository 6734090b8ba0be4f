"""How a course gets into each state, and every verb with all it needs: written by hand, not read from the program."""

from datetime import timedelta

from clinic.accounts.system import SETUP
from patients.actions import course as courses
from patients.models import Course
from patients.models.course import OPEN, RESUMABLE


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
