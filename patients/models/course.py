"""One patient's way through treatment, and the table of what it may become."""

from __future__ import annotations

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clinic.accounts.permissions import Permission
from clinic.core.states import machine
from patients.models.about_patient import AboutPatient, AboutPatientQuerySet
from patients.protocols.definition import Modality, Route


class CourseStatus(models.TextChoices):
    """Where a course is (domain/01 section 1.1)."""

    REFERRED = "REFERRED", _("Referred")
    SCREENING = "SCREENING", _("Screening")
    DEFERRED = "DEFERRED", _("Deferred")
    INELIGIBLE = "INELIGIBLE", _("Not eligible")
    ELIGIBLE = "ELIGIBLE", _("Eligible")
    CONSENTED = "CONSENTED", _("Consented")
    PREPARING = "PREPARING", _("Preparing")
    READY = "READY", _("Ready")
    ACTIVE = "ACTIVE", _("Active")
    REVIEW_DUE = "REVIEW_DUE", _("Review due")
    MAINTENANCE = "MAINTENANCE", _("Maintenance")
    PAUSED = "PAUSED", _("Paused")
    COMPLETED = "COMPLETED", _("Completed")
    DISCONTINUED = "DISCONTINUED", _("Discontinued")
    FOLLOW_UP_CLOSED = "FOLLOW_UP_CLOSED", _("Follow-up closed")
    CLOSED_NO_CONTACT = "CLOSED_NO_CONTACT", _("Closed, never reached")


_S = CourseStatus

# A patient has one of these per site at a time. COMPLETED is not among them: it is over.
RESUMABLE = frozenset(
    {
        _S.REFERRED,
        _S.SCREENING,
        _S.DEFERRED,
        _S.ELIGIBLE,
        _S.CONSENTED,
        _S.PREPARING,
        _S.READY,
        _S.ACTIVE,
        _S.REVIEW_DUE,
        _S.MAINTENANCE,
    }
)
OPEN = RESUMABLE | {_S.PAUSED}
# From here on there is a plan to follow.
PLANNED = frozenset(
    {_S.CONSENTED, _S.PREPARING, _S.READY, _S.ACTIVE, _S.REVIEW_DUE, _S.MAINTENANCE}
)
# A dose may be given in these alone (G11a).
DOSING = frozenset({_S.READY, _S.ACTIVE, _S.MAINTENANCE})

_STOPS = {_S.PAUSED, _S.DISCONTINUED}


class PauseReason(models.TextChoices):
    """Why a course waits (domain/01 section 1.6)."""

    ELEVATED_BP = "ELEVATED_BP", _("Raised blood pressure")
    NEW_MEDICAL_CONDITION = "NEW_MEDICAL_CONDITION", _("New medical condition")
    NEW_MEDICATION = "NEW_MEDICATION", _("New medication")
    PREGNANCY_POSSIBLE = "PREGNANCY_POSSIBLE", _("Possible pregnancy")
    SUICIDE_RISK = "SUICIDE_RISK", _("Suicide risk")
    PSYCHOSIS_OR_MANIA = "PSYCHOSIS_OR_MANIA", _("Psychosis or mania")
    SUBSTANCE_USE = "SUBSTANCE_USE", _("Substance use")
    AE_UNDER_REVIEW = "AE_UNDER_REVIEW", _("Adverse event under review")
    URINARY_SYMPTOMS = "URINARY_SYMPTOMS", _("Urinary symptoms")
    LFT_ABNORMAL = "LFT_ABNORMAL", _("Abnormal liver tests")
    COGNITIVE_CONCERN = "COGNITIVE_CONCERN", _("Concern about memory or thinking")
    CONSENT_EXPIRED_OR_SUPERSEDED = (
        "CONSENT_EXPIRED_OR_SUPERSEDED",
        _("Consent withdrawn, expired or replaced"),
    )
    LICENCE_OR_DEA_LAPSE = "LICENCE_OR_DEA_LAPSE", _("Licence or registration lapsed")
    NO_ESCORT = "NO_ESCORT", _("Nobody to take the patient home")
    NO_INTEGRATION = "NO_INTEGRATION", _("Integration not done")
    FINANCIAL = "FINANCIAL", _("Financial")
    PATIENT_REQUEST = "PATIENT_REQUEST", _("The patient asked")
    TRAVEL_ILLNESS = "TRAVEL_ILLNESS", _("Travel or illness")
    STAFFING = "STAFFING", _("Staffing")
    DRUG_SUPPLY = "DRUG_SUPPLY", _("Drug supply")


