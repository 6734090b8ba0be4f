"""The gaps a protocol wants between its visits, and which of them a visit breaks. Warnings: the desk may know better.

Whether a *dose* may be given so soon is the gate's question (G08), asked again at the moment of dosing.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic.scheduling.models import Appointment
from patients.models import CourseStep


def gap_warnings(appointment: Appointment) -> list[str]:
    """A sentence for each gap that this visit breaks, to the visit it follows and to those that follow it."""
    step = appointment.step
    if step is None:
        return []
    followers = CourseStep.objects.filter(after_step=step).exclude(
        status=CourseStep.Status.DROPPED
    )
    steps = {each.pk: each for each in followers}
    around = [*steps, *([step.after_step_id] if step.after_step_id else [])]
    visits = {
        each.step_id: each for each in Appointment.objects.standing().filter(step_id__in=around)
    }
    found = []
    if step.after_step_id in visits:
        found.append(_broken(step, visits[step.after_step_id], appointment))
    found += [_broken(steps[pk], appointment, visits[pk]) for pk in steps if pk in visits]
    return [sentence for sentence in found if sentence]


def _broken(step: CourseStep, earlier: Appointment, later: Appointment) -> str:
    """The sentence if the gap between two visits is not the one that `step`, the later one's, asks for."""
    if step.counts_days:
        hours = (later.wall_date - earlier.wall_date).days * 24
    else:
        hours = (later.starts_at - earlier.starts_at) // timedelta(hours=1)
    words = {
        "visit": CourseStep.Kind(step.kind).label,
        "number": step.number,
        "when": later.when(),
        "earlier": earlier.when(),
    }
    if hours < step.min_gap_hours:
        words["least"] = _span(step.min_gap_hours)
        sentence = _(
            "%(visit)s %(number)s on %(when)s comes too soon: at least %(least)s after %(earlier)s."
        )
        return sentence % words
    if step.max_gap_hours is not None and hours > step.max_gap_hours:
        words["most"] = _span(step.max_gap_hours)
        sentence = _(
            "%(visit)s %(number)s on %(when)s comes too late: at most %(most)s after %(earlier)s."
        )
        return sentence % words
    return ""


def _span(hours: int) -> str:
    if hours and hours % 24 == 0 and hours > 72:
        return ngettext("%(n)d day", "%(n)d days", hours // 24) % {"n": hours // 24}
    return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
