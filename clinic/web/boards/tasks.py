"""A person's own tasks, as each home shows them, each with the name of whom it is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from clinic.accounts.models import User
from clinic.sites.models import Site
from clinic.tasks.models import Task
from patients.models import Patient

SHOWN = 5


@dataclass(frozen=True)
class Line:
    """One task; ``name`` is empty where it is about nobody, or about somebody the reader may not know of."""

    task: Task
    name: str


@dataclass(frozen=True)
class MyTasks:
    """The most pressing five, and how many there are."""

    shown: list[Line]
    count: int
    overdue: int

    @property
    def more(self) -> int:
        return self.count - len(self.shown)


def my_tasks(user: User, site: Site, now: datetime) -> MyTasks:
    """Open tasks here that are this person's, their role's, or escalated to them. One query."""
    rows = list(
        Task.objects.visible_to(user)
        .filter(site=site)
        .open()
        .most_urgent_first()
        .select_related("person")[:200]
    )
    late = sum(task.is_overdue(now) for task in rows)
    return MyTasks(named(rows[:SHOWN], user), len(rows), late)


def named(tasks: Iterable[Task], user: User) -> list[Line]:
    """Tasks keep a plain id, since people live above them: the names are read here, all in one query."""
    tasks = list(tasks)
    about = {task.patient_id for task in tasks if task.patient_id}
    people = Patient.objects.visible_to(user).in_bulk(about) if about else {}
    found = [(task, people.get(task.patient_id)) for task in tasks]
    return [Line(task, person.full_name if person else "") for task, person in found]
