"""Opening hours, a week at a time."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render

from clinic.accounts.here import site_here
from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.scheduling.actions import opening_hours as actions
from clinic.scheduling.models import OpeningHours
from clinic.setup.views.forms import HoursForm


@allow(Permission.ROSTER_MANAGE)
def hours(request: SignedInRequest) -> HttpResponse:
    """The week as it holds today, to be changed from a day on."""
    here = site_here(request)
    today = here.today(clock.now())
    now = OpeningHours.objects.visible_to(request.user).filter(site=here)
    rules = list(now.in_force_between(today, today).order_by("weekday", "opens"))
    form = HoursForm(request.POST or None, rules=rules, today=today)
    if request.method == "POST" and form.is_valid():
        wanted = {"rules": form.rules(), "from_on": form.cleaned_data["from_on"]}
        if attempt(request, actions.set_opening_hours, here, form=form, **wanted):
            return redirect("setup:home")
    later = now.filter(from_on__gt=today).order_by("from_on", "weekday", "opens")
    return render(
        request,
        "setup/hours.html",
        {"form": form, "later": later, "place": here, "rules": rules},
        status=422 if form.errors else 200,
    )
