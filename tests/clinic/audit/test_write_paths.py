"""Every way to write a row: it leaves a true row event and a true readable history, or it is refused."""

from contextlib import contextmanager

import pytest
from django.core import serializers
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import F
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from clinic.accounts.models import Membership, User
from clinic.audit.models import RowEvent
from clinic.core.actor import acting_as
from clinic.core.errors import HistoryBypassed, StaleVersion
from clinic.sites.models import Site

REFUSED = (HistoryBypassed, DatabaseError)


@contextmanager
def writing(actor, at):
    """What an action does around its body, with the deferred judge called at the end."""
    with transaction.atomic(), acting_as(actor, at=at):
        yield
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _agree(row):
    """The row, its newest history and its newest event say the same, and all name an actor."""
    stored = type(row).objects.get(pk=row.pk)
    history = stored.history.latest("history_id")
    event = RowEvent.objects.filter(pk_text=str(row.pk), table=row._meta.db_table).latest("id")
    assert history.version == stored.version == event.new["version"]
    assert history.phone == stored.phone == event.new["phone"]
    assert history.history_user_id == event.actor != ""


def _new_site(at, slug):
    return Site(
        name="New",
        neutral_name="New",
        slug=slug,
        timezone="UTC",
        jurisdiction="US-NM",
        phone="1",
        created_at=at,
    )


def test_create(site, manager, at):
    with writing(manager, at):
        new = _new_site(at, "new")
        new.save()
    _agree(new)


def test_save(site, manager, at):
    with writing(manager, at):
        site.phone = "2"
        site.save()
    _agree(site)


def test_update_or_create(site, manager, at):
    with writing(manager, at):
        changed, created = Site.objects.select_for_update().get_or_create(slug=site.slug)
        changed.phone = "3"
        changed.save()
    assert not created
    _agree(changed)


def test_queryset_update(site, manager, at):
    with pytest.raises(HistoryBypassed), writing(manager, at):
        Site.objects.filter(pk=site.pk).update(phone="4")


def test_update_through_a_related_manager(site, desk, manager, at):
    with pytest.raises(HistoryBypassed), writing(manager, at):
        desk.memberships.update(ended_at=at)


def test_bulk_create(site, manager, at):
    with pytest.raises(HistoryBypassed), writing(manager, at):
        Site.objects.bulk_create([_new_site(at, "bulk")])


def test_bulk_update(site, manager, at):
    site.phone = "5"
    with pytest.raises(HistoryBypassed), writing(manager, at):
        Site.objects.bulk_update([site], ["phone"])


def test_upsert(site, manager, at):
    with pytest.raises(HistoryBypassed), writing(manager, at):
        Site.objects.bulk_create(
            [_new_site(at, site.slug)],
            update_conflicts=True,
            unique_fields=["slug"],
            update_fields=["phone"],
        )


def test_bulk_helpers_of_the_history_library(site, manager, at):
    with pytest.raises(REFUSED), writing(manager, at):
        bulk_create_with_history([_new_site(at, "bulk")], Site)
    site.phone = "6"
    with writing(manager, at):
        bulk_update_with_history([site], Site, ["phone"], manager=Site._base_manager)
    _agree(site)


def test_phantom_values_of_the_history_library_are_refused(site, manager, at):
    """`bulk_update_with_history` writes columns it was not asked to change into history only."""
    site.phone, site.address = "6", "never stored"
    with pytest.raises(DatabaseError, match="no true history"), writing(manager, at):
        bulk_update_with_history([site], Site, ["phone"], manager=Site._base_manager)


def test_bulk_write_through_the_base_manager_is_refused_by_the_database(site, manager, at):
    with pytest.raises(DatabaseError, match="no true history"), writing(manager, at):
        Site._base_manager.filter(pk=site.pk).update(phone="7")


def test_raw_sql_update_with_an_actor_has_no_history_and_is_refused(site, manager, at):
    with pytest.raises(DatabaseError, match="no true history"), writing(manager, at):
        connection.cursor().execute("UPDATE sites_site SET phone = '8' WHERE id = %s", [site.pk])