class StopReason(models.TextChoices):
    """Why a course ended early (domain/01 section 1.7)."""

    NON_RESPONSE = "NON_RESPONSE", _("No response")
    ADVERSE_EVENT = "ADVERSE_EVENT", _("Adverse event")
    SERIOUS_AE = "SERIOUS_AE", _("Serious adverse event")
    MISUSE_OR_DIVERSION = "MISUSE_OR_DIVERSION", _("Misuse or diversion")
    PREGNANCY = "PREGNANCY", _("Pregnancy")
    NEW_CONTRAINDICATION = "NEW_CONTRAINDICATION", _("New contraindication")
    CONSENT_WITHDRAWN = "CONSENT_WITHDRAWN", _("Consent withdrawn")
    CAPACITY_LOST = "CAPACITY_LOST", _("Capacity to consent lost")
    LOST_TO_FOLLOW_UP = "LOST_TO_FOLLOW_UP", _("Lost to follow-up")
    MOVED_JURISDICTION = "MOVED_JURISDICTION", _("Moved away")
    TRANSFER_OF_CARE = "TRANSFER_OF_CARE", _("Care transferred")
    FINANCIAL = "FINANCIAL", _("Financial")
    PATIENT_CHOICE_IMPROVED = (
        "PATIENT_CHOICE_IMPROVED",
        _("The patient is better and chose to stop"),
    )
    PATIENT_CHOICE_OTHER = "PATIENT_CHOICE_OTHER", _("The patient chose to stop")
    DECEASED = "DECEASED", _("The patient died")
    CLINIC_DECISION_BEHAVIOUR = "CLINIC_DECISION_BEHAVIOUR", _("Clinic's decision, behaviour")
    EXPOSURE_LIMIT_REACHED = "EXPOSURE_LIMIT_REACHED", _("Exposure limit reached")


class CourseQuerySet(AboutPatientQuerySet["Course"]):
    """Everybody at the site who may see the patient may see where the course stands; why it stands
    there is chart text, which serializers and templates show to COURSE_VIEW alone."""

    VIEW = Permission.PATIENT_VIEW
    OWN = True

    def open(self) -> Self:
        """Not over: at most one per patient and site."""
        return self.filter(status__in=OPEN)


