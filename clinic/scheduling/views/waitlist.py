"""The waitlist: times that became free with who fits, and below them the line."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinic.accounts.here import site_here
from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.scheduling.actions import waitlist as actions
from clinic.scheduling.line import Seen, look_at_line, terms_in_force, whole_line
from clinic.scheduling.models import (
    Appointment,
    FreedTime,
    Kind,
    Offer,
    OpeningHours,
    WaitlistEntry,
)
from clinic.scheduling.views.waitlist_forms import WaitForm
from clinic.sites.models import Site
from patients.models import Course, CourseStep, Patient

# So many free times are looked at on the first page; the others are one click away.
SHOWN = 6
LATELY = 12


@dataclass(frozen=True)
class Free:
    """One free time as the page shows it. `fit` is None where it was not looked at."""

    freed: FreedTime
    offers: list[Offer]
    fit: list[Seen] | None = None


@dataclass(frozen=True)
class InLine:
    """One person in line: what for, since how many days, the booked visit that should come earlier."""

    entry: WaitlistEntry
    days: int
    visit: Appointment | None = None
    wishes: list[str] = field(default_factory=list)


@allow(Permission.APPOINTMENT_VIEW)
def waitlist(request: SignedInRequest) -> HttpResponse:
    """Free times with who fits and who is being asked; the line; what became of the last ones."""
    site, at = site_here(request), clock.now()
    times = FreedTime.objects.visible_to(request.user).filter(site=site)
    rows = times.select_related("room", "appointment__visit_kind", "site")
    coming = list(rows.open().filter(starts_at__gt=at).order_by("starts_at", "id"))
    return render(
        request,
        "scheduling/waitlist.html",
        {
            "free": _free(coming, at),
            "line": _line(request, site, at),
            "lately": rows.exclude(status=FreedTime.Status.OPEN).order_by("-ended_at")[:LATELY],
            "may_edit": request.user.may(Permission.WAITLIST_EDIT, site.pk),
            "has_terms": not coming or terms_in_force(coming[0], at) is not None,
        },
    )


def _free(coming: list[FreedTime], at: datetime) -> list[Free]:
    asked: dict[UUID, list[Offer]] = {}
    running = Offer.objects.running().filter(freed_time__in=coming).select_related("patient")
    for offer in running.order_by("slot"):
        asked.setdefault(offer.freed_time_id, []).append(offer)
    found = []
    for number, freed in enumerate(coming):
        signed = terms_in_force(freed, at) if number < SHOWN else None
        seen = look_at_line(freed, signed[1], at, whole_line(freed)) if signed else None
        busy = {offer.entry_id for offer in asked.get(freed.pk, [])}
        fit = None
        if seen is not None:
            fit = [s for s in seen if not s.reasons and s.who.entry.pk not in busy]
        found.append(Free(freed, asked.get(freed.pk, []), fit))
    return found


def _line(request: SignedInRequest, site: Site, at: datetime) -> list[InLine]:
    rows = WaitlistEntry.objects.visible_to(request.user).in_line().filter(site=site)
    entries = list(rows.select_related("patient", "site", "course", "step").in_order())
    visits = Appointment.objects.expected().filter(
        visit_id__in=[entry.visit_id for entry in entries if entry.visit_id]
    )
    booked = {visit.visit_id: visit for visit in visits}
    today = site.today(at)
    return [
        InLine(
            entry,
            entry.days_waited(at, today),
            booked.get(entry.visit_id) if entry.visit_id else None,
            wishes_in_words(entry),
        )
        for entry in entries
    ]


def wishes_in_words(entry: WaitlistEntry) -> list[str]:
    """What suits this person, a phrase each; empty: anything."""
    days = dict(OpeningHours.Weekday.choices)
    found = [", ".join(str(days[day]) for day in entry.weekdays)] if entry.weekdays else []
    if entry.not_before:
        found.append(_("from %(time)s") % {"time": f"{entry.not_before:%H:%M}"})
    if entry.not_after:
        found.append(_("over by %(time)s") % {"time": f"{entry.not_after:%H:%M}"})
    if entry.notice_hours:
        found.append(_("%(n)d h notice") % {"n": entry.notice_hours})
    if entry.earliest_on:
        found.append(_("from %(day)s") % {"day": date_format(entry.earliest_on, "j M")})
    if entry.latest_on:
        found.append(_("until %(day)s") % {"day": date_format(entry.latest_on, "j M")})
    return found


@allow(Permission.WAITLIST_EDIT)
def add(request: SignedInRequest, patient_id: UUID) -> HttpResponse:
    """Put somebody on: for a booked visit that should come earlier, a planned one, or a kind of visit."""
    patient = get_object_or_404(Patient.objects.visible_to(request.user), pk=patient_id)
    site = site_here(request)
    offered = _wanted(request, patient, site)
    initial = {"what": f"visit:{request.GET['visit']}"} if request.GET.get("visit") else {}
    form = WaitForm(
        request.POST if request.method == "POST" else None,
        choices=[(key, label) for key, (label, _given) in offered.items()],
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        given |= offered[given.pop("what")][1]
        if attempt(request, actions.put_on, patient, form=form, site=site, **given):
            messages.success(request, _("On the waitlist. They are asked when a time fits."))
            return redirect("scheduling:waitlist")
    status = 422 if form.errors else 200
    shown = {"patient": patient, "form": form, "nothing": not offered}
    return render(request, "scheduling/waitlist_add.html", shown, status=status)


def _wanted(
    request: SignedInRequest, patient: Patient, site: Site
) -> dict[str, tuple[str, dict[str, Any]]]:
    """What this person could wait for here: the form's key, its words, what the action is given."""
    user, at = request.user, clock.now()
    visits = Appointment.objects.visible_to(user).expected().filter(patient=patient, site=site)
    coming = visits.filter(starts_at__gt=at, party=None).select_related("visit_kind", "step")
    found: dict[str, tuple[str, dict[str, Any]]] = {}
    booked = list(coming.order_by("starts_at"))
    for visit in booked:
        words = {"visit": visit.visit_kind.name, "when": visit.when()}
        found[f"visit:{visit.pk}"] = (
            _("%(visit)s on %(when)s, earlier") % words,
            {"visit": visit},
        )
    courses = Course.objects.visible_to(user).filter(patient=patient, site=site).open()
    steps = CourseStep.objects.visible_to(user).still_planned().filter(course__in=courses)
    filled = {visit.step_id for visit in booked}
    for step in steps.exclude(kind="MEASURE").select_related("course").in_order():
        if step.pk not in filled:
            label = f"{step.get_kind_display()} {step.number}"
            found[f"step:{step.pk}"] = (label, {"step": step})
    first = _("Screening, any time")
    found["kind:SCREENING"] = (first, {"kind": Kind.SCREENING, "course": courses.first()})
    return found


@require_POST
@allow(Permission.WAITLIST_EDIT)
def take_off(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """They do not wait any more."""
    entry = get_object_or_404(WaitlistEntry.objects.visible_to(request.user), pk=pk)
    tried = attempt(request, actions.take_off, entry)
    if tried.error:
        messages.error(request, tried.error.sentence)
    else:
        messages.success(request, _("Taken off the waitlist."))
    return redirect("scheduling:waitlist")
