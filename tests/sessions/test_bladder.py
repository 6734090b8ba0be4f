"""The bladder question of each visit, G32: a warning in the way, and what a complaint asks for.

Control: with `_bladder_question` left out of the handler, the complaint raises no task.
"""

import pytest

from clinic.tasks.models import Task
from patients.actions import measure
from patients.actions.workup import result
from patients.models import MeasureDue
from sessions.actions.gate import verdicts_of
from sessions.gate.verdict import Level, Stage

pytestmark = pytest.mark.django_db
CHECKLIST = dict.fromkeys(("OFTEN", "URGE", "NIGHT", "PAIN", "BLOOD"), 0)


def open_tasks(patient):
    rows = Task.objects.open().filter(patient_id=patient.pk)
    return set(rows.values_list("kind", flat=True)) & {"BLADDER_CHECKLIST", "URINALYSIS"}


def g32(chair, session, minute):
    return next(v for v in verdicts_of(session, Stage.DOSE, chair.at(minute)) if v.id == "G32")


def test_the_question_of_the_visit_is_asked_and_a_warning_until_then(chair):
    session = chair.arrived()
    assert (g32(chair, session, 4).level, g32(chair, session, 4).cause) == (Level.WARN, "MISSING")
    chair.bladder(session)
    assert not g32(chair, session, 6).blocks


def test_a_complaint_warns_and_asks_for_checklist_and_urine_test_once(chair):
    session = chair.arrived()
    chair.bladder(session, complaint=True)
    chair.bladder(session, minute=6, complaint=True)
    verdict = g32(chair, session, 7)
    assert (verdict.level, verdict.cause, verdict.blocks) == (Level.WARN, "COMPLAINT", True)
    patient = session.patient
    assert open_tasks(patient) == {"BLADDER_CHECKLIST", "URINALYSIS"}
    assert Task.objects.filter(patient_id=patient.pk, kind="URINALYSIS").count() == 1
    asked = MeasureDue.objects.filter(course=session.course, moment="SYMPTOM", code="URINARY")
    assert set(asked.values_list("status", flat=True)) == {"DUE"}


def test_the_checklist_and_the_result_answer_the_tasks(chair):
    session = chair.arrived()
    chair.bladder(session, complaint=True)
    patient, at = session.patient, chair.at(10)
    measure.record(patient, instrument="URINARY", answers=CHECKLIST, by=chair.nurse, at=at)
    assert open_tasks(patient) == {"URINALYSIS"}
    assert MeasureDue.objects.get(course=session.course, moment="SYMPTOM").status == "ANSWERED"
    result.record(
        session.course, kind="URINALYSIS", result="NORMAL", by=chair.nurse, at=chair.at(11)
    )
    assert open_tasks(patient) == set()


def test_a_voided_complaint_asks_for_nothing(chair):
    session = chair.arrived()
    response = chair.bladder(session, complaint=True)
    measure.void(response, because="Another person's.", by=chair.nurse, at=chair.at(6))
    row = MeasureDue.objects.get(course=session.course, moment="SYMPTOM")
    assert row.status == "DROPPED"
    assert g32(chair, session, 7).cause == "MISSING"


def test_no_complaint_asks_for_no_more(chair):
    session = chair.arrived()
    chair.bladder(session)
    assert open_tasks(session.patient) == set()
