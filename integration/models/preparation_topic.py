"""What was talked about before the first dose, point by point."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic.accounts.permissions import Permission
from integration.models.therapy_session import TherapySession
from patients.models.about_patient import AboutPatient, AboutPatientQuerySet


class PreparationTopicQuerySet(AboutPatientQuerySet["PreparationTopic"]):
    VIEW = Permission.NOTE_VIEW


class PreparationTopic(AboutPatient):
    """One point of the preparation checklist, in words. Fixed once the session is signed."""

    class Topic(models.TextChoices):
        EXPECTATIONS = "EXPECTATIONS", _("Expectations and worries")
        INTENTION = "INTENTION", _("Intention")
        CALMING = "CALMING", _("Plan to calm down")
        TOUCH = "TOUCH", _("Touch")
        LOGISTICS = "LOGISTICS", _("The day itself: food, escort, clothes, phone")

    session = models.ForeignKey(TherapySession, on_delete=models.PROTECT, related_name="topics")
    topic = models.CharField(max_length=12, choices=Topic.choices)
    words = models.TextField(help_text=_("What the patient said and what was agreed."))
    recorded_at = models.DateTimeField()

    objects: ClassVar[PreparationTopicQuerySet] = PreparationTopicQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["session", "topic"], name="one_row_per_topic_and_session"
            ),
            models.CheckConstraint(
                condition=Q(
                    topic__in=["EXPECTATIONS", "INTENTION", "CALMING", "TOUCH", "LOGISTICS"]
                ),
                name="preparation_topic_is_known",
            ),
            models.CheckConstraint(
                condition=Q(words__regex=r"\S"), name="a_preparation_topic_has_words"
            ),
        ]
