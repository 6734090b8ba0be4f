"""Two people at once: one open course, one screening, one move. Each on a connection of its own."""

import threading
from contextlib import contextmanager

import pytest
from django.db import connection, connections

from clinic.core.errors import DomainError
from patients.actions import course as courses
from patients.actions import screening
from patients.actions.course import opening
from patients.models import Course, CourseMove, Screening

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Run every act in a thread of its own, started together; answers with results and refusals."""
    gate = threading.Barrier(len(acts))
    outcomes = [None] * len(acts)

    def run(number, act):
        gate.wait()
        try:
            outcomes[number] = act()
        except Exception as error:  # noqa: BLE001
            outcomes[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return outcomes


@contextmanager
def slow_after_looking(monkeypatch):
    """Both have looked before either writes: what a lock is for."""
    both = threading.Barrier(2)
    real = Course.save

    def save(self, *args, **kwargs):
        if self._state.adding:
            both.wait(timeout=20)
        return real(self, *args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(Course, "save", save)
        yield patch


def open_two(walk, patient):
    act = lambda: courses.open_course(patient, by=walk.desk, at=walk.at)  # noqa: E731
    return at_once(act, act)


def test_two_courses_opened_at_once_are_one(walk):
    patient = walk.register()
    outcomes = open_two(walk, patient)
    assert Course.objects.filter(patient=patient).count() == 1
    (refusal,) = [each for each in outcomes if isinstance(each, Exception)]
    assert isinstance(refusal, opening.CourseAlreadyOpen)


def test_without_the_lock_the_constraint_still_lets_one_through(walk, monkeypatch):
    """The negative control of the lock: both look, both find nothing, and the database is the judge."""
    patient = walk.register()
    with slow_after_looking(monkeypatch) as patch:
        patch.setattr(opening, "advisory_lock", lambda *_: None)
        outcomes = open_two(walk, patient)
    assert Course.objects.filter(patient=patient).count() == 1
    (refusal,) = [each for each in outcomes if isinstance(each, Exception)]
    assert isinstance(refusal, opening.CourseAlreadyOpen)


def test_without_lock_and_constraint_there_are_two(walk, monkeypatch, owner_connection):
    """The negative control of the constraint: the race is real."""
    patient = walk.register()
    index = "one_open_course_per_patient_and_site"
    (made,) = owner_connection.execute(
        "SELECT indexdef FROM pg_indexes WHERE indexname = %s", [index]
    ).fetchone()
    connection.close()
    owner_connection.execute(f"DROP INDEX {index}")
    try:
        with slow_after_looking(monkeypatch) as patch:
            patch.setattr(opening, "advisory_lock", lambda *_: None)
            open_two(walk, patient)
        assert Course.objects.filter(patient=patient).count() == 2
    finally:
        connection.close()
        owner_connection.execute("TRUNCATE patients_course CASCADE")
        owner_connection.execute(made)


def test_two_people_pause_at_once_and_one_is_told(walk):
    course = walk.referred()

    def pause(person):
        return lambda: courses.pause(
            course,
            reason="STAFFING",
            owner=walk.prescriber,
            review_on=walk.day(5),
            by=person,
            at=walk.at,
        )

    outcomes = at_once(pause(walk.nurse), pause(walk.therapist))
    assert sum(isinstance(each, DomainError) for each in outcomes) == 1
    assert CourseMove.objects.filter(course=course, new="PAUSED").count() == 1


def test_two_people_start_the_same_screening(walk):
    course = walk.referred()
    acts = [
        lambda: screening.start(course, by=walk.nurse, at=walk.at),
        lambda: screening.start(course, by=walk.therapist, at=walk.at),
    ]
    first, second = at_once(*acts)
    assert first.pk == second.pk
    assert Screening.objects.filter(course=course).count() == 1
