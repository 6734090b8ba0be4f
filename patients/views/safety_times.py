"""How fast alerts are taken on, without a name."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as lazy

from clinic.accounts.here import site_here
from clinic.accounts.pages import SignedInRequest, allow
from clinic.accounts.permissions import Permission
from clinic.core import clock
from patients.safety_times import PERIOD, times

#: The most pressing first; all of them last, as a sum stands.
WORDS = {
    "NOW": lazy("Call at once"),
    "SAME_DAY": lazy("Call the same day"),
    "WITHIN_A_DAY": lazy("Call within a day"),
    "": lazy("All"),
}


@allow(Permission.SAFETY_TIMES_VIEW)
def safety_times(request: SignedInRequest) -> HttpResponse:
    """The median minutes until somebody took an alert on, and how often the next in line had to be told."""
    found = times(site_here(request).pk, clock.now())
    by_urgency = {each.urgency: each for each in found}
    rows = [(words, by_urgency[urgency]) for urgency, words in WORDS.items()]
    shown = {"rows": rows, "all": by_urgency[""], "days": PERIOD.days}
    return render(request, "patients/safety_times.html", shown)
