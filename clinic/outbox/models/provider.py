"""What we know of the services that carry our messages, and of the workers that use them."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from clinic.core.ids import uuid7
from clinic.outbox.models.contact_point import Channel


class ProviderHealthQuerySet(models.QuerySet["ProviderHealth"]):
    def resting(self, at: datetime) -> Self:
        """Carriers that failed too often in a row and are left alone for a while."""
        return self.filter(closed_until__gt=at)


class ProviderHealth(models.Model):
    """One row per channel, present from the first failure: failures in a row, and how long it rests."""

    channel = models.CharField(primary_key=True, max_length=5, choices=Channel.choices)
    failures = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(null=True, blank=True)
    closed_until = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[ProviderHealthQuerySet] = ProviderHealthQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(failures=0, failing_since=None)
                | Q(failures__gt=0, failing_since__isnull=False),
                name="failing_provider_says_since_when",
            )
        ]

    def __str__(self) -> str:
        return f"outbox.ProviderHealth {self.channel}"


class StatusReportQuerySet(models.QuerySet["StatusReport"]):
    pass


class StatusReport(models.Model):
    """One signed status from a provider, kept once however often it comes."""

    APPEND_ONLY: ClassVar = True

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField()
    channel = models.CharField(max_length=5, choices=Channel.choices)
    provider_id = models.CharField(max_length=120)
    status = models.CharField(max_length=20)

    objects: ClassVar[StatusReportQuerySet] = StatusReportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["channel", "provider_id", "status"], name="each_status_is_kept_once"
            )
        ]

    def __str__(self) -> str:
        return f"outbox.StatusReport {self.pk}"


class HeartbeatQuerySet(models.QuerySet["Heartbeat"]):
    pass


class Heartbeat(models.Model):
    """Proof of work done, not of a connection held: a worker that hangs leaves an old row."""

    name = models.CharField(primary_key=True, max_length=40)
    at = models.DateTimeField()

    objects: ClassVar[HeartbeatQuerySet] = HeartbeatQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return f"outbox.Heartbeat {self.name}"
