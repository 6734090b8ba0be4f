"""Preparation and integration hours: who may hold them, what they need, what follows."""

from __future__ import annotations

import pytest

from clinic.accounts.actions import staff
from clinic.accounts.models import Licence
from clinic.accounts.policies import NotLicensed
from clinic.accounts.roles import Role
from clinic.accounts.system import SETUP
from clinic.core.errors import (
    DomainError,
    FreshSignInNeeded,
    IllegalMove,
    InvalidInput,
    NotAllowed,
)
from clinic.scheduling.actions import appointment as visits
from integration.actions import therapy_session as therapy
from integration.models import TherapySession
from integration.policies import facts
from integration.policies import therapy as rules
from patients.actions import care_team
from patients.models import CourseStatus, CourseStep
from tests import people
from tests.consent.conftest import Desk
from tests.people import hire


def test_booking_the_first_preparation_begins_it(hours):
    course = hours.consented()
    assert course.status == CourseStatus.CONSENTED
    hours.visit(course, arrives=False)
    course.refresh_from_db()
    assert course.status == CourseStatus.PREPARING


def test_a_preparation_held_and_signed_makes_the_course_ready(hours):
    session = hours.prepared()
    session.refresh_from_db()
    assert (session.status, session.signed_by, session.completed_at) == (
        "SIGNED",
        hours.therapist,
        hours.at(1.5),
    )
    assert session.licence.kind == "THERAPIST"
    assert session.course.status == CourseStatus.READY
    assert session.step.status == CourseStep.Status.DONE
    assert session.appointment.left_at == hours.at(1.5)


def test_the_course_waits_for_the_baseline_and_is_ready_when_it_comes(hours):
    course = Desk(hours.walk).consented()
    session = hours.preparation(course)
    hours.topics(session)
    hours.complete(session)
    course.refresh_from_db()
    assert course.status == CourseStatus.PREPARING  # no therapist assigned, no PHQ-9
    hours.walk.phq9(course.patient, at=hours.at(2))
    course.refresh_from_db()
    assert course.status == CourseStatus.PREPARING
    care_team.assign(
        course.patient, user=hours.therapist, role="THERAPIST", by=hours.walk.desk, at=hours.at(2)
    )
    hours.walk.phq9(course.patient, at=hours.at(3))
    course.refresh_from_db()
    assert course.status == CourseStatus.READY


def test_a_session_begins_with_the_patient_in_the_house(hours):
    visit = hours.visit(hours.consented(), arrives=False)
    with pytest.raises(rules.NotHere, match="not arrived"):
        hours.start(visit)
    visit = visits.arrive(visit, by=hours.walk.desk, at=hours.at(0.5))
    assert hours.start(visit).status == "OPEN"


def test_a_dosing_visit_is_no_therapy_session(hours):
    course = hours.prepared().course
    course.refresh_from_db()
    with pytest.raises(rules.NotATherapyVisit):
        hours.start(hours.dose(course), hours=2)


def test_preparation_waits_for_consent(hours):
    course = hours.walk.eligible()
    with pytest.raises(rules.CourseNotThere, match="once the consents are signed"):
        hours.start(hours.visit(course))


def test_integration_waits_for_a_dose(hours):
    course = hours.consented()
    with pytest.raises(rules.NothingToIntegrate):
        hours.start(hours.visit(hours.prepared(course).course, "INTEGRATION", 3), hours=3)


def test_only_therapists_and_prescribers_hold_therapy(
    hours, desk, nurse, manager, auditor, other_prescriber
):
    visit = hours.visit(hours.consented())
    for person in (desk, nurse, manager, auditor, other_prescriber):
        with pytest.raises(NotAllowed):
            hours.start(visit, by=person)


def test_a_prescriber_may_hold_therapy(hours):
    session = hours.start(hours.visit(hours.consented()), by=hours.walk.prescriber)
    hours.topics(session, by=hours.walk.prescriber)
    assert hours.complete(session, by=hours.walk.prescriber).licence.kind == "PRESCRIBER"


def test_without_a_licence_for_this_place_nobody_holds_therapy(hours, site, manager):
    """Negative control: the same person, once the licence of this state is there."""
    visit = hours.visit(hours.consented())
    newcomer = hire(site, Role.THERAPIST, "Rowan Pretend")
    people.license(newcomer, site, Licence.Kind.THERAPIST, by=manager, jurisdiction="US-AZ")
    with pytest.raises(NotLicensed, match="mental-health licence or prescriber's licence"):
        hours.start(visit, by=newcomer)
    people.license(newcomer, site, Licence.Kind.THERAPIST, by=manager)
    assert hours.start(visit, by=newcomer).therapist == newcomer


def test_a_licence_that_lapses_during_the_hour_stops_the_signature(hours, site):
    session = hours.preparation()
    hours.topics(session)
    licence = Licence.objects.get(user=hours.therapist)
    staff.suspend_licence(
        licence, site=site, status=Licence.Status.SUSPENDED, by=SETUP, at=hours.at(1)
    )
    with pytest.raises(NotLicensed):
        hours.complete(session)


