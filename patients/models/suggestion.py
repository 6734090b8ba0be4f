"""What somebody said to a suggestion: it is in the row, or it is not so and why."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic.accounts.permissions import Permission
from patients.models.about_patient import AboutPatient, AboutPatientQuerySet
from patients.models.screening import Screening


class SuggestionAnswerQuerySet(AboutPatientQuerySet["SuggestionAnswer"]):
    VIEW = Permission.SCREENING_VIEW


class SuggestionAnswer(AboutPatient):
    """One answer to one suggestion of one screening, for ever; the newest counts.

    ``about`` names the fact that spoke, as ``patients.eligibility.known`` writes it; ``text`` is the
    suggestion as it was read.
    """

    APPEND_ONLY = True

    class Answer(models.TextChoices):
        TAKEN_UP = "TAKEN_UP", _("Taken up in the row")
        DISMISSED = "DISMISSED", _("Not so")

    screening = models.ForeignKey(
        Screening, on_delete=models.PROTECT, related_name="suggestion_answers"
    )
    code = models.CharField(max_length=3)
    about = models.CharField(max_length=80)
    text = models.CharField(max_length=300)
    answer = models.CharField(max_length=9, choices=Answer.choices)
    reason = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[SuggestionAnswerQuerySet] = SuggestionAnswerQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^[XR][0-9]{2}$"), name="suggestion_answer_has_a_code"
            ),
            models.CheckConstraint(
                condition=Q(answer="TAKEN_UP", reason="") | Q(answer="DISMISSED") & ~Q(reason=""),
                name="a_dismissed_suggestion_says_why",
            ),
        ]
