"""Too little gained for the doses given: the course goes to review (domain/01 1.9). A review, never a stop by itself.

Late responders exist: 50 % had responded within 6 weeks of one series and 72 % after ten infusions [S24] [S28]. So each
rule speaks once a course: what the prescriber decided then is not asked again with the next questionnaire.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import ngettext

from clinic.accounts.action import step
from clinic.core.actor import Actor
from patients.actions import course as courses
from patients.instruments.change import Change
from patients.models import Course, CourseMove, CourseStatus
from patients.progress.facts import Bounds
from patients.progress.standing import NonResponse, non_response
from sessions.actions import review_due
from sessions.actions.review_due import Sudden
from sessions.exposure import Code, Level
from sessions.facts import progress

_CODES = {
    NonResponse.EARLY: Code.EARLY_NON_RESPONSE,
    NonResponse.STOP: Code.NON_RESPONSE,
}
# Going on after the second look needs the prescriber's own reason (domain/01 1.9: "extension needs RX").
_LEVELS = {NonResponse.EARLY: Level.PLAN, NonResponse.STOP: Level.RX}


@step
def consider(course: Course, response_id: UUID, *, by: Actor, at: datetime) -> NonResponse | None:
    """Judge the answer that came in; move the course to review when a rule it has not met yet says so."""
    course = courses.lock(course)
    if course.status != CourseStatus.ACTIVE:
        return None
    found = progress.load([course], at, only_primary=True)[course.pk]
    points = found.primary.points if found.primary else ()
    point = next((each for each in points if each.answer.id == response_id), None)
    if point is None or point.change is None:
        return None
    reason = non_response(point.change, point.doses_before, found.bounds)
    if reason is None or _has_spoken(course, reason):
        return None
    said = _sentence(reason, point.change, point.doses_before, found.bounds)
    because = Sudden(_CODES[reason], _LEVELS[reason], str(response_id), {"what": said})
    review_due.evaluate(course.patient_id, sudden=(because,), course_id=course.pk, by=by, at=at)
    return reason


def _has_spoken(course: Course, reason: NonResponse) -> bool:
    """The later rule outweighs the earlier one: after it the earlier has nothing to add."""
    said = [reason.value, NonResponse.STOP.value]
    return CourseMove.objects.filter(course=course, reasons__overlap=said).exists()


def _sentence(reason: NonResponse, change: Change, doses: int, bounds: Bounds) -> str:
    percent = bounds.early_percent if reason is NonResponse.EARLY else bounds.stop_percent
    return ngettext(
        "%(name)s %(from)d at baseline, %(now)d after %(doses)d dose, less than %(percent)d %% gone",
        "%(name)s %(from)d at baseline, %(now)d after %(doses)d doses, less than %(percent)d %% gone",
        doses,
    ) % {
        "name": bounds.primary,
        "from": change.baseline,
        "now": change.now,
        "doses": doses,
        "percent": percent,
    }
