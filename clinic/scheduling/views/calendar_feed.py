"""Calendar feeds: the address a calendar asks without signing in, and the page where staff make and end theirs."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from clinic.accounts.here import site_here
from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.accounts.roles import CLINICAL_ROLES
from clinic.core import clock
from clinic.scheduling.actions import calendar_feed as actions
from clinic.scheduling.feed import told_by
from clinic.scheduling.ical import document
from clinic.scheduling.models import CalendarFeed, FeedFetch
from clinic.scheduling.models.calendar_feed import (
    FETCHES,
    FETCHES_WITHIN,
    address_of,
    hash_of,
    new_secret,
)
from clinic.sites.models import Site

Whose = CalendarFeed.Whose


class FeedForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Where will you read it?"),
        help_text=gettext_lazy("For example: my telephone."),
        max_length=60,
    )


class Doorkeeper:
    """Counts addresses that knock with secrets nobody has, in this process's memory, and not for long.

    Guessing 256 bits is hopeless without it; it keeps the noise down. The oldest are forgotten first, so that nobody
    fills the memory.
    """

    ROOM = 1000

    def __init__(self) -> None:
        self._seen: OrderedDict[str, tuple[datetime, int]] = OrderedDict()

    def knocks(self, who: str, at: datetime) -> bool:
        """Count one. False: too many lately."""
        since, count = self._seen.pop(who, (at, 0))
        if at - since > FETCHES_WITHIN:
            since, count = at, 0
        self._seen[who] = (since, count + 1)
        while len(self._seen) > self.ROOM:
            self._seen.popitem(last=False)
        return count < FETCHES


doorkeeper = Doorkeeper()


@login_not_required
@require_safe
def read(request: HttpRequest, secret: str) -> HttpResponse:
    """The feed of whoever made the address, as they may see it today. Unknown and ended addresses answer alike.

    A secret is found by its hash, so how long that takes says nothing about what is in the table.
    """
    at = clock.now()
    standing = CalendarFeed.objects.standing().select_related("owner", "site")
    feed = standing.filter(token_hash=hash_of(secret)).first()
    if feed is None:
        quiet = doorkeeper.knocks(get_adapter().get_client_ip(request), at)
        return _nothing() if quiet else _too_many()
    if not FeedFetch.note(feed, at):
        return _too_many()
    request.actor = feed.owner  # type: ignore[attr-defined]  # who reads, for the access log
    told = told_by(feed, at)
    body = document.feed(feed.site.neutral_name, feed.site.timezone, told.entries)
    etag = f'"{hashlib.sha256(body).hexdigest()}"'
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["ETag"], response["Cache-Control"] = etag, "private, no-cache"
    response["Content-Disposition"] = 'inline; filename="visits.ics"'
    answer = get_conditional_response(request, etag=etag, response=response)
    if answer is response:
        told.note_reads()  # an answer that says "as before" shows nothing
    return answer or response


def _nothing() -> HttpResponse:
    return HttpResponse(
        _("There is no such calendar."), status=HTTPStatus.NOT_FOUND, content_type="text/plain"
    )


def _too_many() -> HttpResponse:
    return HttpResponse(
        _("Ask less often."),
        status=HTTPStatus.TOO_MANY_REQUESTS,
        content_type="text/plain",
        headers={"Retry-After": str(int(FETCHES_WITHIN.total_seconds()))},
    )


@allow(Permission.FEED_KEEP)
def mine(request: SignedInRequest) -> HttpResponse:
    """The feeds of the visits one works at: made here, the address shown once, ended here."""
    if not request.user.roles_at() & CLINICAL_ROLES:
        raise PermissionDenied
    return keep(request, "scheduling/feeds.html", Whose.STAFF, site_here(request))


@require_POST
@allow(Permission.FEED_KEEP)
def end(request: SignedInRequest, pk: UUID) -> HttpResponse:
    end_own(request, pk)
    return redirect("scheduling:feeds")


def keep(request: SignedInRequest, template: str, whose: str, site: Site) -> HttpResponse:
    """List, form, and once after making one its address. The portal has the same page for patients."""
    form = FeedForm(request.POST or None)
    made, status = "", 200
    if request.method == "POST":
        secret = new_secret()
        if form.is_valid() and attempt(
            request,
            actions.make_feed,
            site,
            form=form,
            whose=whose,
            secret=secret,
            **form.cleaned_data,
        ):
            made, form = address_of(secret), FeedForm()
        else:
            status = 422
    own = CalendarFeed.objects.visible_to(request.user).of(request.user.pk, whose).standing()
    shown = {"form": form, "address": made, "feeds": own.latest_first(), "place": site}
    return render(request, template, shown, status=status)


def end_own(request: SignedInRequest, pk: UUID) -> None:
    """End one of one's own feeds, or 404."""
    own = CalendarFeed.objects.visible_to(request.user).filter(owner=request.user)
    _said(request, attempt(request, actions.revoke_feed, get_object_or_404(own, pk=pk)).error)


def _said(request: SignedInRequest, error: Any) -> None:
    if error:
        messages.error(request, error.sentence)
    else:
        messages.success(request, _("That address answers no more."))
