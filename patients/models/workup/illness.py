"""The illness the treatment is for: which, how long, how severe."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from patients.eligibility.maudsley import Severity as MaudsleySeverity
from patients.models.workup.entry import Entry, EntryQuerySet


class IllnessQuerySet(EntryQuerySet["Illness"]):
    pass


class Illness(Entry):
    """The indication and the two dimensions of the Maudsley staging that no table can compute."""

    class Indication(models.TextChoices):
        MDD = "MDD", _("Major depression")
        PTSD = "PTSD", _("Post-traumatic stress disorder")
        GAD = "GAD", _("Generalised anxiety disorder")
        BIPOLAR = "BIPOLAR", _("Bipolar depression")
        OCD = "OCD", _("Obsessive-compulsive disorder")
        EATING = "EATING", _("Eating disorder")
        OTHER = "OTHER", _("Something else")

    class Severity(models.TextChoices):
        SUBSYNDROMAL = "SUBSYNDROMAL", _("Below a full syndrome")
        MILD = "MILD", _("Mild")
        MODERATE = "MODERATE", _("Moderate")
        SEVERE = "SEVERE", _("Severe")
        PSYCHOTIC = "PSYCHOTIC", _("Severe, with psychosis")

    class Ect(models.TextChoices):
        YES = "YES", _("Yes")
        NO = "NO", _("No")
        UNKNOWN = "UNKNOWN", _("Not known")

    indication = models.CharField(max_length=7, choices=Indication.choices)
    other = models.CharField(max_length=200, blank=True)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    severity = models.CharField(max_length=12, choices=Severity.choices, blank=True)
    ect = models.CharField(max_length=7, choices=Ect.choices, default=Ect.UNKNOWN)
    note = models.CharField(max_length=500, blank=True)

    objects: ClassVar[IllnessQuerySet] = IllnessQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [models.Index(fields=["patient"], name="illness_by_patient")]
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(
                    indication__in=["MDD", "PTSD", "GAD", "BIPOLAR", "OCD", "EATING", "OTHER"]
                ),
                name="indication_is_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    severity__in=["", "SUBSYNDROMAL", "MILD", "MODERATE", "SEVERE", "PSYCHOTIC"]
                ),
                name="illness_severity_is_known",
            ),
            models.CheckConstraint(
                condition=Q(ect__in=["YES", "NO", "UNKNOWN"]), name="illness_ect_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(indication="OTHER") | ~Q(other=""),
                name="another_indication_has_a_name",
            ),
        ]

    @property
    def maudsley_severity(self) -> MaudsleySeverity | None:
        """The severity as the staging reads it."""
        return MaudsleySeverity(self.severity) if self.severity else None
