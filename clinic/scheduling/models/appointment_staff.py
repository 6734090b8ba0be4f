from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from clinic.core.ids import uuid7
from clinic.scheduling.models.visit_kind import WORKING_ROLES


class AppointmentStaffQuerySet(models.QuerySet["AppointmentStaff"]):
    def in_role(self, role: str) -> AppointmentStaffQuerySet:
        return self.filter(role=role)


class AppointmentStaff(models.Model):
    """Who is booked for a visit, in which role of the day. Written with the appointment and never changed.

    Other people are another appointment: see `Appointment`. It is its own history, so it has none beside it.
    """

    APPEND_ONLY = True

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    appointment = models.ForeignKey(
        "Appointment", on_delete=models.PROTECT, related_name="staff", db_index=False
    )
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="visits")
    role = models.CharField(
        max_length=16, choices=[(role.value, role.label) for role in WORKING_ROLES]
    )

    objects: ClassVar[models.Manager[AppointmentStaff]] = AppointmentStaffQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["appointment", "user", "role"], name="nobody_plays_a_role_twice_at_a_visit"
            ),
            models.CheckConstraint(
                condition=Q(role__in=["PRESCRIBER", "NURSE", "THERAPIST"]),
                name="appointment_staff_role_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.user_id}"
