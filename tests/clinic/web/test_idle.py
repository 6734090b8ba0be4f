"""Automatic sign-off: a board that renews itself keeps nobody signed in. And the page of one's own account."""

import time

import pytest
from django.urls import reverse

from clinic.accounts.models import User

pytestmark = pytest.mark.django_db
POLL = {"HX-Request": "true", "X-Background": "1"}


@pytest.fixture
def seen(client, nurse):
    """`seen(seconds)`: the nurse, signed in, touched nothing for so long."""
    client.force_login(nurse)

    def ago(seconds):
        session = client.session
        session["seen"] = int(time.time()) - seconds
        session.save()

    return ago


def test_a_polling_board_does_not_count_as_somebody_there(client, seen):
    """Control: without the X-Background rule the poll writes `seen` anew and the session never ends."""
    seen(600)
    before = client.session["seen"]
    assert client.get(reverse("web:chairs"), headers=POLL).status_code == 200
    assert client.session["seen"] == before


def test_a_person_who_does_something_stays(client, seen):
    seen(600)
    assert client.post(reverse("web:stay")).status_code == 204
    assert time.time() - client.session["seen"] < 60


def test_when_the_time_is_over_a_poll_sends_the_whole_page_to_the_door(client, seen, settings):
    seen(settings.SESSION_IDLE_SECONDS + 1)
    answer = client.get(reverse("web:chairs"), headers=POLL)
    assert answer.headers["HX-Redirect"] == reverse("account_login")
    assert "_auth_user_id" not in client.session


def test_keys_can_be_switched_off_for_oneself(client, nurse):
    client.force_login(nurse)
    assert "data-single-keys" not in client.get(reverse("web:chairs")).content.decode()
    client.post(reverse("web:profile"), {})
    assert not User.objects.get(pk=nurse.pk).single_keys
    assert 'data-single-keys="off"' in client.get(reverse("web:chairs")).content.decode()
    client.post(reverse("web:profile"), {"single_keys": "on"})
    assert User.objects.get(pk=nurse.pk).single_keys


def test_nobody_switches_another_persons_keys(nurse, desk, at):
    from clinic.accounts.actions import profile
    from clinic.core.errors import NotAllowed

    with pytest.raises(NotAllowed):
        profile.set_single_keys(nurse, on=False, by=desk, at=at)
