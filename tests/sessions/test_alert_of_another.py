"""An open safety alert stops the doses of the person it is about, also from a merged record, and nobody else's.

Negative control, run: with the one OuterRef handed on as it is in SafetyAlertQuerySet.of_person the first is red.
"""

from patients.actions import merge
from patients.models import SafetyAlert
from sessions.actions.gate import verdicts_of
from sessions.gate import Stage

DANGER = {**{str(n): 0 for n in range(1, 10)}, "9": 1}


def asks_for_the_alert(chair, session, minute):
    found = verdicts_of(session, Stage.CLEAR, chair.at(minute))
    return any("safety alert is open" in str(one.sentence) for one in found)


def other_in_danger(chair):
    other = chair.walk.register(given="Aster", family="Specimenn")
    chair.walk.phq9(other, answers=DANGER)
    assert SafetyAlert.objects.unanswered().get().patient == other
    return other


def test_the_alert_of_another_patient_stops_no_dose(chair):
    session = chair.arrived()
    other_in_danger(chair)
    assert not asks_for_the_alert(chair, session, 40)


def test_the_alert_on_a_record_merged_into_this_one_stops_it(chair):
    session = chair.arrived()
    other = other_in_danger(chair)
    merge.merge(other, into=session.patient, by=chair.walk.desk, at=chair.at(30))
    assert asks_for_the_alert(chair, session, 40)
