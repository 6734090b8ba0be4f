from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _


class ClaimQuerySet(models.QuerySet["Claim"]):
    def in_force(self) -> ClaimQuerySet:
        return self.filter(active=True)


class Claim(models.Model):
    """One thing taken by one visit for a span of time: the patient, the room, or a member of staff.

    **Written by the database, never by Python.** Triggers on the appointment and its staff (migration 0002) make a
    claim for each thing a visit names, let go of them when it ends, and refuse a change of place, people or time:
    whoever writes an appointment, by whatever path, has claimed what it takes. The program's own database role may
    only read this table. The one exclusion constraint below is what makes a double booking impossible.

    `during` of a room includes the turnover after the visit. `party` is who may share: claims of the same party
    never exclude each other, so a group visit is several appointments of one party. `seat` numbers them.
    """

    READ_ONLY = True  # grants: the program's role has SELECT alone

    class Kind(models.TextChoices):
        PATIENT = "PATIENT", _("Patient")
        ROOM = "ROOM", _("Room")
        STAFF = "STAFF", _("Staff")

    # The unique and the exclusion constraint are the only indexes: each further one is paid at every booking.
    appointment = models.ForeignKey(
        "Appointment", on_delete=models.PROTECT, related_name="claims", db_index=False
    )
    kind = models.CharField(max_length=8, choices=Kind.choices)
    patient = models.ForeignKey(
        "patients.Patient",
        on_delete=models.PROTECT,
        null=True,
        related_name="claims",
        db_index=False,
    )
    room = models.ForeignKey(
        "Room", on_delete=models.PROTECT, null=True, related_name="claims", db_index=False
    )
    staff = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, related_name="claims", db_index=False
    )
    resource = models.GeneratedField(
        expression=Coalesce("patient_id", "room_id", "staff_id"),
        output_field=models.UUIDField(),
        db_persist=True,
    )
    party = models.UUIDField()
    seat = models.PositiveSmallIntegerField(default=1)
    during = DateTimeRangeField()
    active = models.BooleanField()

    objects: ClassVar[models.Manager[Claim]] = ClaimQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            ExclusionConstraint(
                name="nothing_is_claimed_twice",
                expressions=[
                    ("resource", RangeOperators.EQUAL),
                    ("party", RangeOperators.NOT_EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(active=True),
            ),
            models.UniqueConstraint(
                fields=["appointment", "resource"], name="one_claim_per_thing_and_appointment"
            ),
            models.CheckConstraint(
                condition=Q(kind="PATIENT", patient__isnull=False, room=None, staff=None)
                | Q(kind="ROOM", patient=None, room__isnull=False, staff=None)
                | Q(kind="STAFF", patient=None, room=None, staff__isnull=False),
                name="a_claim_is_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(during__isempty=False)
                & Q(during__lower_inc=True)
                & Q(during__upper_inc=False)
                & Q(during__lower_inf=False)
                & Q(during__upper_inf=False),
                name="a_claim_has_a_start_and_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.resource}"
