"""The facts of a course, read for its lanes: doses, hours, consent and scores on one line of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.scheduling.models import Appointment
from clinic.web import words
from clinic.web.boards.course_plan import projected_days
from clinic.web.figures.lanes import Bar, CourseLanes, Dose, Hour, Score, State, Window
from consent.models import Consent
from integration.models import IntegrationWindow
from patients.models import Course, CourseStep, MeasureResponse
from sessions.models import DosingSession

MEASURE, TOP = "PHQ-9", 27
#: Follow-up questionnaires months after the last visit stand in the table, not in the drawing: they would flatten it.
#: The lanes show this many days before the first and after the last thing, so that nothing stands on the edge.
MARGIN = timedelta(days=5)
SHORTEST = timedelta(days=28)


@dataclass(frozen=True)
class CourseFacts:
    """Everything of one course that its lanes and its next step are made of."""

    course: Course
    steps: list[CourseStep]
    visits: list[Appointment]
    sessions: list[DosingSession]
    consents: list[Consent]
    scores: list[MeasureResponse]
    windows: Sequence[IntegrationWindow]
    now: datetime

    def day(self, moment: datetime) -> date:
        return self.course.site.today(moment)

    @property
    def today(self) -> date:
        return self.day(self.now)

    def visit_of(self, step: CourseStep) -> Appointment | None:
        """The visit that stands for a step."""
        return next((v for v in self.visits if v.step_id == step.pk and v.is_standing), None)


def read(course: Course, user: User, now: datetime) -> CourseFacts:
    """Seven queries, however long the course. What the person may not see is left out, not shown as absent."""
    may = user.may
    site = course.site_id
    return CourseFacts(
        course=course,
        steps=list(
            CourseStep.objects.visible_to(user)
            .filter(course=course)
            .exclude(status=CourseStep.Status.DROPPED)
            .in_order()
        ),
        visits=list(
            Appointment.objects.visible_to(user)
            .filter(course=course)
            .exclude(status__in=[Appointment.Status.RESCHEDULED, *Appointment.CALLED_OFF])
            .select_related("room", "visit_kind", "replaces")
            .order_by("starts_at", "id")
        ),
        sessions=list(
            DosingSession.objects.visible_to(user).filter(course=course).order_by("opened_at")
        )
        if may(Permission.DOSING_VIEW, site)
        else [],
        consents=list(
            Consent.objects.visible_to(user)
            .filter(course=course)
            .select_related("form")
            .order_by("issued_at", "id")
        )
        if may(Permission.CONSENT_VIEW, site)
        else [],
        scores=list(
            MeasureResponse.objects.visible_to(user)
            .complete()
            .of(MEASURE)
            .filter(
                Q(course=course) | Q(course=None, answered_on__gte=site_day(course)),
                patient=course.patient_id,
            )
            .order_by("answered_on", "id")
        )
        if may(Permission.MEASURE_VIEW, site)
        else [],
        windows=list(
            IntegrationWindow.objects.visible_to(user).filter(course=course).soonest_first()
        )
        if may(Permission.THERAPY_VIEW, site)
        else [],
        now=now,
    )


def site_day(course: Course) -> date:
    """The site's day on which the course was opened: answers since then belong to its line of time."""
    return course.site.today(course.opened_at)


def lanes_of(facts: CourseFacts) -> CourseLanes:
    """The drawing's facts, in days of the site's calendar."""
    doses, hours = _doses(facts), _hours(facts)
    bars = _bars(facts)
    scores = [Score(s.answered_on, s.total) for s in facts.scores if s.total is not None]
    last = max((s.on for s in scores), default=date.min)
    due = [day for day in _measures_due(facts) if day > last]
    windows = [
        Window(facts.day(w.opens_at), facts.day(w.closes_at), late=_is_late(w, facts.now))
        for w in facts.windows
    ]
    days = [facts.day(facts.course.opened_at), facts.today]
    days += [d.on for d in doses] + [h.on for h in hours] + [s.on for s in scores]
    starts, ends = min(days) - MARGIN, max(days) + MARGIN
    ends = max(ends, starts + SHORTEST)
    late = next((w for w in windows if w.late), None)
    return CourseLanes(
        title=_("Course from %(first)s to %(last)s")
        % {"first": words.short_day(starts, facts.course.site), "last": words.full_day(ends, facts.course.site)},
        today=facts.today,
        starts=starts,
        ends=ends,
        doses=doses,
        hours=hours,
        windows=windows,
        bars=[Bar(max(b.starts, starts), min(b.ends, ends), b.words, b.signed) for b in bars],
        late=_("late: due %(day)s") % {"day": words.short_day(late.ends, facts.course.site)} if late else "",
        scores=scores,
        scores_due=due,
        measure="PHQ-9",
        measure_top=TOP,
        target=scores[0].value / 2 if scores else None,
    )  # fmt: skip