def test_the_last_preparation_leaves_no_point_open(hours):
    session = hours.preparation()
    with pytest.raises(rules.TopicsOpen, match="Plan to calm down"):
        hours.complete(session)
    hours.topics(
        session, {"EXPECTATIONS": "Afraid of losing control.", "TOUCH": "A hand, if asked."}
    )
    with pytest.raises(rules.TopicsOpen) as refused:
        hours.complete(session)
    assert refused.value.details["topics"] == ["INTENTION", "CALMING", "LOGISTICS"]
    hours.topics(session)
    assert hours.complete(session).status == "SIGNED"


def test_points_covered_in_an_earlier_preparation_count(hours):
    """Two preparations planned: the first may leave points for the second."""
    course = hours.walk.eligible(hours.walk.referred(code="THREE_IM"))
    course = Desk(hours.walk).consented(course)
    planned = CourseStep.objects.filter(course=course, kind="PREPARATION").count()
    assert planned > 1
    first = hours.preparation(course)
    hours.topics(first, {"EXPECTATIONS": "Hopes to sleep."})
    hours.complete(first)
    second = hours.preparation(course, hours=3)
    assert "EXPECTATIONS" not in rules.topics_open(second)


def test_who_held_it_signs_it(hours, director):
    session = hours.preparation()
    hours.topics(session)
    with pytest.raises(rules.NotYours):
        hours.complete(session, by=director)
    with pytest.raises(rules.NotYours):
        hours.topics(session, {"TOUCH": "Changed."}, by=director)
    with pytest.raises(FreshSignInNeeded):
        therapy.complete(session, by=hours.therapist, at=hours.at(1.5))
    first = hours.complete(session)
    assert hours.complete(session, hours=1.7).signed_at == first.signed_at


def test_it_ended_between_its_beginning_and_now(hours):
    session = hours.preparation()
    hours.topics(session)
    for ended in (hours.at(0.5), hours.at(1.6)):
        with pytest.raises(InvalidInput):
            hours.complete(session, ended_at=ended)
    assert hours.complete(session, ended_at=hours.at(1.4)).completed_at == hours.at(1.4)


def test_starting_twice_gives_the_same_session(hours, director):
    visit = hours.visit(hours.consented())
    session = hours.start(visit)
    assert hours.start(visit).pk == session.pk
    with pytest.raises(therapy.AlreadyBegun):
        hours.start(visit, by=director)


def test_a_void_session_no_longer_counts_anywhere(hours):
    """The gate reads `facts.load`; a signed session is there before and gone after."""
    course, window = hours.dosed()
    session = hours.complete(
        hours.start(hours.visit(course, "INTEGRATION", 26), hours=26), hours=27
    )
    assert len(facts.load([course.pk])[course.pk]) == 2
    with pytest.raises(InvalidInput):
        hours.void(session, hours=28, reason="  ")
    hours.void(session, hours=28)
    window.refresh_from_db()
    session.refresh_from_db()
    assert (window.met_by, session.status) == (None, "VOIDED")
    assert [s.kind for s in facts.load([course.pk])[course.pk]] == ["PREPARATION"]
    preparation = TherapySession.objects.get(course=course, kind="PREPARATION")
    hours.void(preparation, hours=29)
    assert facts.load([course.pk]) == {}
    preparation.step.refresh_from_db()
    assert preparation.step.status == CourseStep.Status.PLANNED
    with pytest.raises(IllegalMove):
        hours.void(preparation, hours=30)


def test_an_arrival_is_not_taken_back_under_a_session(hours):
    session = hours.preparation()
    with pytest.raises(DomainError, match="session has begun"):
        visits.un_arrive(session.appointment, by=hours.walk.desk, at=hours.at(1))


def test_history_names_the_therapist(hours):
    session = hours.prepared()
    assert [
        (row.status, row.history_user_id) for row in session.history.order_by("history_id")
    ] == [("OPEN", hours.therapist.actor_id), ("SIGNED", hours.therapist.actor_id)]


def test_sessions_of_another_site_are_not_seen(hours, other_desk, other_prescriber):
    session = hours.preparation()
    assert TherapySession.objects.visible_to(hours.walk.nurse).filter(pk=session.pk).exists()
    assert not TherapySession.objects.visible_to(other_prescriber).exists()
    assert not TherapySession.objects.visible_to(other_desk).exists()
    assert not TherapySession.objects.visible_to(hours.walk.desk).exists()


def test_the_dose_named_must_be_of_this_course(hours):
    course, _window = hours.dosed()
    visit = hours.visit(course, "INTEGRATION", 26)
    with pytest.raises(InvalidInput):
        hours.start(visit, hours=26, dose_appointment=visit)
