"""What was found about each exclusion: written row by row, and merged when two people write at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from clinic.accounts.action import action
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from patients.actions import suggestion as suggestions
from patients.actions.screening_rows import Found, as_found, edit, require_known, tidy, write
from patients.actions.suggestion import Key
from patients.eligibility.merging import merge
from patients.models import Screening
from patients.models.finding_clash import FindingClash

__all__ = ["Found", "record_findings"]

SUMMARY = FindingClash.SUMMARY
NOTHING_READ: Mapping[str, Found] = {}


@action(Permission.SCREENING_EDIT)
def record_findings(
    screening: Screening,
    *,
    findings: Mapping[str, Found],
    summary: str | None = None,
    base: Mapping[str, Found] = NOTHING_READ,
    base_summary: str = "",
    taken: Collection[Key] = (),
    dismissed: Mapping[Key, str] | None = None,
    by: User,
    at: datetime,
) -> Screening:
    """Write down what was found, row by row. Rows not named stay as they are.

    ``base`` and ``base_summary`` are the sheet as the writer had it open, so that nobody overwrites
    anybody: a row that only one person changed is kept, and what a second person typed over a row that
    changed meanwhile is kept beside it as a ``FindingClash`` until somebody chooses. A row missing from
    ``base`` was read as not answered. ``taken`` and ``dismissed`` answer suggestions in the same breath.
    """
    screening = edit(screening)
    rows = {row.code: row for row in screening.findings.select_for_update()}
    now = {code: as_found(row) for code, row in rows.items()}
    mine = {code: found.tidy for code, found in findings.items()}
    had = {code: found.tidy for code, found in base.items()}
    merged = merge(had, mine, now)
    for code, found in merged.write.items():
        write(rows.get(code), screening, code, found, by, at)
    for code, found in merged.ask.items():
        require_known(code)
        _keep_beside(screening, code, found, by, at)
    _summarise(screening, summary, base_summary, by, at)
    # A row that two people see differently says nothing yet that a suggestion could be taken up in.
    taken = [key for key in taken if key[0] not in merged.ask]
    suggestions.answer.step(screening, taken=taken, dismissed=dismissed, by=by, at=at)
    return screening


def _summarise(
    screening: Screening, summary: str | None, base: str, by: User, at: datetime
) -> None:
    if summary is None:
        return
    now = {SUMMARY: tidy(screening.summary)}
    merged = merge({SUMMARY: tidy(base)}, {SUMMARY: tidy(summary)}, now)
    if SUMMARY in merged.write:
        screening.summary = merged.write[SUMMARY]
        screening.save()
    for words in merged.ask.values():
        _keep_beside(screening, SUMMARY, words, by, at)


def _keep_beside(
    screening: Screening, code: str, typed: Found | str, by: User, at: datetime
) -> None:
    clash = FindingClash(
        screening=screening,
        patient_id=screening.patient_id,
        site_id=screening.site_id,
        code=code,
        typed_at=at,
        typed_by=by,
        created_at=at,
    )
    if isinstance(typed, Found):
        clash.status, clash.evidence = typed.status.value, typed.evidence
    clash.note = typed.note if isinstance(typed, Found) else typed
    clash.save()
