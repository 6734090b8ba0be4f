"""The desk fills a time on the page: what it is told, and the bar that takes it back."""

import pytest

from clinic.core import clock
from clinic.outbox.models import Message
from clinic.scheduling.models import Appointment, Change
from tests.clinic.scheduling.waitlist import LATER, SOON, fresh


@pytest.fixture
def desk_fills(client, line, monkeypatch):
    """Fill the freed time for this entry on the page; answers with the page after it."""
    monkeypatch.setattr(clock, "now", lambda: line.at + SOON)
    client.force_login(line.walk.desk)

    def fill(freed, entry):
        path = f"/waitlist/times/{freed.pk}/fill/"
        return client.post(path, {"entry": str(entry.pk)}, follow=True).content.decode()

    return fill


def test_whoever_was_spoken_with_hears_nothing_more_and_undo_puts_them_back(
    client, line, desk_fills
):
    entry = line.wait(line.person())
    page = desk_fills(line.free(), entry)
    assert "Booked. They know it from you." in page
    change = Change.objects.get(kind="WAITLIST")
    assert f"/changes/{change.pk}/undo/" in page
    visit = Appointment.objects.standing().get()
    assert not Message.objects.about(visit.visit_id).filter(kind__startswith="NOTICE").exists()
    assert "Filled from the waitlist" in client.get("/changes/").content.decode()
    client.post(f"/changes/{change.pk}/undo/")
    assert fresh(entry).status == "WAITING"
    assert not Appointment.objects.standing().exists()


def test_a_visit_that_comes_earlier_is_news(line, desk_fills):
    """Negative control of the sentence above: here a notice is owed, and the page says so."""
    course = line.person()
    step = course.steps.get(kind="DOSING", number=1)
    visit = line.calendar.dosing(course, starts_at=LATER, step=step)
    page = desk_fills(line.free(), line.wait(course, visit=visit))
    assert "Booked. They are told in three minutes." in page
    owed = Message.objects.about(visit.visit_id)
    assert {each.channel for each in owed.filter(kind="NOTICE_MOVED")}
