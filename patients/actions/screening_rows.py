"""The rows of a screening as they are held and written. Steps only: others open the door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from clinic.accounts.action import step
from clinic.accounts.models import User
from clinic.core.errors import DomainError, InvalidInput
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

    @property
    def tidy(self) -> Found:
        """As it is stored and compared: a browser sends other line ends than it was given."""
        return Found(self.status, tidy(self.evidence), tidy(self.note))


def tidy(words: str) -> str:
    """Without blanks around it, lines ended one way."""
    return words.replace("\r\n", "\n").strip()


def as_found(row: ScreeningFinding) -> Found:
    """A stored row."""
    return Found(FindingStatus(row.status), row.evidence, row.note).tidy


def as_read(screening: Screening) -> dict[str, Found]:
    """The sheet as it stands: what somebody who reads it now writes from."""
    return {row.code: as_found(row) for row in screening.findings.all()}


def require_known(code: str) -> None:
    """Raise ``InvalidInput`` for a row that is not in the catalogue."""
    if code not in BY_CODE:
        raise InvalidInput(_("There is no exclusion called %s.") % code, field=code)


@step
def lock(screening: Screening) -> Screening:
    """The row as it is now, held until the transaction ends."""
    return (
        Screening.objects.select_for_update(of=("self",))
        .select_related("course", "site", "patient")
        .get(pk=screening.pk)
    )


@step
def move(screening: Screening, new: Screening.Status) -> None:
    """Set the state if the table allows it; the caller saves."""
    require_move(Screening.MOVES, _Status(screening.status), new, what=_("screening"))
    screening.status = new


@step
def edit(screening: Screening) -> Screening:
    """Held, and open to writing. Raises DomainError for one that is signed."""
    screening = lock(screening)
    if screening.status == _Status.COMPLETE:
        # Somebody found something after it was called complete: it is a draft again.
        move(screening, _Status.DRAFT)
        screening.completed_at = screening.completed_by = None
        screening.save()
    if screening.status not in Screening.EDITABLE:
        raise DomainError(_("This screening is signed. A new fact, or voiding it, reopens it."))
    return screening


@step
def write(
    row: ScreeningFinding | None,
    screening: Screening,
    code: str,
    found: Found,
    by: User,
    at: datetime,
) -> None:
    """One row as ``found`` says. Unchanged, it keeps who found it and when."""
    require_known(code)
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
