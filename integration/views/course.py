"""The therapy of a course, and what a therapist still owes the record."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from clinic.accounts.pages import SignedInRequest, allow
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.scheduling.models import Appointment
from integration.models import Goal, IntegrationWindow, ProgressNote, TherapySession
from patients.models import Course


@allow(Permission.THERAPY_VIEW)
def course(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Hours held, windows after doses, goals."""
    courses = Course.objects.visible_to(request.user).select_related("site", "patient")
    found = get_object_or_404(courses, pk=pk)
    now = clock.now()
    windows = IntegrationWindow.objects.visible_to(request.user).filter(course=found)
    sessions = TherapySession.objects.visible_to(request.user).filter(course=found)
    return render(
        request,
        "integration/course.html",
        {
            "course": found,
            "patient": found.patient,
            "place": found.site,
            "sessions": sessions.select_related("therapist", "site", "note").order_by(
                "started_at"
            ),
            "windows": [(w, w.state_at(now)) for w in windows.order_by("opens_at")],
            "late": windows.late_at(now).count(),
            "goals": Goal.objects.visible_to(request.user)
            .filter(course=found)
            .in_order()
            .prefetch_related("ratings"),
        },
    )


@allow(Permission.NOTE_WRITE)
def to_sign(request: SignedInRequest) -> HttpResponse:
    """My hours and notes that wait for my signature, the oldest first; visits here that could begin."""
    user = request.user
    sessions = TherapySession.objects.visible_to(user).unsigned().filter(therapist=user)
    notes = ProgressNote.objects.visible_to(user).unsigned().by_author(user).oldest_first()
    here = (
        Appointment.objects.visible_to(user)
        .filter(
            kind__in=TherapySession.Kind.values,
            status=Appointment.Status.ARRIVED,
            left_at=None,
            staff__user=user,
        )
        .exclude(therapy_sessions__status__in=["OPEN", "SIGNED"])
    )
    return render(
        request,
        "integration/to_sign.html",
        {
            "sessions": sessions.select_related("patient", "site").order_by("started_at"),
            "notes": notes.select_related("session", "patient", "site"),
            "visits": here.select_related("patient", "site").order_by("starts_at"),
        },
    )
