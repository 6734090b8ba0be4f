# ruff: noqa: E402, T201
"""Sending processes to be killed: ``python -m tests.faults.sender``, told by their environment how to misbehave.

``DIE_AT`` = "point:n" kills it with SIGKILL when it passes a failpoint for the n-th time. ``ENGINE`` = "blind" or
"mark-first" is the engine with a guard taken out, for the negative controls. ``RUN`` = "climb" is one tick of the
safety alerts' ladder instead of sending. ``FREEZE_AT`` = "prepared" or "post"
stops the process (SIGSTOP) once, before or inside the hand-over. As a module of
``celery -A`` it is the app of the real worker and beat instead of a nursery of such processes.
"""

import io
import json
import os
import signal
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic.settings")

import django

django.setup()

from django.core.management import call_command

from clinic.accounts.system import BEAT
from clinic.core import clock, failpoints
from clinic.embedded.process import die_with_parent
from clinic.outbox import checkers, engine
from clinic.outbox.actions import delivery
from clinic.outbox.models import Message
from clinic.outbox.senders import carrier_for
from clinic.outbox.senders.carrier import Accepted
from patients.actions import safety_ladder

checkers.register(
    "test", lambda _message, _at: checkers.Send("Visit", "Your visit is on Tuesday.")
)


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def freeze():
    os.kill(os.getpid(), signal.SIGSTOP)


def at_nth(n, act):
    passed = 0

    def pass_by():
        nonlocal passed
        passed += 1
        if passed == n:
            act()

    return pass_by


class MarksFirst:
    """Negative control: the row says "sent" before the provider has it."""

    def __init__(self, channel):
        self.carrier = carrier_for(channel)
        self.find = self.carrier.find

    def send(self, letter):
        message = Message.objects.get(ref=letter.ref)
        delivery.settle(
            message_id=message.pk,
            token=message.lease_token,
            outcome=Accepted(),
            by=BEAT,
            at=clock.database_now(),
        )
        failpoints.failpoint("marked")
        return self.carrier.send(letter)


class FreezesInside:
    """The residual that only a provider's idempotency key could close: frozen after the last look at the clock."""

    def __init__(self, channel):
        self.carrier = carrier_for(channel)
        self.find = self.carrier.find

    def send(self, letter):
        failpoints.failpoint("post")
        return self.carrier.send(letter)


def misbehave():
    """Do as this process's environment says."""
    if point := os.environ.get("DIE_AT"):
        name, n = point.split(":")
        failpoints.arm(name, at_nth(int(n), die))
    if os.environ.get("ENGINE") == "blind":
        delivery._doubt = lambda message, at, code: delivery._try_later(message, at, code, 0)
    if os.environ.get("ENGINE") == "mark-first":
        engine.carrier_for = MarksFirst
    if os.environ.get("FREEZE_AT") == "prepared":
        failpoints.arm("outbox.prepared", at_nth(1, freeze))
    if os.environ.get("FREEZE_AT") == "post":
        engine.carrier_for = FreezesInside
        failpoints.arm("post", at_nth(1, freeze))


def nursery():
    """Fork a sender for each line of JSON that comes in: twenty processes for the price of one start.

    ``{"start": {NAME: value}}`` is answered with the pid, ``{"wait": pid}`` with how it ended.
    """
    print("ready", flush=True)
    for line in sys.stdin:
        wanted = json.loads(line)
        if "wait" in wanted:
            _pid, status = os.waitpid(wanted["wait"], 0)
            print(os.waitstatus_to_exitcode(status), flush=True)
            continue
        pid = os.fork()
        if pid == 0:
            die_with_parent()
            os.environ.update(wanted["start"])
            misbehave()
            if os.environ.get("RUN") == "climb":
                safety_ladder.climb_due(by=BEAT, at=clock.database_now())
                os._exit(0)
            senders = int(os.environ.get("SENDERS", "1"))
            # Standard output is the nursery's line to the test.
            silent = io.StringIO()
            call_command("dispatch", loop=True, pause=0.05, senders=senders, stdout=silent)
            os._exit(0)
        print(pid, flush=True)


if __name__ == "__main__":
    nursery()
else:
    from clinic.celery import app  # ``celery -A tests.faults.sender``

    # Ticks ten times faster, as the engine's own timings are: the leases they look for end after seconds.
    for tick in app.conf.beat_schedule.values():
        tick["schedule"] = tick["schedule"] / 10
