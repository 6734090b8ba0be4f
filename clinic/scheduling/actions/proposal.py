"""From what the desk asks for to a whole proposal: which kind of visit, how long, until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NotRequired, TypedDict

from django.utils.translation import gettext as _

from clinic.accounts.action import step as step_of_an_action
from clinic.accounts.models import User
from clinic.core.errors import InvalidInput
from clinic.scheduling.models import Appointment, Kind, Room, VisitKind
from clinic.scheduling.policies.proposal import Proposal
from clinic.scheduling.policies.video import require_place
from clinic.sites.models import Site
from patients.models import Course, CourseStep, Patient

Staff = Sequence[tuple[User, str]]


class Changed(TypedDict, total=False):
    """What may differ in a moved visit. None, or left out: as it was."""

    room: Room | None
    staff: Staff | None  # who, in which role
    minutes: int | None
    mode: str | None
    patient_jurisdiction: str | None
    share_nurse: bool | None


class Asked(TypedDict):
    """What may be asked for besides patient and time. `minutes` None: the planned step's, else the visit kind's."""

    kind: str
    site: Site
    room: NotRequired[Room | None]
    staff: NotRequired[Staff]  # who, in which role
    minutes: NotRequired[int | None]
    course: NotRequired[Course | None]
    step: NotRequired[CourseStep | None]
    route: NotRequired[str]
    mode: NotRequired[str]  # in person unless said
    patient_jurisdiction: NotRequired[str]  # where the patient will be during a video visit
    share_nurse: NotRequired[bool]  # the nurse watches another chair as well


@step_of_an_action
def propose(patient: Patient, starts_at: datetime, asked: Asked) -> Proposal:
    """Raises InvalidInput for a kind the site does not offer, or a length that cannot be."""
    kind, site = asked["kind"], asked["site"]
    course, step, route = asked.get("course"), asked.get("step"), asked.get("route", "")
    if kind == Kind.DOSING and not route and course is not None:
        route = course.route
    visit_kind = _offered(site, kind, route)
    length = asked.get("minutes") or (step.visit_minutes if step else 0) or visit_kind.minutes
    mode = asked.get("mode") or Appointment.Mode.IN_PERSON
    return Proposal(
        site,
        patient,
        course,
        step,
        visit_kind,
        asked.get("room"),
        tuple(dict.fromkeys(asked.get("staff", ()))),
        starts_at,
        starts_at + length_of(length),
        mode,
        _place(mode, asked.get("patient_jurisdiction", "")),
        asked.get("share_nurse", False),
    )


@step_of_an_action
def propose_move(appointment: Appointment, starts_at: datetime, changed: Changed) -> Proposal:
    """The same visit at another time, with what `changed` says. Raises InvalidInput."""
    kind = appointment.visit_kind
    if kind.is_group:  # a seat given up for a time of one's own
        kind = _offered(appointment.site, appointment.kind, appointment.route)
    minutes, staff = changed.get("minutes"), changed.get("staff")
    length = length_of(minutes) if minutes else appointment.ends_at - appointment.starts_at
    booked = list(appointment.staff.select_related("user"))
    shared = changed.get("share_nurse")
    mode = changed.get("mode") or appointment.mode
    place = changed.get("patient_jurisdiction")
    if place is None:
        place = appointment.patient_jurisdiction if mode == appointment.mode else ""
    return Proposal(
        appointment.site,
        appointment.patient,
        appointment.course,
        appointment.step,
        kind,
        changed.get("room") or appointment.room,
        tuple([(each.user, each.role) for each in booked] if staff is None else staff),
        starts_at,
        starts_at + length,
        mode,
        _place(mode, place),
        any(each.shared for each in booked) if shared is None else shared,
    )


def _offered(site: Site, kind: str, route: str) -> VisitKind:
    found = VisitKind.objects.offered(site.pk, kind, route if kind == Kind.DOSING else "")
    if found is None:
        raise InvalidInput(_("This site does not offer that kind of visit."), field="kind")
    return found


@step_of_an_action
def length_of(minutes: int) -> timedelta:
    """Raises InvalidInput for a visit of no possible length."""
    if not 5 <= minutes <= 480:
        raise InvalidInput(_("A visit lasts between 5 minutes and 8 hours."), field="minutes")
    return timedelta(minutes=minutes)


def _place(mode: str, typed: str) -> str:
    """Where the patient will be; empty for a visit in person."""
    if mode == Appointment.Mode.VIDEO:
        return require_place(typed)
    if typed or mode != Appointment.Mode.IN_PERSON:
        raise InvalidInput(_("A visit is in person or by video."), field="mode")
    return ""
