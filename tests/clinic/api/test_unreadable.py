"""What no database can keep and nobody can have been given is refused, not a broken page.

Control, run: before the middleware and the cursor's answer every one of these was a 500.
"""

import json

import pytest
from django.test import Client


@pytest.fixture
def client(nurse):
    made = Client(HTTP_ACCEPT="application/json")
    made.force_login(nurse)
    return made


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/measures/?instrument=%00", 400),
        ("/api/v1/screenings/?status=A%00", 400),
        ("/api/v1/measures/?cursor=cD0lMDA=", 404),
        ("/api/v1/measures/?cursor=cD1hYmM=", 404),
        ("/find/?q=%00", 400),
    ],
)
def test_an_address_that_cannot_be_read(client, path, status):
    assert client.get(path).status_code == status


def test_a_form_with_a_nul_changes_nothing(client, desk):
    assert client.post("/accounts/login/", {"login": "a\x00b", "password": "x"}).status_code == 400


def test_a_report_that_comes_as_a_form_is_refused_for_its_signature(client):
    """Control, run: with the form read before the view, the bytes it is signed over were gone: 500."""
    assert client.post("/hooks/replies/", {"from": "x"}).status_code == 403


def test_half_a_letter_is_refused_in_words_that_can_be_written(client):
    """Control, run: the refusal repeated the choice that was sent and broke."""
    body = json.dumps({"patient": "x", "instrument": "PHQ-9", "entry": "\ud800"})
    answer = client.post("/api/v1/measures/", body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
