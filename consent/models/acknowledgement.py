"""A tick beside one element."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from clinic.accounts.permissions import Permission
from consent.models.consent import Consent
from patients.models.about_patient import AboutPatient, AboutPatientQuerySet


class ElementAcknowledgementQuerySet(AboutPatientQuerySet["ElementAcknowledgement"]):
    VIEW = Permission.CONSENT_VIEW
    OWN = True

    def standing(self) -> Self:
        """Not taken back."""
        return self.filter(taken_back_at=None)


class ElementAcknowledgement(AboutPatient):
    """The patient read one element and agreed. Fixed once the consent is signed."""

    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="acknowledgements")
    element = models.CharField(max_length=40)
    acknowledged_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[ElementAcknowledgementQuerySet] = ElementAcknowledgementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["consent", "element"],
                condition=Q(taken_back_at=None),
                name="one_standing_tick_per_element",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at=None) | Q(taken_back_at__gte=F("acknowledged_at")),
                name="a_tick_is_taken_back_after_it_was_made",
            ),
        ]
