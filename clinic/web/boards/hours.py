"""When the site is open on each day of a stretch, and what a closed day is called."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _

from clinic.scheduling.models import OpeningException, OpeningHours, open_spans
from clinic.scheduling.models.opening_hours import ExceptionalDay, Span
from clinic.sites.models import Site

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Hours:
    """Open spans (UTC) by local day, and the names of days with hours of their own."""

    spans: dict[date, list[Span]]
    names: dict[date, str] = field(default_factory=dict)

    def minutes(self, on: date) -> int:
        """Real minutes the site is open that day: 60 more or fewer where the clocks change meanwhile."""
        return sum((end - start) // MINUTE for start, end in self.spans.get(on, []))

    def closed(self, on: date) -> str:
        """What to call a closed day; empty for an open one."""
        if self.spans.get(on):
            return ""
        return self.names.get(on) or _("Closed")

    def note(self, on: date) -> str:
        """The name of a day with hours of its own, or that it is closed."""
        return self.names.get(on, "") or self.closed(on)

    def every(self) -> list[Span]:
        return [span for spans in self.spans.values() for span in spans]


def hours_of(site: Site, first: date, last: date) -> Hours:
    """From `first` to `last`, both counted. Two queries."""
    rules = list(OpeningHours.objects.filter(site=site).in_force_between(first, last))
    dated = list(OpeningException.objects.filter(site=site).between(first, last))
    days = [ExceptionalDay(each.on, each.opens, each.closes) for each in dated]
    spans: dict[date, list[Span]] = defaultdict(list)
    for start, end in open_spans(rules, site.timezone, first, last, days):
        spans[site.local(start).date()].append((start, end))
    return Hours(dict(spans), {each.on: each.name for each in dated})
