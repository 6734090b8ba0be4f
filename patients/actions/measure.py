"""Questionnaires: begun, answered one question at a time, finished, voided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.permissions import Permission
from clinic.core.actor import Actor
from clinic.core.errors import InvalidInput
from clinic.core.events import publish
from clinic.core.states import require_move
from patients.actions import course_step, safety_screen, wording
from patients.actions import measure_result as result
from patients.actions import measure_sheet as sheet
from patients.events import MeasureVoided
from patients.models import (
    Course,
    CourseStep,
    MeasureResponse,
    Patient,
)

_Status = MeasureResponse.Status
_Entry = MeasureResponse.Entry


@dataclass(frozen=True)
class HandedIn:
    """What came of handing in a form: its response, and the questions that are left."""

    response: MeasureResponse
    missing: tuple[str, ...] = ()


@action(Permission.MEASURE_ENTER)
def start(
    patient: Patient,
    *,
    instrument: str,
    course: Course | None = None,
    step: CourseStep | None = None,
    entry: str = _Entry.SCREEN,
    answered_on: date | None = None,
    by: Actor,
    at: datetime,
) -> MeasureResponse:
    """Begin a questionnaire with the patient, or hand back the one that is being answered.

    ``instrument`` is a code such as PHQ-9; ``step`` the planned measure it fills; ``answered_on`` the
    day a paper form was filled in (today when left out).
    """
    return sheet.begin(patient, instrument, course, step, entry, answered_on, by, at)


@action(Permission.PORTAL)
def start_own(
    patient: Patient,
    *,
    instrument: str,
    course: Course | None = None,
    step: CourseStep | None = None,
    by: Actor,
    at: datetime,
) -> MeasureResponse:
    """The patient begins a questionnaire on their own pages."""
    sheet.require_own(patient, by)
    wording.require_own_pages(sheet.definition_of(instrument, patient.language))
    return sheet.begin(patient, instrument, course, step, _Entry.SCREEN, None, by, at)


@action(Permission.MEASURE_ENTER)
def answer(
    response: MeasureResponse, *, item: str, value: int, by: Actor, at: datetime
) -> MeasureResponse:
    """Save one answer. Item 9 of the PHQ-9 at 1 or more raises an alert before anything else happens."""
    return sheet.save_answers(sheet.lock(response), {item: value}, by, at)


@action(Permission.PORTAL)
def answer_own(
    response: MeasureResponse, *, item: str, value: int, by: Actor, at: datetime
) -> MeasureResponse:
    """The patient answers one question."""
    response = sheet.lock(response)
    sheet.require_own(response.patient, by)
    wording.require_own_pages(response.instrument)
    return sheet.save_answers(response, {item: value}, by, at)


@action(Permission.MEASURE_ENTER)
def finish(response: MeasureResponse, *, by: Actor, at: datetime) -> MeasureResponse:
    """The form is done: it is scored and never changes again."""
    return sheet.finish(sheet.lock(response), by, at)


@action(Permission.PORTAL)
def finish_own(response: MeasureResponse, *, by: Actor, at: datetime) -> MeasureResponse:
    """The patient hands the form in."""
    response = sheet.lock(response)
    sheet.require_own(response.patient, by)
    return sheet.finish(response, by, at)


@action(Permission.MEASURE_ENTER)
def record(
    patient: Patient,
    *,
    instrument: str,
    answers: Mapping[str, int],
    course: Course | None = None,
    step: CourseStep | None = None,
    entry: str = _Entry.SCREEN,
    answered_on: date | None = None,
    scored_by: str = "",
    by: Actor,
    at: datetime,
) -> MeasureResponse:
    """A whole form at once, asked by staff or typed in from paper.

    A total counted elsewhere is one answer, ``TOTAL``, and ``scored_by`` says who counted it. A form that
    lay open is this one from now on: its day, its course and how it came about are as told here.
    """
    begun = sheet.begin(
        patient, instrument, course, step, entry, answered_on, by, at, scored_by=scored_by
    )
    response = sheet.lock(begun)
    response.course, response.step = course or response.course, step or response.step
    today = response.site.today(at)
    sheet.describe(response, entry, answered_on or today, scored_by, "", at)
    response = sheet.save_answers(response, answers, by, at)
    return sheet.finish(response, by, at)


@action(Permission.MEASURE_ENTER)
def hand_in(
    response: MeasureResponse,
    *,
    answers: Mapping[str, int],
    entry: str = "",
    answered_on: date | None = None,
    scored_by: str = "",
    cutoff_sex: str = "",
    by: Actor,
    at: datetime,
) -> HandedIn:
    """Save every answer of a form, and finish it if none is missing.

    Not refused when something is missing: the answers stay saved, and with them the alert that one
    of them raised. A refusal would undo both. The rest says how the form came about, and is left as
    it is where it is empty.
    """
    response = sheet.save_answers(sheet.lock(response), answers, by, at)
    sheet.describe(response, entry, answered_on, scored_by, cutoff_sex, at)
    missing = sheet.missing_from(response, at)
    if missing:
        return HandedIn(response, missing)
    return HandedIn(sheet.finish(response, by, at))


@action(Permission.MEASURE_ENTER)
def choose_cutoff(
    response: MeasureResponse, *, sex: str, by: Actor, at: datetime
) -> MeasureResponse:
    """Say whose cut-off holds for this person, where women and men have different ones.

    The recorded sex chooses by itself; this is for whom it does not, or wrongly. The answers and
    the total stay as they are.
    """
    response = sheet.lock(response)
    result.choose_cutoff(response, sex)
    return response


@action(Permission.MEASURE_ENTER)
def void(response: MeasureResponse, *, because: str, by: Actor, at: datetime) -> MeasureResponse:
    """It was the wrong person, or the wrong form. It counts for nothing; its alert stays to be answered."""
    response = sheet.lock(response)
    if not because.strip():
        raise InvalidInput(_("Say why."), field="because")
    require_move(
        MeasureResponse.MOVES, _Status(response.status), _Status.VOIDED, what=_("questionnaire")
    )
    was_complete = response.status == _Status.COMPLETE
    response.status, response.voided_at = _Status.VOIDED, at
    response.voided_by, response.voided_because = by, because.strip()  # type: ignore[assignment]
    response.save()
    safety_screen.voided(response)
    if was_complete and response.step is not None:
        course_step.take_back.step(response.step, by=by, at=at)
    if was_complete:
        publish(
            MeasureVoided(
                response_id=response.pk,
                patient_id=response.patient_id,
                site_id=response.site_id,
                at=at,
            )
        )
    return response
