"""What a course's lanes say, in days of the clinic's calendar; the same object makes the table beside the drawing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from clinic.web.figures import svg

State = Literal["done", "booked", "planned", "missed"]


@dataclass(frozen=True)
class Dose:
    number: int
    on: date
    state: State
    amount: str = ""
    moved_from: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Hour:
    """A preparation or integration hour."""

    name: str
    on: date
    state: State
    short: str = ""
    note: str = ""


@dataclass(frozen=True)
class Window:
    """The 24 to 72 hours after a dose in which the integration hour belongs."""

    starts: date
    ends: date
    late: bool = False


@dataclass(frozen=True)
class Bar:
    """A stretch of consent: in force, or missing and blocking."""

    starts: date
    ends: date
    words: str
    signed: bool


@dataclass(frozen=True)
class Score:
    on: date
    value: float


@dataclass(frozen=True)
class CourseLanes:
    title: str
    today: date
    starts: date
    ends: date
    doses: list[Dose] = field(default_factory=list)
    hours: list[Hour] = field(default_factory=list)
    windows: list[Window] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    late: str = ""
    measure: str = "PHQ-9"
    measure_top: int = 27
    scores: list[Score] = field(default_factory=list)
    scores_due: list[date] = field(default_factory=list)
    target: float | None = None

    def rows(self) -> list[tuple[str, str, str, str]]:
        """The same facts as a table, in time order: what, planned for, done on, note."""
        out: list[tuple[date, tuple[str, str, str, str]]] = []
        for dose in self.doses:
            planned = dose.moved_from or dose.on
            out.append((dose.on, _row(_("Dosing %(n)s") % {"n": dose.number}, planned, dose.on, dose.state,
                                      ", ".join(filter(None, [dose.amount, dose.note])))))  # fmt: skip
        out += [
            (hour.on, _row(hour.name, hour.on, hour.on, hour.state, hour.note))
            for hour in self.hours
        ]
        out += [(bar.starts, (_("Consent"), "", short(bar.starts) if bar.signed else _("not yet"), bar.words)) for bar in self.bars]  # fmt: skip
        out += [(s.on, (self.measure, "", short(s.on), svg.num(s.value))) for s in self.scores]
        out += [(on, (self.measure, short(on), _("not yet"), "")) for on in self.scores_due]
        return [row for _on, row in sorted(out, key=lambda pair: pair[0])]

    def description(self) -> str:
        """Read aloud in place of the drawing: every lane in a sentence."""
        done = [str(d.number) for d in self.doses if d.state == "done"]
        left = [
            f"{d.number} ({short(d.on)})" for d in self.doses if d.state in ("booked", "planned")
        ]
        said = [
            _("Dosing: given %(done)s; to come %(left)s.")
            % {"done": ", ".join(done) or _("none"), "left": ", ".join(left) or _("none")},
            _("Therapy: %(done)s held, %(left)s to come.")
            % {"done": sum(h.state == "done" for h in self.hours),
               "left": sum(h.state in ("booked", "planned") for h in self.hours)},
        ]  # fmt: skip
        said += [f"{self.late}."] if self.late else []
        said += (
            [_("Consent: %(words)s.") % {"words": "; ".join(b.words for b in self.bars)}]
            if self.bars
            else []
        )
        if self.scores:
            said.append(f"{self.measure}: {', '.join(svg.num(s.value) for s in self.scores)}.")
        return " ".join(said)


def short(on: date) -> str:
    return date_format(on, "j M")


def _row(what: str, planned: date, on: date, state: State, note: str) -> tuple[str, str, str, str]:
    done = {
        "done": short(on),
        "missed": _("missed"),
        "booked": _("booked"),
        "planned": _("not yet"),
    }[state]
    if state == "booked" and on != planned:
        done = _("booked for %(day)s") % {"day": short(on)}
    return (what, short(planned), done, note)
