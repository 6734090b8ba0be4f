"""A course planned, booked and planned again, through the real database."""

from clinic.scheduling.planner.plan import plan_course
from clinic.scheduling.planner.problem import Plan


def test_a_whole_course_is_planned(course, at):
    plan = plan_course(course, at=at)
    assert isinstance(plan, Plan)
    assert plan.proven
    doses = [line for line in plan.lines if line.kind == "DOSING"]
    # Dose 1 on Wednesday would ask for dose 2 at the weekend, when the site is closed.
    assert [f"{line.to.starts_at:%a %d}" for line in doses] == [
        "Thu 26",
        "Mon 30",
        "Thu 03",
        "Mon 07",
        "Thu 10",
        "Mon 14",
    ]
    assert len(plan.lines) == 13
    assert all(line.reasons for line in plan.lines)
