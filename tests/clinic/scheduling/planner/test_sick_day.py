"""What a day without somebody does to group and video visits, and what is said when a search ends without an answer."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import find

from clinic.scheduling.actions import group as groups
from clinic.scheduling.actions import room as rooms
from clinic.scheduling.planner import branch
from clinic.scheduling.planner.calendar import Calendar, RoomFacts, Spans
from clinic.scheduling.planner.course import Course
from clinic.scheduling.planner.days import Days, instant_of
from clinic.scheduling.planner.gather import Gathered
from clinic.scheduling.planner.plan import _solved, sick_day
from clinic.scheduling.planner.problem import GaveUp, Impossible, Place, Plan, Wanted
from tests.clinic.scheduling.conftest import NINE
from tests.clinic.scheduling.planner.small import ROOMS, TALK, THERAPISTS, wall, worlds
from tests.clinic.scheduling.planner.test_exact import MAIN
from tests.clinic.scheduling.test_video import by_video
from tests.people import license as put_on_record

WEDNESDAY = NINE.date()
HOUR = timedelta(hours=1)


def test_a_group_keeps_its_time_and_is_named(weeks, manager, at):
    walk = weeks.walk
    room = rooms.open_room(weeks.site, name="Circle", kind="GROUP", seats=3, by=manager, at=at)
    team = [(walk.therapist, "THERAPIST")]
    groups.open_group(weeks.site, room=room, staff=team, starts_at=NINE, by=walk.desk, at=walk.at)
    found = sick_day(weeks.site, walk.therapist.pk, WEDNESDAY, at=at)
    assert found.notices == (
        "Group of Wed 25 Nov, 09:00 MST needs another therapist: find one, or call its members.",
    )
    assert found.lines == ()
    assert sick_day(weeks.site, walk.nurse.pk, WEDNESDAY, at=at).notices == ()


@pytest.mark.usefixtures("signed_policy")
@pytest.mark.parametrize("until", [date(2027, 11, 25), WEDNESDAY])
def test_a_video_visit_goes_where_its_clinician_is_licensed(weeks, manager, until):
    """Negative control: the same visit with a licence that ends that day has no other day."""
    prescriber = weeks.walk.prescriber
    put_on_record(
        prescriber, weeks.site, "PRESCRIBER", by=manager, jurisdiction="US-CO", until=until
    )
    visit = by_video(weeks)
    found = sick_day(weeks.site, prescriber.pk, WEDNESDAY, at=NINE - HOUR)
    if until == WEDNESDAY:
        assert isinstance(found, Impossible)
        return
    assert isinstance(found, Plan)
    assert found.proven
    (line,) = found.changes
    assert line.appointment_id == visit.pk
    assert line.to.starts_at.date() > WEDNESDAY
    assert (line.to.room_id, line.to.team) == (None, line.was.team)


def test_a_search_that_ends_at_its_budget_says_so(monkeypatch):
    """Never that there is no plan. Guard: `Planner.gave_up`."""
    world = find(worlds(), lambda _each: True, settings=MAIN)

    def best(search):
        search.gave_up = True

    monkeypatch.setattr(branch.Search, "best", best)
    found = _solved(Gathered(tuple(world.courses), ()), world.calendar)
    assert isinstance(found, GaveUp)
    assert not isinstance(found, Impossible)
    assert found.rule == "The search stopped at its limit without a plan. There may be one."


def test_too_few_rooms_for_all_is_named_with_what_would_do():
    """Two talks of 45 minutes in one room that is open for an hour: a room more, or an hour, and both fit."""
    zone, day = "America/Denver", date(2026, 11, 25)
    opens, closes = wall(zone, day, 9), wall(zone, day, 10)
    span = Spans([opens], [closes])
    rooms = {ROOMS[0]: RoomFacts("DOSING", frozenset(), 0)}
    people = [(each, "THERAPIST") for each in THERAPISTS]
    calendar = Calendar(
        Days(zone, day, day), opens, closes + 120, span, rooms, {"THERAPIST": tuple(THERAPISTS)},
        dict.fromkeys([(ROOMS[0], ""), *people], span),
    )  # fmt: skip
    courses = tuple(Course((_talk(number, room, opens),), ()) for number, room in enumerate(ROOMS))
    found = _solved(Gathered(courses, ()), calendar)
    assert isinstance(found, Impossible)
    assert found.rule == "Rooms and people are not enough for all these visits at once."
    offered = {each.sentence: each.gives for each in found.relaxations}
    assert offered == {
        "With one more dosing room or chair": "a plan with 1 visit changed",
        "With each day one hour longer": "a plan with 1 visit changed",
    }


def _talk(number, room, start):
    key, therapist = UUID(int=number + 1), THERAPISTS[number]
    now = Place(
        instant_of(start), instant_of(start + TALK.minutes), room, ((therapist, "THERAPIST"),)
    )
    return Wanted(
        key, "INTEGRATION", "", TALK.minutes, now=now, patient_id=UUID(int=number + 100),
        appointment_id=key, demand=TALK,
    )  # fmt: skip
