from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic.audit.models import PatientRecord, RecordQuerySet
from clinic.core.actor import Actor


class SkipQuerySet(RecordQuerySet["Skip"]):
    def visible_to(self, actor: Actor) -> Self:
        sites = actor.sites_with("appointment.view")
        return self if sites is None else self.filter(site_id__in=sites)


class Skip(PatientRecord):
    """Somebody in line was considered for a freed time and not asked: the sentences say why. Never changed.

    One row for each look at which the reasons were others than at the look before.
    """

    APPEND_ONLY = True

    site = models.ForeignKey("sites.Site", on_delete=models.PROTECT, related_name="+")
    patient = models.ForeignKey("patients.Patient", on_delete=models.PROTECT, related_name="+")
    freed_time = models.ForeignKey("FreedTime", on_delete=models.PROTECT, related_name="skips")
    entry = models.ForeignKey("WaitlistEntry", on_delete=models.PROTECT, related_name="skips")
    round = models.PositiveSmallIntegerField(help_text=_("Which look it was, from 1."))
    position = models.PositiveSmallIntegerField(help_text=_("The place in line, from 1."))
    reasons = models.JSONField(help_text=_("For each a code and a sentence."))

    objects: ClassVar[SkipQuerySet] = SkipQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["freed_time", "entry", "round"], name="one_skip_per_look_and_entry"
            ),
            models.CheckConstraint(condition=~Q(reasons=[]), name="a_skip_says_why"),
        ]

    @property
    def codes(self) -> list[str]:
        return [each["code"] for each in self.reasons]

    @property
    def sentences(self) -> list[str]:
        return [each["sentence"] for each in self.reasons]
