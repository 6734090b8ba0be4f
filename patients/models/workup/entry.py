"""What every entry of the workup shares: who wrote it down, and how it is struck out or put right."""

from __future__ import annotations

from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q

from clinic.accounts.permissions import Permission
from patients.models.about_patient import AboutPatient, AboutPatientQuerySet

M = TypeVar("M", bound=models.Model, covariant=True)


class EntryQuerySet(AboutPatientQuerySet[M]):
    VIEW = Permission.SCREENING_VIEW

    def standing(self) -> Self:
        """Without what was struck out or put right since."""
        return self.filter(voided_at=None)

    def newest_first(self) -> Self:
        return self.order_by("-recorded_at", "-pk")


class Entry(AboutPatient):
    """A clinical statement written down once. It is never edited: a wrong one is struck out and written anew.

    ``corrects`` is the entry this one stands in for. ``course`` is where it was written, not what it is about:
    the statement is about the patient.
    """

    course = models.ForeignKey("patients.Course", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    voided_because = models.CharField(max_length=240, blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(voided_at=None, voided_by=None, voided_because="")
                | Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(voided_because=""),
                name="a_voided_%(class)s_says_who_when_and_why",
            ),
        ]
