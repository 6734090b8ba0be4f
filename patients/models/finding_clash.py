"""Two people wrote different things into one row of a screening: what the later one typed, kept until settled."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic.accounts.permissions import Permission
from patients.eligibility.assessment import FindingStatus
from patients.models.about_patient import AboutPatient, AboutPatientQuerySet
from patients.models.screening import Screening


class FindingClashQuerySet(AboutPatientQuerySet["FindingClash"]):
    VIEW = Permission.SCREENING_VIEW

    def waiting(self) -> Self:
        """Nobody has chosen yet."""
        return self.filter(settled_at=None)


class FindingClash(AboutPatient):
    """What was typed over a row that somebody else had changed meanwhile. The row stands until one is chosen.

    ``code`` is the row, or SUMMARY for the summary, whose words are in ``note``.
    """

    SUMMARY: ClassVar = "SUM"

    class Kept(models.TextChoices):
        STANDING = "STANDING", _("What stood there")
        TYPED = "TYPED", _("What was typed")

    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="clashes")
    code = models.CharField(max_length=3)
    status = models.CharField(
        max_length=8, choices=[(s.value, s.value) for s in FindingStatus], blank=True
    )
    evidence = models.CharField(max_length=500, blank=True)
    note = models.TextField(blank=True)
    typed_at = models.DateTimeField()
    typed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    kept = models.CharField(max_length=8, choices=Kept.choices, blank=True)

    objects: ClassVar[FindingClashQuerySet] = FindingClashQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^([XR][0-9]{2}|SUM)$"), name="finding_clash_has_a_code"
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None, kept="")
                | Q(
                    settled_at__isnull=False,
                    settled_by__isnull=False,
                    kept__in=["STANDING", "TYPED"],
                ),
                name="a_settled_clash_says_who_when_and_what",
            ),
        ]
