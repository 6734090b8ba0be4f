"""Book a visit: who, what for, and one of the next free times, or any other typed in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from clinic.accounts.here import site_here
from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.core import clock, localtime
from clinic.scheduling.actions import appointment as actions
from clinic.scheduling.foresight import obstacles_of
from clinic.scheduling.models import Appointment, Kind, Room, VisitKind
from clinic.scheduling.models.free_time import FreeTime, Search, find
from clinic.scheduling.policies.booking import COURSE_ALLOWS
from clinic.scheduling.policies.gaps import gap_warnings
from clinic.scheduling.policies.window import Window, window_of
from clinic.scheduling.views.forms import BookForm
from clinic.scheduling.views.slot_wishes import WishForm
from clinic.sites.models import Site
from patients.models import CareTeamMember, Course, CourseStep, Patient

LOOK_AHEAD = timedelta(days=42)
SHOWN = 8


@allow(Permission.APPOINTMENT_BOOK)
def who(request: SignedInRequest) -> HttpResponse:
    """For whom? Found by name, birth date or phone."""
    text = request.GET.get("q", "")[:200].strip()
    patients = Patient.objects.visible_to(request.user)
    today = site_here(request).today(clock.now())
    found = patients.search(text, today=today) if text else []
    shown = {"q": text, "found": found, "for_waitlist": request.GET.get("for") == "waitlist"}
    return render(request, "scheduling/who.html", shown)


@allow(Permission.APPOINTMENT_BOOK)
def book(request: SignedInRequest, patient_id: UUID) -> HttpResponse:
    """The form, with the next free times of the chosen kind as buttons that fill it in."""
    patient = get_object_or_404(Patient.objects.visible_to(request.user), pk=patient_id)
    wish = _wish(request, patient)
    if request.method == "POST" and wish.form.is_valid():
        given = {**wish.form.wanted(), "site": wish.site, "course": wish.course}
        tried = attempt(request, actions.book, patient, form=wish.form, **given)
        if tried.result:
            say_booked(request, tried.result)
            return redirect("scheduling:visit", pk=tried.result.pk)
        wish.form.offer_override(tried.error)
    return render(
        request,
        "scheduling/book.html",
        {"patient": patient, "form": wish.form, "wish": wish, "free": _free_times(wish)},
        status=422 if wish.form.errors else 200,
    )


@dataclass(frozen=True)
class Wish:
    """What the page is about: the patient's course here, the kinds it allows, the one chosen."""

    site: Site
    patient: Patient
    course: Course | None
    form: BookForm
    chosen: VisitKind | None
    step: CourseStep | None
    at: datetime
    wishes: WishForm
    kinds: list[VisitKind] = field(default_factory=list)


def _wish(request: SignedInRequest, patient: Patient) -> Wish:
    site, at = site_here(request), clock.now()
    courses = Course.objects.visible_to(request.user).filter(patient=patient, site=site)
    course = courses.order_by("-opened_at").first()
    kinds = _kinds(site, course)
    steps = _steps(course)
    data = request.POST if request.method == "POST" else None
    asked = request.POST or request.GET
    form = BookForm(data, site=site, at=at, kinds=kinds, steps=steps, initial=request.GET.dict())
    chosen = form.kinds.get(asked.get("visit_kind", ""), kinds[0] if kinds else None)
    step = form.steps.get(asked.get("step", "")) or next(
        (each for each in steps if chosen and each.kind == chosen.kind), None
    )
    wishes = WishForm(request.GET, people=form.therapists, therapist=_therapist_of(course))
    form.initial.setdefault("visit_kind", chosen.code if chosen else "")
    form.initial.setdefault("step", str(step.pk) if step else "")
    return Wish(site, patient, course, form, chosen, step, at, wishes, kinds)


def _therapist_of(course: Course | None) -> str:
    """Whoever treats the patient as a therapist today: the same face at every visit, where it can be."""
    if course is None:
        return ""
    team = CareTeamMember.objects.filter(patient=course.patient_id, role="THERAPIST")
    found = team.filter(ended_at=None).order_by("-started_at").values_list("user_id", flat=True)
    return str(found.first() or "")


def _kinds(site: Site, course: Course | None) -> list[VisitKind]:
    """What can be booked now: kinds the course's state allows, doses of the course's own route."""
    offered = VisitKind.objects.at_site(site.pk).filter(is_offered=True).order_by("code")
    if course is None:
        return [kind for kind in offered if kind.kind in {Kind.SCREENING, Kind.FOLLOW_UP}]
    return [
        kind
        for kind in offered
        if course.status in COURSE_ALLOWS[kind.kind]
        and (not kind.route or kind.route == course.route)
    ]


def _steps(course: Course | None) -> list[CourseStep]:
    if course is None:
        return []
    booked = Appointment.objects.standing().filter(course=course, step__isnull=False)
    planned = CourseStep.objects.still_planned().filter(course=course).exclude(kind="MEASURE")
    return list(planned.exclude(pk__in=booked.values("step")).in_order())


def _free_times(wish: Wish) -> list[dict[str, Any]]:
    """The next free times, each with a link that fills the form in."""
    if wish.chosen is None:
        return []
    gaps = window_of(wish.step) if wish.step else Window()
    after, until = gaps.within(wish.at, max(wish.at, gaps.earliest or wish.at) + LOOK_AHEAD)
    search = Search(
        site=wish.site,
        visit_kind=wish.chosen,
        after=after,
        until=until,
        patient_id=wish.patient.pk,
        minutes=(wish.step.visit_minutes if wish.step else 0) or None,
        limit=SHOWN,
        **wish.wishes.asked(),
    )
    free = find(search)
    obstacles = obstacles_of(free, search, wish.course, wish.at)
    rooms = Room.objects.filter(pk__in=[each.room_id for each in free])
    names = dict(rooms.values_list("pk", "name"))
    return [
        {**_offer(each, wish, names), "obstacles": said}
        for each, said in zip(free, obstacles, strict=True)
    ]


def _offer(free: FreeTime, wish: Wish, names: dict[UUID, str]) -> dict[str, Any]:
    wall = localtime.wall_time(free.starts_at, wish.site.timezone)
    fill = {
        "visit_kind": wish.chosen.code if wish.chosen else "",
        "step": str(wish.step.pk) if wish.step else "",
        "on": wall.date().isoformat(),
        "time": f"{wall:%H:%M}",
        "turn": localtime.turn_of(free.starts_at, wish.site.timezone) or "",
        "room": str(free.room_id or ""),
        **{role.lower(): str(user_id) for user_id, role in free.staff},
    }
    return {
        "when": localtime.day_and_clock_text(free.starts_at, wish.site.timezone),
        "room": names.get(free.room_id) if free.room_id else "",
        "who": ", ".join(
            wish.form.people[str(user_id)].name
            for user_id, _role in free.staff
            if str(user_id) in wish.form.people
        ),
        "href": "?" + urlencode(fill),
    }


def say_booked(request: SignedInRequest, visit: Appointment) -> None:
    messages.success(request, _("Booked: %(when)s.") % {"when": visit.when()})
    for warning in gap_warnings(visit):
        messages.warning(request, warning)
