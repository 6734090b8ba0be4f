"""Why did she get it, or why not; and what this site has to look at."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinic.accounts.here import site_here
from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.outbox.actions import message as actions
from clinic.outbox.models import ContactPoint, Message
from clinic.reminders.actions.questions import TOPIC
from clinic.reminders.ledger import Line, accounts, line_of
from clinic.scheduling.models import Appointment
from patients.models import Patient

SHOWN = 200
TO_LOOK_AT = [Message.State.DEAD, Message.State.FAILED, Message.State.EXPIRED]
ON_THE_WAY = [Message.State.PENDING, Message.State.SENDING, Message.State.UNKNOWN]


@allow(Permission.MESSAGE_VIEW)
def patient(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Every message of one patient, visit by visit, with the reason for each that did not go."""
    person = get_object_or_404(Patient.objects.visible_to(request.user), pk=pk)
    visits = Appointment.objects.visible_to(request.user).filter(patient=person)
    points = ContactPoint.objects.visible_to(request.user).current().of(person.pk)
    return render(
        request,
        "reminders/patient.html",
        {
            "patient": person,
            "accounts": accounts(visits),
            "questions": _about_questions(request, person),
            "points": points.order_by("kind"),
            "may_edit": request.user.may(Permission.CONTACT_POINT_EDIT, person.site_id),
        },
    )


def _about_questions(request: SignedInRequest, person: Patient) -> list[Line]:
    """Reminders of questionnaires: they belong to no visit."""
    rows = Message.objects.visible_to(request.user).of_patient(person.pk).filter(topic=TOPIC)
    return [line_of(each) for each in rows.prefetch_related("tries").newest_first()[:SHOWN]]


@allow(Permission.MESSAGE_VIEW)
def outbox(request: SignedInRequest) -> HttpResponse:
    """What did not go at this site in the last days, and what is on its way."""
    site = site_here(request)
    here = Message.objects.visible_to(request.user).filter(site=site).select_related("staff")
    rows = here.prefetch_related("tries").newest_first()
    failed = rows.filter(state__in=TO_LOOK_AT)[:SHOWN]
    waiting = (
        here.filter(state__in=ON_THE_WAY).prefetch_related("tries").order_by("next_attempt_at")
    )
    return render(
        request,
        "reminders/outbox.html",
        {
            "failed": _with_people(request, failed),
            "waiting": _with_people(request, waiting[:SHOWN]),
            "now": clock.now(),
        },
    )


def _with_people(
    request: SignedInRequest, rows: Iterable[Message]
) -> list[tuple[Line, Patient | None]]:
    """Each message with whom it is for, as far as the reader may know of them. One query for all."""
    lines = [line_of(each) for each in rows]
    ids = {row.message.patient_id for row in lines if row.message and row.message.patient_id}
    people = Patient.objects.visible_to(request.user).in_bulk(ids) if ids else {}
    return [(row, people.get(row.message.patient_id) if row.message else None) for row in lines]


@allow(Permission.MESSAGE_RETRY)
@require_POST
def retry(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Try one again, now that its cause is mended."""
    message = get_object_or_404(Message.objects.visible_to(request.user), pk=pk)
    tried = attempt(request, actions.retry, message)
    if tried:
        messages.success(request, _("It goes again now."))
    elif tried.error:
        messages.error(request, tried.error.sentence)
    if message.patient_id is None:
        return redirect("reminders:outbox")
    return redirect("reminders:ledger", pk=message.patient_id)
