"""One measure against the doses and the integration hours, one axis under all. Pure: the facts say everything.

Two widths of the same drawing: 824 units for a page, 358 for a telephone, so that words are never shrunk.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from textwrap import wrap

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from clinic.web.figures import svg
from clinic.web.figures.lanes_facts import short
from clinic.web.figures.measure_facts import DoseMark, MeasureChart, Spot, Tint

__all__ = ["NARROW", "WIDE", "DoseMark", "MeasureChart", "Spot", "Tint", "draw"]


@dataclass(frozen=True)
class Layout:
    """Where things stand, in the drawing's own units."""

    width: float = 824
    left: float = 86
    right: float = 128
    floor: float = 292
    ceiling: float = 84
    letters: int = 20  # of a band's words on one line beside it
    small: bool = False

    @property
    def height(self) -> float:
        return self.floor + 46


WIDE = Layout()
NARROW = Layout(width=358, left=42, right=78, floor=276, letters=12, small=True)
_DOSES, _TALKS = 22, 54  # the middles of the two rows of marks
_DATE = 40  # a date needs so much room
_LINE = 13  # the height of a line of words
_BARE = 14  # the margin of a drawing that has no bands


class _Drawing:
    def __init__(self, chart: MeasureChart, layout: Layout) -> None:
        self.chart, self.at = chart, layout
        self.first, self.last = chart.days
        self.shapes: list[str] = []

    @property
    def end(self) -> float:
        return self.at.width - (self.at.right if self.chart.tints else _BARE)

    def x(self, on: date) -> float:
        share = (on - self.first).days / max(1, (self.last - self.first).days)
        return self.at.left + (self.end - self.at.left) * share

    def y(self, value: float) -> float:
        return self.at.floor - (self.at.floor - self.at.ceiling) * value / self.chart.top

    def add(self, *shapes: str) -> None:
        self.shapes += shapes

    def tints(self) -> None:
        """Bands as tints of one ink, their words beside them: nothing is told by the tint alone."""
        at, tints = self.at, self.chart.tints
        for tint in tints:
            # A band reaches half a point beyond its ends, so that no strip between two is bare.
            top = self.y(min(tint.high + 0.5, self.chart.top))
            bottom = self.y(max(tint.low - 0.5, 0))
            self.add(svg.rect(f"tint tint-{min(tint.depth, 4)}", at.left, top, self.end - at.left, bottom - top))  # fmt: skip
            lines = wrap(tint.words, at.letters)
            y = (top + bottom) / 2 + 4 - _LINE / 2 * (len(lines) - 1)
            for n, line in enumerate(lines):
                self.add(svg.text("sub", self.end + 6, y + _LINE * n, line))
        for value in self._grid():
            y = self.y(value)
            self.add(
                svg.path("rule", f"M{svg.num(at.left)} {svg.num(y)}H{svg.num(self.end)}"),
                svg.text("sub end", at.left - 6, y + 4, value),
            )

    def _grid(self) -> list[int]:
        """Where bands begin; without bands, quarters of the scale."""
        if self.chart.tints:
            return sorted({tint.low for tint in self.chart.tints} | {self.chart.top})
        return sorted({round(self.chart.top * part / 4) for part in range(5)})

    def marks(self) -> None:
        at = self.at
        names = (_("Dose"), _("Talk")) if at.small else (_("Doses"), _("Integration"))
        for name, y in zip(names, (_DOSES, _TALKS), strict=True):
            self.add(
                svg.text("lane-name", 2, y + 4, name),
                svg.path("rule", f"M{svg.num(at.left)} {y}H{svg.num(self.end)}"),
            )
        for on in self.chart.talks:
            self.add(svg.circle("care", self.x(on), _TALKS, 4 if at.small else 6))
        told = -99.0
        for dose in self.chart.doses:
            x = self.x(dose.on)
            box = "dose-plan" if dose.maintenance else "dose"
            room = x - told >= 15
            wide = 16 if room else 6
            self.add(
                svg.path("dose-drop", f"M{svg.num(x)} {_DOSES + 9}V{svg.num(at.floor + 4)}"),
                svg.rect(box, x - wide / 2, _DOSES - 9, wide, 18, 4 if room else 2),
            )
            if room:
                ink = "plan-text" if dose.maintenance else "on-dose"
                self.add(svg.text(ink, x, _DOSES + 4, dose.number))
                told = x

    def dates(self) -> None:
        """Dose dates first; the days of scores where there is room left."""
        taken: list[float] = []
        wanted = [d.on for d in self.chart.doses] + [s.on for s in reversed(self.chart.spots)]
        for on in wanted:
            x = min(max(self.x(on), self.at.left + 4), self.end - 4)
            if all(abs(x - other) >= _DATE for other in taken):
                taken.append(x)
                self.add(
                    svg.path("mark", f"M{svg.num(self.x(on))} {svg.num(self.at.floor)}v5"),
                    svg.text("sub mid", x, self.at.floor + 18, short(on)),
                )

    def today(self) -> None:
        if not self.first <= self.chart.today <= self.last:
            return
        x, floor = self.x(self.chart.today), self.at.floor
        tag = min(x, self.at.width - 24)
        self.add(
            # Not through the date that stands between the floor and the tag.
            svg.path("today", f"M{svg.num(x)} 68V{svg.num(floor + 5)}"),
            svg.rect("today-tag", tag - 22, floor + 24, 44, 17, 3),
            svg.text("today-text", tag, floor + 37, _("Today")),
        )

    def target(self) -> None:
        if self.chart.target is None:
            return
        y = svg.num(self.y(self.chart.target))
        self.add(svg.path("target", f"M{svg.num(self.at.left)} {y}H{svg.num(self.end)}"))
        self.add(svg.text("good", self.at.left + 4, self.y(self.chart.target) - 4, self.chart.target_words))  # fmt: skip

    def scores(self) -> None:
        spots = self.chart.spots
        points = [(self.x(s.on), self.y(s.value)) for s in spots]
        if len(points) > 1:
            self.add(svg.path("score", svg.line(points)))
        told = -99.0
        for n, ((x, y), spot) in enumerate(zip(points, spots, strict=True)):
            self.add(_shape(spot, x, y))
            if x - told >= 17 or spot.label or n == len(spots) - 1:
                self.add(svg.text("score-text", x, y - 9, spot.value))
                told = x
            if spot.label:
                below = y + 19 if y + 19 < self.at.floor else y - 23
                self.add(svg.text("sub mid", min(max(x, self.at.left + 22), self.end - 22), below, spot.label))  # fmt: skip


def _shape(spot: Spot, x: float, y: float) -> str:
    """Filled: a score that counts. Hollow: trend only. A hollow square: an estimate."""
    if spot.kind == "estimate":
        return svg.rect("measure-plan", x - 4, y - 4, 8, 8)
    return svg.circle("measure" if spot.kind == "exact" else "measure-plan", x, y, 4.5)


def draw(chart: MeasureChart, layout: Layout = WIDE, ident: str = "measure") -> SafeString:
    drawing = _Drawing(chart, layout)
    for part in (
        drawing.tints, drawing.marks, drawing.target, drawing.dates, drawing.today, drawing.scores,
    ):  # fmt: skip
        part()
    return svg.figure(
        "lanes measure-chart",
        layout.width,
        layout.height,
        chart.title,
        chart.description,
        drawing.shapes,
        ident,
    )
