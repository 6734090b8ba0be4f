"""The suite's own ground: a real PostgreSQL as the program's role, real processes, a real browser."""

import os

import django.test
import hypothesis
import psycopg
import pytest

from tests.harness.browser import *  # noqa: F403 - fixtures
from tests.harness.database import Database
from tests.harness.house import house, pytest_collection_modifyitems, pytest_runtest_setup
from tests.harness.stack import *  # noqa: F403 - fixtures
from tests.people import *  # noqa: F403 - fixtures

__all__ = ["pytest_collection_modifyitems", "pytest_runtest_setup"]

database = pytest.StashKey[Database]()


# How long an example takes says more about the machine than about the clinic.
hypothesis.settings.register_profile(
    "clinic", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("clinic")


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_blocker):
    """Replaces pytest-django's: created and migrated by clinic_owner, every test runs as clinic_app."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    ours = Database(worker)
    patch = pytest.MonkeyPatch()
    # Django would empty every table with TRUNCATE, which clinic_app may not do, and lose what migrations seeded.
    patch.setattr(django.test.TransactionTestCase, "_fixture_teardown", lambda _: ours.reset())
    request.config.stash[database] = ours
    with django_db_blocker.unblock():
        ours.create()
    house.blocker = django_db_blocker
    yield ours
    house.blocker = None
    patch.undo()
    with django_db_blocker.unblock():
        house.leave()
        ours.drop()


@pytest.fixture
def test_database(request, django_db_setup) -> Database:
    return request.config.stash[database]


@pytest.fixture
def owner_connection(test_database):
    """A psycopg connection as clinic_owner, outside the test's transaction; it sees committed rows only."""
    with test_database.connect("owner") as connection:
        yield connection


@pytest.fixture
def admin_connection(test_database):
    """A psycopg connection as superuser: what only an intruder or an operator could do."""
    with test_database.connect("admin") as connection:
        yield connection


@pytest.fixture
def app_connection(test_database):
    """A second psycopg connection as clinic_app, for races and for what the program's role must not do."""
    with test_database.connect("app") as connection:
        yield connection


@pytest.fixture
def connect(test_database):
    """`connect("app")` opens as many connections as a race needs; all are closed afterwards."""
    opened: list[psycopg.Connection] = []

    def open_one(role: str = "app") -> psycopg.Connection:
        opened.append(test_database.connect(role))
        return opened[-1]

    yield open_one
    for connection in opened:
        connection.close()
