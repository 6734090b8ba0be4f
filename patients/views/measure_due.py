"""Who has not answered what they were to answer: for the desk to remind, for care to ask."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as lazy

from clinic.accounts.here import site_here
from clinic.accounts.pages import SignedInRequest, allow
from clinic.accounts.permissions import Permission
from clinic.core import clock
from patients.measures.late import COLUMNS, by_person
from patients.models import CareTeamMember, InstrumentDefinition, MeasureDue

# More than this is a list nobody works through; the API gives all of it.
SHOWN = 200
LAPSED_DAYS = 30


class Show(StrEnum):
    """Which list."""

    OVERDUE = "overdue"
    NOW = "now"
    LAPSED = "lapsed"


NAMES = {
    Show.OVERDUE: lazy("Overdue"),
    Show.NOW: lazy("Due now"),
    Show.LAPSED: lazy("Not answered in time"),
}


@allow(Permission.PATIENT_VIEW)
def due(request: SignedInRequest) -> HttpResponse:
    """``?show=overdue`` (the first), ``now`` or ``lapsed``; ``&mine=1`` for those in one's own care."""
    site, now = site_here(request), clock.now()
    today = site.today(now)
    asked = request.GET.get("show", "")
    show = Show(asked) if asked in set(Show) else Show.OVERDUE
    here = MeasureDue.objects.visible_to(request.user).filter(site=site)
    mine = request.GET.get("mine") == "1"
    if mine:
        team = CareTeamMember.objects.visible_to(request.user).current(now)
        here = here.filter(patient__in=team.filter(user=request.user, site=site).values("patient"))
    rows = {
        Show.OVERDUE: here.overdue(today),
        Show.NOW: here.now(today),
        Show.LAPSED: here.lapsed(today).filter(due_on__gte=today - timedelta(days=LAPSED_DAYS)),
    }[show]
    reads = request.user.may(Permission.MEASURE_VIEW, site.pk)
    found = rows.soonest_first()[:SHOWN].plain(*COLUMNS)
    shown: dict[str, Any] = {
        "people": by_person(found, today, _words() if reads else {}),
        "is_cut": len(found) == SHOWN,
        "show": show,
        "lists": [(each, NAMES[each]) for each in Show],
        "mine": mine,
        "has_own": request.user.may(Permission.THERAPY_VIEW, site.pk),
        "reads": reads,
    }
    return render(request, "patients/measures_due.html", shown)


def _words() -> dict[str, str]:
    """What each questionnaire and each moment is called, by code."""
    rows = InstrumentDefinition.objects.filter(language="en").current()
    titles = dict(rows.values_list("code", "title"))
    return titles | {str(code): str(label) for code, label in MeasureDue.Moment.choices}
