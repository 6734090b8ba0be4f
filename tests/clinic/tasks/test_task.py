"""Staff tasks: raised once per cause, seen by whom they are for, done once, escalated in time."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from clinic.accounts.roles import Role
from clinic.accounts.system import BEAT
from clinic.core import events
from clinic.core.actor import acting_as
from clinic.core.errors import InvalidInput, NotAllowed
from clinic.tasks.actions import task as actions
from clinic.tasks.events import TaskEscalated
from clinic.tasks.models import Task

pytestmark = pytest.mark.django_db


def call_her(site, at, *, by=BEAT, **more):
    fields = {
        "kind": "CALL_PATIENT",
        "sentence": "Call her: the reminder did not go.",
        "role": Role.FRONT_DESK,
        "due_at": at + timedelta(hours=1),
        **more,
    }
    return actions.raise_task(site, by=by, at=at, **fields)


def test_the_same_cause_raises_one_open_task(site, at, desk):
    first = call_her(site, at, key="reminder:1")
    assert call_her(site, at, key="reminder:1") == first
    assert call_her(site, at, key="reminder:2") != first
    actions.complete(first, outcome="She knows", by=desk, at=at)
    assert call_her(site, at, key="reminder:1") != first


def test_a_role_sees_its_tasks_at_its_own_site_only(site, at, desk, nurse, other_desk):
    task = call_her(site, at)
    assert list(Task.objects.visible_to(desk)) == [task]
    assert not Task.objects.visible_to(nurse).exists()
    assert not Task.objects.visible_to(other_desk).exists()


def test_a_task_for_one_person_is_nobody_elses(site, at, nurse, second_nurse):
    task = call_her(site, at, role=None, person=nurse)
    assert list(Task.objects.visible_to(nurse)) == [task]
    assert not Task.objects.visible_to(second_nurse).exists()


def test_done_once_by_one_person(site, at, desk, nurse):
    task = call_her(site, at)
    done = actions.complete(task, outcome=" She will come. ", by=desk, at=at)
    assert (done.done_by, done.outcome) == (desk, "She will come.")
    assert actions.complete(task, by=desk, at=at + timedelta(minutes=1)).done_at == at
    with pytest.raises(actions.TaskAlreadyDone):
        actions.complete(task, by=nurse, at=at)
    with pytest.raises(actions.TaskAlreadyDone):
        actions.reassign(task, role=Role.NURSE, by=desk, at=at)


def test_handed_on_it_changes_hands_and_nothing_else(site, at, desk, nurse, other_desk):
    task = call_her(site, at)
    actions.reassign(task, person=nurse, by=desk, at=at)
    assert not Task.objects.visible_to(desk).exists()
    assert Task.objects.visible_to(nurse).get().due_at == task.due_at
    with pytest.raises(InvalidInput):
        actions.reassign(task, person=other_desk, by=desk, at=at)
    with pytest.raises(InvalidInput):
        actions.reassign(task, by=desk, at=at)


def test_not_done_in_time_it_reaches_the_next_role_once(site, at, desk, prescriber):
    """Negative control: drop `to_escalate`'s time and the first assertion turns red."""
    heard = []
    events.subscribe(TaskEscalated, heard.append)
    try:
        task = call_her(
            site, at, escalate_at=at + timedelta(minutes=15), escalate_to_role=Role.PRESCRIBER
        )
        assert actions.escalate_due(by=BEAT, at=at + timedelta(minutes=14)) == 0
        assert not Task.objects.visible_to(prescriber).exists()
        assert actions.escalate_due(by=BEAT, at=at + timedelta(minutes=15)) == 1
        assert actions.escalate_due(by=BEAT, at=at + timedelta(minutes=16)) == 0
        assert Task.objects.visible_to(prescriber).get() == task
        assert Task.objects.visible_to(desk).get() == task
        assert [event.task_id for event in heard] == [task.pk]
    finally:
        events._handlers[TaskEscalated].remove(heard.append)


def test_a_done_task_never_escalates(site, at, desk):
    task = call_her(site, at, escalate_at=at, escalate_to_role=Role.NURSE)
    actions.complete(task, by=desk, at=at)
    assert actions.escalate_due(by=BEAT, at=at + timedelta(days=1)) == 0


def test_a_cause_that_went_away_closes_its_task(site, at):
    call_her(site, at, key="escort:1")
    assert actions.complete_for_cause(key="escort:1", outcome="Escort named", by=BEAT, at=at) == 1
    assert actions.complete_for_cause(key="escort:1", outcome="Escort named", by=BEAT, at=at) == 0
    assert Task.objects.get().outcome == "Escort named"


def test_who_may_not(site, at, auditor, other_desk):
    with pytest.raises(NotAllowed):
        call_her(site, at, by=other_desk)
    with pytest.raises(NotAllowed):
        call_her(site, at, by=auditor)


def test_most_urgent_first_and_overdue(site, at):
    later = call_her(site, at, due_at=at + timedelta(days=1))
    sooner = call_her(site, at, due_at=at - timedelta(minutes=1))
    assert list(Task.objects.open().most_urgent_first()) == [sooner, later]
    assert list(Task.objects.overdue(at)) == [sooner]
    assert sooner.is_overdue(at)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("role", ""),
        ("role", "COOK"),
        ("link", "https://elsewhere.test"),
        ("kind", "call her"),
        ("outcome", "done"),
        ("escalate_at", "soon"),
    ],
)
def test_the_database_refuses(site, at, field, value):
    values = {
        "site": site,
        "kind": "CALL_PATIENT",
        "sentence": "Call her.",
        "role": Role.FRONT_DESK,
        "due_at": at,
        "raised_by_label": "Clock",
        "created_at": at,
        "patient_id": uuid4(),
        field: at if value == "soon" else value,
    }
    with pytest.raises(IntegrityError), transaction.atomic(), acting_as(BEAT, at=at):
        Task(**values).save()
