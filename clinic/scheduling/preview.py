"""A plan as a person reads it, and the rows they accepted as the calendar takes them.

A preview is not stored. Each of its rows carries what accepting it needs: which visit, as of which version, and where
to. What comes back is read through what the person may see and passes every booking rule, so nothing is trusted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.accounts.models import User
from clinic.core import localtime
from clinic.core.errors import InvalidInput
from clinic.scheduling.actions.row import Row, Spot
from clinic.scheduling.models import Appointment, Room
from clinic.scheduling.models.visit_kind import WORKING_ROLES
from clinic.scheduling.planner.problem import Line, Place
from clinic.sites.models import Site
from patients.models import CourseStep

Data = dict[str, Any]


@dataclass(frozen=True)
class Ending:
    """How the visits of a preview end that are called off: why, and whether their steps leave the course."""

    reason: str = ""
    note: str = ""
    missed: bool = False
    drops: bool = False


@dataclass(frozen=True)
class PreviewRow:
    """One visit before and after, in words. `value` is what accepting it sends."""

    key: UUID
    label: str
    was: str
    to: str
    where: str
    who: str
    reasons: tuple[str, ...]
    value: str
    visit: Appointment | None
    patient_id: UUID | None
    starts_at: datetime | None
    monday: date | None
    moves_time: bool

    @property
    def data(self) -> Data:
        """What accepting it sends, as the API gives it."""
        return dict(json.loads(self.value))


@dataclass(frozen=True)
class _Names:
    """Everything the lines name, read once."""

    visits: Mapping[UUID, Appointment]
    rooms: Mapping[UUID, Room]
    people: Mapping[UUID, User]
    zone: str

    def where(self, place: Place) -> str:
        room = self.rooms.get(place.room_id) if place.room_id else None
        return room.name if room else ""

    def who(self, place: Place) -> str:
        return ", ".join(self.people[pk].name for pk, _role in place.team if pk in self.people)

    def when(self, place: Place) -> str:
        return localtime.day_and_clock_text(place.starts_at, self.zone)


def rows_of(
    lines: Iterable[Line], site: Site, actor: User, endings: Mapping[UUID, Ending] | None = None
) -> list[PreviewRow]:
    """The lines that change something, in order of time. `endings`: how a visit ends that is called off, by line."""
    changed = [line for line in lines if line.changed or line.key in (endings or {})]
    names = _names(changed, site, actor)
    return [_row(line, names, (endings or {}).get(line.key)) for line in changed]


def kept_of(lines: Iterable[Line], site: Site, actor: User) -> list[PreviewRow]:
    """The lines that change nothing."""
    kept = [line for line in lines if not line.changed]
    names = _names(kept, site, actor)
    return [_row(line, names, None) for line in kept]


def _names(lines: Sequence[Line], site: Site, actor: User) -> _Names:
    places = [place for line in lines for place in (line.was, line.to) if place]
    visits = Appointment.objects.visible_to(actor).with_people()
    found = visits.filter(pk__in=[line.appointment_id for line in lines if line.appointment_id])
    return _Names(
        {visit.pk: visit for visit in found},
        Room.objects.in_bulk({place.room_id for place in places if place.room_id}),
        User.objects.in_bulk({pk for place in places for pk, _role in place.team}),
        site.timezone,
    )


def _row(line: Line, names: _Names, ending: Ending | None) -> PreviewRow:
    visit = names.visits.get(line.appointment_id) if line.appointment_id else None
    shown = line.to or line.was
    wall = localtime.wall_time(shown.starts_at, names.zone).date() if shown else None
    was, to = line.was, line.to
    return PreviewRow(
        key=line.key,
        label=line.label,
        was=_before(was, to, names),
        to=names.when(to) if to else "",
        where=names.where(to) if to else "",
        who=names.who(to) if to else "",
        reasons=line.reasons,
        value=json.dumps(_data(line, visit, ending)),
        visit=visit,
        patient_id=line.patient_id,
        starts_at=shown.starts_at if shown else None,
        monday=wall - timedelta(days=wall.weekday()) if wall else None,
        moves_time=was is not None and to is not None and was.starts_at != to.starts_at,
    )


def _before(was: Place | None, to: Place | None, names: _Names) -> str:
    """When it was; with room and people where these are what changes."""
    if was is None:
        return ""
    parts = [names.when(was)]
    if to is not None and was.room_id != to.room_id and names.where(was):
        parts.append(names.where(was))
    if to is not None and set(was.team) != set(to.team) and was.team:
        parts.append(names.who(was))
    return ", ".join(parts)


def _data(line: Line, visit: Appointment | None, ending: Ending | None) -> Data:
    ending = ending or Ending()
    step_id = visit.step_id if visit else line.key
    return {
        "key": str(line.key),
        "visit": str(visit.pk) if visit else None,
        "version": visit.version if visit else None,
        "step": str(step_id) if step_id and (visit is None or ending.drops) else None,
        "to": place_data(line.to),
        "reason": ending.reason,
        "note": ending.note,
        "missed": ending.missed,
        "drops": ending.drops,
    }


def place_data(place: Place | None) -> Data | None:
    """A place as a request carries it."""
    if place is None:
        return None
    return {
        "starts_at": place.starts_at.isoformat(),
        "ends_at": place.ends_at.isoformat(),
        "room": str(place.room_id) if place.room_id else None,
        "team": [{"user": str(pk), "role": role} for pk, role in place.team],
    }


def read_rows(values: Iterable[str | Mapping[str, Any]], actor: User) -> list[Row]:
    """What came back from a preview: each value a row, or a list of rows that were accepted as one.

    Raises InvalidInput for a row that names what this person cannot see.
    """
    return [_read(data, actor) for value in values for data in _parsed(value)]


def _parsed(value: str | Mapping[str, Any]) -> list[Mapping[str, Any]]:
    if not isinstance(value, str):
        return [value]
    try:
        found = json.loads(value)
    except ValueError:
        found = None
    rows = found if isinstance(found, list) else [found]
    if not all(isinstance(row, dict) for row in rows):
        raise _unreadable()
    return rows


def _read(data: Mapping[str, Any], actor: User) -> Row:
    visits = Appointment.objects.select_related(
        "site", "patient", "course", "step", "visit_kind", "room"
    )
    steps = CourseStep.objects.select_related("course__patient", "course__site")
    try:
        visit = _seen(visits, data.get("visit"), actor)
        planned = _seen(steps, data.get("step"), actor)
        version = data.get("version")
        return Row(
            key=UUID(str(data.get("key"))),
            visit=visit,
            version=int(version) if version is not None else None,
            step=planned,
            to=_spot(data["to"], actor) if data.get("to") else None,
            reason=_reason(data),
            note=str(data.get("note") or "")[:500],
            missed=data.get("missed") is True,
            drops=data.get("drops") is True,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _unreadable() from error


def _spot(data: Mapping[str, Any], actor: User) -> Spot:
    start = datetime.fromisoformat(str(data["starts_at"]))
    end = datetime.fromisoformat(str(data["ends_at"]))
    if start.tzinfo is None or end.tzinfo is None or end <= start:
        raise _unreadable()
    room = _seen(Room.objects.all(), data.get("room"), actor)
    team = [(UUID(str(each["user"])), str(each["role"])) for each in data.get("team") or []]
    people = User.objects.in_bulk([pk for pk, _role in team])
    if any(role not in WORKING_ROLES for _pk, role in team):
        raise _unreadable()
    return Spot(start, end, room, tuple((people[pk], role) for pk, role in team))


def _seen(rows: Any, pk: Any, actor: User) -> Any:
    """The record, or None when none was named."""
    if not pk:
        return None
    found = rows.visible_to(actor).filter(pk=UUID(str(pk))).first()
    if found is None:
        raise InvalidInput(_("There is no such record."), field="lines")
    return found


def _reason(data: Mapping[str, Any]) -> str:
    reason = str(data.get("reason") or "")
    if reason and reason not in Appointment.Reason.values:
        raise InvalidInput(_("Choose why the visit is called off."), field="reason")
    return reason


def _unreadable() -> InvalidInput:
    return InvalidInput(_("That row cannot be read. Show the preview again."), field="lines")
