"""A time filled from the waitlist is one change of its own kind; undoing it puts the person back in line.

Negative controls: `recorded_as` left out in `actions.offer._book` and the first tests are red; without
`actions.freed_time._put_back_in_line` those about the line are.
"""

import pytest

from clinic.outbox.models import Message
from clinic.portal.actions.offer import say_yes
from clinic.scheduling.actions import appointment as appointments
from clinic.scheduling.actions import offer as offers
from clinic.scheduling.actions import offer_round
from clinic.scheduling.actions import undo as undoing
from clinic.scheduling.actions.undo import TooLateToUndo
from clinic.scheduling.models import Appointment, Change, FreedTime
from tests.clinic.scheduling.waitlist import LATER, MINUTE, NINE, SOON, fresh, running

SLIP = SOON + MINUTE


def filled(line, entry, freed):
    """The desk books the freed time for this person; answers with what it booked and the change it made."""
    offer = offer_round.fill(freed, entry=entry, by=line.walk.desk, at=line.at + SOON)
    return offer.booked, Change.objects.get(lines__after=offer.booked)


def undo(line, change, after=SLIP):
    return undoing.undo(change, by=line.walk.desk, at=line.at + after)


def test_the_desks_fill_is_a_change_of_its_own_kind(line):
    visit, change = filled(line, line.wait(line.person()), line.free())
    assert (change.kind, change.made_by) == ("WAITLIST", line.walk.desk.actor_id)
    [only] = change.lines.all()
    assert (only.before, only.after) == (None, visit)


def test_a_yes_is_one_too_and_a_plain_booking_is_not(line):
    line.wait(line.person())
    line.free()
    assert Change.objects.get(kind="BOOK").lines.count() == 1
    line.tick()
    [offer] = running()
    visit = offers.accept(offer, by=line.walk.desk, at=line.at + SLIP).booked
    assert Change.objects.get(lines__after=visit).kind == "WAITLIST"


def test_undone_the_person_waits_as_before_and_fits_the_time_again(line):
    entry = line.wait(line.person())
    visit, change = filled(line, entry, line.free())
    assert fresh(entry).status == "BOOKED"
    undo(line, change)
    assert (fresh(visit).status, fresh(visit).reason) == ("CANCELLED", "UNDONE")
    back = fresh(entry)
    assert (back.status, back.ended_at, back.created_at) == ("WAITING", None, entry.created_at)
    again = FreedTime.objects.get(appointment=visit)
    assert (again.status, again.starts_at) == ("OPEN", NINE)
    line.tick(SLIP + SOON)
    assert [each.entry for each in running()] == [entry]
    owed = Message.objects.about(visit.visit_id)
    assert not [message for message in owed if message.may_still_go]


def test_a_visit_that_came_earlier_goes_back_to_its_own_time(line):
    course = line.person()
    step = course.steps.get(kind="DOSING", number=1)
    later = line.calendar.dosing(course, starts_at=LATER, step=step)
    entry = line.wait(course, visit=later)
    moved, change = filled(line, entry, line.free())
    [only] = change.lines.all()
    assert (change.kind, only.before, only.after) == ("WAITLIST", later, moved)
    undo(line, change)
    standing = Appointment.objects.standing().get(visit_id=later.visit_id)
    assert standing.starts_at == LATER
    assert fresh(entry).status == "WAITING"
    line.tick(SLIP + SOON)
    # The early time is free again and offered to her; her own, which stands again, is nobody's to fill.
    assert FreedTime.objects.get(appointment=later).status == "TAKEN"
    assert [(each.entry, each.freed_time.starts_at) for each in running()] == [(entry, NINE)]


def test_somebody_put_on_again_meanwhile_stands_in_line_once(line):
    course = line.person()
    visit, change = filled(line, line.wait(course), line.free())
    second = line.wait(course, at=line.at + SOON)
    undo(line, change)
    assert fresh(visit).status == "CANCELLED"
    in_line = type(second).objects.in_line()
    assert list(in_line) == [second]


def test_a_visit_really_called_off_does_not_put_anybody_back(line):
    """Negative control of the undo: the same visit cancelled by the patient."""
    entry = line.wait(line.person())
    visit, _change = filled(line, entry, line.free())
    appointments.cancel(visit, reason="PATIENT_ASKED", by=line.walk.desk, at=line.at + SLIP)
    assert fresh(entry).status == "BOOKED"


def test_a_yes_the_patient_has_read_as_theirs_is_not_undone(line, manager):
    """Negative control, below: the same yes written down by the desk, which may have misheard, is."""
    course = line.person()
    entry = line.wait(course)
    line.free()
    line.tick()
    [offer] = running()
    account = fresh(course.patient).account
    visit = say_yes(offer, by=account, at=line.at + SLIP).booked
    change = Change.objects.get(lines__after=visit)
    with pytest.raises(TooLateToUndo, match="The patient said yes and knows it"):
        undoing.undo(change, by=manager, at=line.at + SLIP + MINUTE)
    assert (fresh(visit).status, fresh(entry).status) == ("BOOKED", "BOOKED")


def test_a_yes_written_down_by_the_desk_is_undone(line):
    entry = line.wait(line.person())
    line.free()
    line.tick()
    [offer] = running()
    visit = offers.accept(offer, by=line.walk.desk, at=line.at + SLIP).booked
    undo(line, Change.objects.get(lines__after=visit), SLIP + MINUTE)
    assert (fresh(visit).status, fresh(entry).status) == ("CANCELLED", "WAITING")


def test_after_three_minutes_it_stands(line):
    entry = line.wait(line.person())
    _visit, change = filled(line, entry, line.free())
    with pytest.raises(TooLateToUndo):
        undo(line, change, SOON + 3 * MINUTE)
    assert fresh(entry).status == "BOOKED"
