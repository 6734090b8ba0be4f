"""Rooms, hours, rosters and visit kinds are kept by the manager. Negative control: the same change without the visit goes."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from clinic.core.errors import InvalidInput, NotAllowed
from clinic.scheduling.actions import opening_hours, roster_shift, visit_kind
from clinic.scheduling.actions import room as rooms
from clinic.scheduling.actions.room import VisitsInTheWay
from clinic.scheduling.models import OpeningHours, RosterShift, VisitKind
from tests.clinic.scheduling.conftest import NINE


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 5000}, "name"),
        ({"name": "Chair 1"}, "name"),
        ({"kind": "KITCHEN"}, "kind"),
        ({"seats": 0}, "seats"),
    ],
)
def test_a_room_that_makes_no_sense_is_refused_at_its_field(calendar, manager, at, change, field):
    wanted = {"name": "Chair 3", "kind": "DOSING", "seats": 1, **change}
    with pytest.raises(InvalidInput) as refused:
        rooms.open_room(calendar.site, by=manager, at=at, **wanted)
    assert refused.value.field == field


def test_a_room_with_visits_to_come_is_not_closed_under_them(calendar, manager, at):
    visit = calendar.screening()
    with pytest.raises(VisitsInTheWay, match="1 visit to come") as refused:
        rooms.close_room(calendar.office, by=manager, at=at)
    assert refused.value.details["appointments"] == [str(visit.pk)]
    assert not rooms.close_room(calendar.chair, by=manager, at=at).is_in_use
    assert not rooms.close_room(calendar.office, by=manager, at=visit.ends_at).is_in_use


def test_the_desk_keeps_no_rooms(calendar, at):
    with pytest.raises(NotAllowed):
        rooms.close_room(calendar.chair, by=calendar.walk.desk, at=at)


@pytest.mark.parametrize(
    ("rules", "from_on", "field"),
    [
        ([(0, time(17), time(9))], date(2026, 12, 1), "closes"),
        ([(7, time(9), time(17))], date(2026, 12, 1), "weekday"),
        ([(0, time(9), time(13)), (0, time(12), time(17))], date(2026, 12, 1), "opens"),
        ([(0, time(9), time(17))], date(2026, 11, 23), "from_on"),
    ],
)
def test_hours_that_make_no_sense_are_refused(calendar, manager, at, rules, from_on, field):
    with pytest.raises(InvalidInput) as refused:
        opening_hours.set_opening_hours(
            calendar.site, rules=rules, from_on=from_on, by=manager, at=at
        )
    assert refused.value.field == field


def test_new_hours_end_the_old_ones_on_their_day(calendar, manager, at):
    changed = date(2026, 12, 1)
    opening_hours.set_opening_hours(
        calendar.site, rules=[(0, time(9), time(12))], from_on=changed, by=manager, at=at
    )
    rules = OpeningHours.objects.filter(site=calendar.site)
    assert {rule.until_on for rule in rules if rule.from_on < changed} == {changed}
    assert [(r.weekday, r.until_on) for r in rules if r.from_on == changed] == [(0, None)]


def roster(calendar, by, **given):
    start = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)
    wanted = {
        "staff": calendar.walk.nurse,
        "role": "NURSE",
        "starts_at": start,
        "ends_at": start + timedelta(hours=8),
        **given,
    }
    return roster_shift.roster(calendar.site, by=by, at=calendar.walk.at, **wanted)


def test_a_shift_ends_after_it_starts_in_a_role_the_person_has(calendar, manager):
    start = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)
    for change, field in (
        ({"ends_at": start}, "ends_at"),
        ({"ends_at": start + timedelta(hours=25)}, "ends_at"),
        ({"role": "THERAPIST"}, "role"),
        ({"role": "MANAGER"}, "role"),
    ):
        with pytest.raises(InvalidInput) as refused:
            roster(calendar, manager, **change)
        assert refused.value.field == field
    roster(calendar, manager)
    with pytest.raises(InvalidInput, match="already works"):
        roster(calendar, manager, starts_at=start + timedelta(hours=7, minutes=59))
    roster(
        calendar, manager, starts_at=start + timedelta(hours=8), ends_at=start + timedelta(hours=9)
    )


def test_a_shift_that_a_visit_counts_on_is_not_withdrawn(calendar, manager, at):
    calendar.screening()
    prescriber = calendar.walk.prescriber
    shift = RosterShift.objects.standing().get(staff=prescriber, starts_at__date=NINE.date())
    with pytest.raises(VisitsInTheWay):
        roster_shift.withdraw(shift, by=manager, at=at)
    nurse = RosterShift.objects.standing().get(
        staff=calendar.walk.nurse, starts_at__date=NINE.date()
    )
    assert roster_shift.withdraw(nurse, by=manager, at=at).withdrawn_by == manager.actor_id


def test_a_site_changes_minutes_but_never_who_must_be_there(calendar, manager, at):
    own = visit_kind.adjust_visit_kind(
        calendar.site, code="DOSING_IV", minutes=120, by=manager, at=at
    )
    assert (own.minutes, own.needs) == (120, ["MEDICAL_MONITOR", "THERAPIST"])
    assert VisitKind.objects.get(site=None, code="DOSING_IV").minutes == 150
    again = visit_kind.adjust_visit_kind(
        calendar.site, code="DOSING_IV", is_offered=False, by=manager, at=at
    )
    assert (again.pk, again.minutes) == (own.pk, 120)
    # What the site does not offer is not offered by the common row either.
    assert VisitKind.objects.offered(calendar.site.pk, "DOSING", "IV") is None
    with pytest.raises(InvalidInput):
        visit_kind.adjust_visit_kind(calendar.site, code="DANCING", minutes=5, by=manager, at=at)
    with pytest.raises(InvalidInput):
        visit_kind.adjust_visit_kind(calendar.site, code="REVIEW", minutes=4, by=manager, at=at)
