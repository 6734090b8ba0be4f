"""The emergency equipment of a site, looked at before the day's first dose (G33, [S11])."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinic.accounts.permissions import Permission
from clinic.audit.models import Record, RecordQuerySet
from clinic.core.actor import Actor


class EquipmentCheckQuerySet(RecordQuerySet["EquipmentCheck"]):
    def visible_to(self, actor: Actor) -> Self:
        sites = actor.sites_with(Permission.DOSING_VIEW)
        return self if sites is None else self.filter(site_id__in=sites)

    def latest_at(self, site_id: UUID, at: datetime) -> EquipmentCheck | None:
        """The newest one up to that instant."""
        return self.filter(site_id=site_id, checked_at__lte=at).order_by("-checked_at").first()


class EquipmentCheck(Record):
    """One look at the cart. What is missing keeps infusions and injections from starting."""

    APPEND_ONLY = True
    ITEMS: ClassVar = ("oxygen", "suction", "bag_valve_mask", "defibrillator", "drugs")

    site = models.ForeignKey("sites.Site", on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()
    checked_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    oxygen = models.BooleanField(_("Oxygen"))
    suction = models.BooleanField(_("Suction"))
    bag_valve_mask = models.BooleanField(_("Bag-valve-mask"))
    defibrillator = models.BooleanField(_("Defibrillator"))
    drugs = models.BooleanField(_("Emergency drugs"))
    note = models.CharField(max_length=240, blank=True)

    objects: ClassVar[EquipmentCheckQuerySet] = EquipmentCheckQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["site", "-checked_at"], name="equipment_by_site")
        ]

    @property
    def complete(self) -> bool:
        """Nothing is missing."""
        return all(getattr(self, item) for item in self.ITEMS)
