"""What is short where no plan places all visits together: what one more room, person or hour would give, reckoned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic.accounts.roles import Role
from clinic.scheduling.models.room import Room
from clinic.scheduling.planner.calendar import Calendar, Resource, RoomFacts, Spans
from clinic.scheduling.planner.course import Course
from clinic.scheduling.planner.days import HOUR
from clinic.scheduling.planner.problem import CHANGED, Relaxation
from clinic.scheduling.planner.staying import fewest_moves

EXTRA = UUID(int=0)  # a room or a person the clinic does not have


def ways_out(courses: Sequence[Course], calendar: Calendar) -> tuple[Relaxation, ...]:
    """Each thing more by itself; those that give no plan in which only moves what must are left out."""
    found = []
    for sentence, more in _more(courses, calendar):
        answer = fewest_moves(courses, more, rounds=1).answer
        if answer is not None:
            count = answer.cost // CHANGED
            gives = ngettext(
                "a plan with %(n)d visit changed", "a plan with %(n)d visits changed", count
            )
            found.append(Relaxation(sentence, gives % {"n": count}))
    return tuple(found)


def _more(courses: Sequence[Course], calendar: Calendar) -> Iterator[tuple[str, Calendar]]:
    demands = [each.demand for c in courses for each in c.visits if not each.fixed]
    for kind in sorted({each.room_kind for each in demands} - {""}):
        equipment = frozenset().union(*(each.equipment for each in demands))
        rooms = calendar.rooms | {EXTRA: RoomFacts(kind, equipment, len(calendar.rooms))}
        always = Spans([calendar.earliest], [calendar.latest])
        free: dict[Resource, Spans] = calendar.free | {(EXTRA, ""): always}
        words = {"kind": str(Room.Kind(kind).label).lower()}
        yield (
            _("With one more %(kind)s") % words,
            replace(calendar, rooms=rooms, free=free, _starts={}),
        )
    for role in sorted({role for each in demands for part in each.parts for role in part}):
        people = calendar.people | {role: (*calendar.people.get(role, ()), EXTRA)}
        free = calendar.free | {(EXTRA, role): calendar.open}
        words = {"role": str(Role(role).label).lower()}
        yield (
            _("With one more %(role)s") % words,
            replace(calendar, people=people, free=free, _starts={}),
        )
    yield _("With each day one hour longer"), _longer(calendar)


def _longer(calendar: Calendar) -> Calendar:
    """The site closes an hour later, and whoever and whatever is free until then stays."""
    closing = set(calendar.open.ends)

    def later(spans: Spans) -> Spans:
        ends = [end + HOUR if end in closing else end for end in spans.ends]
        return Spans(spans.starts, ends)

    free = {resource: later(spans) for resource, spans in calendar.free.items()}
    return replace(calendar, open=later(calendar.open), free=free, _starts={})
