"""What a patient does, and whom they call, when it becomes dangerous: in their own words."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic.accounts.permissions import Permission
from patients.models.about_patient import AboutPatient, AboutPatientQuerySet


class SafetyPlanQuerySet(AboutPatientQuerySet["SafetyPlan"]):
    VIEW = Permission.CHART_VIEW
    OWN = True

    def newest_first(self) -> Self:
        return self.order_by("-number")


class SafetyPlan(AboutPatient):
    """One version of a patient's safety plan: never changed, replaced by the next number.

    Our own template. The wording of published ones belongs to their authors and is not used [POL]. ``made_at`` is
    what G14 counts from: going through it again with the patient writes a new version, even when no word changes.
    """

    APPEND_ONLY: ClassVar = True
    PARTS: ClassVar = ("signs", "alone", "company", "people", "help", "surroundings", "reasons")
    # Without these it is no plan: how I notice, what I do, whom I call, what is put away.
    NEEDED: ClassVar = ("signs", "alone", "people", "surroundings")

    number = models.PositiveSmallIntegerField()
    signs = models.TextField(_("How I notice that it is getting dangerous"))
    alone = models.TextField(_("What I can do by myself until it passes"))
    company = models.TextField(_("Where I can go, and who is good company"), blank=True)
    people = models.TextField(_("Whom I can call and tell how I really am"))
    help = models.TextField(_("Professionals who know me"), blank=True)
    surroundings = models.TextField(_("What is put away or locked so that I am safe at home"))
    reasons = models.TextField(_("What I want to be there for"), blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    alert = models.ForeignKey(
        "patients.SafetyAlert",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="safety_plans",
    )

    objects: ClassVar[SafetyPlanQuerySet] = SafetyPlanQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["patient", "number"], name="safety_plans_are_numbered_per_patient"
            ),
            models.CheckConstraint(
                condition=~Q(signs="") & ~Q(alone="") & ~Q(people="") & ~Q(surroundings=""),
                name="a_safety_plan_has_its_four_parts",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="safety_plans_count_from_one"),
        ]

    @classmethod
    def title_of(cls, part: str) -> str:
        """The template's own words above a part."""
        field: Any = cls._meta.get_field(part)
        return str(field.verbose_name)
