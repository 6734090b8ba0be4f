from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clinic.audit.models import Record, RecordQuerySet
from clinic.core.actor import Actor


class LeaveQuerySet(RecordQuerySet["Leave"]):
    def visible_to(self, actor: Actor) -> Self:
        """Leave from one's own sites, and leave from everywhere of people who work there."""
        sites = actor.sites_with("appointment.view")
        if sites is None:
            return self
        everywhere = Q(site=None, staff__memberships__site_id__in=sites)
        return self.filter(Q(site_id__in=sites) | everywhere).distinct()

    def standing(self) -> Self:
        """Leave that was not taken back."""
        return self.filter(revoked_at=None)

    def touching(self, starts_at: datetime, ends_at: datetime) -> Self:
        return self.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)

    def at_site(self, site_id: UUID) -> Self:
        """Leave that takes people away from this site."""
        return self.filter(Q(site=None) | Q(site_id=site_id))


class Leave(Record):
    """A person is away, from one site or (without one) from all: the shifts inside it are taken away.

    Visits booked with them stay booked until somebody moves them; the sick-day page lists them.
    """

    class Kind(models.TextChoices):
        HOLIDAY = "HOLIDAY", _("Holiday")
        SICK = "SICK", _("Away ill")
        TRAINING = "TRAINING", _("Training")
        OTHER = "OTHER", _("Other")

    staff = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="leaves")
    site = models.ForeignKey(
        "sites.Site", on_delete=models.PROTECT, null=True, blank=True, related_name="leaves"
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    note = models.CharField(max_length=200, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.CharField(max_length=80, blank=True)

    objects: ClassVar[LeaveQuerySet] = LeaveQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="leave_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["HOLIDAY", "SICK", "TRAINING", "OTHER"]),
                name="leave_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by="")
                | (Q(revoked_at__isnull=False) & ~Q(revoked_by="")),
                name="taking_leave_back_has_who_and_when",
            ),
        ]
