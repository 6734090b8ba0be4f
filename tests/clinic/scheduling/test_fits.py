"""The rule table: each reason to skip somebody, and beside it the nearest case in which they are asked."""

from datetime import date, time, timedelta

import pytest

from clinic.policy.models import PolicyVersion
from clinic.scheduling import outlook
from clinic.scheduling.actions import appointment as appointments
from clinic.scheduling.actions import escort
from clinic.scheduling.actions import offer as offers
from clinic.scheduling.line import look_at_line, terms_in_force, whole_line
from clinic.scheduling.models.ahead import Obstacle
from patients.actions import care_team
from patients.actions import course as courses
from patients.models import CareTeamMember
from tests.clinic.scheduling.conftest import roster_days
from tests.clinic.scheduling.waitlist import (
    DAY,
    HOUR,
    LATER,
    MINUTE,
    NINE,
    SOON,
    fresh,
    running,
)
from tests.people import hire

TUESDAY, WEDNESDAY = 1, 2  # the freed time is a Wednesday, 09:00 to 11:30 in Denver


def codes(line, freed, entry, at=None):
    """Why this entry is not asked at that instant; empty: they fit."""
    at = at or line.at + SOON
    seen = look_at_line(freed, terms_in_force(freed, at)[1], at, whole_line(freed))
    [mine] = [each for each in seen if each.who.entry.pk == entry.pk]
    return [reason.code for reason in mine.reasons]


@pytest.mark.parametrize(
    ("wishes", "found"),
    [
        ({}, []),
        ({"weekdays": [WEDNESDAY]}, []),
        ({"weekdays": [TUESDAY]}, ["own-days"]),
        ({"earliest_on": date(2026, 11, 25)}, []),
        ({"earliest_on": date(2026, 11, 26)}, ["own-days"]),
        ({"latest_on": date(2026, 11, 25)}, []),
        ({"latest_on": date(2026, 11, 24)}, ["own-days"]),
        ({"not_before": time(9)}, []),
        ({"not_before": time(9, 1)}, ["own-hours"]),
        ({"not_after": time(11, 30)}, []),
        ({"not_after": time(11, 29)}, ["own-hours"]),
        ({"notice_hours": 23}, []),
        ({"notice_hours": 24}, ["own-notice"]),
        ({"reach": "CALL"}, ["no-phone"]),
    ],
)
def test_own_wishes_hold_to_the_minute(line, wishes, found):
    entry = line.wait(line.person(), **wishes)
    assert codes(line, line.free(), entry) == found


def test_whoever_gave_it_back_or_answered_it_is_not_asked_again(line):
    """Negative control: for another time the very same person fits."""
    gone = line.person("Gone", phone="505-555-0199")
    freed = line.free(gone)
    entry = line.wait(gone)
    assert codes(line, freed, entry) == ["gave-it-back"]
    other = line.wait(line.person(), minutes=1)
    line.tick()
    [offer] = running()
    assert codes(line, freed, other) == []
    offers.decline(offer, by=line.walk.desk, at=line.at + SOON)
    assert codes(line, freed, other) == ["asked-before"]
    again = line.free(line.person("Moth", phone="505-555-0198"), starts_at=LATER)
    assert codes(line, again, other) == []
    assert codes(line, again, entry) == []


def test_whoever_is_asked_about_one_time_is_not_asked_about_another(line):
    entry = line.wait(line.person())
    first = line.free()
    second = line.free(line.person("Moth", phone="505-555-0198"), starts_at=LATER)
    line.tick()
    assert [offer.freed_time for offer in running()] == [first]
    assert codes(line, second, entry) == ["being-asked"]
    offers.decline(running()[0], by=line.walk.desk, at=line.at + SOON)
    assert codes(line, second, entry) == []


def test_a_visit_is_never_moved_to_a_later_or_overlapping_time(line):
    course = line.person()
    step = course.steps.get(kind="DOSING", number=1)
    visit = line.calendar.dosing(
        course, starts_at=NINE + HOUR, step=step, room=line.calendar.other_chair
    )
    entry = line.wait(course, visit=visit)
    team = [(line.walk.prescriber, "PRESCRIBER")]
    office = line.calendar.screening(starts_at=NINE + 5 * HOUR)
    appointments.cancel(office, reason="PATIENT_ASKED", by=line.walk.desk, at=line.at)
    later = fresh(office.freed_time)
    assert "not-earlier" in codes(line, later, entry)
    early = line.calendar.screening(starts_at=NINE - HOUR, staff=team)
    appointments.cancel(early, reason="PATIENT_ASKED", by=line.walk.desk, at=line.at)
    assert "overlaps-own" in codes(line, fresh(early.freed_time), entry)


