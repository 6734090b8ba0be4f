"""Tasks in the browser and through the API: one's own, done once, handed on."""

import json

import pytest
from django.test import Client

from clinic.accounts.roles import Role
from clinic.tasks.models import Task
from tests.clinic.tasks.test_task import call_her

pytestmark = pytest.mark.django_db


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_the_page_says_what_is_late_and_what_waits(site, at, desk, nurse):
    call_her(
        site, at, sentence="Call her about Tuesday.", why="No text reached her.", link="/today/"
    )
    page = signed_in(desk).get("/tasks/").content.decode()
    assert "Call her about Tuesday." in page
    assert "No text reached her." in page
    assert "Call her about Tuesday." not in signed_in(nurse).get("/tasks/").content.decode()


def test_done_and_handed_on(site, at, desk, nurse, other_desk):
    task = call_her(site, at)
    assert signed_in(other_desk).post(f"/tasks/{task.pk}/done/").status_code == 404
    client = signed_in(desk)
    assert "It is done" in client.get(f"/tasks/{task.pk}/").content.decode()
    refused = client.post(f"/tasks/{task.pk}/hand-on/", {})
    assert refused.status_code == 422
    assert "Choose a role or a person, not both." in refused.content.decode()
    assert client.post(f"/tasks/{task.pk}/hand-on/", {"person": nurse.pk}).status_code == 302
    assert client.get(f"/tasks/{task.pk}/").status_code == 404
    as_nurse = signed_in(nurse)
    assert as_nurse.post(f"/tasks/{task.pk}/done/", {"outcome": "She knows."}).status_code == 302
    done = Task.objects.get(pk=task.pk)
    assert (done.done_by, done.outcome) == (nurse, "She knows.")
    assert "She knows." in as_nurse.get(f"/tasks/{task.pk}/").content.decode()


def test_pressing_done_twice_is_fine(site, at, desk):
    task = call_her(site, at)
    other = Client()
    other.force_login(desk)
    other.post(f"/tasks/{task.pk}/done/")
    page = other.post(f"/tasks/{task.pk}/done/")
    assert page.status_code == 302


def test_the_api(site, at, desk, nurse):
    task = call_her(site, at)
    client = signed_in(desk)
    rows = client.get(f"/api/v1/tasks/?site={site.pk}").json()["results"]
    assert [row["id"] for row in rows] == [str(task.pk)]
    url = f"/api/v1/tasks/{task.pk}/"
    moved = client.post(
        f"{url}reassign/", json.dumps({"role": Role.NURSE}), content_type="application/json"
    )
    assert moved.json()["role"] == "NURSE"
    assert client.get(url).status_code == 404
    done = signed_in(nurse).post(
        f"{url}complete/",
        json.dumps({"outcome": "Called."}),
        content_type="application/json",
        headers={"Idempotency-Key": "k1"},
    )
    assert done.json()["outcome"] == "Called."