@machine()
class Course(AboutPatient):
    """Planned treatment of one patient at one site, from referral to the end of follow-up."""

    Status = CourseStatus

    MOVES: ClassVar = {
        _S.REFERRED: {_S.SCREENING, _S.CLOSED_NO_CONTACT, *_STOPS},
        _S.SCREENING: {_S.ELIGIBLE, _S.DEFERRED, _S.INELIGIBLE, *_STOPS},
        _S.DEFERRED: {_S.SCREENING, _S.INELIGIBLE, *_STOPS},
        _S.INELIGIBLE: set(),
        _S.ELIGIBLE: {_S.CONSENTED, _S.DEFERRED, _S.INELIGIBLE, *_STOPS},
        _S.CONSENTED: {_S.PREPARING, _S.DEFERRED, *_STOPS},
        _S.PREPARING: {_S.READY, *_STOPS},
        _S.READY: {_S.ACTIVE, *_STOPS},
        _S.ACTIVE: {_S.REVIEW_DUE, _S.COMPLETED, *_STOPS},
        _S.REVIEW_DUE: {_S.ACTIVE, _S.MAINTENANCE, _S.COMPLETED, *_STOPS},
        _S.MAINTENANCE: {_S.REVIEW_DUE, _S.COMPLETED, *_STOPS},
        # Back to where it was, which a second trigger checks, or to the end.
        _S.PAUSED: {*RESUMABLE, _S.DISCONTINUED},
        _S.COMPLETED: {_S.FOLLOW_UP_CLOSED},
        _S.DISCONTINUED: {_S.FOLLOW_UP_CLOSED},
        _S.FOLLOW_UP_CLOSED: set(),
        _S.CLOSED_NO_CONTACT: {_S.REFERRED},
    }

    status = models.CharField(
        max_length=20, choices=CourseStatus.choices, default=CourseStatus.REFERRED
    )
    protocol = models.ForeignKey(
        "patients.Protocol", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    modality = models.CharField(max_length=10, choices=[(m.value, m.value) for m in Modality])
    route = models.CharField(
        max_length=16, blank=True, choices=[(r.value, r.value) for r in Route]
    )
    planned_doses = models.PositiveSmallIntegerField(default=0)
    previous_course = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    opened_at = models.DateTimeField()
    first_dose_at = models.DateTimeField(
        null=True, blank=True, help_text=_("Day 0 of the outcomes is this instant's local date.")
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    resume_status = models.CharField(max_length=20, choices=CourseStatus.choices, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    pause_reason = models.CharField(max_length=32, choices=PauseReason.choices, blank=True)
    pause_note = models.CharField(max_length=500, blank=True)
    pause_owner = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    pause_review_on = models.DateField(null=True, blank=True)
    pause_called_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text=_(
            "When its owner was told that the pause has lasted as long as the policy lets it."
        ),
    )

    review_on = models.DateField(
        null=True,
        blank=True,
        help_text=_("When somebody looks again at a deferral or maintenance."),
    )

    decision_reasons = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    decision_note = models.CharField(max_length=1000, blank=True)
    stop_reason = models.CharField(max_length=32, choices=StopReason.choices, blank=True)
    stop_reasons_also = ArrayField(models.CharField(max_length=32), default=list, blank=True)

    maintenance_interval_days = models.PositiveSmallIntegerField(null=True, blank=True)
    maintenance_sessions = models.PositiveSmallIntegerField(null=True, blank=True)

    objects: ClassVar[CourseQuerySet] = CourseQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [models.Index(fields=["site", "status"], name="course_by_status")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["patient", "site"],
                condition=Q(status__in=sorted(OPEN)),
                name="one_open_course_per_patient_and_site",
            ),
            models.CheckConstraint(
                condition=Q(status__in=sorted(CourseStatus.values)), name="course_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(
                    status="PAUSED",
                    resume_status__in=sorted(RESUMABLE),
                    pause_reason__in=sorted(PauseReason.values),
                    pause_owner__isnull=False,
                    paused_at__isnull=False,
                    pause_review_on__isnull=False,
                )
                | ~Q(status="PAUSED")
                & Q(
                    resume_status="",
                    pause_reason="",
                    pause_owner=None,
                    paused_at=None,
                    pause_review_on=None,
                    pause_called_at=None,
                ),
                name="a_pause_has_reason_owner_review_and_return",
            ),
            models.CheckConstraint(
                condition=~Q(status="DEFERRED")
                | Q(review_on__isnull=False) & ~Q(decision_note=""),
                name="a_deferral_has_a_reason_and_a_review",
            ),
            models.CheckConstraint(
                condition=~Q(status="INELIGIBLE")
                | Q(decision_reasons__len__gt=0) & ~Q(decision_note=""),
                name="not_eligible_has_reasons_and_a_way_on",
            ),
            models.CheckConstraint(
                condition=~Q(status="DISCONTINUED") | Q(stop_reason__in=sorted(StopReason.values)),
                name="a_discontinued_course_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=sorted(PLANNED)) | Q(protocol__isnull=False),
                name="a_consented_course_follows_a_protocol",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["ACTIVE", "REVIEW_DUE", "MAINTENANCE", "COMPLETED"])
                | Q(first_dose_at__isnull=False),
                name="an_active_course_has_had_a_first_dose",
            ),
            models.CheckConstraint(
                condition=~Q(status="MAINTENANCE")
                | Q(
                    maintenance_interval_days__isnull=False,
                    maintenance_sessions__isnull=False,
                    review_on__isnull=False,
                ),
                name="maintenance_has_interval_sessions_and_review",
            ),
            models.CheckConstraint(
                condition=Q(status__in=sorted(OPEN), ended_at=None)
                | ~Q(status__in=sorted(OPEN)) & Q(ended_at__isnull=False),
                name="a_course_that_is_over_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(previous_course=F("id")), name="a_course_does_not_follow_itself"
            ),
        ]

    @property
    def in_maintenance(self) -> bool:
        """Sessions are kept up by a plan of their own, also while the course is paused."""
        return _S.MAINTENANCE in {self.status, self.resume_status}

    @property
    def may_be_declined(self) -> bool:
        """Whether "not eligible" can end it as it stands. Once treatment is planned it waits or is stopped."""
        return CourseStatus.INELIGIBLE in self.MOVES[CourseStatus(self.status)]

    @property
    def is_open(self) -> bool:
        """Whether care can still happen in this course."""
        return self.status in OPEN
