"""A visit falls out of its course: what the planner says the rest does, as lines that also end the visit itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from clinic.scheduling.models import Appointment
from clinic.scheduling.planner import plan as planner
from clinic.scheduling.planner.problem import Cost, NoPlan, Plan, Wishes
from clinic.scheduling.preview import Ending

Endings = dict[UUID, Ending]


def falling_out(visit: Appointment, ending: Ending, at: datetime) -> tuple[Plan | NoPlan, Endings]:
    """The plan without the visit, and how each visit ends that it calls off.

    Dropped: it falls away, and a dose takes its integration along. Planned again: another place from the next day on.
    """
    key = visit.step_id
    if visit.course is None or key is None:
        return Plan((), Cost(), proven=True), {}
    if ending.drops:
        found = planner.replan(visit.course, fixed_at={key: None}, at=at)
    else:
        day = max(visit.wall_date, visit.site.today(at)) + timedelta(days=1)
        wishes = Wishes(earliest=day)
        found = planner.replan(visit.course, fixed_at={}, again={key}, wishes=wishes, at=at)
    if isinstance(found, NoPlan):
        return found, {}
    lines = tuple(
        replace(line, appointment_id=visit.pk) if line.key == key else line for line in found.lines
    )
    others = replace(
        ending, missed=False, reason=ending.reason or Appointment.Reason.CLINICAL_HOLD
    )
    endings = {line.key: others for line in lines if line.changed and line.to is None}
    return replace(found, lines=lines), {**endings, key: ending}


def staff_away(found: Plan | NoPlan) -> Endings:
    """How the visits end for which a day without somebody leaves no place."""
    if isinstance(found, NoPlan):
        return {}
    away = Ending(reason=Appointment.Reason.STAFF_AWAY)
    return {line.key: away for line in found.lines if line.changed and line.to is None}
