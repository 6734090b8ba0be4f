from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic.core.ids import uuid7
from clinic.policy.terms.booking import MOST_CHAIRS
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
    shared = models.BooleanField(
        default=False, help_text=_("Watches another chair as well, where the policy allows it.")
    )
    place = models.PositiveSmallIntegerField(
        default=1, help_text=_("Which of the chairs somebody shared watches at the same time.")
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
            models.CheckConstraint(
                condition=Q(shared=False, place=1)
                | Q(shared=True, role="NURSE", place__range=(1, MOST_CHAIRS)),
                name="only_a_nurse_is_shared_and_by_few_chairs",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.user_id}"
