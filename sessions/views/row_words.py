"""One row of a session on one line: a set, an effect, a drug event, and what a correction changed."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from sessions.models import DrugEvent, Effect, VitalSigns
from sessions.views.sheet import cell, row_names


def set_words(row: VitalSigns) -> str:
    """One set on one line: what a correction strikes out."""
    return ", ".join(f"{label} {text}" for label, text in _said(row) if text)


def differences(old: VitalSigns, new: VitalSigns) -> tuple[str, str]:
    """Only what a correction changed, before and after; a dash where a box was empty."""
    pairs = [
        (label, was or "–", now or "–")
        for (label, was), (_label, now) in zip(_said(old), _said(new), strict=True)
        if was != now
    ]
    if not pairs:
        return set_words(old), set_words(new)
    return (
        ", ".join(f"{label} {was}" for label, was, _now in pairs),
        ", ".join(f"{label} {now}" for label, _was, now in pairs),
    )


def _said(row: VitalSigns) -> list[tuple[str, str]]:
    """Every number of a set, with its label; empty where nothing was measured."""
    said = [(label.partition(" ")[0], cell(row, name, None).text) for name, label in row_names()]
    warm = "" if row.temperature is None else f"{row.temperature} °C"
    return [*said, (_("Temp."), warm), (_("Signs"), ", ".join(row.signs or []))]


def effect_words(row: Effect) -> str:
    """One effect on one line."""
    return f"{row.words or row.get_code_display()}, {row.get_intensity_display()}"


def event_words(row: DrugEvent) -> str:
    """One line of the drug list."""
    parts = [str(row.get_kind_display())]
    if row.mg is not None:
        parts.append(_("%s mg") % _trim(row.mg))
    if row.bag_ml is not None:
        parts.append(_("in %s mL") % _trim(row.bag_ml))
    if row.rate_ml_per_h is not None:
        parts.append(_("at %s mL/h") % _trim(row.rate_ml_per_h))
    if row.lot is not None:
        parts.append(_("lot %s") % row.lot.lot_number)
    # Of a correction it is the reason, and said beside the old row.
    note = "" if row.supersedes_id else row.note
    parts.extend(more for more in (row.body_site, row.medicine, note) if more)
    return ", ".join(parts)


def _trim(number: Decimal) -> str:
    text = f"{number}"
    return text.rstrip("0").rstrip(".") if "." in text else text
