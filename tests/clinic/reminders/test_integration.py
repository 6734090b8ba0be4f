"""After a dose, integration within 72 hours: nothing booked is somebody's task, and booking closes it."""

from datetime import timedelta

import pytest

from clinic.accounts.system import SETUP
from clinic.scheduling.actions import appointment as actions
from clinic.tasks.models import Task
from integration.actions import window as windows
from tests.clinic.reminders.conftest import NEXT_WEEK

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def go_home(visit):
    return windows.open(visit, by=SETUP, at=NEXT_WEEK + 4 * HOUR)


def test_nothing_booked_becomes_the_therapists_task(book, signed_policy):
    window = go_home(book())
    task = Task.objects.get(kind="BOOK_INTEGRATION")
    assert task.role == "THERAPIST"
    assert task.why == "Nothing is booked in the 72 hours after the dose."
    assert task.escalate_at == window.closes_at - 24 * HOUR


def test_booked_beforehand_nobody_is_bothered(book, signed_policy):
    visit = book()
    book("INTEGRATION", NEXT_WEEK + 26 * HOUR)
    go_home(visit)
    assert not Task.objects.filter(kind="BOOK_INTEGRATION").exists()


def test_booking_closes_it_and_calling_off_opens_it_again(book, walk, signed_policy):
    """Negative control: count visits outside the window as well, and the second assertion turns red."""
    go_home(book())
    late = book("INTEGRATION", NEXT_WEEK + 120 * HOUR, at=NEXT_WEEK + 5 * HOUR)
    assert Task.objects.open().filter(kind="BOOK_INTEGRATION").exists()
    soon = actions.move(
        late, starts_at=NEXT_WEEK + 26 * HOUR, by=walk.desk, at=NEXT_WEEK + 6 * HOUR
    )
    assert not Task.objects.open().filter(kind="BOOK_INTEGRATION").exists()
    actions.cancel(soon, reason="STAFF_AWAY", by=walk.desk, at=NEXT_WEEK + 7 * HOUR)
    assert Task.objects.open().filter(kind="BOOK_INTEGRATION").count() == 1
