"""Two people wrote different things into one row: somebody reads both and chooses."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core.errors import DomainError, InvalidInput
from patients.actions.screening_rows import Found, edit, write
from patients.eligibility.assessment import FindingStatus
from patients.models.finding_clash import FindingClash


@action(Permission.SCREENING_EDIT)
def settle(clash: FindingClash, *, keep: str, by: User, at: datetime) -> FindingClash:
    """``keep`` is STANDING or TYPED. Both versions stay readable; the row says the one that was chosen."""
    if keep not in FindingClash.Kept.values:
        raise InvalidInput(_("Choose which of the two is right."), field="keep")
    screening = edit(clash.screening)
    clash = FindingClash.objects.select_for_update(of=("self",)).get(pk=clash.pk)
    if clash.settled_at is not None:
        raise DomainError(_("Somebody has chosen already."))
    if keep == FindingClash.Kept.TYPED:
        if clash.code == FindingClash.SUMMARY:
            screening.summary = clash.note
            screening.save()
        else:
            row = screening.findings.select_for_update().filter(code=clash.code).first()
            found = Found(FindingStatus(clash.status), clash.evidence, clash.note)
            write(row, screening, clash.code, found, by, at)
    clash.settled_at, clash.settled_by, clash.kept = at, by, keep
    clash.save()
    return clash
