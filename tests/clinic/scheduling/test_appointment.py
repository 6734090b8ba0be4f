"""The verbs of a visit, from booked to over. Negative control: each refusal stands beside the case that is allowed."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from clinic.accounts.system import BEAT
from clinic.core import events as bus
from clinic.core.actor import acting_as
from clinic.core.errors import DomainError, IllegalMove, InvalidInput, NotAllowed
from clinic.scheduling import events, outlook
from clinic.scheduling.actions import appointment as actions
from clinic.scheduling.actions.appointment import NotReady, TooEarly
from clinic.scheduling.actions.placement import StepIsBooked
from clinic.scheduling.models import Appointment
from tests.clinic.scheduling.conftest import DAY, NINE

Status = Appointment.Status


@pytest.fixture
def heard(monkeypatch):
    """Every calendar event published from here on, in order."""
    told = []
    kinds = [kind for kind in bus.known_events() if issubclass(kind, events.AppointmentEvent)]
    for kind in kinds:
        monkeypatch.setitem(bus._handlers, kind, [*bus._handlers[kind], told.append])
    return told


@pytest.fixture
def act(calendar):
    """`act(verb, appointment)` as the front desk, at the moment of the tests."""

    def call(verb, appointment, at=None, by=None, **given):
        return verb(appointment, by=by or calendar.walk.desk, at=at or calendar.walk.at, **given)

    return call


def test_a_booked_visit_says_its_time_in_the_clinics_zone(calendar, heard):
    visit = calendar.screening()
    assert visit.status == Status.BOOKED
    assert (visit.when(), visit.hours()) == ("Wed 25 Nov, 09:00 MST", "09:00–10:00 MST")
    assert (str(visit.wall_date), str(visit.wall_time), visit.zone) == (
        "2026-11-25",
        "09:00:00",
        "America/Denver",
    )
    assert visit.booked_by == calendar.walk.desk.actor_id
    assert [type(each) for each in heard] == [events.AppointmentBooked]


def test_a_visit_takes_as_long_as_its_kind_unless_told(calendar):
    assert calendar.screening().ends_at == NINE + timedelta(minutes=60)
    longer = calendar.screening(starts_at=NINE + DAY, minutes=90)
    assert longer.ends_at == NINE + DAY + timedelta(minutes=90)


def test_a_planned_step_gives_its_own_length_and_is_filled_by_one_visit(calendar):
    course = calendar.walk.preparing()
    step = course.steps.get(kind="PREPARATION", number=1)
    given = {
        "kind": "PREPARATION",
        "site": calendar.site,
        "course": course,
        "step": step,
        "room": calendar.therapy_room,
        "staff": [(calendar.walk.therapist, "THERAPIST")],
        "by": calendar.walk.desk,
        "at": calendar.walk.at,
    }
    visit = actions.book(course.patient, starts_at=NINE, **given)
    assert visit.ends_at - visit.starts_at == timedelta(minutes=step.visit_minutes)
    with pytest.raises(StepIsBooked):
        actions.book(course.patient, starts_at=NINE + DAY, **given)


@pytest.mark.parametrize("minutes", [4, 481])
def test_a_visit_of_no_sensible_length_is_refused(calendar, minutes):
    with pytest.raises(InvalidInput) as refused:
        calendar.screening(minutes=minutes)
    assert refused.value.field == "minutes"


def test_a_kind_the_site_does_not_offer_is_refused(calendar):
    with pytest.raises(InvalidInput) as refused:
        calendar.screening(kind="DOSING", route="IN_ESK")
    assert refused.value.field == "kind"


def test_the_auditor_may_not_book(calendar, auditor):
    with pytest.raises(NotAllowed):
        calendar.screening(by=auditor)


def test_the_desk_of_another_site_may_not_book_here(calendar, other_desk):
    with pytest.raises(NotAllowed):
        calendar.screening(by=other_desk)


def test_a_whole_day_from_booked_to_over(calendar, act, heard, gate_is_open):
    visit = calendar.screening()
    visit = act(actions.confirm, visit)
    visit = act(actions.arrive, visit, at=NINE - timedelta(minutes=10))
    assert visit.arrived_at == NINE - timedelta(minutes=10)
    visit = act(actions.finish, visit, at=NINE + timedelta(minutes=55))
    assert (visit.status, visit.left_by) == (Status.ARRIVED, calendar.walk.desk.actor_id)
    assert [type(each).__name__ for each in heard] == [
        "AppointmentBooked",
        "AppointmentConfirmed",
        "AppointmentArrived",
        "AppointmentFinished",
    ]


def test_a_patient_arrives_on_the_day_of_the_visit_only(calendar, act):
    visit = calendar.screening()
    with pytest.raises(TooEarly, match="Wed 25 Nov, 09:00 MST"):
        act(actions.arrive, visit)
    assert act(actions.arrive, visit, at=NINE).status == Status.ARRIVED


def test_an_arrival_can_be_taken_back_until_the_visit_is_over(calendar, act, gate_is_open):
    visit = act(actions.arrive, act(actions.confirm, calendar.screening()), at=NINE)
    visit = act(actions.un_arrive, visit, at=NINE)
    assert (visit.status, visit.arrived_at, visit.arrived_by) == (Status.CONFIRMED, None, "")
    visit = act(actions.finish, act(actions.arrive, visit, at=NINE), at=NINE)
    with pytest.raises(DomainError, match="over"):
        act(actions.un_arrive, visit, at=NINE)


def test_an_unconfirmed_visit_whose_arrival_is_taken_back_is_booked_again(calendar, act):
    visit = act(actions.arrive, calendar.screening(), at=NINE)
    assert act(actions.un_arrive, visit, at=NINE).status == Status.BOOKED


def test_a_handler_above_can_refuse_to_take_the_arrival_back(calendar, act, monkeypatch):
    def care_has_begun(_event):
        raise DomainError("The dosing session has begun.")

    visit = act(actions.arrive, calendar.screening(), at=NINE)
    kind = events.AppointmentUnarrived
    monkeypatch.setitem(bus._handlers, kind, [*bus._handlers[kind], care_has_begun])
    with pytest.raises(DomainError, match="begun"):
        act(actions.un_arrive, visit, at=NINE)
    visit.refresh_from_db()
    assert visit.status == Status.ARRIVED


def test_a_patient_who_calls_off_on_the_last_day_has_cancelled_late(calendar, act):
    early, late = calendar.screening(), calendar.screening(starts_at=NINE + timedelta(hours=2))
    day_before = NINE - DAY
    early = act(actions.cancel, early, at=day_before, reason="PATIENT_ASKED")
    late = act(
        actions.cancel, late, at=day_before + timedelta(hours=2, minutes=1), reason="PATIENT_ASKED"
    )
    assert (early.status, late.status) == (Status.CANCELLED, Status.LATE_CANCELLED)


def test_the_clinics_own_reasons_are_never_late(calendar, act):
    visit = act(actions.cancel, calendar.screening(), at=NINE, reason="STAFF_AWAY", note="Flu.")
    assert (visit.status, visit.reason, visit.note) == (Status.CANCELLED, "STAFF_AWAY", "Flu.")


def test_a_visit_is_called_off_for_a_reason_on_the_list(calendar, act):
    with pytest.raises(InvalidInput) as refused:
        act(actions.cancel, calendar.screening(), reason="BECAUSE")
    assert refused.value.field == "reason"


def test_an_arrived_patient_may_still_withdraw_but_not_once_it_is_over(calendar, act):
    visit = act(actions.arrive, calendar.screening(), at=NINE)
    assert act(actions.cancel, visit, at=NINE, reason="PATIENT_ASKED").status == Status.CANCELLED
    done = act(actions.arrive, calendar.screening(), at=NINE)
    act(actions.finish, done, at=NINE)
    with pytest.raises(DomainError, match="over"):
        act(actions.cancel, done, at=NINE, reason="PATIENT_ASKED")


def test_nobody_has_missed_a_visit_that_has_not_begun(calendar, act):
    visit = calendar.screening()
    with pytest.raises(TooEarly):
        act(actions.no_show, visit, at=NINE - timedelta(seconds=1))
    assert act(actions.no_show, visit, at=NINE).status == Status.NO_SHOW


def test_what_has_ended_stays_ended(calendar, act):
    visit = act(actions.cancel, calendar.screening(), reason="STAFF_AWAY")
    for verb, given in (
        (actions.arrive, {}),
        (actions.confirm, {}),
        (actions.no_show, {}),
        (actions.cancel, {"reason": "STAFF_AWAY"}),
        (actions.move, {"starts_at": NINE + DAY}),
    ):
        with pytest.raises(IllegalMove):
            act(verb, visit, at=NINE, **given)


def test_the_database_refuses_a_move_the_table_does_not_know(calendar, act):
    visit = act(actions.cancel, calendar.screening(), reason="STAFF_AWAY")
    visit.status = Status.BOOKED
    visit.ended_at, visit.ended_by = None, ""
    with (
        pytest.raises(DatabaseError, match="cannot go"),
        transaction.atomic(),
        acting_as(BEAT, at=calendar.walk.at),
    ):
        visit.save()


def test_a_dosing_visit_is_confirmed_only_when_the_gate_sees_nothing(calendar, act, gate_is_shut):
    visit = calendar.dosing(calendar.walk.ready())
    with pytest.raises(NotReady) as refused:
        act(actions.confirm, visit)
    assert refused.value.details["blockers"] == ["Consent is not signed."]
    visit.refresh_from_db()
    assert visit.status == Status.BOOKED


def test_without_a_gate_no_dosing_visit_is_confirmed(calendar, act, monkeypatch):
    monkeypatch.setattr(outlook, "_advisors", [])
    with pytest.raises(NotReady):
        act(actions.confirm, calendar.dosing(calendar.walk.ready()))


def test_the_gate_is_not_asked_about_other_visits(calendar, act, gate_is_shut):
    assert act(actions.confirm, calendar.screening()).status == Status.CONFIRMED


def test_a_hold_takes_the_time_and_can_be_taken_up(calendar, act, heard):
    held = calendar.dosing(calendar.walk.ready(), verb=actions.hold)
    assert (held.status, held.held_until) == (
        Status.HELD,
        calendar.walk.at + timedelta(minutes=10),
    )
    assert heard == []
    visit = act(actions.book_hold, held)
    assert (visit.status, visit.held_until) == (Status.BOOKED, None)
    assert [type(each) for each in heard] == [events.AppointmentBooked]


def test_the_clock_ends_holds_that_ran_out_and_no_others(calendar, act, heard):
    first = calendar.dosing(calendar.walk.ready(), verb=actions.hold)
    walk = calendar.walk.later(minutes=6)
    second = walk.register("Bryony", "Sample")
    second = actions.hold(
        second,
        kind="SCREENING",
        site=calendar.site,
        room=calendar.office,
        staff=[(calendar.walk.prescriber, "PRESCRIBER")],
        starts_at=NINE,
        by=calendar.walk.desk,
        at=walk.at,
    )
    at = calendar.walk.at + timedelta(minutes=11)
    assert actions.release_holds(by=BEAT, at=at) == 1
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, first.reason) == (Status.CANCELLED, "HOLD_RAN_OUT")
    assert second.status == Status.HELD
    # Nobody was promised anything: only the waitlist hears of the free time.
    assert [type(each) for each in heard] == [events.HoldEnded]


def test_the_readable_history_names_who_did_what(calendar, act):
    visit = act(actions.cancel, calendar.screening(), reason="STAFF_AWAY", by=calendar.walk.nurse)
    rows = [(each.status, each.history_user_id) for each in visit.history.order_by("history_id")]
    assert rows == [
        (Status.BOOKED, calendar.walk.desk.actor_id),
        (Status.CANCELLED, calendar.walk.nurse.actor_id),
    ]


def test_a_visit_whose_patient_has_arrived_is_not_confirmed_or_booked_again(calendar, act):
    """The table lets an arrival be taken back; no other verb may go that way."""
    visit = act(actions.arrive, calendar.screening(), at=NINE)
    for verb in (actions.confirm, actions.book_hold):
        with pytest.raises(DomainError, match="arrived already"):
            act(verb, visit, at=NINE)
    visit.refresh_from_db()
    assert visit.status == Status.ARRIVED
