"""Substance use: asked, answered, put right."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypedDict, Unpack

from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core.errors import InvalidInput
from patients.actions.workup import entry
from patients.models import Course, SubstanceUse

_Use = SubstanceUse.Use


class Used(TypedDict, total=False):
    """What may be known besides whether it is used."""

    which: str
    amount: str
    frequency: str
    last_used_on: date | None
    disorder: str
    criteria_last_met_on: date | None
    note: str


@action(Permission.SCREENING_EDIT)
def record(
    course: Course, *, substance: str, use: str, by: User, at: datetime, **used: Unpack[Used]
) -> SubstanceUse:
    """The answer as of today. An earlier one stays; the newest counts."""
    return entry.write(_made(course, substance, use, used, at), course, by=by, at=at)


@action(Permission.SCREENING_EDIT)
def correct(
    row: SubstanceUse,
    *,
    because: str,
    substance: str,
    use: str,
    by: User,
    at: datetime,
    **used: Unpack[Used],
) -> SubstanceUse:
    """What was written down was wrong; this is right."""
    before = entry.strike(row, because=because, by=by, at=at)
    made = _made(before.course, substance, use, used, at)
    return entry.write(made, before.course, corrects=before, by=by, at=at)


@action(Permission.SCREENING_EDIT)
def void(row: SubstanceUse, *, because: str, by: User, at: datetime) -> SubstanceUse:
    """It was never said."""
    return entry.strike(row, because=because, by=by, at=at)


@action(Permission.SCREENING_EDIT)
def record_never(
    course: Course, *, substances: list[str], by: User, at: datetime
) -> list[SubstanceUse]:
    """Asked about these one by one, and never used."""
    return [
        entry.write(
            SubstanceUse(substance=each, use=_Use.NEVER, disorder=SubstanceUse.Disorder.NONE),
            course,
            by=by,
            at=at,
        )
        for each in substances
    ]


def _made(course: Course, substance: str, use: str, used: Used, at: datetime) -> SubstanceUse:
    row = SubstanceUse(substance=substance, use=use, **used)
    today = course.site.today(at)
    for field in ("last_used_on", "criteria_last_met_on"):
        day = getattr(row, field)
        if day is not None and not course.patient.birth_date <= day <= today:
            raise InvalidInput(_("This day cannot be."), field=field)
    if row.use == _Use.NEVER and (row.last_used_on or row.criteria_last_met_on):
        raise InvalidInput(_("What was never used has no last day."), field="use")
    if row.use == _Use.NEVER and row.disorder not in {"NONE", "UNKNOWN"}:
        raise InvalidInput(_("What was never used is no use disorder."), field="disorder")
    if row.substance == SubstanceUse.Substance.OTHER and not row.which.strip():
        raise InvalidInput(_("Say which."), field="which")
    return row
