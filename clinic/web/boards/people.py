"""The therapist's home: their people, who needs them first, and why. A constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic.accounts.models import User
from clinic.scheduling.models import Appointment
from clinic.sites.models import Site
from clinic.web.boards.attention import CALM, DANGER, LATE, WORSE, Facts, Why, why
from clinic.web.boards.progress import Glance, glance_at
from integration.models import IntegrationWindow, ProgressNote, TherapySession
from patients.models import CareTeamMember, Course, CourseStep, SafetyAlert
from patients.policies.workup import policy_or_shipped
from sessions.facts import progress as progress_facts


@dataclass(frozen=True)
class Case:
    """One row: who, how far, the trend, and the one reason to look."""

    course: Course
    name: str
    progress: str
    glance: Glance
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
        worse = [case for case in self.cases if case.why.rank == WORSE]
        late = [case for case in self.cases if case.why.rank == LATE]
        told = []
        if call:
            told.append(
                ngettext("Call %(name)s today.", "Call %(n)s people today.", len(call))
                % {"name": call[0].name, "n": len(call)}
            )
        if worse:
            told.append(
                ngettext(
                    "%(name)s is worse than before treatment.",
                    "%(n)s people are worse than before treatment.",
                    len(worse),
                )
                % {"name": worse[0].name, "n": len(worse)}
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
        return ngettext("%(n)s person in your care.", "%(n)s people in your care.", n) % {"n": n}


def load(site: Site, user: User, now: datetime) -> People:
    mine = CareTeamMember.objects.visible_to(user).current(now).filter(user=user, site=site)
    courses = list(
        Course.objects.visible_to(user)
        .filter(site=site, patient__in=mine.values("patient"))
        .open()
        .select_related("patient", "site")
    )
    facts = _facts(courses, site, user, now)
    cases = [_case(course, facts[course.pk]) for course in courses]
    cases.sort(key=lambda case: (case.why.rank, case.why.order, case.name))
    return People(cases)


def _case(course: Course, facts: Facts) -> Case:
    if course.first_dose_at and course.planned_doses:
        progress = _("%(n)s of %(all)s") % {"n": facts.doses, "all": course.planned_doses}
    else:
        progress = course.get_status_display()
    return Case(
        course=course,
        name=course.patient.full_name,
        progress=progress,
        glance=glance_at(facts.progress),
        why=why(course, facts),
    )


def _facts(courses: Iterable[Course], site: Site, user: User, now: datetime) -> dict[UUID, Facts]:
    """A constant number of queries for the whole caseload."""
    ids = [course.pk for course in courses]
    people = {course.patient_id: course.pk for course in courses}
    limit = policy_or_shipped(site.pk, now).long_term.pause_days
    facts = {pk: Facts(now=now, pause_days=limit) for pk in ids}
    shown = progress_facts.load(courses, now, viewer=user, only_primary=True)
    for pk, progress in shown.items():
        facts[pk].progress = progress
        facts[pk].scores = glance_at(progress).scores
    alerts = SafetyAlert.objects.visible_to(user).unanswered()
    mine = Q(patient__in=people) | Q(patient__merged_into__in=people)
    for alert in alerts.filter(mine).select_related("patient").longest_waiting_first():
        known_as = (alert.patient_id, alert.patient.merged_into_id)
        person = next(people[one] for one in known_as if one is not None and one in people)
        facts[person].alert = facts[person].alert or alert
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
