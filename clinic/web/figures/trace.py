"""Blood pressure and heart rate against the minute since drug start. The grid of sets beside it is its table."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from clinic.web.figures import svg

WIDTH, HEIGHT, LEFT, RIGHT, TOP, FLOOR = 700, 240, 40, 12, 16, 220
LOWEST, STEP = 40, 40


@dataclass(frozen=True)
class Reading:
    """One set; minutes are negative before the drug."""

    minute: float
    systolic: int | None
    diastolic: int | None
    heart_rate: int | None


@dataclass(frozen=True)
class VitalsTrace:
    readings: list[Reading]
    now: float | None = None
    drug: tuple[float, float] | None = None
    drug_words: str = ""
    limit: int | None = None
    limit_words: str = ""
    due: list[float] = field(default_factory=list)

    def description(self) -> str:
        full = [r for r in self.readings if r.systolic and r.diastolic]
        if not full:
            return _("No set has been taken yet.")
        said = _("Blood pressure from %(a)s/%(b)s at minute %(m)s to %(c)s/%(d)s at minute %(n)s.") % {
            "a": full[0].systolic, "b": full[0].diastolic, "m": svg.num(full[0].minute),
            "c": full[-1].systolic, "d": full[-1].diastolic, "n": svg.num(full[-1].minute),
        }  # fmt: skip
        rates = [r.heart_rate for r in self.readings if r.heart_rate]
        if rates:
            said += " " + _("Heart rate from %(a)s to %(b)s.") % {"a": rates[0], "b": rates[-1]}
        return said


class _Trace:
    def __init__(self, trace: VitalsTrace) -> None:
        self.trace = trace
        moments = [r.minute for r in trace.readings] + trace.due + list(trace.drug or ())
        # A session nobody closed is hours old: its present would press everything else flat.
        shown = trace.now is not None and trace.now <= max([*moments, 40.0]) + 60
        self.now = trace.now if shown else None
        moments += [self.now] if self.now is not None else []
        self.first = min([*moments, 0.0]) - 2
        self.last = max([*moments, 40.0]) + 2
        tops = [r.systolic for r in trace.readings if r.systolic] + [trace.limit or 0, 160]
        self.highest = max(180, max(tops) + 14)
        self.shapes: list[str] = []

    def x(self, minute: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (minute - self.first) / (self.last - self.first)

    def y(self, value: float) -> float:
        return FLOOR - (FLOOR - TOP) * (value - LOWEST) / (self.highest - LOWEST)

    def ground(self) -> None:
        trace = self.trace
        if trace.drug:
            start, end = self.x(trace.drug[0]), self.x(trace.drug[1])
            self.shapes += [svg.rect("drug", start, TOP, end - start, FLOOR - TOP), svg.text("", start + 6, FLOOR - 6, trace.drug_words)]  # fmt: skip
        for value in range(LOWEST, int(self.highest) + 1, STEP):
            y = self.y(value)
            self.shapes += [svg.path("grid", f"M{LEFT} {svg.num(y)}H{WIDTH - RIGHT}"), svg.text("end", LEFT - 6, y + 4, value)]  # fmt: skip
        if trace.limit:
            y = self.y(trace.limit)
            self.shapes += [svg.path("limit", f"M{LEFT} {svg.num(y)}H{WIDTH - RIGHT}"), svg.text("limit-text end", WIDTH - RIGHT, y - 4, trace.limit_words)]  # fmt: skip
        step = 10 if self.last - self.first <= 130 else 30
        minute = 0
        while minute <= self.last:
            self.shapes.append(svg.text("mid", self.x(minute), HEIGHT - 5, minute))
            minute += step

    def pressures(self) -> None:
        for r in self.trace.readings:
            if r.systolic is None or r.diastolic is None:
                continue
            x, top, bottom = self.x(r.minute), self.y(r.systolic), self.y(r.diastolic)
            self.shapes += [
                svg.path("bp-bar", f"M{svg.num(x)} {svg.num(top)}V{svg.num(bottom)}"),
                svg.path("mark", f"M{svg.num(x - 5)} {svg.num(top - 6)}h10l-5 7z"),
                svg.path("mark", f"M{svg.num(x - 5)} {svg.num(bottom + 6)}h10l-5 -7z"),
            ]

    def rates(self) -> None:
        points = [
            (self.x(r.minute), self.y(r.heart_rate)) for r in self.trace.readings if r.heart_rate
        ]
        if len(points) > 1:
            self.shapes.append(svg.path("hr", svg.line(points)))
        self.shapes += [svg.circle("hr-dot", x, y, 3.5) for x, y in points]
        last = [r for r in self.trace.readings if r.heart_rate]
        if last:
            self.shapes.append(svg.text("hr-text", points[-1][0] + 10, points[-1][1] + 4, _("HR %(n)s") % {"n": last[-1].heart_rate}))  # fmt: skip
        full = [r for r in self.trace.readings if r.systolic and r.diastolic]
        if full:
            self.shapes.append(svg.text("bp-text mid", self.x(full[-1].minute), self.y(full[-1].systolic or 0) - 11, f"{full[-1].systolic}/{full[-1].diastolic}"))  # fmt: skip

    def now_and_due(self) -> None:
        self.shapes += [svg.circle("due-mark", self.x(m), FLOOR, 3.5) for m in self.trace.due]
        if self.now is not None:
            x = self.x(self.now)
            end = x > WIDTH * 0.8
            self.shapes += [
                svg.path("now", f"M{svg.num(x)} 10V{FLOOR}"),
                svg.text("now-text end" if end else "now-text", x - 5 if end else x + 5, 10, _("now, %(n)s") % {"n": svg.num(int(self.now))}),
            ]  # fmt: skip


def draw(trace: VitalsTrace, ident: str = "trace") -> SafeString:
    drawing = _Trace(trace)
    for part in (drawing.ground, drawing.pressures, drawing.rates, drawing.now_and_due):
        part()
    return svg.figure(
        "trace",
        WIDTH,
        HEIGHT,
        _("Blood pressure and heart rate by minute"),
        trace.description(),
        drawing.shapes,
        ident,
    )
