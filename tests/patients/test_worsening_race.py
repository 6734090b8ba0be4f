"""The same form handed in twice at the same moment: one answer counts, and one call is asked for."""

import threading

import pytest
from django.db import connection

from clinic.accounts.system import SETUP
from clinic.core.errors import IllegalMove
from clinic.tasks.models import Task
from patients.actions import care_team, measure
from patients.actions import course as courses
from tests.patients.actions.test_worsening import FIFTEEN, TEN

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_people_hand_in_the_same_form_and_one_call_is_asked_for(walk):
    """Control: with ``sheet.lock`` reading without ``select_for_update`` both finish it and two calls are raised."""
    course = walk.preparing()
    care_team.assign(
        course.patient, user=walk.therapist, role="THERAPIST", by=walk.desk, at=walk.at
    )
    walk.finish(course, "PREPARATION", 1)
    walk.phq9(course.patient, TEN, course=course)
    courses.activate(
        courses.mark_ready(course, by=walk.therapist, at=walk.at), by=SETUP, at=walk.at
    )
    later = walk.later(days=3)
    response = measure.start(course.patient, instrument="PHQ-9", by=walk.nurse, at=later.at)
    for item, value in FIFTEEN.items():
        measure.answer(response, item=item, value=value, by=walk.nurse, at=later.at)
    gate, wrong = threading.Barrier(4), []

    def hand_in():
        try:
            gate.wait()
            measure.finish(response, by=walk.nurse, at=later.at)
        except Exception as error:  # noqa: BLE001 - the test reads it
            wrong.append(type(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=hand_in) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == [IllegalMove] * 3
    assert Task.objects.filter(kind="WORSENING_CONTACT").count() == 1
