"""One change, many visits: all or nothing. Negative control for each refusal: the same rows without the rival pass."""

from datetime import timedelta

import pytest

from clinic.core import failpoints
from clinic.core.errors import IllegalMove, InvalidInput
from clinic.scheduling.actions import appointment as actions
from clinic.scheduling.actions import change as changes
from clinic.scheduling.actions.row import Row, RowRefused, Spot
from clinic.scheduling.models import Appointment, Change, Claim
from patients.models import CourseStep
from tests.clinic.scheduling.conftest import DAY, NINE

Status = Appointment.Status
HOUR = timedelta(hours=1)


def spot(visit, starts_at=None, room=None):
    start = starts_at or visit.starts_at
    team = tuple((each.user, each.role) for each in visit.staff.select_related("user"))
    return Spot(start, start + (visit.ends_at - visit.starts_at), room or visit.room, team)


def moved(visit, starts_at=None, room=None, **given):
    return Row(
        visit.visit_id, visit, visit.version, visit.step, to=spot(visit, starts_at, room), **given
    )


@pytest.fixture
def accept(calendar):
    def call(*rows, verb=changes.apply_replan, thing=None, **given):
        return verb(
            thing or calendar.site, lines=rows, by=calendar.walk.desk, at=calendar.walk.at, **given
        )

    return call


@pytest.fixture
def doses(calendar):
    """A ready course whose first two doses are booked, Wednesday and Thursday at nine."""
    course = calendar.walk.ready()
    steps = list(CourseStep.objects.filter(course=course, kind="DOSING").order_by("number"))
    return [
        calendar.dosing(course, NINE + n * DAY, step=steps[n], at=calendar.walk.at - HOUR)
        for n in range(2)
    ]


def as_it_stands():
    standing = Appointment.objects.standing().order_by("visit_id")
    return list(standing.values_list("visit_id", "starts_at", "room", "status", "version"))


def test_two_visits_change_places_in_one_change(calendar, accept):
    """T-SWAP. Negative control: place each as soon as its own place is free, and the first clashes with the second."""
    here = calendar.screening(starts_at=NINE)
    there = calendar.screening(starts_at=NINE + HOUR)
    change = accept(moved(here, there.starts_at), moved(there, here.starts_at))
    now = {row.visit_id: row for row in Appointment.objects.standing()}
    assert now[here.visit_id].starts_at == NINE + HOUR
    assert now[there.visit_id].starts_at == NINE
    assert [line.before_id for line in change.lines.whole()] == [here.pk, there.pk]
    assert Claim.objects.filter(active=True).count() == 6


def test_a_plan_is_booked_whole(calendar, accept):
    course = calendar.walk.ready()
    steps = list(CourseStep.objects.filter(course=course, kind="DOSING").order_by("number"))
    team = tuple(calendar.monitored())
    rows = [
        Row(step.pk, step=step, to=Spot(start, start + 2.5 * HOUR, calendar.chair, team))
        for step, start in zip(steps, (NINE, NINE + DAY), strict=False)
    ]
    change = accept(*rows, verb=changes.book_plan, thing=course)
    assert change.kind == Change.Kind.PLAN
    booked = Appointment.objects.filter(course=course).order_by("starts_at")
    assert [(each.step, each.status) for each in booked] == [
        (steps[0], Status.BOOKED),
        (steps[1], Status.BOOKED),
    ]


def test_one_refused_row_leaves_everything_as_it_was_and_is_named(calendar, accept, doses):
    stranger = calendar.dosing(calendar.walk.ready(), NINE + 1 * DAY + 4 * HOUR)
    before = as_it_stands()
    with pytest.raises(RowRefused) as refused:
        accept(moved(doses[0], NINE + HOUR), moved(doses[1], stranger.starts_at))
    assert as_it_stands() == before
    assert refused.value.details["row"] == str(doses[1].visit_id)
    assert refused.value.details["because"] == "slot-taken"
    assert "Dosing session 2" in refused.value.sentence
    assert "Chair 1 is taken" in refused.value.sentence
    assert refused.value.details["free"]
    assert not Change.objects.filter(kind="REPLAN").exists()


def test_a_rule_in_the_way_is_said_with_its_row(calendar, accept, doses):
    with pytest.raises(RowRefused) as refused:
        accept(moved(doses[0], NINE - 8 * HOUR))
    assert "The site is open" in refused.value.sentence


