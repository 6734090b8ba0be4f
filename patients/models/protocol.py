"""Plans a course can follow, and which of them a site offers."""

from __future__ import annotations

from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic.accounts.permissions import Permission
from clinic.audit.models import Record, RecordQuerySet
from clinic.core.actor import Actor
from patients.protocols import definition
from patients.protocols.definition import Modality, Route


class ProtocolQuerySet(RecordQuerySet["Protocol"]):
    def visible_to(self, actor: Actor) -> Self:
        """Plans hold nothing about anybody: whoever works here may read them."""
        return self if actor.may(Permission.SITE_VIEW, None) else self.none()

    def offered_at(self, site_id: UUID) -> Self:
        """The plans this site has chosen and still offers."""
        return self.filter(
            pk__in=SiteProtocol.objects.filter(site_id=site_id, dropped_at=None).values("protocol")
        )


class Protocol(Record):
    """One version of a plan. Never edited: another gap is another version.

    ``steps`` is the list of steps in the stored shape of ``patients.protocols.definition``.
    """

    APPEND_ONLY = True

    code = models.CharField(max_length=40)
    number = models.PositiveIntegerField(db_column="version_number")
    name = models.CharField(max_length=120)
    route = models.CharField(max_length=16, choices=[(r.value, r.value) for r in Route])
    modality = models.CharField(max_length=10, choices=[(m.value, m.value) for m in Modality])
    most_doses_in_7_days = models.PositiveSmallIntegerField()
    planned_doses = models.PositiveSmallIntegerField()
    steps = models.JSONField()
    sources = models.CharField(max_length=200)
    checksum = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    objects: ClassVar[ProtocolQuerySet] = ProtocolQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["code", "number"], name="protocol_versions_are_unique"
            ),
            models.CheckConstraint(
                condition=Q(route__in=["IV", "IM", "SL_RDT", "SL_TROCHE", "ORAL_SWALLOWED"]),
                name="protocol_route_is_known",
            ),
            models.CheckConstraint(
                condition=Q(modality__in=["KAP", "KET_ONLY"]), name="protocol_modality_is_known"
            ),
            models.CheckConstraint(condition=Q(planned_doses__gt=0), name="protocol_plans_a_dose"),
        ]

    @property
    def definition(self) -> definition.Protocol:
        """The plan as the pure rules read it."""
        return definition.from_json(
            {
                "code": self.code,
                "version": self.number,
                "name": self.name,
                "route": self.route,
                "modality": self.modality,
                "most_doses_in_7_days": self.most_doses_in_7_days,
                "steps": self.steps,
                "source": self.sources,
            }
        )


class SiteProtocolQuerySet(RecordQuerySet["SiteProtocol"]):
    def visible_to(self, actor: Actor) -> Self:
        sites = actor.sites_with(Permission.SITE_VIEW)
        return self if sites is None else self.filter(site_id__in=sites)

    def current(self) -> Self:
        return self.filter(dropped_at=None)


class SiteProtocol(Record):
    """A site offers a plan, from when to when."""

    site = models.ForeignKey("sites.Site", on_delete=models.PROTECT, related_name="+")
    protocol = models.ForeignKey(Protocol, on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()
    chosen_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    dropped_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[SiteProtocolQuerySet] = SiteProtocolQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("plan offered here")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["site", "protocol"],
                condition=Q(dropped_at=None),
                name="a_site_offers_a_plan_once",
            )
        ]