def test_the_room_must_be_of_the_kind_the_visit_needs(line):
    entry = line.wait(line.person())
    office = line.calendar.screening(starts_at=NINE)
    appointments.cancel(office, reason="PATIENT_ASKED", by=line.walk.desk, at=line.at)
    assert codes(line, office.freed_time, entry) == ["room-kind"]
    assert codes(line, line.free(), entry) == []


@pytest.mark.parametrize(
    ("next_at", "found"),
    [(timedelta(hours=3), []), (timedelta(hours=2, minutes=59), ["room-taken"])],
)
def test_the_turnover_must_fit_before_the_next_visit(line, next_at, found):
    """150 minutes from 09:00 end at 11:30, and the chair is cleaned until 12:00: only the turnover touches 11:59."""
    entry = line.wait(line.person())
    freed = line.free()
    next_one = line.person("Next", phone="505-555-0197")
    line.calendar.dosing(next_one, starts_at=NINE + next_at)
    assert codes(line, freed, entry) == found


def test_a_visit_longer_than_the_freed_one_must_fit_itself(line):
    """The freed visit took 90 minutes, the one that waits 150: room and team are taken from 11:00."""
    entry = line.wait(line.person())
    freed = line.free(minutes=90)
    next_one = line.person("Next", phone="505-555-0197")
    line.calendar.dosing(next_one, starts_at=NINE + 2 * HOUR)
    assert {"room-taken", "staff-taken"} <= set(codes(line, freed, entry))


def test_gaps_of_the_course_are_kept_to_the_visits_before_and_after(line, manager):
    """Three to four days lie between two doses: dose 2 a day after the freed Thursday is too near, on Monday it is not."""
    people = [(line.walk.nurse, "NURSE"), (line.walk.therapist, "THERAPIST")]
    roster_days(line.walk.site, people, manager, line.at + 3 * DAY, days=6)
    course = line.person()
    after = course.steps.get(kind="DOSING", number=2)
    near = line.calendar.dosing(course, starts_at=LATER + DAY, step=after)
    entry = line.wait(course)
    freed = line.free(starts_at=LATER)
    assert codes(line, freed, entry) == ["gap"]
    appointments.move(near, starts_at=LATER + 4 * DAY, by=line.walk.desk, at=line.at)
    assert codes(line, freed, entry) == []


def test_integration_that_would_come_too_late_keeps_its_dose_where_it_is(line, manager):
    """Both ways: the dose may not leave its booked integration behind."""
    roster_days(
        line.walk.site, [(line.walk.therapist, "THERAPIST")], manager, line.at + 3 * DAY, days=6
    )
    course = line.person()
    talk = appointments.book(
        course.patient,
        kind="INTEGRATION",
        site=line.walk.site,
        course=course,
        step=course.steps.get(kind="INTEGRATION", number=1),
        room=line.calendar.therapy_room,
        staff=[(line.walk.therapist, "THERAPIST")],
        starts_at=NINE + 5 * DAY,
        by=line.walk.desk,
        at=line.at,
    )
    entry = line.wait(course)
    freed = line.free()
    assert codes(line, freed, entry) == ["gap"]
    appointments.move(talk, starts_at=NINE + 2 * DAY, by=line.walk.desk, at=line.at)
    assert codes(line, freed, entry) == []


def test_the_time_goes_to_patients_of_its_therapist_or_with_their_own(line, manager):
    course = line.person()
    entry = line.wait(course)
    freed = line.free()
    own = hire(line.walk.site, "THERAPIST", "Tess Other")
    member = CareTeamMember.objects.get(patient=course.patient)
    care_team.end(member, because="Moved on.", by=line.walk.desk, at=line.at)
    care_team.assign(course.patient, user=own, role="THERAPIST", by=line.walk.desk, at=line.at)
    assert codes(line, freed, entry) == ["therapist"]
    roster_days(line.walk.site, [(own, "THERAPIST")], manager, line.at)
    assert codes(line, freed, entry) == []
    line.tick()
    [offer] = running()
    assert own.pk in offer.hold.staff_in("THERAPIST")


