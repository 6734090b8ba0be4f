"""A clinician is away for a day: everybody's visits that count on them, re-planned together in one preview."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clinic.accounts.here import site_here
from clinic.accounts.models import User
from clinic.accounts.pages import SignedInRequest, allow
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.scheduling import preview
from clinic.scheduling.actions import away as actions
from clinic.scheduling.falling_out import staff_away
from clinic.scheduling.models.visit_kind import WORKING_ROLES
from clinic.scheduling.planner import plan as planner
from clinic.scheduling.planner.problem import NoPlan
from clinic.scheduling.views import accept
from clinic.scheduling.views.forms import working_here
from clinic.sites.models import Site


class AwayForm(forms.Form):
    """Who, and which day."""

    staff = forms.ChoiceField(label=_("Who is away?"))
    on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, site: Site, at: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [user for role in WORKING_ROLES for user in working_here(site, role, at)]
        self.people = {str(user.pk): user for user in sorted(found, key=lambda user: user.name)}
        staff = self.fields["staff"]
        if isinstance(staff, forms.ChoiceField):
            staff.choices = [("", "—"), *((pk, user.name) for pk, user in self.people.items())]

    @property
    def person(self) -> User:
        return self.people[self.cleaned_data["staff"]]


@dataclass(frozen=True)
class OfPatient:
    """The rows of one patient, those that keep their time first."""

    name: str
    rows: list[preview.PreviewRow]

    @property
    def value(self) -> str:
        """All of the patient's rows, accepted as one."""
        return f"[{', '.join(row.value for row in self.rows)}]"


@dataclass(frozen=True)
class Absence:
    """What the day becomes: by patient, or why there is no plan."""

    patients: list[OfPatient]
    proven: bool = True
    impossible: NoPlan | None = None
    notices: tuple[str, ...] = ()

    @property
    def moved(self) -> int:
        """How many patients get another time."""
        return sum(any(row.moves_time for row in each.rows) for each in self.patients)


@allow(Permission.APPOINTMENT_BOOK)
def away(request: SignedInRequest) -> HttpResponse:
    """Choose the person and the day; the preview follows; accept it whole, or patient by patient."""
    site, at = site_here(request), clock.now()
    asked = request.POST if request.method == "POST" else request.GET
    form = AwayForm(
        asked if "staff" in asked else None, site=site, at=at, initial=_day(request, site, at)
    )
    if accept.accepts(request) and form.is_valid():
        given = {"staff": form.person, "day": form.cleaned_data["on"]}
        if accept.apply(request, actions.send_away, site, **given):
            return redirect(f"{reverse('scheduling:day')}?on={given['day'].isoformat()}")
    absence = _absence(request, site, form) if form.is_bound and form.is_valid() else None
    page = {"form": form, "absence": absence, "person": form.person if absence else None}
    refused = form.errors or request.method == "POST"
    return render(request, "scheduling/away.html", page, status=422 if refused else 200)


def _day(request: SignedInRequest, site: Site, at: Any) -> dict[str, Any]:
    """The day the person was looking at, or today."""
    return {"on": request.GET.get("on") or site.today(at)}


def _absence(request: SignedInRequest, site: Site, form: AwayForm) -> Absence:
    day = form.cleaned_data["on"]
    found = planner.sick_day(site, form.person.pk, day, at=clock.now())
    if isinstance(found, NoPlan):
        return Absence([], impossible=found, notices=found.notices)
    rows = preview.rows_of(found.lines, site, request.user, staff_away(found))
    return Absence(by_patient(rows), found.proven, notices=found.notices)


def by_patient(rows: Iterable[preview.PreviewRow]) -> list[OfPatient]:
    """Who keeps the time with another clinician first, then in order of time."""
    groups: dict[UUID | None, list[preview.PreviewRow]] = {}
    for row in rows:
        groups.setdefault(row.patient_id, []).append(row)
    found = [
        OfPatient(
            next((row.visit.patient.full_name for row in own if row.visit), ""),
            sorted(own, key=lambda row: (row.moves_time, str(row.starts_at))),
        )
        for own in groups.values()
    ]
    return sorted(
        found,
        key=lambda each: (any(row.moves_time for row in each.rows), str(each.rows[0].starts_at)),
    )
