"""Whom a safety alert was told to, and at which rung of the ladder."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic.accounts.permissions import Permission
from patients.instruments.scoring import Urgency
from patients.models.about_patient import AboutPatient, AboutPatientQuerySet

FIRST, SECOND, THIRD, LAST = range(4)


class SafetyCallQuerySet(AboutPatientQuerySet["SafetyCall"]):
    VIEW = Permission.MEASURE_VIEW

    def in_order(self) -> Self:
        return self.order_by("told_at", "rung", "id")


class SafetyCall(AboutPatient):
    """One person told of one alert, written with their task and their message in one transaction; never changed.

    ``rung`` 0 is at once; 1, 2 and 3 are reached while nobody takes it on. ``owed_at`` is when the ladder asked for
    it, ``told_at`` when it was done: they differ when the workers stood still. ``person`` is empty where nobody
    stands on that rung. An answer that became more urgent tells the first rung once more.
    """

    APPEND_ONLY: ClassVar = True

    class Why(models.TextChoices):
        ON_DUTY = "ON_DUTY", _("On duty")
        ON_CALL = "ON_CALL", _("On call")
        PRESCRIBER = "PRESCRIBER", _("Prescriber")
        DIRECTOR = "DIRECTOR", _("Medical director")
        MANAGER = "MANAGER", _("Manager")
        NOBODY = "NOBODY", _("Nobody was there to tell")

    alert = models.ForeignKey(
        "patients.SafetyAlert", on_delete=models.PROTECT, related_name="calls"
    )
    urgency = models.CharField(max_length=12, choices=[(u.value, u.value) for u in Urgency])
    rung = models.PositiveSmallIntegerField()
    person = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    why = models.CharField(max_length=10, choices=Why.choices)
    owed_at = models.DateTimeField()
    told_at = models.DateTimeField()

    objects: ClassVar[SafetyCallQuerySet] = SafetyCallQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["alert", "urgency", "rung", "person"],
                nulls_distinct=False,
                name="a_person_is_told_once_at_a_rung",
            ),
            models.CheckConstraint(condition=Q(rung__range=(0, 3)), name="a_rung_is_one_of_four"),
            models.CheckConstraint(
                condition=Q(urgency__in=["WITHIN_A_DAY", "SAME_DAY", "NOW"]),
                name="safety_call_urgency_is_known",
            ),
            models.CheckConstraint(
                condition=Q(why="NOBODY", person=None)
                | ~Q(why="NOBODY") & Q(person__isnull=False),
                name="a_call_names_a_person_or_says_nobody",
            ),
            models.CheckConstraint(
                condition=Q(told_at__gte=models.F("owed_at")),
                name="nobody_is_told_before_it_is_owed",
            ),
        ]
