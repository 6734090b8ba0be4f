from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from clinic.audit.models import Record, RecordQuerySet
from clinic.core import localtime
from clinic.core.actor import Actor
from clinic.core.ids import uuid7
from clinic.scheduling.models.appointment_constraints import STANDING
from clinic.scheduling.models.visit_kind import WORKING_ROLES


class GroupVisitQuerySet(RecordQuerySet["GroupVisit"]):
    def visible_to(self, actor: Actor) -> Self:
        sites = actor.sites_with("appointment.view")
        return self if sites is None else self.filter(site_id__in=sites)

    def standing(self) -> Self:
        """Group visits that were not called off."""
        return self.filter(called_off_at=None)

    def with_seats_taken(self) -> Self:
        """Each with `seats_taken`."""
        standing = Q(participants__status__in=STANDING)
        return self.annotate(seats_taken=Count("participants", filter=standing))

    def with_free_seats(self) -> Self:
        return self.with_seats_taken().filter(seats_taken__lt=F("seats"))

    def with_people(self) -> Self:
        return self.select_related("site", "room", "visit_kind").prefetch_related("staff__user")


class GroupVisit(Record):
    """A room and a team promised to several patients at once, on numbered seats.

    It claims its room and staff itself, from the moment it is opened. Each participant is an `Appointment` of this
    `party` on a `seat` of its own; the database refuses a seat, a patient or a time that does not fit.
    """

    site = models.ForeignKey("sites.Site", on_delete=models.PROTECT, related_name="group_visits")
    visit_kind = models.ForeignKey(
        "VisitKind", on_delete=models.PROTECT, related_name="group_visits"
    )
    room = models.ForeignKey("Room", on_delete=models.PROTECT, related_name="group_visits")
    title = models.CharField(
        max_length=60, blank=True, help_text=_("Such as: Integration circle.")
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    recovery_minutes = models.PositiveSmallIntegerField(default=0)
    turnover_minutes = models.PositiveSmallIntegerField(default=0)
    wall_date = models.DateField()
    zone = models.CharField(max_length=64)
    seats = models.PositiveSmallIntegerField()
    called_off_at = models.DateTimeField(null=True, blank=True)
    called_off_by = models.CharField(max_length=80, blank=True)
    note = models.CharField(max_length=500, blank=True)

    objects: ClassVar[GroupVisitQuerySet] = GroupVisitQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_at__gte=F("starts_at") + timedelta(minutes=5))
                & Q(ends_at__lte=F("starts_at") + timedelta(hours=8)),
                name="group_visit_lasts_5_minutes_to_8_hours",
            ),
            models.CheckConstraint(
                condition=Q(seats__range=(1, 60)), name="group_visit_has_1_to_60_seats"
            ),
            models.CheckConstraint(
                condition=Q(called_off_at=None, called_off_by="")
                | (Q(called_off_at__isnull=False) & ~Q(called_off_by="")),
                name="calling_a_group_off_has_who_and_when",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["site", "wall_date", "starts_at"], name="group_visit_day")
        ]

    @property
    def is_standing(self) -> bool:
        return self.called_off_at is None

    def when(self) -> str:
        """Day and time with its zone, as staff read it: "Tue 24 Nov, 09:26 MST"."""
        return localtime.day_and_clock_text(self.starts_at, self.zone)

    def hours(self) -> str:
        """From when to when on the wall: "13:00–16:00 MST"."""
        start: datetime = localtime.wall_time(self.starts_at, self.zone)
        return f"{start:%H:%M}–{localtime.clock_text(self.ends_at, self.zone)}"


class GroupVisitStaffQuerySet(models.QuerySet["GroupVisitStaff"]):
    def in_role(self, role: str) -> GroupVisitStaffQuerySet:
        return self.filter(role=role)


class GroupVisitStaff(models.Model):
    """Who leads a group visit, in which role of the day. Written with it and never changed."""

    APPEND_ONLY = True

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    group = models.ForeignKey(
        GroupVisit, on_delete=models.PROTECT, related_name="staff", db_index=False
    )
    user = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="group_visits"
    )
    role = models.CharField(
        max_length=16, choices=[(role.value, role.label) for role in WORKING_ROLES]
    )

    objects: ClassVar[models.Manager[GroupVisitStaff]] = GroupVisitStaffQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["group", "user", "role"], name="nobody_leads_a_group_twice_in_a_role"
            ),
            models.CheckConstraint(
                condition=Q(role__in=["PRESCRIBER", "NURSE", "THERAPIST"]),
                name="group_visit_staff_role_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.user_id}"
