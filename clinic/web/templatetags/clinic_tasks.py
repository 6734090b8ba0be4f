"""Whom a task is about."""

from __future__ import annotations

from collections.abc import Iterable

from django import template

from clinic.tasks.models import Task
from clinic.web.boards import tasks as board

register = template.Library()


@register.simple_tag(takes_context=True)
def named(context: template.Context, tasks: Iterable[Task]) -> list[board.Line]:
    """``{% named tasks as lines %}``: each with ``line.task`` and ``line.name``."""
    return board.named(tasks, context["request"].user)


@register.simple_tag(takes_context=True)
def about(context: template.Context, task: Task) -> str:
    """``{% about task as name %}``: one name, or nothing."""
    return named(context, [task])[0].name
