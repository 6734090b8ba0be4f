"""One earlier treatment: what, how much, how long, and how it ended."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from patients.eligibility import trials
from patients.models.workup.entry import Entry, EntryQuerySet


class TreatmentTrialQuerySet(EntryQuerySet["TreatmentTrial"]):
    pass


class TreatmentTrial(Entry):
    """A row of the trials table (domain/04 4.1). Adequacy and failure are computed, never stored."""

    class Kind(models.TextChoices):
        DRUG = "DRUG", _("Medication")
        PSYCHOTHERAPY = "PSYCHOTHERAPY", _("Psychotherapy")
        ECT = "ECT", _("Electroconvulsive therapy")
        STIMULATION = "STIMULATION", _("Magnetic or vagus-nerve stimulation")

    class DrugClass(models.TextChoices):
        SSRI = "SSRI", _("SSRI")
        SNRI = "SNRI", _("SNRI")
        TRICYCLIC = "TRICYCLIC", _("Tricyclic")
        MAOI = "MAOI", _("MAO inhibitor")
        ATYPICAL = "ATYPICAL", _("Other antidepressant")
        ANTIPSYCHOTIC = "ANTIPSYCHOTIC", _("Antipsychotic")
        MOOD_STABILISER = "MOOD_STABILISER", _("Mood stabiliser")
        STIMULANT = "STIMULANT", _("Stimulant")
        KETAMINE = "KETAMINE", _("Ketamine or esketamine")
        OTHER = "OTHER", _("Something else")

    class Outcome(models.TextChoices):
        NO_RESPONSE = "NO_RESPONSE", _("No response")
        PARTIAL = "PARTIAL", _("Partly better")
        RESPONSE = "RESPONSE", _("Better")
        RESPONSE_THEN_LOSS = "RESPONSE_THEN_LOSS", _("Better, then lost again")
        INTOLERANT = "INTOLERANT", _("Not tolerated")
        UNKNOWN = "UNKNOWN", _("Not known")

    class ToldBy(models.TextChoices):
        PATIENT = "PATIENT", _("The patient says")
        PHARMACY = "PHARMACY", _("Pharmacy")
        RECORD = "RECORD", _("Medical record")

    class Episode(models.TextChoices):
        CURRENT = "CURRENT", _("This episode")
        PAST = "PAST", _("An earlier episode")

    kind = models.CharField(max_length=13, choices=Kind.choices, default=Kind.DRUG)
    name = models.CharField(max_length=200)
    ingredient = models.CharField(
        max_length=40, blank=True, help_text=_("The antidepressant the name was read as.")
    )
    drug_class = models.CharField(max_length=15, choices=DrugClass.choices, blank=True)
    max_dose_mg_day = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    weeks_at_max = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    sessions = models.PositiveSmallIntegerField(null=True, blank=True)
    improvement = models.SmallIntegerField(
        null=True, blank=True, help_text=_("Percent better; below zero is worse.")
    )
    outcome = models.CharField(max_length=18, choices=Outcome.choices, default=Outcome.UNKNOWN)
    told_by = models.CharField(max_length=8, choices=ToldBy.choices, default=ToldBy.PATIENT)
    episode = models.CharField(max_length=7, choices=Episode.choices)
    augmentation = models.BooleanField(default=False)
    started_year = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)

    objects: ClassVar[TreatmentTrialQuerySet] = TreatmentTrialQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [models.Index(fields=["patient"], name="trial_by_patient")]
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            models.CheckConstraint(condition=~Q(name=""), name="a_trial_has_a_name"),
            models.CheckConstraint(
                condition=Q(kind__in=["DRUG", "PSYCHOTHERAPY", "ECT", "STIMULATION"]),
                name="trial_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    outcome__in=[
                        "NO_RESPONSE",
                        "PARTIAL",
                        "RESPONSE",
                        "RESPONSE_THEN_LOSS",
                        "INTOLERANT",
                        "UNKNOWN",
                    ]
                ),
                name="trial_outcome_is_known",
            ),
            models.CheckConstraint(
                condition=Q(told_by__in=["PATIENT", "PHARMACY", "RECORD"]),
                name="trial_told_by_is_known",
            ),
            models.CheckConstraint(
                condition=Q(episode__in=["CURRENT", "PAST"]), name="trial_episode_is_known"
            ),
            models.CheckConstraint(
                condition=Q(
                    drug_class__in=[
                        "",
                        "SSRI",
                        "SNRI",
                        "TRICYCLIC",
                        "MAOI",
                        "ATYPICAL",
                        "ANTIPSYCHOTIC",
                        "MOOD_STABILISER",
                        "STIMULANT",
                        "KETAMINE",
                        "OTHER",
                    ]
                ),
                name="trial_class_is_known",
            ),
            models.CheckConstraint(
                condition=Q(max_dose_mg_day=None) | Q(max_dose_mg_day__gt=0),
                name="a_trial_dose_is_above_zero",
            ),
            models.CheckConstraint(
                condition=Q(weeks_at_max=None) | Q(weeks_at_max__gte=0),
                name="a_trial_does_not_last_below_zero",
            ),
            models.CheckConstraint(
                condition=Q(improvement=None) | Q(improvement__gte=-100, improvement__lte=100),
                name="trial_improvement_is_a_percentage",
            ),
            models.CheckConstraint(
                condition=Q(kind="DRUG")
                | Q(ingredient="", drug_class="", max_dose_mg_day=None, augmentation=False),
                name="only_a_drug_trial_has_a_dose",
            ),
        ]

    def as_trial(self) -> trials.Trial:
        """The row as the pure rules read it."""
        return trials.Trial(
            kind=trials.TrialKind(self.kind),
            ingredient=self.ingredient,
            max_dose_mg_day=self.max_dose_mg_day,
            weeks_at_max=self.weeks_at_max,
            sessions=self.sessions,
            improvement=self.improvement,
            outcome=trials.Outcome(self.outcome),
            episode=trials.Episode(self.episode),
            augmentation=self.augmentation,
        )
