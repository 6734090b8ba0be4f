"""A freed time is offered along the line; a yes books it, a no or silence passes it on."""

import pytest

from clinic.scheduling.actions import appointment as appointments
from clinic.scheduling.actions import offer as offers
from clinic.scheduling.actions.offer import OfferOver
from clinic.scheduling.models import Appointment, FreedTime, Offer, WaitlistEntry
from tests.clinic.scheduling.waitlist import HOUR, LATER, MINUTE, NINE, SOON, fresh, running


def test_the_longest_waiting_is_asked_and_a_yes_books_the_visit(line):
    first, second = line.person("Aster"), line.person("Bryony", phone="505-555-0102")
    entry, behind = line.wait(first), line.wait(second, minutes=1)
    freed = line.free()
    assert (freed.status, freed.room_id, freed.starts_at) == ("OPEN", line.calendar.chair.pk, NINE)
    line.tick()
    [offer] = running()
    assert (offer.entry, offer.position, offer.way) == (entry, 1, "MESSAGE")
    assert offer.expires_at == line.at + SOON + 20 * MINUTE
    assert offer.hold.status == "HELD"
    assert line.skipped(behind) == ["others-first"]
    at = line.at + SOON + MINUTE
    done = offers.accept(offer, by=line.walk.desk, at=at)
    visit = done.booked
    assert (done.status, visit.status, visit.starts_at) == ("ACCEPTED", "BOOKED", NINE)
    assert visit.step == entry.step
    assert (fresh(entry).status, fresh(freed).status) == ("BOOKED", "FILLED")
    assert fresh(behind).status == "WAITING"
    assert offers.accept(offer, by=line.walk.desk, at=at).booked == visit  # twice is once


def test_a_later_visit_moves_to_the_earlier_time_and_frees_its_own(line):
    course = line.person()
    step = course.steps.get(kind="DOSING", number=1)
    later = line.calendar.dosing(course, starts_at=LATER, step=step)
    entry = line.wait(course, visit=later)
    line.free()
    line.tick()
    [offer] = running()
    done = offers.accept(offer, by=line.walk.desk, at=line.at + SOON + MINUTE)
    assert done.booked.replaces == later
    assert done.booked.step == step
    assert fresh(entry).status == "BOOKED"
    assert FreedTime.objects.get(appointment=later).cause == "MOVED"


def test_a_no_passes_it_on_and_keeps_the_place_in_line(line):
    entry = line.wait(line.person("Aster"))
    behind = line.wait(line.person("Bryony", phone="505-555-0102"), minutes=1)
    line.free()
    line.tick()
    [offer] = running()
    at = line.at + SOON + MINUTE
    offers.decline(offer, by=line.walk.desk, at=at)
    assert fresh(entry).status == "WAITING"
    assert fresh(offer.hold).status == "CANCELLED"
    line.tick(SOON + 2 * MINUTE)
    [passed_on] = running()
    assert (passed_on.entry, passed_on.position) == (behind, 2)
    assert line.skipped(entry) == ["asked-before"]


def test_silence_passes_it_on_and_a_late_yes_changes_nothing(line):
    entry = line.wait(line.person("Aster"))
    behind = line.wait(line.person("Bryony", phone="505-555-0102"), minutes=1)
    line.free()
    line.tick()
    [offer] = running()
    late = SOON + 20 * MINUTE
    with pytest.raises(OfferOver, match="The time to answer is over"):
        offers.accept(offer, by=line.walk.desk, at=line.at + late)
    line.tick(late)
    assert fresh(offer).status == "EXPIRED"
    [passed_on] = running()
    assert passed_on.entry == behind
    with pytest.raises(OfferOver):
        offers.accept(offer, by=line.walk.desk, at=line.at + late + MINUTE)
    assert fresh(entry).status == "WAITING"


def test_an_offer_whose_gate_has_closed_is_taken_back_not_honoured(line, monkeypatch):
    """Negative control: with the gate open the very same yes books (the first test)."""
    entry = line.wait(line.person())
    line.free()
    line.tick()
    [offer] = running()
    shut_the_gate(monkeypatch, "Consent was withdrawn.")
    done = offers.accept(offer, by=line.walk.desk, at=line.at + SOON + MINUTE)
    assert (done.status, done.because, done.booked) == (
        "WITHDRAWN",
        "Consent was withdrawn.",
        None,
    )
    assert fresh(entry).status == "WAITING"
    assert not Appointment.objects.standing().exists()


def test_the_clock_takes_back_what_can_no_longer_be_kept(line, monkeypatch):
    line.wait(line.person())
    line.free()
    line.tick()
    [offer] = running()
    shut_the_gate(monkeypatch, "Consent was withdrawn.")
    line.tick(SOON + 2 * MINUTE)
    assert (fresh(offer).status, fresh(offer).because) == ("WITHDRAWN", "Consent was withdrawn.")


def test_a_time_somebody_else_booked_is_taken_and_every_offer_of_it_is_over(line, three_at_once):
    line.wait(line.person("Aster"))
    freed = line.free()
    line.tick()
    [offer] = running()
    assert offer.hold is None
    other = line.person("Clover", phone="505-555-0103")
    line.calendar.dosing(other, starts_at=NINE)
    done = offers.accept(offer, by=line.walk.desk, at=line.at + SOON + MINUTE)
    assert done.status == "WITHDRAWN"
    line.tick(SOON + 2 * MINUTE)
    assert fresh(freed).status == "TAKEN"


