"""Holding an hour: begun when the patient is here, recorded, signed, or found to be a mistake."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from clinic.accounts.action import action, step
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core.actor import Actor
from clinic.core.errors import DomainError, InvalidInput
from clinic.core.events import publish
from clinic.core.failpoints import failpoint
from clinic.core.states import require_move
from clinic.scheduling.actions import appointment as visits
from clinic.scheduling.models import Appointment
from integration.actions import window as windows
from integration.events import TherapySigned, TherapyVoided
from integration.models import PreparationTopic, ProgressNote, TherapySession
from integration.policies import readiness
from integration.policies import therapy as rules
from patients.actions import course as courses
from patients.actions import course_step
from patients.models import Course, CourseStatus, CourseStep

WORDS_MAX = 4000  # characters of one point


class AlreadyBegun(DomainError):
    """Another therapist holds it."""

    code = "therapy-already-begun"


@action(Permission.THERAPY_RECORD)
def start(
    appointment: Appointment,
    *,
    dose_appointment: Appointment | None = None,
    by: User,
    at: datetime,
) -> TherapySession:
    """The hour begins, with an empty note beside it. Pressing twice gives the same session."""
    course = rules.require_visit(appointment)
    course = courses.lock(course)
    appointment = (
        Appointment.objects.select_for_update(of=("self",))
        .select_related("step")
        .get(pk=appointment.pk)
    )
    appointment.course = course
    rules.require_visit(appointment)
    running = TherapySession.objects.filter(appointment=appointment)
    running = running.exclude(status=TherapySession.Status.VOIDED)
    if (already := running.first()) is not None:
        if already.therapist_id == by.pk:
            return already
        raise AlreadyBegun(_("Somebody else holds this session already."))
    rules.require_therapist(by, course.site, at)
    rules.require_course(course, appointment.kind)
    integrates = appointment.kind == TherapySession.Kind.INTEGRATION
    session = TherapySession(
        course=course,
        patient_id=appointment.patient_id,
        site=course.site,
        appointment=appointment,
        dose_appointment=(
            rules.dose_to_integrate(appointment, dose_appointment) if integrates else None
        ),
        kind=appointment.kind,
        therapist=by,
        started_at=at,
        created_at=at,
    )
    session.save()
    ProgressNote(
        session=session,
        patient_id=session.patient_id,
        site_id=session.site_id,
        author=by,
        saved_at=at,
        created_at=at,
    ).save()
    if course.status == CourseStatus.CONSENTED:
        courses.start_preparing.step(course, by=by, at=at)
    return session


@action(Permission.THERAPY_RECORD)
def record_topic(
    session: TherapySession, *, topic: str, words: str, by: User, at: datetime
) -> PreparationTopic:
    """One point of the preparation, in words. Writing again replaces it; history keeps both."""
    session = lock(session)
    _require_open(session, by)
    if session.kind != TherapySession.Kind.PREPARATION:
        raise InvalidInput(_("These points belong to preparation."), field="topic")
    if topic not in PreparationTopic.Topic.values:
        raise InvalidInput(_("There is no such point."), field="topic")
    if not words.strip():
        raise InvalidInput(_("Write what was said or agreed."), field="words")
    if len(words) > WORDS_MAX:
        raise InvalidInput(_("Keep each point under 4000 characters."), field="words")
    row = session.topics.filter(topic=topic).first()
    if row is None:
        row = PreparationTopic(
            session=session,
            patient_id=session.patient_id,
            site_id=session.site_id,
            topic=topic,
            created_at=at,
        )
    elif row.words == words.strip():
        return row
    row.words, row.recorded_at = words.strip(), at
    row.save()
    return row


@action(Permission.THERAPY_RECORD)
def record_topics(
    session: TherapySession, *, topics: dict[str, str], by: User, at: datetime
) -> TherapySession:
    """A whole page of points; the ones left empty are left as they are."""
    for topic, words in topics.items():
        if words.strip():
            record_topic.step(session, topic=topic, words=words, by=by, at=at)
    return lock(session)


@action(Permission.THERAPY_RECORD, fresh=True)
def complete(
    session: TherapySession, *, ended_at: datetime | None = None, by: User, at: datetime
) -> TherapySession:
    """It was held: signed by the therapist, with a licence valid today. ``ended_at`` None: now.

    What follows from it happens with it: the planned step is done, the visit is over, the window after
    the dose is met, and a course that waits for nothing else becomes READY.
    """
    courses.lock(session.course)
    session = lock(session)
    if session.status == TherapySession.Status.SIGNED and session.signed_by_id == by.pk:
        return session
    require_move(
        TherapySession.MOVES,
        TherapySession.Status(session.status),
        TherapySession.Status.SIGNED,
        what=_("session"),
    )
    _require_own(session, by)
    licence = rules.require_therapist(by, session.site, at)
    ended_at = ended_at or at
    if not session.started_at < ended_at <= at:
        raise InvalidInput(_("The end lies between the beginning and now."), field="ended_at")
    planned = rules.step_fulfilled(session)
    if session.kind == TherapySession.Kind.PREPARATION:
        more = CourseStep.objects.still_planned().filter(
            course_id=session.course_id, kind=CourseStep.Kind.PREPARATION
        )
        if planned is not None:
            more = more.exclude(pk=planned.pk)
        rules.require_topics(session, more.exists())
    failpoint("therapy.complete")
    session.status = TherapySession.Status.SIGNED
    session.completed_at, session.signed_at, session.signed_by = ended_at, at, by
    session.licence, session.step = licence, planned
    session.save()
    _follow(session, by, at)
    return session


def _follow(session: TherapySession, by: User, at: datetime) -> None:
    if session.step is not None:
        course_step.finish.step(session.step, done_at=session.completed_at or at, by=by, at=at)
    visits.finish.step(session.appointment, by=by, at=at)
    windows.meet(session, at)
    publish(TherapySigned(**facts(session, at)))
    consider(session.course, by=by, at=at)


@action(Permission.THERAPY_RECORD, fresh=True)
def void(session: TherapySession, *, reason: str, by: User, at: datetime) -> TherapySession:
    """It was a mistake and no longer counts: the step is open again, the window unmet, the gate shut."""
    courses.lock(session.course)
    session = lock(session)
    was_signed = session.status == TherapySession.Status.SIGNED
    require_move(
        TherapySession.MOVES,
        TherapySession.Status(session.status),
        TherapySession.Status.VOIDED,
        what=_("session"),
    )
    _require_own(session, by)
    if not reason.strip():
        raise InvalidInput(_("Say what was wrong."), field="reason")
    session.status = TherapySession.Status.VOIDED
    session.voided_at, session.voided_by = at, by
    session.void_reason = reason.strip()[:500]
    session.save()
    if session.step is not None and session.step.status == CourseStep.Status.DONE:
        course_step.take_back.step(session.step, by=by, at=at)
    windows.forget(session)
    publish(TherapyVoided(**facts(session, at), was_signed=was_signed))
    return session


@step
def consider(course: Course, *, by: Actor, at: datetime) -> None:
    """A course in preparation that waits for nothing more is READY (domain/01 T3)."""
    course = courses.lock(course)
    if course.status == CourseStatus.PREPARING and readiness.is_ready(course, at):
        courses.mark_ready.step(course, by=by, at=at)


@step
def lock(session: TherapySession) -> TherapySession:
    """The row as it is now, held until the transaction ends."""
    return (
        TherapySession.objects.select_for_update(of=("self",))
        .select_related("site", "course", "appointment", "dose_appointment", "step")
        .get(pk=session.pk)
    )


def _require_open(session: TherapySession, by: User) -> None:
    if session.status != TherapySession.Status.OPEN:
        raise DomainError(
            _("This session is %(status)s. What was recorded in it stands.")
            % {"status": str(TherapySession.Status(session.status).label).lower()}
        )
    _require_own(session, by)


def _require_own(session: TherapySession, by: User) -> None:
    if session.therapist_id != by.pk:
        raise rules.NotYours(_("Whoever held this session records and signs it."))


def facts(session: TherapySession, at: datetime) -> dict[str, Any]:
    """What every event about a session carries."""
    return {
        "session_id": session.pk,
        "course_id": session.course_id,
        "patient_id": session.patient_id,
        "site_id": session.site_id,
        "kind": session.kind,
        "at": at,
    }
