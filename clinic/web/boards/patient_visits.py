"""One person's visits: what is to come, soonest first; what was, latest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.scheduling.models import Appointment
from clinic.scheduling.models.visit_row import VisitRow, read_rows
from clinic.web import words
from clinic.web.boards import grid
from clinic.web.boards.blockers import under_drug
from clinic.web.boards.drawn import Known, Visit, draw
from patients.models import Patient


@dataclass(frozen=True)
class PatientVisits:
    coming: list[Visit]
    past: list[Visit]
    name: str

    @property
    def heading(self) -> str:
        if not self.coming:
            return _("%(name)s: nothing is booked.") % {"name": self.name}
        first = self.coming[0]
        when = {"name": self.name, "day": first.day, "time": first.clock}
        return _("%(name)s comes next on %(day)s at %(time)s.") % when


def load(person: Patient, user: User, now: datetime) -> PatientVisits:
    """Every visit but the rows that a move replaced: each is there as it stands now. Two queries."""
    visits = Appointment.objects.visible_to(user).filter(patient=person)
    rows = read_rows(visits.exclude(status=Appointment.Status.RESCHEDULED))
    known = Known(now, {}, under_drug(rows), user.may(Permission.APPOINTMENT_BOOK, None))
    coming = [row for row in rows if row.ends_at > now and not row.is_over]
    past = [row for row in rows if row.ends_at <= now or row.is_over]
    return PatientVisits(_drawn(coming, known), _drawn(reversed(past), known), person.full_name)


def _drawn(rows: Iterable[VisitRow], known: Known) -> list[Visit]:
    shown = []
    for row in rows:
        zone = ZoneInfo(row.zone)
        visit = draw(row, grid.Wall(0, 24, zone), 1, known)
        visit.day = words.full_day(row.starts_at, zone)
        visit.clock = words.time(row.starts_at, zone)
        visit.line = ", ".join(each["name"] for each in row.people)
        shown.append(visit)
    return shown
