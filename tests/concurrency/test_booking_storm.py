"""Two hundred people want one slot: exactly one gets it, and nobody deadlocks.

Negative controls, both here: without the exclusion constraint (and without the locks, under which a booking looks
before it inserts) more than one gets it; without the sorted locks the same pair of bookings that waits politely now
deadlocks.
"""

import time
from contextlib import contextmanager
from datetime import timedelta

import pytest

from clinic.scheduling.actions import appointment as actions
from clinic.scheduling.actions import placement
from clinic.scheduling.models import Appointment, Claim, facts
from tests.clinic.scheduling.conftest import DAY, NINE, roster_days
from tests.concurrency.crowd import all_at_once, tally

pytestmark = pytest.mark.django_db(transaction=True)
REFUSED = {"SlotTaken", "Busy"}
HOUR, HALF_HOUR = timedelta(hours=1), timedelta(minutes=30)
CONSTRAINT = "nothing_is_claimed_twice"


@pytest.fixture
def people(calendar):
    """Twenty patients: enough that the room and the prescriber are what everybody fights for."""
    return [calendar.walk.register(f"Number{n}", "Specimen") for n in range(20)]


def everybody_books(calendar, people, crowd):
    """`crowd` bookings of the same hour, room and prescriber."""
    return all_at_once(
        [lambda n=n: calendar.screening(people[n % len(people)]) for n in range(crowd)]
    )


@pytest.mark.parametrize("crowd", [200])
def test_two_hundred_at_one_slot_and_exactly_one_gets_it(calendar, people, crowd, contention):
    answers = everybody_books(calendar, people, crowd)
    counted = tally(answers)
    assert counted["Appointment"] == 1, counted
    assert set(counted) <= {"Appointment", *REFUSED}
    assert Appointment.objects.standing().count() == 1
    assert "40P01" not in contention


def everybody_wants_one_of_three(calendar, people, crowd, starts_at):
    """Two thirds want the same chair, nurse or prescriber as their neighbours; each of the three is wanted by many."""
    walk = calendar.walk
    wishes = [
        {"room": calendar.chair, "staff": [(walk.nurse, "NURSE")]},
        {"room": calendar.office, "staff": [(walk.nurse, "NURSE")]},
        {"room": calendar.chair, "staff": [(walk.prescriber, "PRESCRIBER")]},
        {"room": calendar.therapy_room, "staff": [(walk.therapist, "THERAPIST")]},
        {"room": calendar.office, "staff": [(walk.therapist, "THERAPIST")]},
    ]

    def book(n):
        return calendar.screening(
            people[n % len(people)],
            kind="FOLLOW_UP",
            starts_at=starts_at,
            **wishes[n % len(wishes)],
        )

    return all_at_once([lambda n=n: book(n) for n in range(crowd)])


