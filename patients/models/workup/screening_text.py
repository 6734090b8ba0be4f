"""What is told in words at a screening, every saved version kept."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic.accounts.permissions import Permission
from patients.models.about_patient import AboutPatient, AboutPatientQuerySet
from patients.models.screening import Screening


class ScreeningTextQuerySet(AboutPatientQuerySet["ScreeningText"]):
    VIEW = Permission.SCREENING_VIEW

    def newest(self) -> Self:
        """The one that counts of each text."""
        return self.order_by("screening_id", "about", "-number").distinct("screening_id", "about")


class ScreeningText(AboutPatient):
    """One saved version of one text. A change is a new row, so whatever somebody typed can be read again."""

    APPEND_ONLY = True

    class About(models.TextChoices):
        DIAGNOSES = "DIAGNOSES", _("Diagnoses in words")
        HISTORY = "HISTORY", _("History of this illness")
        PSYCHIATRIC = "PSYCHIATRIC", _("Psychiatric history")
        MEDICAL = "MEDICAL", _("Medical history")
        SOCIAL = "SOCIAL", _("Life and support")
        EXPECTATIONS = "EXPECTATIONS", _("What the patient hopes for")
        WORRIES = "WORRIES", _("What the patient worries about")
        INDICATION = "INDICATION", _("Why this treatment now")

    # A screening without these is not one (domain/04 4.1; hopes and worries are what preparation begins with).
    ASKED: ClassVar = (About.HISTORY, About.EXPECTATIONS, About.WORRIES)

    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="texts")
    about = models.CharField(max_length=12, choices=About.choices)
    number = models.PositiveIntegerField()
    body = models.TextField(blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[ScreeningTextQuerySet] = ScreeningTextQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["screening", "about", "number"],
                name="screening_text_versions_are_unique",
            ),
            models.CheckConstraint(
                condition=Q(
                    about__in=[
                        "DIAGNOSES",
                        "HISTORY",
                        "PSYCHIATRIC",
                        "MEDICAL",
                        "SOCIAL",
                        "EXPECTATIONS",
                        "WORRIES",
                        "INDICATION",
                    ]
                ),
                name="screening_text_is_known",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="screening_text_versions_begin_at_one"
            ),
        ]
