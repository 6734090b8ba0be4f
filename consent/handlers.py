"""What happens to consents when something happens to a course."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from clinic.accounts.roles import Role
from clinic.accounts.system import BEAT
from clinic.core.actor import acting_as
from clinic.core.errors import DomainError
from clinic.tasks.actions import task
from consent.actions import consent as actions
from consent.actions.consent import moving
from consent.policies import standing
from patients.events import CourseMoved
from patients.models import Course, CourseStatus
from patients.models.course import PLANNED

PUBLISH_WITHIN = timedelta(days=1)  # [POL]


def issue_packet(event: CourseMoved) -> None:
    """The screening is signed: the forms wait for the patient (domain/01 T1). What is signed already counts."""
    if event.new != CourseStatus.ELIGIBLE:
        return
    course = Course.objects.select_related("site", "patient").get(pk=event.course_id)
    with acting_as(
        BEAT, at=event.at
    ):  # a consequence, not the deed of whoever signed the screening
        try:
            actions.issue_packet.step(course, by=BEAT, at=event.at)
        except DomainError as refused:
            _ask_for_forms(course, refused.sentence, event.at)
            return
        course.refresh_from_db()
        moving.follow(course, by=BEAT, at=event.at)


def _ask_for_forms(course: Course, why: str, at: datetime) -> None:
    """The screening stands; that no form could be issued is somebody's task."""
    task.raise_task.step(
        course.site,
        kind="CONSENT_FORMS",
        sentence=_("The consent forms could not be issued."),
        why=why,
        patient_id=course.patient_id,
        subject_id=course.pk,
        role=Role.PRESCRIBER,
        due_at=at + PUBLISH_WITHIN,
        link=f"/consents/course/{course.pk}/",
        key=f"consent-forms:{course.pk}",
        by=BEAT,
        at=at,
    )


def missing_for_resume(course: Course, at: datetime) -> list[str]:
    """A paused course goes on only with its consents in force (domain/01 T8)."""
    if course.resume_status not in PLANNED:
        return []
    return standing.missing(course, at)
