"""Callers of the API: signed in, with a body and a key, at the moment of the tests."""

import json
from dataclasses import dataclass

import pytest
from django.test import Client

from clinic.core import clock
from tests.clinic.scheduling.conftest import *  # noqa: F403 - `calendar`, `line`


@dataclass
class Caller:
    """One person's program. Answers are (status, body); `replayed` is what the last one said of itself."""

    client: Client
    replayed: bool = False

    def get(self, path, **query):
        return self._read(self.client.get(f"/api/v1/{path}", query))

    def post(self, path, body=None, key=""):
        headers = {"Idempotency-Key": key} if key else {}
        url, text = f"/api/v1/{path}", json.dumps(body or {})
        return self._read(
            self.client.post(url, text, content_type="application/json", headers=headers)
        )

    def _read(self, answer):
        self.replayed = answer.headers.get("Idempotency-Replayed") == "true"
        return answer.status_code, answer.json()

    def refused(self, path, body=None):
        """(status, code, field, sentence) of a request that must not pass."""
        status, said = self.post(path, body)
        assert status >= 400, said
        return status, said["code"], said.get("field", ""), said["detail"]


@pytest.fixture
def wall(monkeypatch, at):
    """`wall[0]` is the clinic's time; a test moves it on."""
    now = [at]
    monkeypatch.setattr(clock, "now", lambda: now[0])
    return now


@pytest.fixture
def caller(wall):
    """`caller(user)`: a program signed in as that person."""

    def of(user):
        client = Client(HTTP_ACCEPT="application/json")
        client.force_login(user)
        return Caller(client)

    return of


@pytest.fixture
def desk_calls(caller, calendar):
    return caller(calendar.walk.desk)


@pytest.fixture
def manager_calls(caller, manager):
    return caller(manager)
