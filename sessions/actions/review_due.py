"""Whether a course is due for review: asked in the transaction of whatever may have made it so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.accounts.action import step
from clinic.accounts.models import Membership, User
from clinic.accounts.permissions import Permission
from clinic.accounts.roles import Role
from clinic.core.actor import Actor
from clinic.core.failpoints import failpoint
from clinic.policy.models import PolicyVersion
from clinic.policy.terms import LongTermTerms
from clinic.tasks.actions import task
from patients.actions import course as courses
from patients.models import CareTeamMember, Course, CourseStatus, PauseReason
from patients.models.course import RESUMABLE
from sessions.exposure import Code, Level, Standing, standing
from sessions.exposure.triggers import SINCE_THE_REVIEW, starts
from sessions.facts import exposure
from sessions.facts import review as facts
from sessions.models import AdverseEvent, DosingSession, ReviewReason, Term
from sessions.policies import review_words

_S = CourseStatus
UNDER_WAY = frozenset({_S.ACTIVE, _S.MAINTENANCE})
#: Which pause a trigger that pauses means (domain/01 §1.6).
PAUSES = {
    Code.URINARY: PauseReason.URINARY_SYMPTOMS,
    Code.LIVER: PauseReason.LFT_ABNORMAL,
    Code.COGNITION: PauseReason.COGNITIVE_CONCERN,
}


#: Pain or blood in passing urine pauses a course, however it came to be known.
BLADDER_TERMS = frozenset({Term.DYSURIA, Term.HAEMATURIA})


@dataclass(frozen=True)
class Sudden:
    """A reason that came with one record: a result, an answer, an adverse event. ``cause`` is that record's id."""

    code: Code
    level: Level
    cause: str
    facts: dict[str, Any] = field(default_factory=dict)


