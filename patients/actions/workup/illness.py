"""The illness: indication, length, severity."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict, Unpack

from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core.errors import InvalidInput
from patients.actions.workup import entry
from patients.models import Course, Illness


class Described(TypedDict, total=False):
    """What may be known of the illness besides its name."""

    other: str
    months: int | None
    severity: str
    ect: str
    note: str


@action(Permission.SCREENING_EDIT)
def record(
    course: Course, *, indication: str, by: User, at: datetime, **described: Unpack[Described]
) -> Illness:
    """How it stands today; the newest row counts."""
    row = Illness(indication=indication, **described)
    if row.indication == Illness.Indication.OTHER and not row.other.strip():
        raise InvalidInput(_("Say which."), field="other")
    lived = (course.site.today(at) - course.patient.birth_date).days // 30
    if row.months is not None and not 0 <= row.months <= lived:
        raise InvalidInput(_("The episode cannot be older than the patient."), field="months")
    return entry.write(row, course, by=by, at=at)


@action(Permission.SCREENING_EDIT)
def void(row: Illness, *, because: str, by: User, at: datetime) -> Illness:
    """It is not so."""
    return entry.strike(row, because=because, by=by, at=at)
