"""Who looks after the patient, from when to when."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clinic.accounts.permissions import Permission
from patients.models.about_patient import AboutPatient, AboutPatientQuerySet


class CareTeamMemberQuerySet(AboutPatientQuerySet["CareTeamMember"]):
    VIEW = Permission.PATIENT_VIEW
    OWN = True

    def current(self, at: datetime) -> CareTeamMemberQuerySet:
        return self.filter(Q(ended_at=None) | Q(ended_at__gt=at), started_at__lte=at)


class CareTeamMember(AboutPatient):
    """One person's part in one patient's care. A THERAPIST row is what guard G07 reads [S48]."""

    class Role(models.TextChoices):
        PRESCRIBER = "PRESCRIBER", _("Prescriber")
        THERAPIST = "THERAPIST", _("Therapist")
        NURSE = "NURSE", _("Nurse")
        COORDINATOR = "COORDINATOR", _("Coordinator")

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=Role.choices)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=240, blank=True)

    objects: ClassVar[CareTeamMemberQuerySet] = CareTeamMemberQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["patient", "site", "user", "role"],
                condition=Q(ended_at=None),
                name="one_open_part_in_a_care_team",
            ),
            models.CheckConstraint(
                condition=Q(role__in=["PRESCRIBER", "THERAPIST", "NURSE", "COORDINATOR"]),
                name="care_team_role_is_known",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")),
                name="care_team_part_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | ~Q(ended_because=""),
                name="care_team_part_ends_for_a_reason",
            ),
        ]
