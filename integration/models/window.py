"""The hours after a dose in which integration belongs."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clinic.accounts.permissions import Permission
from integration.models.therapy_session import TherapySession
from patients.models.about_patient import AboutPatient, AboutPatientQuerySet


class WindowState(models.TextChoices):
    """What a window is at an instant. Computed, never stored: time moves it."""

    WAITING = "WAITING", _("Not open yet")
    OPEN = "OPEN", _("Open")
    LATE = "LATE", _("Late")
    MET = "MET", _("Held")


class IntegrationWindowQuerySet(AboutPatientQuerySet["IntegrationWindow"]):
    VIEW = Permission.THERAPY_VIEW
    OWN = True

    def unmet(self) -> Self:
        return self.filter(met_by=None)

    def met(self) -> Self:
        return self.filter(met_by__isnull=False)

    def open_at(self, at: datetime) -> Self:
        """Integration is due now: from the opening to the closing instant, that one excluded."""
        return self.unmet().filter(opens_at__lte=at, closes_at__gt=at)

    def late_at(self, at: datetime) -> Self:
        """It should have been held by now."""
        return self.unmet().filter(closes_at__lte=at)

    def soonest_first(self) -> Self:
        return self.order_by("closes_at", "id")


class IntegrationWindow(AboutPatient):
    """One a dose. Hours are elapsed hours from when the patient went home; both limits are the
    clinical policy's ([POL] 24 and 72)."""

    State = WindowState

    course = models.ForeignKey(
        "patients.Course", on_delete=models.PROTECT, related_name="integration_windows"
    )
    dose_appointment = models.OneToOneField(
        "scheduling.Appointment", on_delete=models.PROTECT, related_name="integration_window"
    )
    went_home_at = models.DateTimeField()
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    met_by = models.ForeignKey(
        TherapySession, on_delete=models.PROTECT, null=True, blank=True, related_name="windows"
    )
    met_at = models.DateTimeField(
        null=True, blank=True, help_text=_("When the integration session ended.")
    )

    objects: ClassVar[IntegrationWindowQuerySet] = IntegrationWindowQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["closes_at"], name="integration_due", condition=Q(met_by__isnull=True)
            )
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(opens_at__gte=F("went_home_at"), closes_at__gt=F("opens_at")),
                name="integration_window_opens_before_it_closes",
            ),
            models.CheckConstraint(
                condition=Q(met_by=None, met_at=None)
                | Q(met_by__isnull=False, met_at__isnull=False),
                name="integration_window_is_met_by_whom_and_when",
            ),
        ]

    def state_at(self, at: datetime) -> WindowState:
        """MET whenever it was held; otherwise where the clock stands."""
        if self.met_by_id is not None:
            return WindowState.MET
        if at < self.opens_at:
            return WindowState.WAITING
        return WindowState.OPEN if at < self.closes_at else WindowState.LATE

    @property
    def met_late(self) -> bool:
        """Held after the window had closed."""
        return self.met_at is not None and self.met_at >= self.closes_at
