"""Write a first migration so that it runs fast: every table complete in one operation.

Django's autodetector creates models by name and adds foreign keys, indexes and constraints afterwards, one operation
each; every one of them builds the model and all its relatives anew, which made an empty database take minutes. With
the tables created in the order of their foreign keys, Django's own optimizer folds all of it into CreateModel.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.operations.base import Operation


class CreationOrder(MigrationAutodetector):
    """The autodetector that orders what it creates before the optimizer sees it."""

    def _optimize_migrations(self) -> None:
        for label, migrations in self.migrations.items():
            for migration in migrations:
                if not migration.initial:
                    continue  # between changes of what exists, the order is the author's
                migration.operations = in_creation_order(migration.operations, label)
        super()._optimize_migrations()


def in_creation_order(operations: list[Operation], label: str) -> list[Operation]:
    """Each new model after those it points to, followed by its own fields, indexes and constraints.

    Models that point at each other keep the pointing fields, and all that comes after them, for the end.
    Operations of other kinds keep their order, after everything that is created.
    """
    creations = {op.name_lower: op for op in operations if isinstance(op, CreateModel)}
    additions = {name: [] for name in creations}
    rest = []
    for operation in operations:
        if isinstance(operation, AddField | AddIndex | AddConstraint):
            additions.get(operation.model_name_lower, rest).append(operation)
        elif not isinstance(operation, CreateModel):
            rest.append(operation)
    ordered: list[Operation] = []
    late: list[Operation] = []
    waiting = {
        name: needs(op, additions[name], label) & (creations.keys() - {name})
        for name, op in creations.items()
    }
    while waiting:
        name = min(waiting, key=lambda each: (len(waiting[each]), each))
        missing = waiting.pop(name)
        ordered.append(creations[name])
        now, later = split(additions[name], missing, label)
        ordered += now
        late += later
        for needed in waiting.values():
            needed.discard(name)
    late.sort(key=lambda operation: not isinstance(operation, AddField))
    return [*ordered, *late, *rest]


def needs(creation: CreateModel, additions: Iterable[Operation], label: str) -> set[str]:
    fields = [field for _, field in creation.fields]
    fields += [op.field for op in additions if isinstance(op, AddField)]
    return {name for field in fields for name in targets(field, label)}


def targets(field: object, label: str) -> set[str]:
    """Lower-case names of this app's models that a field points to."""
    remote = getattr(field, "remote_field", None)
    if remote is None:
        return set()
    found = set()
    for model in (remote.model, getattr(remote, "through", None)):
        if isinstance(model, str):
            app, _, name = model.lower().rpartition(".")
            if app in ("", label):
                found.add(name)
    return found


def split(
    additions: list[Operation], missing: set[str], label: str
) -> tuple[list[Operation], list[Operation]]:
    """What can be added at once, and what must wait for models not created yet."""
    now: list[Operation] = []
    later: list[Operation] = []
    for operation in additions:
        waits = isinstance(operation, AddField) and targets(operation.field, label) & missing
        must_follow = not isinstance(operation, AddField) and bool(missing)
        (later if waits or must_follow else now).append(operation)
    return now, later
