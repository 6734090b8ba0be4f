"""No, before the signature or after it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.permissions import Permission
from clinic.accounts.roles import Role
from clinic.core.actor import Actor
from clinic.core.events import publish
from clinic.tasks.actions import task
from consent.actions.consent import moving
from consent.events import ConsentDeclined, ConsentWithdrawn
from consent.models import Consent
from consent.models.form import TREATMENT_TYPES
from consent.policies import owner
from consent.policies import signing as rules
from consent.standing import mandatory_types
from patients.actions import course as courses
from patients.models import CourseStatus, PauseReason

CALL_WITHIN = timedelta(hours=4)  # the patient is called the same day [POL]
REVIEW_WITHIN_DAYS = 7  # a course stopped by a withdrawal is looked at within a week [POL]
REASON_MAX = 500


@action(Permission.CONSENT_SIGN)
def decline(consent: Consent, *, reason: str = "", by: Actor, at: datetime) -> Consent:
    """The patient says no. Nobody must give a reason."""
    rules.require_own(consent, by)
    consent = moving.lock(consent)
    moving.move(consent, Consent.State.DECLINED)
    consent.ended_at, consent.reason = at, reason.strip()[:REASON_MAX]
    consent.save()
    publish(ConsentDeclined(**moving.facts(consent, at)))
    if _treatment_hangs_on(consent, at):
        _ask_for_a_call(consent, _("A consent was declined. Talk with the patient."), by, at)
    return consent


@action(Permission.CONSENT_WITHDRAW)
def withdraw(consent: Consent, *, reason: str = "", by: Actor, at: datetime) -> Consent:
    """The patient takes it back, and it counts from this moment. A course that hangs on it is paused.

    A dose that runs is not undone by this: whoever gives it hears of it and gives no more (domain/01).
    """
    rules.require_own(consent, by)
    consent = moving.lock(consent)
    moving.move(consent, Consent.State.WITHDRAWN)
    consent.withdrawn_at = consent.ended_at = at
    consent.reason = reason.strip()[:REASON_MAX]
    consent.save()
    publish(ConsentWithdrawn(**moving.facts(consent, at)))
    if _treatment_hangs_on(consent, at):
        _pause(consent, by, at)
        _ask_for_a_call(consent, _("Consent was withdrawn. Call the patient today."), by, at)
    return consent


def _treatment_hangs_on(consent: Consent, at: datetime) -> bool:
    every_course = rules.terms(consent.site, at).gate.consent_types
    course = consent.course
    needed = mandatory_types(every_course, course.route, maintenance=course.in_maintenance)
    return consent.type in TREATMENT_TYPES or consent.type in needed


def _pause(consent: Consent, by: Actor, at: datetime) -> None:
    course = consent.course
    if not course.is_open or course.status == CourseStatus.PAUSED:
        return
    person = owner.clinician_for(consent, by=by, at=at)
    if person is None:
        # Nobody here may own a pause. The withdrawal stands all the same, and the gate is closed by it.
        return
    courses.pause.step(
        course,
        reason=PauseReason.CONSENT_EXPIRED_OR_SUPERSEDED,
        owner=person,
        review_on=course.site.today(at) + timedelta(days=REVIEW_WITHIN_DAYS),
        note=_("Consent was withdrawn."),
        by=by,
        at=at,
    )


def _ask_for_a_call(consent: Consent, sentence: str, by: Actor, at: datetime) -> None:
    task.raise_task.step(
        consent.site,
        kind="CONSENT_CALL",
        sentence=sentence,
        patient_id=consent.patient_id,
        subject_id=consent.pk,
        role=Role.PRESCRIBER,
        due_at=at + CALL_WITHIN,
        link=f"/consents/{consent.pk}/",
        key=f"consent-call:{consent.pk}",
        by=by,
        at=at,
    )
