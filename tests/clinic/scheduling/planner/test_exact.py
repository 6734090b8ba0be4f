"""The search costs what the best of all plans costs, keeps every rule, and has nothing to do the second time.

Small clinics (`small`), every plan tried by a reference that shares no code with the search. Negative controls: with
the gap check taken out, and with branching taken out, the same properties fail.
"""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis.errors import NoSuchExample

from clinic.scheduling.planner import branch, joint
from clinic.scheduling.planner.days import instant_of, minute_of
from clinic.scheduling.planner.joint import Planner
from clinic.scheduling.planner.problem import Cost, Place
from tests.clinic.scheduling.planner.small import World, broken, brute_force, most_doses, worlds

# The same worlds each run: some take the reference long. The long profile draws new ones.
MAIN = settings(
    max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
LONG = settings(MAIN, max_examples=1500, derandomize=False)


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
    answer, best = solve(world), brute_force(world)
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


@MAIN
@given(worlds(courses=2))
def test_planning_twice_changes_nothing(world):
    answer = solve(world)
    if answer is None:
        return
    booked = []
    for course in world.courses:
        visits = []
        for visit in course.visits:
            spot = answer.spots[visit.key]
            place = Place(instant_of(spot.start), instant_of(spot.end), spot.room_id, spot.team)
            visits.append(replace(visit, now=place))
        booked.append(replace(course, visits=tuple(visits)))
    again = Planner(booked, world.calendar).best()
    assert again.cost == 0
    assert {k: (s.start, s.room_id, set(s.team)) for k, s in again.spots.items()} == {
        k: (s.start, s.room_id, set(s.team)) for k, s in answer.spots.items()
    }


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


@pytest.mark.slow
@LONG
@given(worlds())
def test_one_course_long(world):
    assert problems(world) == []


@pytest.mark.slow
@settings(LONG, max_examples=400)
@given(worlds(courses=3, days=4))
def test_three_courses_long(world):
    assert problems(world) == []


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
