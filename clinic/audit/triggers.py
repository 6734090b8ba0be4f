"""Put the audit trigger on every table, the state table on every machine, and the app's grants.

Runs after each migrate, as the owner, so a new table is audited from its first row.
"""

from __future__ import annotations

import json
from typing import Any

from django.apps import apps
from django.db import connections, models

from clinic.audit.exempt import EXEMPT, HIDDEN
from clinic.audit.models.record import PatientRecord, Record
from clinic.core.states import machines

APP = "clinic_app"


def after_migrate(sender: Any, using: str, **_: Any) -> None:
    """Once per migrate: when the audit app's turn comes, every app's tables exist."""
    if getattr(sender, "label", "") != "audit":
        return
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = {name for (name,) in cursor.fetchall()}
        cursor.execute("SELECT to_regclass('audit.row_event') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return
        known = _models_by_table()
        for table in sorted(tables):
            for statement in _statements(table, known.get(table)):
                cursor.execute(statement)
        for each in machines:
            if each.model._meta.db_table in tables:
                cursor.execute(_state_trigger(each.model._meta.db_table, each.field, each.moves))
        cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {APP}")


def _models_by_table() -> dict[str, type[models.Model]]:
    return {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}


def is_history(model: type[models.Model] | None) -> bool:
    return model is not None and hasattr(model, "history_user_id")


def _statements(table: str, model: type[models.Model] | None) -> list[str]:
    quoted = f'public."{table}"'
    grants = [f"REVOKE ALL ON {quoted} FROM {APP}"]
    if table == "django_migrations":
        return [*grants, f"GRANT SELECT ON {quoted} TO {APP}"]
    if table in EXEMPT:
        return [*grants, f"GRANT SELECT, INSERT, UPDATE, DELETE ON {quoted} TO {APP}"]
    if is_history(model):
        return [
            *grants,
            f"GRANT SELECT, INSERT ON {quoted} TO {APP}",
            (
                f"CREATE OR REPLACE TRIGGER audit_history BEFORE INSERT OR UPDATE OR DELETE ON {quoted}"
                " FOR EACH ROW EXECUTE FUNCTION audit.history_row()"
            ),
        ]
    record = model is not None and issubclass(model, Record)
    verbs = "SELECT, INSERT, UPDATE" if record else "SELECT, INSERT, UPDATE, DELETE"
    if model is not None and getattr(model, "APPEND_ONLY", False):
        verbs = "SELECT, INSERT"
    if model is not None and getattr(model, "READ_ONLY", False):
        verbs = "SELECT"  # a trigger of the database writes it
    hidden = ",".join(HIDDEN.get(table, ()))
    statements = [
        *grants,
        f"GRANT {verbs} ON {quoted} TO {APP}",
        (
            f"CREATE OR REPLACE TRIGGER audit_row AFTER INSERT OR UPDATE OR DELETE ON {quoted}"
            f" FOR EACH ROW EXECUTE FUNCTION"
            f" audit.record_row('{hidden}', '{_patient_column(model)}')"
        ),
    ]
    if record:
        history = model.history.model._meta.db_table  # type: ignore[union-attr]
        statements += [
            f"DROP TRIGGER IF EXISTS history_agrees ON {quoted}",
            (
                f"CREATE CONSTRAINT TRIGGER history_agrees AFTER INSERT OR UPDATE ON {quoted}"
                " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
                f" EXECUTE FUNCTION audit.history_agrees('{history}', '{hidden}')"
            ),
        ]
    return statements


def _patient_column(model: type[models.Model] | None) -> str:
    if model is None:
        return ""
    if issubclass(model, PatientRecord):
        return model.PATIENT_FIELD
    return "patient_id" if any(f.attname == "patient_id" for f in model._meta.fields) else ""


def _state_trigger(table: str, field: str, moves: Any) -> str:
    plain = {str(old): sorted(map(str, new)) for old, new in moves.items()}
    argument = json.dumps(plain, sort_keys=True).replace("'", "''")
    return (
        f'CREATE OR REPLACE TRIGGER state_moves_{field} BEFORE UPDATE OF "{field}" ON public."{table}"'
        f' FOR EACH ROW WHEN (OLD."{field}" IS DISTINCT FROM NEW."{field}")'
        f" EXECUTE FUNCTION public.refuse_state_jump('{field}', '{argument}')"
    )
