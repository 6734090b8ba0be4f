"""A query whose statement is built once and asked many times.

Django builds a statement anew at every call: for one row by its key that costs three times the asking. Here the very
queryset the code wrote, with who may see what, is built once with a stand-in for every value that changes; each call
puts its own values in those places. Rows become instances as ever, through `from_db`, so reading them is logged.

For a queryset made of its arguments alone: nothing read from a clock or a setting may be in it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast
from uuid import UUID, uuid4

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.models.query import get_related_populators

from clinic.core.actor import Actor

M = TypeVar("M", bound=models.Model)
Key = UUID | str
Shape = dict[str, int | None]
OWN = "own"  # not a permission: whether the one who asks is a patient
MOST_SHAPES = 64  # an actor's shape is its number of sites; more than these are built anew


class Ready(Generic[M]):
    """`Ready(build)(actor, *keys)` answers `list(build(actor, *keys))`."""

    def __init__(self, build: Callable[..., models.QuerySet[M]]) -> None:
        self._build = build
        self._statements: list[_Statement] = []

    def __call__(self, actor: Actor | None, *keys: Key) -> list[M]:
        for known in self._statements:
            if known.fits(actor, len(keys)):
                return cast(list[M], known.ask(actor, keys))
        if len(self._statements) < MOST_SHAPES:
            try:
                self._statements.append(_Statement.built(self._build, actor, keys))
            except EmptyResultSet:
                return []
        return list(self._build(actor, *keys))


class _StandIn:
    """An actor with as many sites as the one who asks, each a stand-in. Whatever else a query asks of it is refused."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor
        self.shape: Shape = {}
        self.places: dict[Any, tuple[str, int]] = {}

    def sites_with(self, permission: str) -> frozenset[UUID] | None:
        return self._instead(str(permission))

    def patient_id(self) -> UUID | None:
        return next(iter(self._instead(OWN) or ()), None)

    def _instead(self, name: str) -> frozenset[UUID] | None:
        count = self.shape[name] = _count(self._actor, name)
        if count is None:
            return None
        found = [uuid4() for _ in range(count)]
        self.places |= {each: (name, n) for n, each in enumerate(found)}
        return frozenset(found)


@dataclass(frozen=True)
class _Statement:
    """SQL with its values; `places` says which of them is whose. `shape`: what the actor was asked, and how many."""

    model: type[models.Model]
    sql: str
    values: Sequence[Any]
    places: Sequence[tuple[int, str, int]]
    keys: int
    shape: Shape
    columns: Sequence[str]
    start: int
    converters: dict[int, Any]
    related: Sequence[Any]

    @classmethod
    def built(
        cls, build: Callable[..., Any], actor: Actor | None, keys: Sequence[Key]
    ) -> _Statement:
        someone = None if actor is None else _StandIn(actor)
        instead = [uuid4() if isinstance(key, UUID) else f"instead-{uuid4()}" for key in keys]
        queryset = build(someone, *instead)
        compiler = queryset.query.get_compiler(using=DEFAULT_DB_ALIAS)
        sql, values = compiler.as_sql()
        plain = [value if isinstance(value, (UUID, str)) else None for value in values]
        if not set(instead) <= set(plain):
            raise RuntimeError("a value was changed on its way into the statement")
        owners: dict[Any, tuple[str, int]] = {each: ("", n) for n, each in enumerate(instead)}
        owners |= someone.places if someone else {}
        chosen = compiler.klass_info["select_fields"]
        start, end = chosen[0], chosen[-1] + 1
        if compiler.annotation_col_map or queryset._prefetch_related_lookups:  # noqa: SLF001
            raise RuntimeError("only rows and the rows they point to can be had ready")
        return cls(
            queryset.model,
            sql,
            values,
            [(n, *owners[value]) for n, value in enumerate(plain) if value in owners],
            len(keys),
            someone.shape if someone else {},
            [each[0].target.attname for each in compiler.select[start:end]],
            start,
            compiler.get_converters([each[0] for each in compiler.select]),
            get_related_populators(compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS),
        )

    def fits(self, actor: Actor | None, keys: int) -> bool:
        """Whether the same queryset would be built for this actor: it would be asked the same and answer as many."""
        if self.keys != keys:
            return False
        if actor is None:
            return not self.shape
        return all(_count(actor, name) == count for name, count in self.shape.items())

    def ask(self, actor: Actor | None, keys: Sequence[Key]) -> list[models.Model]:
        mine: dict[str, Sequence[Any]] = {name: _of(actor, name) or () for name in self.shape}
        mine[""] = keys
        values = list(self.values)
        for n, owner, which in self.places:
            values[n] = mine[owner][which]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, values)
            rows = cursor.fetchall()
        return [self._instance(list(row)) for row in rows]

    def _instance(self, row: list[Any]) -> models.Model:
        for n, (converters, expression) in self.converters.items():
            for convert in converters:
                row[n] = convert(row[n], expression, connection)
        end = self.start + len(self.columns)
        found = self.model.from_db(DEFAULT_DB_ALIAS, self.columns, row[self.start : end])
        for each in self.related:
            each.populate(row, found)
        return found


def _of(actor: Actor | None, name: str) -> Sequence[UUID] | None:
    """What this actor answers. None: every site."""
    if actor is None:
        return ()
    if name == OWN:
        own = actor.patient_id()
        return () if own is None else (own,)
    sites = actor.sites_with(name)
    return None if sites is None else tuple(sites)


def _count(actor: Actor | None, name: str) -> int | None:
    found = _of(actor, name)
    return None if found is None else len(found)
