"""What must never be true of a visit, each rule named as a sentence."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import F, Q

STANDING = ["HELD", "BOOKED", "CONFIRMED", "ARRIVED"]

CONSTRAINTS: list[models.BaseConstraint] = [
    models.UniqueConstraint(
        fields=["step"],
        condition=Q(status__in=["HELD", "BOOKED", "CONFIRMED", "ARRIVED"]),
        name="one_standing_appointment_per_step",
    ),
    models.CheckConstraint(
        condition=Q(
            status__in=[
                "HELD",
                "BOOKED",
                "CONFIRMED",
                "ARRIVED",
                "LATE_CANCELLED",
                "CANCELLED",
                "NO_SHOW",
                "RESCHEDULED",
            ]
        ),
        name="appointment_status_is_known",
    ),
    models.CheckConstraint(
        condition=Q(ends_at__gte=F("starts_at") + timedelta(minutes=5))
        & Q(ends_at__lte=F("starts_at") + timedelta(hours=8)),
        name="appointment_lasts_5_minutes_to_8_hours",
    ),
    models.CheckConstraint(
        condition=~Q(status="HELD") | Q(held_until__isnull=False),
        name="a_held_appointment_says_until_when",
    ),
    models.CheckConstraint(
        condition=Q(booked_at=None, booked_by="")
        | (Q(booked_at__isnull=False) & ~Q(booked_by="")),
        name="appointment_booking_has_who_and_when",
    ),
    models.CheckConstraint(
        condition=Q(confirmed_at=None, confirmed_by="")
        | (Q(confirmed_at__isnull=False) & ~Q(confirmed_by="")),
        name="appointment_confirmation_has_who_and_when",
    ),
    models.CheckConstraint(
        condition=Q(arrived_at=None, arrived_by="")
        | (Q(arrived_at__isnull=False) & ~Q(arrived_by="")),
        name="appointment_arrival_has_who_and_when",
    ),
    models.CheckConstraint(
        condition=Q(left_at=None, left_by="")
        | (Q(left_at__isnull=False, status="ARRIVED") & ~Q(left_by="")),
        name="only_an_arrived_patient_leaves_with_who_and_when",
    ),
    models.CheckConstraint(
        condition=~Q(status="ARRIVED") | Q(arrived_at__isnull=False),
        name="an_arrived_appointment_says_when",
    ),
    models.CheckConstraint(
        condition=Q(
            status__in=["HELD", "BOOKED", "CONFIRMED", "ARRIVED"],
            ended_at=None,
            ended_by="",
        )
        | (
            Q(
                status__in=["LATE_CANCELLED", "CANCELLED", "NO_SHOW", "RESCHEDULED"],
                ended_at__isnull=False,
            )
            & ~Q(ended_by="")
        ),
        name="an_ended_appointment_has_who_and_when",
    ),
    models.CheckConstraint(
        condition=~Q(status__in=["LATE_CANCELLED", "CANCELLED"]) | ~Q(reason=""),
        name="a_cancelled_appointment_says_why",
    ),
    models.CheckConstraint(
        condition=Q(mode="IN_PERSON", patient_jurisdiction="")
        | Q(mode="VIDEO", patient_jurisdiction__regex=r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$"),
        name="a_video_visit_says_where_the_patient_is",
    ),
    models.CheckConstraint(
        condition=~Q(mode="VIDEO", kind="DOSING", route__in=["IV", "IM"]),
        name="nothing_is_injected_over_video",
    ),
    models.CheckConstraint(
        condition=Q(party=None, seat=None)
        | Q(party__isnull=False, seat__isnull=False, seat__gte=1),
        name="a_seat_belongs_to_a_group_visit",
    ),
    models.UniqueConstraint(
        fields=["party", "seat"],
        condition=Q(party__isnull=False, status__in=STANDING),
        name="a_seat_is_taken_once",
    ),
    models.UniqueConstraint(
        fields=["party", "patient"],
        condition=Q(party__isnull=False, status__in=STANDING),
        name="nobody_sits_twice_in_a_group_visit",
    ),
]