def _is_late(window: IntegrationWindow, now: datetime) -> bool:
    return window.state_at(now) == IntegrationWindow.State.LATE


def _days(facts: CourseFacts) -> dict[UUID, date]:
    """The day of every step: done, booked, or projected from the protocol's gaps."""
    known: dict[UUID, date] = {}
    for step in facts.steps:
        visit = facts.visit_of(step)
        if visit:
            known[step.pk] = visit.wall_date
        elif step.done_at:
            known[step.pk] = facts.day(step.done_at)
    return {**known, **projected_days(facts.steps, known, facts.today)}


def _doses(facts: CourseFacts) -> list[Dose]:
    given = {s.appointment_id: s for s in facts.sessions if s.first_drug_at}
    days = _days(facts)
    out: list[Dose] = []
    for step in (s for s in facts.steps if s.kind == CourseStep.Kind.DOSING):
        visit = facts.visit_of(step)
        session = given.get(visit.pk) if visit else None
        moved = visit.replaces.wall_date if visit and visit.replaces else None
        if session and session.first_drug_at:
            day = facts.day(session.first_drug_at)
            out.append(Dose(step.number, day, "done", words.dose(session.given_mg), moved))
        elif step.status == CourseStep.Status.DONE:
            out.append(Dose(step.number, days[step.pk], "done", "", moved))
        else:
            state: State = "booked" if visit else "planned"
            out.append(Dose(step.number, days[step.pk], state, "", moved))
    return sorted(out, key=lambda dose: dose.number)


def _hours(facts: CourseFacts) -> list[Hour]:
    names = {
        CourseStep.Kind.PREPARATION: (_("Preparation %(n)s"), _("prep")),
        CourseStep.Kind.INTEGRATION: (_("Integration %(n)s"), ""),
    }
    days = _days(facts)
    out: list[Hour] = []
    for step in facts.steps:
        if step.kind not in names:
            continue
        name, short = names[CourseStep.Kind(step.kind)]
        visit = facts.visit_of(step)
        state: State = (
            "done" if step.status == CourseStep.Status.DONE else "booked" if visit else "planned"
        )
        out.append(Hour(name % {"n": step.number}, days[step.pk], state, short))
    missed = Appointment.Status.NO_SHOW
    out += [
        Hour(visit.visit_kind.name, visit.wall_date, "missed", note=_("no-show"))
        for visit in facts.visits
        if visit.status == missed and visit.kind in names
    ]
    return sorted(out, key=lambda hour: hour.on)


def _measures_due(facts: CourseFacts) -> list[date]:
    days = _days(facts)
    return [
        days[step.pk]
        for step in facts.steps
        if step.kind == CourseStep.Kind.MEASURE and step.status == CourseStep.Status.PLANNED
    ]


def _bars(facts: CourseFacts) -> list[Bar]:
    """The treatment consent: signed stretches, and what is asked for and not signed."""
    far = facts.today + timedelta(days=3650)
    out: list[Bar] = []
    for consent in facts.consents:
        if consent.type != "KAP_TREATMENT":
            continue
        version = {"n": consent.form.edition}
        if consent.signed_at:
            ends = facts.day(consent.ended_at) if consent.ended_at else consent.expires_on or far
            told = _("Version %(n)s signed") % version
            out.append(Bar(facts.day(consent.signed_at), ends, told, signed=True))
        elif consent.is_unsigned:
            told = _("Version %(n)s not signed") % version
            out.append(Bar(facts.day(consent.issued_at), far, told, signed=False))
    return out
