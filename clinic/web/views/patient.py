"""A person: where they are in treatment, when they come next, how to reach them. Nothing clinical."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from clinic.accounts.here import current_site
from clinic.accounts.models import User
from clinic.accounts.pages import SignedInRequest, allow
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.scheduling.models import Appointment
from clinic.web.boards.course_acts import Act
from clinic.web.boards.person import head_of
from patients.models import Course, Patient

SHOWN = 12


@allow(Permission.PATIENT_VIEW)
def patient(request: SignedInRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(Patient.objects.visible_to(request.user), pk=pk)
    site = current_site(request) or person.site
    now = clock.now()
    visits = Appointment.objects.visible_to(request.user).filter(patient=person).with_people()
    return render(
        request,
        "web/patient.html",
        {
            "head": head_of(person, request.user, site, now),
            "courses": Course.objects.visible_to(request.user)
            .filter(patient=person)
            .select_related("protocol", "site")
            .order_by("-opened_at"),
            "coming": visits.standing().filter(ends_at__gt=now).order_by("starts_at")[:SHOWN],
            "past": visits.filter(ends_at__lte=now).order_by("-starts_at")[:SHOWN],
            "pages": _pages(person, request.user),
            "sees_courses": request.user.may(Permission.COURSE_VIEW, None),
            "may_plan": request.user.may(Permission.APPOINTMENT_BOOK, None),
        },
    )


def _pages(person: Patient, user: User) -> list[Act]:
    """What else there is about this person, for whoever looks."""
    wanted = [
        (Permission.APPOINTMENT_BOOK, _("Book a visit"), "scheduling:book", "calendar-plus"),
        (Permission.APPOINTMENT_VIEW, _("All visits"), "web:patient-visits", "calendar3"),
        (Permission.PATIENT_EDIT, _("Correct name, telephone, address"), "patients:edit", "pencil-square"),
        (Permission.CONTACT_POINT_EDIT, _("How to write to them"), "reminders:reach", "send"),
        (Permission.MESSAGE_VIEW, _("Messages"), "reminders:ledger", "envelope-fill"),
        (Permission.CHART_VIEW, _("Record"), "patients:record", "journal-text"),
        (Permission.COURSE_OPEN, _("Open a course"), "patients:course-open", "plus-lg"),
        (Permission.CHART_VIEW, _("Who read and wrote about this person"), "web:trail", "clock-history"),
    ]  # fmt: skip
    return [
        Act(label, reverse(route, args=[person.pk]), icon=icon)
        for verb, label, route, icon in wanted
        if user.may(verb, None)
    ]
