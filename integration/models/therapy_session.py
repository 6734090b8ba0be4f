"""An hour with a therapist: before the doses, or after one of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clinic.accounts.permissions import Permission
from clinic.core.states import machine
from patients.models.about_patient import AboutPatient, AboutPatientQuerySet


class TherapyKind(models.TextChoices):
    PREPARATION = "PREPARATION", _("Preparation")
    INTEGRATION = "INTEGRATION", _("Integration")


class TherapyStatus(models.TextChoices):
    OPEN = "OPEN", _("Under way")
    SIGNED = "SIGNED", _("Signed")
    VOIDED = "VOIDED", _("Void")


class TherapySessionQuerySet(AboutPatientQuerySet["TherapySession"]):
    VIEW = Permission.THERAPY_VIEW

    def signed(self) -> Self:
        """Held and vouched for: what the gate counts (G06, G09)."""
        return self.filter(status=TherapyStatus.SIGNED)

    def unsigned(self) -> Self:
        """Begun and not yet signed."""
        return self.filter(status=TherapyStatus.OPEN)

    def of_courses(self, courses: Iterable[Any]) -> Self:
        """Signed sessions of these courses (or their ids), in the order they were held."""
        return self.signed().filter(course__in=list(courses)).order_by("course_id", "completed_at")

    def preparations(self) -> Self:
        return self.filter(kind=TherapyKind.PREPARATION)

    def integrations(self) -> Self:
        return self.filter(kind=TherapyKind.INTEGRATION)


@machine()
class TherapySession(AboutPatient):
    """Begun at an arrived visit, signed by the therapist who held it. A signed one is never edited: a
    mistake is voided with its reason, and the visit recorded anew."""

    Kind = TherapyKind
    Status = TherapyStatus

    MOVES: ClassVar = {
        TherapyStatus.OPEN: {TherapyStatus.SIGNED, TherapyStatus.VOIDED},
        TherapyStatus.SIGNED: {TherapyStatus.VOIDED},
        TherapyStatus.VOIDED: set(),
    }

    course = models.ForeignKey(
        "patients.Course", on_delete=models.PROTECT, related_name="therapy_sessions"
    )
    appointment = models.ForeignKey(
        "scheduling.Appointment", on_delete=models.PROTECT, related_name="therapy_sessions"
    )
    dose_appointment = models.ForeignKey(
        "scheduling.Appointment",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="integrated_by",
        help_text=_("The dose that an integration session integrates."),
    )
    step = models.ForeignKey(
        "patients.CourseStep",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The planned step it fulfilled when it was signed."),
    )
    kind = models.CharField(max_length=12, choices=TherapyKind.choices)
    status = models.CharField(
        max_length=8, choices=TherapyStatus.choices, default=TherapyStatus.OPEN
    )
    therapist = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    licence = models.ForeignKey(
        "accounts.Licence",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("What the signature stands on."),
    )
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    void_reason = models.CharField(max_length=500, blank=True)

    objects: ClassVar[TherapySessionQuerySet] = TherapySessionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["course", "status"], name="therapy_of_course"),
            models.Index(fields=["therapist", "status"], name="therapy_of_therapist"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["appointment"],
                condition=~Q(status="VOIDED"),
                name="one_therapy_session_per_visit",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["OPEN", "SIGNED", "VOIDED"]),
                name="therapy_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(kind="PREPARATION", dose_appointment=None)
                | Q(kind="INTEGRATION", dose_appointment__isnull=False),
                name="integration_names_the_dose_it_integrates",
            ),
            models.CheckConstraint(
                condition=~Q(dose_appointment=F("appointment")),
                name="a_dose_does_not_integrate_itself",
            ),
            models.CheckConstraint(
                condition=Q(completed_at=None) | Q(completed_at__gt=F("started_at")),
                name="therapy_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None, signed_by=None, completed_at=None, licence=None)
                | Q(
                    signed_at__isnull=False,
                    signed_by=F("therapist"),
                    completed_at__lte=F("signed_at"),
                    licence__isnull=False,
                ),
                name="therapy_is_signed_by_who_held_it",
            ),
            models.CheckConstraint(
                condition=~Q(status="OPEN") | Q(signed_at=None),
                name="an_open_therapy_session_is_not_signed",
            ),
            models.CheckConstraint(
                condition=~Q(status="SIGNED") | Q(signed_at__isnull=False),
                name="a_signed_therapy_session_says_when",
            ),
            models.CheckConstraint(
                condition=Q(status="VOIDED", voided_at__isnull=False, voided_by__isnull=False)
                & Q(void_reason__regex=r"\S")
                | ~Q(status="VOIDED") & Q(voided_at=None, voided_by=None, void_reason=""),
                name="a_void_therapy_session_says_who_when_and_why",
            ),
        ]
