"""The search costs what the best of all plans costs, keeps every rule, and has nothing to do the second time.

Small clinics (`small`), every plan tried by a reference that shares no code with the search. Negative controls: with
the gap check taken out, and with branching taken out, the same properties fail.
"""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

from clinic.scheduling.planner import branch, joint
from clinic.scheduling.planner.days import instant_of, minute_of
from clinic.scheduling.planner.joint import Planner
from clinic.scheduling.planner.problem import Cost, Place
from tests.clinic.scheduling.planner.small import (
    NURSE,
    THERAPISTS,
    TooManyPlans,
    World,
    broken,
    brute_force,
    most_doses,
    worlds,
)

# The same worlds each run: some take the reference long. The long profile draws new ones.
MAIN = settings(
    max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
PERSONS = [*THERAPISTS, NURSE]
LONG = settings(MAIN, max_examples=400, derandomize=False)
# New worlds may have millions of plans; past this many the reference gives up, and the rules alone are asked.
MOST_TRIED = 10_000


def solve(world: World):
    return Planner(world.courses, world.calendar).best()


def as_tuple(packed):
    cost = Cost.of(packed)
    return (
        cost.changed,
        cost.therapist_changes,
        cost.other_changes,
        cost.preferences_missed,
        cost.minutes,
    )


def rules_broken(world: World, answer) -> list[str]:
    placed = {key: (spot.start, spot.room_id, spot.team) for key, spot in answer.spots.items()}
    most = {number: most_doses(course) for number, course in enumerate(world.courses)}
    return broken(world, placed, most)


def problems(world: World) -> list[str]:
    """What is wrong with the search's answer, in words; empty if it is as good as the best."""
    return problems_beside(world, brute_force(world))


def problems_beside(world: World, best: tuple[int, ...] | None) -> list[str]:
    answer = solve(world)
    if answer is None or best is None:
        return [] if answer is best else [f"search {answer}, all plans {best}"]
    found = rules_broken(world, answer)
    if answer.proven and as_tuple(answer.cost) != best:
        found.append(f"search {as_tuple(answer.cost)}, best {best}")
    return found


@MAIN
@given(worlds())
def test_one_course_is_planned_as_cheaply_as_can_be(world):
    assert problems(world) == []


@settings(MAIN, max_examples=10)
@given(worlds(courses=2, days=4))
def test_two_courses_that_share_rooms_and_people_are_planned_as_cheaply_as_can_be(world):
    assert problems(world) == []


def booked(world: World) -> World | None:
    """The world with every visit where the search puts it; None where it finds no plan."""
    answer = solve(world)
    if answer is None:
        return None
    courses = []
    for course in world.courses:
        visits = []
        for visit in course.visits:
            spot = answer.spots[visit.key]
            place = Place(instant_of(spot.start), instant_of(spot.end), spot.room_id, spot.team)
            visits.append(replace(visit, now=place))
        courses.append(replace(course, visits=tuple(visits)))
    return replace(world, courses=courses)


@MAIN
@given(worlds(courses=2))
def test_planning_twice_changes_nothing(world):
    known = booked(world)
    if known is None:
        return
    again = solve(known)
    assert again.cost == 0
    assert {k: (s.start, s.room_id, set(s.team)) for k, s in again.spots.items()} == {
        v.key: (minute_of(v.now.starts_at), v.now.room_id, set(v.now.team))
        for course in known.courses
        for v in course.visits
    }


def without(world: World, person, day: int) -> World | None:
    """Booked, and then somebody is away on that day of the calendar."""
    known = booked(world)
    if known is None:
        return None
    calendar, days = known.calendar, known.calendar.days
    left = replace(calendar, free=dict(calendar.free), _starts={})
    left.send_away(person, days.start(day), days.end(day) + 1)
    return replace(known, calendar=left)


def is_proven(world: World) -> bool:
    """Whether the search says that its answer is the best, or that there is none."""
    answer = solve(world)
    return answer is None or answer.proven


def problems_of_a_sick_day(world: World | None) -> list[str]:
    """As `problems`, and the answer must be proven."""
    if world is None:
        return []
    return problems(world) if is_proven(world) else ["not proven"]


@settings(MAIN, max_examples=15)
@given(worlds(courses=3, days=5), st.sampled_from(PERSONS), st.integers(0, 4))
def test_a_sick_day_of_three_patients_costs_as_little_as_can_be_and_is_proven(world, person, day):
    assert problems_of_a_sick_day(without(world, person, day)) == []


@MAIN
@given(worlds())
def test_a_dose_that_was_given_never_moves(world):
    """It stays where it was, even where nobody and no room was free and every gap is broken."""
    course = world.courses[0]
    first = course.visits[0]
    if first.now is None:
        return
    fixed = replace(first, fixed=True)
    visits = (fixed, *course.visits[1:])
    answer = Planner([replace(course, visits=visits)], world.calendar).best()
    if answer is not None:
        assert answer.spots[first.key].start == minute_of(first.now.starts_at)
        assert answer.spots[first.key].team == first.now.team


class Compared:
    """Long runs: worlds drawn anew, and how many of them the reference could try every plan of."""

    def __init__(self) -> None:
        self.drawn = self.compared = 0

    def problems(self, world: World) -> list[str]:
        self.drawn += 1
        try:
            best = brute_force(world, MOST_TRIED)
        except TooManyPlans:
            answer = solve(world)
            return [] if answer is None else rules_broken(world, answer)
        self.compared += 1
        return problems_beside(world, best)

    def enough(self) -> bool:
        return self.compared >= self.drawn / 4


@pytest.mark.slow
def test_one_course_long():
    seen = Compared()

    @LONG
    @given(worlds())
    def each(world):
        assert seen.problems(world) == []

    each()
    assert seen.enough()


@pytest.mark.slow
def test_three_courses_long():
    seen = Compared()

    @settings(LONG, max_examples=200)
    @given(worlds(courses=3, days=4))
    def each(world):
        assert seen.problems(world) == []

    each()
    assert seen.enough()


@pytest.mark.slow
def test_a_sick_day_of_four_patients_long():
    seen = Compared()

    @settings(LONG, max_examples=300)
    @given(worlds(courses=4, days=5), st.sampled_from(PERSONS), st.integers(0, 4))
    def each(world, person, day):
        left = without(world, person, day)
        assert left is None or (is_proven(left) and seen.problems(left) == [])

    each()
    assert seen.enough()


def counterexample(strategy):
    """A world in which the answer breaks a rule, or None."""

    def is_one(world: World) -> bool:
        answer = solve(world)
        return answer is not None and bool(rules_broken(world, answer))

    chosen = settings(MAIN, max_examples=300, phases=[Phase.generate])
    try:
        return find(strategy, is_one, settings=chosen)
    except NoSuchExample:
        return None


class TestControls:
    """The properties notice when a guard is missing."""

    def test_without_branching(self, monkeypatch):
        """Guards: `branch.Search._parts` and the narrowing. Without them doses crowd, visits overlap."""
        monkeypatch.setattr(branch.Search, "_parts", lambda *_args: [])
        monkeypatch.setattr(branch, "narrow", lambda _s, _l, _d, bounds: bounds)
        monkeypatch.setattr(branch.Search, "_nobody_pays", lambda _self: None)
        assert counterexample(worlds()) is not None

    def test_without_the_check_for_two_courses_in_one_room(self, monkeypatch):
        """Guards: `joint.Planner._clash`."""
        monkeypatch.setattr(joint.Planner, "_clash", lambda _self, _spots: None)
        assert counterexample(worlds(courses=2, days=4)) is not None

    def test_without_gaps(self, monkeypatch):
        """Guards: the links themselves."""
        monkeypatch.setattr(branch, "tree_of", lambda _links: {})
        monkeypatch.setattr(branch, "narrow", lambda _s, _l, _d, bounds: bounds)
        monkeypatch.setattr(branch.Search, "_parts", lambda *_args: [])
        assert counterexample(worlds()) is not None
