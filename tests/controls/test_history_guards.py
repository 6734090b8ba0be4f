"""Each guard of the history is taken away inside the test, and the lie it stops is then told: it is the guard that stops it.

Every write path of the history library that leaves no history, or a false one, is walked three times: with the
guard (refused), without it (the harm is committed and read back), and with it again.
"""

import psycopg
import pytest
from django.core import serializers
from django.db import DatabaseError, connection, transaction
from simple_history.utils import bulk_update_with_history

from clinic.audit.models import RowEvent
from clinic.core.actor import acting_as
from clinic.core.ids import uuid7
from clinic.sites.models import Site
from tests.harness.guards import without_trigger

pytestmark = pytest.mark.django_db(transaction=True)


def base_manager_update(site):
    Site._base_manager.filter(pk=site.pk).update(phone="lie")


def raw_sql(site):
    connection.cursor().execute("UPDATE sites_site SET phone = 'lie' WHERE id = %s", [site.pk])


def raw_sql_with_version(site):
    connection.cursor().execute(
        "UPDATE sites_site SET phone = 'lie', version = version + 1 WHERE id = %s", [site.pk]
    )


def bulk_update(site):
    site.phone = "lie"
    Site._base_manager.bulk_update([site], ["phone"])


def bulk_create(site):
    Site._base_manager.bulk_create([_another(site)])


def upsert(site):
    again = _another(site)
    again.slug, again.phone = site.slug, "lie"
    Site._base_manager.bulk_create(
        [again], update_conflicts=True, unique_fields=["slug"], update_fields=["phone"]
    )


def phantom_of_the_history_library(site):
    """It writes columns into history that it was not asked to write into the row."""
    site.phone, site.address = "lie", "never stored"
    bulk_update_with_history([site], Site, ["phone"], manager=Site._base_manager)


def loaddata(site):
    """A row that is there is refused by its key already; a new one comes in without a history."""
    (loaded,) = serializers.deserialize("json", serializers.serialize("json", [_another(site)]))
    loaded.save()


def _another(site):
    return Site(
        id=uuid7(),
        name="Unheard of",
        neutral_name="Unheard of",
        slug="unheard-of",
        timezone="UTC",
        jurisdiction="US-NM",
        phone="1",
        created_at=site.created_at,
    )


CHANGES = (
    base_manager_update,
    raw_sql,
    raw_sql_with_version,
    bulk_update,
    upsert,
    phantom_of_the_history_library,
)
NEW_ROWS = (bulk_create, loaddata)


def walk(path, site, actor, at):
    with transaction.atomic(), acting_as(actor, at=at):
        path(Site.objects.get(pk=site.pk))


def lies() -> list[str]:
    """Sites whose newest history does not say what the row says."""
    found = []
    for row in Site._base_manager.all():
        newest = row.history.order_by("-history_id").first()
        columns = [f.attname for f in Site._meta.concrete_fields]
        if newest is None or any(getattr(newest, c) != getattr(row, c) for c in columns):
            found.append(row.slug)
    return found


@pytest.mark.parametrize("path", [*CHANGES, *NEW_ROWS], ids=lambda path: path.__name__)
def test_without_history_agrees_this_path_leaves_a_lie(path, site, manager, at, owner_connection):
    with pytest.raises(DatabaseError, match="no true history"):
        walk(path, site, manager, at)
    assert lies() == []
    with without_trigger(owner_connection, "sites_site", "history_agrees"):
        walk(path, site, manager, at)
    assert lies() != [], "the harm did not happen: this path is stopped by something else"


def test_without_history_agrees_a_stranger_s_connection_leaves_a_lie(
    site, at, owner_connection, app_connection
):
    def slip():
        with app_connection.transaction():
            app_connection.execute("SELECT set_config('app.actor', 'user:x', true)")
            app_connection.execute("UPDATE sites_site SET phone = 'lie' WHERE id = %s", [site.pk])

    with pytest.raises(psycopg.DatabaseError, match="no true history"):
        slip()
    with without_trigger(owner_connection, "sites_site", "history_agrees"):
        slip()
    assert lies() == [site.slug]


def events_of(row):
    return RowEvent.objects.filter(table=row._meta.db_table, pk_text=str(row.pk)).count()


def test_without_audit_row_an_ordinary_save_leaves_no_event(site, manager, at, owner_connection):
    """The readable history goes on; the program's own role could not take back an event, but here none is made."""
    before = events_of(site)

    def save(phone):
        with transaction.atomic(), acting_as(manager, at=at):
            row = Site.objects.get(pk=site.pk)
            row.phone = phone
            row.save()

    save("505-555-0101")
    assert events_of(site) == before + 1
    with without_trigger(owner_connection, "sites_site", "audit_row"):
        save("505-555-0102")
    assert events_of(site) == before + 1
    assert Site.objects.get(pk=site.pk).phone == "505-555-0102"


@pytest.mark.parametrize("path", CHANGES, ids=lambda path: path.__name__)
def test_without_both_guards_this_path_changes_a_row_and_nobody_ever_knows(
    path, site, manager, at, owner_connection
):
    """With `audit_row` alone left, the lie at least has an event that names who told it."""
    with without_trigger(owner_connection, "sites_site", "history_agrees"):
        before = events_of(site)
        walk(path, site, manager, at)
        assert events_of(site) == before + 1
        assert RowEvent.objects.filter(pk_text=str(site.pk)).latest("id").actor == manager.actor_id
        with without_trigger(owner_connection, "sites_site", "audit_row"):
            walk(path, site, manager, at)
        assert events_of(site) == before + 1


def test_without_audit_row_a_row_is_written_by_nobody(site, owner_connection, app_connection):
    """No actor, no write: the row trigger is what asks. `core_idempotencykey` has no history behind it."""

    def unsigned(key):
        app_connection.execute(
            "INSERT INTO core_idempotencykey (id, actor, key, route, body_hash, response, created_at)"
            " VALUES (gen_random_uuid(), 'x', %s, 'x', 'x', '', now())",
            [key],
        )

    with pytest.raises(psycopg.DatabaseError, match="nobody is acting"):
        unsigned("one")
    with without_trigger(owner_connection, "core_idempotencykey", "audit_row"):
        unsigned("two")
    found = app_connection.execute("SELECT key FROM core_idempotencykey").fetchall()
    assert found == [("two",)]
    with pytest.raises(psycopg.DatabaseError, match="nobody is acting"):
        unsigned("three")


def test_without_audit_history_a_history_names_somebody_who_did_nothing(
    site, manager, desk, at, owner_connection
):
    def blame():
        with transaction.atomic(), acting_as(manager, at=at):
            row = Site.objects.get(pk=site.pk)
            row._history_user = desk.actor_id
            row.phone = "505-555-0103"
            row.save()

    with pytest.raises(DatabaseError, match="not acting"):
        blame()
    with without_trigger(owner_connection, Site.history.model._meta.db_table, "audit_history"):
        blame()
    newest = Site.objects.get(pk=site.pk).history.latest("history_id")
    assert newest.history_user_id == desk.actor_id != manager.actor_id
