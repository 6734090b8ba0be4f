"""The audit itself: nobody writes, changes or empties it, no secret is in it, and no table is forgotten."""

import threading

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from clinic.accounts.models import Licence
from clinic.audit.models import RowEvent
from clinic.core.errors import HistoryBypassed
from clinic.core.ids import uuid7


def test_the_audit_cannot_be_written_changed_or_removed_by_the_program(site):
    for statement in (
        "UPDATE audit.row_event SET actor = 'nobody'",
        "DELETE FROM audit.row_event",
        "TRUNCATE audit.row_event",
        "INSERT INTO audit.row_event (tbl, pk, op, actor, source, reason) VALUES ('a','b','I','c','d','')",
        "UPDATE audit.access SET actor = 'nobody'",
        "DELETE FROM audit.access",
        "ALTER TABLE sites_site DISABLE TRIGGER audit_row",
        "DROP TRIGGER audit_row ON sites_site",
        "SET session_replication_role = replica",
        "CREATE TABLE public.mine (id int)",
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            connection.cursor().execute(statement)


def test_a_thread_has_no_actor_unless_told(site):
    """A thread or a task starts with nobody acting: its write is refused, not unsigned."""
    caught = []

    def write():
        from clinic.core.actor import acting

        caught.append(acting())

    thread = threading.Thread(target=write)
    thread.start()
    thread.join()
    assert caught == [None]
    site.phone = "16"
    with pytest.raises(HistoryBypassed), transaction.atomic():
        site.save()


@pytest.mark.django_db(transaction=True)
def test_the_judgement_holds_for_a_connection_that_is_not_django(app_connection, site, at):
    """Deferred to commit: a psycopg connection as the program's role cannot slip a row past history."""

    def slip():
        with app_connection.transaction():
            app_connection.execute("SELECT set_config('app.actor', 'user:somebody', true)")
            app_connection.execute("UPDATE sites_site SET phone = '17' WHERE id = %s", [site.pk])

    with pytest.raises(psycopg.DatabaseError, match="no true history"):
        slip()


def test_a_password_is_in_neither_history(manager, at):
    latest = manager.history.latest("history_id")
    assert not hasattr(latest, "password")
    event = RowEvent.objects.filter(table="accounts_user", pk_text=str(manager.pk)).latest("id")
    assert event.new["password"].startswith("sha256:")


@pytest.mark.django_db
def test_every_table_has_a_trigger_or_a_reason():
    from clinic.audit.exempt import EXEMPT

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, array_agg(t.tgname) FROM pg_class c"
            " JOIN pg_namespace n ON n.oid = c.relnamespace"
            " LEFT JOIN pg_trigger t ON t.tgrelid = c.oid AND NOT t.tgisinternal"
            " WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') GROUP BY 1"
        )
        tables = {name: set(triggers) for name, triggers in cursor.fetchall()}
    bare = sorted(
        name
        for name, triggers in tables.items()
        if not triggers & {"audit_row", "audit_history"} and name not in EXEMPT
    )
    assert bare == []
    assert sorted(set(EXEMPT) - set(tables)) == []


def test_ids_sort_by_time():
    ids = [uuid7() for _ in range(5000)]
    assert ids == sorted(ids)
    assert len(set(ids)) == len(ids)
    assert {i.version for i in ids} == {7}
    assert Licence._meta.pk.default is uuid7
