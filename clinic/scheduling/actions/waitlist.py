"""Putting somebody into the line, taking them off it, and noticing when they need it no more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from clinic.accounts.action import action, step
from clinic.accounts.permissions import Permission
from clinic.core.actor import Actor
from clinic.core.errors import DomainError, InvalidInput
from clinic.core.nudge import nudge
from clinic.scheduling.actions import offer as offers
from clinic.scheduling.models import Appointment, FreedTime, Kind, Offer, WaitlistEntry
from clinic.sites.models import Site
from patients.models import Course, CourseStep, Patient
from patients.models.course import OPEN

Status = WaitlistEntry.Status
LAPSE_AT_ONCE = 200  # a tick takes at most so many; the next comes in seconds


class WaitsAlready(DomainError):
    """Nobody stands in line twice for the same visit."""

    code = "waits-already"


@action(Permission.WAITLIST_EDIT)
def put_on(
    patient: Patient,
    *,
    site: Site,
    kind: str = "",
    course: Course | None = None,
    step: CourseStep | None = None,
    visit: Appointment | None = None,
    route: str = "",
    reach: str = WaitlistEntry.Reach.MESSAGE,
    earliest_on: date | None = None,
    latest_on: date | None = None,
    weekdays: Sequence[int] = (),
    not_before: time | None = None,
    not_after: time | None = None,
    notice_hours: int = 0,
    note: str = "",
    asked_by_patient: bool = False,
    by: Actor,
    at: datetime,
) -> WaitlistEntry:
    """Somebody would come sooner: for a planned step, or for a `visit` that is booked already, or for a kind of visit.

    Raises InvalidInput for wishes no day or hour can meet, WaitsAlready when they stand in line for it.
    """
    if visit is not None:
        _require_movable(visit, patient, at)
        kind, route, course, step = visit.kind, visit.route, visit.course, visit.step
    if step is not None:
        kind, course = step.kind, step.course
    if kind not in Kind.values:
        raise InvalidInput(_("What kind of visit do they wait for?"), field="kind")
    if course is None and kind not in {Kind.SCREENING, Kind.FOLLOW_UP}:
        sentence = _("This kind of visit belongs to a course. Open one first.")
        raise InvalidInput(sentence, field="kind")
    if course is not None and course.patient_id != patient.pk:
        raise InvalidInput(_("That course is another patient's."), field="course")
    _require_possible(earliest_on, latest_on, weekdays, not_before, not_after, site.today(at))
    if kind == Kind.DOSING:
        route = route or (course.route if course else "")
    entry = WaitlistEntry(
        site=site,
        patient=patient,
        course=course,
        step=step,
        visit_id=visit.visit_id if visit else None,
        kind=kind,
        route=route if kind == Kind.DOSING else "",
        reach=reach,
        earliest_on=earliest_on,
        latest_on=latest_on,
        weekdays=sorted(set(weekdays)),
        not_before=not_before,
        not_after=not_after,
        notice_hours=notice_hours,
        note=note.strip(),
        asked_by_patient=asked_by_patient,
        created_at=at,
    )
    try:
        with transaction.atomic():
            entry.save()
    except IntegrityError as error:
        if "nobody_waits_twice" not in str(error):
            raise
        raise WaitsAlready(_("They are on the waitlist for this already.")) from error
    _look_again(site, at)
    return entry


@action(Permission.WAITLIST_EDIT)
def take_off(entry: WaitlistEntry, *, because: str = "", by: Actor, at: datetime) -> WaitlistEntry:
    """They do not wait any more. An offer that runs is taken back. Doing it twice changes nothing."""
    # The freed time comes first, as in every answer: one order of locks.
    running = Offer.objects.running().filter(entry=entry).values_list("freed_time_id", flat=True)
    list(FreedTime.objects.select_for_update(of=("self",)).filter(pk__in=list(running)))
    entry = WaitlistEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if entry.status == Status.WITHDRAWN:
        return entry
    for offer in Offer.objects.running().filter(entry=entry):
        offers.take_back(offer, because=_("Taken off the waitlist."), by=by, at=at)
        entry.refresh_from_db()
    _end(entry, Status.WITHDRAWN, because.strip(), by=by, at=at)
    return entry


@action(Permission.WAITLIST_OFFER, anywhere=True)
def lapse(*, by: Actor, at: datetime) -> int:
    """End what nobody needs any more: the visit is booked or done, the last day went by, the course is over.

    A visit that was called off leaves its planned step waiting. Answers how many ended; the clock calls it.
    """
    ended = 0
    line = WaitlistEntry.objects.filter(status=Status.WAITING).order_by("pk")
    rows = line.select_for_update(of=("self",), skip_locked=True)
    waiting = list(rows.select_related("site", "course", "step", "patient")[:LAPSE_AT_ONCE])
    standing = _standing_for(waiting)
    for entry in waiting:
        if entry.visit_id and entry.visit_id not in standing and _step_is_planned(entry):
            entry.visit_id = None
            entry.save()
        because = _over(entry, standing, at)
        if because:
            _end(entry, Status.LAPSED, because, by=by, at=at)
            ended += 1
    return ended


def _standing_for(entries: Sequence[WaitlistEntry]) -> dict[object, Appointment]:
    """Visits not begun, by visit and by step."""
    visits = [entry.visit_id for entry in entries if entry.visit_id]
    steps = [entry.step_id for entry in entries if entry.step_id]
    rows = Appointment.objects.standing()
    found: dict[object, Appointment] = {}
    for row in [*rows.filter(visit_id__in=visits), *rows.filter(step_id__in=steps)]:
        found[row.visit_id] = row
        if row.step_id:
            found[row.step_id] = row
    return found


def _step_is_planned(entry: WaitlistEntry) -> bool:
    return entry.step is not None and entry.step.status == CourseStep.Status.PLANNED


def _over(entry: WaitlistEntry, standing: dict[object, Appointment], at: datetime) -> str:
    """Why nobody waits here any more, or nothing."""
    if entry.patient.deceased_on is not None or entry.patient.merged_into_id is not None:
        return _("The record was closed.")
    if entry.course is not None and entry.course.status not in OPEN:
        return _("The course is over.")
    if entry.latest_on is not None and entry.site.today(at) > entry.latest_on:
        return _("The last day that suited went by.")
    if entry.visit_id is not None:
        visit = standing.get(entry.visit_id)
        if visit is None or visit.starts_at <= at or visit.arrived_at is not None:
            return _("The visit took place or was called off.")
        return ""
    if entry.step_id is not None:
        booked = standing.get(entry.step_id)
        if booked is not None and booked.status != Appointment.Status.HELD:
            return _("The visit is booked.")
        if not _step_is_planned(entry):
            return _("The planned visit is done or dropped.")
    return ""


@step
def _end(
    entry: WaitlistEntry, status: WaitlistEntry.Status, because: str, *, by: Actor, at: datetime
) -> None:
    entry.move_to(status)
    entry.ended_at, entry.ended_by, entry.ended_because = at, by.actor_id, because
    entry.save()


def _look_again(site: Site, at: datetime) -> None:
    """Somebody new is in line: the clock looks at the free times here at its next tick."""
    waiting = FreedTime.objects.open().filter(site=site, look_at__gt=at, rounds__gt=0)
    for freed in waiting.select_for_update(of=("self",), skip_locked=True).order_by("pk"):
        freed.look_at = at
        freed.save()
    nudge("waitlist.tick")


def _require_movable(visit: Appointment, patient: Patient, at: datetime) -> None:
    if visit.patient_id != patient.pk:
        raise InvalidInput(_("That visit is another patient's."), field="visit")
    if visit.status not in {Appointment.Status.BOOKED, Appointment.Status.CONFIRMED}:
        raise InvalidInput(_("Only a booked visit can come earlier."), field="visit")
    if visit.starts_at <= at:
        raise InvalidInput(_("That visit has begun."), field="visit")


def _require_possible(
    earliest_on: date | None,
    latest_on: date | None,
    weekdays: Sequence[int],
    not_before: time | None,
    not_after: time | None,
    today: date,
) -> None:
    """Wishes that no time could ever meet are said at once, at their field."""
    if latest_on is not None and latest_on < max(today, earliest_on or today):
        raise InvalidInput(_("No day is left between the two."), field="latest_on")
    if not_before is not None and not_after is not None and not_after <= not_before:
        raise InvalidInput(_("No hour is left between the two."), field="not_after")
    if not set(weekdays) <= set(range(7)):
        raise InvalidInput(_("Choose days of the week."), field="weekdays")
