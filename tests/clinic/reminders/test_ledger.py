"""Why did she get it, or why not: a row for every message owed or not, each with its reason."""

from datetime import timedelta

import pytest
from django.test import Client

from clinic.accounts.system import BEAT
from clinic.outbox import engine
from clinic.outbox.actions import delivery
from clinic.outbox.models import ContactPoint, Message
from clinic.reminders.ledger import accounts
from clinic.scheduling.actions import appointment as actions
from clinic.scheduling.models import Appointment
from clinic.tasks.models import Task
from tests.clinic.reminders.conftest import NEXT_WEEK, denver

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outside_transactions")]


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def lines(visit):
    (account,) = accounts(Appointment.objects.filter(visit_id=visit.visit_id))
    return {
        (str(line.name), line.channel): (str(line.state), str(line.why)) for line in account.lines
    }


def test_sent_waiting_and_never_owed_each_say_so(book, sink):
    visit = book(at=denver(30, "15:00"))  # two days before: the week before is past
    engine.dispatch(at=denver(1, "10:00"), senders=1)
    found = lines(visit)
    assert found["The day before: the list", "Text message"] == ("Sent", "")
    assert found["On the day", "Text message"] == ("Waits for its time", "")
    week = found["A week before: questions, escort", "E-mail"]
    assert week == ("Not owed", "The visit was booked after this message's time.")


def test_a_moved_visit_shows_the_old_times_messages_with_their_reason(book, walk):
    visit = book()
    now = actions.move(visit, starts_at=NEXT_WEEK + timedelta(hours=2), by=walk.desk, at=walk.at)
    (account,) = accounts(Appointment.objects.filter(visit_id=now.visit_id))
    assert account.visit == now
    gone = [line for line in account.lines if line.why == "The visit was moved to another time."]
    assert len(gone) == 4


def test_the_page_shows_the_steps_and_lets_the_desk_mend_it(book, walk, aster, sink):
    visit = book()
    sink.fault("reject")
    engine.dispatch(at=denver(1, "10:00"), senders=1)
    url = f"/patients/{aster.patient_id}/messages/"
    client = signed_in(walk.desk)
    page = client.get(url).content.decode()
    assert "Could not be sent" in page
    assert "The number or mailbox does not exist." in page
    assert "The provider refused it for good" in page
    # Her mailbox stood in for the wrong number.
    mail = Message.objects.about(visit.visit_id).get(kind="M08_24H", channel="EMAIL")
    assert mail.state == "SENT"
    assert client.get("/messages/").status_code == 200


def test_only_who_may_see_messages_sees_them(book, walk, aster, auditor, other_desk):
    book()
    url = f"/patients/{aster.patient_id}/messages/"
    assert signed_in(auditor).get(url).status_code == 403
    assert signed_in(other_desk).get(url).status_code == 404
    rows = signed_in(walk.desk).get(f"/api/v1/messages/?patient={aster.patient_id}").json()
    assert len(rows["results"]) == 4
    other = signed_in(other_desk).get(f"/api/v1/messages/?patient={aster.patient_id}").json()
    assert other["results"] == []


def test_the_desk_changes_stops_and_allows(walk, aster, time_machine):
    time_machine.move_to(walk.at + timedelta(minutes=1))
    client = signed_in(walk.desk)
    url = f"/patients/{aster.patient_id}/reach/"
    wrong = client.post(url, {"kind": "SMS", "address": "12", "consented": "on"})
    assert wrong.status_code == 422
    new = {"kind": "SMS", "address": "505-555-0177", "consented": "on"}
    assert client.post(url, new).status_code == 302
    point = ContactPoint.objects.current().of(aster.patient_id).get(kind="SMS")
    assert point.address == "+15055550177"
    client.post(f"/contact-points/{point.pk}/stop/")
    assert not ContactPoint.objects.usable().filter(pk=point.pk).exists()
    assert client.post(f"/contact-points/{point.pk}/allow/", {"why": ""}).status_code == 422
    client.post(f"/contact-points/{point.pk}/allow/", {"why": "Asked on the phone today"})
    assert ContactPoint.objects.usable().filter(pk=point.pk).exists()


def test_what_could_not_reach_her_becomes_one_call(book, walk, aster, sink):
    """Two messages of one visit fail; the desk has one task, and none while another way is open."""
    visit = book()
    for point in ContactPoint.objects.current().of(aster.patient_id):
        walk_stop(walk, point)
    engine.dispatch(at=denver(1, "10:00"), senders=1)
    engine.dispatch(at=denver(1, "19:30"), senders=1)
    (task,) = Task.objects.filter(kind="CALL_PATIENT")
    assert task.subject_id == visit.visit_id
    assert task.why == "Asked for no messages there."
    assert task.role == "FRONT_DESK"


def walk_stop(walk, point):
    signed_in(walk.desk).post(f"/contact-points/{point.pk}/stop/")


def test_while_a_later_reminder_will_come_nobody_is_bothered(book, walk):
    """Negative control: drop that look in ``missed`` and the desk gets a task for a message of a week before."""
    visit = book("PREPARATION")
    week = Message.objects.about(visit.visit_id).filter(kind="M04_7D")
    assert delivery.expire(by=BEAT, at=week.first().not_after) == 2
    assert not Task.objects.filter(kind="CALL_PATIENT").exists()
    last = Message.objects.about(visit.visit_id).order_by("-not_after").first()
    delivery.expire(by=BEAT, at=last.not_after)
    assert Task.objects.filter(kind="CALL_PATIENT").count() == 1


def test_the_account_of_many_visits_costs_the_same(book, django_assert_max_num_queries, aster):
    visits = [book(starts_at=NEXT_WEEK + timedelta(days=day)) for day in (0, 2, 5)]
    assert len(visits) == 3
    with django_assert_max_num_queries(3):
        accounts(Appointment.objects.filter(patient=aster.patient))
