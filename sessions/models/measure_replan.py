"""A site's questionnaires to be planned anew by a policy just signed: owed until every patient was gone through."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from clinic.accounts.permissions import Permission
from clinic.audit.models import Record, RecordQuerySet
from clinic.core.actor import Actor


class MeasureReplanQuerySet(RecordQuerySet["MeasureReplan"]):
    def visible_to(self, actor: Actor) -> Self:
        sites = actor.sites_with(Permission.POLICY_VIEW)
        return self if sites is None else self.filter(site_id__in=sites)

    def open(self) -> Self:
        """Not every patient was gone through yet."""
        return self.filter(done_at=None)

    def standing_still(self, since: datetime) -> Self:
        """Open, and nobody has carried it on since: the worker died, or was never told."""
        return self.open().filter(moved_at__lte=since)


class MeasureReplan(Record):
    """One at a time for each site. ``upto`` is the last patient done: whoever carries it on begins behind them.

    A further signature while it is open sends it back to the first patient.
    """

    site = models.ForeignKey("sites.Site", on_delete=models.PROTECT, related_name="+")
    policy = models.ForeignKey("policy.PolicyVersion", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    upto = models.UUIDField(null=True, blank=True)
    moved_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[MeasureReplanQuerySet] = MeasureReplanQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["site"], condition=Q(done_at=None), name="one_open_replan_per_site"
            ),
        ]
