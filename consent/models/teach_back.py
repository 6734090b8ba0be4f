"""What the patient answered when asked back."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from clinic.accounts.permissions import Permission
from consent.models.consent import Consent
from patients.models.about_patient import AboutPatient, AboutPatientQuerySet


class TeachBackAnswerQuerySet(AboutPatientQuerySet["TeachBackAnswer"]):
    VIEW = Permission.CONSENT_VIEW
    OWN = True


class TeachBackAnswer(AboutPatient):
    """One answer in the patient's own words, typed by them or for them. Fixed once signed."""

    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="answers")
    question = models.CharField(max_length=40)
    answer = models.TextField()
    answered_at = models.DateTimeField()

    objects: ClassVar[TeachBackAnswerQuerySet] = TeachBackAnswerQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["consent", "question"], name="one_answer_per_question_and_consent"
            ),
            models.CheckConstraint(
                condition=Q(answer__regex=r"\S"), name="a_teach_back_answer_has_words"
            ),
        ]
