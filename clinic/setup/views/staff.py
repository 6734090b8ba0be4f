"""People who work here: invited with a role, their duties, their licences."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinic.accounts.actions import staff as actions
from clinic.accounts.here import site_here
from clinic.accounts.invitation import may_be_invited_again
from clinic.accounts.models import Licence, Membership, User
from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.scheduling.models import CalendarFeed
from clinic.setup.invitation import send_invitation
from clinic.setup.views.forms import CapabilitiesForm, InviteForm, LicenceForm


@allow(Permission.STAFF_MANAGE)
def staff(request: SignedInRequest) -> HttpResponse:
    """Everybody with a role here, and the form that invites somebody."""
    here, now = site_here(request), clock.now()
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        tried = attempt(request, actions.invite, here, form=form, **form.cleaned_data)
        if tried.result is not None:
            _tell(request, tried.result, here)
            return redirect("setup:person", pk=tried.result.pk)
    members = Membership.objects.visible_to(request.user).filter(site=here).current(now)
    return render(
        request,
        "setup/staff.html",
        {
            "members": members.select_related("user").order_by("user__name", "role"),
            "form": form,
            "today": here.today(now),
        },
        status=422 if form.errors else 200,
    )


@allow(Permission.STAFF_MANAGE)
def person(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One person: roles and duties here, licences, and the form for one more licence."""
    user, here = _get(request, pk), site_here(request)
    form = LicenceForm(request.POST or None, initial={"jurisdiction": here.jurisdiction})
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(
            request, actions.record_licence, user, form=form, site=here, **form.cleaned_data
        )
    ):
        return redirect("setup:person", pk=pk)
    return render(request, "setup/person.html", _about(request, user, form), status=_status(form))


@require_POST
@allow(Permission.STAFF_MANAGE)
def invite_again(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The link again, to somebody who has not chosen a password yet."""
    user = _get(request, pk)
    if may_be_invited_again(user):
        _tell(request, user, site_here(request))
    return redirect("setup:person", pk=pk)


@require_POST
@allow(Permission.STAFF_MANAGE)
def capabilities(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The named duties of one role."""
    member = _member(request, pk)
    form = CapabilitiesForm(request.POST)
    error = None
    if form.is_valid():
        error = attempt(request, actions.set_capabilities, member, **form.cleaned_data).error
    return _then(request, member.user_id, error)


@require_POST
@allow(Permission.STAFF_MANAGE)
def end(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The role ends now; what was signed stays signed."""
    member = _member(request, pk)
    if member.user_id == request.user.pk:
        messages.error(request, _("You cannot end your own role. Another manager does."))
        return redirect("setup:person", pk=member.user_id)
    return _then(request, member.user_id, attempt(request, actions.end_membership, member).error)


@require_POST
@allow(Permission.STAFF_MANAGE)
def verify(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Looked up at the board, and it is as written."""
    found = get_object_or_404(Licence.objects.visible_to(request.user), pk=pk)
    here = site_here(request)
    tried = attempt(request, actions.verify_licence, found, site=here)
    return _then(request, found.user_id, tried.error)


@require_POST
@allow(Permission.STAFF_MANAGE)
def licence_status(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """It no longer counts, or it does again."""
    found = get_object_or_404(Licence.objects.visible_to(request.user), pk=pk)
    status = request.POST.get("status")
    if status not in Licence.Status.values:
        return redirect("setup:person", pk=found.user_id)
    here = site_here(request)
    tried = attempt(
        request, actions.suspend_licence, found, site=here, status=Licence.Status(status)
    )
    return _then(request, found.user_id, tried.error)


def _about(request: SignedInRequest, user: User, form: LicenceForm) -> dict[str, Any]:
    here, now = site_here(request), clock.now()
    members = Membership.objects.visible_to(request.user).filter(user=user, site=here)
    rows = [
        {"member": one, "form": CapabilitiesForm(initial={"capabilities": one.capabilities})}
        for one in members.current(now).order_by("role")
    ]
    licences = Licence.objects.visible_to(request.user).filter(user=user)
    feeds = CalendarFeed.objects.visible_to(request.user)
    return {
        "person": user,
        "rows": rows,
        "licences": licences.select_related("verified_by").order_by("kind", "jurisdiction"),
        "form": form,
        "today": here.today(now),
        "waiting": may_be_invited_again(user),
        "feeds": feeds.filter(owner=user).standing().latest_first(),
    }


def _get(request: SignedInRequest, pk: UUID) -> User:
    found: User = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    return found


def _member(request: SignedInRequest, pk: UUID) -> Membership:
    return get_object_or_404(
        Membership.objects.visible_to(request.user), pk=pk, site=site_here(request)
    )


def _tell(request: SignedInRequest, user: User, here: Any) -> None:
    """The mail goes after the commit; if the mail server is away, the invitation stands and can be sent again."""
    if not may_be_invited_again(user):
        messages.success(request, _("Added. This person signs in as before."))
    elif send_invitation(user, here):
        messages.success(request, _("Invited. The e-mail with the link is on its way."))
    else:
        messages.error(
            request, _("Invited, but the e-mail could not be sent. Send it again later.")
        )


def _then(request: SignedInRequest, pk: UUID, error: Any) -> HttpResponse:
    if error:
        messages.error(request, error.sentence)
    return redirect("setup:person", pk=pk)


def _status(form: Any) -> int:
    return 422 if form.errors else 200
