"""A web server that signs in as the owner of the tables works, and must not be used."""

import pytest
from django.db import connection
from django.test import Client

from clinic.core import database_role
from tests.harness.database import django_connects_as


def test_the_programs_own_role_has_no_power(db):
    assert not database_role.has_power_over_tables()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("role", ["owner", "admin"])
def test_signed_in_as_somebody_stronger_it_is_not_ready(test_database, role):
    """Negative control: take the question out of the health view."""
    options = connection.settings_dict["OPTIONS"]
    django_connects_as(test_database.url(role), options)
    try:
        assert database_role.has_power_over_tables()
        answer = Client().get("/readyz")
    finally:
        django_connects_as(test_database.url("app"), options)
    assert answer.status_code == 503
    assert answer.json()["missing"] == "a database role of its own (DATABASE_URL)"
