"""The medical and psychological screening of one course, and the signature under it."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic.accounts.permissions import Permission
from clinic.core.states import machine
from patients.eligibility.as_signed import digest
from patients.eligibility.assessment import Finding, FindingStatus
from patients.models.about_patient import AboutPatient, AboutPatientQuerySet


class ScreeningQuerySet(AboutPatientQuerySet["Screening"]):
    VIEW = Permission.SCREENING_VIEW

    def live(self) -> Self:
        """Not voided: at most one per course."""
        return self.exclude(status=Screening.Status.VOIDED)

    def in_force(self, on: date) -> Self:
        """Signed as eligible, not reopened by a new fact, and inside its term on that local day."""
        return self.filter(
            status=Screening.Status.SIGNED,
            outcome=Screening.Outcome.ELIGIBLE,
            signed_on__lte=on,
            valid_until__gte=on,
        )


@machine()
class Screening(AboutPatient):
    """What was found about each exclusion, who vouches for it, and until when.

    Expiry is a verdict, not a state: nothing moves because a date passed. A condition, medication or
    allergy confirmed after the signature reopens it, and the prescriber signs again.
    """

    class Status(models.TextChoices):
        DRAFT = "DRAFT", _("Draft")
        COMPLETE = "COMPLETE", _("Complete")
        SIGNED = "SIGNED", _("Signed")
        REOPENED = "REOPENED", _("Reopened")
        VOIDED = "VOIDED", _("Voided")

    class Outcome(models.TextChoices):
        ELIGIBLE = "ELIGIBLE", _("Eligible")
        DEFERRED = "DEFERRED", _("Not now")
        INELIGIBLE = "INELIGIBLE", _("Not eligible")

    class Then(models.TextChoices):
        """What becomes of a course with treatment planned, when it is found not eligible."""

        PAUSE = "PAUSE", _("It waits")
        DISCONTINUE = "DISCONTINUE", _("It ends")

    MOVES: ClassVar = {
        Status.DRAFT: {Status.COMPLETE, Status.VOIDED},
        Status.COMPLETE: {Status.DRAFT, Status.SIGNED, Status.VOIDED},
        Status.SIGNED: {Status.REOPENED, Status.VOIDED},
        Status.REOPENED: {Status.SIGNED, Status.VOIDED},
        Status.VOIDED: set(),
    }
    # Findings change in these alone: what somebody signed stays as it was signed.
    EDITABLE: ClassVar = frozenset({Status.DRAFT, Status.REOPENED})

    course = models.ForeignKey(
        "patients.Course", on_delete=models.PROTECT, related_name="screenings"
    )
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.DRAFT)
    summary = models.TextField(blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    completed_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_on = models.DateField(
        null=True, blank=True, help_text=_("The site's day of the signature.")
    )
    signed_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    licence = models.ForeignKey(
        "accounts.Licence", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    valid_until = models.DateField(null=True, blank=True)
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_because = models.CharField(max_length=240, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    voided_because = models.CharField(max_length=240, blank=True)

    objects: ClassVar[ScreeningQuerySet] = ScreeningQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["course"],
                condition=~Q(status="VOIDED"),
                name="one_live_screening_per_course",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["DRAFT", "COMPLETE", "SIGNED", "REOPENED", "VOIDED"]),
                name="screening_status_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["SIGNED", "REOPENED"])
                | Q(
                    signed_at__isnull=False,
                    signed_on__isnull=False,
                    signed_by__isnull=False,
                    licence__isnull=False,
                    valid_until__isnull=False,
                    outcome__in=["ELIGIBLE", "DEFERRED", "INELIGIBLE"],
                ),
                name="a_signed_screening_has_signer_licence_and_term",
            ),
            models.CheckConstraint(
                condition=~Q(status="REOPENED")
                | Q(reopened_at__isnull=False) & ~Q(reopened_because=""),
                name="a_reopened_screening_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(status="VOIDED")
                | Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(voided_because=""),
                name="a_voided_screening_says_who_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(completed_at=None, completed_by=None)
                | Q(completed_at__isnull=False, completed_by__isnull=False),
                name="screening_completion_has_who_and_when",
            ),
        ]


class ScreeningFindingQuerySet(AboutPatientQuerySet["ScreeningFinding"]):
    VIEW = Permission.SCREENING_VIEW


class ScreeningFinding(AboutPatient):
    """What was found about one exclusion. No row means nobody asked, which is not "absent"."""

    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="findings")
    code = models.CharField(max_length=3)
    status = models.CharField(
        max_length=8, choices=[(s.value, s.value) for s in FindingStatus], default="UNKNOWN"
    )
    evidence = models.CharField(max_length=500, blank=True)
    note = models.TextField(
        blank=True, help_text=_("Why treatment is still right (risk and benefit).")
    )
    note_at = models.DateTimeField(null=True, blank=True)
    note_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    found_at = models.DateTimeField()
    found_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[ScreeningFindingQuerySet] = ScreeningFindingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["screening", "code"], name="one_finding_per_exclusion_and_screening"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["UNKNOWN", "ABSENT", "ACTIVE", "RESOLVED"]),
                name="screening_finding_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(code__regex=r"^[XR][0-9]{2}$"), name="screening_finding_has_a_code"
            ),
            models.CheckConstraint(
                condition=~Q(status="RESOLVED") | ~Q(evidence=""),
                name="a_resolved_finding_has_evidence",
            ),
            models.CheckConstraint(
                condition=Q(note="", note_at=None, note_by=None)
                | ~Q(note="") & Q(note_at__isnull=False, note_by__isnull=False),
                name="a_risk_benefit_note_has_who_and_when",
            ),
        ]

    def as_finding(self) -> Finding:
        """The row as the pure rules read it; the note's day is its UTC day, only its being there counts."""
        return Finding(
            code=self.code,
            status=FindingStatus(self.status),
            evidence=self.evidence,
            note=self.note,
            note_on=self.note_at.date() if self.note_at else None,
        )


