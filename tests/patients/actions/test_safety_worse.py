"""What goes wrong around an alert: a worse answer behind somebody's back, two at once, two records, a clock set back.

Controls, each run: with `is_anothers` answering False the worse answer behind somebody's back calls nobody; with
`of_person` looking at the record alone the merged person's alert stops nothing; with `climb_due` not going on after an
error the second alert of `test_one_that_cannot_be_told...` is told to nobody.
"""

from datetime import UTC, date, datetime, timedelta

import pytest

from clinic.accounts.actions import staff
from clinic.accounts.system import BEAT, SETUP
from clinic.core.errors import DomainError
from clinic.outbox.models import Message
from clinic.tasks.models import Task
from clinic.web.boards import people
from clinic.web.boards.safety import waiting
from patients.actions import care_team, measure, merge, safety_alert, safety_ladder
from patients.actions import course as courses
from patients.actions import patient as patients
from patients.models import SafetyAlert, SafetyCall
from patients.policies.course import NotReady
from tests.patients.actions.ladder import DANGER, climb, later, told
from tests.people import open_site

PRESCRIBERS = {("Ima Imaginary", "PRESCRIBER"), ("Mara Makebelieve", "PRESCRIBER")}


@pytest.fixture
def form(walk, director):
    """A form on somebody's phone, begun with the milder answer, and not handed in."""
    form = measure.start(walk.register(), instrument="PHQ-9", by=walk.nurse, at=walk.at)
    measure.answer(form, item="9", value=1, by=walk.nurse, at=walk.at)
    return form


def worse(walk, form, value=3, by=None, minutes=60):
    """The same question answered anew."""
    measure.answer(form, item="9", value=value, by=by or walk.therapist, at=later(walk, minutes))
    return list(SafetyAlert.objects.order_by("raised_at", "pk"))


def test_a_worse_answer_after_the_plan_has_an_alert_of_its_own(walk, form):
    """The plan was made for the milder one; the form was still open, and nobody looked at it again."""
    walk.answer_alert(SafetyAlert.objects.get())
    first, own = worse(walk, form)
    assert (first.status, first.urgency) == ("PLANNED", "WITHIN_A_DAY")
    assert (own.status, own.urgency) == ("RAISED", "SAME_DAY")
    assert told(own, 0) == PRESCRIBERS
    walk.answer_alert(own, at=later(walk, 70))
    measure.hand_in(form, answers=dict.fromkeys(DANGER, 0) | {"9": 3}, by=walk.nurse,
                    at=later(walk, 80))  # fmt: skip
    assert SafetyAlert.objects.count() == 2


@pytest.mark.parametrize("value", [0, 1])
def test_no_worse_than_what_was_planned_for_is_no_news(walk, form, value):
    walk.answer_alert(SafetyAlert.objects.get())
    assert len(worse(walk, form, value)) == 1


def test_a_worse_answer_behind_the_back_of_whoever_took_it_on_calls_the_others(walk, form):
    """They took on "within a day" and went home; what the patient answers at night they do not see."""
    alert = SafetyAlert.objects.get()
    safety_alert.acknowledge(alert, by=walk.nurse, at=later(walk, 5))
    first, own = worse(walk, form)
    assert (first.status, own.status) == ("ACKNOWLEDGED", "RAISED")
    assert told(own, 0) == PRESCRIBERS
    assert climb(walk, 75) == 1


def test_a_worse_answer_typed_by_whoever_took_it_on_is_theirs(walk, form):
    safety_alert.acknowledge(SafetyAlert.objects.get(), by=walk.nurse, at=later(walk, 5))
    (alert,) = worse(walk, form, by=walk.nurse)
    assert (alert.status, alert.urgency) == ("ACKNOWLEDGED", "SAME_DAY")
    own = Task.objects.open().get(kind="SAFETY_ASSESS")
    assert (own.person, own.due_at) == (walk.nurse, alert.due_at)


def test_two_alerts_of_one_person_are_two_ladders_and_two_answers(walk, director, manager):
    course = walk.active()
    walk.phq9(course.patient, answers=DANGER)
    walk.phq9(course.patient, answers=DANGER, at=later(walk, 10))
    first, second = SafetyAlert.objects.order_by("raised_at")
    walk.answer_alert(first)
    assert [climb(walk, m) for m in (24, 25, 70)] == [0, 1, 2]
    assert set(SafetyCall.objects.exclude(rung=0).values_list("alert", flat=True)) == {second.pk}
    paused = walk.paused(course)
    with pytest.raises(NotReady, match="safety alert"):
        courses.resume(paused, by=walk.prescriber, at=later(walk, 30))


