from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic.audit.models import Record, RecordQuerySet
from clinic.core.actor import Actor


class LicenceQuerySet(RecordQuerySet["Licence"]):
    def visible_to(self, actor: Actor) -> Self:
        sites = actor.sites_with("staff.view")
        if sites is None:
            return self
        return self.filter(user__memberships__site_id__in=sites).distinct()

    def valid_on(self, day: date) -> Self:
        """Active, verified, and inside its dates."""
        return self.filter(
            status=Licence.Status.ACTIVE,
            verified_at__isnull=False,
            issued_on__lte=day,
            expires_on__gte=day,
        )


class Licence(Record):
    """What lets a person practise: checked at every signature, order, clearance and dose (§8.6)."""

    class Kind(models.TextChoices):
        PRESCRIBER = "PRESCRIBER", _("Prescriber's licence")
        NURSE = "NURSE", _("Nurse's licence")
        THERAPIST = "THERAPIST", _("Mental-health licence")
        DEA = "DEA", _("DEA registration")
        BLS = "BLS", _("Basic life support")
        ACLS = "ACLS", _("Advanced cardiac life support")

    class Status(models.TextChoices):
        ACTIVE = "ACTIVE", _("Active")
        SUSPENDED = "SUSPENDED", _("Suspended")
        REVOKED = "REVOKED", _("Revoked")

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="licences")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    number = models.CharField(max_length=40)
    jurisdiction = models.CharField(max_length=10, help_text=_("ISO 3166-2; US for the nation."))
    issued_on = models.DateField()
    expires_on = models.DateField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ACTIVE)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects: ClassVar[LicenceQuerySet] = LicenceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "number", "jurisdiction"], name="one_record_per_licence"
            ),
            models.CheckConstraint(
                condition=Q(expires_on__gte=models.F("issued_on")),
                name="licence_expires_after_it_is_issued",
            ),
            models.CheckConstraint(
                condition=Q(verified_at=None, verified_by=None)
                | Q(verified_at__isnull=False, verified_by__isnull=False),
                name="licence_verification_has_who_and_when",
            ),
        ]
