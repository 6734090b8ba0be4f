"""Group visits: numbered seats, and a database that refuses every seat that does not fit.

Negative control: `test_the_database_alone_refuses_what_does_not_fit` writes each misfit past the action's own checks;
drop the trigger's checks (migration 0002) and the rows go in.
"""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from clinic.accounts.system import SETUP
from clinic.core.actor import acting_as
from clinic.core.errors import InvalidInput
from clinic.scheduling.actions import appointment as actions
from clinic.scheduling.actions import group as groups
from clinic.scheduling.actions import room as rooms
from clinic.scheduling.actions.slot_taken import SlotTaken
from clinic.scheduling.models import Appointment, Claim, GroupVisit
from clinic.scheduling.policies.booking import RulesInTheWay
from tests.clinic.scheduling.conftest import DAY, NINE

HOUR = timedelta(hours=1)


@pytest.fixture
def circle_room(calendar, manager, at):
    return rooms.open_room(calendar.site, name="Circle", kind="GROUP", seats=3, by=manager, at=at)


@pytest.fixture
def circle(calendar, circle_room):
    return open_circle(calendar, circle_room)


def open_circle(calendar, room, **given):
    wanted = {
        "room": room,
        "staff": [(calendar.walk.therapist, "THERAPIST")],
        "starts_at": NINE,
        "by": calendar.walk.desk,
        "at": calendar.walk.at,
        **given,
    }
    return groups.open_group(calendar.site, **wanted)


def join(calendar, group, course):
    return groups.join(
        group, patient=course.patient, course=course, by=calendar.walk.desk, at=calendar.walk.at
    )


def integrating(calendar, *names):
    """Courses under way whose patients may come to integration."""
    walk = calendar.walk
    return [walk.consented(walk.referred(walk.register(name))) for name in names]


def test_a_group_takes_its_room_and_team_before_anybody_joins(calendar, circle, circle_room):
    taken = {(claim.kind, claim.party) for claim in circle.claims.all()}
    assert taken == {("ROOM", circle.pk), ("STAFF", circle.pk)}
    with pytest.raises(SlotTaken, match="Circle is taken 09:00–10:30 MST"):
        calendar.screening(room=circle_room)
    with pytest.raises(SlotTaken, match="has another visit 09:00–10:30 MST"):
        calendar.screening(
            kind="FOLLOW_UP",
            room=calendar.therapy_room,
            staff=[(calendar.walk.therapist, "THERAPIST")],
        )


def test_each_participant_is_a_visit_on_a_seat_of_its_own(calendar, circle):
    seats = [join(calendar, circle, course) for course in integrating(calendar, "One", "Two")]
    assert [(seat.party_id, seat.seat, seat.status) for seat in seats] == [
        (circle.pk, 1, "BOOKED"),
        (circle.pk, 2, "BOOKED"),
    ]
    assert all(seat.room_id == circle.room_id for seat in seats)
    assert {each.user_id for each in seats[0].staff.all()} == {calendar.walk.therapist.pk}


def test_a_full_group_says_so_and_where_seats_are_free(calendar, circle, circle_room):
    for course in integrating(calendar, "One", "Two", "Three"):
        join(calendar, circle, course)
    open_circle(calendar, circle_room, starts_at=NINE + DAY)
    (late,) = integrating(calendar, "Four")
    with pytest.raises(groups.GroupFull) as refused:
        join(calendar, circle, late)
    assert str(refused.value) == (
        "All 3 seats of this group are taken. Seats are free: Thu 26 Nov, 09:00 MST."
    )


def test_a_seat_given_up_is_given_to_the_next(calendar, circle):
    courses = integrating(calendar, "One", "Two", "Three", "Four")
    seats = [join(calendar, circle, course) for course in courses[:3]]
    given_up = {"reason": "PATIENT_ASKED", "by": calendar.walk.desk, "at": calendar.walk.at}
    groups.leave(seats[1], **given_up)
    assert join(calendar, circle, courses[3]).seat == 2


