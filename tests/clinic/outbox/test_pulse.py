"""Zero workers must not be silence: the oldest promise's age tells."""

from datetime import timedelta

import pytest
from django.test import Client

from clinic.accounts.system import BEAT
from clinic.core import clock
from clinic.outbox.actions import health
from clinic.outbox.models import Heartbeat
from clinic.outbox.pulse import pulse
from tests.messages import owe, reachable

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_worker_before():
    """A worker that another test started leaves its mark in the same database."""
    Heartbeat.objects.all().delete()


def test_nothing_due_is_no_lag(site, at):
    owe(site, reachable(site, at), at, due_at=at + timedelta(hours=1))
    assert pulse(at) == (0, None)


def test_the_oldest_due_message_is_the_lag(site, at):
    owe(site, reachable(site, at), at)
    assert pulse(at + timedelta(minutes=7)).lag == 420


def test_a_worker_at_work_leaves_its_mark(at):
    health.beat(name="worker", by=BEAT, at=at)
    health.beat(name="worker", by=BEAT, at=at + timedelta(seconds=30))
    assert pulse(at + timedelta(seconds=40)).silence == 10


def test_the_readiness_page_says_it(site):
    now = clock.now()
    owe(site, reachable(site, now), now - timedelta(minutes=10))
    answer = Client().get("/readyz").json()
    assert answer["ready"] is True
    assert answer["messages_late"] is True
    assert answer["worker_seen"] is None
