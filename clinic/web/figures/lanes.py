"""A course on one line of time: what was planned, what was done, what blocks, and the scores, one axis under all.

``CourseLanes`` says the facts in days of the clinic's calendar; ``draw`` is a pure function of them. The table beside the
drawing is made from the same object (``CourseLanes.rows``), so the two cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from clinic.web.figures import svg
from clinic.web.figures.lanes_facts import (
    Bar,
    CourseLanes,
    Dose,
    Hour,
    Score,
    State,
    Window,
    short,
)

__all__ = [
    "NARROW",
    "WIDE",
    "Bar",
    "CourseLanes",
    "Dose",
    "Hour",
    "Score",
    "State",
    "Window",
    "draw",
]


@dataclass(frozen=True)
class Layout:
    """Where things stand, in the drawing's own units."""

    width: float = 824
    left: float = 104
    right: float = 14
    dosing: tuple[float, float] = (20, 76)
    therapy: tuple[float, float] = (76, 128)
    consent: tuple[float, float] = (128, 168)
    floor: float = 350
    ceiling: float = 188
    small: bool = False

    @property
    def height(self) -> float:
        return self.floor + 26


WIDE = Layout()
NARROW = Layout(width=466, left=74, right=10, floor=304, small=True)


class _Drawing:
    def __init__(self, lanes: CourseLanes, layout: Layout) -> None:
        self.lanes = lanes
        self.at = layout
        self.first = lanes.starts
        self.days = max(1, (lanes.ends - lanes.starts).days)
        self.shapes: list[str] = []

    def x(self, on: date) -> float:
        reach = self.at.width - self.at.left - self.at.right
        share = (on - self.first).days / self.days
        return self.at.left + reach * min(1.0, max(0.0, share))

    def y(self, score: float) -> float:
        return self.at.floor - (self.at.floor - self.at.ceiling) * score / self.lanes.measure_top

    def add(self, *shapes: str) -> None:
        self.shapes += shapes

    def ground(self) -> None:
        at = self.at
        for top, bottom in (at.dosing, at.consent):
            self.add(svg.rect("band", 0, top, at.width, bottom - top))
        step = self._weeks()
        monday = self.first + timedelta(days=-self.first.weekday() % 7)
        while monday <= self.lanes.ends:
            x = self.x(monday)
            self.add(svg.path("tick", f"M{svg.num(x)} 20V{svg.num(at.floor + 4)}"))
            if ((monday - self.first).days // 7) % step == 0 and x < at.width - 16:
                self.add(svg.text("sub mid", x, 13, short(monday)))
            monday += timedelta(days=7)
        for y in (at.dosing[0], at.dosing[1], at.therapy[1], at.consent[1]):
            self.add(svg.path("rule", f"M0 {svg.num(y)}H{svg.num(at.width)}"))
        for name, y in (
            (_("Dosing"), 53),
            (_("Therapy"), 106),
            (_("Consent"), 152),
            (self.lanes.measure, 196),
        ):
            self.add(svg.text("lane-name", 8, y, name))
        if not at.small:
            self.add(
                svg.text("sub", 8, 211, _("0 to %(n)s, lower") % {"n": self.lanes.measure_top})
            )
            self.add(svg.text("sub", 8, 224, _("is better")))

    def _weeks(self) -> int:
        """Label every first, second or fourth week, as the width allows."""
        week = (self.at.width - self.at.left - self.at.right) / self.days * 7
        return 1 if week >= 44 else 2 if week >= 22 else 4

    def windows(self) -> None:
        top, bottom = self.at.therapy
        for window in self.lanes.windows:
            x = self.x(window.starts)
            width = max(6, self.x(window.ends) - x)
            self.add(
                svg.rect(
                    "window-late" if window.late else "window",
                    x,
                    top + 6,
                    width,
                    bottom - top - 12,
                    4,
                )
            )

    def doses(self) -> None:
        told = -99.0
        for dose in self.lanes.doses:
            x = self.x(dose.on)
            if dose.state == "done":
                self.add(svg.path("dose-drop", f"M{svg.num(x)} 76V{svg.num(self.at.floor + 4)}"))
            if dose.moved_from and dose.moved_from != dose.on:
                was = self.x(dose.moved_from)
                self.add(
                    svg.path("moved", f"M{svg.num(was)} 41H{svg.num(x)}"),
                    svg.circle("dose-plan", was, 41, 4),
                )
            box, ink = {
                "done": ("dose", "on-dose"), "booked": ("dose-booked", "plan-text"),
                "planned": ("dose-plan", "plan-text"), "missed": ("missed", "missed-text"),
            }[dose.state]  # fmt: skip
            self.add(svg.rect(box, x - 11, 30, 22, 22, 5), svg.text(ink, x, 46, dose.number))
            if dose.amount and x - told >= 38:
                self.add(svg.text("sub mid", x, 68, dose.amount))
                told = x

    def hours(self) -> None:
        told = -99.0
        for hour in self.lanes.hours:
            x = self.x(hour.on)
            mark = {
                "done": "care",
                "booked": "care-booked",
                "planned": "care-plan",
                "missed": "missed",
            }[hour.state]
            self.add(svg.circle(mark, x, 102, 8))
            if hour.short and not self.at.small and x - told >= 30:
                self.add(svg.text("sub mid", x, 123, hour.short))
                told = x

    def today(self) -> None:
        if not self.lanes.starts <= self.lanes.today <= self.lanes.ends:
            return
        x = self.x(self.lanes.today)
        tag = min(max(x, self.at.left), self.at.width - 24)
        self.add(
            svg.path("today", f"M{svg.num(x)} 20V{svg.num(self.at.floor + 4)}"),
            svg.rect("today-tag", tag - 22, self.at.floor + 6, 44, 17, 3),
            svg.text("today-text", tag, self.at.floor + 19, _("Today")),
        )
        if self.lanes.late:
            end = x > self.at.width * 0.62
            self.add(
                svg.text(
                    "late end" if end else "late", x - 6 if end else x + 6, 122, self.lanes.late
                )
            )

    def bars(self) -> None:
        for bar in self.lanes.bars:
            x, end = self.x(bar.starts), self.x(bar.ends)
            self.add(svg.rect("signed" if bar.signed else "unsigned", x, 138, end - x, 20, 3))
            told = self.x(self.lanes.today) if bar.starts < self.lanes.today < bar.ends else x
            if end - told < len(bar.words) * 6.2 + 6:
                told = x
            room = self.at.width - self.at.right - (told + 6)
            words = bar.words
            if len(words) * 6.2 > room:
                words = words[: max(3, int(room / 6.2))] + "…"
            self.add(svg.text("good" if bar.signed else "stop", told + 6, 152, words))

    def scores(self) -> None:
        at, lanes = self.at, self.lanes
        for value in range(0, lanes.measure_top + 1, 10):
            line = svg.num(self.y(value))
            self.add(
                svg.path("rule", f"M{svg.num(at.left)} {line}H{svg.num(at.width - at.right)}")
            )
            self.add(svg.text("sub end", at.left - 6, self.y(value) + 4, value))
        if lanes.target is not None:
            y = self.y(lanes.target)
            self.add(
                svg.path(
                    "target", f"M{svg.num(at.left)} {svg.num(y)}H{svg.num(at.width - at.right)}"
                )
            )
            self.add(
                svg.text(
                    "good end",
                    at.width - at.right,
                    y - 4,
                    _("half") if at.small else _("half of first score"),
                )
            )
        points = [(self.x(s.on), self.y(s.value)) for s in lanes.scores]
        if len(points) > 1:
            self.add(svg.path("score", svg.line(points)))
        for (x, y), score in zip(points, lanes.scores, strict=True):
            self.add(
                svg.circle("measure", x, y, 4.5),
                svg.text("score-text", x, y - 9, svg.num(score.value)),
            )
        due = [on for on in lanes.scores_due if on <= lanes.ends]
        for on in due:
            self.add(svg.circle("measure-plan", self.x(on), at.floor, 4.5))
        if due and not at.small:
            self.add(svg.text("sub mid", self.x(due[0]), at.floor - 9, _("due %(day)s") % {"day": short(due[0])}))  # fmt: skip


def draw(lanes: CourseLanes, layout: Layout = WIDE, ident: str = "lanes") -> SafeString:
    """The drawing: 824 or 466 units wide, scaled by the page."""
    drawing = _Drawing(lanes, layout)
    for part in (
        drawing.ground, drawing.windows, drawing.bars, drawing.scores,
        drawing.today, drawing.doses, drawing.hours,
    ):  # fmt: skip
        part()
    return svg.figure(
        "lanes",
        layout.width,
        layout.height,
        lanes.title,
        lanes.description(),
        drawing.shapes,
        ident,
    )
