"""An answer after which somebody must speak with the patient."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic.accounts.permissions import Permission
from clinic.core.states import machine
from patients.instruments.scoring import Urgency
from patients.models.about_patient import AboutPatient, AboutPatientQuerySet


class SafetyAlertQuerySet(AboutPatientQuerySet["SafetyAlert"]):
    VIEW = Permission.MEASURE_VIEW

    def unanswered(self) -> Self:
        """No clinician has yet recorded what they found and what happens next."""
        return self.exclude(status=SafetyAlert.Status.CLOSED)


@machine()
class SafetyAlert(AboutPatient):
    """Raised with the answer, in the same transaction; closed by an assessment and a plan.

    An unanswered alert is what keeps a dose from being cleared (domain/05 section 5.3).
    """

    class Status(models.TextChoices):
        RAISED = "RAISED", _("Raised")
        SEEN = "SEEN", _("Seen")
        CLOSED = "CLOSED", _("Closed")

    MOVES: ClassVar = {
        Status.RAISED: {Status.SEEN, Status.CLOSED},
        Status.SEEN: {Status.CLOSED},
        Status.CLOSED: set(),
    }

    response = models.ForeignKey(
        "patients.MeasureResponse", on_delete=models.PROTECT, related_name="alerts"
    )
    item = models.CharField(max_length=12)
    urgency = models.CharField(max_length=12, choices=[(u.value, u.value) for u in Urgency])
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.RAISED)
    raised_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    assessment = models.TextField(blank=True)
    plan = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects: ClassVar[SafetyAlertQuerySet] = SafetyAlertQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["response", "item"], name="one_alert_per_answer"),
            models.CheckConstraint(
                condition=Q(status__in=["RAISED", "SEEN", "CLOSED"]),
                name="safety_alert_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(urgency__in=["WITHIN_A_DAY", "SAME_DAY", "NOW"]),
                name="safety_alert_urgency_is_known",
            ),
            models.CheckConstraint(
                condition=Q(seen_at=None, seen_by=None)
                | Q(seen_at__isnull=False, seen_by__isnull=False),
                name="safety_alert_seen_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(status="CLOSED")
                | Q(closed_at__isnull=False, closed_by__isnull=False)
                & ~Q(assessment="")
                & ~Q(plan=""),
                name="a_closed_alert_has_assessment_plan_who_and_when",
            ),
        ]
