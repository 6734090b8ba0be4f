"""An answer that asks for help now: what the patient reads at once, and whether anybody is at the clinic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from clinic.scheduling.models.opening_exception import site_spans
from clinic.sites.models import Site
from patients.instruments import scoring
from patients.instruments.definition import Instrument

# So far ahead the next opening is looked for.
AHEAD = timedelta(days=14)


@dataclass(frozen=True)
class Staffed:
    """Whether the clinic is open; if not, when it opens next (None: not known)."""

    now: bool
    opens_at: datetime | None = None


def staffed(site: Site, at: datetime) -> Staffed:
    """By the site's weekly hours and dated exceptions. Two queries. Without hours on record nobody is said to be there."""
    spans = site_spans(site.pk, site.timezone, site.today(at), site.today(at + AHEAD))
    if any(start <= at < end for start, end in spans):
        return Staffed(now=True)
    return Staffed(now=False, opens_at=next((start for start, _end in spans if start > at), None))


def in_danger(instrument: Instrument, given: Mapping[str, int]) -> bool:
    """Whether these answers ask for contact: read from the answers, as the alert is, so the page never waits for it."""
    return scoring.safety_concern(instrument, given, finished=False) is not None
