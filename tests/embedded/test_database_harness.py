"""The ground the suite stands on: the program's own role, and nothing left over from one test to the next."""

import os
import threading

import psycopg
import pytest
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone


def one(sql, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchone()[0]


def leave_a_row(key):
    Session.objects.create(session_key=key, session_data="x", expire_date=timezone.now())


@pytest.mark.django_db
def test_tests_run_as_the_programs_role_which_owns_nothing():
    """Negative control: run as clinic_owner and every line here fails."""
    assert one("SELECT current_user") == "clinic_app"
    assert one("SELECT count(*) FROM pg_class WHERE relowner = 'clinic_app'::regrole") == 0
    assert (
        one(
            "SELECT rolsuper OR rolcreatedb OR rolcreaterole OR rolbypassrls FROM pg_roles "
            "WHERE rolname = 'clinic_app'"
        )
        is False
    )
    assert one("SELECT has_schema_privilege('clinic_app', 'public', 'CREATE')") is False


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", [1, 2])
def test_what_one_test_commits_the_next_does_not_see(round_):
    """Negative control: make Database.reset a no-op and the second round finds the first one's row."""
    assert not Session.objects.exists()
    leave_a_row(f"left-{round_}")


@pytest.mark.django_db(transaction=True)
def test_seeded_rows_come_back_as_the_migrations_left_them(test_database, admin_connection):
    """A copy is compared row by row; negative control: leave the INSERT out of testkit.reset."""
    seeded = [row[0] for row in admin_connection.execute("SELECT live::text FROM testkit.seeded")]
    before = {table: rows(admin_connection, table) for table in seeded}
    admin_connection.execute("SET session_replication_role = replica")
    for table in seeded:
        admin_connection.execute(f"DELETE FROM {table}")
    types = ContentType.objects.count()
    leave_a_row("left")
    test_database.reset()
    assert {table: rows(admin_connection, table) for table in seeded} == before
    assert ContentType.objects.count() == types > 0
    assert not Session.objects.exists()


def rows(connection, table):
    return sorted(row[0] for row in connection.execute(f"SELECT x::text FROM {table} x"))


@pytest.mark.django_db(transaction=True)
def test_a_transaction_left_open_does_not_hold_up_the_next_test(test_database, connect):
    """A thread that a test forgot keeps its rows locked; after a wait it is thrown out."""
    forgotten = connect("app")
    forgotten.autocommit = False
    leave_a_row("held")
    forgotten.execute("SELECT 1 FROM django_session FOR UPDATE")
    test_database.reset_connection().execute("SET lock_timeout = '200ms'")
    test_database.reset()
    connection.close()  # it was thrown out too
    assert not Session.objects.exists()
    with pytest.raises(psycopg.OperationalError):
        forgotten.execute("SELECT 1")


@pytest.mark.django_db(transaction=True)
def test_threads_get_the_test_database_and_the_programs_role(test_database):
    seen = []

    def look():
        seen.append((one("SELECT current_database()"), one("SELECT current_user")))
        connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [(test_database.name, "clinic_app")]


@pytest.mark.django_db
def test_the_other_roles_are_at_hand(owner_connection, admin_connection, app_connection):
    who = [
        c.execute("SELECT current_user").fetchone()[0]
        for c in (owner_connection, admin_connection, app_connection)
    ]
    assert who == ["clinic_owner", "clinic_admin", "clinic_app"]
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app_connection.execute("CREATE TABLE public.mine (id int)")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app_connection.execute("SET session_replication_role = replica")


def test_programs_that_a_test_starts_find_the_test_database(test_database):
    assert os.environ["DATABASE_URL"] == test_database.url("app")
    assert test_database.name.startswith("test_")
