"""What an address asks for. A value that makes no sense is as good as none: a page is shown, never an error."""

from __future__ import annotations

from datetime import date
from uuid import UUID

#: Outside these years there is no calendar to show, and arithmetic on days would leave what a date can be.
YEARS = range(1990, 2101)


def day_asked(text: str, otherwise: date) -> date:
    """``2026-11-25``."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return otherwise
    return found if found.year in YEARS else otherwise


def id_asked(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
