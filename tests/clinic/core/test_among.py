"""`among`: the same rows as `in`, one parameter, and nothing asked without ids."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clinic.accounts.models import Membership, User
from clinic.core.ids import uuid7

pytestmark = pytest.mark.django_db


def test_it_finds_what_in_finds_by_key_and_by_foreign_key(desk, nurse, therapist):
    ids = {desk.pk, nurse.pk}
    assert set(User.objects.filter(pk__among=ids)) == {desk, nurse}
    assert set(User.objects.filter(pk__among=ids)) == set(User.objects.filter(pk__in=ids))
    found = Membership.objects.filter(user__among=ids)
    assert {one.user_id for one in found} == ids
    assert not User.objects.filter(pk__among=[uuid7()]).exists()


def test_one_id_and_two_hundred_are_the_same_statement(desk):
    """Negative control: with `in` the texts differ, an element for each id."""

    def text(ids, lookup):
        return str(User.objects.filter(**{lookup: ids}).query.sql_with_params()[0])

    many = [uuid7() for _ in range(200)]
    assert text([desk.pk], "pk__among") == text(many, "pk__among")
    assert text([desk.pk], "pk__in") != text(many, "pk__in")


def test_without_ids_nothing_is_asked():
    with CaptureQueriesContext(connection) as queries:
        assert list(User.objects.filter(pk__among=[])) == []
    assert len(queries) == 0
