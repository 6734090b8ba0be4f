"""A course planned, booked, planned again, moved and lost to a sick day, through the real database."""

from dataclasses import replace
from datetime import timedelta

import pytest

from clinic.accounts.models import User
from clinic.scheduling.actions import appointment as actions
from clinic.scheduling.models import Room
from clinic.scheduling.planner.plan import plan_course, replan, sick_day
from clinic.scheduling.planner.problem import Impossible, Plan, Wishes
from patients.models import CourseStep
from tests.clinic.scheduling.conftest import DAY


def book(course, plan, by, at):
    """Every line of a plan, as the desk would."""
    for line in plan.changes:
        actions.book(
            course.patient,
            kind=line.kind,
            site=course.site,
            course=course,
            step=CourseStep.objects.get(pk=line.key),
            room=Room.objects.filter(pk=line.to.room_id).first(),
            staff=[(User.objects.get(pk=user), role) for user, role in line.to.team],
            starts_at=line.to.starts_at,
            by=by,
            at=at,
        )


def test_a_whole_course_is_planned_booked_and_planned_again_without_a_change(
    course, weeks, at, django_assert_num_queries
):
    with django_assert_num_queries(5):
        plan = plan_course(course, at=at)
    assert isinstance(plan, Plan)
    assert plan.proven
    doses = [line for line in plan.lines if line.kind == "DOSING"]
    # Dose 1 on Wednesday would ask for dose 2 at the weekend, when the site is closed.
    days = ["Thu 26", "Mon 30", "Thu 03", "Mon 07", "Thu 10", "Mon 14"]
    assert [f"{line.to.starts_at:%a %d}" for line in doses] == days
    assert len(plan.lines) == 13
    assert all(line.reasons for line in plan.lines)

    book(course, plan, weeks.walk.desk, at)
    again = plan_course(course, at=at)
    assert again.changes == ()
    assert again.cost.changed == 0

    # Dose 3 on Friday: its integration only fits on Monday morning, so dose 4 waits, and so on to the end.
    third = doses[2]
    later = replace(third.to, starts_at=third.to.starts_at + DAY, ends_at=third.to.ends_at + DAY)
    moved = replan(course, fixed_at={third.key: later}, at=at)
    assert isinstance(moved, Plan)
    changed = {line.label: line for line in moved.changes}
    assert changed["Dose 3"].to.starts_at == later.starts_at
    assert {"Dose 3", "Integration 3", "Dose 4"} <= set(changed)
    assert not {"Dose 1", "Integration 1", "Dose 2", "Integration 2"} & set(changed)
    assert all(line.reasons for line in moved.changes)
    talk = "Comes at least 24 hours after dose 3, now on Fri 4 Dec."
    assert talk in changed["Integration 3"].reasons

    # Without dose 6 its integration falls away; nothing else moves.
    fewer = replan(course, fixed_at={doses[5].key: None}, at=at)
    assert {line.label for line in fewer.changes} == {"Dose 6", "Integration 6"}

    # The only therapist is away on the day of dose 1: nothing counts on them then, and it says why.
    away, day = weeks.walk.therapist.pk, doses[0].to.starts_at.date()
    lost = sick_day(course.site, away, day, at=at)
    assert isinstance(lost, Plan)
    assert lost.proven
    assert lost.cost.changed == len(lost.changes) > 0
    assert not any(_counts_on(line.to, away, day) for line in lost.lines)
    was = {line.key for line in lost.lines if _counts_on(line.was, away, day)}
    assert doses[0].key in was
    assert was <= {line.key for line in lost.changes}
    for line in lost.changes:
        assert line.key not in was or "Theo Faux is away then." in line.reasons


def _counts_on(place, person, day):
    return place.starts_at.date() == day and person in {user for user, _role in place.team}


@pytest.mark.usefixtures("weeks")
def test_a_course_that_does_not_fit_says_which_rule_is_in_the_way(course, at):
    latest = (at + timedelta(days=10)).date()
    answer = plan_course(course, wishes=Wishes(latest=latest), at=at)
    assert isinstance(answer, Impossible)
    assert answer.rule == "It does not fit before the last day asked for."
    offered = {each.sentence: each.gives for each in answer.relaxations}
    assert offered["With a later last day"] == "first dose Thu 26 Nov, all 6 by Mon 14 Dec"


def test_a_paused_course_plans_nothing(walk, calendar):
    answer = plan_course(walk.paused(), at=walk.at)
    assert answer == Impossible("The course is paused. Nothing is planned until it goes on.")
