"""Calendar feeds of the people who work here: ended by a manager, when a telephone is lost."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.scheduling.actions import calendar_feed as actions
from clinic.scheduling.models import CalendarFeed


@require_POST
@allow(Permission.FEED_REVOKE)
def end(request: SignedInRequest, pk: UUID) -> HttpResponse:
    feed = get_object_or_404(CalendarFeed.objects.visible_to(request.user), pk=pk)
    tried = attempt(request, actions.revoke_feed_of, feed)
    if tried.error:
        messages.error(request, tried.error.sentence)
    else:
        messages.success(request, _("That address answers no more."))
    return redirect("setup:person", pk=feed.owner_id)
