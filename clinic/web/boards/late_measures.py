"""Who is late with questionnaires, as each home shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from clinic.accounts.models import User
from clinic.sites.models import Site
from patients.measures.late import COLUMNS, Person, by_person
from patients.models import CareTeamMember, MeasureDue

SHOWN = 5
# Looked at for the few that are shown; the page has the rest.
READ = 100


@dataclass(frozen=True)
class LateMeasures:
    """The five who wait longest, and how many there are."""

    shown: list[Person]
    count: int
    today: date

    @property
    def more(self) -> int:
        return self.count - len(self.shown)


def late_measures(
    user: User, site: Site, now: datetime, *, mine: bool = False, staff: bool = False
) -> LateMeasures:
    """Overdue here: what patients answer, and with ``staff`` what staff ask. ``mine``: of those in one's own care.

    One query.
    """
    today = site.today(now)
    rows = MeasureDue.objects.visible_to(user).filter(site=site).overdue(today)
    if not staff:
        rows = rows.for_patient()
    if mine:
        team = CareTeamMember.objects.visible_to(user).current(now)
        rows = rows.filter(patient__in=team.filter(user=user, site=site).values("patient"))
    found = rows.soonest_first()[:READ].plain(*COLUMNS)
    people = by_person(found, today, {})
    return LateMeasures(people[:SHOWN], len(people), today)
