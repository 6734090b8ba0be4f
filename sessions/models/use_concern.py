"""Signs that drug is asked for too often or goes missing: what a diversion review looks at (domain/06)."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic.accounts.permissions import Permission
from patients.models.about_patient import AboutPatient, AboutPatientQuerySet


class UseConcernQuerySet(AboutPatientQuerySet["UseConcern"]):
    VIEW = Permission.COURSE_VIEW

    def requests(self) -> Self:
        """Drug asked for early, or more of it."""
        return self.filter(kind__in=UseConcern.REQUESTS)

    def losses(self) -> Self:
        """Drug that did not come back or cannot be found."""
        return self.exclude(kind__in=UseConcern.REQUESTS)


class UseConcern(AboutPatient):
    """One such sign, in the words of whoever met it. Append-only: it is weighed in the review, not taken back."""

    APPEND_ONLY = True

    class Kind(models.TextChoices):
        EARLY_REQUEST = "EARLY_REQUEST", _("Asked for a dose early")
        EXTRA_REQUEST = "EXTRA_REQUEST", _("Asked for an extra dose")
        LOST_LOZENGE = "LOST_LOZENGE", _("A lozenge was lost")
        MISSED_RETURN = "MISSED_RETURN", _("Unused drug was not brought back")

    REQUESTS = ("EARLY_REQUEST", "EXTRA_REQUEST")

    course = models.ForeignKey(
        "patients.Course", on_delete=models.PROTECT, related_name="use_concerns"
    )
    kind = models.CharField(max_length=13, choices=Kind.choices)
    happened_on = models.DateField()
    note = models.CharField(max_length=500)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[UseConcernQuerySet] = UseConcernQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["course", "recorded_at"], name="use_concerns_of_course")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=["EARLY_REQUEST", "EXTRA_REQUEST", "LOST_LOZENGE", "MISSED_RETURN"]
                ),
                name="use_concern_kind_is_known",
            ),
            models.CheckConstraint(condition=~Q(note=""), name="a_use_concern_says_what_happened"),
        ]
