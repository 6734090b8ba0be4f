"""One hour: what was recorded, its note beside it, its signature."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from clinic.accounts.pages import SignedInRequest, allow, attempt, proof
from clinic.accounts.permissions import Permission
from clinic.scheduling.models import Appointment
from integration.actions import therapy_session as actions
from integration.models import Goal, ProgressNote, TherapySession
from integration.views.forms import CompleteForm, GoalForm, NoteForm, TopicsForm, VoidForm


def visible(request: SignedInRequest, pk: UUID) -> TherapySession:
    rows = TherapySession.objects.visible_to(request.user).select_related(
        "course", "patient", "site", "therapist", "appointment", "dose_appointment", "voided_by"
    )
    return get_object_or_404(rows, pk=pk)


def page(
    request: SignedInRequest, session: TherapySession, status: int = 200, **shown: Any
) -> HttpResponse:
    """The page of one session; ``shown`` holds what a refused form wants to show again."""
    notes = ProgressNote.objects.visible_to(request.user).select_related("author", "signed_by")
    note = notes.filter(session=session).first()
    mine = session.therapist_id == request.user.pk
    writes = note is not None and not note.is_signed and note.author_id == request.user.pk
    given = {
        "session": session,
        "patient": session.patient,
        "note": note,
        "addenda": note.addenda.in_order().select_related("author") if note else [],
        "writes": writes,
        "runs": mine and session.status == TherapySession.Status.OPEN,
        "mine": mine,
        "topics": TopicsForm(session=session) if session.kind == "PREPARATION" else None,
        "note_form": NoteForm(initial={"body": note.body, "version": note.version})
        if note and writes
        else None,
        "goals": Goal.objects.visible_to(request.user)
        .filter(course=session.course_id)
        .in_order()
        .prefetch_related("ratings"),
        "goal_form": GoalForm(),
    }
    return render(request, "integration/session.html", {**given, **shown}, status=status)


@allow(Permission.THERAPY_VIEW)
def session(request: SignedInRequest, pk: UUID) -> HttpResponse:
    return page(request, visible(request, pk))


@require_POST
@allow(Permission.THERAPY_RECORD)
def start(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The hour of an arrived visit begins."""
    visits = Appointment.objects.visible_to(request.user)
    visit = get_object_or_404(visits.select_related("course", "site"), pk=pk)
    tried = attempt(request, actions.start, visit)
    if tried.result is not None:
        return redirect("integration:session", pk=tried.result.pk)
    if tried.error is not None:
        messages.error(request, tried.error.sentence)
    return redirect("scheduling:visit", pk=pk)


@require_POST
@allow(Permission.THERAPY_RECORD)
def topics(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The points of the preparation, as typed so far."""
    found = visible(request, pk)
    form = TopicsForm(request.POST, session=found)
    if form.is_valid() and attempt(
        request, actions.record_topics, found, topics=form.cleaned_data, form=form
    ):
        return redirect("integration:session", pk=pk)
    return page(request, found, status=422, topics=form)


@allow(Permission.THERAPY_RECORD)
def complete(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """It was held: the therapist signs."""
    found = visible(request, pk)
    form = CompleteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        proved_at = proof(request, form)
        if proved_at and attempt(
            request, actions.complete, found, form=form, authenticated_at=proved_at
        ):
            return redirect("integration:session", pk=pk)
    return _signing(request, "integration/complete.html", found, form)


@allow(Permission.THERAPY_RECORD)
def void(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """It was a mistake, and no longer counts."""
    found = visible(request, pk)
    form = VoidForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        proved_at = proof(request, form)
        reason = form.cleaned_data["reason"]
        if proved_at and attempt(
            request, actions.void, found, form=form, reason=reason, authenticated_at=proved_at
        ):
            return redirect("integration:session", pk=pk)
    return _signing(request, "integration/void.html", found, form)


def _signing(
    request: SignedInRequest, template: str, found: TherapySession, form: Any
) -> HttpResponse:
    shown = {"session": found, "patient": found.patient, "form": form}
    return render(request, template, shown, status=422 if form.errors else 200)
