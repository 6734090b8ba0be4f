"""Operations that migrations use. Migrations import them by path: do not move."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.migrations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class Together(Operation):
    """Several operations with one rendering of the models instead of one each; of new models, only theirs.

    Django renders every related model anew after each operation, and here every model is related to
    every other through people and sites: 150 models took half a minute of CPU, and take seconds so.
    """

    reversible = True
    atomic = True

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = list(operations)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        rendered = state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)
        new = {(app_label, op.name_lower) for op in self.operations if isinstance(op, CreateModel)}
        if rendered is None or self._touched(app_label) - new:
            return  # rendered whole at the next look
        rendered.render_multiple([state.models[key] for key in state.models if key in new])
        state.__dict__["apps"] = rendered

    def _touched(self, app_label: str) -> set[tuple[str, str]]:
        """The models that the operations are about."""
        operations: list[Any] = self.operations
        return {
            (app_label, getattr(operation, "model_name_lower", None) or operation.name_lower)
            for operation in operations
        }

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Create {len(self.operations)} models together"
