"""Django's migrate, quick on an empty database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from django.core.management.commands import migrate
from django.db.migrations.state import ModelState, ProjectState

from clinic.core.management.creation_order import CreationOrder


class Command(migrate.Command):
    autodetector = CreationOrder  # Django wants it to be makemigrations' own

    def handle(self, *args: Any, **options: Any) -> Any:
        with new_models_rendered_alone():
            return super().handle(*args, **options)


@contextmanager
def new_models_rendered_alone() -> Iterator[None]:
    """Build only the new model's class when a migration creates a table.

    Django builds the classes of all models that are related to it anew, through any number of steps: here that is
    nearly all of them, a hundred times over. They differ in nothing but reverse relations, which come with the new
    class. tests/clinic/core/test_creation_order.py compares the schema that each way makes.
    """
    with mock.patch.object(ProjectState, "add_model", add_model):
        yield


def add_model(state: ProjectState, model_state: ModelState) -> None:
    key = model_state.app_label, model_state.name_lower
    state.models[key] = model_state
    if state._relations is not None:  # noqa: SLF001
        state.resolve_model_relations(key)
    if "apps" in state.__dict__:
        state.apps.render_multiple([model_state])
