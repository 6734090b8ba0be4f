"""The bar that offers to undo, without a script: on every page, for who made the change, for three minutes.

Negative control: the same pages three minutes later, and for a colleague, have no bar.
"""

from datetime import timedelta

import pytest
from django.test import Client

from clinic.accounts.roles import Role
from clinic.core import clock
from clinic.scheduling.actions import appointment as actions
from clinic.scheduling.models import Appointment, Change
from tests.clinic.scheduling.conftest import NINE
from tests.people import hire

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def now(monkeypatch, at):
    """`now(minutes)`: the time of the pages, so long after the change."""

    def set_to(minutes=0.0):
        monkeypatch.setattr(clock, "now", lambda: at + minutes * MINUTE)

    set_to()
    return set_to


def page_of(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def moved(calendar, now):
    visit = calendar.screening(at=calendar.walk.at - HOUR)
    return actions.move(visit, starts_at=NINE + HOUR, by=calendar.walk.desk, at=calendar.walk.at)


def test_the_bar_says_what_changed_and_counts_down(calendar, moved, now):
    now(1.0)
    text = page_of(calendar.walk.desk).get("/today/").content.decode()
    assert "Visit moved to Wed 25 Nov, 10:00 MST. The text goes out in" in text
    assert 'data-left-until="2026-11-24T16:03:00+00:00">2:00<' in text
    assert 'data-key="u"' in text
    assert moved.patient.family_name not in text.split("toast-undo")[1]


def test_undo_puts_it_back_and_goes_on_where_the_person_was(calendar, moved, now):
    now(1.0)
    change = Change.objects.get(kind="MOVE")
    client = page_of(calendar.walk.desk)
    answer = client.post(f"/changes/{change.pk}/undo/", {"next": "/visits/?on=2026-11-25"})
    assert answer["Location"] == "/visits/?on=2026-11-25"
    text = client.get(answer["Location"]).content.decode()
    assert "Undone. Everything stands as before, and nobody is told." in text
    assert Appointment.objects.standing().get().starts_at == NINE


def test_it_never_leads_out_of_the_house(calendar, moved):
    change = Change.objects.get(kind="MOVE")
    client = page_of(calendar.walk.desk)
    answer = client.post(f"/changes/{change.pk}/undo/", {"next": "https://elsewhere.example/"})
    assert answer["Location"] == "/changes/"


def test_after_three_minutes_there_is_no_bar_and_the_button_is_a_sentence(calendar, moved, now):
    now(3.0)
    client = page_of(calendar.walk.desk)
    assert "toast-undo" not in client.get("/visits/").content.decode()
    change = Change.objects.get(kind="MOVE")
    client.post(f"/changes/{change.pk}/undo/", {"next": "/visits/"})
    assert "Three minutes have passed" in client.get("/visits/").content.decode()
    assert Appointment.objects.standing().get().starts_at == NINE + HOUR


def test_a_colleague_sees_no_bar_and_may_not_and_a_manager_may(calendar, moved, now):
    change = Change.objects.get(kind="MOVE")
    colleague = page_of(hire(calendar.site, Role.FRONT_DESK, "Dora Double"))
    assert "toast-undo" not in colleague.get("/visits/").content.decode()
    assert "/undo/" not in colleague.get("/changes/").content.decode()
    assert colleague.post(f"/changes/{change.pk}/undo/").status_code == 403
    manager = page_of(calendar.manager)
    assert f"/changes/{change.pk}/undo/" in manager.get("/changes/").content.decode()
    manager.post(f"/changes/{change.pk}/undo/")
    assert Appointment.objects.standing().get().starts_at == NINE


def test_another_site_knows_of_no_change(calendar, moved, other_desk):
    change = Change.objects.get(kind="MOVE")
    client = page_of(other_desk)
    assert client.post(f"/changes/{change.pk}/undo/").status_code == 404
    assert client.get(f"/api/v1/changes/{change.pk}/").status_code == 404


def test_the_api_lists_changes_and_undoes_one_once_per_key(calendar, moved, now):
    now(1.0)
    client = page_of(calendar.walk.desk)
    (change,) = client.get("/api/v1/changes/", {"after": str(moved.pk)}).json()["results"]
    assert (change["kind"], change["lines"][0]["after"]) == ("MOVE", str(moved.pk))
    url, key = f"/api/v1/changes/{change['id']}/undo/", {"Idempotency-Key": "undo-1"}
    first = client.post(url, {}, content_type="application/json", headers=key)
    again = client.post(url, {}, content_type="application/json", headers=key)
    assert first.status_code == again.status_code == 200
    assert first.json()["undone_at"] is not None
    assert (again.json(), again.headers["Idempotency-Replayed"]) == (first.json(), "true")
