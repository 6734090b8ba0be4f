"""Drawing the due sets before they happen, and again when the plan changes."""

from __future__ import annotations

from datetime import datetime, timedelta

from clinic.accounts.action import step
from clinic.policy.terms import RouteTerms
from sessions.actions.session_lock import of
from sessions.dosing.schedule import Due, due_minutes, fills
from sessions.models import DosingSession, DueSet

EXTEND_BY = 60  # minutes drawn ahead while the patient stays longer than planned


@step
def plan(session: DosingSession, terms: RouteTerms, *, until: datetime, at: datetime) -> None:
    """Draw every set from the drug's start to `until`; keep what was taken or is past, drop what no longer fits."""
    start = session.first_drug_at
    if start is None:
        return
    drug_minutes = _minutes(start, session.planned_stop_at) if session.planned_stop_at else 0
    wanted = due_minutes(terms, drug_minutes, _minutes(start, until))
    standing = DueSet.objects.of(session.pk).standing().filter(kind=DueSet.Kind.FULL)
    rows = {row.minute: row for row in standing.select_related("filled_by")}
    now = _minutes(start, at)
    for minute, row in rows.items():
        if minute not in wanted and minute > now and not hasattr(row, "filled_by"):
            row.dropped_at = at
            row.save()
    for minute in wanted:
        if minute not in rows and minute > now:
            DueSet(
                **of(session),
                minute=minute,
                due_at=start + timedelta(minutes=minute),
                created_at=at,
            ).save()


@step
def repeat_pressure(session: DosingSession, *, due_at: datetime, at: datetime) -> None:
    """A raised blood pressure is repeated: one extra set, once."""
    start = session.first_drug_at
    if start is None:
        return
    minute = _minutes(start, due_at)
    if DueSet.objects.of(session.pk).standing().filter(minute=minute).exists():
        return
    DueSet(
        **of(session), kind=DueSet.Kind.REPEAT, minute=minute, due_at=due_at, created_at=at
    ).save()


@step
def for_reading(session: DosingSession, terms: RouteTerms, taken_at: datetime) -> DueSet | None:
    """The due set a reading fills, if its window is open."""
    rows = list(
        DueSet.objects.of(session.pk)
        .standing()
        .select_related("filled_by")
        .order_by("due_at", "pk")
    )
    index = fills([as_due(row) for row in rows], taken_at, terms)
    return None if index is None else rows[index]


def as_due(row: DueSet) -> Due:
    """The row as the schedule reads it. Needs `filled_by` loaded."""
    filled = getattr(row, "filled_by", None)
    return Due(row.minute, row.due_at, None if filled is None else filled.taken_at)


def _minutes(start: datetime, end: datetime) -> int:
    return max(0, round((end - start).total_seconds() / 60))
