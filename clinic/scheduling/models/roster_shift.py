from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from clinic.audit.models import Record, RecordQuerySet
from clinic.core.actor import Actor
from clinic.core.ranges import TsTzRange
from clinic.scheduling.models.visit_kind import WORKING_ROLES


class RosterShiftQuerySet(RecordQuerySet["RosterShift"]):
    def visible_to(self, actor: Actor) -> Self:
        sites = actor.sites_with("appointment.view")
        return self if sites is None else self.filter(site_id__in=sites)

    def standing(self) -> Self:
        """Shifts that were not withdrawn."""
        return self.filter(withdrawn_at=None)

    def touching(self, starts_at: datetime, ends_at: datetime) -> Self:
        """Shifts that share any moment with the span."""
        return self.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)


class RosterShift(Record):
    """Who works when at a site, in which role of the day: instants, expanded from wall times when they are planned."""

    site = models.ForeignKey("sites.Site", on_delete=models.PROTECT, related_name="shifts")
    staff = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="shifts")
    role = models.CharField(
        max_length=16, choices=[(role.value, role.label) for role in WORKING_ROLES]
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=80, blank=True)

    objects: ClassVar[RosterShiftQuerySet] = RosterShiftQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(role__in=["PRESCRIBER", "NURSE", "THERAPIST"]),
                name="shift_role_is_known",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="shift_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by="")),
                name="shift_withdrawal_has_who_and_when",
            ),
            ExclusionConstraint(
                name="nobody_is_rostered_twice_in_a_role",
                expressions=[
                    ("staff", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (TsTzRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
                condition=Q(withdrawn_at=None),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["site", "role", "starts_at"],
                name="shift_site_role_start",
                condition=Q(withdrawn_at=None),
            )
        ]


def covers(
    spans: Iterable[tuple[datetime, datetime]], starts_at: datetime, ends_at: datetime
) -> bool:
    """Do these spans together leave no gap between `starts_at` and `ends_at`?"""
    reached = starts_at
    for start, end in sorted(spans):
        if start > reached:
            break
        reached = max(reached, end)
    return reached >= ends_at