class ScreeningSignatureQuerySet(AboutPatientQuerySet["ScreeningSignature"]):
    VIEW = Permission.SCREENING_VIEW


class ScreeningSignature(AboutPatient):
    """One signature under a screening, for ever: who, by which licence, over what.

    ``before`` is everything the signer had before them, as ``patients.policies.as_signed`` wrote it down;
    ``sha256`` is the digest of it together with ``findings``, ``read`` and ``decision``. A signature of schema 0 was made
    before that was kept.
    """

    APPEND_ONLY = True

    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="signatures")
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    licence = models.ForeignKey("accounts.Licence", on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, choices=Screening.Outcome.choices)
    valid_until = models.DateField()
    is_again = models.BooleanField(default=False)
    findings = models.JSONField(help_text=_("Every finding as it stood under the signature."))
    read = models.JSONField(
        default=list, help_text=_("What came on record since, as the signer read it.")
    )
    policy_number = models.PositiveIntegerField(
        help_text=_("The clinical policy it was judged by.")
    )
    decision = models.JSONField(default=dict, help_text=_("What was decided, as it was signed."))
    schema = models.PositiveSmallIntegerField(default=0, help_text=_("The shape of what is kept."))
    before = models.JSONField(default=dict, help_text=_("What the signer had before them."))
    sha256 = models.CharField(max_length=64, blank=True)

    objects: ClassVar[ScreeningSignatureQuerySet] = ScreeningSignatureQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(schema=0, sha256="")
                | Q(schema__gte=1, sha256__regex="^[0-9a-f]{64}$"),
                name="what_was_signed_over_has_its_digest",
            )
        ]

    @property
    def signed_over(self) -> dict[str, Any]:
        """Everything the digest is of."""
        return {
            "schema": self.schema,
            "policy": self.policy_number,
            "findings": self.findings,
            "read": self.read,
            "decision": self.decision,
            "before": self.before,
        }

    @property
    def is_whole(self) -> bool:
        """Whether what is kept is, to the letter, what was signed over."""
        return self.sha256 == digest(self.signed_over)
