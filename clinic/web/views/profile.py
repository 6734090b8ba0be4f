"""One's own account: keys, second step, passkeys, password. And saying that one is still here."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinic.accounts.actions import profile as actions
from clinic.accounts.here import site_here
from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.accounts.roles import CLINICAL_ROLES
from clinic.outbox.actions import staff_contact
from clinic.outbox.models import Channel, StaffContact


@allow(Permission.SITE_VIEW)
def profile(request: SignedInRequest) -> HttpResponse:
    if request.method == "POST":
        on = request.POST.get("single_keys") == "on"
        tried = attempt(request, actions.set_single_keys, request.user, on=on)
        if tried.error:
            messages.error(request, tried.error.sentence)
        else:
            messages.success(request, _("Keys are on.") if on else _("Keys are off."))
        return redirect("web:profile")
    contacts = StaffContact.objects.visible_to(request.user).current().filter(staff=request.user)
    number = next((each.address for each in contacts if each.kind == Channel.SMS), "")
    works = bool(request.user.roles_at() & CLINICAL_ROLES)
    return render(request, "web/profile.html", {"keeps_feeds": works, "number": number})


@require_POST
@allow(Permission.TASK_DO)
def contact(request: SignedInRequest) -> HttpResponse:
    """The number at which a text says that a task waits. Empty: none, the mail to the account remains."""
    address = request.POST.get("number", "")
    verb = staff_contact.set_staff_contact
    tried = attempt(request, verb, site_here(request), kind=Channel.SMS.value, address=address)
    if tried.error:
        messages.error(request, tried.error.sentence)
    else:
        messages.success(request, _("Saved."))
    return redirect("web:profile")


@require_POST
def stay(_request: SignedInRequest) -> HttpResponse:
    """The person is at the keyboard: the middleware has noted it; there is nothing to say."""
    return HttpResponse(status=204)
