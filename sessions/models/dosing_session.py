"""A dosing session, from the moment the patient is here until the drug is accounted for."""

from __future__ import annotations

from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from clinic.accounts.permissions import Permission
from clinic.core.states import machine, require_move
from patients.models.about_patient import AboutPatient, AboutPatientQuerySet


class SessionStatus(models.TextChoices):
    """Where a session is (domain/01 §1.2). Everything before arrival is the appointment's."""

    PRE_DOSE = "PRE_DOSE", _("Checks before the dose")
    HELD = "HELD", _("On hold")
    CLEARED = "CLEARED", _("Cleared")
    DOSING = "DOSING", _("Drug running")
    ABORTED = "ABORTED", _("Stopped early")
    MONITORING = "MONITORING", _("Watching")
    DISCHARGE_READY = "DISCHARGE_READY", _("Ready to go home")
    DISCHARGED = "DISCHARGED", _("Gone home")
    LEFT_AMA = "LEFT_AMA", _("Left against advice")
    EMERGENCY_TRANSFER = "EMERGENCY_TRANSFER", _("Taken to hospital")
    CLOSED = "CLOSED", _("Closed")
    CANCELLED = "CANCELLED", _("Called off before the dose")


_S = SessionStatus
_LEAVES = {_S.LEFT_AMA, _S.EMERGENCY_TRANSFER}

# The patient sits in the chair and somebody watches.
IN_CHAIR = frozenset(
    {
        _S.PRE_DOSE,
        _S.HELD,
        _S.CLEARED,
        _S.DOSING,
        _S.ABORTED,
        _S.MONITORING,
        _S.DISCHARGE_READY,
    }
)
BEFORE_DOSE = frozenset({_S.PRE_DOSE, _S.HELD, _S.CLEARED})
UNDER_DRUG = frozenset({_S.DOSING, _S.ABORTED, _S.MONITORING, _S.DISCHARGE_READY})
LEFT = frozenset({_S.DISCHARGED, _S.LEFT_AMA, _S.EMERGENCY_TRANSFER})


class DosingSessionQuerySet(AboutPatientQuerySet["DosingSession"]):
    VIEW = Permission.DOSING_VIEW

    def in_chair(self) -> Self:
        """Patients who are here for a dose and have not left."""
        return self.filter(status__in=IN_CHAIR)

    def to_close(self) -> Self:
        """The patient has left; drug and signatures still want their end."""
        return self.filter(status__in=LEFT)

    def dosed(self) -> Self:
        """Drug was given, whatever came after."""
        return self.filter(first_drug_at__isnull=False)

    def with_people(self) -> Self:
        """What a list shows, in one query."""
        return self.select_related("patient", "site", "course", "appointment__room")


