"""What the patient takes or took besides prescribed medication."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from patients.models.workup.entry import Entry, EntryQuerySet


class SubstanceUseQuerySet(EntryQuerySet["SubstanceUse"]):
    pass


class SubstanceUse(Entry):
    """The answer about one substance. The newest standing one counts; asking again writes a new one."""

    class Substance(models.TextChoices):
        ALCOHOL = "ALCOHOL", _("Alcohol")
        CANNABIS = "CANNABIS", _("Cannabis")
        TOBACCO = "TOBACCO", _("Tobacco or nicotine")
        KETAMINE = "KETAMINE", _("Ketamine or PCP, not prescribed")
        OPIOIDS = "OPIOIDS", _("Opioids")
        STIMULANTS = "STIMULANTS", _("Cocaine, amphetamines, other stimulants")
        SEDATIVES = "SEDATIVES", _("Benzodiazepines and sleeping pills, not as prescribed")
        PSYCHEDELICS = "PSYCHEDELICS", _("Psychedelics, MDMA")
        OTHER = "OTHER", _("Something else")

    class Use(models.TextChoices):
        NEVER = "NEVER", _("Never")
        PAST = "PAST", _("Not any more")
        CURRENT = "CURRENT", _("Now")
        DECLINED = "DECLINED", _("Did not want to say")

    class Disorder(models.TextChoices):
        NONE = "NONE", _("No use disorder")
        MILD = "MILD", _("Mild use disorder")
        MODERATE = "MODERATE", _("Moderate use disorder")
        SEVERE = "SEVERE", _("Severe use disorder")
        REMISSION = "REMISSION", _("Use disorder in remission")
        UNKNOWN = "UNKNOWN", _("Not assessed")

    # Nobody is screened without an answer to these (X12, X14, R10, R16).
    ASKED: ClassVar = (
        Substance.ALCOHOL,
        Substance.CANNABIS,
        Substance.KETAMINE,
        Substance.OPIOIDS,
        Substance.STIMULANTS,
        Substance.SEDATIVES,
        Substance.PSYCHEDELICS,
    )

    substance = models.CharField(max_length=12, choices=Substance.choices)
    which = models.CharField(max_length=120, blank=True)
    use = models.CharField(max_length=8, choices=Use.choices)
    amount = models.CharField(max_length=120, blank=True)
    frequency = models.CharField(max_length=120, blank=True)
    last_used_on = models.DateField(null=True, blank=True)
    disorder = models.CharField(max_length=9, choices=Disorder.choices, default=Disorder.UNKNOWN)
    criteria_last_met_on = models.DateField(
        null=True, blank=True, help_text=_("When the criteria of a use disorder were last met.")
    )
    note = models.CharField(max_length=500, blank=True)

    objects: ClassVar[SubstanceUseQuerySet] = SubstanceUseQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [models.Index(fields=["patient"], name="substance_by_patient")]
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(
                    substance__in=[
                        "ALCOHOL",
                        "CANNABIS",
                        "TOBACCO",
                        "KETAMINE",
                        "OPIOIDS",
                        "STIMULANTS",
                        "SEDATIVES",
                        "PSYCHEDELICS",
                        "OTHER",
                    ]
                ),
                name="substance_is_known",
            ),
            models.CheckConstraint(
                condition=Q(use__in=["NEVER", "PAST", "CURRENT", "DECLINED"]),
                name="substance_use_is_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    disorder__in=["NONE", "MILD", "MODERATE", "SEVERE", "REMISSION", "UNKNOWN"]
                ),
                name="substance_disorder_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(use="NEVER")
                | Q(
                    last_used_on=None, criteria_last_met_on=None, disorder__in=["NONE", "UNKNOWN"]
                ),
                name="what_was_never_used_has_no_last_day",
            ),
            models.CheckConstraint(
                condition=~Q(substance="OTHER") | ~Q(which=""), name="another_substance_has_a_name"
            ),
        ]
