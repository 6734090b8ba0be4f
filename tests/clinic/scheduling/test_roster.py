"""Weekly patterns become shifts once; leave takes them away and gives them back.

Negative control: `test_two_expansions_make_each_day_once` runs the expansion again; without the look at the days a rule
has, the database's own rule (nobody is rostered twice in a role) refuses the second.
"""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from clinic.accounts.system import BEAT
from clinic.core.errors import InvalidInput
from clinic.scheduling.actions import expansion, roster_shift
from clinic.scheduling.actions import leave as leaves
from clinic.scheduling.actions import working_pattern as patterns
from clinic.scheduling.actions.room import VisitsInTheWay
from clinic.scheduling.actions.working_pattern import WeekRule
from clinic.scheduling.models import RosterShift
from clinic.scheduling.policies.booking import RulesInTheWay
from tests.clinic.scheduling.conftest import DAY, NINE
from tests.people import hire

MONDAY = date(2026, 11, 30)
EIGHT = datetime(2026, 11, 30, 15, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
WEEK = [WeekRule(day, time(8), time(16)) for day in range(5)]


@pytest.fixture(autouse=True)
def four_weeks_ahead(settings):
    settings.ROSTER_AHEAD_DAYS = 28


@pytest.fixture
def robin(calendar):
    return hire(calendar.site, "THERAPIST", "Robin Rostered")


def set_week(calendar, staff, rules=WEEK, role="THERAPIST", from_on=MONDAY, **given):
    wanted = {"by": calendar.manager, "at": calendar.walk.at, **given}
    return patterns.set_week(
        calendar.site, staff=staff, role=role, rules=rules, from_on=from_on, **wanted
    )


def spans(staff):
    found = RosterShift.objects.standing().filter(staff=staff).order_by("starts_at")
    return list(found.values_list("starts_at", "ends_at"))


def away(calendar, staff, starts_at, ends_at, **given):
    wanted = {"kind": "HOLIDAY", "by": calendar.manager, "at": calendar.walk.at, **given}
    return leaves.grant(calendar.site, staff=staff, starts_at=starts_at, ends_at=ends_at, **wanted)


def test_a_week_becomes_shifts_up_to_the_horizon(calendar, robin):
    set_week(calendar, robin)
    found = spans(robin)
    assert found[0] == (EIGHT, EIGHT + 8 * HOUR)
    assert len(found) == 17  # 30 Nov to 22 Dec, five a week
    assert (
        RosterShift.objects.filter(staff=robin).values("pattern", "pattern_on").distinct().count()
        == 17
    )


def test_two_expansions_make_each_day_once(calendar, robin):
    set_week(calendar, robin)
    before = spans(robin)
    assert expansion.expand_person(robin, by=BEAT, at=calendar.walk.at) == 0
    assert spans(robin) == before
    tomorrow = calendar.walk.at + DAY
    assert expansion.expand_person(robin, by=BEAT, at=tomorrow) == 1  # Wednesday 23 December
    assert expansion.people_with_patterns(tomorrow) == [robin]


def test_a_shift_taken_back_by_hand_stays_away(calendar, robin):
    set_week(calendar, robin)
    shift = RosterShift.objects.filter(staff=robin).order_by("starts_at").first()
    roster_shift.withdraw(shift, by=calendar.manager, at=calendar.walk.at)
    assert expansion.expand_person(robin, by=BEAT, at=calendar.walk.at) == 0
    assert spans(robin)[0][0] == EIGHT + DAY


def test_shifts_made_by_hand_are_worked_around(calendar, robin):
    roster_shift.roster(
        calendar.site,
        staff=robin,
        role="THERAPIST",
        starts_at=EIGHT - HOUR,
        ends_at=EIGHT + HOUR,
        by=calendar.manager,
        at=calendar.walk.at,
    )
    set_week(calendar, robin)
    assert spans(robin)[:2] == [(EIGHT - HOUR, EIGHT + HOUR), (EIGHT + HOUR, EIGHT + 8 * HOUR)]


def test_another_week_begins_on_its_day_and_unchanged_days_keep_their_shifts(calendar, robin):
    set_week(calendar, robin)
    tuesday = RosterShift.objects.get(staff=robin, pattern_on=date(2026, 12, 8))
    late = [WeekRule(0, time(10), time(18)), *WEEK[1:]]
    set_week(calendar, robin, late, from_on=date(2026, 12, 7))
    monday = EIGHT + 7 * DAY
    assert (monday + 2 * HOUR, monday + 10 * HOUR) in spans(robin)
    assert (EIGHT, EIGHT + 8 * HOUR) in spans(robin)
    tuesday.refresh_from_db()
    assert tuesday.withdrawn_at is None


def test_a_week_that_leaves_a_visit_without_the_person_is_refused(calendar, robin):
    set_week(calendar, robin)
    calendar.screening(
        kind="FOLLOW_UP",
        room=calendar.therapy_room,
        staff=[(robin, "THERAPIST")],
        starts_at=EIGHT,
    )
    with pytest.raises(VisitsInTheWay):
        set_week(calendar, robin, [WeekRule(0, time(9), time(16))])
    earlier = [WeekRule(0, time(7), time(12))]
    set_week(calendar, robin, earlier)  # the visit is still covered


def test_on_call_is_on_duty_but_not_booked(calendar, robin):
    set_week(calendar, robin, [WeekRule(0, time(8), time(16), on_call=True)])
    assert RosterShift.objects.standing().filter(staff=robin, on_call=True).exists()
    with pytest.raises(RulesInTheWay) as refused:
        calendar.screening(
            kind="FOLLOW_UP",
            room=calendar.therapy_room,
            staff=[(robin, "THERAPIST")],
            starts_at=EIGHT,
        )
    assert refused.value.codes == {"not-on-duty"}


def test_on_call_may_last_into_the_next_morning(calendar, robin):
    set_week(calendar, robin, [WeekRule(0, time(18), time(7), on_call=True)])
    assert spans(robin)[0] == (EIGHT + 10 * HOUR, EIGHT + 23 * HOUR)


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        ([WeekRule(0, time(16), time(8))], "Work would end at 08:00, before it starts at 16:00."),
        ([WeekRule(0, time(8), time(8))], "Work would start and end at 08:00."),
        (
            [WeekRule(0, time(8), time(12)), WeekRule(0, time(11), time(16))],
            "The times on Monday overlap.",
        ),
    ],
)
def test_a_week_that_cannot_be_is_refused(calendar, robin, rules, sentence):
    with pytest.raises(InvalidInput) as refused:
        set_week(calendar, robin, rules)
    assert str(refused.value) == sentence


