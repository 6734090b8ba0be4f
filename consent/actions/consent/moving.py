"""What every verb of a consent shares: the lock, the move, the event, the course that follows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from clinic.accounts.action import step
from clinic.core.actor import Actor
from clinic.core.states import require_move
from consent.models import Consent
from consent.models.consent import ConsentState
from consent.policies import standing
from patients.actions import course as courses
from patients.models import Course, CourseStatus


@step
def lock(consent: Consent) -> Consent:
    """The rows as they are now, held until the transaction ends: the course first, then the consent.

    Two consents of one course signed at once must see each other, or neither would move the course.
    """
    course = courses.lock(consent.course)
    locked = (
        Consent.objects.select_for_update(of=("self",)).select_related("form").get(pk=consent.pk)
    )
    locked.course, locked.site, locked.patient = course, course.site, course.patient
    return locked


@step
def move(consent: Consent, state: ConsentState) -> None:
    """Set the state if the table allows it; the caller saves."""
    require_move(Consent.MOVES, Consent.State(consent.state), state, what=_("consent"))
    consent.state = state


@step
def follow(course: Course, *, by: Actor, at: datetime) -> None:
    """An eligible course whose mandatory consents all hold becomes CONSENTED (domain/01 T2)."""
    if course.status == CourseStatus.ELIGIBLE and standing.of_course(course, at).holds:
        courses.mark_consented.step(course, by=by, at=at)


def facts(consent: Consent, at: datetime) -> dict[str, Any]:
    """What every event about a consent carries."""
    return {
        "consent_id": consent.pk,
        "course_id": consent.course_id,
        "patient_id": consent.patient_id,
        "site_id": consent.site_id,
        "type": consent.type,
        "at": at,
    }
