"""Conditions, medications and allergies that a person here has confirmed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from patients.models.about_patient import AboutPatient, AboutPatientQuerySet, M


class FactQuerySet(AboutPatientQuerySet[M]):
    """Confirmed facts: what holds now, without what was recorded by mistake."""

    def true(self) -> FactQuerySet[M]:
        """Without rows that were a mistake."""
        return self.filter(mistaken_at=None)

    def current(self) -> FactQuerySet[M]:
        """True and not over."""
        return self.filter(mistaken_at=None, ended_on=None, is_past=False)


class Fact(AboutPatient):
    """A statement about the patient's health, confirmed by a clinician and never edited.

    What ends gets an end; what was wrong is marked as a mistake with who, when and why. ``code`` and
    ``code_system`` are as sent by the referrer, empty when typed here. ``came_from`` is the plain id
    of the referral line it was confirmed from.
    """

    name = models.CharField(max_length=200)
    code = models.CharField(max_length=64, blank=True)
    code_system = models.CharField(max_length=200, blank=True)
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    is_past = models.BooleanField(
        default=False, help_text=_("Over before it was recorded, on a day nobody knows.")
    )
    note = models.CharField(max_length=500, blank=True)
    came_from = models.UUIDField(null=True, blank=True, editable=False)
    confirmed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    mistaken_at = models.DateTimeField(null=True, blank=True)
    mistaken_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    mistaken_because = models.CharField(max_length=240, blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(name=""), name="%(class)s_has_a_name"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(started_on=None) | Q(ended_on__gte=F("started_on")),
                name="%(class)s_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(mistaken_at=None, mistaken_by=None, mistaken_because="")
                | Q(mistaken_at__isnull=False, mistaken_by__isnull=False)
                & ~Q(mistaken_because=""),
                name="%(class)s_mistake_has_who_when_and_why",
            ),
        ]


class ConditionQuerySet(FactQuerySet["Condition"]):
    pass


class Condition(Fact):
    """A diagnosis or a problem."""

    objects: ClassVar[ConditionQuerySet] = ConditionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Fact.Meta):
        pass


class MedicationQuerySet(FactQuerySet["Medication"]):
    pass


class Medication(Fact):
    """Something the patient takes (domain/04 section 4.4)."""

    dose = models.CharField(max_length=120, blank=True)
    frequency = models.CharField(max_length=120, blank=True)
    last_taken_at = models.DateTimeField(null=True, blank=True)
    prescribed_by = models.CharField(max_length=120, blank=True)
    purpose = models.CharField(max_length=200, blank=True)

    objects: ClassVar[MedicationQuerySet] = MedicationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Fact.Meta):
        pass


class AllergyQuerySet(FactQuerySet["Allergy"]):
    pass


class Allergy(Fact):
    """Something the patient must not be given."""

    class Severity(models.TextChoices):
        MILD = "MILD", _("Mild")
        MODERATE = "MODERATE", _("Moderate")
        SEVERE = "SEVERE", _("Severe")
        UNKNOWN = "UNKNOWN", _("Not known")

    reaction = models.CharField(max_length=200, blank=True)
    severity = models.CharField(max_length=8, choices=Severity.choices, default=Severity.UNKNOWN)

    objects: ClassVar[AllergyQuerySet] = AllergyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Fact.Meta):
        constraints: ClassVar = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=Q(severity__in=["MILD", "MODERATE", "SEVERE", "UNKNOWN"]),
                name="allergy_severity_is_known",
            ),
        ]


class AllergyCheckQuerySet(AboutPatientQuerySet["AllergyCheck"]):
    pass


class AllergyCheck(AboutPatient):
    """Somebody asked about allergies and there were none: an empty list that means something."""

    APPEND_ONLY = True

    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[AllergyCheckQuerySet] = AllergyCheckQuerySet.as_manager()  # type: ignore[assignment]