@pytest.mark.parametrize(
    ("rounds", "crowd"),
    [(2, 60), pytest.param(50, 200, marks=[pytest.mark.slow, pytest.mark.timeout(1200)])],
)
def test_rounds_of_rivals_over_three_kinds_of_things(
    calendar, people, manager, rounds, crowd, contention
):
    """Room, person and patient are each fought for: nothing is taken twice, and what could be booked was.

    Every round another half hour, so each has its own winners: at least one and at most three visits fit, one for
    each of the three rooms and the three people.
    """
    everybody = [
        (calendar.walk.nurse, "NURSE"),
        (calendar.walk.prescriber, "PRESCRIBER"),
        (calendar.walk.therapist, "THERAPIST"),
    ]
    # `calendar` has people for two days of eighteen rounds; the rounds after those take the Friday.
    roster_days(calendar.site, everybody, manager, calendar.walk.at + 3 * DAY, days=1)
    for number in range(rounds):
        starts_at = NINE - HOUR + (number % 18) * HALF_HOUR + (number // 18) * DAY
        counted = tally(everybody_wants_one_of_three(calendar, people, crowd, starts_at))
        assert set(counted) <= {"Appointment", *REFUSED}, counted
        assert 1 <= counted["Appointment"] <= 3, counted
        booked = Appointment.objects.standing().filter(starts_at=starts_at)
        assert booked.count() == counted["Appointment"]
        assert not left_over(calendar, people, booked), "somebody was refused who could be booked"
    taken = Claim.objects.filter(active=True).values_list("resource", "during")
    assert len(set(taken)) == len(taken)
    assert "40P01" not in contention


def left_over(calendar, people, booked):
    """The wishes that would still fit beside what was booked: there must be none."""
    rooms = {visit.room_id for visit in booked}
    staff = {each.user_id for visit in booked for each in visit.staff.all()}
    walk = calendar.walk
    wishes = [
        (calendar.chair, walk.nurse),
        (calendar.office, walk.nurse),
        (calendar.chair, walk.prescriber),
        (calendar.therapy_room, walk.therapist),
        (calendar.office, walk.therapist),
    ]
    return [wish for wish in wishes if wish[0].pk not in rooms and wish[1].pk not in staff]


@contextmanager
def without_the_constraint(owner, admin):
    """The owner takes the constraint out; afterwards the double bookings go and it comes back."""
    ((definition,),) = owner.execute(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s", [CONSTRAINT]
    ).fetchall()
    owner.execute(f"ALTER TABLE scheduling_claim DROP CONSTRAINT {CONSTRAINT}")
    try:
        yield
    finally:
        admin.execute("SET session_replication_role = replica")
        admin.execute("DELETE FROM scheduling_claim")
        admin.execute("SET session_replication_role = DEFAULT")
        owner.execute(f"ALTER TABLE scheduling_claim ADD CONSTRAINT {CONSTRAINT} {definition}")


def test_whoever_does_not_look_first_is_refused_by_the_constraint(calendar, people, monkeypatch):
    monkeypatch.setattr(placement, "things_taken", lambda _wanted: [])
    counted = tally(everybody_books(calendar, people, 20))
    assert counted == {"Appointment": 1, "SlotTaken": 19}


def test_without_the_constraint_more_than_one_gets_it(
    calendar, people, owner_connection, admin_connection, monkeypatch
):
    monkeypatch.setattr(placement, "lock_all", lambda _things: None)
    with without_the_constraint(owner_connection, admin_connection):
        counted = tally(everybody_books(calendar, people, 20))
    assert counted["Appointment"] > 1, counted


@contextmanager
def slow_claims(owner):
    """Every claim of a person takes a fifth of a second, so that rivals always meet half way."""
    owner.execute(
        "CREATE FUNCTION public.test_slow() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN PERFORM pg_sleep(0.2); RETURN NULL; END $$"
    )
    owner.execute(
        "CREATE TRIGGER test_slow AFTER INSERT ON scheduling_claim FOR EACH ROW"
        " WHEN (NEW.kind = 'STAFF') EXECUTE FUNCTION public.test_slow()"
    )
    try:
        yield
    finally:
        owner.execute("DROP TRIGGER test_slow ON scheduling_claim")
        owner.execute("DROP FUNCTION public.test_slow()")


@pytest.fixture
def rivals(calendar):
    """Two bookings of the same two people at the same hour, named in opposite order, in different rooms."""
    nurse, therapist = (calendar.walk.nurse, "NURSE"), (calendar.walk.therapist, "THERAPIST")
    first, second = calendar.walk.register(), calendar.walk.register("Bryony", "Sample")
    return [
        lambda: calendar.screening(first, kind="FOLLOW_UP", staff=[nurse, therapist]),
        lambda: calendar.screening(
            second, kind="FOLLOW_UP", room=calendar.chair, staff=[therapist, nurse]
        ),
    ]


def test_rivals_who_name_the_same_people_in_opposite_order_wait_for_each_other(
    rivals, contention, owner_connection
):
    with slow_claims(owner_connection):
        counted = tally(all_at_once(rivals))
    assert counted == {"Appointment": 1, "SlotTaken": 1}
    assert contention == []


def test_without_the_locks_the_same_rivals_deadlock(
    rivals, contention, owner_connection, monkeypatch
):
    monkeypatch.setattr(placement, "lock_all", lambda _things: None)
    with slow_claims(owner_connection):
        counted = tally(all_at_once(rivals))
    assert "40P01" in contention
    assert counted["Appointment"] == 1  # the constraint still judges; the deadlock cost a second


def test_two_people_check_in_the_same_patient_at_once(calendar):
    visit = calendar.screening()
    who = [calendar.walk.desk, calendar.walk.nurse]
    counted = tally(
        all_at_once([lambda by=by: actions.arrive(visit, by=by, at=NINE) for by in who])
    )
    assert counted == {"Appointment": 1, "IllegalMove": 1}


def pause_while_booking(calendar, owner):
    """A slow booking of a dose, and a pause of its course that comes while the booking is under way."""
    course = calendar.walk.active()

    def pause():
        time.sleep(0.15)
        return calendar.walk.paused(course)

    with slow_claims(owner):
        counted = tally(all_at_once([pause, lambda: calendar.dosing(course)]))
    course.refresh_from_db()
    assert course.status == "PAUSED"
    return counted, Appointment.objects.standing().filter(kind="DOSING")


def test_a_pause_that_meets_a_booking_calls_the_dose_off(calendar, owner_connection):
    counted, doses = pause_while_booking(calendar, owner_connection)
    assert (
        counted["Appointment"] == 1
    )  # the booking was first; the pause waited for it and then let it go
    assert not doses.exists()


def test_without_the_lock_on_the_course_the_dose_stays_booked(
    calendar, owner_connection, monkeypatch
):
    """The negative control: read the course without keeping its row."""
    unlocked = facts._STATEMENT.replace("FOR NO KEY UPDATE", "")
    monkeypatch.setattr(facts, "_STATEMENT", unlocked)
    _counted, doses = pause_while_booking(calendar, owner_connection)
    assert doses.exists()
