"""What was asked or measured on the day, before the dose."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sessions.models.dosing_session import OfSession, OfSessionQuerySet


class CheckKind(models.TextChoices):
    """One kind a row; the newest row that is not void counts."""

    WEIGHT = "WEIGHT", _("Weight")
    SATURATION = "SATURATION", _("Usual oxygen saturation")
    INTAKE = "INTAKE", _("Food and drink")
    PREGNANCY = "PREGNANCY", _("Pregnancy test")
    SOBRIETY = "SOBRIETY", _("Alcohol, cannabis, intoxication")
    MENTAL_STATE = "MENTAL_STATE", _("Psychosis and mania")
    MEDICATIONS = "MEDICATIONS", _("Medications and illness")
    TIME_OUT = "TIME_OUT", _("Time-out")
    READ_BACK = "READ_BACK", _("Order read back")


class PreDoseCheckQuerySet(OfSessionQuerySet):
    def standing(self) -> Self:
        """Without what was voided."""
        return self.filter(voided_at=None)


class PreDoseCheck(OfSession):
    """One answer, with its time. `values` has the shape of its kind (sessions.actions.check)."""

    Kind = CheckKind

    kind = models.CharField(max_length=12, choices=CheckKind.choices)
    values = models.JSONField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    voided_because = models.CharField(max_length=240, blank=True)

    objects: ClassVar[PreDoseCheckQuerySet] = PreDoseCheckQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["session", "kind"], name="check_by_session"),
            models.Index(
                fields=["patient", "-recorded_at"],
                condition=Q(kind="WEIGHT", voided_at=None),
                name="check_weights_of_patient",
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=sorted(CheckKind.values)), name="check_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(voided_at=None, voided_by=None, voided_because="")
                | Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(voided_because=""),
                name="a_voided_check_says_who_when_and_why",
            ),
        ]
