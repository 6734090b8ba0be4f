"""Taking it back: at once, with the course, heard by whoever stands higher. And nobody signs under effect."""

from __future__ import annotations

from datetime import timedelta

import pytest

from clinic.core import events
from clinic.core.errors import IllegalMove
from clinic.tasks.models import Task
from consent.actions import consent as actions
from consent.events import ConsentWithdrawn
from consent.models import Consent
from consent.policies import standing, under_effect
from patients.actions import course as courses
from patients.models import CourseStatus
from patients.policies.course import NotReady
from tests.consent.conftest import account_for

HOUR = timedelta(hours=1)


@pytest.fixture
def heard(monkeypatch):
    """What a package above would hear, in the same transaction."""
    told: list[ConsentWithdrawn] = []
    monkeypatch.setitem(events._handlers, ConsentWithdrawn, [told.append])
    return told


def treatment(course):
    return Consent.objects.signed().get(course=course, type="KAP_TREATMENT")


def test_a_withdrawal_counts_at_once_and_pauses_the_course(ceremony, heard):
    course = ceremony.consented()
    consent = treatment(course)
    actions.withdraw(consent, reason="Too soon.", by=ceremony.walk.nurse, at=ceremony.at)
    consent.refresh_from_db()
    course.refresh_from_db()
    assert (consent.state, consent.withdrawn_at, consent.reason) == (
        "WITHDRAWN",
        ceremony.at,
        "Too soon.",
    )
    assert not standing.of_course(course, ceremony.at).holds
    assert (course.status, course.pause_reason, course.resume_status) == (
        CourseStatus.PAUSED,
        "CONSENT_EXPIRED_OR_SUPERSEDED",
        CourseStatus.CONSENTED,
    )
    assert [(e.consent_id, e.type) for e in heard] == [(consent.pk, "KAP_TREATMENT")]
    task = Task.objects.get(kind="CONSENT_CALL", subject_id=consent.pk)
    assert task.due_at == ceremony.at + 4 * HOUR


def test_whoever_hears_of_it_can_stop_it(ceremony, monkeypatch):
    """Same transaction: a handler that fails leaves the consent as it was. Negative control: without one
    the same call goes through."""

    def fail(_event):
        raise RuntimeError("the flowsheet did not stop")

    consent = treatment(ceremony.consented())
    monkeypatch.setitem(events._handlers, ConsentWithdrawn, [fail])
    with pytest.raises(RuntimeError):
        actions.withdraw(consent, by=ceremony.walk.nurse, at=ceremony.at)
    consent.refresh_from_db()
    assert consent.state == "SIGNED"
    monkeypatch.setitem(events._handlers, ConsentWithdrawn, [])
    assert actions.withdraw(consent, by=ceremony.walk.nurse, at=ceremony.at).state == "WITHDRAWN"


def test_the_patient_needs_no_reason_and_no_clinician(ceremony, heard):
    course = ceremony.consented()
    patient = account_for(course.patient, course.site)
    actions.withdraw(treatment(course), by=patient, at=ceremony.at)
    course.refresh_from_db()
    assert course.status == CourseStatus.PAUSED
    assert course.pause_owner == ceremony.walk.prescriber
    assert len(heard) == 1


def test_a_paused_course_goes_on_only_with_a_new_consent(ceremony):
    """Negative control: the last line resumes, after the new signature."""
    course = ceremony.consented()
    actions.withdraw(treatment(course), by=ceremony.walk.nurse, at=ceremony.at)
    resume = {"by": ceremony.walk.prescriber, "at": ceremony.at + HOUR}
    with pytest.raises(NotReady, match="Treatment: Consent was withdrawn"):
        courses.resume(course, **resume)
    (anew,) = actions.issue_packet(course, by=ceremony.walk.nurse, at=ceremony.at + HOUR)
    ceremony.signed(anew, at=ceremony.at + HOUR)
    assert courses.resume(course, **resume).status == CourseStatus.CONSENTED


def test_only_what_was_signed_is_taken_back(issued, ceremony):
    with pytest.raises(IllegalMove):
        actions.withdraw(issued, by=ceremony.walk.nurse, at=ceremony.at)
    consent = ceremony.signed(issued)
    actions.withdraw(consent, by=ceremony.walk.nurse, at=ceremony.at)
    with pytest.raises(IllegalMove):
        actions.withdraw(consent, by=ceremony.walk.nurse, at=ceremony.at)


@pytest.fixture
def checker(monkeypatch):
    """A package above says until when a patient is under effect; `checker.answer` is what it says."""

    class Checker:
        answer = None

        def __call__(self, patient_id, at):
            if isinstance(self.answer, Exception):
                raise self.answer
            return self.answer

    made = Checker()
    monkeypatch.setattr(under_effect, "_checkers", [made])
    return made


def test_nobody_signs_while_a_dose_works(issued, ceremony, checker):
    """Negative control: with the checker answering None the same signature goes through."""
    ceremony.read(issued)
    checker.answer = under_effect.Effect(ceremony.at + 15 * HOUR)
    with pytest.raises(under_effect.UnderEffect, match="Wed 25 Nov, 00:00 MST"):
        ceremony.sign(issued)
    issued.refresh_from_db()
    assert issued.state == "PARTIAL"
    checker.answer = under_effect.Effect(None)
    with pytest.raises(under_effect.UnderEffect, match="the day after"):
        ceremony.sign(issued)
    checker.answer = under_effect.Effect(ceremony.at)
    assert ceremony.sign(issued).state == "SIGNED"


def test_not_knowing_is_not_the_same_as_sober(issued, ceremony, checker):
    """A registered check that errors refuses the signature (fails closed)."""
    ceremony.read(issued)
    checker.answer = TimeoutError("no answer")
    with pytest.raises(under_effect.EffectUnknown, match="Nothing was signed"):
        ceremony.sign(issued)
    checker.answer = None
    assert ceremony.sign(issued).state == "SIGNED"
