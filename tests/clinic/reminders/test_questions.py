"""Reminders of questionnaires: planned with the plan, asked once more right before they go, and never too many.

Controls: with `wait_for_caps` answering None the two tests of the caps are red; with `_wrong` not asking for the rows
that are due, `test_answered_meanwhile...` is; with windows made by adding 24 hours instead of days on the wall, both
clock changes are.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from clinic.accounts.system import BEAT
from clinic.core.actor import acting_as
from clinic.outbox.actions import message as messages
from clinic.outbox.models import Message
from clinic.reminders import questions
from clinic.reminders.planning import SendHours
from patients.actions import course as courses
from patients.actions import measure
from patients.actions import patient as patients
from patients.models import InstrumentDefinition, MeasureDue
from tests.clinic.reminders.conftest import give_addresses, go

pytestmark = pytest.mark.usefixtures("outside_transactions")
DENVER = "America/Denver"
HOURS = SendHours()


@dataclass
class Row:
    moment: str
    from_on: date
    due_on: date
    late_on: date | None


def utc(*when):
    return datetime(*when, tzinfo=UTC)


# --- when ---------------------------------------------------------------------------------------


def test_before_a_dose_three_days_and_one_day_before():
    row = Row("BEFORE_DOSE", date(2026, 12, 4), date(2026, 12, 6), date(2026, 12, 7))
    days = [d for line in questions.LINES for d in questions.days_of(line, [row])]
    assert days == [date(2026, 12, 4), date(2026, 12, 6)]


def test_the_endpoint_on_day_16_21_and_28():
    last_dose = date(2026, 12, 1)
    row = Row("ENDPOINT", *(last_dose + timedelta(days=n) for n in (14, 16, 31)))
    days = [d for line in questions.LINES for d in questions.days_of(line, [row])]
    assert [(d - last_dose).days for d in days] == [16, 21, 28]


def test_a_day_outside_the_window_owes_nothing():
    """Twice a week: asked from the day after the last dose on, so the third day before is gone."""
    row = Row("BEFORE_DOSE", date(2026, 12, 5), date(2026, 12, 6), date(2026, 12, 7))
    days = [d for line in questions.LINES for d in questions.days_of(line, [row])]
    assert days == [date(2026, 12, 6)]


@pytest.mark.parametrize(
    ("day", "instant"),
    [
        (date(2026, 10, 31), utc(2026, 10, 31, 16)),  # summer time
        (date(2026, 11, 1), utc(2026, 11, 1, 17)),  # the clocks go back that night
        (date(2027, 3, 13), utc(2027, 3, 13, 17)),
        (date(2027, 3, 14), utc(2027, 3, 14, 16)),  # and forward that night
    ],
)
def test_ten_stays_ten_on_both_nights_the_clocks_change(day, instant):
    planned = questions.window(day, None, now=utc(2026, 10, 1), zone=DENVER, hours=HOURS)
    assert planned.due_at == instant


def test_planned_on_the_very_day_it_goes_in_the_next_allowed_hour_and_of_an_earlier_day_not():
    day = date(2026, 12, 1)
    at_noon = utc(2026, 12, 1, 19)
    assert questions.window(day, None, now=at_noon, zone=DENVER, hours=HOURS).due_at == at_noon
    at_night = utc(2026, 12, 2, 5)  # 22:00 in Denver
    found = questions.window(day, None, now=at_night, zone=DENVER, hours=HOURS)
    assert found.due_at == utc(2026, 12, 2, 16)  # nine in the morning
    assert questions.window(day, None, now=utc(2026, 12, 2, 8), zone=DENVER, hours=HOURS) is None


def test_never_on_the_morning_of_the_visit():
    day, visit = date(2026, 12, 6), date(2026, 12, 7)
    found = questions.window(day, visit, now=utc(2026, 12, 1), zone=DENVER, hours=HOURS)
    assert found.not_after == utc(2026, 12, 7, 7)  # midnight


def test_one_a_day_by_the_patients_own_day():
    at = utc(2026, 12, 2, 17)
    same_day = utc(2026, 12, 2, 16)
    the_day_before = utc(2026, 12, 2, 6)  # 23:00 in Denver on the 1st
    wait = questions.wait_for_caps([same_day], at=at, zone=DENVER, hours=HOURS)
    assert wait == utc(2026, 12, 3, 16)
    assert questions.wait_for_caps([the_day_before], at=at, zone=DENVER, hours=HOURS) is None


def test_three_a_week():
    at = utc(2026, 12, 10, 17)
    gone = [utc(2026, 12, d, 17) for d in (4, 6, 8)]
    wait = questions.wait_for_caps(gone, at=at, zone=DENVER, hours=HOURS)
    assert wait == utc(2026, 12, 11, 17)
    assert questions.wait_for_caps(gone[1:], at=at, zone=DENVER, hours=HOURS) is None


# --- what is sent -------------------------------------------------------------------------------

db = pytest.mark.django_db


@pytest.fixture
def asked(walk):
    """A course whose baseline is asked for since this morning; its patient can be written to."""
    course = walk.screening().course
    give_addresses(course.patient, walk.desk, walk.at)
    return course


def of(course, **more):
    rows = Message.objects.about(course.pk).filter(topic="measure", **more)
    return {(row.kind, row.channel): row.state for row in rows}


def ten(walk):
    """Ten on the patient's wall, the day `walk` is told on: an hour after it begins."""
    return walk.at + timedelta(hours=1)


