"""The demo clinic is a test: forty stories through the real actions, and each ends where its plot says."""

from datetime import timedelta

import pytest

from clinic.demo.cast import name
from clinic.demo.plots import PLOTS, Later, Stage, Today
from clinic.demo.telling import tell
from clinic.scheduling.models import (
    Appointment,
    GroupVisit,
    Leave,
    OpeningHours,
    RosterShift,
    WaitlistEntry,
    WorkingPattern,
)
from clinic.scheduling.planner.plan import plan_course, replan, sick_day
from clinic.scheduling.planner.problem import Place, Plan
from clinic.sites.models import Site
from clinic.tasks.models import Task
from patients.models import Course, Patient
from sessions.models import DosingSession

ENDS_AS = {
    Stage.REFERRED: {"REFERRED"},
    Stage.NO_CONTACT: {"CLOSED_NO_CONTACT"},
    Stage.SCREENING: {"SCREENING"},
    Stage.DEFERRED: {"DEFERRED"},
    Stage.INELIGIBLE: {"INELIGIBLE"},
    Stage.ELIGIBLE: {"ELIGIBLE"},
    Stage.CONSENTED: {"CONSENTED", "PREPARING", "READY"},
    Stage.PREPARING: {"PREPARING"},
    Stage.READY: {"READY", "ACTIVE"},
    Stage.ACTIVE: {"ACTIVE"},
    Stage.REVIEW: {"REVIEW_DUE"},
    Stage.MAINTENANCE: {"MAINTENANCE"},
    Stage.PAUSED: {"PAUSED"},
    Stage.DISCONTINUED: {"DISCONTINUED"},
    Stage.COMPLETED: {"COMPLETED"},
}


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.django_db(transaction=True)
def test_forty_stories_end_where_they_should(at):
    assert tell(at) == len(PLOTS) == Patient.objects.count()
    statuses = {
        (patient.site.slug, patient.full_name): Course.objects.get(patient=patient).status
        for patient in Patient.objects.select_related("site")
    }
    for plot in PLOTS:
        found = statuses[plot.place, " ".join(name(plot.number))]
        assert found in ENDS_AS[plot.stage], f"{plot.number}: {plot.stage} became {found}"
    running = [plot for plot in PLOTS if plot.today == Today.RUNNING]
    under_drug = DosingSession.objects.filter(status__in=["DOSING", "MONITORING"])
    # Besides the one in the chair, only those whose visit is still going on at this hour.
    assert len(running) <= under_drug.count() <= len(PLOTS)
    assert all((at - session.first_drug_at).total_seconds() < 4 * 3600 for session in under_drug)
    for task in Task.objects.open().filter(kind__in=["COURSE_REVIEW", "PAUSE_REVIEW"]):
        waits = Course.objects.get(pk=task.subject_id).status
        assert waits in {"REVIEW_DUE", "DEFERRED", "PAUSED"}, (
            f"{task.kind} of a course that is {waits}"
        )
    statuses_of_all = set(DosingSession.objects.values_list("status", flat=True))
    assert "CLOSED" in statuses_of_all
    the_weeks_to_come_are_laid_out(at)
    a_newcomer_can_plan_move_and_send_somebody_home(at)


def course_of(number):
    given, family = name(number)
    return Course.objects.get(patient__given_name=given, patient__family_name=family)


def the_weeks_to_come_are_laid_out(at):
    """Negative control: without `set_weeks` nobody works twelve weeks from now; without `look_ahead` no line waits."""
    for site in Site.objects.all():
        day = site.today(at) + timedelta(weeks=12)
        assert OpeningHours.objects.filter(site=site, until_on=None).count() in {5, 6}
        for role in ("PRESCRIBER", "NURSE", "THERAPIST"):
            shifts = RosterShift.objects.bookable().filter(site=site, role=role)
            assert shifts.filter(pattern_on__gte=day).exists()
    assert WorkingPattern.objects.filter(on_call=True).values("staff").distinct().count() == 1
    (leave,) = Leave.objects.standing()
    assert timedelta(0) < leave.starts_at - at < timedelta(days=8)
    circle = GroupVisit.objects.get()
    assert (circle.seats, Appointment.objects.standing().filter(party=circle).count()) == (6, 3)
    assert WaitlistEntry.objects.in_line().count() == 3
    for plot in PLOTS:
        if Later.PLANNED in plot.later:
            plan = plan_course(course_of(plot.number), at=at)
            assert isinstance(plan, Plan), f"{plot.number}: {plan}"
            assert all(line.was for line in plan.lines), f"{plot.number} has visits left to book"


def a_newcomer_can_plan_move_and_send_somebody_home(at):
    """The three things the desk tries first: a course from nothing, dose three later, somebody away for a day."""
    course = course_of(23)
    assert not Appointment.objects.standing().filter(course=course).exists()
    plan = plan_course(course, at=at)
    assert isinstance(plan, Plan), plan
    assert sum(line.kind == "DOSING" for line in plan.changes) == 6
    doses = Appointment.objects.standing().filter(course=course_of(25), kind="DOSING")
    assert doses.count() == 6
    dose = doses.get(step__number=3)
    found = []
    for days in (1, 2, 3):
        later = timedelta(days=days)
        there = Place(dose.starts_at + later, dose.ends_at + later)
        found.append(replan(dose.course, fixed_at={dose.step_id: there}, at=at))
    assert any(isinstance(each, Plan) and len(each.changes) > 1 for each in found), found
    talk = Appointment.objects.standing().filter(course=dose.course, starts_at__gt=at).first()
    away = sick_day(dose.site, talk.staff.first().user_id, talk.wall_date, at=at)
    assert isinstance(away, Plan), away
    assert away.changes
