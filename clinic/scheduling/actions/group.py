"""Group visits: opened with a room and a team, joined seat by seat, left, called off."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from clinic.accounts.action import action, step
from clinic.accounts.permissions import Permission
from clinic.core import localtime
from clinic.core.actor import Actor
from clinic.core.errors import DomainError, InvalidInput
from clinic.core.events import publish
from clinic.core.failpoints import failpoint
from clinic.core.locks import lock, lock_all
from clinic.scheduling import events
from clinic.scheduling.actions import appointment as visits
from clinic.scheduling.actions.change import facts_of, record
from clinic.scheduling.actions.placement import Clash, claim, clashes, load_facts, place
from clinic.scheduling.actions.proposal import Staff, length_of
from clinic.scheduling.models import (
    Appointment,
    Change,
    GroupVisit,
    GroupVisitStaff,
    Room,
    VisitKind,
)
from clinic.scheduling.policies.booking import require_place
from clinic.scheduling.policies.proposal import GroupProposal, Proposal
from clinic.sites.models import Site
from patients.models import Course, CourseStep, Patient

Status = Appointment.Status
LONGEST_TITLE = 60


class GroupFull(DomainError):
    """Every seat is taken."""

    code = "group-full"


class GroupOver(DomainError):
    """The group visit was called off."""

    code = "group-called-off"


class AlreadyInGroup(DomainError):
    """The patient has a seat already."""

    code = "already-in-group"


@action(Permission.APPOINTMENT_BOOK)
def open_group(
    site: Site,
    *,
    code: str = "INTEGRATION_GROUP",
    room: Room,
    staff: Staff,
    starts_at: datetime,
    minutes: int | None = None,
    seats: int | None = None,
    title: str = "",
    by: Actor,
    at: datetime,
) -> GroupVisit:
    """Promise a room and a team to a group. `seats` None: as many as the room has. `code`: of a group visit kind.

    Raises RulesInTheWay, SlotTaken, InvalidInput.
    """
    kind = VisitKind.objects.at_site_with_groups(site.pk).filter(code=code, is_group=True).first()
    if kind is None or not kind.is_offered:
        raise InvalidInput(_("This site does not offer that kind of group."), field="code")
    count = room.seats if seats is None else seats
    if not 1 <= count <= room.seats:
        words = {"room": room.name, "seats": room.seats}
        sentence = _("%(room)s has %(seats)d seats. Choose between 1 and that many.")
        raise InvalidInput(sentence % words, field="seats")
    if len(title.strip()) > LONGEST_TITLE:
        sentence = _("A title has at most %(count)d characters.") % {"count": LONGEST_TITLE}
        raise InvalidInput(sentence, field="title")
    ends_at = starts_at + length_of(minutes or kind.minutes)
    team = tuple(dict.fromkeys(staff))
    wanted = GroupProposal(site, kind, room, team, starts_at, ends_at)
    lock_all(wanted.resources())
    failpoint("booking.locked")
    require_place(wanted, load_facts(wanted, at), at)
    return claim(lambda: _insert(wanted, count, title.strip(), at), wanted, by=by, at=at)


@action(Permission.APPOINTMENT_BOOK)
def join(
    group: GroupVisit,
    *,
    patient: Patient,
    course: Course | None = None,
    planned: CourseStep | None = None,
    by: Actor,
    at: datetime,
) -> Appointment:
    """Give the patient the first free seat: an appointment like any other, with the group's time, room and team.

    Raises GroupFull, GroupOver, AlreadyInGroup, RulesInTheWay, or SlotTaken where the patient is elsewhere then.
    """
    lock(("group", group.pk))
    group = GroupVisit.objects.with_people().get(pk=group.pk)
    _require_standing(group)
    team = tuple((each.user, each.role) for each in group.staff.all())
    proposal = Proposal(
        group.site,
        patient,
        course,
        planned,
        group.visit_kind,
        group.room,
        team,
        group.starts_at,
        group.ends_at,
        party=group,
        seat=_first_free_seat(group, patient, at),
    )
    appointment = place(proposal, status=Status.BOOKED, by=by, at=at)
    record(group.site, Change.Kind.BOOK, [(None, appointment, None)], by=by, at=at)
    publish(events.AppointmentBooked(**facts_of(appointment, at)))
    return appointment


@action(Permission.APPOINTMENT_CANCEL)
def leave(
    appointment: Appointment, *, reason: str, note: str = "", by: Actor, at: datetime
) -> Appointment:
    """The patient does not come to the group: the seat is free again."""
    if appointment.party_id is None:
        raise InvalidInput(_("This visit is not a seat of a group."))
    return visits.cancel.step(appointment, reason=reason, note=note, by=by, at=at)


@action(Permission.APPOINTMENT_CANCEL)
def call_off(
    group: GroupVisit, *, reason: str, note: str = "", by: Actor, at: datetime
) -> GroupVisit:
    """The group does not take place: every seat is called off with the reason, then room and team are free."""
    lock(("group", group.pk))
    group = GroupVisit.objects.select_for_update().get(pk=group.pk)
    if not group.is_standing:
        return group
    for seat in group.participants.standing().order_by("seat"):
        visits.cancel.step(seat, reason=reason, note=note, by=by, at=at)
    group.called_off_at, group.called_off_by = at, by.actor_id
    group.note = note
    group.save()
    return group


@step
def _insert(wanted: GroupProposal, seats: int, title: str, at: datetime) -> GroupVisit:
    zone = wanted.site.timezone
    group = GroupVisit(
        site=wanted.site,
        visit_kind=wanted.visit_kind,
        room=wanted.room,
        title=title,
        starts_at=wanted.starts_at,
        ends_at=wanted.ends_at,
        recovery_minutes=wanted.recovery // timedelta(minutes=1),
        turnover_minutes=wanted.turnover // timedelta(minutes=1),
        wall_date=localtime.local_date(wanted.starts_at, zone),
        zone=zone,
        seats=seats,
        created_at=at,
    )
    try:
        with transaction.atomic():
            group.save()
            GroupVisitStaff.objects.bulk_create(
                GroupVisitStaff(group=group, user=user, role=role) for user, role in wanted.staff
            )
    except IntegrityError as error:
        if clashes(error):
            raise Clash from error
        raise
    return group


def _require_standing(group: GroupVisit) -> None:
    if not group.is_standing:
        sentence = _("This group visit (%(when)s) was called off.")
        raise GroupOver(sentence % {"when": group.when()})


def _first_free_seat(group: GroupVisit, patient: Patient, at: datetime) -> int:
    """Read under the lock on the group; the database refuses the same seat twice all the same."""
    taken: set[int] = set()
    for seat, whose in group.participants.standing().values_list("seat", "patient_id"):
        if whose == patient.pk:
            raise AlreadyInGroup(_("This patient has a seat in this group already."))
        taken.add(seat or 0)
    free = next((n for n in range(1, group.seats + 1) if n not in taken), None)
    if free is None:
        words = {"seats": group.seats, "next": _next_groups(group, at)}
        sentence = _("All %(seats)d seats of this group are taken. %(next)s")
        raise GroupFull((sentence % words).strip())
    return free


def _next_groups(group: GroupVisit, at: datetime) -> str:
    """The next groups of the kind with a free seat, in a sentence; empty without one."""
    later = GroupVisit.objects.standing().filter(
        site_id=group.site_id, visit_kind__code=group.visit_kind.code, starts_at__gt=at
    )
    free = [each for each in later.with_free_seats().order_by("starts_at")[:3] if each != group]
    if not free:
        return ""
    return _("Seats are free: %(times)s.") % {"times": "; ".join(each.when() for each in free)}
