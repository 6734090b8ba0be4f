"""The set of observations that lets a person go home, and who took them."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sessions.models.dosing_session import OfSession, OfSessionQuerySet


class DischargeQuerySet(OfSessionQuerySet):
    pass


class Discharge(OfSession):
    """One try at going home: answers on top of one set of vital signs, signed by monitor and therapist (D1–D12)."""

    vital_signs = models.OneToOneField(
        "dosing.VitalSigns", on_delete=models.PROTECT, related_name="discharge"
    )
    recorded_at = models.DateTimeField()
    aldrete = ArrayField(
        models.PositiveSmallIntegerField(),
        help_text=_("Activity, breathing, circulation, consciousness, saturation: 0 to 2 each."),
    )
    padss = ArrayField(
        models.PositiveSmallIntegerField(),
        help_text=_("Vital signs, walking, pain and nausea, site, intake: 0 to 2 each."),
    )
    oriented = models.BooleanField()
    steady_gait = models.BooleanField()
    nausea_controlled = models.BooleanField()
    can_drink = models.BooleanField()
    no_suicidal_intent = models.BooleanField()
    escort = models.ForeignKey(
        "scheduling.Escort", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    escort_matched = models.BooleanField()
    instructions_given = models.BooleanField()
    no_driving_acknowledged = models.BooleanField()
    monitor = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    monitor_signed_at = models.DateTimeField()
    therapist = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    therapist_signed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[DischargeQuerySet] = DischargeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["session", "-recorded_at"], name="discharge_by_session")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(aldrete__len=5, padss__len=5), name="both_scales_have_five_items"
            ),
            models.CheckConstraint(
                condition=Q(therapist=None, therapist_signed_at=None)
                | Q(therapist__isnull=False, therapist_signed_at__gte=F("recorded_at")),
                name="therapist_signature_has_who_and_when",
            ),
        ]
