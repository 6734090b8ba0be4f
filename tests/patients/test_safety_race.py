"""Two people, or two clocks, at one alert at the same moment: one wins, and the other learns who."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import connection

from clinic.accounts.system import BEAT
from clinic.core import failpoints
from patients.actions import safety_alert, safety_ladder
from patients.models import SafetyAlert, SafetyCall
from patients.models.safety_alert import SafetyAlertQuerySet
from tests.harness.guards import without_unique
from tests.patients.conftest import ZEROES
from tests.patients.test_referral_race import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def alert(walk, manager):
    walk.phq9(walk.register(), answers=ZEROES | {"9": 2})
    return SafetyAlert.objects.get()


@pytest.fixture
def slow():
    """Each rung takes a fifth of a second: long enough for the other to come by."""
    failpoints.arm("safety.told", lambda: time.sleep(0.2))
    yield
    failpoints.disarm()


def test_two_take_it_on_at_once_and_one_hears_who_was_first(walk, alert):
    wrong = at_once(
        *[
            lambda who=who: safety_alert.acknowledge(alert, by=who, at=walk.at)
            for who in (walk.nurse, walk.therapist)
        ]
    )
    alert.refresh_from_db()
    (error,) = wrong
    assert isinstance(error, safety_alert.AlreadyTakenOn)
    assert alert.acknowledged_by.actor_label in error.sentence
    assert alert.history.count() == 2


def test_negative_control_without_the_lock_both_think_they_have_it(walk, alert, monkeypatch):
    """The same two with the row lock taken out: nobody is told, and the first one's name is lost."""
    gate = threading.Barrier(2)

    def unlocked(alert):
        row = SafetyAlert.objects.select_related("site", "acknowledged_by").get(pk=alert.pk)
        gate.wait()
        return row

    monkeypatch.setattr(safety_alert, "_lock", unlocked)
    wrong = at_once(
        *[
            lambda who=who: safety_alert.acknowledge(alert, by=who, at=walk.at)
            for who in (walk.nurse, walk.therapist)
        ]
    )
    assert not any(isinstance(error, safety_alert.AlreadyTakenOn) for error in wrong)


def rung_one():
    return SafetyCall.objects.filter(rung=1).count()


def test_two_clocks_reach_a_rung_once(walk, alert, slow):
    late = walk.at + timedelta(minutes=16)
    wrong = at_once(*[lambda: safety_ladder.climb_due(by=BEAT, at=late)] * 2)
    assert wrong == []
    assert rung_one() == SafetyCall.objects.filter(rung=0).count()


def test_negative_control_without_lock_and_constraint_a_rung_is_told_twice(
    walk, alert, slow, monkeypatch, test_database, owner_connection
):
    """Both guards gone: each clock tells everybody. With the constraint alone, the second clock's rung is refused."""
    once = SafetyCall.objects.filter(rung=0).count()
    late = walk.at + timedelta(minutes=16)
    monkeypatch.setattr(SafetyAlertQuerySet, "select_for_update", lambda self, **_more: self)
    table, name = "patients_safetycall", "a_person_is_told_once_at_a_rung"
    with without_unique(test_database, owner_connection, table, name):
        at_once(*[lambda: safety_ladder.climb(alert_id=alert.pk, by=BEAT, at=late)] * 2)
        assert rung_one() == 2 * once
        connection.close()
