"""Undo within three minutes: everything back, and nobody is told anything.

Negative control for "nobody is told": each test first lets the same change stand, in `test_left_alone_she_is_told`, and
the same dispatch sends its news.
"""

from datetime import timedelta

import pytest

from clinic.accounts.roles import Role
from clinic.core.errors import NotAllowed
from clinic.outbox import engine
from clinic.outbox.models import Message
from clinic.scheduling.actions import appointment as actions
from clinic.scheduling.actions import change as changes
from clinic.scheduling.actions import escort
from clinic.scheduling.actions.row import Row, Spot
from clinic.scheduling.actions.undo import CannotUndo, TooLateToUndo, undo
from clinic.scheduling.models import Appointment, Change
from clinic.tasks.models import Task
from tests.clinic.reminders.conftest import HOUR, MINUTE, NEXT_WEEK, denver
from tests.people import hire

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outside_transactions")]
Status = Appointment.Status


def ledger():
    """Every promise about anybody: what, for when, from when on, and whether it stands."""
    rows = Message.objects.order_by("kind", "channel", "occurrence", "version")
    return [
        (m.kind, m.channel, m.occurrence, m.due_at, m.next_attempt_at, m.not_after)
        for m in rows
        if m.state == "PENDING"
    ]


def said(sink):
    """The texts of this test's messages: the sink is everybody's."""
    refs = {str(ref) for ref in Message.objects.values_list("ref", flat=True)}
    return [text for text in sink.texts() if text["ref"] in refs]


def standing(visit):
    return Appointment.objects.standing().get(visit_id=visit.visit_id)


@pytest.fixture
def last(walk):
    """The desk's last change."""
    return lambda: Change.objects.filter(made_by=walk.desk.actor_id).latest("made_at", "id")


@pytest.fixture
def do(walk):
    """What a test undoes, by name: each changes the visit it is given."""
    at = walk.at + HOUR

    def swap_place(visit):
        start = NEXT_WEEK + 4 * HOUR
        team = tuple((each.user, each.role) for each in visit.staff.select_related("user"))
        to = Spot(start, start + 2.5 * HOUR, visit.room, team)
        changes.apply_replan(
            visit.site,
            lines=[Row(visit.visit_id, visit, visit.version, to=to)],
            by=walk.desk,
            at=at,
        )

    return {
        "move": lambda visit: actions.move(
            visit, starts_at=NEXT_WEEK + 4 * HOUR, by=walk.desk, at=at
        ),
        "cancel": lambda visit: actions.cancel(visit, reason="PATIENT_ASKED", by=walk.desk, at=at),
        "replan": swap_place,
    }


@pytest.mark.parametrize("what", ["move", "cancel", "replan"])
def test_left_alone_she_is_told(book, walk, sink, do, what):
    do[what](book())
    engine.dispatch(at=walk.at + HOUR + 3 * MINUTE, senders=1)
    assert len(said(sink)) == 1


@pytest.mark.parametrize("what", ["move", "cancel", "replan"])
def test_undone_everything_stands_as_before_and_nobody_is_told(book, walk, sink, do, last, what):
    visit = book()
    owed_before = ledger()
    do[what](visit)
    change = undo(last(), by=walk.desk, at=walk.at + HOUR + 2 * MINUTE)
    back = standing(visit)
    assert (back.starts_at, back.ends_at, back.room_id, back.status) == (
        visit.starts_at,
        visit.ends_at,
        visit.room_id,
        Status.BOOKED,
    )
    assert {(s.user_id, s.role) for s in back.staff.all()} == {
        (s.user_id, s.role) for s in visit.staff.all()
    }
    assert (change.undone_by, back.booked_by) == (walk.desk.actor_id, visit.booked_by)
    assert ledger() == owed_before
    engine.dispatch(at=walk.at + 2 * HOUR, senders=1)
    assert said(sink) == []


def test_a_booking_undone_owes_nothing(book, walk, sink, last):
    visit = book(at=walk.at)
    undo(last(), by=walk.desk, at=walk.at + MINUTE)
    visit.refresh_from_db()
    assert (visit.status, visit.reason) == (Status.CANCELLED, "UNDONE")
    assert ledger() == []
    engine.dispatch(at=NEXT_WEEK + 30 * HOUR, senders=1)
    assert said(sink) == []


def test_a_visit_booked_for_tomorrow_is_not_texted_before_the_booking_can_be_undone(
    book, walk, sink, last
):
    """Her list would go at once. Negative control: without `_after_undo` it has gone when the desk undoes."""
    at = denver(1, "15:00")
    book(at=at)
    engine.dispatch(at=at + 2 * MINUTE, senders=1)
    assert said(sink) == []
    undo(last(), by=walk.desk, at=at + 2 * MINUTE)
    engine.dispatch(at=at + HOUR, senders=1)
    assert said(sink) == []


def test_a_reminder_that_fell_due_meanwhile_goes_after_the_undo(book, walk, sink, last):
    """Due one minute after the move, brought back two minutes after: late, but not lost."""
    visit = book()
    at = denver(1, "09:59")
    actions.move(visit, starts_at=NEXT_WEEK + 4 * HOUR, by=walk.desk, at=at)
    undo(last(), by=walk.desk, at=at + 2 * MINUTE)
    engine.dispatch(at=at + 3 * MINUTE, senders=1)
    (text,) = said(sink)
    assert "10:00 AM" in text["body"]


