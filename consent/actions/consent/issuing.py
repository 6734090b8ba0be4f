"""Putting a form before the patient."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.permissions import Permission
from clinic.core.actor import Actor
from clinic.core.errors import DomainError, InvalidInput
from clinic.core.events import publish
from consent.actions.consent import moving
from consent.events import ConsentIssued
from consent.models import Consent, ConsentForm
from consent.policies import signing as rules
from consent.policies import standing
from consent.standing import Lack
from patients.actions import course as courses
from patients.models import Course


class NoPlan(DomainError):
    """Without a plan nobody knows the route."""

    code = "no-plan"


@action(Permission.CONSENT_ISSUE)
def issue(course: Course, *, type: str, by: Actor, at: datetime) -> Consent:  # noqa: A002
    """The edition in effect for this course waits for the patient. One that waits already is kept;
    one whose form is no longer in effect is replaced."""
    if type not in ConsentForm.Type.values:
        raise InvalidInput(_("Choose what the form is for."), field="type")
    course = courses.lock(course)
    rules.require_course(course, type)
    rules.require_adult(course.patient.birth_date, course.site.today(at))
    form = rules.form_for(course, type, at)
    waiting = Consent.objects.select_for_update().unsigned().filter(course=course, type=type)
    for old in waiting:
        if old.form_id == form.pk:
            return old
        moving.move(old, Consent.State.SUPERSEDED)
        old.ended_at = at
        old.save()
    consent = Consent(
        course=course,
        patient_id=course.patient_id,
        site=course.site,
        form=form,
        type=form.type,
        routes=form.routes,
        issued_at=at,
        created_at=at,
    )
    consent.save()
    publish(ConsentIssued(**moving.facts(consent, at)))
    return consent


@action(Permission.CONSENT_ISSUE)
def issue_packet(course: Course, *, by: Actor, at: datetime) -> list[Consent]:
    """Every mandatory consent that does not hold now, for the course's own route."""
    course = courses.lock(course)
    if not course.route:
        raise NoPlan(_("The course has no plan yet. A prescriber chooses one first."))
    return [
        issue.step(course, type=lacking.type, by=by, at=at)
        for lacking in standing.of_course(course, at).lacking
        # Signed, and only the prescriber's part is missing: a second signature would not help.
        if lacking.lack != Lack.CAPACITY
    ]
