"""Whether somebody can become pregnant: asked by a person, answered by a person, on a day."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from patients.models.workup.entry import Entry, EntryQuerySet


class PregnancyAnswerQuerySet(EntryQuerySet["PregnancyAnswer"]):
    pass


class PregnancyAnswer(Entry):
    """The question behind G25, with who answered it. The newest standing one is what the patient's record says."""

    class Answer(models.TextChoices):
        YES = "YES", _("Can become pregnant")
        NO = "NO", _("Cannot become pregnant")
        UNKNOWN = "UNKNOWN", _("Asked, without an answer")

    class Why(models.TextChoices):
        NO_UTERUS = "NO_UTERUS", _("No uterus or ovaries")
        MENOPAUSE = "MENOPAUSE", _("After menopause")
        STERILISED = "STERILISED", _("Sterilised")
        OTHER = "OTHER", _("Another reason")

    class AnsweredBy(models.TextChoices):
        PATIENT = "PATIENT", _("The patient")
        RECORD = "RECORD", _("A medical record")

    class Now(models.TextChoices):
        """Pregnant or breastfeeding today (X02)."""

        NEITHER = "NEITHER", _("Neither")
        PREGNANT = "PREGNANT", _("Pregnant")
        BREASTFEEDING = "BREASTFEEDING", _("Breastfeeding")
        UNKNOWN = "UNKNOWN", _("Not known")

    answer = models.CharField(max_length=7, choices=Answer.choices)
    why = models.CharField(max_length=10, choices=Why.choices, blank=True)
    detail = models.CharField(max_length=240, blank=True)
    now = models.CharField(max_length=13, choices=Now.choices, default=Now.UNKNOWN)
    answered_by = models.CharField(max_length=7, choices=AnsweredBy.choices)

    objects: ClassVar[PregnancyAnswerQuerySet] = PregnancyAnswerQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [models.Index(fields=["patient"], name="pregnancy_by_patient")]
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(answer__in=["YES", "NO", "UNKNOWN"]), name="pregnancy_answer_is_known"
            ),
            models.CheckConstraint(
                condition=Q(answered_by__in=["PATIENT", "RECORD"]),
                name="pregnancy_answered_by_is_known",
            ),
            models.CheckConstraint(
                condition=Q(now__in=["NEITHER", "PREGNANT", "BREASTFEEDING", "UNKNOWN"]),
                name="pregnancy_now_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(answer="NO") & Q(why="")
                | Q(answer="NO")
                & Q(why__in=["NO_UTERUS", "MENOPAUSE", "STERILISED", "OTHER"])
                & ~Q(now="PREGNANT"),
                name="who_cannot_become_pregnant_has_a_reason",
            ),
        ]
