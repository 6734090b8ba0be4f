"""Undo against the sender, and rival plans against each other, each on its own committed connection.

Negative controls: with `clinic.reminders.actions.undo.undoing` unsubscribed, `test_the_sender_was_first` undoes a change
the patient was told of; with the lock of `checker.newest` taken out, `test_the_desk_was_first` sends the news.
"""

import threading
from datetime import timedelta

import pytest

from clinic.core import failpoints
from clinic.outbox import engine
from clinic.outbox.models import Message
from clinic.scheduling.actions import appointment as actions
from clinic.scheduling.actions import change as changes
from clinic.scheduling.actions.row import Row, Spot
from clinic.scheduling.actions.undo import TooLateToUndo, undo
from clinic.scheduling.models import Appointment, Change, Claim
from tests.clinic.reminders.conftest import *  # noqa: F403 - `book`, `sink`
from tests.clinic.reminders.conftest import NEXT_WEEK
from tests.clinic.scheduling.conftest import NINE
from tests.concurrency.crowd import all_at_once, tally

pytestmark = pytest.mark.django_db(transaction=True)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def change(book, walk, settings):
    """A visit was moved; its news is due in three minutes."""
    settings.FAILPOINTS = True
    actions.move(book(), starts_at=NEXT_WEEK + 4 * HOUR, by=walk.desk, at=walk.at)
    yield Change.objects.get(kind="MOVE")
    failpoints.disarm()


def said(sink):
    refs = {str(ref) for ref in Message.objects.values_list("ref", flat=True)}
    return [text for text in sink.texts() if text["ref"] in refs]


def just_in_time(change, walk):
    return lambda: undo(change, by=walk.desk, at=change.undo_until - timedelta(seconds=1))


def sender(change):
    return lambda: engine.dispatch(at=change.undo_until, senders=1)


def test_the_desk_was_first(change, walk, sink):
    """The undo holds the visit when the sender asks for the last time: the sender waits, and sends nothing."""
    locked, asked = threading.Event(), threading.Event()

    def hold():
        locked.set()
        asked.wait(5)

    def send():
        locked.wait(5)
        threading.Timer(0.4, asked.set).start()
        return sender(change)()

    failpoints.arm("undo.locked", hold)
    undone, _sent = all_at_once([just_in_time(change, walk), send])
    assert undone.undone_at is not None
    assert said(sink) == []
    assert Appointment.objects.standing().get(kind="DOSING").starts_at == NEXT_WEEK
    assert not Message.objects.filter(kind="NOTICE_MOVED", state="PENDING").exists()


def test_the_sender_was_first(change, walk, sink):
    """The word is in the carrier's hand when the desk presses Undo: it is told so, and nothing changes."""
    handed, tried = threading.Event(), threading.Event()

    def hold():
        handed.set()
        tried.wait(5)

    def press():
        handed.wait(5)
        try:
            return just_in_time(change, walk)()
        finally:
            tried.set()

    failpoints.arm("outbox.prepared", hold)
    _sent, refused = all_at_once([sender(change), press])
    assert isinstance(refused, TooLateToUndo)
    assert len(said(sink)) == 1
    assert Appointment.objects.standing().get(kind="DOSING").starts_at == NEXT_WEEK + 4 * HOUR


def test_two_desks_accept_rival_plans_at_once(calendar, contention):
    """Both plans want the office at eleven. Negative control: one alone is accepted."""
    visits = [calendar.screening(starts_at=NINE + n * HOUR) for n in range(2)]

    def accept(visit):
        to = Spot(
            NINE + 2 * HOUR,
            NINE + 3 * HOUR,
            visit.room,
            ((calendar.walk.prescriber, "PRESCRIBER"),),
        )
        row = Row(visit.visit_id, visit, visit.version, to=to)
        return lambda: changes.apply_replan(
            calendar.site, lines=[row], by=calendar.walk.desk, at=calendar.walk.at
        )

    answers = all_at_once([accept(visit) for visit in visits])
    assert tally(answers) == {"Change": 1, "RowRefused": 1}
    assert Appointment.objects.standing().filter(starts_at=NINE + 2 * HOUR).count() == 1
    assert Appointment.objects.standing().count() == 2
    assert Claim.objects.filter(active=True).count() == 6
    assert "40P01" not in contention


def test_the_same_change_is_undone_once(calendar, contention):
    visit = calendar.screening()
    actions.move(visit, starts_at=NINE + HOUR, by=calendar.walk.desk, at=calendar.walk.at)
    change = Change.objects.get(kind="MOVE")
    press = lambda: undo(change, by=calendar.walk.desk, at=calendar.walk.at)  # noqa: E731
    answers = all_at_once([press] * 6)
    assert tally(answers) == {"Change": 6}
    assert Appointment.objects.filter(visit_id=visit.visit_id).count() == 3
