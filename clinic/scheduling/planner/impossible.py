"""Why there is no plan: the rule in the way, and what letting go of each single rule would give.

A minimal set of rules that cannot be kept together is found by deletion: one rule after another is let go, and stays
let go if the rest still cannot be kept. What is left is in the way, all of it. Then each of these is relaxed by itself
and the course planned again, so what a relaxation gives is computed, never guessed. Rules of safety (least gaps between
doses, doses in seven days, the order of visits) are named but never offered for relaxing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.scheduling.models.visit_kind import Kind
from clinic.scheduling.planner.branch import Search
from clinic.scheduling.planner.calendar import Calendar, Spans
from clinic.scheduling.planner.course import Answer, Course
from clinic.scheduling.planner.days import instant_of
from clinic.scheduling.planner.joint import Planner
from clinic.scheduling.planner.links import Link, Rule
from clinic.scheduling.planner.problem import Impossible, Place, Relaxation, Wanted
from clinic.scheduling.planner.reasons import day_text, lower, span_text
from clinic.scheduling.planner.shortage import ways_out

World = tuple[Course, Calendar]


@dataclass(frozen=True)
class Hurdle:
    """One rule: the sentence that names it, how to let go of it, and how that is offered ("": never).

    `pinned`: the visit, where the rule is that it goes exactly where it was asked to.
    """

    sentence: str
    without: Callable[[World], World]
    offer: str = ""
    pinned: UUID | None = None


def explain(courses: Sequence[Course], calendar: Calendar) -> Impossible:
    """For courses that have no plan together: of the first that has none by itself, or of them all."""
    for course in courses:
        planner = Planner([course], calendar)
        if planner.best() is None and not planner.gave_up:
            return _of_one(course, calendar)
    sentence = _("Rooms and people are not enough for all these visits at once.")
    return Impossible(sentence, ways_out(courses, calendar))


def _of_one(course: Course, calendar: Calendar) -> Impossible:
    hurdles = _hurdles(course, calendar)
    in_the_way = _minimal(hurdles, (course, calendar))
    if not in_the_way:
        return Impossible(_nothing_free(course, calendar), _relaxed(hurdles, course, calendar))
    return Impossible(in_the_way[0].sentence, _relaxed(in_the_way, course, calendar))


def _minimal(hurdles: Sequence[Hurdle], world: World) -> list[Hurdle]:
    """A set of rules that cannot be kept together, none of which is superfluous; empty if it is not the rules."""
    if not _is_possible(_let_go(hurdles, world)):
        return []
    kept = list(hurdles)
    for hurdle in reversed(hurdles):
        rest = [each for each in kept if each is not hurdle]
        if not _is_possible(_let_go([each for each in hurdles if each not in rest], world)):
            kept = rest
    return kept if len(kept) < len(hurdles) else []


def _let_go(hurdles: Iterable[Hurdle], world: World) -> World:
    for hurdle in hurdles:
        world = hurdle.without(world)
    return world


def _is_possible(world: World) -> bool:
    course, calendar = world
    options = Planner([course], calendar).options(course, 0, frozenset(), course.lead)
    return Search(course.visits, course.links, options, calendar.days).feasible()


def _relaxed(
    hurdles: Iterable[Hurdle], course: Course, calendar: Calendar
) -> tuple[Relaxation, ...]:
    """What each rule, let go by itself, gives; those that give nothing are left out."""
    found = []
    for hurdle in hurdles:
        if hurdle.offer:
            relaxed, around = hurdle.without((course, calendar))
            answer = Planner([relaxed], around).best()
            if answer is not None:
                wishes = relaxed.wishes if relaxed.wishes != course.wishes else None
                gives = _gives(relaxed, answer, around)
                place = _place(answer, hurdle.pinned) if hurdle.pinned else None
                found.append(Relaxation(hurdle.offer, gives, wishes, place))
    return tuple(found)


def _place(answer: Answer, key: UUID) -> Place:
    spot = answer.spots[key]
    return Place(instant_of(spot.start), instant_of(spot.end), spot.room_id, spot.team)


def _gives(course: Course, answer: Answer, calendar: Calendar) -> str:
    """What a plan comes to: "first dose Tue 1 Dec, all six by 22 Dec"."""
    movable = [each for each in course.visits if not each.fixed]
    doses = [each for each in movable if each.kind == Kind.DOSING]
    starts = sorted(answer.spots[each.key].start for each in doses or movable)
    days = calendar.days
    words = {
        "first": day_text(starts[0], days),
        "last": day_text(starts[-1], days),
        "n": len(starts),
    }
    if not doses:
        return _("everything by %(last)s") % words
    if len(doses) == 1:
        return _("the dose on %(first)s") % words
    return _("first dose %(first)s, all %(n)d by %(last)s") % words


def _hurdles(course: Course, calendar: Calendar) -> list[Hurdle]:
    """The rules of a course, those that people chose first."""
    visits = {each.key: each for each in course.visits}
    found = [_pin(visits[key]) for key in course.wishes.pins if key in visits]
    wishes = course.wishes
    if wishes.therapist_id is not None:
        name = calendar.names.get(wishes.therapist_id) or _("The therapist asked for")
        found.append(
            Hurdle(
                _("%(name)s has no time that fits.") % {"name": name},
                lambda world: _wishing(world, therapist_id=None),
                _("With another therapist"),
            )
        )
    if wishes.latest is not None:
        found.append(
            Hurdle(
                _("It does not fit before the last day asked for."),
                lambda world: _wishing(world, latest=None),
                _("With a later last day"),
            )
        )
    if wishes.earliest is not None:
        found.append(
            Hurdle(
                _("It does not fit after the first day asked for."),
                lambda world: _wishing(world, earliest=None),
                _("With an earlier first day"),
            )
        )
    for link in course.links:
        found += _link_hurdles(link, visits)
    found.append(
        Hurdle(
            _("It does not fit within the opening hours."),
            _always_open,
            _("Outside the opening hours"),
        )
    )
    return found


def _pin(visit: Wanted) -> Hurdle:
    words = {"visit": visit.label}

    def without(world: World) -> World:
        pins = {k: v for k, v in world[0].wishes.pins.items() if k != visit.key}
        return _wishing(world, pins=pins)

    return Hurdle(
        _("%(visit)s does not fit at the time asked for.") % words,
        without,
        _("With %(visit)s at another time") % {"visit": lower(visit.label)},
        visit.key,
    )


def _link_hurdles(link: Link, visits: dict[UUID, Wanted]) -> list[Hurdle]:
    one, other = visits[link.earlier], visits[link.later]
    words = {"visit": other.label, "other": lower(one.label)}
    if link.rule is Rule.DOSES_IN_7_DAYS:
        sentence = _("%(visit)s comes no sooner than seven days after %(other)s.") % words
        return [Hurdle(sentence, _without(link, None))]
    if link.rule is not Rule.GAP:
        sentence = _("%(visit)s comes after %(other)s.") % words
        return [Hurdle(sentence, _without(link, None))]
    found = []
    if link.most is not None:
        longer = {**words, "span": span_text(link.most, link.counts_days)}
        found.append(
            Hurdle(
                _("%(visit)s comes at most %(span)s after %(other)s.") % longer,
                _without(link, replace(link, most=None)),
                _("With a longer time between %(other)s and %(visit)s")
                % {**words, "visit": lower(other.label)},
            )
        )
    if link.least > 0:
        shorter = {**words, "span": span_text(link.least, link.counts_days)}
        sentence = _("%(visit)s comes at least %(span)s after %(other)s.") % shorter
        least = 0 if link.most is not None else link.least
        found.append(Hurdle(sentence, _without(link, replace(link, least=least), least=True)))
    return found


def _without(link: Link, instead: Link | None, *, least: bool = False) -> Callable[[World], World]:
    """Let go of a link, or of one of its two bounds."""

    def without(world: World) -> World:
        course, calendar = world
        links = []
        for each in course.links:
            if (each.earlier, each.later, each.rule) != (link.earlier, link.later, link.rule):
                links.append(each)
            elif instead is not None:
                links.append(replace(each, least=0) if least else replace(each, most=None))
        return replace(course, links=tuple(links)), calendar

    return without


def _wishing(world: World, **changed: object) -> World:
    course, calendar = world
    wishes = replace(course.wishes, **changed)  # type: ignore[arg-type]
    lead = None if "therapist_id" in changed else course.lead
    return replace(course, wishes=wishes, lead=lead), calendar


def _always_open(world: World) -> World:
    course, calendar = world
    days = calendar.days
    open_always = Spans([days.start(0)], [days.end(days.count - 1)])
    return course, replace(calendar, open=open_always, _starts={})


def _nothing_free(course: Course, calendar: Calendar) -> str:
    """The rules could be kept, or none of them matters: what is missing is a room or people."""
    options = Planner([course], calendar).options(course, 0, frozenset(), course.lead)
    for visit in course.visits:
        if not options[visit.key].starts:
            words = {
                "visit": lower(visit.label),
                "until": day_text(calendar.latest, calendar.days),
            }
            return _("Until %(until)s no time has room and people for %(visit)s.") % words
    return _("Room and people are not free at times that fit together.")
