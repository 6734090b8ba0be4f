"""A person's own tasks, as each home shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from clinic.accounts.models import User
from clinic.sites.models import Site
from clinic.tasks.models import Task

SHOWN = 5


@dataclass(frozen=True)
class MyTasks:
    """The most pressing five, and how many there are."""

    shown: list[Task]
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
    return MyTasks(rows[:SHOWN], len(rows), sum(task.is_overdue(now) for task in rows))
