"""Finding a person: by name however spelt, birth date in any form, telephone or record number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from clinic.accounts.here import current_site
from clinic.accounts.models import User
from clinic.accounts.pages import SignedInRequest, allow
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.sites.models import Site
from clinic.web.views.live import is_piece
from patients.models import Course, Patient
from patients.models.patient_search import LIMIT

#: Under the box: so many at most, from so many letters on.
OFFERED = 8
SHORTEST = 2


@allow(Permission.PATIENT_VIEW)
def find(request: SignedInRequest) -> HttpResponse:
    """``/find/?q=``: the likeliest twenty; straight to the person when a whole number names one."""
    asked = " ".join(request.GET.get("q", "").split())[:100]
    site = current_site(request)
    more = {"limit": LIMIT, "register_url": _register_url(request.user)}
    if is_piece(request):
        return _options(request, asked, site)
    if not asked or site is None:
        return render(request, "web/find.html", {"asked": asked, "rows": [], **more})
    now = clock.now()
    people = Patient.objects.visible_to(request.user).search(asked, today=site.today(now))
    if len(people) == 1 and people[0].record_number.casefold() == asked.casefold():
        return redirect("web:patient", people[0].pk)
    rows = _rows(people, request.user)
    return render(request, "web/find.html", {"asked": asked, "rows": rows, **more})


def _options(request: SignedInRequest, asked: str, site: Site | None) -> HttpResponse:
    """The likeliest few as the choices under the box; a single letter finds nobody yet."""
    people: Sequence[Patient] = []
    if site is not None and len(asked) >= SHORTEST:
        found = Patient.objects.visible_to(request.user)
        people = list(found.search(asked, today=site.today(clock.now())))[:OFFERED]
    return render(request, "web/_find_options.html", {"asked": asked, "people": people})


def _register_url(user: User) -> str:
    may = user.may(Permission.PATIENT_REGISTER, None)
    return reverse("patients:register") if may else ""


def _rows(people: Sequence[Patient], user: User) -> list[dict[str, Any]]:
    """Each person with where their open course stands. One query for all."""
    courses: dict[UUID, Course] = {
        course.patient_id: course
        for course in Course.objects.visible_to(user).open().filter(patient__in=people)
    }
    return [{"patient": person, "course": courses.get(person.pk)} for person in people]
