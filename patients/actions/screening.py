"""Screening: started, filled in, completed, signed, reopened by a new fact, voided."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from clinic.accounts.action import action, step
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core.actor import Actor
from clinic.core.errors import DomainError, InvalidInput
from clinic.core.failpoints import failpoint
from clinic.tasks.actions import task
from patients.actions import course as courses
from patients.actions import patient as patients
from patients.actions.screening_decision import Decision, decide
from patients.actions.screening_findings import Found, record_findings
from patients.actions.screening_reopening import reopen, reopen_for, reopen_for_new
from patients.actions.screening_rows import lock, move
from patients.eligibility.as_signed import SCHEMA, digest
from patients.eligibility.assessment import EligibilityPolicy, age_on, valid_until
from patients.eligibility.known import Known
from patients.models import Course, CourseStatus, Patient, Screening, ScreeningSignature
from patients.policies import as_signed
from patients.policies import screening as policies
from patients.policies import suggestion as suggestions
from patients.policies.course import policy_in_force

__all__ = [
    "Found",
    "complete",
    "record_findings",
    "reopen",
    "reopen_for",
    "reopen_for_new",
    "sign",
    "start",
    "void",
]

_Status = Screening.Status
_Outcome = Screening.Outcome


@action(Permission.COURSE_SCREEN)
def start(course: Course, *, by: Actor, at: datetime) -> Screening:
    """An empty screening, and the course in screening. One that is already there is handed back."""
    course = courses.lock(course)
    if course.status in {CourseStatus.REFERRED, CourseStatus.DEFERRED}:
        course = courses.start_screening.step(course, by=by, at=at)
    if not course.is_open:
        raise DomainError(_("This course is over."))
    live = Screening.objects.live().filter(course=course).first()
    if live is not None:
        if live.status == _Status.SIGNED and live.outcome == _Outcome.DEFERRED:
            live = reopen.step(live, because=_("Screened again after a deferral."), by=by, at=at)
        return live
    screening = Screening(
        course=course, patient_id=course.patient_id, site_id=course.site_id, created_at=at
    )
    screening.save()
    return screening


@action(Permission.SCREENING_EDIT)
def complete(screening: Screening, *, by: User, at: datetime) -> Screening:
    """Every row is answered, every suggestion too, the referral is read, and no two versions wait.

    What was found may still stand against treatment; that is not asked here.
    """
    screening = _hold(screening)
    assessment = policies.assess_screening(
        screening, policies.rules(policy_in_force(screening.site_id, at).policy)
    )
    if not assessment.is_answered:
        codes = [block.exclusion.code for block in assessment.missing]
        raise policies.ScreeningBlocked(_("Not answered yet: %s.") % ", ".join(codes), codes=codes)
    policies.require_one_version(screening)
    policies.require_letters_read(screening)
    policies.require_suggestions_answered(screening, suggestions.known_for(screening, at))
    move(screening, _Status.COMPLETE)
    screening.completed_at, screening.completed_by = at, by
    screening.save()
    return screening


@action(Permission.SCREENING_SIGN, fresh=True)
def sign(
    screening: Screening,
    *,
    outcome: str = _Outcome.ELIGIBLE,
    reasons: Sequence[str] = (),
    note: str = "",
    review_on: date | None = None,
    then: str = "",
    because: str = "",
    owner: User | None = None,
    read: Collection[str] = (),
    by: User,
    at: datetime,
) -> Screening:
    """A prescriber, licensed for this place today, vouches for the screening and moves the course.

    ELIGIBLE needs every hard exclusion absent, every relative one answered with a reason, every
    suggestion answered and every letter read. DEFERRED needs ``note`` and ``review_on``; INELIGIBLE
    needs ``reasons`` (codes) and ``note``, and once treatment is planned ``then``: the course waits
    (PAUSE, with ``because`` a PauseReason, ``owner`` and ``review_on``) or ends (DISCONTINUE, a
    StopReason). ``read`` names the sources of what came on record since it was last signed or called
    complete: what the signer did not read is not signed over. Signing again renews the term and leaves
    the course where it is.
    """
    screening = _hold(screening)
    again = screening.status == _Status.REOPENED
    course = courses.lock(screening.course)
    today = course.site.today(at)
    version = policy_in_force(screening.site_id, at)
    if outcome not in _Outcome.values:
        raise InvalidInput(_("Choose what was decided."), field="outcome")
    licence = policies.licence_of(by, course.site, today)
    rules = policies.rules(version.policy)
    known = suggestions.known_for(screening, at)
    failpoint("screening.read")
    news = policies.require_read(screening, known, read)
    policies.require_one_version(screening)
    if outcome == _Outcome.ELIGIBLE:
        _require_clear(screening, rules, today)
        policies.require_letters_read(screening)
        policies.require_suggestions_answered(screening, known)
    move(screening, _Status.SIGNED)
    screening.outcome = outcome
    screening.signed_at, screening.signed_on, screening.signed_by = at, today, by
    holds_until = valid_until(today, rules)
    screening.licence, screening.valid_until = licence, holds_until
    screening.save()
    decision = Decision(outcome, reasons, note, review_on, then, because, owner)
    _keep_signature(
        screening, decision, version.number, known, news, again=again, until=holds_until, at=at
    )
    decide(course, decision, by=by, at=at)
    task.complete_for_cause.step(
        key=f"screening-again:{screening.pk}", outcome=_("Signed."), by=by, at=at
    )
    return screening


@step
def _hold(screening: Screening) -> Screening:
    """The patient's row first, as whoever confirms a fact or writes a result down holds it: nothing comes on record
    between reading what there is and the signature under it, and what comes after finds the signature to open."""
    patients.lock(Patient(pk=screening.patient_id))
    return lock(screening)


def _require_clear(screening: Screening, rules: EligibilityPolicy, today: date) -> None:
    assessment = policies.assess_screening(screening, rules)
    if not assessment.is_clear:
        codes = [block.exclusion.code for block in assessment.blocks]
        raise policies.ScreeningBlocked(
            _("Not eligible while open: %s.") % ", ".join(codes), codes=codes
        )
    if age_on(screening.patient.birth_date, today) < rules.minimum_age:
        raise policies.ScreeningBlocked(
            _("Only adults are treated here (%d or older).") % rules.minimum_age, codes=[]
        )


def _keep_signature(
    screening: Screening,
    decision: Decision,
    policy_number: int,
    known: Known,
    news: Sequence[suggestions.NewSince],
    *,
    again: bool,
    until: date,
    at: datetime,
) -> None:
    """The line under the screening, with everything the signer had before them and its digest."""
    standings = suggestions.standings(screening, known)
    signature = ScreeningSignature(
        screening=screening,
        patient_id=screening.patient_id,
        site_id=screening.site_id,
        signed_at=at,
        signed_by=screening.signed_by,
        licence=screening.licence,
        outcome=screening.outcome,
        valid_until=until,
        is_again=again,
        read=[{"source": one.source, "what": one.what, "rows": list(one.rows)} for one in news],
        findings=[
            {"code": row.code, "status": row.status, "evidence": row.evidence, "note": row.note}
            for row in screening.findings.order_by("code")
        ],
        policy_number=policy_number,
        decision=decision.as_json(),
        schema=SCHEMA,
        before=as_signed.document(as_signed.before(screening, standings, at)),
        created_at=at,
    )
    signature.sha256 = digest(signature.signed_over)
    signature.save()


@action(Permission.SCREENING_SIGN)
def void(screening: Screening, *, because: str, by: User, at: datetime) -> Screening:
    """It no longer counts and is never changed again; a new one can be started."""
    screening = lock(screening)
    if not because.strip():
        raise InvalidInput(_("Say why."), field="because")
    move(screening, _Status.VOIDED)
    screening.voided_at, screening.voided_by = at, by
    screening.voided_because = because.strip()
    screening.save()
    return screening
