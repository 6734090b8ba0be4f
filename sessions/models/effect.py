"""What the patient felt, from when to when: no discharge before it has passed."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sessions.models.dosing_session import OfSession, OfSessionQuerySet


class EffectCode(models.TextChoices):
    """The effects the flowsheet offers (the clinic's own words; domain/00, A10 and A11)."""

    FLOATING = "FLOATING", _("Floating")
    VIVID_IMAGERY = "VIVID_IMAGERY", _("Vivid imagery")
    ALTERED_SIGHT = "ALTERED_SIGHT", _("Altered sight")
    ALTERED_SOUND = "ALTERED_SOUND", _("Altered sound")
    ALTERED_TOUCH = "ALTERED_TOUCH", _("Altered touch")
    ANXIETY = "ANXIETY", _("Anxiety")
    DISORIENTATION = "DISORIENTATION", _("Disorientation")
    HALLUCINATION = "HALLUCINATION", _("Hallucination")
    HEADACHE = "HEADACHE", _("Headache")
    NAUSEA = "NAUSEA", _("Nausea")
    VERTIGO = "VERTIGO", _("Vertigo")
    OTHER = "OTHER", _("Other")


class EffectQuerySet(OfSessionQuerySet):
    def standing(self) -> Self:
        """Without those a correction struck out."""
        return self.filter(struck_at=None)

    def still_felt(self) -> Self:
        return self.standing().filter(ended_at=None)


class Effect(OfSession):
    """One effect, while it lasts. What was tapped wrongly stays, struck out, beside the row that replaces it."""

    Code = EffectCode

    class Intensity(models.TextChoices):
        MILD = "MILD", _("mild")
        MODERATE = "MODERATE", _("moderate")
        STRONG = "STRONG", _("strong")

    code = models.CharField(max_length=16, choices=EffectCode.choices)
    words = models.CharField(max_length=120, blank=True)
    intensity = models.CharField(max_length=8, choices=Intensity.choices)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    observer = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    struck_because = models.CharField(max_length=240, blank=True)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )

    objects: ClassVar[EffectQuerySet] = EffectQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["session", "client_id"], name="an_effect_is_recorded_once"
            ),
            models.UniqueConstraint(
                fields=["session", "code"],
                condition=Q(ended_at=None, struck_at=None) & ~Q(code="OTHER"),
                name="an_effect_lasts_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(code__in=sorted(EffectCode.values)), name="effect_code_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(code="OTHER") | ~Q(words=""), name="another_effect_is_described"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")),
                name="effect_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(struck_at=None, struck_by=None, struck_because="")
                | Q(struck_at__isnull=False, struck_by__isnull=False) & ~Q(struck_because=""),
                name="a_struck_effect_says_who_when_and_why",
            ),
        ]