@machine()
class DosingSession(AboutPatient):
    """One visit at which ketamine may be given. After the first drug event it can no longer be called off."""

    Status = SessionStatus

    MOVES: ClassVar = {
        _S.PRE_DOSE: {_S.CLEARED, _S.HELD, _S.CANCELLED},
        _S.HELD: {_S.PRE_DOSE, _S.CANCELLED},
        _S.CLEARED: {_S.DOSING, _S.PRE_DOSE, _S.CANCELLED},
        _S.DOSING: {_S.MONITORING, _S.ABORTED, *_LEAVES},
        _S.ABORTED: {_S.MONITORING, *_LEAVES},
        # A supplemental dose, given while watching, is drug running again.
        _S.MONITORING: {_S.DISCHARGE_READY, _S.DOSING, *_LEAVES},
        _S.DISCHARGE_READY: {_S.MONITORING, _S.DISCHARGED, *_LEAVES},
        _S.DISCHARGED: {_S.CLOSED},
        _S.LEFT_AMA: {_S.CLOSED},
        _S.EMERGENCY_TRANSFER: {_S.CLOSED},
        _S.CLOSED: set(),
        # Arrived again at the same visit, after an arrival that was a mistake.
        _S.CANCELLED: {_S.PRE_DOSE},
    }

    appointment = models.OneToOneField(
        "scheduling.Appointment", on_delete=models.PROTECT, related_name="dosing_session"
    )
    course = models.ForeignKey(
        "patients.Course", on_delete=models.PROTECT, related_name="dosing_sessions"
    )
    route = models.CharField(max_length=16)
    status = models.CharField(
        max_length=20, choices=SessionStatus.choices, default=SessionStatus.PRE_DOSE
    )
    number = models.PositiveSmallIntegerField(help_text=_("Which dose of the course this is."))
    policy_version = models.ForeignKey(
        "policy.PolicyVersion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The terms the first dose was judged by."),
    )
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=80)

    held_at = models.DateTimeField(null=True, blank=True)
    held_because = models.CharField(max_length=240, blank=True)
    recheck_at = models.DateTimeField(null=True, blank=True)

    first_drug_at = models.DateTimeField(null=True, blank=True)
    last_drug_at = models.DateTimeField(
        null=True, blank=True, help_text=_("Observation runs from here.")
    )
    planned_stop_at = models.DateTimeField(null=True, blank=True)
    given_mg = models.DecimalField(max_digits=8, decimal_places=2, default=0)
    kg = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    stopped_because = models.CharField(max_length=240, blank=True)

    left_at = models.DateTimeField(null=True, blank=True)
    left_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    left_note = models.CharField(max_length=500, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_because = models.CharField(max_length=240, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects: ClassVar[DosingSessionQuerySet] = DosingSessionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["site", "status"], name="session_by_status"),
            models.Index(fields=["patient", "first_drug_at"], name="session_doses_of_patient"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=sorted(SessionStatus.values)),
                name="session_status_is_known",
            ),
            models.UniqueConstraint(
                fields=["patient"],
                condition=Q(status__in=sorted(IN_CHAIR)),
                name="one_patient_sits_in_one_chair",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=["PRE_DOSE", "HELD", "CLEARED", "CANCELLED"], first_drug_at=None
                )
                | ~Q(status__in=["PRE_DOSE", "HELD", "CLEARED", "CANCELLED"])
                & Q(
                    first_drug_at__isnull=False,
                    last_drug_at__isnull=False,
                    policy_version__isnull=False,
                ),
                name="a_session_past_its_dose_says_when_and_by_which_policy",
            ),
            models.CheckConstraint(
                condition=~Q(status="HELD")
                | Q(held_at__isnull=False, recheck_at__isnull=False) & ~Q(held_because=""),
                name="a_hold_has_reason_and_recheck",
            ),
            models.CheckConstraint(
                condition=~Q(status="CANCELLED")
                | Q(cancelled_at__isnull=False) & ~Q(cancelled_because=""),
                name="a_cancelled_session_says_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(left_at=None, left_by=None)
                | Q(left_at__isnull=False, left_by__isnull=False),
                name="leaving_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["DISCHARGED", "LEFT_AMA", "EMERGENCY_TRANSFER", "CLOSED"])
                | Q(left_at__isnull=False),
                name="a_session_after_leaving_says_when",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None) & ~Q(status="CLOSED")
                | Q(closed_at__isnull=False, closed_by__isnull=False, status="CLOSED"),
                name="a_closed_session_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(given_mg__gte=0), name="a_session_gives_no_less_than_nothing"
            ),
        ]

    def move_to(self, status: SessionStatus) -> None:
        """Change the status along MOVES, or raise IllegalMove."""
        require_move(self.MOVES, SessionStatus(self.status), status, what=_now("dosing session"))
        self.status = status


class OfSessionQuerySet(AboutPatientQuerySet):  # type: ignore[type-arg]
    """Rows of one session: seen by whoever sees the session."""

    VIEW = Permission.DOSING_VIEW

    def of(self, session_id: UUID) -> Self:
        """The rows of one session."""
        return self.filter(session_id=session_id)


class OfSession(AboutPatient):
    """A record of one session."""

    session = models.ForeignKey(DosingSession, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