def test_a_visit_changed_meanwhile_is_refused(calendar, accept, doses, gate_is_open):
    """Negative control: with the version as it is now the same row passes."""
    shown = moved(doses[0], NINE + HOUR)
    actions.confirm(doses[0], by=calendar.walk.desk, at=calendar.walk.at)
    with pytest.raises(RowRefused, match="changed this visit meanwhile"):
        accept(shown)
    doses[0].refresh_from_db()
    assert accept(moved(doses[0], NINE + HOUR))


def test_an_arrived_visit_never_moves(calendar, accept):
    visit = calendar.screening()
    visit = actions.arrive(visit, by=calendar.walk.desk, at=NINE)
    with pytest.raises(RowRefused) as refused:
        accept(moved(visit, NINE + DAY))
    assert refused.value.details["because"] == IllegalMove.code


@pytest.mark.parametrize("point", ["change.locked", "change.given_up", "change.placed"])
def test_killed_in_between_nothing_is_half_done(accept, doses, point, settings):
    """Whatever dies inside takes all of it along. Negative control: disarmed, the same change passes."""
    settings.FAILPOINTS = True
    before, rows = (
        as_it_stands(),
        [moved(doses[0], NINE + HOUR), moved(doses[1], NINE + DAY + HOUR)],
    )

    def die():
        raise SystemExit

    failpoints.arm(point, die)
    try:
        with pytest.raises(SystemExit):
            accept(*rows)
    finally:
        failpoints.disarm()
    assert as_it_stands() == before
    assert accept(*rows)


def test_rows_that_make_no_sense_are_refused(calendar, accept, doses):
    for rows, words in (
        ([], "at least one"),
        ([moved(doses[0]), moved(doses[0])], "stands in two rows"),
        ([Row(doses[0].pk)], "changes nothing"),
        ([Row(doses[0].pk, doses[0], 1)], "called off"),
    ):
        with pytest.raises(InvalidInput, match=words):
            accept(*rows)


def test_a_course_is_planned_with_its_own_steps_only(calendar, accept, doses):
    other = calendar.walk.ready()
    with pytest.raises(InvalidInput, match="another course"):
        accept(moved(doses[0], NINE + HOUR), verb=changes.book_plan, thing=other)


def test_a_dose_is_called_off_and_its_step_dropped(calendar, accept, doses):
    row = Row(doses[1].pk, doses[1], 1, reason="PATIENT_ASKED")
    drop = Row(doses[1].step_id, step=doses[1].step, drops=True)
    change = accept(row, drop, verb=changes.cancel_with, thing=doses[1])
    doses[1].refresh_from_db()
    doses[1].step.refresh_from_db()
    assert change.kind == Change.Kind.CANCEL
    assert (doses[1].status, doses[1].step.status) == (Status.CANCELLED, "DROPPED")


def test_called_off_late_and_planned_again_is_still_late(calendar, accept, doses):
    late = NINE - HOUR
    row = moved(doses[0], NINE + 5 * HOUR, reason="PATIENT_ASKED")
    changes.cancel_with(doses[0], lines=[row], by=calendar.walk.desk, at=late)
    doses[0].refresh_from_db()
    assert doses[0].status == Status.LATE_CANCELLED
    assert doses[0].replaced_by.starts_at == NINE + 5 * HOUR


def test_every_verb_of_the_desk_leaves_a_change(calendar, doses):
    kinds = Change.objects.filter(made_by=calendar.walk.desk.actor_id).values_list(
        "kind", flat=True
    )
    assert list(kinds) == ["BOOK", "BOOK"]
    now = actions.move(doses[0], starts_at=NINE + HOUR, by=calendar.walk.desk, at=calendar.walk.at)
    actions.cancel(now, reason="NO_ESCORT", by=calendar.walk.desk, at=calendar.walk.at)
    latest = Change.objects.to_undo(calendar.walk.desk, calendar.walk.at)
    assert [each.kind for each in latest] == ["CANCEL", "MOVE"]


def test_a_hold_is_no_change(calendar):
    held = calendar.dosing(calendar.walk.ready(), verb=actions.hold)
    actions.cancel(held, reason="BOOKED_IN_ERROR", by=calendar.walk.desk, at=calendar.walk.at)
    assert not Change.objects.exists()
