"""Nobody takes it on: the next in line is told at 15, 30 and 60 minutes, each rung once, whenever the clock runs."""

from datetime import time, timedelta

from django.urls import reverse

from clinic.accounts.actions import staff
from clinic.accounts.models import Membership
from clinic.accounts.roles import Capability, Role
from clinic.accounts.system import SETUP
from clinic.scheduling.actions.working_pattern import WeekRule, set_week
from clinic.tasks.models import Task
from clinic.web.boards.safety import waiting
from patients.actions import measure, safety_alert
from patients.actions import patient as patients
from patients.ladder import rungs
from patients.models import SafetyAlert, SafetyCall
from tests.clinic.web.conftest import stopped_clock  # noqa: F401 - a fixture
from tests.patients.actions.ladder import DANGER, climb, later, told
from tests.people import hire, sign_policy

PRESCRIBERS = {("Ima Imaginary", "PRESCRIBER"), ("Mara Makebelieve", "PRESCRIBER")}


def on_duty(user, at):
    membership = Membership.objects.get(user=user)
    held = [*membership.capabilities, Capability.ON_DUTY]
    staff.set_capabilities(membership, capabilities=held, by=SETUP, at=at)


def put_on_call(user, role, walk, starts, ends):
    """On call every Tuesday, the day of the tests, from hour to hour by the clock on the wall."""
    rule = WeekRule(walk.at.weekday(), time(starts), time(ends), on_call=True)
    who = {"by": SETUP, "at": walk.at - timedelta(hours=9)}
    on = walk.site.today(who["at"])
    set_week(walk.site, staff=user, role=role, rules=[rule], from_on=on, **who)


def test_rungs_are_reached_at_their_minutes_and_not_before(walk, alert):
    assert [climb(walk, m) for m in (14, 15, 16, 29, 30, 59, 60, 200)] == [0, 1, 0, 0, 1, 0, 1, 0]
    assert told(alert, 0) == PRESCRIBERS
    assert told(alert, 3) == {("Mara Makebelieve", "DIRECTOR"), ("Maya Fabricated", "MANAGER")}


def test_a_clock_that_stood_still_tells_late_and_each_once(walk, alert):
    """Two hours without a worker. Without the rungs being computed from the rows, they would be lost: red."""
    assert climb(walk, 120) == 3
    assert climb(walk, 121) == 0
    calls = SafetyCall.objects.filter(alert=alert).exclude(rung=0)
    assert {(c.rung, c.owed_at, c.told_at) for c in calls} == {
        (rung, later(walk, minutes), later(walk, 120))
        for rung, minutes in ((1, 15), (2, 30), (3, 60))
    }


def test_a_worse_answer_has_a_ladder_of_its_own(walk, director, manager):
    """Everybody was told of the milder answer and nobody took it on; an hour later comes a worse one.

    Without counting the rungs of each urgency apart nobody beyond the first would ever hear of it: red.
    """
    form = measure.start(walk.register(), instrument="PHQ-9", by=walk.nurse, at=walk.at)
    measure.answer(form, item="9", value=1, by=walk.nurse, at=walk.at)
    assert climb(walk, 60) == 3
    measure.answer(form, item="9", value=3, by=walk.nurse, at=later(walk, 70))
    alert = SafetyAlert.objects.get()
    assert [climb(walk, m) for m in (84, 85, 100, 129, 130, 300)] == [0, 1, 1, 0, 1, 0]
    worse = SafetyCall.objects.filter(alert=alert, urgency="SAME_DAY")
    assert set(worse.values_list("rung", "owed_at")) == {
        (rung, later(walk, 70 + minutes)) for rung, minutes in enumerate((0, 15, 30, 60))
    }


def test_a_page_sees_who_has_not_heard_of_the_worse_answer(walk, director, manager):
    form = measure.start(walk.register(), instrument="PHQ-9", by=walk.nurse, at=walk.at)
    measure.answer(form, item="9", value=1, by=walk.nurse, at=walk.at)
    climb(walk, 60)
    measure.answer(form, item="9", value=3, by=walk.nurse, at=later(walk, 70))
    shown = rungs(SafetyAlert.objects.get(), later(walk, 86))
    assert [(r.owed_at, r.late) for r in shown] == [
        (later(walk, 70), False),
        (later(walk, 85), True),
        (later(walk, 100), False),
        (later(walk, 130), False),
    ]


def test_every_page_knows_how_late_it_is_without_a_worker(walk, alert):
    shown = rungs(alert, later(walk, 45))
    assert [(r.number, r.late, len(r.calls)) for r in shown] == [
        (0, False, 2), (1, True, 0), (2, True, 0), (3, False, 0),
    ]  # fmt: skip
    assert alert.waited_minutes(later(walk, 45)) == 45


