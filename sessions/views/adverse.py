"""Adverse events that show themselves later, and what became of those on record."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from sessions.actions import adverse_event
from sessions.models import AdverseEvent
from sessions.views import correcting_forms as forms
from sessions.views.checklist import the_session


@allow(Permission.DOSING_MONITOR)
def later(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Written down afterwards: that evening, the next day, after the session is closed."""
    found = the_session(request, pk)
    form = forms.LaterAdverseForm(request.POST or None, zone=found.site.timezone)
    if form.is_valid() and attempt(
        request, adverse_event.record, found, form=form, **form.cleaned_data
    ):
        return redirect("sessions:adverse-later", pk=pk)
    rows = AdverseEvent.objects.of(pk).select_related("recorded_by", "superseded_by")
    context = {"session": found, "form": form, "rows": rows.order_by("onset_at", "created_at")}
    status = 422 if form.errors else 200
    return render(request, "sessions/adverse.html", context, status=status)


@allow(Permission.DOSING_MONITOR)
def follow(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """A further entry in place of the last one, which stays."""
    row = get_object_or_404(AdverseEvent.objects.visible_to(request.user), pk=pk)
    found = the_session(request, row.session_id)
    given = {"outcome": row.outcome, "treatment": row.treatment, "reported_to": row.reported_to}
    form = forms.FollowForm(request.POST or None, zone=found.site.timezone, initial=given)
    if form.is_valid() and attempt(
        request, adverse_event.follow, row, form=form, **form.cleaned_data
    ):
        return redirect("sessions:adverse-later", pk=row.session_id)
    context = {"session": found, "form": form, "event": row}
    status = 422 if form.errors else 200
    return render(request, "sessions/adverse_follow.html", context, status=status)
