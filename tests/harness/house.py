"""The people and rooms most tests begin with, made once for all tests in a row that want the same.

What Django's `setUpTestData` does for a class, across modules: in one open transaction the fixtures marked `kept` are
made, and each test is a savepoint on top of them. A test is given copies: none sees what another did to an instance.
The transaction ends when a test wants other people, commits for real, or reaches the database in another way.
"""

import copy
import functools
import inspect
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import TestCase
from psycopg.pq import TransactionStatus

Makers = dict[str, Callable[..., Any]]

COMMITS = {"transactional_db", "live_server"}


class House:
    """What stands now (`_made`, in the transaction `_atomics`), and the copies that belong to the running test."""

    def __init__(self) -> None:
        self.blocker: Any = None  # pytest-django's; None until there is a database
        self.given: dict[str, Any] = {}
        self._wish: Makers = {}
        self._made: dict[str, Any] = {}
        self._atomics: Any = None
        self._raw: Any = None

    def open(self, wish: Makers) -> None:
        """Have what a test wishes for, made by an earlier one where it is the same."""
        if self.blocker is None:
            return
        with self.blocker.unblock():
            if wish != self._wish or not self._stands():
                self.leave()
                self._furnish(wish)
        self.given = copy.deepcopy(self._made)

    def leave(self) -> None:
        if self._atomics is not None:
            TestCase._rollback_atomics(self._atomics)
        self._wish, self._made, self._atomics, self._raw = {}, {}, None, None

    def _stands(self) -> bool:
        raw = connection.connection
        return raw is self._raw and (
            raw is None or raw.info.transaction_status == TransactionStatus.INTRANS
        )

    def _furnish(self, wish: Makers) -> None:
        if not wish:
            return
        self._atomics = TestCase._enter_atomics()
        self._made = {"db": None}
        try:
            with connection.cursor() as cursor:
                # Tests without a database may take longer than a request is given to think.
                cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            for name in wish:
                self._make(name, wish)
            connection.check_constraints()
        except BaseException:
            self.leave()
            raise
        self._wish, self._raw = wish, connection.connection

    def _make(self, name: str, wish: Makers) -> Any:
        if name not in self._made:
            needs = {each: self._make(each, wish) for each in needs_of(wish[name])}
            self._made[name] = wish[name](**needs)
        return self._made[name]


house = House()


def kept(make: Callable[..., Any]) -> Any:
    """A fixture made of nothing but the database and other kept ones, and the same for every test."""

    @functools.wraps(make)
    def fixture(**needs: Any) -> Any:
        name = make.__name__
        return house.given[name] if name in house.given else make(**needs)

    fixture.kept = make  # type: ignore[attr-defined]
    return pytest.fixture(fixture)


def needs_of(make: Callable[..., Any]) -> set[str]:
    return set(inspect.signature(make).parameters)


def wish_of(item: pytest.Item) -> Makers:
    """The kept fixtures of a test; one that stands on the test's own (an overridden `nurse`) is its own as well."""
    if not isinstance(item, pytest.Function) or commits(item):
        return {}
    found = {name: defs[-1].func for name, defs in item._fixtureinfo.name2fixturedefs.items()}
    wish = {name: found[name].kept for name in sorted(found) if hasattr(found[name], "kept")}
    while own := [name for name, make in wish.items() if not needs_of(make) <= {*wish, "db"}]:
        for name in own:
            del wish[name]
    return wish if any("db" in needs_of(make) for make in wish.values()) else {}


def commits(item: pytest.Function) -> bool:
    """Whether the test ends its transactions itself: nothing may be open around it."""
    marker = item.get_closest_marker("django_db")
    return bool(marker and (marker.args or marker.kwargs)) or bool(
        COMMITS & set(item.fixturenames)
    )


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    house.given = {}
    uses_database = "django_db_setup" in getattr(item, "fixturenames", ())
    if uses_database or item.get_closest_marker("django_db"):
        house.open(wish_of(item))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Inside a module, those that want the same one after the other; the modules as they came, what is long first."""
    modules = {path: number for number, path in enumerate(dict.fromkeys(i.path for i in items))}

    def place(item: pytest.Item) -> tuple[bool, int, list[str]]:
        return item.get_closest_marker("long") is None, modules[item.path], sorted(wish_of(item))

    items.sort(key=place)
