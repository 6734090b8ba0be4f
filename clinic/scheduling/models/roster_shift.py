from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

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

    def bookable(self) -> Self:
        """Shifts that a visit may count on: neither withdrawn nor on call."""
        return self.standing().filter(on_call=False)

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
    on_call = models.BooleanField(
        default=False, help_text=_("On duty and can be called, but not booked for visits.")
    )
    pattern = models.ForeignKey(
        "WorkingPattern",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="shifts",
        db_index=False,
        help_text=_("The weekly rule it was expanded from."),
    )
    pattern_on = models.DateField(
        null=True, blank=True, help_text=_("The day of the rule, on the wall of the site.")
    )
    leave = models.ForeignKey(
        "Leave",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="taken_shifts",
        db_index=False,
        help_text=_("The leave that took it away."),
    )
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
            models.CheckConstraint(
                condition=Q(pattern=None, pattern_on=None)
                | Q(pattern__isnull=False, pattern_on__isnull=False),
                name="an_expanded_shift_says_its_day",
            ),
            models.CheckConstraint(
                condition=Q(leave=None) | Q(withdrawn_at__isnull=False),
                name="leave_takes_shifts_that_are_withdrawn",
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
            ),
            models.Index(
                fields=["pattern", "pattern_on"],
                name="shift_pattern_day",
                condition=Q(pattern__isnull=False),
            ),
            models.Index(fields=["leave"], name="shift_leave", condition=Q(leave__isnull=False)),
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
