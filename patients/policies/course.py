"""When a course may go on: what is missing, in sentences a person can act on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic.core.errors import DomainError
from clinic.policy.models import PolicyVersion
from patients.instruments.suicide_risk import SUICIDE_SCREEN
from patients.models import (
    CareTeamMember,
    Course,
    CourseStatus,
    CourseStep,
    InteractionCheck,
    MeasureResponse,
    SafetyAlert,
    Screening,
    TestResult,
)
from patients.models.course import DOSING
from patients.policies.workup import policy_or_shipped

# What stands for "the vital signs" of somebody who was away [domain/01 T8].
VITALS_AGAIN = ("BLOOD_PRESSURE", "HEART_RATE", "SPO2", "WEIGHT")
# Somebody went through the list: not the program, because one line of it changed.
LIST_READ = (InteractionCheck.Cause.ASKED, InteractionCheck.Cause.BEFORE_DOSE)


class NotReady(DomainError):
    """Something below the first dose, or below going on, is missing. ``details["missing"]`` lists it."""

    code = "course-not-ready"


class NoSignedPolicy(DomainError):
    """Without a signed clinical policy nobody knows the clinic's numbers."""

    code = "no-signed-policy"

    def __init__(self) -> None:
        super().__init__(
            _("No clinical policy is signed here. The medical director signs it first.")
        )


Check = Callable[[Course, datetime], list[str]]
_resume_checks: list[Check] = []


def register_resume_check(check: Check) -> None:
    """Let a higher package say what else must hold before a paused course goes on (T8).

    Called in ``AppConfig.ready``; the check answers with sentences, none when it agrees.
    """
    if check not in _resume_checks:
        _resume_checks.append(check)


def policy_in_force(site_id: UUID, at: datetime) -> PolicyVersion:
    """The signed clinical policy at that instant. Raises ``NoSignedPolicy``."""
    version = PolicyVersion.objects.in_force(site_id, at)
    if version is None:
        raise NoSignedPolicy
    return version


def missing_for_ready(course: Course, at: datetime) -> list[str]:
    """What the first dose still waits for, among the facts of the course itself (T3)."""
    gate = policy_in_force(course.site_id, at).policy.gate
    missing = _missing_for_care(course, at)
    done = CourseStep.objects.done().filter(course=course, kind=CourseStep.Kind.PREPARATION)
    if (count := done.count()) < gate.preparations_min:
        missing.append(
            ngettext(
                "%(count)d of %(needed)d preparation session is signed.",
                "%(count)d of %(needed)d preparation sessions are signed.",
                gate.preparations_min,
            )
            % {"count": count, "needed": gate.preparations_min}
        )
    since = course.site.today(at) - timedelta(days=gate.baseline_days)
    baseline = MeasureResponse.objects.complete().of(gate.baseline_instrument)
    if not baseline.filter(
        patient_id=course.patient_id, answered_on__gte=since, total__isnull=False
    ).exists():
        missing.append(
            _("There is no %(instrument)s from the last %(days)d days.")
            % {"instrument": gate.baseline_instrument, "days": gate.baseline_days}
        )
    return missing


def _missing_for_care(course: Course, at: datetime) -> list[str]:
    """What treatment needs at any time: a screening in force, a therapist, no alert unanswered."""
    missing = []
    today = course.site.today(at)
    if not Screening.objects.in_force(today).filter(course=course).exists():
        missing.append(_("The screening is not signed, or no longer counts."))
    therapists = CareTeamMember.objects.current(at).filter(
        patient_id=course.patient_id, site_id=course.site_id, role=CareTeamMember.Role.THERAPIST
    )
    if not therapists.exists():
        missing.append(_("No therapist is assigned."))
    if SafetyAlert.objects.unanswered().of_person(course.patient_id).exists():
        missing.append(_("A safety alert is waiting for an assessment and a plan."))
    return missing


