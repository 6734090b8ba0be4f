"""The drawn states are the tables, all of them, and a page that differs is noticed."""

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from clinic.core.states import Machine, machines
from clinic.core.states_page import draw
from patients.models import Course


def test_the_page_in_docs_is_what_the_tables_say():
    call_command("states_doc", "--check")


def test_every_model_with_moves_is_drawn():
    """A state table without ``@machine`` has no trigger and no drawing: red until it is registered."""
    registered = {machine.model for machine in machines}
    with_moves = {
        model
        for model in apps.get_models()
        if hasattr(model, "MOVES") and not hasattr(model, "history_user_id")
    }
    assert with_moves == registered
    page = draw(machines)
    for model in with_moves:
        assert f"## {model._meta.label}\n" in page


def test_every_move_is_an_arrow():
    page = draw([Machine(Course, "status", Course.MOVES)])
    for old, news in Course.MOVES.items():
        for new in news:
            assert f"    {old.value} --> {new.value}\n" in page
        if not news:
            assert f"    {old.value} --> [*]\n" in page


def test_a_page_that_differs_is_noticed(tmp_path):
    path = tmp_path / "states.md"
    with pytest.raises(CommandError):
        call_command("states_doc", "--check", "--to", str(path))
    call_command("states_doc", "--to", str(path))
    call_command("states_doc", "--check", "--to", str(path))
    path.write_text(path.read_text().replace("REFERRED --> SCREENING", "REFERRED --> ACTIVE"))
    with pytest.raises(CommandError):
        call_command("states_doc", "--check", "--to", str(path))
