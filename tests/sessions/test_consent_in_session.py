"""Consent around a real dose: signed sober, taken back in the chair, asked again at every drug event."""

from __future__ import annotations

import pytest

from clinic.core.ids import uuid7
from clinic.tasks.models import Task
from consent.actions import consent as actions
from consent.models import Consent
from consent.policies import under_effect
from sessions.actions import infusion
from sessions.actions.gate import GateRefused
from sessions.handlers import under_effect as effect_of
from tests.consent.conftest import Desk


def treatment(course_id):
    return Consent.objects.signed().get(course=course_id, type="KAP_TREATMENT")


def test_taken_back_before_the_dose_the_dose_is_refused(chair):
    """Negative control: `chair.dosing()` is the same visit without the withdrawal, and starts."""
    session = chair.cleared()
    actions.withdraw(treatment(session.course_id), by=chair.nurse, at=chair.at(34))
    with pytest.raises(GateRefused, match="Consent was withdrawn"):
        chair.start(session)
    task = Task.objects.get(kind="CONSENT_WITHDRAWN_IN_CHAIR")
    assert (task.subject_id, task.role) == (session.pk, "NURSE")


def test_taken_back_while_it_runs_the_session_goes_on_without_more_drug(chair):
    session = chair.dosing()
    infusion.pause(session, client_id=uuid7(), by=chair.nurse, at=chair.at(39))
    actions.withdraw(treatment(session.course_id), by=chair.nurse, at=chair.at(40))
    session.refresh_from_db()
    assert session.status == "DOSING"  # what was given cannot be taken back; watching goes on
    chair.vitals(session, 41, moaas=4, dissociation=4)
    with pytest.raises(GateRefused, match="Consent was withdrawn"):
        infusion.resume(session, client_id=uuid7(), by=chair.nurse, at=chair.at(42))
    assert Task.objects.filter(kind="CONSENT_WITHDRAWN_IN_CHAIR").exists()


def test_nobody_signs_from_the_dose_to_the_next_day(chair):
    """From the first drug event to midnight after going home; sober before and after."""
    session = chair.home()
    session.refresh_from_db()
    assert effect_of(session.patient_id, chair.at(34)) is None
    assert effect_of(session.patient_id, chair.at(36)) is not None
    desk = Desk(chair.walk)
    course = session.course
    actions.withdraw(treatment(course.pk), by=chair.nurse, at=chair.at(160))
    (anew,) = actions.issue_packet(course, by=chair.nurse, at=chair.at(161))
    desk.read(anew, at=chair.at(162))
    with pytest.raises(under_effect.UnderEffect, match="Thu 26 Nov, 00:00 MST"):
        desk.sign(anew, at=chair.at(163))
    midnight = 16 * 60  # minutes after 08:00 in Denver
    with pytest.raises(under_effect.UnderEffect):
        desk.sign(anew, at=chair.at(midnight - 1))
    assert desk.sign(anew, at=chair.at(midnight)).state == "SIGNED"


def test_nobody_signs_while_nobody_has_gone_home(chair):
    session = chair.dosing()
    assert effect_of(session.patient_id, chair.at(60)) == under_effect.Effect(None)
    assert effect_of(chair.walk.register("Sage", "Pseudonym").pk, chair.at(60)) is None