def test_nobody_joins_twice_or_is_elsewhere_at_the_same_time(calendar, circle):
    one, two = integrating(calendar, "One", "Two")
    join(calendar, circle, one)
    with pytest.raises(groups.AlreadyInGroup):
        join(calendar, circle, one)
    calendar.screening(two.patient, kind="FOLLOW_UP", starts_at=NINE + HOUR)
    with pytest.raises(SlotTaken, match="The patient has another visit 10:00–10:30 MST"):
        join(calendar, circle, two)


def test_a_seat_asks_about_the_patient_and_course_like_any_booking(calendar, circle):
    referred = calendar.walk.referred()
    with pytest.raises(RulesInTheWay) as refused:
        join(calendar, circle, referred)
    assert refused.value.codes == {"course-state"}


def test_a_group_is_called_off_with_every_seat(calendar, circle, circle_room):
    seats = [join(calendar, circle, course) for course in integrating(calendar, "One", "Two")]
    why = {"reason": "STAFF_AWAY", "by": calendar.walk.desk, "at": calendar.walk.at}
    groups.call_off(circle, **why)
    circle.refresh_from_db()
    assert not circle.is_standing
    assert {Appointment.objects.get(pk=seat.pk).status for seat in seats} == {"CANCELLED"}
    assert not Claim.objects.filter(active=True, party=circle.pk).exists()
    open_circle(calendar, circle_room)
    (late,) = integrating(calendar, "Late")
    with pytest.raises(groups.GroupOver, match="was called off"):
        join(calendar, circle, late)


def test_a_seat_moved_to_a_time_of_its_own_leaves_the_group(calendar, circle):
    (course,) = integrating(calendar, "One")
    seat = join(calendar, circle, course)
    moved = actions.move(
        seat,
        starts_at=NINE + 3 * HOUR,
        room=calendar.therapy_room,
        by=calendar.walk.desk,
        at=calendar.walk.at,
    )
    assert (moved.party_id, moved.seat, moved.visit_kind.code) == (None, None, "INTEGRATION")


def test_rules_of_place_are_asked_when_the_group_is_opened(calendar, circle_room):
    with pytest.raises(RulesInTheWay) as refused:
        open_circle(calendar, calendar.office, staff=[], starts_at=NINE + 4 * DAY)
    assert refused.value.codes == {"outside-hours", "room-kind", "nobody-for"}
    with pytest.raises(InvalidInput, match="Circle has 3 seats"):
        open_circle(calendar, circle_room, seats=4)
    with pytest.raises(InvalidInput, match="at most 60 characters"):
        open_circle(calendar, circle_room, title="x" * 5000)


@pytest.mark.parametrize(
    ("misfit", "says"),
    [
        ({"starts_at": NINE + HOUR / 2}, "the time and the room of its group visit"),
        ({"room": "office"}, "the time and the room of its group visit"),
        ({"seat": 4}, "this group visit has 3 seats"),
        ({"seat": 1}, "a_seat_is_taken_once"),
        ({"patient": "same"}, "nobody_sits_twice_in_a_group_visit|nothing_is_claimed_twice"),
        ({"seat": None}, "a_seat_belongs_to_a_group_visit"),
    ],
)
def test_the_database_alone_refuses_what_does_not_fit(calendar, circle, misfit, says):
    one, two = integrating(calendar, "One", "Two")
    first = join(calendar, circle, one)
    fields = {f.attname: getattr(first, f.attname) for f in first._meta.concrete_fields}
    fields |= {"id": None, "seat": 2, "patient_id": two.patient_id, "version": 1}
    del fields["id"]
    row = Appointment(**fields)
    for name, value in misfit.items():
        found = (
            {"office": calendar.office, "same": one.patient}.get(value, value)
            if isinstance(value, str)
            else value
        )
        setattr(row, name, found)
    with (
        pytest.raises(DatabaseError, match=says),
        transaction.atomic(),
        acting_as(SETUP, at=calendar.walk.at),
    ):
        row.save()


def test_the_database_keeps_a_group_that_patients_count_on(calendar, circle):
    (course,) = integrating(calendar, "One")
    join(calendar, circle, course)
    group = GroupVisit.objects.get(pk=circle.pk)
    group.called_off_at, group.called_off_by = calendar.walk.at, "user:somebody"
    with (
        pytest.raises(DatabaseError, match="patients still count on this group visit"),
        transaction.atomic(),
        acting_as(SETUP, at=calendar.walk.at),
    ):
        group.save()
