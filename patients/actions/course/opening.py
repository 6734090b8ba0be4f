"""A course begins: opened, planned, tried to reach, given up, taken up again."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError
from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core.actor import Actor
from clinic.core.errors import DomainError, InvalidInput
from clinic.core.locks import lock as advisory_lock
from clinic.sites.models import Site
from patients.actions import course_step
from patients.actions.course import moving
from patients.models import ContactAttempt, Course, CourseStatus, Patient, Protocol
from patients.protocols.definition import Modality

# A course is given up after so many tries to reach the patient [POL].
ATTEMPTS_BEFORE_CLOSING = 3


class CourseAlreadyOpen(DomainError):
    """The patient has an open course here."""

    code = "course-already-open"


class NotReachedOftenEnough(DomainError):
    """Too few tries to call somebody unreachable."""

    code = "too-few-attempts"


class ProtocolNotOffered(InvalidInput):
    """The site does not treat by this plan."""

    code = "protocol-not-offered"


@action(Permission.COURSE_OPEN)
def open_course(
    patient: Patient,
    *,
    site: Site | None = None,
    protocol: Protocol | None = None,
    previous: Course | None = None,
    by: Actor,
    at: datetime,
) -> Course:
    """A referral becomes a course. One open course per patient and site, whoever asks at once.

    ``previous`` carries cumulative exposure over from an ended course of the same patient.
    """
    patient = Patient.objects.select_related("site").get(pk=patient.pk)
    site = site or patient.site
    if patient.merged_into_id is not None or patient.deceased_on is not None:
        raise DomainError(_("No course can be opened on this record."))
    if previous is not None and (previous.patient_id != patient.pk or previous.is_open):
        raise InvalidInput(
            _("The earlier course must be over and of the same person."), field="previous"
        )
    advisory_lock(("open-course", f"{patient.pk}:{site.pk}"))
    if Course.objects.filter(patient=patient, site=site).open().exists():
        raise CourseAlreadyOpen(_("There is an open course already. Work on that one."))
    course = Course(
        patient=patient,
        site=site,
        modality=Modality.KAP,
        previous_course=previous,
        opened_at=at,
        created_at=at,
    )
    try:
        course.save()
    except IntegrityError as error:
        # The constraint is the last judge; it has ended the transaction, so nothing may follow.
        raise CourseAlreadyOpen(_("There is an open course already. Work on that one.")) from error
    moving.write_move(course, "", by=by, at=at)
    if protocol is not None:
        _follow(course, protocol, at=at)
    return course


@action(Permission.COURSE_DECIDE)
def choose_protocol(course: Course, *, protocol: Protocol, by: Actor, at: datetime) -> Course:
    """The plan this course follows, until its first dose. Steps not yet done are planned anew."""
    course = moving.lock(course)
    if course.first_dose_at is not None or not course.is_open:
        raise DomainError(
            _("The plan cannot change after the first dose. Extend or end the course.")
        )
    _follow(course, protocol, at=at)
    return course


def _follow(course: Course, protocol: Protocol, *, at: datetime) -> None:
    if not Protocol.objects.offered_at(course.site_id).filter(pk=protocol.pk).exists():
        raise ProtocolNotOffered(_("This site does not offer that plan."), field="protocol")
    if course.protocol_id == protocol.pk:
        return
    course.protocol = protocol
    course.route, course.modality = protocol.route, protocol.modality
    course.planned_doses = protocol.planned_doses
    course.save()
    course_step.plan(course, protocol, at=at)


@action(Permission.COURSE_NO_CONTACT)
def record_attempt(
    course: Course,
    *,
    means: str,
    reached: bool = False,
    note: str = "",
    by: User,
    at: datetime,
) -> ContactAttempt:
    """Somebody tried to reach the patient."""
    if means not in ContactAttempt.Means.values:
        raise InvalidInput(_("Say how it was tried."), field="means")
    attempt = ContactAttempt(
        course=course,
        patient_id=course.patient_id,
        site_id=course.site_id,
        means=means,
        tried_at=at,
        tried_by=by,
        reached=reached,
        note=note.strip(),
        created_at=at,
    )
    attempt.save()
    return attempt


@action(Permission.COURSE_NO_CONTACT)
def no_contact(course: Course, *, note: str = "", by: Actor, at: datetime) -> Course:
    """Never reached: after three tries without an answer since the course was opened."""
    course = moving.lock(course)
    moving.require_start(course, CourseStatus.CLOSED_NO_CONTACT, CourseStatus.REFERRED)
    tries = ContactAttempt.objects.filter(course=course, tried_at__gte=course.opened_at)
    if tries.filter(reached=True).exists():
        raise DomainError(_("The patient was reached. Defer or end the course instead."))
    if (count := tries.count()) < ATTEMPTS_BEFORE_CLOSING:
        raise NotReachedOftenEnough(
            _("Tried %(count)d times. It takes %(needed)d tries before a course is given up.")
            % {"count": count, "needed": ATTEMPTS_BEFORE_CLOSING},
        )
    return moving.move(course, CourseStatus.CLOSED_NO_CONTACT, by=by, at=at, note=note)


@action(Permission.COURSE_NO_CONTACT)
def take_up_again(course: Course, *, note: str = "", by: Actor, at: datetime) -> Course:
    """The patient turned up after all. Tries are counted anew from here."""
    course = moving.lock(course)
    moving.require_start(course, CourseStatus.REFERRED, CourseStatus.CLOSED_NO_CONTACT)
    advisory_lock(("open-course", f"{course.patient_id}:{course.site_id}"))
    others = Course.objects.filter(patient_id=course.patient_id, site_id=course.site_id)
    if others.open().exclude(pk=course.pk).exists():
        raise CourseAlreadyOpen(_("There is an open course already. Work on that one."))
    course.opened_at = at
    return moving.move(course, CourseStatus.REFERRED, by=by, at=at, note=note)
