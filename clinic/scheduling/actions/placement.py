"""The one way a visit gets into the calendar: lock what it takes, ask the rules again, insert, or say what is in the way.

Locks come first and in one order, because the exclusion constraint alone makes rival bookings deadlock: each inserts,
then waits for the other. The constraint stays the judge: a booking that forgets the locks, or that is written by hand,
still cannot take what is taken.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _

from clinic.accounts.action import step
from clinic.accounts.models import Licence
from clinic.core import localtime
from clinic.core.actor import Actor
from clinic.core.errors import DomainError
from clinic.core.failpoints import failpoint
from clinic.core.locks import lock_all
from clinic.policy.models import PolicyVersion
from clinic.policy.terms.booking import MOST_CHAIRS
from clinic.scheduling.actions.override import record_overrides
from clinic.scheduling.actions.slot_taken import SlotTaken, claims_in_the_way
from clinic.scheduling.models import Appointment, AppointmentStaff, Claim
from clinic.scheduling.models.facts import Facts, Question, load
from clinic.scheduling.policies.booking import Override, require_bookable
from clinic.scheduling.policies.proposal import Proposal, Wanted, things_taken

T = TypeVar("T")


@step
def place(
    proposal: Proposal,
    *,
    status: Appointment.Status,
    by: Actor,
    at: datetime,
    held_until: datetime | None = None,
    replaces: Appointment | None = None,
    override: Override | None = None,
) -> Appointment:
    """Put the visit into the calendar, in place of `replaces` if given. Raises RulesInTheWay or SlotTaken.

    A `replaces` that ended earlier in this transaction is only pointed to: so two visits can change places.
    `override`: soft rules to put aside where the signed policy allows it; what was put aside is kept.
    """
    if override is not None:
        override.require_reason()
    old_resources = resources_of(replaces) if replaces else []
    lock_all([*proposal.resources(), *old_resources])
    failpoint("booking.locked")
    facts = load_facts(proposal, at, replaces=replaces, reads_policy=override is not None)
    if proposal.course is not None and proposal.course.status != facts.course_status:
        proposal.course.refresh_from_db()  # moved on before the lock; what follows reads it too
    aside = require_bookable(proposal, facts, at, override)
    if facts.taken:
        # The constraint would say the same, three round trips later and with the locks still held.
        raise SlotTaken(proposal, at)
    if replaces is not None and replaces.is_standing:
        replaces = give_up(replaces, by=by, at=at)

    def insert() -> Appointment:
        return _insert(proposal, status, by, at, held_until, replaces)

    appointment = claim(insert, proposal, by=by, at=at)
    if override is not None and facts.policy is not None:
        record_overrides(appointment, aside, override, facts.policy, by=by, at=at)
    return appointment


@step
def claim(insert: Callable[[], T], wanted: Wanted, *, by: Actor, at: datetime) -> T:
    """Let the database judge; once more after letting go of holds that ran out. Raises SlotTaken."""
    try:
        return insert()
    except Clash:
        if not _let_go_of_expired_holds(wanted, by=by, at=at):
            raise SlotTaken(wanted, at) from None
    try:
        return insert()
    except Clash:
        raise SlotTaken(wanted, at) from None


class StepIsBooked(DomainError):
    """One planned step is filled by one visit at a time."""

    code = "step-is-booked"


class Clash(Exception):
    """An exclusion constraint refused; the savepoint is rolled back, the transaction goes on."""


# Who refuses a second claim: on anything, and on one of the chairs a shared nurse watches.
EXCLUSIONS = frozenset({"nothing_is_claimed_twice", "nobody_watches_one_place_twice"})


def resources_of(appointment: Appointment) -> list[tuple[str, UUID]]:
    """Everything a visit takes, as `(kind, id)`: what must be locked before it changes."""
    found: list[tuple[str, UUID]] = [("patient", appointment.patient_id)]
    if appointment.room_id:
        found.append(("room", appointment.room_id))
    return [*found, *(("staff", each.user_id) for each in appointment.staff.all())]


def load_facts(
    wanted: Wanted,
    at: datetime,
    *,
    replaces: Appointment | None = None,
    reads_policy: bool = False,
) -> Facts:
    """The calendar and the course as they are under the locks; policy and licences where the rules ask for them."""
    zone = wanted.site.timezone
    # A group's seats and a nurse of several chairs may be claimed side by side: there the constraints alone judge.
    may_share = wanted.party_id is not None or wanted.shares_nurse
    facts = load(
        Question(
            wanted.site.pk,
            zone,
            wanted.course.pk if wanted.course else None,
            wanted.room.pk if wanted.room else None,
            [user.pk for user, _role in wanted.staff],
            wanted.starts_at,
            wanted.ends_at,
            first=localtime.local_date(wanted.starts_at, zone),
            last=localtime.local_date(
                wanted.ends_at + wanted.recovery - timedelta(microseconds=1), zone
            ),
            things=[] if may_share else things_taken(wanted),
            replaces=replaces.pk if replaces else None,
            at=at,
        )
    )
    if not (reads_policy or wanted.shares_nurse or wanted.by_video):
        return facts
    policy = PolicyVersion.objects.in_force(wanted.site.pk, at)
    return replace(
        facts, policy=policy, licences=_licences(wanted) if wanted.by_video else facts.licences
    )


def _licences(wanted: Wanted) -> frozenset[tuple[UUID, str]]:
    """Who is licensed for what, where the patient will be, on the day of the visit."""
    day = localtime.local_date(wanted.starts_at, wanted.site.timezone)
    valid = Licence.objects.valid_on(day).filter(
        user__in=[user.pk for user, _role in wanted.staff],
        jurisdiction=wanted.patient_jurisdiction,
    )
    return frozenset(valid.values_list("user_id", "kind"))


@step
def give_up(old: Appointment, *, by: Actor, at: datetime) -> Appointment:
    """End the row that is being replaced, so that its claims are free for the one that replaces it."""
    old = Appointment.objects.select_for_update(of=("self",)).get(pk=old.pk)
    old.move_to(Appointment.Status.RESCHEDULED)
    old.ended_at, old.ended_by = at, by.actor_id
    old.held_until = None
    old.save()
    return old


def _insert(
    proposal: Proposal,
    status: Appointment.Status,
    by: Actor,
    at: datetime,
    held_until: datetime | None,
    replaces: Appointment | None,
) -> Appointment:
    wall = localtime.wall_time(proposal.starts_at, proposal.site.timezone)
    booked = status != Appointment.Status.HELD
    appointment = Appointment(
        site=proposal.site,
        patient=proposal.patient,
        course=proposal.course,
        step=proposal.step,
        kind=proposal.visit_kind.kind,
        visit_kind=proposal.visit_kind,
        route=proposal.visit_kind.route,
        room=proposal.room,
        status=status,
        starts_at=proposal.starts_at,
        ends_at=proposal.ends_at,
        recovery_minutes=proposal.recovery // timedelta(minutes=1),
        turnover_minutes=proposal.turnover // timedelta(minutes=1),
        mode=proposal.mode,
        patient_jurisdiction=proposal.patient_jurisdiction,
        party=proposal.party,
        seat=proposal.seat,
        wall_date=wall.date(),
        wall_time=wall.time(),
        zone=proposal.site.timezone,
        replaces=replaces,
        moves=replaces.moves + 1 if replaces else 0,
        held_until=held_until,
        booked_at=at if booked else None,
        booked_by=by.actor_id if booked else "",
        created_at=at,
    )
    appointment.visit_id = replaces.visit_id if replaces else appointment.pk
    people = [
        AppointmentStaff(
            appointment=appointment,
            user=user,
            role=role,
            shared=proposal.shared(role),
            place=_free_place(user.pk, proposal) if proposal.shared(role) else 1,
        )
        for user, role in proposal.staff
    ]
    try:
        with transaction.atomic():
            appointment.save()
            AppointmentStaff.objects.bulk_create(people)
    except IntegrityError as error:
        if clashes(error):
            raise Clash from error
        if _constraint(error) == "one_standing_appointment_per_step":
            raise StepIsBooked(
                _("That planned step is booked already. Move that visit.")
            ) from error
        raise
    appointment.remember_staff(people)
    return appointment


def clashes(error: IntegrityError) -> bool:
    """Whether the database refused because something is taken."""
    return _constraint(error) in EXCLUSIONS


def _free_place(user_id: UUID, proposal: Proposal) -> int:
    """The first chair this nurse does not watch yet at that time. Read under the lock on the nurse."""
    visit = DateTimeTZRange(proposal.starts_at, proposal.ends_at)
    watched = Claim.objects.filter(
        staff=user_id, party=user_id, active=True, during__overlap=visit
    )
    taken = set(watched.values_list("seat", flat=True))
    return next((n for n in range(1, MOST_CHAIRS) if n not in taken), MOST_CHAIRS)


def _constraint(error: IntegrityError) -> str:
    return getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""


def _let_go_of_expired_holds(wanted: Wanted, *, by: Actor, at: datetime) -> bool:
    """End holds that ran out and stand in the way. True if there were any."""
    in_the_way = claims_in_the_way(wanted).values("appointment")
    expired = Appointment.objects.filter(
        pk__in=in_the_way, status=Appointment.Status.HELD, held_until__lte=at
    )
    holds = list(expired.select_for_update(of=("self",)).order_by("pk"))
    for hold in holds:
        end_hold(hold, by=by, at=at)
    return bool(holds)


@step
def end_hold(hold: Appointment, *, by: Actor, at: datetime) -> None:
    """The hold ran out: its room and people are free again."""
    hold.move_to(Appointment.Status.CANCELLED)
    hold.reason = Appointment.Reason.HOLD_RAN_OUT
    hold.ended_at, hold.ended_by = at, by.actor_id
    hold.save()
