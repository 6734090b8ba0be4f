"""From the rows of a course to its visits: what is over, what stands where, what follows what.

A questionnaire needs no visit, so it is composed away: its gap and the gap to what follows it add up. A step that was
dropped, or that shall fall away, leaves the gap to the one before it: at least as long as the next step's own, at most
both together.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.scheduling.models.appointment import Appointment
from clinic.scheduling.models.visit_kind import Kind
from clinic.scheduling.planner.problem import Demand, Place, Wanted
from patients.models import CourseStep

PLANNED, DONE = CourseStep.Status.PLANNED, CourseStep.Status.DONE
MEASURE = CourseStep.Kind.MEASURE


class Row(NamedTuple):
    """One planned step with the visit that fills it, or a visit without a step; see `statements.VISITS`."""

    key: UUID
    course_id: UUID | None
    patient_id: UUID
    kind: str
    number: int
    after: UUID | None
    min_gap_hours: int
    max_gap_hours: int | None
    counts_days: bool
    minutes: int
    status: str
    done_at: datetime | None
    appointment_id: UUID | None
    booked: str | None
    starts_at: datetime | None
    ends_at: datetime | None
    room_id: UUID | None
    recovery: int | None
    turnover: int | None
    in_group: bool | None  # not the planner's to move
    video_in: str | None  # where the patient is; empty in person
    visit_kind_id: UUID | None
    team: list[str] | None
    trusted: bool | None
    position: int

    def without_visit(self) -> Row:
        """The step alone, as if nothing were booked for it."""
        return self._replace(
            appointment_id=None, booked=None, starts_at=None, ends_at=None, room_id=None, team=None,
            recovery=None, turnover=None, in_group=None, video_in=None, visit_kind_id=None, trusted=None,
        )  # fmt: skip

    @property
    def place(self) -> Place | None:
        if self.starts_at is None or self.ends_at is None:
            return None
        team = tuple((UUID(each[:36]), each[36:]) for each in self.team or ())
        return Place(self.starts_at, self.ends_at, self.room_id, team)


@dataclass(frozen=True, slots=True)
class _Gap:
    """Hours; with `counts_days` whole days of 24."""

    least: int
    most: int | None
    counts_days: bool

    def over_questionnaire(self, before: _Gap) -> _Gap:
        """Both one after the other. Between days and hours, whole days: the questionnaire has its day to itself."""
        if self.counts_days == before.counts_days:
            return _Gap(self.least + before.least, _sum(self.most, before.most), self.counts_days)
        whole, other = self._in_days(), before._in_days()
        return _Gap(whole.least + other.least, _sum(whole.most, other.most), True)

    def over_missing(self, before: _Gap) -> _Gap:
        most = _sum(self.most, before.most)
        return _Gap(self.least, most, self.counts_days)

    def _in_days(self) -> _Gap:
        most = None if self.most is None else self.most // 24 * 24
        return _Gap(-(-self.least // 24) * 24, most, True)


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def visits_of(
    rows: Iterable[Row],
    demand_of: Callable[[Row], Demand],
    *,
    gone: Container[UUID] = (),
    is_planned: Callable[[Row], bool],
    at: datetime,
) -> list[Wanted]:
    """The visits of one course in the order of its plan: those still to come, and as `fixed` those others hang on.

    `gone`: steps that shall not take place (`falling`). `is_planned`: whether a step without a visit gets one.
    """
    rows = list(rows)
    by_key = {row.key: row for row in rows}
    found: dict[UUID, Wanted] = {}
    for row in rows:
        if row.key in gone or (row.kind == MEASURE and row.status != DONE):
            continue
        visit = _visit(row, demand_of, is_planned, at)
        if visit is not None:
            after, gap = _hangs_on(row, by_key, found)
            found[row.key] = replace(
                visit,
                after=after,
                min_gap_hours=gap.least,
                max_gap_hours=gap.most,
                counts_days=gap.counts_days,
            )
    return list(found.values())


def falling(rows: Iterable[Row], named: Container[UUID]) -> set[UUID]:
    """The steps named, by step or visit, and with each dose its integration."""
    rows = list(rows)
    found = {row.key for row in rows if row.key in named or row.appointment_id in named}
    return found | {
        row.key
        for row in rows
        if row.after in found and row.kind == Kind.INTEGRATION and row.status == PLANNED
    }


def _visit(
    row: Row, demand_of: Callable[[Row], Demand], is_planned: Callable[[Row], bool], at: datetime
) -> Wanted | None:
    """None where the step takes no visit that could be planned."""
    label = label_of(row.kind, row.number)
    if row.status == DONE:
        start = row.starts_at or row.done_at or at
        end = row.ends_at or start
        minutes = (end - start) // timedelta(minutes=1)
        return Wanted(
            row.key, row.kind, "", minutes, now=row.place or Place(start, end), fixed=True, label=label, number=row.number,
            patient_id=row.patient_id,
        )  # fmt: skip
    if row.status != PLANNED or (row.place is None and not (row.minutes and is_planned(row))):
        return None
    place = row.place
    demand = demand_of(row)
    fixed = place is not None and (
        row.booked == Appointment.Status.ARRIVED or place.starts_at < at or bool(row.in_group)
    )
    if place is not None:
        length = (place.ends_at - place.starts_at) // timedelta(minutes=1)
        recovery, turnover = row.recovery or 0, row.turnover or 0
        demand = replace(demand, minutes=length, recovery=recovery, turnover=turnover)
        if row.video_in:
            demand = replace(demand, room_kind="", equipment=frozenset(), licensed_in=row.video_in)
    else:
        demand = replace(demand, minutes=row.minutes)
    return Wanted(
        row.key,
        row.kind,
        "",
        demand.minutes,
        now=place,
        fixed=fixed,
        label=label,
        number=row.number,
        patient_id=row.patient_id,
        appointment_id=row.appointment_id,
        demand=demand,
        trusted=bool(row.trusted) or bool(row.in_group),
    )


def _hangs_on(
    row: Row, by_key: Mapping[UUID, Row], found: Container[UUID]
) -> tuple[UUID | None, _Gap]:
    """The visit a step follows once questionnaires and missing steps are taken out, and the gap to it."""
    gap = _Gap(row.min_gap_hours, row.max_gap_hours, row.counts_days)
    after = row.after
    while after is not None and after not in found:
        before = by_key[after]
        between = _Gap(before.min_gap_hours, before.max_gap_hours, before.counts_days)
        if before.kind == MEASURE and before.status == PLANNED:
            gap = gap.over_questionnaire(between)
        else:
            gap = gap.over_missing(between)
        after = before.after
    return after, gap


def label_of(kind: str, number: int) -> str:
    """How a visit is called in a sentence: "Dose 3", "Integration 2", "Screening"."""
    names: dict[str, str] = {
        Kind.PREPARATION: _("Preparation"),
        Kind.DOSING: _("Dose"),
        Kind.INTEGRATION: _("Integration"),
        Kind.REVIEW: _("Review"),
        MEASURE: _("Questionnaires"),
    }
    name = names[kind] if kind in names else str(Kind(kind).label)
    return _("%(visit)s %(number)d") % {"visit": name, "number": number} if number else name