def require_ready(course: Course, at: datetime) -> None:
    """Raise ``NotReady`` unless nothing is missing for the first dose."""
    _require_nothing(missing_for_ready(course, at))


def missing_for_resume(course: Course, at: datetime) -> list[str]:
    """What a paused course waits for before it goes back to where it was (T8)."""
    missing: list[str] = []
    if course.resume_status in DOSING:
        missing += _missing_for_care(course, at)
    if course.resume_status in {*DOSING, CourseStatus.REVIEW_DUE}:
        missing += _missing_after_pause(course, at)
    for check in _resume_checks:
        missing += check(course, at)
    return missing


def _missing_after_pause(course: Course, at: datetime) -> list[str]:
    """What is asked anew before the next dose of somebody who was away this long."""
    if course.paused_at is None:
        return []
    terms = policy_or_shipped(course.site_id, at).long_term
    paused, since = at - course.paused_at, course.paused_at
    missing = []
    if paused > timedelta(days=terms.pause_ask_again_days):
        missing += _not_asked_again(course, since)
    if paused > timedelta(days=terms.pause_screen_again_days):
        signed = Screening.objects.live().filter(course=course, signed_at__gt=since)
        if not signed.exists():
            missing.append(_("After a pause this long the screening is signed again."))
    return missing


def _not_asked_again(course: Course, since: datetime) -> list[str]:
    missing, patient_id = [], course.patient_id
    screens = MeasureResponse.objects.complete().of(SUICIDE_SCREEN.code)
    # Typed in since, and not from paper of an earlier day.
    anew = {"completed_at__gt": since, "answered_on__gte": course.site.today(since)}
    if not screens.filter(patient_id=patient_id, **anew).exists():
        missing.append(_("After a pause this long the suicide screen is done again."))
    taken = TestResult.objects.done().of(*VITALS_AGAIN).filter(patient_id=patient_id)
    kinds = taken.filter(taken_at__gt=since).values_list("kind", flat=True)
    if set(VITALS_AGAIN) - set(kinds):
        missing.append(_("After a pause this long vital signs and weight are taken again."))
    read = InteractionCheck.objects.filter(patient_id=patient_id, cause__in=LIST_READ)
    if not read.filter(checked_at__gt=since).exists():
        missing.append(_("After a pause this long the medications are gone through again."))
    return missing


def pause_is_too_long(course: Course, at: datetime) -> bool:
    """Paused for as long as the policy lets it without somebody deciding (domain/01 1.6)."""
    if course.paused_at is None:
        return False
    limit = policy_or_shipped(course.site_id, at).long_term.pause_days
    return at - course.paused_at >= timedelta(days=limit)


def require_resumable(course: Course, at: datetime) -> None:
    """Raise ``NotReady`` unless a paused course may go on."""
    _require_nothing(missing_for_resume(course, at))


def require_completable(course: Course, *, refused_measures: str) -> None:
    """T10: every dose's integration is held, and last scores are in unless their refusal is written."""
    missing = []
    doses = CourseStep.objects.done().filter(course=course, kind=CourseStep.Kind.DOSING)
    owed = CourseStep.objects.still_planned().filter(
        course=course, kind=CourseStep.Kind.INTEGRATION, after_step__in=doses.values("pk")
    )
    if owed.exists():
        missing.append(_("Integration after the last dose is not held."))
    last_dose = doses.order_by("-done_at").first()
    if not refused_measures.strip() and last_dose is not None and last_dose.done_at is not None:
        after = course.site.today(last_dose.done_at)
        scores = MeasureResponse.objects.complete().filter(
            patient_id=course.patient_id, answered_on__gt=after, total__isnull=False
        )
        if not scores.exists():
            missing.append(_("There are no scores after the last dose. Write it down if refused."))
    _require_nothing(missing)


def _require_nothing(missing: list[str]) -> None:
    if missing:
        raise NotReady(" ".join(missing), missing=missing)
