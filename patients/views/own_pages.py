"""Letting a patient in to their own pages, and closing them, from the record."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from patients.actions import own_pages as actions
from patients.views.header import find


@require_POST
@allow(Permission.PATIENT_EDIT)
def invite(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Send the link, or send it again."""
    tried = attempt(request, actions.invite, find(request, pk))
    if tried.error:
        messages.error(request, tried.error.sentence)
    else:
        messages.success(request, _("Invited. The e-mail with the link is on its way."))
    return redirect("patients:record", pk=pk)


@require_POST
@allow(Permission.PATIENT_EDIT)
def close(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Nobody signs in any more."""
    tried = attempt(request, actions.close, find(request, pk))
    if tried.error:
        messages.error(request, tried.error.sentence)
    else:
        messages.success(request, _("Closed. Whoever was signed in there is signed out."))
    return redirect("patients:record", pk=pk)
