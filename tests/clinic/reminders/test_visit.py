"""Booking, moving and calling off write their messages in the same transaction, and the old time is forgotten."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from clinic.core import events
from clinic.core.errors import DomainError
from clinic.outbox.models import Message
from clinic.scheduling.actions import appointment as actions
from clinic.scheduling.events import AppointmentBooked
from clinic.tasks.models import Task
from patients.actions import course as courses
from patients.actions import patient as patients
from tests.clinic.reminders.conftest import HOUR, NEXT_WEEK, denver, due, go, owed, texts
from tests.clinic.scheduling.conftest import roster_days
from tests.messages import tried

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outside_transactions")]


def test_a_dosing_visit_owes_its_set(book):
    visit = book()
    assert owed(visit) == {
        ("M06_7D", "EMAIL"): "PENDING",
        ("M08_24H", "SMS"): "PENDING",
        ("M09_2H", "SMS"): "PENDING",
        ("M14_NEXT_DAY", "SMS"): "PENDING",
    }
    assert due(visit, "M06_7D", "EMAIL") == denver(25, "10:00")
    assert due(visit, "M08_24H") == denver(1, "10:00")
    assert due(visit, "M09_2H") == denver(1, "19:30")  # 08:00 is quiet: the evening before
    assert due(visit, "M14_NEXT_DAY") == denver(3, "09:00")


def test_preparation_and_integration_owe_theirs(book):
    assert set(owed(book("PREPARATION"))) == {
        (f"M04_{when}", channel) for when in ("7D", "48H", "24H") for channel in ("SMS", "EMAIL")
    }
    later = book("INTEGRATION", NEXT_WEEK + timedelta(days=1, hours=2))
    assert set(owed(later)) == {("M16_24H", "SMS"), ("M16_2H", "SMS")}


def test_what_is_past_when_booked_is_not_owed(book):
    visit = book(at=denver(1, "15:00"))
    assert set(owed(visit)) == {("M08_24H", "SMS"), ("M09_2H", "SMS"), ("M14_NEXT_DAY", "SMS")}
    assert due(visit, "M08_24H") == denver(
        1, "15:03"
    )  # her list goes once nobody can undo the booking


def test_too_late_for_the_list_a_person_calls(book):
    visit = book(at=denver(1, "23:30"))
    assert ("M08_24H", "SMS") not in owed(visit)
    task = Task.objects.get(kind="CALL_PATIENT")
    assert task.patient_id == visit.patient_id
    assert "Wed 2 Dec, 10:00 MST" in task.sentence


def test_the_visit_itself_answers_the_call(book, walk):
    """She came, though nobody had reached her: the desk has nothing more to call about."""
    visit = book(at=denver(1, "23:30"))
    assert Task.objects.open().filter(kind="CALL_PATIENT").count() == 1
    actions.arrive(visit, by=walk.desk, at=visit.starts_at)
    done = Task.objects.get(kind="CALL_PATIENT")
    assert done.outcome == "The visit itself answered it."


def test_a_booking_that_fails_owes_nothing(book):
    """Same transaction. Negative control: post after the commit and the rows outlive the booking."""

    def refuse(_event):
        assert Message.objects.exists()
        raise DomainError("Somebody higher up refused.")

    events.subscribe(AppointmentBooked, refuse)
    try:
        with pytest.raises(DomainError):
            book()
    finally:
        events._handlers[AppointmentBooked].remove(refuse)
    assert not Message.objects.exists()


def test_the_texts_go_and_say_when_but_not_what_for(book, sink):
    visit = book()
    assert go(denver(1, "09:59")).total() == 0
    go(denver(1, "10:00"))
    (said,) = texts(sink, visit)
    assert said == (
        "Thistledown: visit on Wed, Dec 2, 10:00 AM MST. Read your list before it: "
        "http://localhost:8000/me/ Reply STOP to opt out."
    )


def test_a_cancelled_visit_is_never_reminded(book, walk, sink):
    """Negative control: skip ``cancel_for`` and the check before sending still holds (the next test)."""
    visit = book()
    actions.cancel(visit, reason="PATIENT_ASKED", by=walk.desk, at=walk.at + HOUR)
    assert set(owed(visit).values()) == {"CANCELLED", "PENDING"}
    pending = {kind for (kind, _), state in owed(visit).items() if state == "PENDING"}
    assert pending == {"NOTICE_CANCELLED"}
    for day in (24, 25, 30, 1, 2, 3):
        go(denver(day, "12:00"))
    (said,) = texts(sink, visit)
    assert said == (
        "Thistledown: your visit on Wed, Dec 2, 10:00 AM MST is cancelled. For a new time call "
        "505-555-0100. Reply STOP to opt out."
    )


def test_the_check_before_sending_holds_even_when_cancelling_forgot(book, walk, sink, monkeypatch):
    monkeypatch.setattr("clinic.outbox.actions.message.cancel_for", lambda *_a, **_k: 0)
    visit = book()
    actions.cancel(visit, reason="PATIENT_ASKED", by=walk.desk, at=walk.at + HOUR)
    go(denver(1, "12:00"))
    row = Message.objects.about(visit.visit_id).get(kind="M08_24H")
    assert (row.state, row.reason) == ("CANCELLED", "VISIT_CANCELLED")
    assert not any("Read your list" in text for text in texts(sink, visit))


def test_at_night_it_waits_for_the_morning(book, walk, sink):
    visit = book()
    night = denver(25, "22:00")
    actions.move(visit, starts_at=NEXT_WEEK + 4 * HOUR, by=walk.desk, at=night)
    go(night + timedelta(minutes=5))
    assert texts(sink, visit) == []
    row = Message.objects.about(visit.visit_id).get(kind="NOTICE_MOVED", channel="SMS")
    assert row.next_attempt_at == denver(26, "09:00")
    assert tried(row) == ["POSTPONED"]
    go(denver(26, "09:00"))
    assert len(texts(sink, visit)) == 1


def test_a_missed_visit_owes_no_check_in(book, walk):
    visit = book()
    actions.no_show(visit, by=walk.desk, at=NEXT_WEEK + HOUR)
    assert owed(visit)["M14_NEXT_DAY", "SMS"] == "CANCELLED"


def test_no_check_in_after_a_visit_without_a_dose(book, sink):
    visit = book()
    go(denver(3, "09:00"))
    row = Message.objects.about(visit.visit_id).get(kind="M14_NEXT_DAY")
    assert (row.state, row.reason) == ("CANCELLED", "NO_DOSE")


def test_a_pause_holds_the_courses_reminders_and_going_on_brings_them_back(
    book, walk, aster, monkeypatch
):
    """The dosing visit is called off by the pause; the preparation stands, and waits."""
    dosing, talk = book(), book("PREPARATION", NEXT_WEEK + timedelta(days=1, hours=2))
    paused = courses.pause(
        aster,
        reason="PATIENT_REQUEST",
        owner=walk.prescriber,
        review_on=walk.at.date() + timedelta(days=7),
        by=walk.prescriber,
        at=walk.at,
    )
    assert owed(dosing)["M08_24H", "SMS"] == "CANCELLED"
    assert owed(dosing)["NOTICE_CANCELLED", "SMS"] == "PENDING"
    assert set(owed(talk).values()) == {"CANCELLED"}
    # Whether consent allows it is tested where consent is.
    monkeypatch.setattr("patients.policies.course.missing_for_resume", lambda *_: [])
    courses.resume(paused, by=walk.prescriber, at=walk.at + HOUR)
    assert owed(talk)["M04_48H", "SMS"] == "PENDING"
    assert owed(dosing)["M08_24H", "SMS"] == "CANCELLED"


def test_paused_at_the_moment_of_sending_it_is_not_sent(book, walk, aster, sink, monkeypatch):
    """Negative control for the row above: even had nobody cancelled it, the check before sending would."""
    talk = book("PREPARATION")
    monkeypatch.setattr("clinic.outbox.actions.message.cancel_for", lambda *_a, **_k: 0)
    courses.pause(
        aster,
        reason="PATIENT_REQUEST",
        owner=walk.prescriber,
        review_on=walk.at.date() + timedelta(days=30),
        by=walk.prescriber,
        at=walk.at,
    )
    go(denver(30, "12:00"))
    row = Message.objects.about(talk.visit_id).get(kind="M04_48H", channel="SMS")
    assert (row.state, row.reason) == ("CANCELLED", "COURSE_PAUSED")


def test_nothing_goes_to_somebody_who_died(book, walk, aster, sink):
    visit = book()
    patients.record_death(
        aster.patient, died_on=walk.site.today(walk.at), by=walk.nurse, at=walk.at
    )
    for day in (25, 30, 1, 2, 3):
        go(denver(day, "12:00"))
    assert texts(sink, visit) == []
    assert "PENDING" not in owed(visit).values()


@pytest.mark.parametrize(
    ("day", "in_utc", "week_before_in_utc"),
    [
        (date(2027, 3, 15), 16, 17),  # the clocks went forward the night before
        (date(2027, 11, 8), 17, 16),  # and back the night before
    ],
)
def test_across_a_clock_change_she_is_reminded_at_the_visits_own_hour(
    book, clinic, walk, manager, day, in_utc, week_before_in_utc
):
    """10:00 in Denver on the Monday after each change: reminded at 10:00 on the wall, not an hour off."""
    roster_from = datetime.combine(day, time(0), tzinfo=UTC) + timedelta(hours=10)
    people = [
        (walk.nurse, "NURSE"),
        (walk.prescriber, "PRESCRIBER"),
        (walk.therapist, "THERAPIST"),
    ]
    roster_days(walk.site, people, manager, roster_from, days=1)
    starts_at = datetime.combine(day, time(in_utc), tzinfo=UTC)
    visit = book(starts_at=starts_at, at=starts_at - timedelta(days=30))
    week = due(visit, "M06_7D", "EMAIL")
    assert week == datetime.combine(day - timedelta(days=7), time(week_before_in_utc), tzinfo=UTC)
    eve = walk.site.local(due(visit, "M08_24H"))
    assert (eve.date(), eve.time()) == (day - timedelta(days=1), time(10))
