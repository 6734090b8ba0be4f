"""A patient's own scores over time, in plain words: no bands, no names of illness, no verdict."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from clinic.accounts.models import User
from clinic.scheduling.models import Appointment
from clinic.sites.models import Site
from patients.models import Course, Patient
from patients.progress.series import Series
from sessions.facts import progress


@dataclass(frozen=True)
class Trend:
    """One set of questions: what it is about, one sentence, the line as plain values, and the numbers as a list."""

    ident: str
    title: str
    sentence: str
    chart: dict[str, Any]
    numbers: list[tuple[date, int]]


def trends_of(patient: Patient, user: User, now: datetime) -> list[Trend]:
    """Of the newest course. What only staff fill in, and what was estimated, is left out."""
    course = (
        Course.objects.visible_to(user)
        .filter(patient=patient)
        .select_related("site")
        .order_by("-opened_at")
        .first()
    )
    if course is None:
        return []
    shown = progress.load([course], now, viewer=user)[course.pk]
    visits = _visits(course, user)
    asked = [series for series in shown.series if not series.instrument.staff_only]
    made = [_trend(n, series, visits, course.site, now) for n, series in enumerate(asked)]
    return [trend for trend in made if trend.numbers]


def _visits(course: Course, user: User) -> list[Appointment]:
    """The visits that took place."""
    visits = Appointment.objects.visible_to(user).filter(course=course, left_at__isnull=False)
    return list(visits.filter(kind__in=["DOSING", "INTEGRATION"]).order_by("starts_at"))


def _trend(n: int, series: Series, visits: list[Appointment], site: Site, now: datetime) -> Trend:
    numbers = [
        (point.answer.on, point.answer.exact)
        for point in series.points
        if point.answer.exact is not None
    ]
    doses = [visit.wall_date for visit in visits if visit.kind == "DOSING"]
    title = _about(series)
    return Trend(
        ident=f"trend-{n}",
        title=title,
        sentence=_sentence(series, [value for _on, value in numbers]),
        chart={
            "title": title,
            "today": site.today(now),
            "top": series.top,
            "scores": numbers,
            "doses": doses,
            "talks": [visit.wall_date for visit in visits if visit.kind == "INTEGRATION"],
        },
        numbers=numbers[::-1],
    )


def _about(series: Series) -> str:
    """What the questions ask about, as one would say it at home."""
    return {
        "PHQ-9": _("How your mood has been"),
        "GAD-7": _("How much you have worried"),
        "PCL-5": _("How hard memories have been"),
        "WHO-5": _("How well you have felt"),
    }.get(series.code, series.instrument.title)


def _sentence(series: Series, values: list[int]) -> str:
    better = series.instrument.higher_is_better
    how = _("A higher number means a better time.") if better else _("A lower number means a better time.")  # fmt: skip
    if len(values) < 2:
        return f"{_('Your first number is %(a)s.') % {'a': values[0]}} {how} {_('With the next one a line begins.')}"
    told = {"a": values[0], "b": values[-1]}
    if values[0] == values[-1]:
        return f"{_('Your number is the same as at the start: %(a)s.') % told} {how}"
    went_up = values[-1] > values[0]
    said = (_("Your number went from %(a)s up to %(b)s.") if went_up else _("Your number went from %(a)s down to %(b)s.")) % told  # fmt: skip
    if went_up == better:
        return f"{said} {how}"
    return f"{said} {how} {_('Ups and downs are normal. If things feel harder, tell us.')}"
