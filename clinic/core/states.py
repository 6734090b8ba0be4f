"""State tables as data: what a thing may become stands beside what it is.

A model declares ``MOVES = {Status.A: {Status.B, ...}, ...}`` and registers it with ``@machine``; the
table feeds the refusal, the database trigger, the generated docs/states.md and the tests.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext as _

from clinic.core.errors import IllegalMove

Moves = Mapping[str, Set[str]]
M = TypeVar("M", bound=type[models.Model])


@dataclass(frozen=True)
class Machine:
    """One state table: ``model.field`` moves along ``moves``; no key or an empty set is an end."""

    model: type[models.Model]
    field: str
    moves: Moves

    @property
    def choices(self) -> list[tuple[str, str]]:
        return choices_of(self.model, self.field)


def choices_of(model: type[models.Model], field: str) -> list[tuple[str, str]]:
    """`(stored value, words)` of a field with choices."""
    column: Any = model._meta.get_field(field)
    return [(str(value), str(label)) for value, label in column.choices]


machines: list[Machine] = []


def machine(field: str = "status", moves: str = "MOVES") -> Any:
    """Register a model's state table. Refuses a table that names a state the field does not have."""

    def register(model: M) -> M:
        table: Moves = getattr(model, moves)
        known = {value for value, _label in choices_of(model, field)}
        named = set(map(str, table)) | {str(to) for tos in table.values() for to in tos}
        if named != known:
            odd = ", ".join(sorted(named ^ known))
            raise ValueError(f"{model.__name__}.{moves} and its choices differ: {odd}")
        machines.append(Machine(model, field, table))
        return model

    return register


def require_move(moves: Mapping[Any, Set[Any]], old: str, new: str, *, what: str) -> None:
    """Raise IllegalMove unless ``old`` may become ``new``. ``what`` names the thing in the sentence."""
    if new not in moves.get(old, frozenset()):
        raise IllegalMove(
            _("This %(what)s is %(old)s. It cannot become %(new)s.")
            % {"what": what, "old": _words(old), "new": _words(new)},
            old=str(old),
            new=str(new),
        )


def _words(state: str) -> str:
    return str(getattr(state, "label", state)).replace("_", " ").lower()
