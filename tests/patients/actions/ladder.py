"""Danger to life told, and the minutes that pass while nobody takes it on."""

from datetime import timedelta

from clinic.accounts.system import BEAT
from patients.actions import safety_ladder
from patients.models import SafetyCall
from tests.patients.conftest import ZEROES

DANGER = ZEROES | {"9": 2}


def later(walk, minutes):
    return walk.at + timedelta(minutes=minutes)


def climb(walk, minutes):
    return safety_ladder.climb_due(by=BEAT, at=later(walk, minutes))


def told(alert, rung):
    return set(
        SafetyCall.objects.filter(alert=alert, rung=rung).values_list("person__name", "why")
    )
