"""A new record and its first history row, written by one statement.

simple-history writes its row after the record's own, in a second statement built anew at every save: half of what a
write cost. The rows are the same two, and the history now repeats what the database stored, not what we sent. The
database judges them as before: `audit_row`, `audit_history`, and `history_agrees` at commit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection, models, router, transaction

from clinic.core import clock
from clinic.core.actor import Acting

# What the history library calls its own columns, and ours beside them (HistoryRow).
ITS_OWN = (
    "history_date",
    "history_type",
    "history_change_reason",
    "history_user_id",
    "actor_label",
    "source",
)
STATEMENT = """
WITH written AS (INSERT INTO {table} ({columns}) VALUES ({places}) RETURNING {copied})
INSERT INTO {history} ({copied}, {own}) SELECT {copied}, {signed} FROM written
"""


@dataclass(frozen=True)
class Recipe:
    """How rows of one model are written: the fields in the order in which the statement takes their values."""

    statement: str
    fields: Sequence[models.Field[Any, Any]]


@cache
def recipe_of(model: type[models.Model]) -> Recipe:
    """Made once a program: a model's columns do not change while it runs."""
    quoted = connection.ops.quote_name
    fields = tuple(model._meta.concrete_fields)
    history = model.history.model._meta  # type: ignore[attr-defined]
    kept = [each.column for each in history.concrete_fields if each.attname not in ITS_OWN]
    copied = [quoted(str(column)) for column in kept if column != history.pk.column]
    own = [quoted(str(history.get_field(name).column)) for name in ITS_OWN]
    statement = STATEMENT.format(
        table=quoted(model._meta.db_table),
        columns=", ".join(quoted(str(each.column)) for each in fields),
        places=", ".join(_place(each) for each in fields),
        copied=", ".join(copied),
        history=quoted(history.db_table),
        own=", ".join(own),
        signed=", ".join(["%s"] * len(own)),
    )
    return Recipe(statement, fields)


def insert(row: models.Model, who: Acting) -> None:
    """Write `row`, which is not there yet, and its history row signed by `who`. Raises what an INSERT raises."""
    recipe = recipe_of(type(row))
    prepare: Any = row._prepare_related_fields_for_save  # type: ignore[attr-defined]  # noqa: SLF001
    prepare(operation_name="save")  # Django's own refusal of a related record that was not saved
    values = [
        field.get_db_prep_save(field.pre_save(row, add=True), connection=connection)
        for field in recipe.fields
    ]
    own = [
        getattr(row, "_history_date", None) or clock.now(),
        "+",
        getattr(row, "_change_reason", None),
        getattr(row, "_history_user", who.actor_id),
        who.label,
        who.source,
    ]
    whole = transaction.mark_for_rollback_on_error(using=connection.alias)
    with whole, connection.cursor() as cursor:
        cursor.execute(recipe.statement, [*values, *own])
    row._state.adding, row._state.db = False, router.db_for_write(type(row), instance=row)


def _place(field: models.Field[Any, Any]) -> str:
    """Where the value goes: arrays and ranges say their type, and it never depends on the value."""
    cast: Any = getattr(field, "get_placeholder", None)
    return "%s" if cast is None else str(cast(None, None, connection))
