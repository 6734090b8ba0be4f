"""How every entry of the workup is written down, struck out and put right."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from django.utils.translation import gettext as _

from clinic.accounts.action import step
from clinic.accounts.models import User
from clinic.core.errors import DomainError, InvalidInput
from clinic.core.events import publish
from patients.actions import patient as patients
from patients.actions.screening_reopening import reopen_for_entry
from patients.events import WorkupChanged
from patients.models import Course, Patient
from patients.models.workup import Entry
from patients.policies.shape import require_fit

E = TypeVar("E", bound=Entry)


@step
def write(entry: E, course: Course, *, corrects: Entry | None = None, by: User, at: datetime) -> E:
    """Save a new entry about the course's patient. The patient's row is held until the end."""
    patient = patients.lock(Patient(pk=course.patient_id))
    entry.patient, entry.site_id, entry.course = patient, course.site_id, course
    entry.recorded_at, entry.recorded_by, entry.created_at = at, by, at
    entry.corrects = corrects
    require_fit(entry)
    entry.save()
    reopen_for_entry(patient, entry, by=by, at=at)
    _tell(entry, at, is_new=True)
    return entry


@step
def strike(entry: E, *, because: str, by: User, at: datetime) -> E:
    """It was wrong. It stays, struck through, with who says so and why. The patient's row first, as in ``write``."""
    patients.lock(Patient(pk=entry.patient_id))
    entry = _lock(entry)
    if not because.strip():
        raise InvalidInput(_("Say why."), field="because")
    entry.voided_at, entry.voided_by, entry.voided_because = at, by, because.strip()
    entry.save()
    _tell(entry, at, is_new=False)
    return entry


def _lock(entry: E) -> E:
    rows = type(entry)._default_manager.select_for_update(of=("self",))
    found: E = rows.select_related("course", "site").get(pk=entry.pk)
    if found.voided_at is not None:
        raise DomainError(_("This was struck out before."))
    return found


def _tell(entry: Entry, at: datetime, *, is_new: bool) -> None:
    publish(
        WorkupChanged(
            patient_id=entry.patient_id,
            site_id=entry.site_id,
            course_id=entry.course_id,
            kind=type(entry).__name__,
            entry_id=entry.pk,
            is_new=is_new,
            at=at,
        )
    )
