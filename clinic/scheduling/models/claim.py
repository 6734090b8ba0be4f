from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _


class ClaimQuerySet(models.QuerySet["Claim"]):
    def in_force(self) -> ClaimQuerySet:
        return self.filter(active=True)


class Claim(models.Model):
    """One thing taken by one visit for a span of time: the patient, the room, or a member of staff.

    **Written by the database, never by Python.** Triggers on the appointment, the group visit and their staff
    (migration 0002) make a claim for each thing a visit names, let go of them when it ends, and refuse a change of
    place, people or time: whoever writes an appointment, by whatever path, has claimed what it takes. The program's
    own database role may only read this table. The exclusion constraints below make a double booking impossible.

    `during` of a patient includes the recovery after the visit; of a room, recovery and then turnover. `party` is
    who may share: claims of one party never exclude each other. It is the visit itself; for room and staff of a
    group, the group; for a nurse who is shared between chairs, the nurse. So whoever is shared once and claimed
    whole elsewhere is refused, and two shared claims differ in `seat`, which is bounded.
    """

    READ_ONLY = True  # grants: the program's role has SELECT alone

    class Kind(models.TextChoices):
        PATIENT = "PATIENT", _("Patient")
        ROOM = "ROOM", _("Room")
        STAFF = "STAFF", _("Staff")

    # The unique and the exclusion constraint are the only indexes: each further one is paid at every booking.
    appointment = models.ForeignKey(
        "Appointment", on_delete=models.PROTECT, null=True, related_name="claims", db_index=False
    )
    group = models.ForeignKey(
        "GroupVisit", on_delete=models.PROTECT, null=True, related_name="claims", db_index=False
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
            ExclusionConstraint(
                name="nobody_watches_one_place_twice",
                expressions=[
                    ("resource", RangeOperators.EQUAL),
                    ("seat", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(active=True, kind="STAFF", party=F("staff")),
            ),
            models.UniqueConstraint(
                fields=["group", "resource"],
                condition=Q(group__isnull=False),
                name="one_claim_per_thing_and_group_visit",
            ),
            models.CheckConstraint(
                condition=Q(appointment__isnull=False, group=None)
                | Q(appointment=None, group__isnull=False),
                name="a_claim_is_of_one_visit",
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
