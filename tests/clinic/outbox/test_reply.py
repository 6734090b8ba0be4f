"""STOP, in whatever words, is honoured in the same moment; everything else reaches a person."""

import json

import pytest
from django.test import Client

from clinic.outbox.models import ContactPoint, OptOut
from clinic.outbox.replies import Reply, understand
from clinic.outbox.views.reply import reply_url
from clinic.outbox.views.status import signature
from clinic.tasks.models import Task
from tests.messages import reachable


@pytest.mark.parametrize(
    ("body", "meaning"),
    [
        ("STOP", Reply.STOP),
        (" stop. ", Reply.STOP),
        ("Stop!!", Reply.STOP),
        ("quit", Reply.STOP),
        ("Opt out", Reply.STOP),
        ("UNSUBSCRIBE", Reply.STOP),
        ("please stop texting me", Reply.STOP),
        ("Don't text me any more", Reply.STOP),
        ("stop sending these", Reply.STOP),
        ("revoke", Reply.STOP),
        ("cancel", Reply.STOP),
        ("WRONG", Reply.WRONG),
        ("wrong number, sorry", Reply.WRONG),
        ("start", Reply.START),
        ("I will be ten minutes late", Reply.OTHER),
        ("Is the bus stop near you?", Reply.OTHER),
        ("", Reply.OTHER),
        ("👍", Reply.OTHER),
    ],
)
def test_what_an_answer_means(body, meaning):
    assert understand(body) is meaning


def answer(address, body, *, signed=True):
    data = json.dumps({"from": address, "body": body}).encode()
    headers = {"X-Provider-Signature": signature(reply_url(), data)} if signed else {}
    return Client().post("/hooks/replies/", data, content_type="application/json", headers=headers)


@pytest.mark.django_db
def test_stop_silences_the_number_at_once(site, at):
    reachable(site, at, address="+15055550111")
    for _ in range(2):
        assert answer("+15055550111", "Stop").json() == {"understood": "STOP"}
    assert not ContactPoint.objects.usable().exists()
    assert OptOut.objects.get().how == "REPLY"
    assert not Task.objects.exists()


@pytest.mark.django_db
def test_a_stop_from_a_number_we_do_not_know_is_kept_all_the_same(site, at):
    answer("+15055550112", "stop")
    reachable(site, at, address="+15055550112")
    assert not ContactPoint.objects.usable().exists()


@pytest.mark.django_db
def test_the_wrong_person_is_silenced_and_the_desk_asks_for_the_right_number(site, at):
    patient = reachable(site, at, address="+15055550113")
    answer("+15055550113", "Wrong number")
    assert not ContactPoint.objects.usable().exists()
    task = Task.objects.get()
    assert (task.patient_id, task.role) == (patient, "FRONT_DESK")


@pytest.mark.django_db
def test_any_other_answer_is_one_task_without_its_words(site, at):
    reachable(site, at, address="+15055550114")
    answer("+15055550114", "I want to die")
    answer("+15055550114", "hello?")
    task = Task.objects.get()
    assert "die" not in task.sentence + task.why
    assert ContactPoint.objects.usable().exists()


@pytest.mark.django_db
def test_unsigned_it_changes_nothing(site, at):
    reachable(site, at, address="+15055550115")
    assert answer("+15055550115", "stop", signed=False).status_code == 403
    assert ContactPoint.objects.usable().exists()
