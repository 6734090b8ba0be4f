"""The working week of each clinician."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from clinic.accounts.here import site_here
from clinic.accounts.models import Membership, User
from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.scheduling.actions import working_pattern as actions
from clinic.scheduling.models import WorkingPattern
from clinic.scheduling.models.visit_kind import WORKING_ROLES
from clinic.setup.views.roster_forms import WeekForm
from clinic.sites.models import Site


@allow(Permission.ROSTER_MANAGE)
def weeks(request: SignedInRequest) -> HttpResponse:
    """Everybody with a clinical role here, and how many days of the week they work."""
    here = site_here(request)
    members = Membership.objects.visible_to(request.user).filter(site=here)
    members = members.filter(role__in=WORKING_ROLES).current(clock.now())
    rules = _rules(request, here, here.today(clock.now()))
    found = members.select_related("user").order_by("user__name", "role")
    rows = [_row(member, rules, here.today(clock.now())) for member in found]
    return render(request, "setup/weeks.html", {"rows": rows, "place": here})


@allow(Permission.ROSTER_MANAGE)
def week(request: SignedInRequest, pk: UUID, role: str) -> HttpResponse:
    """One person's week in one role, to be changed from a day on."""
    here, now = site_here(request), clock.now()
    person = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    if role not in WORKING_ROLES:
        raise Http404
    rules = _newest(_rules(request, here, here.today(now)), person.pk, role)
    form = WeekForm(request.POST or None, rules=rules, today=_since(rules, here.today(now)))
    if request.method == "POST" and form.is_valid():
        wanted = {"rules": form.rules(), "from_on": form.cleaned_data["from_on"], "role": role}
        if not attempt(request, actions.set_week, here, staff=person, form=form, **wanted).error:
            messages.success(request, _("Saved. The shifts are made some months ahead."))
            return redirect("setup:weeks")
    return render(
        request,
        "setup/week.html",
        {"form": form, "person": person, "place": here, "rules": rules, "role": role},
        status=422 if form.errors else 200,
    )


def _rules(request: SignedInRequest, here: Site, today: date) -> list[WorkingPattern]:
    """Every rule that holds today or will."""
    rules = WorkingPattern.objects.visible_to(request.user).filter(site=here)
    return list(rules.in_force_between(today, date.max).order_by("weekday", "starts"))


def _newest(rules: list[WorkingPattern], user_id: UUID, role: str) -> list[WorkingPattern]:
    """The week that was set last for one person and role; it may begin later."""
    own = [rule for rule in rules if rule.staff_id == user_id and rule.role == role]
    since = _since(own, date.min)
    return [rule for rule in own if rule.until_on is None or rule.until_on > since]


def _since(rules: list[WorkingPattern], today: date) -> date:
    return max([today, *(rule.from_on for rule in rules)])


def _row(member: Membership, rules: list[WorkingPattern], today: date) -> dict[str, Any]:
    own = _newest(rules, member.user_id, member.role)
    since = _since(own, today)
    return {"member": member, "days": _in_words(own), "since": since if since > today else None}


def _in_words(rules: list[WorkingPattern]) -> list[str]:
    """ "Monday 08:00–16:00", a day each; on call says so."""
    return [
        f"{rule.get_weekday_display()} {rule.starts:%H:%M}–{rule.ends:%H:%M}"
        + (f" ({_('on call')})" if rule.on_call else "")
        for rule in rules
    ]
