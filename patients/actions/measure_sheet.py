"""One filling-in of a questionnaire: its answers, its score, and the alert they may ask for.

The steps behind the verbs in ``patients.actions.measure``; staff and patients share them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from clinic.accounts.action import step
from clinic.core.actor import Actor
from clinic.core.errors import DomainError, InvalidInput, NotAllowed
from clinic.core.events import publish
from clinic.core.locks import lock as advisory_lock
from clinic.core.states import require_move
from patients.actions import course_step, safety_screen
from patients.actions import measure_danger as danger
from patients.actions import measure_result as result
from patients.actions.measure_result import NotAnswered
from patients.events import MeasureAnswered
from patients.instruments import scoring
from patients.instruments.definition import Instrument, Scoring, UnknownAnswer
from patients.models import (
    Course,
    CourseStep,
    InstrumentDefinition,
    MeasureAnswer,
    MeasureResponse,
    Patient,
)
from patients.policies.answers import counting

_Status = MeasureResponse.Status
_Entry = MeasureResponse.Entry

ENGLISH = "en"


@step
def begin(
    patient: Patient,
    instrument: str,
    course: Course | None,
    planned: CourseStep | None,
    entry: str,
    answered_on: date | None,
    by: Actor,
    at: datetime,
    scored_by: str = "",
) -> MeasureResponse:
    """The open form of this patient and questionnaire: the one there is, or a new one."""
    definition = definition_of(instrument, patient.language)
    site = course.site if course is not None else patient.site
    today = site.today(at)
    _check_belongs(patient, course, planned)
    if definition.instrument.external:
        entry = _Entry.EXTERNAL
    elif entry == _Entry.EXTERNAL:
        raise InvalidInput(_("This questionnaire is counted here."), field="entry")
    if answered_on is not None and answered_on > today:
        raise InvalidInput(_("This day has not come yet."), field="answered_on")
    advisory_lock(("measure", f"{patient.pk}:{definition.code}"))
    going_on = MeasureResponse.objects.filter(
        patient=patient, site=site, instrument__code=definition.code, status=_Status.OPEN
    ).first()
    if going_on is not None:
        return going_on
    response = MeasureResponse(
        patient=patient,
        site=site,
        course=course,
        step=planned,
        instrument=definition,
        entry=entry,
        by_patient=by.patient_id() == patient.pk,
        started_at=at,
        answered_on=answered_on or today,
        scored_by=scored_by.strip(),
        created_at=at,
    )
    response.save()
    return response


def _check_belongs(patient: Patient, course: Course | None, planned: CourseStep | None) -> None:
    if course is not None and course.patient_id != patient.pk:
        raise InvalidInput(_("This course belongs to another person."), field="course")
    if planned is not None and (course is None or planned.course_id != course.pk):
        raise InvalidInput(_("This step belongs to another course."), field="step")


@step
def save_answers(
    response: MeasureResponse, answers: Mapping[str, int], by: Actor, at: datetime
) -> MeasureResponse:
    """Keep what was answered, and raise the alert it asks for in the same transaction."""
    if response.status != _Status.OPEN:
        raise DomainError(_("This questionnaire is finished. Its answers stand."))
    instrument = response.instrument.instrument
    try:
        instrument.check(answers)
    except UnknownAnswer as error:
        raise InvalidInput(_("That is not one of the answers."), field="answers") from error
    rows = {row.item: row for row in response.answers.select_for_update()}
    day_of = response.site.today
    for item, value in answers.items():
        row = rows.get(item) or MeasureAnswer(
            response=response,
            patient_id=response.patient_id,
            site_id=response.site_id,
            item=item,
            created_at=at,
        )
        # The same answer on another day is said anew.
        if row.value != value or day_of(row.answered_at) != day_of(at):
            row.value, row.answered_at = value, at
            row.save()
            rows[item] = row
    urgency, is_news = danger.look(response, rows, finished=False, by=by, at=at)
    if is_news:
        _tell(response, instrument, urgency, at, is_complete=False)
    return response


@step
def describe(
    response: MeasureResponse,
    entry: str,
    answered_on: date | None,
    scored_by: str,
    cutoff_sex: str,
    at: datetime,
) -> None:
    """How the form came about, on the instance: ``finish`` saves it. What is empty stays as it was."""
    if answered_on is not None and answered_on > response.site.today(at):
        raise InvalidInput(_("This day has not come yet."), field="answered_on")
    if entry and response.entry != _Entry.EXTERNAL:
        if entry not in (_Entry.SCREEN, _Entry.PAPER):
            raise InvalidInput(_("On a screen, or from paper."), field="entry")
        response.entry = entry
    response.answered_on = answered_on or response.answered_on
    response.scored_by = scored_by.strip() or response.scored_by
    response.cutoff_sex = cutoff_sex or response.cutoff_sex


@step
def finish(response: MeasureResponse, by: Actor, at: datetime) -> MeasureResponse:
    instrument = response.instrument.instrument
    rows = {row.item: row for row in response.answers.all()}
    counted = counting(rows.values(), response.site_id, at)
    answers = _values(counted)
    require_move(
        MeasureResponse.MOVES, _Status(response.status), _Status.COMPLETE, what=_("questionnaire")
    )
    if response.entry == _Entry.EXTERNAL and not response.scored_by:
        raise InvalidInput(_("Say who counted this total."), field="scored_by")
    parts: tuple[scoring.Part, ...] = ()
    if instrument.scoring is Scoring.SUICIDE_RISK:
        found = danger.risk_of(answers)
        if not found.complete:
            raise NotAnswered(_("Every question that follows from the answers is asked."))
        response.risk = found.proven.name
    else:
        parts = result.score(response, instrument, answers)
    if response.by_patient and counted:
        first = min(row.answered_at for row in counted.values())
        response.answered_on = response.site.today(first)
    if response.step is None:
        response.step = _planned_for(response, at)
    response.status, response.completed_at = _Status.COMPLETE, at
    response.completed_by = by.actor_label
    response.overlaps_previous_window = result.overlaps(response, instrument)
    response.save()
    result.keep_parts(response, parts, at)
    if response.step is not None:
        response.step = course_step.finish.step(response.step, done_at=at, by=by, at=at)
    urgency, _is_news = danger.look(response, rows, finished=True, by=by, at=at)
    if instrument.scoring is Scoring.SUICIDE_RISK:
        safety_screen.finished(response, by=by, at=at)
    _tell(response, instrument, urgency, at, is_complete=True)
    return response


def _planned_for(response: MeasureResponse, at: datetime) -> CourseStep | None:
    """The planned questionnaires this form answers: the next ones whose time has come."""
    if response.course_id is None or response.instrument.staff_only:
        return None
    planned = CourseStep.objects.still_planned().filter(
        course_id=response.course_id, kind=CourseStep.Kind.MEASURE
    )
    for row in planned.select_related("after_step").order_by("position"):
        before = row.after_step
        if before is None:
            return row
        if before.done_at is None:
            continue
        if at >= before.done_at + timedelta(hours=row.min_gap_hours):
            return row
    return None


def missing_from(response: MeasureResponse, at: datetime) -> tuple[str, ...]:
    """The questions that are left before this form can be finished. Paper may lack some."""
    instrument = response.instrument.instrument
    answers = _values(counting(response.answers.all(), response.site_id, at))
    if instrument.scoring is Scoring.SUICIDE_RISK:
        danger.risk_of(answers)
    elif response.entry == _Entry.PAPER:
        return ()
    missing: tuple[str, ...] = instrument.missing(answers)
    return missing


def _tell(
    response: MeasureResponse,
    instrument: Instrument,
    urgency: scoring.Urgency | None,
    at: datetime,
    *,
    is_complete: bool,
) -> None:
    publish(
        MeasureAnswered(
            response_id=response.pk,
            patient_id=response.patient_id,
            site_id=response.site_id,
            course_id=response.course_id,
            instrument=instrument.code,
            is_complete=is_complete,
            urgency=urgency.value if urgency else "",
            at=at,
        )
    )


def definition_of(code: str, language: str = ENGLISH) -> InstrumentDefinition:
    """The newest version, in the person's language where there is one, else in English."""
    versions = InstrumentDefinition.objects.filter(code=code)
    spoken = dict.fromkeys((language, language.split("-", maxsplit=1)[0], ENGLISH))
    found = next(filter(None, (versions.filter(language=each).newest() for each in spoken)), None)
    if found is None:
        raise InvalidInput(_("There is no such questionnaire."), field="instrument")
    return found


def _values(rows: Mapping[str, MeasureAnswer]) -> dict[str, int]:
    return {item: row.value for item, row in rows.items()}


def require_own(patient: Patient, by: Actor) -> None:
    if by.patient_id() != patient.pk:
        raise NotAllowed


def lock(response: MeasureResponse) -> MeasureResponse:
    return (
        MeasureResponse.objects.select_for_update(of=("self",))
        .select_related("instrument", "site", "patient", "step")
        .get(pk=response.pk)
    )
