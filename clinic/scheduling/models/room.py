from __future__ import annotations

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from clinic.audit.models import Record, RecordQuerySet
from clinic.core.actor import Actor


class Equipment(models.TextChoices):
    """What a room has and a visit may need."""

    MONITOR = "MONITOR", _("Vital-signs monitor")
    OXYGEN = "OXYGEN", _("Oxygen and suction")
    INFUSION_PUMP = "INFUSION_PUMP", _("Infusion pump")
    RESUSCITATION = "RESUSCITATION", _("Resuscitation kit")
    RECLINER = "RECLINER", _("Recliner or bed")
    SCREEN = "SCREEN", _("Screen for video")
    WHEELCHAIR = "WHEELCHAIR", _("Wheelchair access")


class RoomQuerySet(RecordQuerySet["Room"]):
    def visible_to(self, actor: Actor) -> Self:
        sites = actor.sites_with("appointment.view")
        return self if sites is None else self.filter(site_id__in=sites)

    def in_use(self) -> Self:
        return self.filter(is_in_use=True)


class Room(Record):
    """A room or a chair in which one visit takes place at a time."""

    class Kind(models.TextChoices):
        DOSING = "DOSING", _("Dosing room or chair")
        THERAPY = "THERAPY", _("Therapy room")
        GROUP = "GROUP", _("Group room")
        OFFICE = "OFFICE", _("Office")

    site = models.ForeignKey("sites.Site", on_delete=models.PROTECT, related_name="rooms")
    name = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    seats = models.PositiveSmallIntegerField(
        default=1, help_text=_("How many patients fit at the same time in a group visit.")
    )
    equipment = ArrayField(
        models.CharField(max_length=16, choices=Equipment.choices),
        default=list,
        blank=True,
        help_text=_("What stands there for every visit."),
    )
    is_in_use = models.BooleanField(default=True)

    objects: ClassVar[RoomQuerySet] = RoomQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "name"], name="room_names_differ_at_a_site"),
            models.CheckConstraint(
                condition=models.Q(seats__gte=1), name="room_has_at_least_one_seat"
            ),
            models.CheckConstraint(
                condition=models.Q(equipment__contained_by=Equipment.values),
                name="room_equipment_is_known",
            ),
        ]
