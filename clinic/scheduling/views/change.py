"""What was changed lately, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinic.accounts.here import site_here
from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.scheduling import said
from clinic.scheduling.actions import undo as actions
from clinic.scheduling.models import Change, ChangeLine

BACK = timedelta(hours=12)
SHOWN = 50


@dataclass(frozen=True)
class Shown:
    """One change of the list: its lines in words, and whether this person can take it back now."""

    change: Change
    lines: list[tuple[ChangeLine, str]]
    can_undo: bool


@allow(Permission.APPOINTMENT_VIEW)
def changes(request: SignedInRequest) -> HttpResponse:
    """What was booked, moved and called off here in the last hours, the latest first."""
    site, at = site_here(request), clock.now()
    recent = Change.objects.visible_to(request.user).filter(site=site, made_at__gt=at - BACK)
    rows = recent.prefetch_related("lines__before__site", "lines__after__site")
    shown = [_shown(request, change) for change in rows.order_by("-made_at", "-id")[:SHOWN]]
    return render(request, "scheduling/changes.html", {"shown": shown})


@require_POST
@allow(Permission.CHANGE_UNDO)
def undo(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take a change back, whole, and go on where the person was."""
    change = get_object_or_404(Change.objects.visible_to(request.user), pk=pk)
    tried = attempt(request, actions.undo, change)
    if tried.error:
        messages.error(request, tried.error.sentence)
    else:
        messages.success(request, _("Undone. Everything stands as before, and nobody is told."))
    return redirect(_next(request))


def _next(request: SignedInRequest) -> str:
    asked = request.POST.get("next", "")
    here = {request.get_host()}
    if url_has_allowed_host_and_scheme(asked, here, require_https=request.is_secure()):
        return asked
    return reverse("scheduling:changes")


def _shown(request: SignedInRequest, change: Change) -> Shown:
    mine = change.made_by == request.user.actor_id
    others = request.user.may(Permission.CHANGE_UNDO_OF_OTHERS, change.site_id)
    in_time = change.undone_at is None and clock.now() < change.undo_until
    may = request.user.may(Permission.CHANGE_UNDO, change.site_id) and (mine or others)
    lines = sorted(change.lines.all(), key=lambda line: line.position)
    return Shown(change, [(line, said.line_in_words(line)) for line in lines], in_time and may)