def test_taken_on_nobody_else_is_told(walk, alert):
    climb(walk, 15)
    safety_alert.acknowledge(alert, by=walk.nurse, at=later(walk, 20))
    assert climb(walk, 120) == 0
    assert not Task.objects.open().filter(kind="SAFETY_ALERT").exists()
    own = Task.objects.open().get(kind="SAFETY_ASSESS")
    assert (own.person, own.subject_id) == (walk.nurse, alert.pk)


def test_on_duty_first_then_on_call_then_the_prescribers(walk, manager):
    on_duty(walk.therapist, walk.at)
    put_on_call(walk.nurse, Role.NURSE, walk, 8, 20)
    walk.phq9(walk.register(), answers=DANGER)
    alert = SafetyAlert.objects.get()
    climb(walk, 60)
    assert told(alert, 0) == {("Theo Faux", "ON_DUTY")}
    assert told(alert, 1) == {("Pat Standin", "ON_CALL")}
    assert told(alert, 2) == PRESCRIBERS
    assert told(alert, 3) == {("Mara Makebelieve", "DIRECTOR"), ("Maya Fabricated", "MANAGER")}


def test_on_call_is_told_at_once_when_nobody_is_on_duty(walk):
    put_on_call(walk.nurse, Role.NURSE, walk, 8, 20)
    put_on_call(walk.therapist, Role.THERAPIST, walk, 3, 9)  # until just now: 09:00 there
    walk.phq9(walk.register(), answers=DANGER)
    assert told(SafetyAlert.objects.get(), 0) == {("Pat Standin", "ON_CALL")}


def test_a_desk_on_duty_is_not_asked_to_answer(walk, desk):
    on_duty(desk, walk.at)
    walk.phq9(walk.register(), answers=DANGER)
    assert told(SafetyAlert.objects.get(), 0) == PRESCRIBERS


def test_nobody_to_tell_is_written_down_and_the_task_waits_for_whoever_comes(site, at, nurse):
    from patients.actions import measure, patient

    staff.end_membership(Membership.objects.get(user=nurse), by=SETUP, at=at)
    someone = patient.register(
        site, given_name="A", family_name="B", birth_date=at.date(), by=SETUP, at=at
    )
    measure.record(someone, instrument="PHQ-9", answers=DANGER, by=SETUP, at=at)
    call = SafetyCall.objects.get()
    assert (call.person, call.why) == (None, "NOBODY")
    assert Task.objects.get(kind="SAFETY_ALERT").role == "PRESCRIBER"


def test_the_minutes_are_the_signed_policys(walk, director):
    sign_policy(
        walk.site, director, at=walk.at - timedelta(days=1),
        safety={"second_minutes": 5, "third_minutes": 10, "last_minutes": 20},
    )  # fmt: skip
    walk.phq9(walk.register(), answers=DANGER)
    assert [climb(walk, m) for m in (4, 5, 10, 20)] == [0, 1, 1, 1]


def test_staff_of_another_site_are_not_told(walk, other_site):
    hire(other_site, Role.PRESCRIBER, "Orin Elsewhere", capabilities=[Capability.ON_DUTY])
    walk.phq9(walk.register(), answers=DANGER)
    assert told(SafetyAlert.objects.get(), 0) == PRESCRIBERS


def test_the_desk_sees_that_a_colleague_is_told_and_of_nobody_else(walk, alert, client):
    """The row belongs to no patient: a link to one made the page fall over before."""
    client.force_login(walk.desk)
    page = client.get(reverse("reminders:outbox"))
    assert page.status_code == 200
    said = page.content.decode()
    assert '<th scope="row">Ima Imaginary</th>' in said
    assert alert.patient.family_name not in said


def test_nobody_is_called_about_somebody_who_died(walk, alert):
    patients.record_death(
        alert.patient, died_on=walk.site.today(walk.at), by=walk.prescriber, at=walk.at
    )
    assert climb(walk, 120) == 0
    assert waiting(walk.site, walk.nurse, later(walk, 120)) == []


def test_the_manager_reads_the_times_and_no_name(walk, alert, client, manager, stopped_clock):  # noqa: F811
    safety_alert.acknowledge(alert, by=walk.nurse, at=later(walk, 8))
    client.force_login(manager)
    page = client.get(reverse("patients:safety-times")).content.decode()
    assert "Half of all alerts are taken on within 8 minutes." in page
    assert alert.patient.family_name not in page
    told = client.get(f"/api/v1/sites/{walk.site.pk}/safety-times/").json()
    assert told[0]["median_minutes"] == 8.0
    client.force_login(walk.desk)
    assert client.get(reverse("patients:safety-times")).status_code == 403
