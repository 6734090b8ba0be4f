"""The therapist's home: their people, who needs them first, and why. A constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic.accounts.models import User
from clinic.scheduling.models import Appointment
from clinic.sites.models import Site
from clinic.web.boards.attention import CALM, DANGER, LATE, Facts, Why, why
from integration.models import IntegrationWindow, ProgressNote, TherapySession
from patients.models import CareTeamMember, Course, CourseStep, MeasureResponse, SafetyAlert

#: A trend in a list is five points at most.
POINTS = 5


@dataclass(frozen=True)
class Case:
    """One row: who, how far, the trend, and the one reason to look."""

    course: Course
    name: str
    progress: str
    scores: list[int]
    worse: bool
    why: Why


@dataclass(frozen=True)
class People:
    cases: list[Case]

    @property
    def needing(self) -> list[Case]:
        return [case for case in self.cases if case.why.rank < CALM]

    @property
    def first_call(self) -> Case | None:
        """The person to call first, when one must be called and has a telephone."""
        return next(
            (c for c in self.cases if c.why.rank == DANGER and c.course.patient.phone), None
        )

    @property
    def heading(self) -> str:
        """The h1: whom to call, and what is at risk."""
        call = [case for case in self.cases if case.why.rank == DANGER]
        late = [case for case in self.cases if case.why.rank == LATE]
        told = []
        if call:
            told.append(
                ngettext("Call %(name)s today.", "Call %(n)s people today.", len(call))
                % {"name": call[0].name, "n": len(call)}
            )
        if late:
            told.append(
                ngettext(
                    "%(n)s integration hour is at risk.",
                    "%(n)s integration hours are at risk.",
                    len(late),
                )
                % {"n": len(late)}
            )
        if told:
            return " ".join(told)
        if self.needing:
            n = len(self.needing)
            return ngettext("%(n)s person needs you.", "%(n)s people need you.", n) % {"n": n}
        return _("Nobody needs you now.") if self.cases else _("You have no people yet.")

    @property
    def lead(self) -> str:
        n = len(self.cases)
        count = ngettext("%(n)s person", "%(n)s people", n) % {"n": n}
        need = len(self.needing)
        told = ngettext("%(n)s needs you", "%(n)s need you", need) % {"n": need}
        return f"{count}, {told}."


def load(site: Site, user: User, now: datetime) -> People:
    mine = CareTeamMember.objects.visible_to(user).current(now).filter(user=user, site=site)
    courses = list(
        Course.objects.visible_to(user)
        .filter(site=site, patient__in=mine.values("patient"))
        .open()
        .select_related("patient", "site")
    )
    facts = _facts(courses, user, now)
    cases = [_case(course, facts[course.pk]) for course in courses]
    cases.sort(key=lambda case: (case.why.rank, case.why.order, case.name))
    return People(cases)


def _case(course: Course, facts: Facts) -> Case:
    scores = facts.scores[-POINTS:]
    if course.first_dose_at and course.planned_doses:
        progress = _("%(n)s of %(all)s") % {"n": facts.doses, "all": course.planned_doses}
    else:
        progress = course.get_status_display()
    return Case(
        course=course,
        name=course.patient.full_name,
        progress=progress,
        scores=scores,
        worse=len(scores) > 1 and scores[-1] > scores[0],
        why=why(course, facts),
    )


def _facts(courses: Iterable[Course], user: User, now: datetime) -> dict[UUID, Facts]:
    """Eight queries for the whole caseload."""
    ids = [course.pk for course in courses]
    people = {course.patient_id: course.pk for course in courses}
    facts = {pk: Facts(now=now) for pk in ids}
    scores: dict[UUID, list[int]] = defaultdict(list)
    answered = MeasureResponse.objects.visible_to(user).complete().of("PHQ-9")
    for row in answered.filter(patient__in=people, total__isnull=False).order_by(
        "answered_on", "id"
    ):
        scores[people[row.patient_id]].append(row.total or 0)
    for pk, totals in scores.items():
        facts[pk].scores = totals
    for alert in SafetyAlert.objects.visible_to(user).unanswered().filter(patient__in=people):
        facts[people[alert.patient_id]].alert = alert
    for window in (
        IntegrationWindow.objects.visible_to(user).unmet().filter(course__in=ids).soonest_first()
    ):
        facts[window.course_id].windows.append(window)
    held = TherapySession.objects.visible_to(user).filter(course__in=ids, therapist=user)
    for session in held.unsigned().order_by("started_at"):
        facts[session.course_id].unsigned = facts[session.course_id].unsigned or session
    drafts = ProgressNote.objects.visible_to(user).unsigned().by_author(user).oldest_first()
    for note in drafts.filter(session__course__in=ids).select_related("session"):
        facts[note.session.course_id].draft = facts[note.session.course_id].draft or note
    visits = Appointment.objects.visible_to(user).filter(course__in=ids).standing()
    for visit in visits.select_related("visit_kind").order_by("starts_at"):
        if visit.course_id is not None:
            facts[visit.course_id].take(visit)
    done = CourseStep.objects.visible_to(user).done().filter(course__in=ids, kind="DOSING")
    for step in done:
        facts[step.course_id].doses += 1
    return facts
