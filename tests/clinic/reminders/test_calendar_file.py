"""The mails about a visit carry a file for the reader's own calendar: put in, moved, taken out.

Control, tried and red: with `sequence_of` answering the moves alone the cancellation has the number of the move, and
a strict calendar ignores it.
"""

import icalendar
import pytest

from clinic.embedded.sink.page import render
from clinic.embedded.sink.store import Store
from clinic.outbox.models import Message
from clinic.scheduling.actions import appointment as actions
from clinic.scheduling.actions import calendar_feed, undo
from clinic.scheduling.feed import told_by
from clinic.scheduling.models import Appointment, CalendarFeed, Change
from clinic.scheduling.models.calendar_feed import new_secret
from tests.clinic.portal.conftest import sign_up  # noqa: F401 - fixture
from tests.clinic.reminders.conftest import HOUR, MINUTE, NEXT_WEEK, denver, go

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outside_transactions")]


def mails(sink, visit):
    refs = {str(row.ref) for row in Message.objects.about(visit.visit_id)}
    return [mail for mail in sink.mails() if mail["key"].strip("<").split("@")[0] in refs]


def files(sink, visit):
    """`[(METHOD, event)]` of every mail about the visit that has a file, as they arrived."""
    found = []
    for mail in mails(sink, visit):
        for each in mail["files"]:
            calendar = icalendar.Calendar.from_ical(each["text"])
            (event,) = calendar.walk("VEVENT")
            assert f'method="{calendar["METHOD"]}"' in each["type"], each["type"]
            assert each["type"].startswith("text/calendar")
            found.append((str(calendar["METHOD"]), event))
    return found


def test_put_in_moved_and_taken_out_under_one_name(book, sink, clinic, walk):
    visit = book()
    go(denver(25, "10:05"))  # the mail of a week before
    at = denver(25, "11:00")
    moved = actions.move(visit, starts_at=NEXT_WEEK + 2 * HOUR, by=walk.desk, at=at)
    go(at + 4 * MINUTE)
    at += HOUR
    actions.cancel(moved, reason="CLINIC_CLOSED", by=walk.desk, at=at)
    go(at + 4 * MINUTE)
    (first, second, third) = files(sink, visit)
    assert [method for method, _ in (first, second, third)] == ["REQUEST", "REQUEST", "CANCEL"]
    assert {str(event["UID"]) for _, event in (first, second, third)} == {str(visit.visit_id)}
    numbers = [int(event["SEQUENCE"]) for _, event in (first, second, third)]
    assert numbers == sorted(set(numbers))
    assert second[1]["DTSTART"].dt == NEXT_WEEK + 2 * HOUR
    assert third[1]["STATUS"] == "CANCELLED"
    assert str(first[1]["ATTENDEE"]) == "mailto:aster@example.test"


def test_a_change_that_was_undone_is_told_to_nobody_and_the_next_file_has_a_higher_number(
    book, sink, walk
):
    visit = book()
    go(denver(25, "10:05"))
    at = denver(25, "11:00")
    actions.cancel(visit, reason="CLINIC_CLOSED", by=walk.desk, at=at)
    undo.undo(Change.objects.get(kind="CANCEL"), by=walk.desk, at=at + MINUTE)
    go(at + 9 * MINUTE)
    ((_, before),) = files(sink, visit)
    again = Appointment.objects.standing().get(visit_id=visit.visit_id)
    actions.cancel(again, reason="CLINIC_CLOSED", by=walk.desk, at=at + HOUR)
    go(at + HOUR + 4 * MINUTE)
    method, after = files(sink, visit)[-1]
    assert method == "CANCEL"
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])


def test_the_file_says_what_the_feed_says_and_no_clinical_word(book, sink, walk, sign_up):  # noqa: F811
    visit = book()
    go(denver(25, "10:05"))
    ((_, event),) = files(sink, visit)
    account = sign_up(visit.patient)
    feed = calendar_feed.make_feed(
        walk.site, name="x", whose="PATIENT", secret=new_secret(), by=account, at=walk.at
    )
    (entry,) = told_by(CalendarFeed.objects.get(pk=feed.pk), walk.at).entries
    assert str(event["SUMMARY"]) == entry.summary == "Visit: Thistledown"
    assert (str(event["UID"]), int(event["SEQUENCE"])) == (str(entry.uid), entry.sequence)
    text = mails(sink, visit)[0]["files"][0]["text"].lower().replace("\r\n ", "")
    words = ("ketamine", "dosing", "treatment", "therap", "infusion", "psych", "course")
    assert [word for word in words if word in text] == []
    assert visit.patient.family_name.lower() not in text


def test_a_text_message_and_a_mail_after_the_visit_carry_none(book, sink):
    visit = book()
    go(denver(1, "10:05"))
    assert [each for each in mails(sink, visit) if each["files"]] == []


def test_the_sink_shows_the_file(book, sink, tmp_path):
    visit = book()
    go(denver(25, "10:05"))
    (mail,) = mails(sink, visit)
    store = Store(tmp_path)
    kept = {name: mail[name] for name in ("to", "subject", "text", "files", "key")}
    store.mails.add(**kept)
    page = render(store, "")
    assert "<summary>visit.ics, text/calendar" in page
    assert "METHOD:REQUEST" in page
