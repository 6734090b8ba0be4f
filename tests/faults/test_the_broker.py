"""The real worker and beat on the real broker, killed and emptied: every promise is a row, so nothing is lost."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
import redis
from celery import Celery

from clinic.celery import app
from clinic.outbox import engine
from clinic.outbox.checkers import Send
from clinic.outbox.models import Message
from tests.faults.conftest import ROOT, all_sent, copies, owe_many, wait_until
from tests.messages import answering, owe, reachable

NOBODY_LISTENS = "redis://127.0.0.1:9/0"


class Programs:
    """`celery worker` and `celery beat` as processes of this test."""

    def __init__(self, env, folder):
        self.env, self.folder, self.running = env, folder, []

    def worker(self):
        command = ("worker", "--loglevel", "WARNING", "--pool", "prefork", "-c", "2")
        return self._start("tests.faults.sender", *command)

    def beat(self):
        schedule = ("-s", str(self.folder / f"schedule-{len(self.running)}"))
        return self._start("tests.faults.sender", "beat", "--loglevel", "WARNING", *schedule)

    def _start(self, module, *command):
        with (self.folder / f"{command[0]}.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", module, *command],
                cwd=ROOT,
                env=self.env,
                stdout=log,
                stderr=log,
            )
        self.running.append(process)
        return process

    def kill(self, process):
        process.kill()
        process.wait(10)
        self.running.remove(process)

    def stop(self):
        for process in list(self.running):
            self.kill(process)


@pytest.fixture
def programs(transactional_db, sending_env, sink, valkey_url, tmp_path):
    made = Programs({**sending_env, "REDIS_URL": valkey_url}, tmp_path)
    with redis.Redis.from_url(valkey_url) as client:
        client.flushdb()
    yield made
    made.stop()


@pytest.fixture
def broker(valkey_url):
    with redis.Redis.from_url(valkey_url) as client:
        yield client


def children_of(process):
    path = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return [int(pid) for pid in path.read_text().split()]


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(") ")[1][0] != "Z"
    except FileNotFoundError:
        return False


def sent():
    return Message.objects.filter(state__in=["SENT", "DELIVERED"]).count()


@pytest.mark.long
def test_worker_killed_and_broker_emptied_while_sending(site, now, sink, programs, broker):
    """Killed with its children, the broker flushed meanwhile; in the end each text went once.

    Negative controls for the engine itself are in test_kill_the_sender.py.
    """
    found = owe_many(site, 80, now)
    sink.fault("delay", count=10**6, seconds=0.1)
    programs.beat()
    worker = programs.worker()
    wait_until(lambda: sent() >= 10, "the first messages")
    children = children_of(worker)
    assert children
    programs.kill(worker)
    wait_until(lambda: not any(map(alive, children)), "the children to die", 10)
    assert sent() < len(found)
    broker.flushdb()
    programs.worker()
    wait_until(all_sent, "the last message", 90)
    assert copies(sink, found) == [1] * len(found)


@pytest.mark.slow
def test_three_beats_send_no_more_than_one(site, now, sink, programs):
    found = owe_many(site, 20, now)
    for _ in range(3):
        programs.beat()
    programs.worker()
    wait_until(all_sent, "the last message", 60)
    time.sleep(1)
    assert copies(sink, found) == [1] * len(found)


def test_a_dead_broker_costs_a_booking_nothing(site, at, sink, monkeypatch, transactional_db):
    """The row is committed, quickly; the next tick finds it without any nudge."""
    deaf = Celery("deaf", broker=NOBODY_LISTENS, set_as_current=False)
    deaf.conf.task_publish_retry_policy = app.conf.task_publish_retry_policy
    monkeypatch.setattr("clinic.core.nudge.current_app", deaf)
    patient = reachable(site, at)
    began = time.monotonic()
    message = owe(site, patient, at)
    assert time.monotonic() - began < 5
    with answering("test", Send("", "Visit Tuesday.")):
        engine.dispatch(at=at, senders=1)
    assert len(sink.look_up(str(message.ref))) == 1


def test_what_is_due_at_once_is_nudged_and_the_nudge_names_nothing(
    site, at, broker, monkeypatch, transactional_db
):
    """No patient, no address, no word in the broker: the nudge carries the name of a tick and no argument."""
    monkeypatch.setattr("clinic.core.nudge.current_app", app)
    broker.flushdb()
    message = owe(site, reachable(site, at, address="+15055550199"), at)
    kept = b"".join(broker.dump(key) or b"" for key in broker.keys("*"))
    texts = b"".join(b"".join(broker.lrange(key, 0, -1)) for key in broker.keys("celery"))
    assert b"outbox.dispatch" in texts
    for secret in ("5555550199", "+15055550199", str(message.patient_id), message.patient_id.hex):
        assert secret.encode() not in texts + kept
    broker.flushdb()
