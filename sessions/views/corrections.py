"""What was put right in a session: the old value, the new one, who, when and why. Pure: rows in, words out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from sessions.models import DrugEvent, Effect, VitalSigns
from sessions.views import row_words


@dataclass(frozen=True)
class Correction:
    """`of` is the moment the old row spoke of, `at` when it was put right."""

    of: datetime
    old: str
    new: str
    why: str
    by: str
    at: datetime


def corrections(
    sets: Sequence[VitalSigns], effects: Sequence[Effect], events: Sequence[DrugEvent]
) -> list[Correction]:
    """The newest first."""
    found = [*_sets(sets), *_effects(effects), *_events(events)]
    return sorted(found, key=lambda each: each.at, reverse=True)


def _sets(rows: Sequence[VitalSigns]) -> list[Correction]:
    by_id = {row.pk: row for row in rows}
    return [
        Correction(
            row.taken_at,
            *row_words.differences(by_id[row.supersedes_id], row),
            row.correction,
            row.observer.actor_label,
            row.created_at,
        )
        for row in rows
        if row.supersedes_id
    ]


def _effects(rows: Sequence[Effect]) -> list[Correction]:
    after = {row.supersedes_id: row for row in rows if row.supersedes_id}
    return [
        Correction(
            row.started_at,
            row_words.effect_words(row),
            row_words.effect_words(after[row.pk]) if row.pk in after else _("never was"),
            row.struck_because,
            row.struck_by.actor_label if row.struck_by else "",
            row.struck_at,
        )
        for row in rows
        if row.struck_at
    ]


def _events(rows: Sequence[DrugEvent]) -> list[Correction]:
    by_id = {row.pk: row for row in rows}
    return [
        Correction(
            by_id[row.supersedes_id].happened_at,
            row_words.event_words(by_id[row.supersedes_id]),
            row_words.event_words(row),
            row.note,
            row.corrected_by.actor_label if row.corrected_by else "",
            row.created_at,
        )
        for row in rows
        if row.supersedes_id
    ]
