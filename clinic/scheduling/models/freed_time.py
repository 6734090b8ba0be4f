from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from clinic.audit.models import Record, RecordQuerySet
from clinic.core import localtime
from clinic.core.actor import Actor
from clinic.core.states import machine, require_move
from clinic.scheduling.models.visit_kind import Kind


class FreedTimeQuerySet(RecordQuerySet["FreedTime"]):
    def visible_to(self, actor: Actor) -> Self:
        sites = actor.sites_with("appointment.view")
        return self if sites is None else self.filter(site_id__in=sites)

    def open(self) -> Self:
        """Times that nobody has taken and that may still be offered."""
        return self.filter(status=FreedTime.Status.OPEN)

    def to_look_at(self, at: datetime) -> Self:
        """Open ones whose next look is due, the soonest time first."""
        return self.open().filter(look_at__lte=at).order_by("starts_at", "id")


@machine()
class FreedTime(Record):
    """A room and a team that were promised and are free again, because one visit was called off, moved or let go.

    `appointment` is the visit that gave the time back: its staff are the team. `look_at` is when the clock next looks
    for somebody to ask; it is a row, so a worker that dies between two looks loses nothing.
    """

    class Status(models.TextChoices):
        OPEN = "OPEN", _("Free")
        FILLED = "FILLED", _("Filled from the waitlist")
        TAKEN = "TAKEN", _("Taken by another booking")
        PASSED = "PASSED", _("Too late to offer")
        CLOSED = "CLOSED", _("Not to be offered")

    MOVES: ClassVar = {
        Status.OPEN: {Status.FILLED, Status.TAKEN, Status.PASSED, Status.CLOSED},
        Status.FILLED: set(),
        Status.TAKEN: set(),
        Status.PASSED: set(),
        Status.CLOSED: set(),
    }

    class Cause(models.TextChoices):
        CANCELLED = "CANCELLED", _("A visit was called off")
        MOVED = "MOVED", _("A visit was moved")
        HOLD_ENDED = "HOLD_ENDED", _("A hold was let go")

    site = models.ForeignKey("sites.Site", on_delete=models.PROTECT, related_name="+")
    appointment = models.OneToOneField(
        "Appointment", on_delete=models.PROTECT, related_name="freed_time"
    )
    cause = models.CharField(max_length=10, choices=Cause.choices)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    route = models.CharField(max_length=16, blank=True)
    room = models.ForeignKey(
        "Room", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(help_text=_("The visit's end; turnover comes after it."))
    zone = models.CharField(max_length=64)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.OPEN)
    offer_until = models.DateTimeField(
        help_text=_("Later than this nobody is asked by the clock: the visit is too near.")
    )
    look_at = models.DateTimeField(help_text=_("When somebody to ask is looked for next."))
    rounds = models.PositiveSmallIntegerField(default=0, help_text=_("How often was looked."))
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=80, blank=True)

    objects: ClassVar[FreedTimeQuerySet] = FreedTimeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=["OPEN", "FILLED", "TAKEN", "PASSED", "CLOSED"]),
                name="freed_time_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(cause__in=["CANCELLED", "MOVED", "HOLD_ENDED"]),
                name="freed_time_cause_is_known",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="freed_time_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(offer_until__lte=F("starts_at")),
                name="a_freed_time_is_offered_before_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(status="OPEN", ended_at=None, ended_by="")
                | (
                    Q(status__in=["FILLED", "TAKEN", "PASSED", "CLOSED"], ended_at__isnull=False)
                    & ~Q(ended_by="")
                ),
                name="a_freed_time_that_ended_has_who_and_when",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["site", "starts_at"], name="freed_time_site_start"),
            models.Index(
                fields=["look_at"], name="freed_time_to_look_at", condition=Q(status="OPEN")
            ),
        ]

    def when(self) -> str:
        """Day and time with its zone, as staff read it: "Tue 24 Nov, 09:26 MST"."""
        return localtime.day_and_clock_text(self.starts_at, self.zone)

    def hours(self) -> str:
        """From when to when on the wall: "13:00–16:00 MST"."""
        start = localtime.wall_time(self.starts_at, self.zone)
        return f"{start:%H:%M}–{localtime.clock_text(self.ends_at, self.zone)}"

    def move_to(self, status: FreedTime.Status) -> None:
        """Change the status along MOVES, or raise IllegalMove."""
        require_move(self.MOVES, self.Status(self.status), status, what=_now("freed time"))
        self.status = status