@db
def test_screening_owes_three_and_the_first_goes_that_morning(asked, walk, sink):
    assert of(asked) == {(f"M01_{n}D", "EMAIL"): "PENDING" for n in (0, 2, 5)}
    go(ten(walk))
    assert of(asked, kind="M01_0D") == {("M01_0D", "EMAIL"): "SENT"}
    row = Message.objects.get(subject_id=asked.pk, kind="M01_2D")
    assert row.due_at == utc(2026, 11, 26, 17)


@db
def test_no_message_says_which_questions(asked, walk, sink):
    go(ten(walk))
    ref = Message.objects.get(subject_id=asked.pk, kind="M01_0D").ref
    (mail,) = [mail for mail in sink.mails() if str(ref) in str(mail)]
    assert "A few questions" in str(mail)
    assert not {"PHQ", "GAD", "Depression"} & set(str(mail).split())


@db
def test_answered_meanwhile_it_is_not_sent(asked, walk, sink, monkeypatch):
    """The plan takes it off; and where it did not, the check right before sending does."""
    monkeypatch.setattr("clinic.reminders.actions.questions._take_off", lambda *_: None)
    for row in MeasureDue.objects.filter(course=asked).unanswered().for_patient():
        answer(walk, asked, row.code)
    assert not MeasureDue.objects.filter(course=asked).unanswered().for_patient().exists()
    go(ten(walk))
    message = Message.objects.get(subject_id=asked.pk, kind="M01_0D")
    assert (message.state, message.reason) == ("CANCELLED", "NOT_DUE")


@db
def test_answering_takes_off_what_waits(asked, walk):
    for row in MeasureDue.objects.filter(course=asked).unanswered().for_patient():
        answer(walk, asked, row.code)
    assert set(of(asked).values()) == {"CANCELLED"}


def answer(walk, course, code):
    items = InstrumentDefinition.objects.current().get(code=code).instrument.items
    answers = {item.key: item.lowest for item in items}
    return measure.record(
        course.patient, instrument=code, answers=answers, by=walk.nurse, at=walk.at
    )


@db
def test_a_second_on_the_same_day_waits_for_the_next(asked, walk, sink):
    go(ten(walk))
    again(asked, due_at=ten(walk) + timedelta(minutes=5))
    go(ten(walk) + timedelta(minutes=6))
    second = Message.objects.get(subject_id=asked.pk, version=1)
    assert (second.state, second.next_attempt_at) == ("PENDING", utc(2026, 11, 25, 16))


def again(course, *, due_at):
    """One more about the same questionnaires, as another line on the same day would be."""
    first = Message.objects.get(subject_id=course.pk, kind="M01_0D")
    with transaction.atomic(), acting_as(BEAT, at=due_at):
        messages.post(
            [
                messages.Owed(
                    site_id=first.site_id,
                    patient_id=first.patient_id,
                    topic="measure",
                    subject_id=course.pk,
                    kind="M01_0D",
                    channel="EMAIL",
                    occurrence=first.occurrence,
                    before_event=False,
                    due_at=due_at,
                    not_after=due_at + timedelta(days=2),
                    version=1,
                )
            ],
            at=due_at,
        )


@db
def test_a_pause_holds_the_baseline_back_but_not_the_outcome(asked, walk, sink):
    walk.paused(asked)
    go(ten(walk))
    message = Message.objects.get(subject_id=asked.pk, kind="M01_0D")
    assert (message.state, message.reason) == ("CANCELLED", "COURSE_PAUSED")
    assert {line.code for line in questions.LINES if not line.held} == {
        "M19_7D",
        "M19_1M",
        "M19_3M",
        "M19_6M",
        "M20_16D",
        "M20_21D",
        "M20_28D",
    }


@db
def test_after_a_day_without_a_worker_it_is_dropped(asked, walk, sink):
    go(ten(walk) + timedelta(hours=7))
    message = Message.objects.get(subject_id=asked.pk, kind="M01_0D")
    assert (message.state, message.reason) == ("CANCELLED", "TOO_LATE")


@db
def test_nothing_goes_at_night(asked, walk, sink):
    at = utc(2026, 11, 25, 3, 30)  # 20:30 in Denver
    again(asked, due_at=at)
    go(at)
    message = Message.objects.get(subject_id=asked.pk, version=1)
    assert (message.state, message.next_attempt_at) == ("PENDING", utc(2026, 11, 25, 16))


@db
def test_death_and_the_end_of_screening_stop_it(asked, walk):
    courses.discontinue(asked, reason="FINANCIAL", by=walk.prescriber, at=walk.at)
    assert set(of(asked).values()) == {"CANCELLED"}
    other = walk.screening(walk.referred(walk.register("Basil", "Notreal"))).course
    patients.record_death(
        other.patient, died_on=walk.site.today(walk.at), by=walk.prescriber, at=walk.at
    )
    assert set(of(other).values()) == {"CANCELLED"}


@db
def test_without_a_mailbox_it_goes_by_text(walk, sink):
    course = walk.screening().course
    give_addresses(course.patient, walk.desk, walk.at, email="")
    go(ten(walk))
    go(ten(walk) + timedelta(minutes=1))
    assert of(course, kind="M01_0D") == {("M01_0D", "EMAIL"): "DEAD", ("M01_0D", "SMS"): "SENT"}
