"""docs/states.md: every state table of the program, drawn from the tables themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import translation

from clinic.core.states import Machine

TITLE = "States"
INTRO = (
    "Drawn by `manage.py states_doc` from the tables beside the models; `manage.py states_doc --check` "
    "fails when this page is not what the tables say. A database trigger refuses every other move."
)


def draw(machines: Iterable[Machine]) -> str:
    """The whole page as Markdown, with one diagram and one table for each machine, by name."""
    with translation.override("en"):
        parts = [f"# {TITLE}\n\n{INTRO}\n"]
        parts += [
            "\n".join(_section(machine))
            for machine in sorted(machines, key=lambda each: each.model._meta.label)
        ]
        return "\n".join(parts)


def _section(machine: Machine) -> Iterator[str]:
    names = dict(machine.choices)
    moves = {str(old): sorted(map(str, news)) for old, news in machine.moves.items()}
    yield f"## {machine.model._meta.label}\n"
    if machine.field != "status":
        yield f"The column is `{machine.field}`.\n"
    yield "```mermaid\nstateDiagram-v2"
    reached = {new for news in moves.values() for new in news}
    column: Any = machine.model._meta.get_field(machine.field)
    first = str(column.default)
    for state in names:
        if state == first or state not in reached:
            yield f"    [*] --> {state}"
        for new in moves.get(state, []):
            yield f"    {state} --> {new}"
        if not moves.get(state):
            yield f"    {state} --> [*]"
    yield "```\n"
    yield "| State | Called | May become |"
    yield "|---|---|---|"
    for state, name in names.items():
        may = ", ".join(f"`{new}`" for new in moves.get(state, [])) or "nothing: it ends here"
        yield f"| `{state}` | {name} | {may} |"
    yield ""
