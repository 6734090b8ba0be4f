"""Moving a visit ends one row and makes another. Negative control: the refused moves leave the old row standing."""

from datetime import timedelta

import pytest

from clinic.core import events as bus
from clinic.scheduling import events
from clinic.scheduling.actions import appointment as actions
from clinic.scheduling.actions import escort
from clinic.scheduling.actions.slot_taken import SlotTaken
from clinic.scheduling.models import Appointment
from clinic.scheduling.policies.booking import RulesInTheWay
from tests.clinic.scheduling.conftest import DAY, NINE

Status = Appointment.Status
HOUR = timedelta(hours=1)


@pytest.fixture
def moved_events(monkeypatch):
    told = []
    kind = events.AppointmentMoved
    monkeypatch.setitem(bus._handlers, kind, [*bus._handlers[kind], told.append])
    return told


@pytest.fixture
def move(calendar):
    def call(visit, starts_at=NINE + DAY, **given):
        return actions.move(
            visit, starts_at=starts_at, by=calendar.walk.desk, at=calendar.walk.at, **given
        )

    return call


def test_the_old_row_ends_and_the_new_one_points_to_it(calendar, move, moved_events):
    old = calendar.screening()
    new = move(old)
    old.refresh_from_db()
    assert (old.status, old.starts_at, old.ended_by) == (
        Status.RESCHEDULED,
        NINE,
        calendar.walk.desk.actor_id,
    )
    assert (new.status, new.starts_at, new.replaces, old.replaced_by) == (
        Status.BOOKED,
        NINE + DAY,
        old,
        new,
    )
    assert (new.visit_id, new.moves) == (old.visit_id, 1)
    assert [(each.old_id, each.appointment_id, each.new_time) for each in moved_events] == [
        (old.pk, new.pk, True)
    ]


def test_a_visit_may_move_onto_a_part_of_its_own_time(calendar, move):
    assert move(calendar.screening(), NINE + HOUR / 4).starts_at == NINE + HOUR / 4


def test_another_room_or_team_at_the_same_time_is_a_move_that_changes_no_time(
    calendar, move, moved_events
):
    old = calendar.dosing(calendar.walk.ready())
    staff = [(calendar.walk.prescriber, "PRESCRIBER"), (calendar.walk.therapist, "THERAPIST")]
    new = move(old, NINE, room=calendar.other_chair, staff=staff)
    assert new.room == calendar.other_chair
    assert {each.user for each in new.staff.all()} == {
        calendar.walk.prescriber,
        calendar.walk.therapist,
    }
    assert [each.new_time for each in moved_events] == [False]


def test_a_confirmed_visit_is_to_be_confirmed_anew(calendar, move, gate_is_open):
    visit = actions.confirm(calendar.screening(), by=calendar.walk.desk, at=calendar.walk.at)
    new = move(visit)
    assert (new.status, new.confirmed_at) == (Status.BOOKED, None)


def test_a_hold_that_is_moved_stays_a_hold_and_nobody_is_told(calendar, move, moved_events):
    held = calendar.dosing(calendar.walk.ready(), verb=actions.hold)
    new = move(held)
    assert (new.status, new.held_until) == (Status.HELD, held.held_until)
    assert moved_events == []


@pytest.mark.parametrize("where", ["taken", "closed"])
def test_a_refused_move_leaves_everything_as_it_was(calendar, move, where):
    visit = calendar.screening()
    calendar.screening(starts_at=NINE + DAY)
    error, then = {
        "taken": (SlotTaken, NINE + DAY),
        "closed": (RulesInTheWay, NINE + 3 * DAY),
    }[where]
    with pytest.raises(error):
        move(visit, then)
    visit.refresh_from_db()
    assert (visit.status, visit.version) == (Status.BOOKED, 1)
    assert visit.claims.filter(active=True).count() == 3


def test_a_visit_moved_twice_stays_one_visit(calendar, move):
    first = calendar.screening()
    third = move(move(first), NINE + HOUR)
    chain = Appointment.objects.filter(visit_id=first.visit_id).order_by("moves")
    assert [each.moves for each in chain] == [0, 1, 2]
    assert chain.last() == third


def test_an_escort_promised_for_the_old_time_has_promised_nothing_for_the_new(calendar, move):
    visit = calendar.screening()
    escort.promise(
        visit,
        name="Robin Placeholder",
        phone="505-555-0142",
        adult=True,
        by=calendar.walk.desk,
        at=calendar.walk.at,
    )
    assert not move(visit).escorts.exists()