def test_raw_sql_that_raises_the_version_too_is_refused(site, manager, at):
    with pytest.raises(DatabaseError, match="no true history"), writing(manager, at):
        connection.cursor().execute(
            "UPDATE sites_site SET phone = '8', version = version + 1 WHERE id = %s", [site.pk]
        )


def test_raw_sql_without_an_actor_is_refused(site):
    with pytest.raises(DatabaseError, match="nobody is acting"), transaction.atomic():
        connection.cursor().execute("UPDATE sites_site SET phone = '9' WHERE id = %s", [site.pk])


def test_save_with_an_expression(site, manager, at):
    """`F()` makes a row that history cannot describe."""
    site.name = F("slug")
    with pytest.raises((*REFUSED, ValueError, TypeError)), writing(manager, at):
        site.save()
    site.refresh_from_db()
    assert site.name == "Thistledown Test Clinic"


def test_partial_save(site, manager, at):
    site.phone, site.address = "10", "dirty"
    with pytest.raises(HistoryBypassed), writing(manager, at):
        site.save(update_fields=["phone"])


def test_stale_instance(site, manager, at):
    stale = Site.objects.get(pk=site.pk)
    with writing(manager, at):
        site.phone = "11"
        site.save()
    stale.address = "stale"
    with pytest.raises(StaleVersion), writing(manager, at):
        stale.save()
    _agree(site)


def test_no_record_has_an_undeclared_many_to_many():
    from django.apps import apps

    from clinic.audit.models import Record

    found = [
        m.__name__ for m in apps.get_models() if issubclass(m, Record) and m._meta.many_to_many
    ]
    assert found == []


def test_delete_by_instance_queryset_cascade_and_sql(site, manager, desk, at):
    with pytest.raises(HistoryBypassed), writing(manager, at):
        site.delete()
    with pytest.raises(HistoryBypassed), writing(manager, at):
        Site.objects.filter(pk=site.pk).delete()
    with pytest.raises(HistoryBypassed), writing(manager, at):
        Membership.objects.filter(user=desk)._raw_delete("default")
    with pytest.raises(DatabaseError, match="permission denied"), writing(manager, at):
        connection.cursor().execute("DELETE FROM accounts_membership")
    with pytest.raises((DatabaseError, IntegrityError)), writing(manager, at):
        Membership._base_manager.all()._raw_delete("default")


def test_no_record_is_deleted_with_another():
    """`on_delete` is PROTECT on every key between records: nothing cascades."""
    from django.apps import apps
    from django.db.models import PROTECT

    from clinic.audit.models import Record

    loose = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if issubclass(model, Record)
        for field in model._meta.fields
        if field.remote_field and field.remote_field.on_delete is not PROTECT
    ]
    assert loose == []


def test_save_without_history(site, manager, at):
    site.phone = "12"
    with pytest.raises(HistoryBypassed), writing(manager, at):
        site.save_without_historical_record()


def test_loaddata(site, manager, at):
    site.phone = "13"
    (loaded,) = serializers.deserialize("json", serializers.serialize("json", [site]))
    with pytest.raises(DatabaseError), writing(manager, at):
        loaded.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        loaded.save()


def test_deleting_the_acting_user(manager, at):
    with pytest.raises(HistoryBypassed), writing(manager, at):
        User.objects.get(pk=manager.pk).delete()


def test_history_rows_cannot_be_changed_or_removed(site, manager, at):
    with pytest.raises(DatabaseError), writing(manager, at):
        site.history.update(phone="14")
    with pytest.raises(DatabaseError), writing(manager, at):
        site.history.all().delete()


def test_history_cannot_name_somebody_who_is_not_acting(site, manager, desk, at):
    site._history_user = desk.actor_id
    site.phone = "15"
    with pytest.raises(DatabaseError, match="not acting"), writing(manager, at):
        site.save()
