"""Holding a review: the team's opinions, and the prescriber's decision with its move of the course."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from clinic.accounts.action import action, step
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.accounts.roles import CLINICAL_ROLES, Role
from clinic.core.errors import DomainError, InvalidInput, StaleVersion
from clinic.core.failpoints import failpoint
from clinic.tasks.actions import task
from consent.actions.consent import issue
from consent.models import ConsentForm
from consent.policies.signing import NoSuchForm
from patients.actions import course as courses
from patients.models import Course, CourseMove, CourseStatus
from patients.policies.course import policy_in_force
from patients.policies.screening import licence_of
from sessions.exposure.triggers import starts
from sessions.facts import exposure
from sessions.facts import review as facts
from sessions.facts import review_picture as pictures
from sessions.facts.review_picture import Picture
from sessions.models import MaintenancePlan, Outcome, ReviewDecision, ReviewOpinion
from sessions.policies import review as policies
from sessions.policies.review import REASON_MIN, Granted

_S = CourseStatus
#: Of two roles the one that stands for more in a review.
ROLES = (Role.PRESCRIBER, Role.THERAPIST, Role.NURSE)


class NoReviewDue(DomainError):
    """Nothing is to be decided: the course is not in review, or somebody decided it a moment ago."""

    code = "no-review-due"


@action(Permission.COURSE_OPINION, fresh=True)
def give_opinion(
    course: Course, *, recommends: str, words: str, by: User, at: datetime
) -> ReviewOpinion:
    """What one of the team thinks, signed with their own sign-in. It stands beside the decision and never replaces it."""
    course = courses.lock(course)
    opening = _opening(course)
    if recommends not in Outcome.values:
        raise InvalidInput(_("Choose what you recommend."), field="recommends")
    if len(words.strip()) < REASON_MIN:
        raise InvalidInput(
            _("Say why, in at least %(count)d characters.") % {"count": REASON_MIN}, field="words"
        )
    role = _role_of(by, course)
    opinion = ReviewOpinion(
        course=course,
        patient_id=course.patient_id,
        site_id=course.site_id,
        opening=opening,
        author=by,
        role=role,
        licence=licence_of(by, course.site, course.site.today(at))
        if role == Role.PRESCRIBER
        else None,
        recommends=recommends,
        words=words.strip(),
        signed_at=at,
        created_at=at,
    )
    opinion.save()
    return opinion


def _role_of(user: User, course: Course) -> str:
    held = user.roles_at(course.site_id) & CLINICAL_ROLES
    return next(role.value for role in ROLES if role in held)


@action(Permission.COURSE_DECIDE, fresh=True)
def decide(
    course: Course,
    *,
    outcome: str,
    reason: str,
    sessions: int | None = None,
    interval_days: int | None = None,
    review_on: date | None = None,
    despite: str = "",
    stop_reason: str = "",
    refused_measures: str = "",
    seen: str = "",
    by: User,
    at: datetime,
) -> ReviewDecision:
    """End the review. The prescriber is licensed here today; each review is decided once.

    CONTINUE needs nothing but a planned dose that is left; EXTEND ``sessions``; MAINTAIN ``sessions``, ``interval_days``, ``review_on``; STOP ``stop_reason``; COMPLETE
    last scores or ``refused_measures``. ``despite`` stands in for an opinion or a response that is missing. ``seen``
    is the fingerprint of the page the decision was made on: refused when anything on it has changed since.
    """
    course = courses.lock(course)
    opening = _opening(course)
    version = policy_in_force(course.site_id, at)
    terms = version.policy.long_term
    licence = licence_of(by, course.site, course.site.today(at))
    asked = Granted(sessions, interval_days, review_on, stop_reason, refused_measures.strip())
    policies.require_shape(course, outcome, reason, asked, terms, at)
    picture = pictures.read(course, terms, at, viewer=by)
    if seen and seen != picture.fingerprint:
        raise StaleVersion(
            _(
                "Something on this page has changed since you opened it. Read it again, then decide."
            )
        )
    policies.require_planned_dose(picture, outcome)
    waived = policies.require(
        picture, outcome, decider=by.pk, interval_days=interval_days, despite=despite
    )
    decision = ReviewDecision(
        course=course,
        patient_id=course.patient_id,
        site_id=course.site_id,
        opening=opening,
        outcome=outcome,
        sessions=sessions if outcome in policies.GRANTS else None,
        reason=reason.strip(),
        despite=despite.strip(),
        missing=waived,
        stop_reason=stop_reason if outcome == Outcome.STOP else "",
        refused_measures=asked.refused_measures if outcome == Outcome.COMPLETE else "",
        decided_at=at,
        decided_by=by,
        licence=licence,
        policy_number=version.number,
        standing=_weighed(picture),
        seen=picture.kept,
        created_at=at,
    )
    decision.save()
    failpoint("review.decided")
    _MOVE[Outcome(outcome)](course, decision, asked, by, at)
    failpoint("review.moved")
    return decision


def _opening(course: Course) -> CourseMove:
    """The move that opened the review which waits now."""
    opening = facts.opening(course) if course.status == _S.REVIEW_DUE else None
    if opening is None:
        raise NoReviewDue(_("No review is due. Somebody may have decided it just now."))
    return opening


def _weighed(picture: Picture) -> list[dict[str, Any]]:
    """What stood under the decision: counted triggers only, each with its numbers."""
    return [
        {"code": one.code.value, "level": one.level.value, **one.facts} for one in picture.standing
    ]


@step
def _continue(
    course: Course, decision: ReviewDecision, asked: Granted, by: User, at: datetime
) -> None:
    courses.go_on.step(course, reason=decision.reason, by=by, at=at)


@step
def _extend(
    course: Course, decision: ReviewDecision, asked: Granted, by: User, at: datetime
) -> None:
    doses = exposure.of_person(course.patient_id)
    courses.extend.step(
        course,
        doses=asked.sessions or 0,
        given=len(starts(doses.parts, str(course.pk))),
        reason=decision.reason,
        by=by,
        at=at,
    )


@step
def _maintain(
    course: Course, decision: ReviewDecision, asked: Granted, by: User, at: datetime
) -> None:
    interval, sessions, review_on = asked.interval_days, asked.sessions, asked.review_on
    if interval is None or sessions is None or review_on is None:
        raise InvalidInput(_("A maintenance plan needs interval, sessions and the next review."))
    MaintenancePlan(
        course=course,
        decision=decision,
        patient_id=course.patient_id,
        site_id=course.site_id,
        interval_days=interval,
        sessions_max=sessions,
        review_on=review_on,
        starts_at=at,
        created_at=at,
    ).save()
    course = courses.maintain.step(
        course,
        interval_days=interval,
        sessions=sessions,
        review_on=review_on,
        reason=decision.reason,
        by=by,
        at=at,
    )
    _hand_out_the_addendum(course, by, at)


@step
def _hand_out_the_addendum(course: Course, by: User, at: datetime) -> None:
    """What long use risks is signed before the first maintenance dose (G05); the form waits for the patient."""
    try:
        issue.step(course, type=ConsentForm.Type.MAINTENANCE_ADDENDUM, by=by, at=at)
    except NoSuchForm as lacking:
        task.raise_task.step(
            course.site,
            kind="CONSENT_FORM",
            sentence=_("Publish the maintenance consent in this patient's language."),
            why=lacking.sentence,
            patient_id=course.patient_id,
            subject_id=course.pk,
            role=Role.MANAGER,
            due_at=at + timedelta(days=1),
            link="/consent-forms/",
            key=f"maintenance-form:{course.pk}",
            by=by,
            at=at,
        )


@step
def _complete(
    course: Course, decision: ReviewDecision, asked: Granted, by: User, at: datetime
) -> None:
    courses.complete.step(
        course,
        refused_measures=asked.refused_measures,
        note=decision.reason,
        reviewed=True,
        by=by,
        at=at,
    )


@step
def _stop(
    course: Course, decision: ReviewDecision, asked: Granted, by: User, at: datetime
) -> None:
    courses.discontinue.step(course, reason=asked.stop_reason, note=decision.reason, by=by, at=at)


_MOVE = {
    Outcome.CONTINUE: _continue,
    Outcome.EXTEND: _extend,
    Outcome.MAINTAIN: _maintain,
    Outcome.COMPLETE: _complete,
    Outcome.STOP: _stop,
}
