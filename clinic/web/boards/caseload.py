"""Who is getting better and who is not: one row a person, most in need first. A constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic.accounts.models import User
from clinic.sites.models import Site
from clinic.web import words
from clinic.web.boards import progress_words as say
from clinic.web.boards.progress import Glance, glance_at
from patients.models import CareTeamMember, Course
from patients.progress.course import CourseProgress
from patients.progress.standing import ORDER, Standing
from sessions.facts import progress


@dataclass(frozen=True)
class Row:
    """One person: the flag, the trend, and the newest comparison in words."""

    course: Course
    name: str
    standing: Standing
    chip: say.Chip
    glance: Glance
    change: str
    why: str
    doses: int
    last: str


@dataclass(frozen=True)
class Caseload:
    rows: list[Row]

    @property
    def heading(self) -> str:
        worse = [row for row in self.rows if row.standing is Standing.WORSE]
        need = sum(row.standing.needs_a_look for row in self.rows)
        if worse:
            return ngettext(
                "%(name)s is worse than before treatment.",
                "%(n)s people are worse than before treatment.",
                len(worse),
            ) % {"name": worse[0].name, "n": len(worse)}
        if need:
            return ngettext("%(n)s person needs a look.", "%(n)s people need a look.", need) % {"n": need}  # fmt: skip
        if self.rows:
            return _("Nobody is getting worse, and nobody was left unmeasured.")
        return _("Nobody is under treatment here.")

    @property
    def lead(self) -> str:
        told = []
        for found in ORDER:
            n = sum(row.standing is found for row in self.rows)
            if n:
                told.append(f"{say.standing(found)[1]}: {n}")
        return ", ".join(told)


def courses_of(site: Site, user: User, now: datetime, *, everybody: bool = False) -> list[Course]:
    """Courses under treatment here: of one's own people, or everybody's."""
    rows = Course.objects.visible_to(user).filter(site=site, first_dose_at__isnull=False).open()
    if not everybody:
        mine = CareTeamMember.objects.visible_to(user).current(now).filter(user=user, site=site)
        rows = rows.filter(patient__in=mine.values("patient"))
    return list(rows.select_related("patient", "site"))


def load(site: Site, user: User, now: datetime, *, everybody: bool = False) -> Caseload:
    courses = courses_of(site, user, now, everybody=everybody)
    found = progress.load(courses, now, viewer=user, only_primary=True)
    rows = [_row(course, found[course.pk], site) for course in courses]
    rows.sort(key=lambda row: (ORDER.index(row.standing), row.name))
    return Caseload(rows)


def _row(course: Course, shown: CourseProgress, site: Site) -> Row:
    series = shown.primary
    points = series.points if series else ()
    return Row(
        course=course,
        name=course.patient.full_name,
        standing=shown.standing,
        chip=say.standing(shown.standing),
        glance=glance_at(shown),
        change=say.change(series.outcome) if series and series.outcome else "",
        why=say.worse_by_item(series.outcome) if series and series.outcome else "",
        doses=len(shown.doses),
        last=words.short_day(points[-1].answer.on, site) if points else "",
    )
