from __future__ import annotations

import hashlib
from pathlib import Path
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from clinic.audit.models import Record, RecordQuerySet
from clinic.core.actor import Actor


class DowntimePackQuerySet(RecordQuerySet["DowntimePack"]):
    def visible_to(self, actor: Actor) -> Self:
        """Whoever reads the chart at the site: it is the chart, on paper."""
        sites = actor.sites_with("chart.view")
        return self if sites is None else self.filter(site_id__in=sites)

    def kept(self) -> Self:
        """Those whose file is still there."""
        return self.filter(removed_at=None)


class DowntimePack(Record):
    """A PDF for one day at one site, in a directory that only the program reads. `patients`: whose chart is in it."""

    site = models.ForeignKey("sites.Site", on_delete=models.PROTECT, related_name="downtime_packs")
    day = models.DateField()
    made_by = models.CharField(max_length=80)
    patients = ArrayField(models.UUIDField(), default=list)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    removed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[DowntimePackQuerySet] = DowntimePackQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["site", "day"],
                condition=Q(removed_at=None),
                name="one_downtime_pack_a_day_is_kept",
            ),
        ]

    @property
    def path(self) -> Path:
        return Path(settings.PACKS_DIR) / f"{self.pk}.pdf"

    def content(self) -> bytes | None:
        """The file as it was made; None if it is gone or is not the same any more."""
        try:
            found = self.path.read_bytes()
        except OSError:
            return None
        return found if hashlib.sha256(found).hexdigest() == self.sha256 else None
