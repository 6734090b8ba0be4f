"""Who is not ready, in words the front desk may read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from clinic.scheduling import outlook
from clinic.scheduling.models import Appointment
from clinic.sites.models import Site


@dataclass(frozen=True)
class Blocker:
    """Why a dose could not be given as things stand: the desk's sentence, and the page that mends it."""

    sentence: str
    href: str = ""
    act: str = ""


def blockers_of(
    site: Site, visits: Sequence[Appointment], on: date, now: datetime
) -> dict[UUID, Blocker]:
    """For each dosing visit of the day that is not begun and could not begin: the first reason."""
    asked = [v for v in visits if v.kind == "DOSING" and v.is_standing and v.left_at is None]
    found = outlook.blockers(asked, now)
    return {pk: Blocker(sentences[0]) for pk, sentences in found.items()}
