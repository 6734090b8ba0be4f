"""A policy just signed reaches what is due, with a worker, with a dead one and with none.

Controls, each run: without the handler of PolicySigned nothing is owed; with `move_on` not comparing the place it was
begun from, the stale worker of `test_a_worker_that_is_late_changes_nothing` sends the others back; with
`in_force(site, at)` in place of the policy in force now, `test_a_cause_from_before_the_signature...` is red.
"""

from datetime import timedelta

import pytest
from celery import current_app
from django.db import IntegrityError, transaction

from clinic.accounts.roles import Capability, Role
from clinic.accounts.system import BEAT, SETUP
from clinic.core import clock, failpoints
from clinic.core.actor import acting_as
from clinic.core.errors import NotAllowed
from patients.models import MeasureDue
from sessions.actions import measure_replan
from sessions.actions.measure_due import replan
from sessions.models import MeasureReplan
from sessions.tasks import carry_on_replans, replan_measures
from tests.people import hire, sign_policy

LATER = {"measures": {"baseline_due_days": 9}}


@pytest.fixture
def courses(walk):
    """Three people in screening."""
    return [walk.screening(walk.referred(walk.register(given=name))).course for name in "ABC"]


@pytest.fixture
def sent(monkeypatch):
    """What was asked of the workers; nobody is at work."""
    found = []
    monkeypatch.setattr(
        current_app, "send_task", lambda name, kwargs, **_: found.append((name, kwargs))
    )
    return found


@pytest.fixture
def now(walk, monkeypatch):
    """Two minutes after the signature, unless told otherwise."""

    def travel(seconds=120):
        monkeypatch.setattr(clock, "database_now", lambda: walk.at + timedelta(seconds=seconds))

    travel()
    return travel


def sign(walk, director, **terms):
    sign_policy(walk.site, director, at=walk.at, **(terms or LATER))
    return MeasureReplan.objects.open().get()


def due_in(walk, course):
    """Days until the baseline is to be answered."""
    row = MeasureDue.objects.get(course=course, moment="BASELINE", code="GAD-7")
    return (row.due_on - walk.site.today(walk.at)).days


def reached(walk, courses):
    return [due_in(walk, course) == 9 for course in courses]


def test_it_is_owed_with_the_signature_and_a_worker_is_told(
    walk, courses, director, sent, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        owed = sign(walk, director)
    assert (owed.upto, owed.done_at) == (None, None)
    policy = str(owed.policy_id)
    assert sent == [("measures.replan", {"id": str(owed.pk), "policy": policy, "upto": ""})]
    assert reached(walk, courses) == [False] * 3


def test_with_a_worker_everybody_is_reached_and_once_more_writes_nothing(
    walk, courses, director, now
):
    owed = sign(walk, director)
    replan_measures(id=str(owed.pk), policy=str(owed.policy_id))
    assert reached(walk, courses) == [True] * 3
    owed.refresh_from_db()
    assert owed.done_at == clock.database_now()
    before = dict(MeasureDue.objects.values_list("id", "version"))
    for course in courses:
        assert measure_replan.plan_anew(patient_id=course.patient_id, by=BEAT, at=walk.at) == 0
    assert dict(MeasureDue.objects.values_list("id", "version")) == before


def test_with_no_worker_the_clock_does_it_and_not_while_one_may_be_at_it(
    walk, courses, director, now
):
    owed = sign(walk, director)
    now(seconds=59)
    carry_on_replans()
    assert reached(walk, courses) == [False] * 3
    now(seconds=60)
    carry_on_replans()
    assert reached(walk, courses) == [True] * 3
    owed.refresh_from_db()
    assert owed.done_at is not None


def test_in_batches_each_nudges_the_next_and_a_death_costs_one_batch(
    walk, courses, director, now, sent, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(measure_replan, "BATCH", 1)
    owed = sign(walk, director)
    people = sorted(course.patient_id for course in courses)
    with django_capture_on_commit_callbacks(execute=True):
        replan_measures(id=str(owed.pk), policy=str(owed.policy_id))
    owed.refresh_from_db()
    assert owed.upto == people[0]
    ((_name, words),) = sent
    assert words["upto"] == str(people[0])
    failpoints.arm("replan.patient", _dies)
    with pytest.raises(RuntimeError):
        replan_measures(**words)
    failpoints.disarm()
    owed.refresh_from_db()
    assert (owed.upto, owed.done_at) == (people[0], None)
    for seconds in (240, 360, 480):
        now(seconds)
        carry_on_replans()
    owed.refresh_from_db()
    assert reached(walk, courses) == [True] * 3
    assert owed.done_at is not None


def _dies():
    raise RuntimeError


def test_a_worker_that_is_late_changes_nothing(walk, courses, director, now, monkeypatch):
    monkeypatch.setattr(measure_replan, "BATCH", 1)
    stale = sign(walk, director)
    assert measure_replan.go_on(stale, by=BEAT, at=clock.database_now()) is True
    place = MeasureReplan.objects.get().upto
    assert measure_replan.go_on(stale, by=BEAT, at=clock.database_now()) is False
    assert MeasureReplan.objects.get().upto == place


def test_another_signature_meanwhile_begins_again(walk, courses, director, now, monkeypatch):
    monkeypatch.setattr(measure_replan, "BATCH", 1)
    first = sign(walk, director)
    measure_replan.go_on(first, by=BEAT, at=clock.database_now())
    first.refresh_from_db()
    again = sign(walk, director, measures={"baseline_due_days": 12})
    assert (again.pk, again.upto) == (first.pk, None)
    assert measure_replan.go_on(first, by=BEAT, at=clock.database_now()) is False
    for seconds in (240, 360, 480, 600):
        now(seconds)
        carry_on_replans()
    assert [due_in(walk, course) for course in courses] == [12] * 3
    assert MeasureReplan.objects.get().done_at is not None


def test_a_cause_from_before_the_signature_does_not_bring_the_old_numbers_back(
    walk, courses, director, now
):
    """Somebody answered a second before it was signed, and their transaction came last."""
    sign(walk, director)
    carry_on_replans()
    earlier = walk.at - timedelta(seconds=1)
    with transaction.atomic(), acting_as(BEAT, at=earlier):
        replan(courses[0].patient_id, at=earlier)
    assert reached(walk, courses) == [True] * 3


def test_another_sites_people_are_left_alone(walk, courses, director, other_site, now):
    sign_policy(other_site, director_of(other_site), at=walk.at, **LATER)
    carry_on_replans()
    assert reached(walk, courses) == [False] * 3


def director_of(site):
    held = [Capability.MEDICAL_DIRECTOR]
    return hire(site, Role.PRESCRIBER, "Dora Elsewhere", capabilities=held)


def test_one_is_open_for_each_site(walk, director):
    owed = sign(walk, director)
    double = MeasureReplan(
        site=walk.site, policy=owed.policy, asked_at=walk.at, moved_at=walk.at, created_at=walk.at
    )
    with (
        pytest.raises(IntegrityError, match="one_open_replan_per_site"),
        transaction.atomic(),
        acting_as(SETUP, at=walk.at),
    ):
        double.save()


def test_no_person_plans_by_hand(walk, courses):
    with pytest.raises(NotAllowed):
        measure_replan.plan_anew(patient_id=courses[0].patient_id, by=walk.prescriber, at=walk.at)
