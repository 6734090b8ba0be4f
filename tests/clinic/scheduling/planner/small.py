"""Clinics of a few hours and courses of a few visits, and every plan there is for them, found by trying them all.

The reference below shares no code with the search: free time is a set of minutes, gaps are counted with Python's own
dates in the site's zone, costs are five figures, and each combination is looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise, product
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from clinic.scheduling.planner.calendar import Calendar, RoomFacts, Spans
from clinic.scheduling.planner.course import Course
from clinic.scheduling.planner.days import Days, instant_of, minute_of
from clinic.scheduling.planner.links import links_of
from clinic.scheduling.planner.problem import Demand, Place, Wanted, Wishes

ROOMS = [UUID(int=n) for n in (1, 2)]
THERAPISTS = [UUID(int=n) for n in (11, 12)]
NURSE = UUID(int=21)
PEOPLE = {"THERAPIST": tuple(THERAPISTS), "NURSE": (NURSE,)}
MONITORED = (frozenset({"THERAPIST"}), frozenset({"NURSE", "PRESCRIBER"}))
DOSE = Demand(60, 0, 15, "DOSING", frozenset(), MONITORED)
TALK = Demand(45, 0, 0, "DOSING", frozenset(), (frozenset({"THERAPIST"}),))
# A plain week, both clock changes of Denver, and a zone of 45 minutes that never changes.
WEEKS = [
    ("America/Denver", date(2026, 11, 23)),
    ("America/Denver", date(2026, 10, 29)),
    ("America/Denver", date(2027, 3, 11)),
    ("Asia/Kathmandu", date(2026, 11, 23)),
]
DAYS = 9


@dataclass
class World:
    """One calendar and the courses to plan in it."""

    zone: str
    calendar: Calendar
    courses: list[Course]


def wall(zone: str, day: date, hour: int, minute: int = 0) -> int:
    return minute_of(
        datetime.combine(day, time(hour, minute), tzinfo=ZoneInfo(zone)).astimezone(UTC)
    )


@st.composite
def worlds(draw, courses: int = 1, days: int = DAYS) -> World:
    """Each day the site opens at nine for an hour and a half to two; some rooms and people miss some days."""
    zone, first = draw(st.sampled_from(WEEKS))
    dates = [first + timedelta(days=n) for n in range(days)]
    closing = {
        day: draw(st.sampled_from([(10, 0), (10, 15)] if courses == 1 else [(10, 15), (10, 30)]))
        for day in dates
    }
    spans = [(wall(zone, day, 9), wall(zone, day, *closing[day])) for day in dates]
    resources = [
        *((room, "") for room in ROOMS),
        *((t, "THERAPIST") for t in THERAPISTS),
        (NURSE, "NURSE"),
    ]
    free = {}
    for resource in resources:
        gone = draw(st.sets(st.integers(0, days - 1), max_size=days // 3))
        kept = [span for number, span in enumerate(spans) if number not in gone]
        free[resource] = Spans([a for a, _ in kept], [b + 15 for _, b in kept])
    calendar = Calendar(
        Days(zone, first, dates[-1] + timedelta(days=1)),
        wall(zone, first, 0),
        wall(zone, dates[-1], 23),
        Spans([a for a, _ in spans], [b for _, b in spans]),
        {room: RoomFacts("DOSING", frozenset(), n) for n, room in enumerate(ROOMS)},
        PEOPLE,
        free,
    )
    shapes = ["DI", "DID", "DDD", "PD", "DD"] if courses == 1 else ["DI", "DD", "D"]
    made = [draw(_course(n, spans, shapes)) for n in range(courses)]
    return World(zone, calendar, made)


@st.composite
def _course(draw, number: int, spans: list[tuple[int, int]], shapes: list[str]) -> Course:
    patient = UUID(int=1000 + number)
    shape = draw(st.sampled_from(shapes))
    visits: list[Wanted] = []
    last: dict[str, UUID | None] = {"D": None, "P": None}
    for place, kind in enumerate(shape):
        key = UUID(int=10_000 * (number + 1) + place)
        doses = sum(each.kind == "DOSING" for each in visits)
        if kind == "I":
            after, gap, days = last["D"], (24, 72), False
        elif kind == "D" and last["D"] is not None:
            low = draw(st.integers(1, 3))
            after, gap, days = last["D"], (24 * low, 24 * draw(st.integers(low, low + 3))), True
        elif kind == "D" and last["P"] is not None:
            after, gap, days = last["P"], (0, None), True
        else:
            after, gap, days = None, (0, None), True
        demand = DOSE if kind == "D" else TALK
        now = draw(_now(spans, demand)) if draw(st.booleans()) else None
        name = {"D": "DOSING", "I": "INTEGRATION", "P": "PREPARATION"}[kind]
        visits.append(
            Wanted(
                key, name, "", demand.minutes, after, gap[0], gap[1], days, now,
                label=f"{kind}{place}", number=doses + 1 if kind == "D" else doses, patient_id=patient,
                appointment_id=key if now else None, demand=demand,
            )
        )  # fmt: skip
        last[kind] = key
    wishes = Wishes(
        weekdays=draw(st.sampled_from([frozenset(), frozenset({0, 3})])),
        not_after=draw(st.sampled_from([None, time(10, 15)])),
    )
    lead = draw(st.sampled_from([None, *THERAPISTS]))
    return Course(tuple(visits), links_of(visits, draw(st.sampled_from([1, 2]))), wishes, lead)


@st.composite
def _now(draw, spans: list[tuple[int, int]], demand: Demand) -> Place:
    """Somewhere it was booked once; perhaps on a day on which somebody is missing now."""
    start = draw(st.sampled_from(spans))[0] + 15 * draw(st.integers(0, 1))
    team = [(draw(st.sampled_from(THERAPISTS)), "THERAPIST")]
    if len(demand.parts) > 1:
        team.append((NURSE, "NURSE"))
    room = draw(st.sampled_from(ROOMS))
    return Place(instant_of(start), instant_of(start + demand.minutes), room, tuple(team))


# --- the reference ---

Tried = tuple[tuple[int, int, int, int, int], int, UUID | None, tuple[tuple[UUID, str], ...]]


def _minutes(spans: Spans) -> set[int]:
    return {m for a, b in zip(spans.starts, spans.ends, strict=True) for m in range(a, b)}


def tries(world: World, visit: Wanted, wishes: Wishes, lead: UUID | None) -> list[Tried]:
    """Every place a visit can have by itself, with its cost: `(cost, start, room, team)`."""
    calendar, demand, zone = world.calendar, visit.demand, ZoneInfo(world.zone)
    free = {resource: _minutes(spans) for resource, spans in calendar.free.items()}
    is_open = _minutes(calendar.open)
    found: list[Tried] = []
    now_start = minute_of(visit.now.starts_at) if visit.now else None
    for start in sorted(is_open):
        during = set(range(start, start + demand.minutes))
        if start % 15 or not during <= is_open:
            continue
        shown = instant_of(start).astimezone(zone)
        end = instant_of(start + demand.minutes).astimezone(zone)
        missed = int(bool(wishes.weekdays) and shown.weekday() not in wishes.weekdays)
        missed += wishes.not_after is not None and end.time() > wishes.not_after
        for room in ROOMS:
            if not set(range(start, start + demand.minutes + demand.turnover)) <= free[room, ""]:
                continue
            people = [[(u, r) for r in part for u in PEOPLE.get(r, ())] for part in demand.parts]
            for team in product(*people):
                if not all(during <= free[person] for person in team):
                    continue
                if visit.now is None:
                    other = int(lead is not None and (lead, "THERAPIST") not in team)
                    cost = (0, other, 0, missed, start - calendar.earliest)
                elif (
                    start == now_start
                    and room == visit.now.room_id
                    and set(team) == set(visit.now.team)
                ):
                    cost = (0, 0, 0, 0, 0)
                else:
                    therapist = int(team[0] not in visit.now.team)
                    others = sum(p not in visit.now.team for p in team[1:]) + (
                        room != visit.now.room_id
                    )
                    cost = (1, therapist, others, missed, abs(start - (now_start or 0)))
                found.append((cost, start, room, team))
    return found


def _gap_holds(world: World, visit: Wanted, earlier: int, later: int) -> bool:
    zone = ZoneInfo(world.zone)
    if visit.counts_days:
        one, other = (instant_of(m).astimezone(zone).date() for m in (earlier, later))
        hours = (other - one).days * 24
        return hours >= visit.min_gap_hours and (
            visit.max_gap_hours is None or hours <= visit.max_gap_hours
        )
    minutes = later - earlier
    return minutes >= visit.min_gap_hours * 60 and (
        visit.max_gap_hours is None or minutes <= visit.max_gap_hours * 60
    )


def _is_over(one: Wanted, other: Wanted, placed) -> bool:
    return placed[one.key][0] + one.demand.minutes <= placed[other.key][0]


def broken(
    world: World,
    placed: dict[UUID, tuple[int, UUID | None, tuple[tuple[UUID, str], ...]]],
    most: dict[int, int],
) -> list[str]:
    """Every rule these places break between them. `most`: doses in seven days, by course."""
    found = []
    zone = ZoneInfo(world.zone)
    uses: dict[UUID, list[tuple[int, int]]] = {}
    for number, course in enumerate(world.courses):
        here = [each for each in course.visits if each.key in placed]
        doses = []
        for visit in here:
            start, room, team = placed[visit.key]
            end = start + visit.demand.minutes
            uses.setdefault(visit.patient_id, []).append((start, end))
            uses.setdefault(room, []).append((start, end + visit.demand.turnover))
            for user, _role in team:
                uses.setdefault(user, []).append((start, end))
            if visit.after in placed and not _gap_holds(
                world, visit, placed[visit.after][0], start
            ):
                found.append(f"gap {visit.label}")
            if visit.kind == "DOSING":
                doses.append((visit, instant_of(start).astimezone(zone).date()))
        for _visit, day in doses:
            if sum(day <= other < day + timedelta(days=7) for _v, other in doses) > most[number]:
                found.append("doses in seven days")
        for one, other in pairwise(doses):
            for talk in here:
                is_own = talk.kind == "INTEGRATION" and talk.after == one[0].key
                if is_own and not _is_over(talk, other[0], placed):
                    found.append("integration before the next dose")
        found += [
            "preparation before the first dose"
            for talk in here
            if talk.kind == "PREPARATION" and doses and not _is_over(talk, doses[0][0], placed)
        ]
    for spans in uses.values():
        spans.sort()
        found += ["overlap" for one, other in pairwise(spans) if one[1] > other[0]]
    return found


def most_doses(course: Course) -> int:
    """What `_course` drew: read back from the links, or 2 where none binds."""
    doses = [each.key for each in course.visits if each.kind == "DOSING"]
    for link in course.links:
        if link.rule == "DOSES_IN_7_DAYS":
            return doses.index(link.later) - doses.index(link.earlier)
    return 2


class TooManyPlans(Exception):
    """There is no time to try them all."""


def brute_force(world: World, at_most: int = 10**9) -> tuple[int, ...] | None:
    """The cost of the best of all plans; None where there is none. Raises TooManyPlans past `at_most` tries."""
    left = [at_most]
    most = {number: most_doses(course) for number, course in enumerate(world.courses)}
    best: tuple[int, ...] | None = None
    leads = [
        [course.lead]
        if course.lead is not None or all(v.now is not None for v in course.visits)
        else THERAPISTS
        for course in world.courses
    ]
    for chosen in product(*leads):
        wanted = [
            (visit, sorted(tries(world, visit, course.wishes, lead)))
            for course, lead in zip(world.courses, chosen, strict=True)
            for visit in course.visits
        ]
        best = _deeper(world, wanted, {}, (0, 0, 0, 0, 0), best, most, left)
    return best


def _deeper(world, wanted, placed, cost, best, most, left):
    if not wanted:
        return cost if best is None or cost < best else best
    (visit, places), rest = wanted[0], wanted[1:]
    least = [each[0][0] for _visit, each in rest if each]  # whatever follows costs at least this
    for each, *place in places:
        total = tuple(map(sum, zip(cost, each, strict=True)))
        if best is not None and tuple(map(sum, zip(total, *least, strict=True))) >= best:
            break  # the others cost no less
        left[0] -= 1
        if left[0] < 0:
            raise TooManyPlans
        more = {**placed, visit.key: tuple(place)}
        if not broken(world, more, most):
            best = _deeper(world, rest, more, total, best, most, left)
    return best
