"""What was found about each exclusion: the rows of a screening, and the sheet they stand on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from clinic.accounts.action import action, step
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core.errors import DomainError, InvalidInput, StaleVersion
from clinic.core.states import require_move
from patients.eligibility.assessment import FindingStatus
from patients.eligibility.exclusion import BY_CODE
from patients.models import Screening, ScreeningFinding

_Status = Screening.Status


@dataclass(frozen=True)
class Found:
    """What somebody found about one exclusion."""

    status: FindingStatus
    evidence: str = ""
    note: str = ""


@action(Permission.SCREENING_EDIT)
def record_findings(
    screening: Screening,
    *,
    findings: Mapping[str, Found],
    summary: str | None = None,
    seen: int | None = None,
    by: User,
    at: datetime,
) -> Screening:
    """Write down what was found, row by row. Rows not named stay as they are.

    ``seen`` is ``edition`` of the sheet as the writer had it open: another one raises StaleVersion.
    """
    screening = lock(screening)
    if seen is not None and seen != edition(screening):
        raise StaleVersion
    if screening.status == _Status.COMPLETE:
        # Somebody found something after it was called complete: it is a draft again.
        move(screening, _Status.DRAFT)
        screening.completed_at = screening.completed_by = None
    if screening.status not in Screening.EDITABLE:
        raise DomainError(_("This screening is signed. A new fact, or voiding it, reopens it."))
    if summary is not None:
        screening.summary = summary.strip()
    screening.save()
    rows = {row.code: row for row in screening.findings.select_for_update()}
    for code, found in findings.items():
        _write(rows.get(code), screening, code, found, by, at)
    return screening


@action(Permission.SCREENING_EDIT)
def record_finding(
    screening: Screening,
    *,
    code: str,
    status: FindingStatus,
    evidence: str = "",
    note: str = "",
    by: User,
    at: datetime,
) -> Screening:
    """One row alone."""
    found = {code: Found(FindingStatus(status), evidence, note)}
    return record_findings.step(screening, findings=found, by=by, at=at)


def edition(screening: Screening) -> int:
    """A number that changes with every change of the sheet or of one of its rows."""
    return screening.version + sum(row.version for row in screening.findings.all())


def _write(
    row: ScreeningFinding | None,
    screening: Screening,
    code: str,
    found: Found,
    by: User,
    at: datetime,
) -> None:
    if code not in BY_CODE:
        raise InvalidInput(_("There is no exclusion called %s.") % code, field=code)
    if found.status is FindingStatus.RESOLVED and not found.evidence.strip():
        raise InvalidInput(_("Say what shows that it is over."), field=code)
    if row is None:
        row = ScreeningFinding(
            screening=screening,
            patient_id=screening.patient_id,
            site_id=screening.site_id,
            code=code,
            created_at=at,
            found_at=at,
            found_by=by,
        )
    note = found.note.strip()
    if note != row.note:
        row.note = note
        row.note_at, row.note_by = (at, by) if note else (None, None)
    row.status, row.evidence = found.status.value, found.evidence.strip()
    if row.changed_fields():
        row.found_at, row.found_by = at, by
        row.save()


@step
def lock(screening: Screening) -> Screening:
    """The row as it is now, held until the transaction ends."""
    return (
        Screening.objects.select_for_update(of=("self",))
        .select_related("course", "site")
        .get(pk=screening.pk)
    )


@step
def move(screening: Screening, new: Screening.Status) -> None:
    """Set the state if the table allows it; the caller saves."""
    require_move(Screening.MOVES, _Status(screening.status), new, what=_("screening"))
    screening.status = new
