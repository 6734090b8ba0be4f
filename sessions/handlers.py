"""What the calendar tells us, and what we answer when it asks: registered when the program starts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.accounts.roles import Role
from clinic.accounts.system import BEAT
from clinic.core.actor import acting, acting_as
from clinic.core.localtime import day_bounds, local_date
from clinic.scheduling.events import (
    AppointmentArrived,
    AppointmentCancelled,
    AppointmentUnarrived,
)
from clinic.scheduling.models import Appointment, Kind
from clinic.scheduling.models.ahead import Ahead, Obstacle
from clinic.tasks.actions import task
from consent.events import ConsentWithdrawn
from consent.models.form import TREATMENT_TYPES
from consent.policies.under_effect import Effect
from patients.events import CourseMoved, MeasureAnswered, WorkupChanged
from patients.models import Course, CourseStatus
from sessions.actions import dosing_session, non_response, review_due, signs
from sessions.facts import ahead
from sessions.facts.load import assemble, policies_in_force
from sessions.gate import Stage, judge
from sessions.models import DosingSession
from sessions.models.dosing_session import IN_CHAIR
from sessions.outlook import verdicts_for


def arrived(event: AppointmentArrived) -> None:
    """The patient of a dosing visit is here: the checks begin."""
    if event.kind != Kind.DOSING:
        return
    who = acting()
    visit = Appointment.objects.select_related("course").get(pk=event.appointment_id)
    if visit.course_id is not None and who is not None:
        dosing_session.begin(visit, actor_id=who.actor_id, at=event.at)


def arrival_taken_back(event: AppointmentUnarrived) -> None:
    """The arrival was a mistake."""
    if event.kind == Kind.DOSING:
        visit = Appointment.objects.get(pk=event.appointment_id)
        dosing_session.take_back_arrival(visit, at=event.at)


def called_off(event: AppointmentCancelled) -> None:
    """The visit was cancelled after the patient had arrived."""
    if event.kind == Kind.DOSING:
        visit = Appointment.objects.get(pk=event.appointment_id)
        dosing_session.appointment_called_off(visit, because=str(event.reason), at=event.at)


def outlook(appointments: Sequence[Appointment], at: datetime) -> dict[UUID, list[str]]:
    """What stands in the way of these visits, in words the front desk may read."""
    found = verdicts_for([each.pk for each in appointments], at)
    return {
        pk: list(dict.fromkeys(v.desk_sentence for v in verdicts if v.blocks))
        for pk, verdicts in found.items()
    }


# What a patient does alone, at home; everything else takes the clinic or time.
BY_PATIENT = frozenset({"consent.sign", "escort.promise", "measure.record"})


def outlook_ahead(visits: Sequence[Ahead], at: datetime) -> dict[UUID, list[Obstacle]]:
    """What would stand in the way of visits that are not booked yet, in words the front desk may read."""
    policies = policies_in_force(at, {each.site_id for each in visits})
    facts = assemble(ahead.visits(visits, at), at, policies=policies)
    found: dict[UUID, list[Obstacle]] = {}
    for pk, one in facts.items():
        signed = policies.get(UUID(one.site_id))
        verdicts = judge(one, signed.policy if signed else None, stage=Stage.CONFIRM, at=at)
        blocks = {
            v.desk_sentence: Obstacle(
                v.desk_sentence, v.mend is not None and v.mend.kind in BY_PATIENT
            )
            for v in verdicts
            if v.blocks
        }
        found[pk] = list(blocks.values())
    return found


def under_effect(patient_id: UUID, at: datetime) -> Effect | None:
    """From the start of a dose to the midnight after going home, nobody signs (G05). Any site, any course."""
    doses = DosingSession.objects.dosed().filter(patient=patient_id, first_drug_at__lte=at)
    latest = doses.select_related("site").order_by("-first_drug_at").first()
    if latest is None:
        return None
    if latest.left_at is None:
        return Effect(None)
    zone = latest.site.timezone
    _day, until = day_bounds(local_date(latest.left_at, zone), zone)
    return Effect(until) if until > at else None


def perhaps_no_response(event: MeasureAnswered) -> None:
    """A finished questionnaire may show too little for the doses given."""
    if not event.is_complete:
        return
    # A questionnaire need not name its course: the one under treatment at the site is meant.
    active = Course.objects.filter(
        patient=event.patient_id, site=event.site_id, status=CourseStatus.ACTIVE
    )
    for course in active.select_related("site"):
        with acting_as(BEAT, at=event.at):  # a consequence, not the deed of whoever answered
            non_response.consider(course, event.response_id, by=BEAT, at=event.at)


def course_resumed(event: CourseMoved) -> None:
    """What asked for a review while the course was paused asks now: before the next dose, not after it."""
    if event.old == CourseStatus.PAUSED and event.new in review_due.UNDER_WAY:
        with acting_as(BEAT, at=event.at):
            review_due.evaluate(event.patient_id, by=BEAT, at=event.at)


def perhaps_a_sign(event: MeasureAnswered) -> None:
    """A finished questionnaire may speak of bladder or memory."""
    if event.is_complete:
        with acting_as(BEAT, at=event.at):
            signs.of_answer(event.response_id, by=BEAT, at=event.at)


def result_came_in(event: WorkupChanged) -> None:
    """A test may be far out of its range."""
    if event.kind == "TestResult" and event.is_new:
        with acting_as(BEAT, at=event.at):
            signs.of_result(event.entry_id, by=BEAT, at=event.at)


def consent_withdrawn(event: ConsentWithdrawn) -> None:
    """The patient sits in the chair and took consent back: whoever watches is told at once (domain/01).

    The drug itself is refused by the gate, at the start and at every further event.
    """
    if event.type not in TREATMENT_TYPES:
        return
    _no_more_drug(
        event.course_id,
        "CONSENT_WITHDRAWN_IN_CHAIR",
        _("Consent was withdrawn. Give no more drug, and go on watching."),
        key=f"withdrawn-in-chair:{event.consent_id}",
        at=event.at,
    )


def course_held_in_chair(event: CourseMoved) -> None:
    """The course was paused or stopped while its patient is here. The gate refuses; whoever watches is told."""
    if event.new in {CourseStatus.PAUSED, CourseStatus.DISCONTINUED}:
        _no_more_drug(
            event.course_id,
            "COURSE_HELD_IN_CHAIR",
            _("The course was paused or stopped. Give no more drug, and go on watching."),
            key=f"held-in-chair:{event.course_id}:{event.at.isoformat()}",
            at=event.at,
        )


def _no_more_drug(course_id: UUID, kind: str, sentence: str, *, key: str, at: datetime) -> None:
    here = DosingSession.objects.filter(course=course_id, status__in=IN_CHAIR)
    for session in here.select_related("site"):
        with acting_as(BEAT, at=at):
            task.raise_task.step(
                session.site,
                kind=kind,
                sentence=sentence,
                patient_id=session.patient_id,
                subject_id=session.pk,
                role=Role.NURSE,
                due_at=at,
                key=key,
                by=BEAT,
                at=at,
            )
