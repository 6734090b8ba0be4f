"""An answer after which somebody must speak with the patient."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clinic.accounts.permissions import Permission
from clinic.core.states import machine
from patients.instruments.scoring import Urgency
from patients.models.about_patient import AboutPatient, AboutPatientQuerySet
from patients.models.patient import Patient


class SafetyAlertStatus(models.TextChoices):
    RAISED = "RAISED", _("Raised")
    ACKNOWLEDGED = "ACKNOWLEDGED", _("Taken on")
    ASSESSED = "ASSESSED", _("Assessed")
    PLANNED = "PLANNED", _("Planned")
    CLOSED = "CLOSED", _("Closed")


_S = SafetyAlertStatus
# Until then no dose is cleared (domain/05 section 5.3 rule 3).
UNANSWERED = (_S.RAISED, _S.ACKNOWLEDGED, _S.ASSESSED)
# So long a new suicide screen belongs to the alert; later it stands for itself.
BEING_ASSESSED = (_S.RAISED, _S.ACKNOWLEDGED)


class SafetyAlertQuerySet(AboutPatientQuerySet["SafetyAlert"]):
    VIEW = Permission.MEASURE_VIEW

    def unanswered(self) -> Self:
        """No clinician has yet recorded what they found and what happens next."""
        return self.filter(status__in=UNANSWERED)

    def open(self) -> Self:
        return self.exclude(status=_S.CLOSED)

    def waiting(self) -> Self:
        """Nobody has taken it on, and there is somebody to call."""
        alive = {"patient__deceased_on": None, "patient__merged_into__deceased_on": None}
        return self.filter(status=_S.RAISED, **alive)

    def of_person(self, patient: UUID | OuterRef) -> Self:
        """Those of this record and of every record merged into it.

        A column of an outer query is two queries away from the records: one more OuterRef, or every alert is everybody's.
        """
        person = OuterRef(patient) if isinstance(patient, OuterRef) else patient
        records = Patient.objects.filter(Q(pk=person) | Q(merged_into=person))
        return self.filter(patient__in=records.values("pk"))

    def to_ask_again(self) -> Self:
        """Planned, and the suicide screen was not asked since: it is, at the next contact (domain/05 5.3 rule 9)."""
        return self.filter(planned_at__isnull=False, rechecked_at=None)

    def longest_waiting_first(self) -> Self:
        return self.order_by("raised_at", "id")


def _who_and_when(what: str) -> models.CheckConstraint:
    at, by = f"{what}_at", f"{what}_by"
    together = Q(**{at: None, by: None}) | Q(**{f"{at}__isnull": False, f"{by}__isnull": False})
    return models.CheckConstraint(condition=together, name=f"safety_alert_{what}_has_who_and_when")


@machine()
class SafetyAlert(AboutPatient):
    """Raised with the answer, in the same transaction; answered by an assessment and a plan.

    Until it is answered no dose is cleared (domain/05 section 5.3). What is answered anew after the plan raises
    another. ``due_at`` is until when somebody must have spoken with the patient; ``screen`` the suicide screen that
    was asked because of it.
    """

    Status = SafetyAlertStatus

    MOVES: ClassVar = {
        _S.RAISED: {_S.ACKNOWLEDGED, _S.ASSESSED},
        _S.ACKNOWLEDGED: {_S.ASSESSED},
        _S.ASSESSED: {_S.PLANNED},
        _S.PLANNED: {_S.CLOSED},
        _S.CLOSED: set(),
    }

    response = models.ForeignKey(
        "patients.MeasureResponse", on_delete=models.PROTECT, related_name="alerts"
    )
    item = models.CharField(max_length=12)
    urgency = models.CharField(max_length=12, choices=[(u.value, u.value) for u in Urgency])
    status = models.CharField(
        max_length=12, choices=SafetyAlertStatus.choices, default=SafetyAlertStatus.RAISED
    )
    raised_at = models.DateTimeField()
    due_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    screen = models.ForeignKey(
        "patients.MeasureResponse",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    no_screen_because = models.CharField(max_length=240, blank=True)
    assessment = models.TextField(blank=True)
    assessed_at = models.DateTimeField(null=True, blank=True)
    assessed_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    plan = models.TextField(blank=True)
    planned_at = models.DateTimeField(null=True, blank=True)
    planned_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recheck_on = models.DateField(null=True, blank=True)
    rechecked_at = models.DateTimeField(null=True, blank=True)
    recheck = models.ForeignKey(
        "patients.MeasureResponse",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    closing_note = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects: ClassVar[SafetyAlertQuerySet] = SafetyAlertQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["site", "raised_at"], condition=Q(status="RAISED"), name="alert_waiting"
            )
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["response", "item", "urgency"],
                condition=Q(status__in=sorted(UNANSWERED)),
                name="one_unanswered_alert_per_answer_and_urgency",
            ),
            models.CheckConstraint(
                condition=Q(status__in=sorted(SafetyAlertStatus.values)),
                name="safety_alert_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(urgency__in=["WITHIN_A_DAY", "SAME_DAY", "NOW"]),
                name="safety_alert_urgency_is_known",
            ),
            *map(_who_and_when, ("acknowledged", "assessed", "planned", "closed")),
            models.CheckConstraint(
                condition=Q(status="RAISED", acknowledged_at=None)
                | ~Q(status="RAISED") & Q(acknowledged_at__isnull=False),
                name="an_alert_is_raised_until_somebody_takes_it_on",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["RAISED", "ACKNOWLEDGED"], assessed_at=None)
                | Q(status__in=["ASSESSED", "PLANNED", "CLOSED"], assessed_at__isnull=False)
                & ~Q(assessment=""),
                name="an_assessed_alert_says_what_was_found",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["RAISED", "ACKNOWLEDGED", "ASSESSED"], planned_at=None)
                | Q(
                    status__in=["PLANNED", "CLOSED"],
                    planned_at__isnull=False,
                    recheck_on__isnull=False,
                )
                & ~Q(plan=""),
                name="a_planned_alert_says_what_is_next_and_when_to_ask_again",
            ),
            models.CheckConstraint(
                condition=Q(status="CLOSED", closed_at__isnull=False)
                | ~Q(status="CLOSED") & Q(closed_at=None),
                name="a_closed_alert_says_when",
            ),
            models.CheckConstraint(
                condition=Q(rechecked_at=None, recheck=None)
                | Q(rechecked_at__isnull=False, recheck__isnull=False, planned_at__isnull=False),
                name="asking_again_comes_after_a_plan",
            ),
        ]

    @property
    def is_waiting(self) -> bool:
        """Nobody has taken it on."""
        return self.status == _S.RAISED

    @property
    def blocks_a_dose(self) -> bool:
        return self.status in UNANSWERED

    def waited_minutes(self, at: datetime) -> int:
        """Whole minutes from the answer until somebody took it on, or until now."""
        return int(((self.acknowledged_at or at) - self.raised_at).total_seconds() // 60)