@pytest.mark.parametrize("state", ["PAUSED", "DISCONTINUED"])
def test_the_ladder_does_not_ask_for_the_course(walk, director, manager, state):
    course = walk.active()
    if state == "PAUSED":
        walk.paused(course)
    else:
        courses.discontinue(course, reason="PATIENT_CHOICE_OTHER", by=walk.prescriber, at=walk.at)
    walk.phq9(course.patient, answers=DANGER)
    assert climb(walk, 60) == 3


@pytest.fixture
def two_records(walk, director):
    """One person, two records: the answer is on the second, the treatment on the first."""
    second = walk.register(given="Aster", family="Specimenn")
    walk.phq9(second, answers=DANGER)
    course = walk.active()
    merge.merge(second, into=course.patient, by=walk.desk, at=walk.at)
    return course, SafetyAlert.objects.get()


def test_an_alert_on_a_merged_record_is_the_persons(walk, two_records):
    course, alert = two_records
    assert SafetyAlert.objects.of_person(course.patient_id).unanswered().get() == alert
    care_team.assign(course.patient, user=walk.nurse, role="NURSE", by=walk.desk, at=walk.at)
    (case,) = people.load(walk.site, walk.nurse, walk.at).cases
    assert case.why.sentence == "An answer about self-harm. Call today."
    paused = walk.paused(course)
    with pytest.raises(NotReady, match="safety alert"):
        courses.resume(paused, by=walk.prescriber, at=walk.at)


def test_a_screen_on_the_record_that_is_left_belongs_to_it(walk, two_records):
    course, alert = two_records
    no = {"Q1": 0, "Q2": 0, "Q6": 0}
    screen = {"instrument": "SUICIDE_SCREEN", "answers": no, "by": walk.nurse}
    asked = measure.record(course.patient, at=later(walk, 5), **screen)
    alert.refresh_from_db()
    assert alert.screen == asked
    walk.answer_alert(alert, at=later(walk, 10))
    again = measure.record(course.patient, at=later(walk, 600), **screen)
    alert.refresh_from_db()
    assert alert.recheck == again


def test_nobody_is_called_about_a_merged_record_of_somebody_who_died(walk, two_records):
    course, _alert = two_records
    today = walk.site.today(walk.at)
    patients.record_death(course.patient, died_on=today, by=walk.prescriber, at=walk.at)
    assert climb(walk, 120) == 0
    assert waiting(walk.site, walk.nurse, later(walk, 120)) == []


def test_one_that_cannot_be_told_does_not_keep_the_others_waiting(walk, director, monkeypatch):
    for _each in range(2):
        walk.phq9(walk.register(), answers=DANGER)
    broken, sound = SafetyAlert.objects.order_by("raised_at", "pk")
    real = safety_ladder.climb

    def climb_one(*, alert_id, **who):
        if alert_id == broken.pk:
            raise DomainError("Something is wrong with this one.")
        return real(alert_id=alert_id, **who)

    monkeypatch.setattr(safety_ladder, "climb", climb_one)
    with pytest.raises(ExceptionGroup) as wrong:
        climb(walk, 15)
    assert [type(error) for error in wrong.value.exceptions] == [DomainError]
    assert SafetyCall.objects.filter(alert=sound, rung=1).exists()


def test_on_duty_with_no_number_gets_a_mail_and_a_closed_account_nothing(walk, director):
    staff.deactivate(director, by=SETUP, at=walk.at)
    walk.phq9(walk.register(), answers=DANGER)
    assert told(SafetyAlert.objects.get(), 0) == {("Ima Imaginary", "PRESCRIBER")}
    (message,) = Message.objects.filter(topic="safety")
    assert (message.staff, message.channel) == (walk.prescriber, "EMAIL")


@pytest.mark.parametrize(
    "raised_at",
    [
        datetime(2026, 11, 1, 7, 50, tzinfo=UTC),  # 01:50 in Denver, the first of the two
        datetime(
            2026, 3, 8, 8, 50, tzinfo=UTC
        ),  # ten minutes before 02:00, which there is none of
    ],
)
def test_minutes_are_minutes_when_the_clocks_change(walk, director, manager, raised_at):
    patient = walk.register()
    walk.phq9(patient, answers=DANGER, at=raised_at)
    due = [safety_ladder.climb_due(by=BEAT, at=raised_at + timedelta(minutes=m)) for m in (14, 15, 30, 60)]  # fmt: skip
    assert due == [0, 1, 1, 1]


def test_the_same_day_never_ends_before_the_answer(walk):
    """Where the last hour of the evening comes twice, 23:59 may lie behind the answer."""
    site = open_site("quillay", timezone="America/Santiago", jurisdiction="CL")
    second_pass = datetime(2026, 4, 5, 3, 30, tzinfo=UTC)  # 23:30 for the second time
    assert site.today(second_pass) == date(2026, 4, 4)
    due = safety_alert._due(site, safety_alert.Urgency.SAME_DAY, second_pass)
    assert due == second_pass + timedelta(hours=2)
