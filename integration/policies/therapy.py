"""When a therapy session may begin and be signed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from clinic.accounts.models import Licence, User
from clinic.accounts.policies import require_licence
from clinic.core.errors import DomainError, InvalidInput
from clinic.scheduling.models import Appointment
from clinic.sites.models import Site
from integration.models import IntegrationWindow, PreparationTopic, TherapySession
from patients.models import Course, CourseStatus, CourseStep

_S = CourseStatus
_UNDER_WAY = frozenset({_S.PREPARING, _S.READY, _S.ACTIVE, _S.REVIEW_DUE, _S.MAINTENANCE})
# CONSENTED becomes PREPARING by starting. Integration is owed after a dose whatever became of the course.
MAY_PREPARE = _UNDER_WAY | {_S.CONSENTED}
MAY_INTEGRATE = _UNDER_WAY | {_S.PAUSED, _S.COMPLETED, _S.DISCONTINUED}
# Who may hold therapy: a mental-health licence, or a prescriber's.
LICENCES = (Licence.Kind.THERAPIST, Licence.Kind.PRESCRIBER)


class NotATherapyVisit(DomainError):
    """The visit is for something else, or has no course."""

    code = "not-a-therapy-visit"


class NotHere(DomainError):
    """The patient has not arrived, or has left."""

    code = "patient-not-here"


class CourseNotThere(DomainError):
    """The course is not where this session belongs."""

    code = "course-not-there"


class NothingToIntegrate(DomainError):
    """No dose was given that this hour could be about."""

    code = "nothing-to-integrate"


class NotYours(DomainError):
    """Whoever held the session signs it; whoever writes a note signs it."""

    code = "not-yours"


class TopicsOpen(DomainError):
    """Points of the preparation are not talked about. ``details["topics"]`` lists them."""

    code = "topics-open"


def require_therapist(user: User, site: Site, at: datetime) -> Licence:
    """The licence the session stands on, valid at the site that day (G06, domain/08 section 8.6)."""
    return require_licence(user, site, LICENCES, site.today(at))


def require_visit(appointment: Appointment) -> Course:
    """A therapy visit of a course, with the patient in the house."""
    course = appointment.course
    if appointment.kind not in TherapySession.Kind.values or course is None:
        raise NotATherapyVisit(_("This visit is neither preparation nor integration of a course."))
    if appointment.status != Appointment.Status.ARRIVED:
        raise NotHere(_("The patient has not arrived. Mark the arrival first."))
    if appointment.left_at is not None:
        raise NotHere(_("This visit is over."))
    return course


def require_course(course: Course, kind: str) -> None:
    """The course stands where such a session makes sense."""
    allowed = MAY_PREPARE if kind == TherapySession.Kind.PREPARATION else MAY_INTEGRATE
    if course.status in allowed:
        return
    if kind == TherapySession.Kind.PREPARATION:
        raise CourseNotThere(
            _("The course is %(status)s. Preparation begins once the consents are signed.")
            % {"status": str(CourseStatus(course.status).label).lower()}
        )
    raise CourseNotThere(
        _("The course is %(status)s. Integration follows a dose.")
        % {"status": str(CourseStatus(course.status).label).lower()}
    )


def dose_to_integrate(appointment: Appointment, given: Appointment | None) -> Appointment:
    """The dose an integration visit is about: the one named, the planned one, or the latest not yet
    integrated. Raises ``NothingToIntegrate``."""
    windows = IntegrationWindow.objects.filter(course=appointment.course)
    if given is not None:
        if not windows.filter(dose_appointment=given).exists():
            raise InvalidInput(
                _("No dose of this course was given at that visit."), field="dose_appointment"
            )
        return given
    step = appointment.step
    if step is not None and step.after_step_id is not None:
        planned = windows.filter(dose_appointment__step=step.after_step_id).first()
        if planned is not None:
            return planned.dose_appointment
    found = windows.unmet().order_by("-went_home_at").first()
    found = found or windows.order_by("-went_home_at").first()
    if found is None:
        raise NothingToIntegrate(_("No dose of this course has been given yet."))
    return found.dose_appointment


def topics_open(session: TherapySession) -> list[str]:
    """Points no signed preparation of the course, and not this one, has covered."""
    covered = set(
        PreparationTopic.objects.filter(
            session__course=session.course_id, session__status=TherapySession.Status.SIGNED
        ).values_list("topic", flat=True)
    ) | set(session.topics.values_list("topic", flat=True))
    return [topic for topic in PreparationTopic.Topic.values if topic not in covered]


def require_topics(session: TherapySession, more_planned: bool) -> None:
    """The last planned preparation leaves no point open; an earlier one may."""
    missing = topics_open(session)
    if missing and not more_planned:
        labels = [str(PreparationTopic.Topic(topic).label) for topic in missing]
        raise TopicsOpen(
            _("Not talked about yet: %(topics)s.") % {"topics": "; ".join(labels)},
            topics=missing,
        )


def step_fulfilled(session: TherapySession, taken: Collection[object] = ()) -> CourseStep | None:
    """The planned step this session fulfils: the visit's own, else the next planned of its kind."""
    planned = CourseStep.objects.still_planned().filter(
        course_id=session.course_id, kind=session.kind
    )
    own = session.appointment.step_id
    if own is not None and (found := planned.filter(pk=own).first()):
        return found
    if session.dose_appointment is not None and session.dose_appointment.step_id is not None:
        return planned.filter(after_step=session.dose_appointment.step_id).first()
    return planned.exclude(pk__in=list(taken)).order_by("number").first()
