"""Taking back a change, whole, within three minutes: every visit stands again as it stood, and nobody is told anything.

The visits are put back as they were, not booked anew: they stood three minutes ago, so hours and rosters are not asked
again. The database still refuses a place that somebody else has taken meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from clinic.accounts.action import action, step
from clinic.accounts.permissions import Permission
from clinic.core.actor import Actor
from clinic.core.errors import DomainError, NotAllowed
from clinic.core.events import publish
from clinic.core.failpoints import failpoint
from clinic.core.ids import uuid7
from clinic.core.locks import lock_all
from clinic.scheduling import events
from clinic.scheduling.actions import leave as leaves
from clinic.scheduling.actions.change import facts_of
from clinic.scheduling.actions.placement import clashes, resources_of
from clinic.scheduling.models import (
    Appointment,
    AppointmentStaff,
    Change,
    ChangeLine,
    Escort,
    Offer,
)
from patients.actions import course_step
from patients.models import Course, CourseStep

Status = Appointment.Status
# What is the visit's own, whichever row stands for it; everything else of a row is told anew.
_TOLD_ANEW = {"id", "version", "created_at", "status", "replaces_id", "moves"}


class TooLateToUndo(DomainError):
    """The three minutes are over, or the patient has been told."""

    code = "too-late-to-undo"


class CannotUndo(DomainError):
    """Something happened since that stands in the way."""

    code = "cannot-undo"


@dataclass
class _Line:
    """A line on its way back: the row that stands now and the one that stood before."""

    before: Appointment | None
    now: Appointment | None
    step: CourseStep | None
    back: Appointment | None = None


@action(Permission.CHANGE_UNDO)
def undo(change: Change, *, by: Actor, at: datetime) -> Change:
    """Everything back as it was before the change. For who made it, or a manager, in the first three minutes.

    Raises TooLateToUndo, or CannotUndo when a visit was changed again or its old place is taken.
    """
    change = Change.objects.select_for_update(of=("self",)).get(pk=change.pk)
    _may(change, by)
    if change.undone_at is not None:
        return change
    if at >= change.undo_until:
        sentence = _(
            "Three minutes have passed and the notices are on their way. Move the visit back by hand."
        )
        raise TooLateToUndo(sentence)
    _require_unseen(change)
    lines = _locked(change)
    publish(events.ChangeUndoing(change_id=change.pk, at=at))
    failpoint("undo.locked")
    if change.leave is not None:
        leaves.take_back.step(change.site, leave=change.leave, by=by, at=at)
    for line in lines:
        _clear(line, by, at)
    failpoint("undo.given_up")
    for line in lines:
        _restore(line, at)
    change.undone_at, change.undone_by = at, by.actor_id
    change.save()
    for line in lines:
        _tell(line, at)
    publish(events.ChangeUndone(change_id=change.pk, at=at))
    return change


def _may(change: Change, by: Actor) -> None:
    if change.made_by == by.actor_id:
        return
    if not by.may(Permission.CHANGE_UNDO_OF_OTHERS, change.site_id):
        raise NotAllowed(_("Whoever made this change can undo it, or a manager."))


def _require_unseen(change: Change) -> None:
    """A patient who said yes on their own page has read there that the time is theirs."""
    offers = Offer.objects.filter(booked__made_in__change=change)
    for offer in offers.select_related("patient__account"):
        account = offer.patient.account
        if account is not None and account.actor_id == change.made_by:
            sentence = _("The patient said yes and knows it. Speak with them and move the visit.")
            raise TooLateToUndo(sentence)


def _locked(change: Change) -> list[_Line]:
    """Everything the visits take or took, then the rows themselves, in the order every change takes them."""
    lines: list[ChangeLine] = list(change.lines.whole())
    rows = [row for line in lines for row in (line.before, line.after) if row is not None]
    away = [("staff", change.leave.staff_id)] if change.leave is not None else []
    lock_all([*away, *(thing for row in rows for thing in resources_of(row))])
    courses = Course.objects.select_for_update(of=("self",), no_key=True)
    list(courses.filter(pk__in={row.course_id for row in rows}).order_by("pk").values_list("pk"))
    visits = {row.visit_id for row in rows}
    chains = Appointment.objects.select_for_update(of=("self",)).filter(visit_id__in=visits)
    standing = {row.visit_id: row for row in chains.order_by("pk") if row.is_standing}
    return [
        _Line(line.before, _as_left(line.after, standing) if line.after else None, line.step)
        for line in lines
    ]


def _as_left(after: Appointment, standing: dict[UUID, Appointment]) -> Appointment:
    """The row that stands for the visit, if the visit is still as the change left it."""
    now = standing.get(after.visit_id)
    same = now is not None and (
        (now.starts_at, now.ends_at, now.room_id, now.status)
        == (after.starts_at, after.ends_at, after.room_id, Status.BOOKED)
        and set(resources_of(now)) == set(resources_of(after))
    )
    if now is None or not same:
        words = {"when": after.when()}
        raise CannotUndo(
            _("The visit on %(when)s was changed since. Undo that first, or move it by hand.")
            % words
        )
    return now


def _clear(line: _Line, by: Actor, at: datetime) -> None:
    """What the change put into the calendar gives its place up."""
    now = line.now
    if now is None:
        return
    now.move_to(Status.RESCHEDULED if line.before else Status.CANCELLED)
    now.reason = Appointment.Reason.UNDONE
    now.ended_at, now.ended_by = at, by.actor_id
    now.save()


def _restore(line: _Line, at: datetime) -> None:
    if line.step is not None:
        course_step.bring_back(line.step)
    if line.before is None:
        return
    if Appointment.objects.filter(replaces=line.now or line.before).exists():
        words = {"when": line.before.when()}
        raise CannotUndo(_("The visit on %(when)s was booked again since.") % words)
    line.back = _again(line.before, line.now or line.before, at)


@step
def _again(before: Appointment, replaces: Appointment, at: datetime) -> Appointment:
    """A row that says of the visit what `before` said, with its people and its escort."""
    fields = [field.attname for field in Appointment._meta.concrete_fields]
    kept = {name: getattr(before, name) for name in fields if name not in _TOLD_ANEW}
    again = Appointment(
        **kept,
        status=Status.CONFIRMED if before.confirmed_at else Status.BOOKED,
        replaces=replaces,
        moves=replaces.moves + 1,
        created_at=at,
    )
    again.ended_at, again.ended_by, again.reason, again.note = None, "", "", ""
    try:
        with transaction.atomic():
            again.save()
            AppointmentStaff.objects.bulk_create(_copy(each, again) for each in before.staff.all())
    except IntegrityError as error:
        if clashes(error):
            words = {"when": before.when()}
            sentence = _("The time on %(when)s was taken meanwhile. Nothing was changed.")
            raise CannotUndo(sentence % words) from error
        raise
    for escort in Escort.objects.current().filter(appointment=before):
        promised = Escort(
            **{
                field.attname: getattr(escort, field.attname)
                for field in Escort._meta.concrete_fields
                if field.attname not in {"id", "version", "created_at", "appointment_id"}
            },
            appointment=again,
            created_at=at,
        )
        promised.save()
    return again


def _copy(one: AppointmentStaff, visit: Appointment) -> AppointmentStaff:
    kept = {
        field.attname: getattr(one, field.attname)
        for field in AppointmentStaff._meta.concrete_fields
        if field.attname not in {"id", "appointment_id"}
    }
    return AppointmentStaff(**kept, id=uuid7(), appointment=visit)


def _tell(line: _Line, at: datetime) -> None:
    if line.back is not None and line.now is not None:
        new_time = line.back.starts_at != line.now.starts_at
        moved = events.AppointmentMoved(
            **facts_of(line.back, at), old_id=line.now.pk, new_time=new_time, undo=True
        )
        publish(moved)
    elif line.back is not None:
        publish(events.AppointmentBooked(**facts_of(line.back, at), undo=True))
    elif line.now is not None:
        publish(
            events.AppointmentCancelled(
                **facts_of(line.now, at),
                was=Status.BOOKED,
                reason=Appointment.Reason.UNDONE,
                undo=True,
            )
        )