def test_up_to_three_are_asked_at_once_and_one_yes_wins(line, three_at_once):
    people = [line.person(name, phone=f"505-555-010{n}") for n, name in enumerate("ABCD")]
    entries = [line.wait(course, minutes=n) for n, course in enumerate(people)]
    freed = line.free()
    line.tick()
    assert [offer.entry for offer in running()] == entries[:3]
    assert line.skipped(entries[3]) == ["others-first"]
    slow, fast = running()[0], running()[2]
    offers.accept(fast, by=line.walk.desk, at=line.at + SOON + MINUTE)
    assert [fresh(each).status for each in (slow, fast)] == ["LOST", "ACCEPTED"]
    with pytest.raises(OfferOver, match="Somebody else was faster"):
        offers.accept(slow, by=line.walk.desk, at=line.at + SOON + 2 * MINUTE)
    assert fresh(entries[0]).status == "WAITING"
    assert fresh(freed).status == "FILLED"


def test_nobody_is_asked_in_the_minutes_in_which_a_slip_is_undone(line):
    line.wait(line.person())
    line.free()
    line.tick(2 * MINUTE)
    assert not running().exists()
    line.tick(3 * MINUTE)
    assert running().exists()


@pytest.mark.parametrize("reason", ["CLINIC_CLOSED", "STAFF_AWAY"])
def test_a_time_whose_room_or_team_is_away_is_not_free(line, reason):
    with pytest.raises(FreedTime.DoesNotExist):
        line.free(reason=reason)


def test_a_hold_that_was_let_go_frees_its_time_but_not_an_offers_own(line):
    line.wait(line.person())
    gone = line.person("Gone", phone="505-555-0199")
    hold = line.calendar.dosing(gone, verb=appointments.hold)
    appointments.cancel(hold, reason="BOOKED_IN_ERROR", by=line.walk.desk, at=line.at)
    freed = FreedTime.objects.get(appointment=hold)
    assert freed.cause == "HOLD_ENDED"
    line.tick()
    [offer] = running()
    offers.decline(offer, by=line.walk.desk, at=line.at + SOON + MINUTE)
    assert FreedTime.objects.count() == 1


def test_too_near_a_visit_the_clock_asks_nobody(line):
    """Lead time of four hours by the signed policy. Negative control: a minute earlier somebody is asked."""
    entry = line.wait(line.person(), reach="CALL")
    freed = line.free()
    assert freed.offer_until == NINE - 4 * HOUR
    line.tick(NINE - 4 * HOUR - line.at)
    assert not running().exists()
    assert "too-late" in line.skipped(entry)
    line.tick(NINE - line.at)
    assert fresh(freed).status == "PASSED"


def test_whoever_wants_a_call_becomes_a_task_of_the_desk(line):
    from clinic.tasks.models import Task

    line.wait(line.person(account=False, address=False), reach="CALL", at=line.at)
    patient = WaitlistEntry.objects.get().patient
    give_phone(patient, line)
    line.free()
    line.tick()
    [offer] = running()
    assert offer.way == "CALL"
    task = Task.objects.get(subject_id=offer.pk)
    assert (task.role, task.done_at) == ("FRONT_DESK", None)
    offers.accept(offer, by=line.walk.desk, at=line.at + SOON + MINUTE)
    assert fresh(task).done_at is not None


def test_a_worker_killed_between_the_end_and_the_next_offer_loses_nothing(line, monkeypatch):
    from clinic.core import failpoints

    line.wait(line.person("Aster"))
    behind = line.wait(line.person("Bryony", phone="505-555-0102"), minutes=1)
    line.free()
    line.tick()
    [offer] = running()

    def die():
        raise SystemExit(9)

    failpoints.arm("waitlist.expired", die)
    late = SOON + 20 * MINUTE
    try:
        with pytest.raises(SystemExit):
            line.tick(late)
    finally:
        failpoints.disarm()
    assert fresh(offer).status == "EXPIRED"
    assert not running().exists()
    line.tick(late + MINUTE)  # another worker's next tick
    assert [each.entry for each in running()] == [behind]


def give_phone(patient, line):
    from patients.actions import patient as patients

    patients.edit(patient, by=line.walk.desk, at=line.at, phone="505-555-0107")


def shut_the_gate(monkeypatch, sentence, by_patient=False):
    from clinic.scheduling import outlook
    from clinic.scheduling.models.ahead import Obstacle

    found = [Obstacle(sentence, by_patient)]
    monkeypatch.setattr(
        outlook, "_foresights", [lambda visits, _at: {each.key: found for each in visits}]
    )


@pytest.fixture
def three_at_once(line, director):
    from tests.people import sign_policy

    return sign_policy(line.walk.site, director, at=line.at, waitlist={"at_once": 3})


def test_every_offer_says_by_which_policy_it_was_made(line, signed_policy):
    line.wait(line.person())
    line.free()
    line.tick()
    assert [offer.policy_version for offer in Offer.objects.all()] == [signed_policy]
