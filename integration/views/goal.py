"""Goals beside the hour."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from clinic.accounts.pages import Attempt, SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from integration.actions import goal as actions
from integration.models import Goal, TherapySession
from integration.views import session as sessions
from integration.views.forms import GoalForm, RateForm


@require_POST
@allow(Permission.THERAPY_RECORD)
def set_goal(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """A goal of the course, set in this session."""
    found = sessions.visible(request, pk)
    form = GoalForm(request.POST)
    if form.is_valid() and attempt(
        request,
        actions.set_goal,
        found.course,
        form=form,
        words=form.cleaned_data["words"],
        session=_running(found),
    ):
        return redirect("integration:session", pk=pk)
    return sessions.page(request, found, status=422, goal_form=form)


@require_POST
@allow(Permission.THERAPY_RECORD)
def rate(request: SignedInRequest, pk: UUID, goal: UUID) -> HttpResponse:
    """How near the patient feels to it."""
    found = sessions.visible(request, pk)
    form = RateForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for error in form.errors["score"]))
        return redirect("integration:session", pk=pk)
    score = form.cleaned_data["score"]
    tried = attempt(
        request, actions.rate, _goal(request, found, goal), score=score, session=_running(found)
    )
    return _back(request, pk, tried)


@require_POST
@allow(Permission.THERAPY_RECORD)
def close(request: SignedInRequest, pk: UUID, goal: UUID) -> HttpResponse:
    """Met, or let go."""
    found = sessions.visible(request, pk)
    outcome = request.POST.get("outcome", "")
    tried = attempt(request, actions.close, _goal(request, found, goal), outcome=outcome)
    return _back(request, pk, tried)


def _goal(request: SignedInRequest, session: TherapySession, pk: UUID) -> Goal:
    rows = Goal.objects.visible_to(request.user).filter(course=session.course_id)
    return get_object_or_404(rows.select_related("course"), pk=pk)


def _running(session: TherapySession) -> TherapySession | None:
    """Goals go on after the signature, without the session."""
    return session if session.status == TherapySession.Status.OPEN else None


def _back(request: SignedInRequest, pk: UUID, tried: Attempt[Any]) -> HttpResponse:
    if tried.error is not None:
        messages.error(request, tried.error.sentence)
    return redirect("integration:session", pk=pk)