def test_the_notice_of_the_change_before_stands_again(book, walk, sink, last):
    visit = book()
    once = actions.move(visit, starts_at=NEXT_WEEK + 4 * HOUR, by=walk.desk, at=walk.at)
    owed_before = ledger()
    actions.move(once, starts_at=NEXT_WEEK + HOUR, by=walk.desk, at=walk.at + MINUTE)
    undo(last(), by=walk.desk, at=walk.at + 2 * MINUTE)
    assert ledger() == owed_before
    engine.dispatch(at=walk.at + HOUR, senders=1)
    (text,) = said(sink)
    assert "2:00 PM" in text["body"]


def test_one_change_after_the_other_is_undone(book, walk, last):
    visit = book()
    first = actions.move(visit, starts_at=NEXT_WEEK + HOUR, by=walk.desk, at=walk.at)
    earlier = last()
    actions.move(first, starts_at=NEXT_WEEK + 4 * HOUR, by=walk.desk, at=walk.at + MINUTE)
    with pytest.raises(CannotUndo, match="changed since"):
        undo(earlier, by=walk.desk, at=walk.at + 2 * MINUTE)
    undo(last(), by=walk.desk, at=walk.at + 2 * MINUTE)
    undo(earlier, by=walk.desk, at=walk.at + 2 * MINUTE)
    assert standing(visit).starts_at == NEXT_WEEK


def test_undoing_twice_changes_nothing(book, walk, do, last):
    visit = book()
    do["move"](visit)
    change = undo(last(), by=walk.desk, at=walk.at + HOUR + MINUTE)
    assert undo(change, by=walk.desk, at=walk.at + HOUR + 5 * MINUTE).version == change.version
    assert Appointment.objects.filter(visit_id=visit.visit_id).count() == 3


def test_after_three_minutes_it_is_a_sentence(book, walk, do, last):
    """Negative control: one second earlier it is undone."""
    do["move"](book())
    with pytest.raises(TooLateToUndo, match="Three minutes have passed"):
        undo(last(), by=walk.desk, at=walk.at + HOUR + 3 * MINUTE)
    undo(last(), by=walk.desk, at=walk.at + HOUR + 3 * MINUTE - timedelta(seconds=1))


def test_once_she_was_told_it_is_a_sentence(book, walk, sink, do, last):
    """Whatever a clock says: a word that has left is not taken back. Negative control: without `undoing` it is."""
    visit = book()
    do["move"](visit)
    engine.dispatch(at=walk.at + HOUR + 3 * MINUTE, senders=1)  # by a clock that is ahead
    with pytest.raises(TooLateToUndo, match="has gone out"):
        undo(last(), by=walk.desk, at=walk.at + HOUR + 2 * MINUTE)
    assert standing(visit).starts_at == NEXT_WEEK + 4 * HOUR


def test_only_who_made_it_or_a_manager(book, walk, manager, do, last):
    do["move"](book())
    at = walk.at + HOUR + MINUTE
    colleague = hire(walk.site, Role.FRONT_DESK, "Dora Double")
    with pytest.raises(NotAllowed, match="Whoever made this change"):
        undo(last(), by=colleague, at=at)
    assert undo(last(), by=manager, at=at).undone_by == manager.actor_id


def test_a_place_taken_meanwhile_is_not_taken_back(book, walk, clinic, do, last):
    visit = book()
    do["move"](visit)
    clinic.dosing(walk.ready(), starts_at=NEXT_WEEK, at=walk.at + HOUR + MINUTE)
    change = Change.objects.get(kind="MOVE")
    with pytest.raises(CannotUndo, match="taken meanwhile"):
        undo(change, by=walk.desk, at=walk.at + HOUR + 2 * MINUTE)
    assert standing(visit).starts_at == NEXT_WEEK + 4 * HOUR


def test_confirmed_escorted_and_its_step_planned_again(book, walk, last):
    visit = actions.confirm(book(), by=walk.desk, at=walk.at)
    escort.promise(
        visit,
        name="Robin Placeholder",
        phone="505-555-0142",
        adult=True,
        by=walk.desk,
        at=walk.at,
    )
    actions.cancel(visit, reason="NO_ESCORT", by=walk.desk, at=walk.at + HOUR)
    undo(last(), by=walk.desk, at=walk.at + HOUR + MINUTE)
    back = standing(visit)
    assert (back.status, back.confirmed_by) == (Status.CONFIRMED, walk.desk.actor_id)
    assert back.escorts.get().name == "Robin Placeholder"


def test_nobody_is_asked_to_call_about_a_change_undone(book, walk, last):
    visit = book()
    late = NEXT_WEEK - 50 * MINUTE
    actions.cancel(visit, reason="STAFF_AWAY", by=walk.desk, at=late)
    assert Task.objects.open().filter(kind="CALL_PATIENT").exists()
    undo(last(), by=walk.desk, at=late + MINUTE)
    assert not Task.objects.open().filter(kind="CALL_PATIENT").exists()
