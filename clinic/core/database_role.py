"""Whether the program signs in to the database as itself, and not as somebody who could switch the audit off."""

from __future__ import annotations

from django.db import connection

POWER_OVER_TABLES = """
SELECT rolsuper OR rolbypassrls OR EXISTS (
    SELECT FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace IN ('public'::regnamespace, 'audit'::regnamespace)
    AND pg_has_role(current_user, relowner, 'MEMBER'))
FROM pg_roles WHERE rolname = current_user
"""


def has_power_over_tables() -> bool:
    """True for a superuser and for an owner of tables, or a member of one: nothing that serves requests may be that."""
    with connection.cursor() as cursor:
        cursor.execute(POWER_OVER_TABLES)
        return bool(cursor.fetchone()[0])
