"""Raising, doing, handing on and escalating tasks."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.accounts.roles import Role
from clinic.core.actor import Actor
from clinic.core.errors import DomainError, InvalidInput
from clinic.core.events import publish
from clinic.core.locks import lock
from clinic.sites.models import Site
from clinic.tasks.events import TaskEscalated
from clinic.tasks.models import Task

ESCALATE_AT_ONCE = 200  # a tick takes at most so many; the next comes in seconds


class TaskAlreadyDone(DomainError):
    """Somebody else did it."""

    code = "task-already-done"


@action(Permission.TASK_RAISE)
def raise_task(
    site: Site,
    *,
    kind: str,
    sentence: str,
    due_at: datetime,
    why: str = "",
    patient_id: UUID | None = None,
    subject_id: UUID | None = None,
    role: Role | None = None,
    person: User | None = None,
    escalate_at: datetime | None = None,
    escalate_to_role: Role | None = None,
    link: str = "",
    key: str | None = None,
    by: Actor,
    at: datetime,
) -> Task:
    """Somebody must do something. With a ``key`` the same cause raises one open task, not two."""
    if role is None and person is None:
        raise InvalidInput(_("Say which role or which person."), field="role")
    if key:
        lock(("task", key))
        open_already = Task.objects.open().filter(key=key).first()
        if open_already is not None:
            return open_already
    task = Task(
        site=site,
        kind=kind,
        sentence=sentence,
        why=why,
        patient_id=patient_id,
        subject_id=subject_id,
        role=role or "",
        person=person,
        due_at=due_at,
        escalate_at=escalate_at,
        escalate_to_role=escalate_to_role or "",
        link=link,
        key=key or "",
        raised_by_label=by.actor_label,
        created_at=at,
    )
    task.save()
    return task


@action(Permission.TASK_DO)
def complete(task: Task, *, outcome: str = "", by: Actor, at: datetime) -> Task:
    """It is done. The same person pressing twice is fine; another person is told who did it."""
    task = Task.objects.select_for_update(of=("self",)).get(pk=task.pk)
    doer = by if isinstance(by, User) else None
    if task.done_at is not None:
        if doer is not None and task.done_by_id == doer.pk:
            return task
        raise TaskAlreadyDone(_("This was done already."))
    task.done_at, task.done_by, task.outcome = at, doer, outcome.strip()
    task.save()
    return task


@action(Permission.TASK_DO)
def reassign(
    task: Task,
    *,
    role: Role | None = None,
    person: User | None = None,
    by: Actor,
    at: datetime,
) -> Task:
    """Hand it to another role or person; when it is due does not change."""
    if role is None and person is None:
        raise InvalidInput(_("Say which role or which person."), field="role")
    task = Task.objects.select_for_update(of=("self",)).get(pk=task.pk)
    if task.done_at is not None:
        raise TaskAlreadyDone(_("This was done already."))
    if person is not None and not person.may(Permission.TASK_DO, task.site_id):
        raise InvalidInput(_("This person does not work here."), field="person")
    task.role, task.person = role or "", person
    task.save()
    return task


@action(Permission.TASK_DO, anywhere=True)
def complete_for_cause(*, key: str, outcome: str, by: Actor, at: datetime) -> int:
    """The cause went away by itself: close its open task. Answers how many there were (0 or 1)."""
    lock(("task", key))
    found = list(Task.objects.select_for_update(of=("self",)).open().filter(key=key))
    for task in found:
        task.done_at, task.outcome = at, outcome
        task.done_by = by if isinstance(by, User) else None
        task.save()
    return len(found)


@action(Permission.TASK_DO, anywhere=True)
def complete_about(*, subject_id: UUID, kind: str, outcome: str, by: Actor, at: datetime) -> int:
    """Everything of one kind about one subject is done, whoever it was for. Answers how many were open."""
    open_ones = Task.objects.select_for_update(of=("self",)).open()
    found = list(open_ones.filter(subject_id=subject_id, kind=kind).order_by("pk"))
    for task in found:
        task.done_at, task.outcome = at, outcome
        task.done_by = by if isinstance(by, User) else None
        task.save()
    return len(found)


@action(Permission.TASK_DO, anywhere=True)
def escalate_due(*, by: Actor, at: datetime) -> int:
    """Tell the next role about every task whose time has come. Answers how many."""
    found = list(
        Task.objects.select_for_update(of=("self",), skip_locked=True)
        .to_escalate(at)
        .order_by("escalate_at", "id")[:ESCALATE_AT_ONCE]
    )
    for task in found:
        task.escalated_at = at
        task.save()
        publish(
            TaskEscalated(
                task_id=task.pk,
                kind=task.kind,
                patient_id=task.patient_id,
                subject_id=task.subject_id,
            )
        )
    return len(found)