@pytest.mark.parametrize(
    ("by_patient", "hours", "found"),
    [
        (False, 47, ["gate"]),
        (True, 25, []),
        (True, 23, ["gate"]),
    ],
)
def test_the_gate_holds_back_what_cannot_be_mended_in_time(
    line, monkeypatch, by_patient, hours, found
):
    """By policy a patient needs 24 hours to sign or answer. Negative control: an open gate, everywhere else."""
    shut = [Obstacle("Consent is not signed.", by_patient)]
    monkeypatch.setattr(
        outlook, "_foresights", [lambda visits, _at: {each.key: shut for each in visits}]
    )
    entry = line.wait(line.person())
    eleven = LATER + 2 * HOUR
    freed = line.free(starts_at=eleven)
    assert codes(line, freed, entry, at=eleven - timedelta(hours=hours)) == found


def test_a_gate_nobody_speaks_for_lets_nobody_pass(line, monkeypatch):
    monkeypatch.setattr(outlook, "_foresights", [])
    entry = line.wait(line.person())
    assert codes(line, line.free(), entry) == ["gate"]


def test_the_real_gate_is_asked_about_the_visit_that_is_not_there_yet(line, monkeypatch):
    """With the program's own gate the missing consent is the desk's sentence, and nothing else blocks."""
    from sessions.handlers import outlook_ahead

    monkeypatch.setattr(outlook, "_foresights", [outlook_ahead])
    entry = line.wait(line.person())
    freed = line.free(starts_at=LATER)
    at = LATER - 30 * HOUR
    seen = look_at_line(freed, terms_in_force(freed, at)[1], at, whole_line(freed))
    [mine] = [each for each in seen if each.who.entry == entry]
    sentences = [each.sentence for each in mine.who.obstacles]
    assert "Consent is not signed for this visit." in sentences


def test_somebody_must_be_found_to_take_the_patient_home(line):
    """18 hours for a stranger, 6 for somebody who did it before; a talk needs nobody."""
    course = line.person()
    entry = line.wait(course)
    freed = line.free()
    assert codes(line, freed, entry, at=NINE - 18 * HOUR) == []
    at = NINE - 18 * HOUR + MINUTE
    assert codes(line, freed, entry, at=at) == ["escort-window"]
    visit = line.calendar.dosing(course, starts_at=LATER)
    escort.promise(
        visit, name="Robin", phone="505-555-0142", adult=True, by=line.walk.desk, at=line.at
    )
    assert codes(line, freed, entry, at=at) == []


@pytest.mark.parametrize(
    ("made", "found"),
    [
        ({"account": False}, ["no-account"]),
        ({"address": False}, ["no-address"]),
        ({}, []),
    ],
)
def test_messages_go_only_where_they_may_and_can_be_answered(line, made, found):
    entry = line.wait(line.person(**made))
    assert codes(line, line.free(), entry) == found


def test_nobody_is_written_to_in_quiet_hours(line):
    """20:00 to 09:00 on the patient's own clock."""
    entry = line.wait(line.person())
    freed = line.free(starts_at=LATER)
    evening = line.at + 11 * HOUR  # 20:00 in Denver
    assert codes(line, freed, entry, at=evening - MINUTE) == []
    assert codes(line, freed, entry, at=evening) == ["quiet-hours"]


def test_a_paused_or_ended_course_gets_no_dose(line):
    course = line.person()
    entry = line.wait(course)
    freed = line.free()
    assert codes(line, freed, entry) == []
    line.walk.paused(course)
    assert codes(line, freed, entry) == ["course-state"]
    courses.discontinue(
        fresh(course),
        reason="PATIENT_CHOICE_OTHER",
        by=line.walk.prescriber,
        at=line.at,
    )
    line.tick()
    assert fresh(entry).status == "LAPSED"
    assert not running().exists()


def test_without_a_signed_policy_no_time_is_offered(line):
    entry = line.wait(line.person())
    before = PolicyVersion.objects.get().signed_at
    freed = line.free()
    assert terms_in_force(freed, before - MINUTE) is None
    assert codes(line, freed, entry) == []
