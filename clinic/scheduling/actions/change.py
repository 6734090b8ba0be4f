"""One change of the calendar, however many visits it moves: all of it happens, or none of it.

Everything any of its visits takes or leaves is locked first, in one order. Then every visit that moves gives its place
up, and only then the new ones are placed, each under the same rules as a single booking: two visits may change places.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.accounts.action import action, step
from clinic.accounts.permissions import Permission
from clinic.accounts.system import SystemActor
from clinic.core.actor import Actor
from clinic.core.errors import DomainError, InvalidInput
from clinic.core.events import publish
from clinic.core.failpoints import failpoint
from clinic.core.locks import lock_all
from clinic.scheduling import events
from clinic.scheduling.actions.placement import give_up, place, resources_of
from clinic.scheduling.actions.row import (
    Row,
    RowChanged,
    RowRefused,
    check_rows,
    proposal_of,
)
from clinic.scheduling.models import Appointment, Change, ChangeLine
from clinic.scheduling.policies.booking import Proposal, is_late
from clinic.sites.models import Site
from patients.actions import course_step
from patients.models import Course, CourseStep

Status = Appointment.Status


class ChangeFacts(TypedDict):
    """What every event of the calendar carries."""

    appointment_id: UUID
    patient_id: UUID
    site_id: UUID
    kind: str
    at: datetime


@action(Permission.APPOINTMENT_BOOK)
def book_plan(course: Course, *, lines: Sequence[Row], by: Actor, at: datetime) -> Change:
    """Accept a course's plan: book its new visits and move those that must, in one go. Raises RowRefused."""
    if any(_course_of(row) != course.pk for row in lines):
        raise InvalidInput(_("That row belongs to another course."), field="lines")
    return apply_rows(course.site, Change.Kind.PLAN, lines, by=by, at=at)


@action(Permission.APPOINTMENT_BOOK)
def apply_replan(
    site: Site,
    *,
    lines: Sequence[Row],
    kind: Change.Kind = Change.Kind.REPLAN,
    by: Actor,
    at: datetime,
) -> Change:
    """Accept a preview, whole or the rows chosen of it. Raises RowRefused for the first row that cannot be."""
    return apply_rows(site, kind, lines, by=by, at=at)


@action(Permission.APPOINTMENT_BOOK)
def move_with(
    appointment: Appointment, *, lines: Sequence[Row], by: Actor, at: datetime
) -> Change:
    """Move one visit, and with it the others of its course that must follow. Raises RowRefused."""
    if all(row.visit is None or row.visit.pk != appointment.pk for row in lines):
        raise InvalidInput(_("The visit itself is missing among the rows."), field="lines")
    kind = Change.Kind.REPLAN if len(lines) > 1 else Change.Kind.MOVE
    return apply_rows(appointment.site, kind, lines, by=by, at=at)


@action(Permission.APPOINTMENT_CANCEL)
def cancel_with(
    appointment: Appointment, *, lines: Sequence[Row], by: Actor, at: datetime
) -> Change:
    """Call one visit off, or write down that nobody came, and settle the rest of its course with it."""
    kind = Change.Kind.NO_SHOW if any(row.missed for row in lines) else Change.Kind.CANCEL
    return apply_rows(appointment.site, kind, lines, by=by, at=at)


@step
def record(
    site: Site,
    kind: Change.Kind,
    lines: Iterable[tuple[Appointment | None, Appointment | None, CourseStep | None]],
    *,
    by: Actor,
    at: datetime,
) -> Change | None:
    """Keep what a change put in place of what, so that it can be undone. Nobody undoes what the system did."""
    if isinstance(by, SystemActor):
        return None
    change = Change(site=site, kind=kind, made_at=at, made_by=by.actor_id, created_at=at)
    change.save()
    ChangeLine.objects.bulk_create(
        ChangeLine(change=change, position=n, before=before, after=after, step=planned)
        for n, (before, after, planned) in enumerate(lines)
    )
    return change


@dataclass
class _Work:
    """A row on its way: the visit as it is under the lock, what is proposed, what came of it."""

    row: Row
    proposal: Proposal | None
    before: Appointment | None = None
    was: str = ""
    after: Appointment | None = None


@step
def apply_rows(
    site: Site, kind: Change.Kind, rows: Sequence[Row], *, by: Actor, at: datetime
) -> Change:
    """All of the rows, or none of them: see the module."""
    check_rows(site, rows)
    works = [_Work(row, proposal_of(row, site)) for row in rows]
    things = [thing for work in works for thing in _things(work)]
    lock_all(things)
    lock_courses(rows)
    failpoint("change.locked")
    _load(works, site)
    for work in works:
        _end(work, site, by, at)
    failpoint("change.given_up")
    for work in works:
        _place(work, site, by, at)
    failpoint("change.placed")
    change = record(site, kind, [_line(work) for work in works], by=by, at=at)
    for work in works:
        _tell(work, at)
    if change is None:
        raise DomainError(_("A plan is accepted by a person."))
    return change


