"""What a person has to do, and handing it on."""

from __future__ import annotations

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
from clinic.tasks.actions import task as actions
from clinic.tasks.models import Task
from clinic.tasks.views.forms import DoneForm, HandOnForm

SHOWN = 200


@allow(Permission.TASK_VIEW)
def mine(request: SignedInRequest) -> HttpResponse:
    """Everything open for this person here, the most urgent first."""
    now, here = clock.now(), Task.objects.visible_to(request.user).filter(site=site_here(request))
    tasks = list(here.open().most_urgent_first().select_related("person", "site")[:SHOWN])
    late = [task for task in tasks if task.is_overdue(now)]
    return render(
        request,
        "tasks/mine.html",
        {"late": late, "coming": [task for task in tasks if task not in late]},
    )


@allow(Permission.TASK_VIEW)
def show(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One task: why it is there, where the work is done, and the two ways to get rid of it."""
    task = _find(request, pk)
    return _page(request, task, DoneForm(), HandOnForm(task))


@allow(Permission.TASK_DO)
@require_POST
def done(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """It is done. Shown again with the sentence if somebody else was first."""
    task, form = _find(request, pk), DoneForm(request.POST)
    if form.is_valid():
        tried = attempt(request, actions.complete, task, form=form, **form.cleaned_data)
        if tried:
            messages.success(request, _("Done: %(what)s") % {"what": task.sentence})
            return redirect("tasks:mine")
    return _page(request, task, form, HandOnForm(task), status=422)


@allow(Permission.TASK_DO)
@require_POST
def hand_on(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Another role or person does it."""
    task = _find(request, pk)
    form = HandOnForm(task, request.POST)
    if form.is_valid():
        tried = attempt(request, actions.reassign, task, form=form, **form.cleaned_data)
        if tried and tried.result is not None:
            to = tried.result.for_whom()
            messages.success(request, _("Handed on to %(whom)s.") % {"whom": to})
            return redirect("tasks:mine")
    return _page(request, task, DoneForm(), form, status=422)


def _find(request: SignedInRequest, pk: UUID) -> Task:
    visible = Task.objects.visible_to(request.user).select_related("person", "site", "done_by")
    return get_object_or_404(visible, pk=pk)


def _page(
    request: SignedInRequest, task: Task, done: DoneForm, hand_on: HandOnForm, status: int = 200
) -> HttpResponse:
    shown = {"task": task, "done_form": done, "hand_on_form": hand_on}
    return render(request, "tasks/show.html", shown, status=status)
