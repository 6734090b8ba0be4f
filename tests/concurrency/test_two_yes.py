"""Two people say yes to one freed time at the same instant, on two connections: exactly one booking.

Negative control, in the last test: without the locks the constraints still leave one winner; without both, two.
"""

import threading

import pytest

from clinic.scheduling.actions import offer as offers
from clinic.scheduling.actions import offer_round, placement
from clinic.scheduling.models import Appointment, FreedTime, Offer
from tests.clinic.scheduling.waitlist import MINUTE, NINE, SOON, fresh, running
from tests.concurrency.crowd import all_at_once, tally
from tests.people import sign_policy

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def asked(line, director):
    """Three people are asked at once about the infusion tomorrow at nine."""
    sign_policy(line.walk.site, director, at=line.at, waitlist={"at_once": 3})
    names = ("Aster", "Bryony", "Clover")
    for number, name in enumerate(names):
        line.wait(line.person(name, phone=f"505-555-010{number}"), minutes=number)
    freed = line.free()
    line.tick()
    return freed, list(running())


def yes(offer, line):
    return lambda: offers.accept(offer, by=line.walk.desk, at=line.at + SOON + MINUTE)


def won(answers):
    return [each for each in answers if isinstance(each, Offer) and each.status == "ACCEPTED"]


def test_of_three_yes_at_once_exactly_one_books(line, asked, contention):
    freed, three = asked
    answers = all_at_once([yes(offer, line) for offer in three])
    assert len(won(answers)) == 1, answers
    assert tally(answers)["OfferOver"] == 2
    assert Appointment.objects.standing().filter(starts_at=NINE).count() == 1
    assert sorted(fresh(offer).status for offer in three) == ["ACCEPTED", "LOST", "LOST"]
    assert fresh(freed).status == "FILLED"
    assert sorted(fresh(offer.entry).status for offer in three) == ["BOOKED", "WAITING", "WAITING"]
    assert "40P01" not in contention


def test_the_same_person_pressing_twice_books_once(line, asked):
    _freed, three = asked
    answers = all_at_once([yes(three[0], line)] * 4)
    assert len({each.booked_id for each in won(answers)}) == 1
    assert Appointment.objects.standing().filter(starts_at=NINE).count() == 1


def test_a_yes_and_the_end_of_its_minutes_meet(line, asked):
    """Whichever comes first stands; never both, never a booking of an offer that ran out."""
    _freed, three = asked
    end = three[0].expires_at
    answers = all_at_once(
        [
            lambda: offers.accept(three[0], by=line.walk.desk, at=end - MINUTE),
            lambda: offers.expire(three[0], by=line.walk.desk, at=end),
        ]
    )
    booked = Appointment.objects.standing().filter(starts_at=NINE).count()
    after = fresh(three[0]).status
    assert (after, booked) in {("ACCEPTED", 1), ("EXPIRED", 0)}, answers


def test_a_yes_and_the_desks_own_booking_meet(line, asked):
    _freed, three = asked
    other = line.person("Dill", phone="505-555-0105")
    answers = all_at_once(
        [
            yes(three[0], line),
            lambda: line.calendar.dosing(other, starts_at=NINE),
        ]
    )
    assert Appointment.objects.standing().filter(starts_at=NINE).count() == 1, answers
    assert fresh(three[0]).status in {"ACCEPTED", "WITHDRAWN"}


def test_two_workers_look_at_one_time_and_one_person_is_asked_once(line):
    line.wait(line.person())
    freed = line.free()
    looks = [lambda: offer_round.look(freed, by=line.walk.desk, at=line.at + SOON)] * 3
    all_at_once(looks)
    assert running().count() == 1
    assert fresh(freed).rounds == 1


@pytest.mark.parametrize(("judges", "winners"), [(True, 1), (False, 2)])
def test_control_without_the_locks_only_the_database_stands_between_two(
    line, asked, monkeypatch, without_judges, judges, winners
):
    """Two read before either writes, and neither locks. The constraints leave one; without them both are booked."""
    _freed, three = asked
    take_the_locks_out(monkeypatch)
    if not judges:
        without_judges()
    answers = all_at_once([yes(offer, line) for offer in three[:2]])
    assert len(won(answers)) == winners, answers
    assert Appointment.objects.standing().filter(starts_at=NINE).count() == winners


def take_the_locks_out(monkeypatch):
    """Every lock of an answer becomes a plain read, and both wait until both have read."""
    both_have_read = threading.Barrier(2)

    def locked(offer):
        freed = FreedTime.objects.select_related("site", "room", "appointment")
        found = Offer.objects.select_related("hold").get(pk=offer.pk)
        both_have_read.wait(20)
        return freed.get(pk=offer.freed_time_id), found

    monkeypatch.setattr(offers, "locked", locked)
    monkeypatch.setattr(offers, "lock_all", lambda _things: None)
    monkeypatch.setattr(placement, "lock_all", lambda _things: None)
    # What the winner writes about the loser is a second net: the version of each row.
    monkeypatch.setattr(offers, "_settle", lambda *_args, **_kwargs: None)


@pytest.fixture
def without_judges(admin_connection):
    """Take the two constraints away; afterwards what they forbade is emptied, and they stand again."""
    admin_connection.autocommit = True
    run = admin_connection.execute
    exclusion = run(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'nothing_is_claimed_twice'"
    ).fetchone()[0]
    index = run(
        "SELECT indexdef FROM pg_indexes WHERE indexname = 'one_yes_wins_a_freed_time'"
    ).fetchone()[0]
    gone = []

    def take_away():
        run("ALTER TABLE scheduling_claim DROP CONSTRAINT nothing_is_claimed_twice")
        run("DROP INDEX one_yes_wins_a_freed_time")
        gone.append(True)

    yield take_away
    if gone:
        run("TRUNCATE scheduling_claim, scheduling_offer CASCADE")
        run(f"ALTER TABLE scheduling_claim ADD CONSTRAINT nothing_is_claimed_twice {exclusion}")
        run(index)