@step
def evaluate(
    patient_id: UUID,
    *,
    sudden: Sequence[Sudden] = (),
    course_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> list[ReviewReason]:
    """Ask every trigger of every open course of this person, and move the courses. Asking again changes nothing.

    ``course_id``: a sudden reason of one course alone; without it, of each open course. A course that has not begun
    cannot be due for review: its reason waits, somebody is told, and the first dose makes it due.
    """
    doses = exposure.of_person(patient_id)
    arisen: list[ReviewReason] = []
    for one in facts.open_courses(exposure.records_of(patient_id)):
        mine = sudden if course_id in (None, one.pk) else ()
        arisen += _one(one, doses, mine, by, at)
    return arisen


@step
def after_session(session: DosingSession, *, by: Actor, at: datetime) -> None:
    """The patient has left, the session is closed, or something that happened in it was written down afterwards."""
    terms = (
        AdverseEvent.objects.standing()
        .of(session.pk)
        .filter(term__in=sorted(BLADDER_TERMS))
        .values_list("term", flat=True)
    )
    sudden = [
        Sudden(
            Code.URINARY,
            Level.PAUSE,
            cause=f"{session.pk}:{term}",
            facts={"what": str(Term(term).label)},
        )
        for term in sorted(set(terms))
    ]
    evaluate(session.patient_id, sudden=sudden, course_id=session.course_id, by=by, at=at)


@step
def _one(
    course: Course, doses: exposure.Doses, sudden: Sequence[Sudden], by: Actor, at: datetime
) -> list[ReviewReason]:
    course = courses.lock(course)
    if not course.is_open:
        return []
    terms = terms_at(course.site_id, at)
    between = facts.between(course, at)
    stands = _news(course, doses, between, terms, at)
    new = [
        reason
        for reason in (
            *(_arise(course, between, s.code, s.level, s.facts, "", at) for s in stands),
            *(_arise(course, between, s.code, s.level, s.facts, s.cause, at) for s in sudden),
        )
        if reason is not None
    ]
    failpoint("review.reasons-written")
    waiting = [*between.reasons, *new]
    if waiting and course.status in UNDER_WAY:
        course = courses.review_due.step(
            course,
            reasons=tuple(dict.fromkeys(reason.code for reason in waiting)),
            note=" ".join(review_words.said(reason) for reason in waiting)[:1000],
            by=by,
            at=at,
        )
    elif new and course.status not in {_S.REVIEW_DUE, _S.PAUSED}:
        _tell_before_the_first_dose(course, new, by, at)
    stops = next((r for r in new if r.level == Level.PAUSE), None)
    if stops is not None:
        _pause(course, stops, terms, by, at)
    return new


def terms_at(site_id: UUID, at: datetime) -> LongTermTerms:
    """The clinic's numbers; where no policy is signed, the shipped ones (the gate refuses such a site by itself)."""
    version = PolicyVersion.objects.in_force(site_id, at)
    return LongTermTerms() if version is None else version.policy.long_term


def _news(
    course: Course,
    doses: exposure.Doses,
    between: facts.Between,
    terms: LongTermTerms,
    at: datetime,
) -> Iterator[Standing]:
    """Counted triggers that no decision has weighed yet, or that ceased and came back since it did."""
    zone = course.site.zone
    begun = course.status in UNDER_WAY or course.first_dose_at is not None

    def stand(when: datetime) -> dict[tuple[str, str], Standing]:
        told = doses.told(when, zone)
        found = standing(doses.parts, told, between.use, terms, zone)
        return {(one.code.value, one.level.value): one for one in found}

    now = stand(at)
    last = between.last
    weighed = {(one["code"], one["level"]) for one in last.standing} if last else set()
    if last is not None and weighed:
        # Every later dose at which it did not stand ends what the decision had weighed.
        for when in starts(doses.parts, str(course.pk)):
            if last.decided_at < when <= at:
                weighed &= set(stand(when))
    for key, one in now.items():
        planned = one.code is Code.PLANNED_DOSES_USED
        if planned and not begun:
            continue
        if planned or one.code in SINCE_THE_REVIEW or key not in weighed:
            yield one


@step
def _arise(
    course: Course,
    between: facts.Between,
    code: Code,
    level: Level,
    found: dict[str, Any],
    cause: str,
    at: datetime,
) -> ReviewReason | None:
    """Write the reason unless it is there: the course is locked, so looking first is enough; a constraint holds it."""
    known = {(r.code, r.level, r.cause) for r in between.reasons}
    if (code.value, level.value, cause) in known:
        return None
    if cause and ReviewReason.objects.filter(course=course, code=code, cause=cause).exists():
        return None
    reason = ReviewReason(
        course=course,
        patient_id=course.patient_id,
        site_id=course.site_id,
        after=between.last,
        code=code.value,
        level=level.value,
        facts=found,
        cause=cause,
        arose_at=at,
        created_at=at,
    )
    reason.save()
    return reason


@step
def _tell_before_the_first_dose(
    course: Course, reasons: Sequence[ReviewReason], by: Actor, at: datetime
) -> None:
    task.raise_task.step(
        course.site,
        kind="EXPOSURE",
        sentence=_("Earlier treatment meets a limit. Read it before the first dose."),
        why=" ".join(review_words.said(reason) for reason in reasons),
        patient_id=course.patient_id,
        subject_id=course.pk,
        role=Role.PRESCRIBER,
        due_at=at + timedelta(days=1),
        link=f"/courses/{course.pk}/review/",
        key=f"exposure:{course.pk}",
        by=by,
        at=at,
    )


@step
def _pause(
    course: Course, reason: ReviewReason, terms: LongTermTerms, by: Actor, at: datetime
) -> None:
    """The course stops now and is looked at within days. Nobody here who may own it: the review alone stops it."""
    if course.status not in RESUMABLE:
        return
    owner = next(_owners(course, by, at), None)
    if owner is None:
        return
    courses.pause.step(
        course,
        reason=PAUSES[Code(reason.code)],
        owner=owner,
        review_on=course.site.today(at) + timedelta(days=terms.look_again_days),
        note=review_words.said(reason)[:500],
        by=by,
        at=at,
    )


def _owners(course: Course, by: Actor, at: datetime) -> Iterator[User]:
    """Who may look after the pause: the patient's prescriber, whoever acts, the team, a prescriber here."""
    team = CareTeamMember.objects.current(at).filter(
        patient_id=course.patient_id, site_id=course.site_id
    )
    members = list(team.select_related("user"))
    candidates = [m.user for m in members if m.role == CareTeamMember.Role.PRESCRIBER]
    if isinstance(by, User):
        candidates.append(by)
    candidates += [m.user for m in members]
    here = Membership.objects.current(at).filter(site_id=course.site_id, role=Role.PRESCRIBER)
    candidates += [m.user for m in here.select_related("user").order_by("started_at")]
    for user in candidates:
        if user.is_active and user.may(Permission.COURSE_PAUSE, course.site_id):
            yield user