def _line(work: _Work) -> tuple[Appointment | None, Appointment | None, CourseStep | None]:
    # A hold promised nothing: what replaced it is a booking like any other.
    before = None if work.was == Status.HELD and work.after is not None else work.before
    return before, work.after, work.row.step if work.row.drops else None


def _course_of(row: Row) -> UUID | None:
    thing = row.visit or row.step
    return thing.course_id if thing else None


def _things(work: _Work) -> list[tuple[str, UUID]]:
    new = work.proposal.resources() if work.proposal else []
    return [*new, *(resources_of(work.row.visit) if work.row.visit else [])]


@step
def lock_courses(rows: Iterable[Row]) -> None:
    """Courses before visits, in one order, as a pause takes them."""
    wanted = {found for row in rows if (found := _course_of(row)) is not None}
    locked = Course.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=wanted)
    list(locked.order_by("pk").values_list("pk", flat=True))


def _load(works: Sequence[_Work], site: Site) -> None:
    """The visits as they are now, locked; a row whose visit was changed since it was shown is refused."""
    asked = [work.row.visit.pk for work in works if work.row.visit]
    found = Appointment.objects.select_for_update(of=("self",)).filter(pk__in=asked)
    now = {visit.pk: visit for visit in found.order_by("pk")}
    for work in works:
        shown = work.row.visit
        if shown is None:
            continue
        work.before = now[shown.pk]
        work.was = work.before.status
        if work.before.version != (work.row.version or shown.version):
            raise RowRefused(work.row, RowChanged(), site)


def _end(work: _Work, site: Site, by: Actor, at: datetime) -> None:
    """The visit gives its place up: moved, called off or missed."""
    visit, row = work.before, work.row
    if row.drops and row.step is not None:
        _drop(row, site)
    if visit is None:
        return
    try:
        if row.reason or row.missed:
            work.before = _call_off(visit, row, by, at)
        else:
            work.before = give_up(visit, by=by, at=at)
    except DomainError as why:
        raise RowRefused(row, why, site) from why


def _call_off(visit: Appointment, row: Row, by: Actor, at: datetime) -> Appointment:
    if visit.left_at is not None:
        raise DomainError(_("This visit is over. It cannot be called off."))
    if row.missed and at < visit.starts_at:
        raise DomainError(_("This visit has not begun. Nobody has missed it yet."))
    if row.to is not None and visit.status == Status.ARRIVED:
        raise DomainError(_("This patient has arrived. Call the visit off first."))
    late = not row.missed and visit.status != Status.HELD and is_late(visit, row.reason, at)
    ending = Status.NO_SHOW if row.missed else Status.LATE_CANCELLED if late else Status.CANCELLED
    visit.move_to(ending)
    visit.reason, visit.note = row.reason, row.note
    visit.ended_at, visit.ended_by = at, by.actor_id
    visit.held_until = None
    visit.save()
    return visit


def _drop(row: Row, site: Site) -> None:
    planned = CourseStep.objects.select_for_update(of=("self",)).get(pk=row.step.pk)  # type: ignore[union-attr]
    if planned.status != CourseStep.Status.PLANNED:
        sentence = _("That planned step is already done or dropped.")
        raise RowRefused(row, DomainError(sentence), site)
    course_step.drop(planned, because=row.note or _("The visit was called off."))


def _place(work: _Work, site: Site, by: Actor, at: datetime) -> None:
    if work.proposal is None:
        return
    try:
        work.after = place(work.proposal, status=Status.BOOKED, replaces=work.before, by=by, at=at)
    except DomainError as why:
        raise RowRefused(work.row, why, site) from why


def _tell(work: _Work, at: datetime) -> None:
    """Publish what happened to this visit, once everything is in its place."""
    before, after = work.before, work.after
    booked_before = before is not None and work.was != Status.HELD
    if after is not None and before is not None and booked_before:
        new_time = after.starts_at != before.starts_at
        publish(
            events.AppointmentMoved(**facts_of(after, at), old_id=before.pk, new_time=new_time)
        )
    elif after is not None:
        publish(events.AppointmentBooked(**facts_of(after, at)))
    elif before is not None and booked_before and work.row.missed:
        publish(events.AppointmentMissed(**facts_of(before, at)))
    elif before is not None and booked_before:
        facts = facts_of(before, at)
        publish(events.AppointmentCancelled(**facts, was=work.was, reason=work.row.reason))


def facts_of(appointment: Appointment, at: datetime) -> ChangeFacts:
    return ChangeFacts(
        appointment_id=appointment.pk,
        patient_id=appointment.patient_id,
        site_id=appointment.site_id,
        kind=appointment.kind,
        at=at,
    )
