"""A visit moved, undone or moved back: she hears of its last time, once."""

from datetime import timedelta

import pytest

from clinic.outbox.models import Message
from clinic.scheduling.actions import appointment as actions
from clinic.tasks.models import Task
from tests.clinic.reminders.conftest import HOUR, NEXT_WEEK, denver, due, go, owed, texts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outside_transactions")]


def test_a_moved_visit_is_reminded_of_its_new_time_only(book, walk, sink):
    visit = book()
    now = actions.move(visit, starts_at=NEXT_WEEK + 4 * HOUR, by=walk.desk, at=walk.at + HOUR)
    assert due(now, "NOTICE_MOVED") == walk.at + HOUR + timedelta(minutes=3)
    go(walk.at + HOUR + timedelta(minutes=2))
    assert texts(sink, now) == []
    go(walk.at + HOUR + timedelta(minutes=3))
    for day in (25, 30, 1, 2, 3):
        go(denver(day, "14:30"))
    said = texts(sink, now)
    assert said[0].startswith(
        "Thistledown: your visit was moved. It is now on Wed, Dec 2, 2:00 PM MST."
    )
    assert not any("10:00 AM" in text for text in said)
    assert sum("Read your list" in text for text in said) == 1


def test_undone_within_three_minutes_she_hears_nothing(book, walk, sink):
    visit = book()
    minute = timedelta(minutes=1)
    away = actions.move(visit, starts_at=NEXT_WEEK + 4 * HOUR, by=walk.desk, at=walk.at + minute)
    back = actions.move(away, starts_at=NEXT_WEEK, by=walk.desk, at=walk.at + 2 * minute)
    go(walk.at + HOUR)
    assert texts(sink, back) == []
    assert owed(back)["M08_24H", "SMS"] == "PENDING"
    assert due(back, "M08_24H") == denver(1, "10:00")


def test_moved_twice_she_hears_the_last_time_once(book, walk, sink):
    visit = book()
    minute = timedelta(minutes=1)
    once = actions.move(visit, starts_at=NEXT_WEEK + 4 * HOUR, by=walk.desk, at=walk.at + minute)
    twice = actions.move(once, starts_at=NEXT_WEEK + HOUR, by=walk.desk, at=walk.at + 2 * minute)
    go(walk.at + HOUR)
    (said,) = texts(sink, twice)
    assert "11:00 AM" in said


def test_moved_back_after_she_was_told_she_is_told_again(book, walk, sink):
    visit = book()
    away = actions.move(visit, starts_at=NEXT_WEEK + 4 * HOUR, by=walk.desk, at=walk.at)
    go(walk.at + HOUR)
    back = actions.move(away, starts_at=NEXT_WEEK, by=walk.desk, at=walk.at + 2 * HOUR)
    go(walk.at + 3 * HOUR)
    said = texts(sink, back)
    assert ["2:00 PM" in said[0], "10:00 AM" in said[1]] == [True, True]


def test_another_room_changes_nothing_she_was_told(book, walk, clinic):
    visit = book()
    before = owed(visit)
    now = actions.move(
        visit, starts_at=visit.starts_at, room=clinic.other_chair, by=walk.desk, at=walk.at
    )
    assert owed(now) == before
    assert now.pk != visit.pk
    go_at = denver(1, "10:00")
    assert Message.objects.about(now.visit_id).to_claim(go_at).exists()


def test_news_that_cannot_arrive_in_time_is_a_call(book, walk):
    visit = book()
    late = NEXT_WEEK - timedelta(minutes=50)
    actions.cancel(visit, reason="STAFF_AWAY", by=walk.desk, at=late)
    assert "NOTICE_CANCELLED" not in {kind for kind, _ in owed(visit)}
    assert Task.objects.get(kind="CALL_PATIENT").due_at <= visit.starts_at
