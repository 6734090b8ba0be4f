"""A sink, a pile of messages, and processes to kill: rows are committed, the engines are real."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import transaction

from clinic.accounts.system import BEAT
from clinic.core import clock
from clinic.core.actor import acting_as
from clinic.outbox.actions import message as messages
from clinic.outbox.models import Message
from tests.messages import TOKEN, lost, reachable, sink, sink_process  # noqa: F401 - fixtures

ROOT = Path(__file__).resolve().parents[2]
# The engine's own proportions, forty times faster.
QUICK = {
    "lease": 3,
    "give_up": 1.5,
    "look_after": 1,
    "look_again": 0.5,
    "backoff": [0.2],
    "tries": 50,
    "batch": 5,
}


def owe_many(site, count, at):
    """``count`` texts due now, to one patient; their ids."""
    patient = reachable(site, at)
    subjects = [uuid4() for _ in range(count)]
    owed = [
        messages.Owed(
            site_id=site.pk,
            patient_id=patient,
            topic="test",
            subject_id=subject,
            kind="TEST",
            channel="SMS",
            occurrence=at + timedelta(days=1),
            before_event=True,
            due_at=at,
            not_after=at + timedelta(hours=6),
        )
        for subject in subjects
    ]
    with transaction.atomic(), acting_as(BEAT, at=at):
        messages.post(owed, at=at)
    return list(Message.objects.filter(subject_id__in=subjects))


class Sender:
    """One sending process, a child of the nursery."""

    def __init__(self, nursery, pid):
        self.nursery, self.pid = nursery, pid

    def signal(self, number):
        os.kill(self.pid, number)

    def wait(self):
        """Until it ends; how it ended, as subprocess says it."""
        return self.nursery.ask({"wait": self.pid})


class Nursery:
    """The process that forks senders, against this test's database and sink."""

    def __init__(self, env):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.sender"],
            cwd=ROOT,
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout.readline() == "ready\n"

    def ask(self, wanted):
        self.process.stdin.write(json.dumps(wanted) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def stop(self):
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()


class Senders:
    """Starts senders and sees that none is left."""

    def __init__(self, nursery):
        self.nursery, self.running = nursery, []

    def start(self, **env):
        pid = self.nursery.ask({"start": {name: str(value) for name, value in env.items()}})
        self.running.append(Sender(self.nursery, pid))
        return self.running[-1]

    def kill(self, sender):
        sender.signal(signal.SIGKILL)
        self.ended(sender)

    def ended(self, sender):
        self.running.remove(sender)
        return sender.wait()

    def stop(self):
        for sender in list(self.running):
            self.kill(sender)


@pytest.fixture(scope="module")
def sending_env(django_db_setup, sink_process):  # noqa: F811
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(sink_process.smtp_port),
        "SMTP_TLS": "False",
        "SMS_URL": sink_process.url,
        "SMS_TOKEN": TOKEN,
        "OUTBOX_TIMING": json.dumps(QUICK),
    }


@pytest.fixture(scope="module")
def nursery(sending_env):
    made = Nursery(sending_env)
    yield made
    made.stop()


@pytest.fixture
def senders(transactional_db, nursery, sink):  # noqa: F811
    made = Senders(nursery)
    yield made
    made.stop()


def wait_until(condition, what, seconds=60):
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            states = Counter(Message.objects.values_list("state", flat=True))
            pytest.fail(f"waited {seconds} s for {what}; messages: {dict(states)}")
        time.sleep(0.05)


def all_sent():
    return not Message.objects.exclude(state__in=["SENT", "DELIVERED"]).exists()


def copies(sink, found):  # noqa: F811
    """How many texts each message became, on the provider's own list."""
    kept = {}
    for text in sink.texts():
        kept[text["ref"]] = kept.get(text["ref"], 0) + 1
    return [kept.get(str(message.ref), 0) for message in found]


@pytest.fixture
def now(transactional_db):
    return clock.database_now()


@pytest.fixture
def dice():
    """Random, but the same at every run with the same FAULT_SEED, which a failing test shows."""
    seed = int(os.environ.get("FAULT_SEED") or time.time())
    sys.stdout.write(f"FAULT_SEED={seed}\n")
    return random.Random(seed)  # noqa: S311 - dice, not secrets