def test_leave_takes_what_lies_inside_and_keeps_the_rest(calendar, robin):
    set_week(calendar, robin)
    away(calendar, robin, EIGHT + 2 * HOUR, EIGHT + DAY + 3 * HOUR)
    assert spans(robin)[:3] == [
        (EIGHT, EIGHT + 2 * HOUR),
        (EIGHT + DAY + 3 * HOUR, EIGHT + DAY + 8 * HOUR),
        (EIGHT + 2 * DAY, EIGHT + 2 * DAY + 8 * HOUR),
    ]


def test_leave_taken_back_gives_the_shifts_back_except_where_other_leave_stands(calendar, robin):
    set_week(calendar, robin)
    first = away(calendar, robin, EIGHT, EIGHT + 8 * HOUR)
    away(calendar, robin, EIGHT + 6 * HOUR, EIGHT + 8 * HOUR, kind="TRAINING")
    taken_back = {"by": calendar.manager, "at": calendar.walk.at}
    leaves.take_back(calendar.site, leave=first, **taken_back)
    leaves.take_back(calendar.site, leave=first, **taken_back)
    assert spans(robin)[0] == (EIGHT, EIGHT + 6 * HOUR)
    assert len(spans(robin)) == 17


def test_days_expanded_during_leave_come_back_with_it(calendar, robin):
    leave = away(calendar, robin, EIGHT, EIGHT + 14 * DAY)
    set_week(calendar, robin)
    assert len(spans(robin)) == 7
    leaves.take_back(calendar.site, leave=leave, by=calendar.manager, at=calendar.walk.at)
    assert len(spans(robin)) == 17


def test_leave_answers_with_the_visits_left_without_the_person(calendar):
    visit = calendar.screening()
    calendar.screening(starts_at=NINE + DAY, patient=visit.patient)
    leave = away(calendar, calendar.walk.prescriber, NINE - HOUR, NINE + HOUR / 2)
    assert list(leaves.left_without(leave)) == [visit]
    visit.refresh_from_db()
    assert visit.status == "BOOKED"


def test_leave_from_one_site_leaves_the_other(calendar, robin):
    leave = away(calendar, robin, EIGHT, EIGHT + DAY, everywhere=False)
    assert leave.site_id == calendar.site.pk


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "field", "sentence"),
    [
        (EIGHT + HOUR, EIGHT, "ends_at", "The leave would end Mon 30 Nov, 08:00 MST, before it"),
        (EIGHT, EIGHT + 500 * DAY, "ends_at", "A leave lasts at most 400 days."),
        (NINE - 9 * DAY, NINE - 8 * DAY, "ends_at", "That time is over."),
    ],
)
def test_a_leave_that_cannot_be_is_refused(calendar, robin, starts_at, ends_at, field, sentence):
    with pytest.raises(InvalidInput) as refused:
        away(calendar, robin, starts_at, ends_at)
    assert str(refused.value).startswith(sentence)
    assert refused.value.field == field
