"""One click into the demo, and never anywhere else."""

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.http import Http404
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse

from clinic.accounts.roles import Role
from clinic.web.doors import DOORS
from clinic.web.views.demo_door import step_in
from tests.people import hire

pytestmark = pytest.mark.django_db


@pytest.fixture
def knock(rf):
    def post(key):
        request = rf.post("/demo/door/", {"door": key})
        request.session = SessionStore()
        request._messages = FallbackStorage(request)
        return request, step_in(request)

    return post


def test_the_route_is_not_there_outside_the_demo():
    with pytest.raises(NoReverseMatch):
        reverse("web:demo-door")


def test_outside_the_demo_the_view_refuses_as_well(knock, site):
    """Control: without the question about DEMO this signs in."""
    with pytest.raises(Http404):
        knock("front")


def test_in_the_demo_one_click_is_a_sign_in(knock, site, settings, monkeypatch):
    settings.DEMO = True
    user = hire(site, Role.FRONT_DESK, "Dana Demo")
    monkeypatch.setattr(
        "clinic.web.views.demo_door.DOORS",
        (type(DOORS[0])("front", user.email, "", "", "", "list-check"),),
    )
    request, answer = knock("front")
    assert answer.status_code == 302
    assert request.session["_auth_user_id"] == str(user.pk)


def test_a_door_that_is_not_one_of_the_four_stays_shut(knock, site, settings):
    settings.DEMO = True
    with pytest.raises(Http404):
        knock("manager")


def test_every_page_says_while_patients_are_still_being_added(rf, settings, tmp_path):
    """Only in the demo, and only while the file of the telling is there. Control: look at the file alone."""
    reverse("web:home")  # the routes are read outside the demo
    settings.DEMO_FILLING = tmp_path / "demo-filling"
    sentence = "More patients are still being added"

    def bar():
        return render_to_string("web/base.html", request=rf.get("/"))

    settings.DEMO = True
    assert "Everyone here is made up" in bar()
    assert sentence not in bar()
    settings.DEMO_FILLING.touch()
    assert sentence in bar()
    settings.DEMO = False
    assert sentence not in bar()
