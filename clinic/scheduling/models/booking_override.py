from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic.audit.models import PatientRecord, RecordQuerySet
from clinic.core.actor import Actor
from clinic.policy.terms.booking import SOFT_RULES


class BookingOverrideQuerySet(RecordQuerySet["BookingOverride"]):
    def visible_to(self, actor: Actor) -> Self:
        sites = actor.sites_with("appointment.view")
        return self if sites is None else self.filter(site_id__in=sites)


class BookingOverride(PatientRecord):
    """One booking rule put aside for one visit: which, what it said, why, and which policy allowed it."""

    APPEND_ONLY = True

    site = models.ForeignKey("sites.Site", on_delete=models.PROTECT, related_name="+")
    patient = models.ForeignKey("patients.Patient", on_delete=models.PROTECT, related_name="+")
    appointment = models.ForeignKey(
        "Appointment", on_delete=models.PROTECT, related_name="overrides", db_index=False
    )
    code = models.CharField(max_length=24)
    sentence = models.CharField(
        max_length=500, help_text=_("What the rule said when it was put aside.")
    )
    reason = models.CharField(max_length=500)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    policy_version = models.ForeignKey(
        "policy.PolicyVersion", on_delete=models.PROTECT, related_name="+"
    )

    objects: ClassVar[BookingOverrideQuerySet] = BookingOverrideQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["appointment", "code"], name="a_rule_is_put_aside_once_for_a_visit"
            ),
            models.CheckConstraint(
                condition=Q(code__in=SOFT_RULES), name="only_a_soft_rule_is_put_aside"
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(by=""), name="putting_a_rule_aside_has_who_and_why"
            ),
        ]
