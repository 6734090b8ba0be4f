"""Figures drawn on the server: the course's lanes, the vitals' trace, the little lines and dots."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.dateformat import format as date_format
from django.utils.safestring import SafeString

from clinic.web.figures import lanes as lanes_figure
from clinic.web.figures import measure as measure_figure
from clinic.web.figures import small
from clinic.web.figures import trace as trace_figure

register = template.Library()


@register.inclusion_tag("components/lanes.html")
def lanes(
    course: lanes_figure.CourseLanes, narrow: bool = False, table: bool = True
) -> dict[str, Any]:
    """The drawing, and the same facts as a table that opens under it."""
    layout = lanes_figure.NARROW if narrow else lanes_figure.WIDE
    return {"svg": lanes_figure.draw(course, layout), "rows": course.rows() if table else []}


@register.inclusion_tag("components/legend.html")
def lanes_legend() -> dict[str, Any]:
    """What the marks of the lanes mean, in words."""
    return {}


@register.inclusion_tag("components/measure_chart.html")
def measure_chart(chart: measure_figure.MeasureChart, ident: str) -> dict[str, Any]:
    """One measure against doses and integration, drawn for a page and for a telephone: one of them is shown."""
    return {
        "wide": measure_figure.draw(chart, measure_figure.WIDE, f"{ident}-wide"),
        "narrow": measure_figure.draw(chart, measure_figure.NARROW, f"{ident}-narrow"),
    }


@register.simple_tag
def own_trend(chart: dict[str, Any], ident: str) -> SafeString:
    """A patient's own line, as wide as a telephone: plain values, no bands."""
    told = [f"{date_format(on, 'F j, Y')}: {value}" for on, value in chart["scores"]]
    drawn = measure_figure.MeasureChart(
        title=chart["title"],
        description=", ".join(told),
        today=chart["today"],
        top=chart["top"],
        spots=[measure_figure.Spot(on, value) for on, value in chart["scores"]],
        doses=[measure_figure.DoseMark(n, on) for n, on in enumerate(chart["doses"], start=1)],
        talks=chart["talks"],
    )
    return measure_figure.draw(drawn, measure_figure.NARROW, f"{ident}-own")


@register.inclusion_tag("components/measure_legend.html")
def measure_legend() -> dict[str, Any]:
    """What the marks of a measure's chart mean, in words."""
    return {}


@register.simple_tag
def trace(vitals: trace_figure.VitalsTrace | dict[str, Any]) -> SafeString:
    """Blood pressure and heart rate by minute; the grid of sets is its table. A page below gives a plain dict."""
    if isinstance(vitals, dict):
        readings = [trace_figure.Reading(**one) for one in vitals["readings"]]
        vitals = trace_figure.VitalsTrace(**{**vitals, "readings": readings})
    return trace_figure.draw(vitals)


@register.simple_tag
def spark(
    scores: Sequence[float], name: str = "PHQ-9", top: float = 27, worse: bool = False
) -> SafeString:
    """The last five scores as a line of 72 by 32."""
    return small.spark(scores, name, top, worse)


@register.simple_tag
def dots(done: int, total: int) -> SafeString:
    """A patient's steps."""
    return small.dots(done, total)
