"""Two things that make questionnaires due happen at the same moment, each on a connection of its own.

Control: `test_without_the_lock_...` takes the patient's lock away; then only the constraint is left, which lets one
row stand and ends the other transaction with an error.
"""

import threading
from contextlib import suppress

import pytest
from django.db import IntegrityError, transaction

from clinic.accounts.system import BEAT
from clinic.core.actor import acting_as
from patients.measures.planning import plan
from patients.models import MeasureDue
from sessions import measure_causes
from sessions.actions import measure_due
from tests.sessions.test_race import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def unplanned(walk, monkeypatch):
    """A course in screening for which nothing was planned yet."""
    with monkeypatch.context() as quiet:
        quiet.setattr(measure_causes, "replan", lambda *_, **__: 0)
        course = walk.screening().course
    assert not MeasureDue.objects.filter(course=course).exists()

    return course


def meet(monkeypatch, seconds):
    """Each waits so long for the other, once it has seen what is due: with the lock the other never comes."""
    both = threading.Barrier(2, timeout=seconds)

    def plan_and_wait(*args, **kwargs):
        found = plan(*args, **kwargs)
        with suppress(threading.BrokenBarrierError):
            both.wait()
        return found

    monkeypatch.setattr(measure_due, "plan", plan_and_wait)


def planning(course, at):
    def act():
        with transaction.atomic(), acting_as(BEAT, at=at):
            return measure_due.replan(course.patient_id, at=at)

    return act


def test_two_plans_at_once_are_one(unplanned, walk, monkeypatch):
    meet(monkeypatch, 0.5)
    act = planning(unplanned, walk.at)
    outcomes = at_once(act, act)
    rows = MeasureDue.objects.filter(course=unplanned)
    assert sorted(outcomes) == [0, rows.count()], outcomes
    assert rows.filter(code="PHQ-9").count() == 1


def test_without_the_lock_only_the_constraint_stands_between_two_rows(
    unplanned, walk, monkeypatch
):
    meet(monkeypatch, 30)
    monkeypatch.setattr(measure_due, "advisory_lock", lambda *_: None)
    act = planning(unplanned, walk.at)
    outcomes = at_once(act, act)
    assert any(isinstance(each, IntegrityError) for each in outcomes), outcomes
    assert MeasureDue.objects.filter(course=unplanned, code="PHQ-9").count() == 1
