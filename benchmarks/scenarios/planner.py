"""Plan a course and re-plan a sick day in a calendar that is 85 % full, against the availability queries alone.

Ours: `plan_course` and `sick_day`, from ids to the lines with their reasons. The floor: the statements ours sent, sent
again by bare psycopg and fetched, nothing made of the rows. Their number must not grow with visits or weeks.
"""

from __future__ import annotations

from typing import Any, ClassVar

from benchmarks.clients import Clients
from benchmarks.rounds import Sample
from benchmarks.scenario import BenchBroken, Scale, Scenario, at_least, scenario
from benchmarks.statements import Statements, timed

MOST_STATEMENTS = 6
TIMES = {Scale.SMALL: 10, Scale.FULL: 40}


class Planning(Scenario):
    """Both benchmarks: `worker` names the class that plans, and its reader the one that reads."""

    worker: ClassVar[str]

    def set_up(self) -> None:
        import django  # noqa: PLC0415 - only once the run's database is there

        django.setup()
        self.made = self.prepare()
        self.planning = Clients(f"benchmarks.scenarios.planner:{self.worker}", 1, self.made)
        self.reading = Clients(f"benchmarks.scenarios.planner:{self.worker}Reader", 1, self.made)

    def prepare(self) -> dict[str, Any]:
        raise NotImplementedError

    def tear_down(self) -> None:
        for name in ("planning", "reading"):
            if hasattr(self, name):
                getattr(self, name).close()

    def ours(self, number: int) -> Sample:
        return self.planning.run({"times": TIMES[self.scale]})

    def floor(self, number: int) -> Sample:
        return self.reading.run({"times": TIMES[self.scale]})


@scenario
class PlanCourse(Planning):
    name = "plan_course"
    what = "availability queries ÷ planning a course of 14 visits, calendar 85 % full"
    target = at_least(0.40)
    worker = "CoursePlanner"

    def prepare(self) -> dict[str, Any]:
        from benchmarks.scenarios.planner_data import prepare_course  # noqa: PLC0415

        return prepare_course()


@scenario
class SickDay(Planning):
    name = "sick_day"
    what = "availability queries ÷ re-planning 12 patients of one therapist's day, 85 % full"
    target = at_least(0.25)
    worker = "DayPlanner"

    def prepare(self) -> dict[str, Any]:
        from benchmarks.scenarios.planner_data import prepare_sick_day  # noqa: PLC0415

        return prepare_sick_day()


class CoursePlanner:
    """Plans the same course, again and again."""

    def __init__(self, index: int, options: dict[str, Any]) -> None:
        from clinic.core.collector import look_less_often  # noqa: PLC0415 - Django is set up by now

        self.options = options
        self.load()
        look_less_often()  # as in the web server's processes

    def load(self) -> None:
        from patients.models import Course  # noqa: PLC0415

        chosen = Course.objects.select_related("site")
        self.course = chosen.get(pk=self.options["course"])

    def plan(self) -> Any:
        from clinic.scheduling.planner.plan import plan_course  # noqa: PLC0415

        return plan_course(self.course, at=self.options["at"])

    def is_done(self, plan: Any) -> bool:
        return len(plan.changes) == 14 and plan.proven

    def run(self, options: dict[str, int]) -> list[float]:
        return [timed(self._checked) for _ in range(options["times"])]

    def _checked(self) -> None:
        from clinic.scheduling.planner.problem import Plan  # noqa: PLC0415

        plan = self.plan()
        if not isinstance(plan, Plan) or not self.is_done(plan):
            raise BenchBroken("not the plan that was asked for")


class DayPlanner(CoursePlanner):
    """Re-plans the same day, again and again."""

    def load(self) -> None:
        from clinic.sites.models import Site  # noqa: PLC0415

        self.site = Site.objects.get(pk=self.options["site"])

    def plan(self) -> Any:
        from uuid import UUID  # noqa: PLC0415

        from clinic.scheduling.planner.plan import sick_day  # noqa: PLC0415

        options = self.options
        return sick_day(self.site, UUID(options["staff"]), options["day"], at=options["at"])

    def is_done(self, plan: Any) -> bool:
        return len({line.patient_id for line in plan.changes}) == 12 and plan.proven


class _Reader:
    """Sends the statements that planning sent, and fetches what they answer."""

    planner: ClassVar[type[CoursePlanner]]

    def __init__(self, index: int, options: dict[str, Any]) -> None:
        planner = self.planner(index, options)
        self.statements = Statements(planner.plan, at_most=MOST_STATEMENTS)

    def run(self, options: dict[str, int]) -> list[float]:
        return [timed(self.statements.send) for _ in range(options["times"])]


class CoursePlannerReader(_Reader):
    planner = CoursePlanner


class DayPlannerReader(_Reader):
    planner = DayPlanner
