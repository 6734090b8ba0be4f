"""A worker that stands still, is killed or is there twice: the next in line is told late, never not, never twice.

Real processes against committed rows. Without computing the rungs from the rows (a timer in the worker instead) the
first test is red: nothing would be left to tell when the worker comes back.
"""

import signal
from collections import Counter
from datetime import timedelta

import pytest
from django.urls import reverse

from clinic.outbox.models import Message
from clinic.tasks.models import Task
from clinic.web.boards.safety import waiting
from patients.models import SafetyAlert, SafetyCall
from tests.patients.conftest import ZEROES, Walk

EACH_ONCE = {
    0: 2,
    1: 2,
    2: 2,
    3: 2,
}  # two prescribers, of whom one is the director; and the manager


@pytest.fixture
def alert(now, site, desk, nurse, prescriber, therapist, director, manager, signed_policy):
    """Raised two hours ago, and no worker has run since."""
    walk = Walk(site, desk, nurse, prescriber, therapist, now - timedelta(hours=2))
    walk.phq9(walk.register(), answers=ZEROES | {"9": 3})
    return SafetyAlert.objects.get()


def told(alert):
    return Counter(SafetyCall.objects.filter(alert=alert).values_list("rung", flat=True))


def messages_of(alert):
    calls = SafetyCall.objects.filter(alert=alert).values_list("pk", flat=True)
    return Counter(
        Message.objects.filter(subject_id__in=calls).values_list("subject_id", flat=True)
    )


def climb(senders, **env):
    return senders.ended(senders.start(RUN="climb", **env))


def test_a_stopped_worker_delays_the_rungs_and_every_home_shows_the_wait(
    alert, senders, now, nurse, desk, client
):
    assert told(alert) == {0: 2}
    (seen,) = waiting(alert.site, nurse, now)
    assert (seen.minutes, seen.name) == (120, alert.patient.full_name)
    (anonymous,) = waiting(alert.site, desk, now)
    assert (anonymous.minutes, anonymous.name, anonymous.href) == (120, "", "")
    client.force_login(desk)
    page = client.get(reverse("web:safety-now")).content.decode()
    assert "Nobody has taken it on for 12" in page
    assert alert.patient.family_name not in page
    assert climb(senders) == 0
    assert told(alert) == EACH_ONCE
    assert climb(senders) == 0
    assert told(alert) == EACH_ONCE
    assert set(messages_of(alert).values()) == {1}


@pytest.mark.parametrize("n", [1, 2, 3])
def test_killed_between_rungs_the_next_clock_goes_on(alert, senders, n):
    assert climb(senders, DIE_AT=f"safety.rung:{n}") == -signal.SIGKILL
    assert told(alert) == {rung: EACH_ONCE[rung] for rung in range(n + 1)}
    assert climb(senders) == 0
    assert told(alert) == EACH_ONCE
    assert set(messages_of(alert).values()) == {1}
    open_ones = Task.objects.open().filter(kind="SAFETY_ALERT", subject_id=alert.pk)
    assert len({task.key for task in open_ones}) == open_ones.count()


def test_killed_inside_a_rung_nothing_of_it_stands(alert, senders):
    assert climb(senders, DIE_AT="safety.told:2") == -signal.SIGKILL
    assert told(alert) == {0: 2, 1: 2}
    assert not Message.objects.filter(
        subject_id__in=SafetyCall.objects.filter(rung=2).values("pk")
    )
    assert climb(senders) == 0
    assert told(alert) == EACH_ONCE


def test_three_beats_at_once_tell_each_person_once(alert, senders):
    running = [senders.start(RUN="climb") for _ in range(3)]
    assert [senders.ended(each) for each in running] == [0, 0, 0]
    climb(senders)
    assert told(alert) == EACH_ONCE
