"""What the flowsheet draws: a column for each set, taken or due, the trace, the clocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from clinic.core import localtime
from clinic.policy.terms import ClinicalPolicy, RouteTerms
from sessions.actions.due_set import as_due
from sessions.dosing.drug_event import earliest_discharge
from sessions.dosing.schedule import DueStatus, statuses
from sessions.models import DosingSession, DrugEvent, DueSet, VitalSigns

ROWS = ("bp", "hr", "spo2", "rr", "moaas", "dissociation", "nausea")
SIGNAL_ROW = {
    "BP": "bp",
    "BP_LOW": "bp",
    "BP_WITH_SIGNS": "bp",
    "HR": "hr",
    "SPO2": "spo2",
    "RR": "rr",
    "MOAAS": "moaas",
    "DISSOCIATION": "dissociation",
    "VOMITING": "nausea",
}
LOW = frozenset({"BP_LOW", "SPO2", "MOAAS"})
AHEAD = 3  # of the sets still to come, so many columns beside the present one


@dataclass(frozen=True)
class Cell:
    """One value of one set; `mark` is H or L beside the colour."""

    text: str
    mark: str = ""
    style: str = ""


@dataclass(frozen=True)
class Column:
    """One set. `minute` is counted from the drug; `state` is base, taken, struck, now, late, missed or later."""

    minute: str
    at: datetime
    state: str
    note: str
    cells: tuple[Cell, ...]
    set_id: str = ""


def row_names() -> tuple[tuple[str, str], ...]:
    """The rows of the grid, in order."""
    return tuple(
        zip(
            ROWS,
            (
                _("BP mmHg"),
                _("HR /min"),
                _("SpO₂ %"),
                _("RR /min"),
                _("MOAA/S"),
                _("Dissoc."),
                _("Nausea"),
            ),
            strict=True,
        )
    )


def columns(
    session: DosingSession,
    sets: Sequence[VitalSigns],
    dues: Sequence[DueSet],
    terms: RouteTerms,
    now: datetime,
) -> list[Column]:
    """In order of time: taken and struck sets, missed gaps, the one that is due, and the next few."""
    start = session.first_drug_at or now
    drawn = [_taken(row, start) for row in sets]
    found = statuses([as_due(due) for due in dues], now, terms)
    open_dues = [
        (due, status)
        for due, status in zip(dues, found, strict=True)
        if getattr(due, "filled_by", None) is None
    ]
    waiting = 0
    for due, status in open_dues:
        if status is DueStatus.MISSED:
            drawn.append(_empty(due, "missed", _("missed")))
            continue
        waiting += 1
        if waiting > AHEAD + 1:
            break
        state = "later" if status is DueStatus.PLANNED and waiting > 1 else "now"
        if status is DueStatus.LATE:
            state = "late"
        note = _("repeat") if due.kind == DueSet.Kind.REPEAT else ""
        drawn.append(_empty(due, state, note))
    return sorted(drawn, key=lambda column: column.at)


def _minute(start: datetime, at: datetime) -> int:
    return int((at - start).total_seconds() // 60)


def _taken(row: VitalSigns, start: datetime) -> Column:
    before = row.phase == VitalSigns.Phase.PRE_DOSE
    struck = hasattr(row, "superseded_by")
    raised = {SIGNAL_ROW.get(a["signal"], ""): a for a in row.alerts if a["level"] != "INFO"}
    cells = tuple(cell(row, name, raised.get(name)) for name in ROWS)
    minute = _("Base") if before else str(max(0, _minute(start, row.taken_at)))
    state = "struck" if struck else "base" if before else "taken"
    return Column(minute, row.taken_at, state, "", cells, str(row.pk))


def cell(row: VitalSigns, name: str, alert: dict[str, Any] | None) -> Cell:
    if name == "bp":
        text = "" if row.sbp is None else f"{row.sbp}/{row.dbp}"
    else:
        value = getattr(row, name)
        text = "" if value is None else str(value)
    if alert is None:
        return Cell(text)
    low = alert["signal"] in LOW or (name in {"hr", "rr"} and (getattr(row, name) or 0) < 60)
    return Cell(text, "L" if low else "H", "is-high")


def _empty(due: DueSet, state: str, note: str) -> Column:
    first = {"now": _("due"), "late": _("late"), "missed": "–"}.get(state, "·")
    cells = (Cell(first), *(Cell("" if state in {"now", "late"} else "·") for _name in ROWS[1:]))
    return Column(str(due.minute), due.due_at, state, note, cells)


@dataclass(frozen=True)
class AlertWords:
    """One alert as it is read: what happened, then what to do."""

    what: str
    then: str
    critical: bool


def alert_words(session: DosingSession, row: VitalSigns) -> list[AlertWords]:
    """What the newest set raises, worst first, without what is only noted."""
    start = session.first_drug_at or row.taken_at
    minute = _minute(start, row.taken_at)
    zone = session.site.timezone
    return [_alert(row, alert, minute, zone) for alert in row.alerts if alert["level"] != "INFO"]


def _alert(row: VitalSigns, alert: dict[str, Any], minute: int, zone: str) -> AlertWords:
    labels = dict(row_names())
    name = SIGNAL_ROW.get(alert["signal"], "")
    value = f"{row.sbp}/{row.dbp}" if name == "bp" else str(alert["value"] or "")
    label = labels[name].partition(" ")[0] if name else _(alert["signal"].replace("_", " "))
    what = _("%(label)s %(value)s at minute %(minute)d.") % {
        "label": label,
        "value": value,
        "minute": minute,
    }
    if alert["level"] == "CRITICAL":
        return AlertWords(what, _("Critical. Stop the drug. Call for help now."), True)
    if alert["repeat_by"]:
        clock = localtime.clock_text(datetime.fromisoformat(alert["repeat_by"]), zone)
        return AlertWords(what, _("Repeat it at %s.") % clock, False)
    return AlertWords(what, _("The prescriber has a task to look."), False)


def last_values(sets: Iterable[VitalSigns]) -> dict[str, Any]:
    """The newest value of each box, for the label above it."""
    found: dict[str, Any] = {}
    for row in sets:
        if hasattr(row, "superseded_by"):
            continue
        for name in ("sbp", "dbp", "hr", "spo2", "rr", "moaas", "dissociation", "nausea"):
            value = getattr(row, name)
            if value is not None:
                found[name] = value
    return found


def trace(
    session: DosingSession,
    sets: Sequence[VitalSigns],
    dues: Sequence[DueSet],
    policy: ClinicalPolicy,
    now: datetime,
) -> dict[str, Any]:
    """The figure's facts: readings by minute, the drug's band, the line where the prescriber is told."""
    start = session.first_drug_at or now
    minutes = [(row, (row.taken_at - start).total_seconds() / 60) for row in sets]
    end = session.planned_stop_at or session.last_drug_at or now
    band = (0.0, (end - start).total_seconds() / 60) if session.route == "IV" else None
    limit = f"{policy.alerts.sbp_warn}/{policy.alerts.dbp_warn}"
    over = session.left_at is not None
    return {
        "readings": [
            {
                "minute": minute,
                "systolic": row.sbp,
                "diastolic": row.dbp,
                "heart_rate": row.hr,
            }
            for row, minute in minutes
            if not hasattr(row, "superseded_by")
        ],
        "now": None if over else (now - start).total_seconds() / 60,
        "drug": band,
        "drug_words": _("infusion") if band else "",
        "limit": policy.alerts.sbp_warn,
        "limit_words": _("tell prescriber at %s") % limit,
        "due": [
            float(due.minute)
            for due in dues
            if getattr(due, "filled_by", None) is None and due.due_at > now and not over
        ],
    }


@dataclass(frozen=True)
class Clocks:
    """What counts down: the next set, the one after it, the door."""

    next_due: DueSet | None
    after: DueSet | None
    discharge_at: datetime | None
    grace: int


def clocks(
    session: DosingSession,
    dues: Sequence[DueSet],
    events: Sequence[DrugEvent],
    policy: ClinicalPolicy,
    now: datetime,
) -> Clocks:
    """Until when nothing is late. The door is known only when the infusion's end is."""
    terms = policy.routes[session.route]
    found = statuses([as_due(due) for due in dues], now, terms)
    waiting = [
        due
        for due, status in zip(dues, found, strict=True)
        if status in {DueStatus.PLANNED, DueStatus.DUE, DueStatus.LATE}
        and getattr(due, "filled_by", None) is None
    ]
    earliest = earliest_discharge([e.event for e in events], terms, policy.observation)
    if earliest is None and session.first_drug_at and session.planned_stop_at:
        earliest = max(
            session.first_drug_at + timedelta(minutes=terms.observe_from_start_minutes),
            session.planned_stop_at + timedelta(minutes=terms.observe_from_last_minutes),
        )
    grace = terms.due_tolerance_minutes * 60
    return Clocks(
        waiting[0] if waiting else None, waiting[1] if len(waiting) > 1 else None, earliest, grace
    )
