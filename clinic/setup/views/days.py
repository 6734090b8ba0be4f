"""Days on which the weekly hours do not hold."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from clinic.accounts.here import site_here
from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.scheduling.actions import opening_exception as actions
from clinic.scheduling.models import Appointment, OpeningException
from clinic.setup.views.roster_forms import DayForm


@allow(Permission.ROSTER_MANAGE)
def days(request: SignedInRequest) -> HttpResponse:
    """The exceptions to come, and a form for one more."""
    here = site_here(request)
    form = DayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        tried = attempt(request, actions.set_exception, here, form=form, **form.cleaned_data)
        if tried.result:
            _say(request, tried.result)
            return redirect("setup:days")
    standing = OpeningException.objects.visible_to(request.user).standing().filter(site=here)
    later = standing.filter(on__gte=here.today(clock.now())).order_by("on")
    return render(
        request,
        "setup/days.html",
        {"form": form, "days": later, "place": here},
        status=422 if form.errors else 200,
    )


@require_POST
@allow(Permission.ROSTER_MANAGE)
def withdraw(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The week's hours hold again that day."""
    found = get_object_or_404(OpeningException.objects.visible_to(request.user), pk=pk)
    tried = attempt(request, actions.withdraw_exception, found)
    if tried.error:
        messages.error(request, tried.error.sentence)
    return redirect("setup:days")


def _say(request: SignedInRequest, day: OpeningException) -> None:
    """Visits booked that day stay: say how many."""
    visits = Appointment.objects.visible_to(request.user).standing()
    count = visits.filter(site=day.site_id, wall_date=day.on).count()
    messages.success(request, _("Saved. It holds for new bookings."))
    if count:
        sentence = ngettext(
            "%(count)d visit is booked that day and stays until somebody moves it.",
            "%(count)d visits are booked that day and stay until somebody moves them.",
            count,
        )
        messages.warning(request, sentence % {"count": count})
