"""The one door: a verb is a function marked ``@action``; everything that writes goes through one."""

from __future__ import annotations

import inspect
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import update_wrapper, wraps
from typing import Any, Generic, Literal, ParamSpec, Protocol, TypeVar, cast, overload
from uuid import UUID

from django.conf import settings
from django.db import OperationalError, connection, transaction

from clinic.accounts.permissions import Permission
from clinic.accounts.roles import Capability
from clinic.core.actor import Actor, acting, acting_as
from clinic.core.errors import Busy, DomainError, FreshSignInNeeded, NotAllowed

P = ParamSpec("P")
R = TypeVar("R")


class Rider(Protocol):
    """Rides along in the action's transaction: how an API answer is kept with its effect."""

    def before(self, actor: Actor) -> None: ...

    def after(self, result: Any) -> None: ...


_rider: ContextVar[Rider | None] = ContextVar("rider", default=None)


@contextmanager
def riding(rider: Rider) -> Iterator[None]:
    """The next action called inside takes ``rider`` along; later ones do not."""
    token = _rider.set(rider)
    try:
        yield
    finally:
        _rider.reset(token)


@dataclass(eq=False)
class Verb(Generic[P, R]):
    """An action as other code sees it: call it to walk through the door, ``step`` when inside."""

    body: Callable[P, R]
    permission: Permission
    capability: Capability | None
    fresh: bool
    anywhere: bool

    @property
    def name(self) -> str:
        return f"{self.body.__module__}.{self.body.__qualname__}"

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        by = cast(Actor, kwargs["by"])
        at = cast(datetime, kwargs["at"])
        if at.tzinfo is None:
            raise ValueError("at= must know its time zone")
        self._check(by, None if self.anywhere else _site_of(self.name, args, kwargs))
        if self.fresh:
            self._check_fresh(at, kwargs.pop("authenticated_at", None))
        rider = _rider.get()
        _rider.set(None)
        try:
            return self._walk_through(rider, args, kwargs)
        except OperationalError as error:
            if _sqlstate(error) not in CONTENTION:
                raise
        time.sleep(random.uniform(0.02, 0.2))  # noqa: S311 - so that two rivals do not meet again
        try:
            return self._walk_through(rider, args, kwargs)
        except OperationalError as error:
            if _sqlstate(error) not in CONTENTION:
                raise
            raise Busy from error

    def _walk_through(self, rider: Rider | None, args: Any, kwargs: Any) -> R:
        by, at = kwargs["by"], kwargs["at"]
        try:
            with transaction.atomic(durable=True), acting_as(by, at=at, to_the_end=True):
                if rider:
                    rider.before(by)
                result = self.body(*args, **kwargs)
                if rider:
                    rider.after(result)
        except DomainError as error:
            error.after_rollback()
            raise
        return result

    def step(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """The same verb as a part of another action: no door of its own, the same transaction."""
        _must_be_inside(self.name)
        return self.body(*args, **kwargs)

    def allowed(self, by: Actor, site_id: UUID | None) -> bool:
        """May this person ever, here (None: at some site)? For showing a button; ``__call__`` asks again."""
        try:
            self._check(by, site_id)
        except NotAllowed:
            return False
        return True

    def _check(self, by: Actor, site_id: UUID | None) -> None:
        if not by.may(self.permission, site_id):
            raise NotAllowed
        if self.capability is not None:
            held = getattr(by, "has_capability", None)
            if held is not None and not held(self.capability, site_id):
                raise NotAllowed

    @staticmethod
    def _check_fresh(at: datetime, authenticated_at: Any) -> None:
        limit = timedelta(seconds=settings.FRESH_SIGN_IN_SECONDS)
        if authenticated_at is None or not timedelta(0) <= at - authenticated_at <= limit:
            raise FreshSignInNeeded


class FreshVerb(Verb[P, R]):
    """A verb that is also told ``authenticated_at=``: a keyword its function does not take."""

    def __call__(self, *args: Any, **kwargs: Any) -> R:
        return super().__call__(*args, **kwargs)


# Deadlock and lock timeout: the transaction did nothing and may be tried again, once (reliability F-18).
CONTENTION = {"40P01", "55P03"}


def _sqlstate(error: Exception) -> str | None:
    return getattr(error.__cause__, "sqlstate", None)


verbs: list[Verb[Any, Any]] = []


@overload
def action(
    permission: Permission,
    *,
    capability: Capability | None = None,
    fresh: Literal[True],
    anywhere: bool = False,
) -> Callable[[Callable[P, R]], FreshVerb[P, R]]: ...


@overload
def action(
    permission: Permission,
    *,
    capability: Capability | None = None,
    anywhere: bool = False,
) -> Callable[[Callable[P, R]], Verb[P, R]]: ...


def action(
    permission: Permission,
    *,
    capability: Capability | None = None,
    fresh: bool = False,
    anywhere: bool = False,
) -> Callable[[Callable[P, R]], Verb[P, R]]:
    """Make a function a verb: check who, open one transaction, sign everything written in it.

    The function takes keyword-only ``by`` (an Actor) and ``at`` (an aware instant). The site at which
    the permission must hold is that of the first argument (``site_id``), or of ``site=``. ``fresh``
    verbs also need ``authenticated_at=``, an instant of the last few minutes. ``anywhere`` is for
    things that belong to no site. ``verb.step(...)`` calls it inside another action's transaction.
    """

    def decorate(body: Callable[P, R]) -> Verb[P, R]:
        parameters = inspect.signature(body).parameters
        for name in ("by", "at"):
            if (
                name not in parameters
                or parameters[name].kind is not inspect.Parameter.KEYWORD_ONLY
            ):
                raise TypeError(f"{body.__qualname__} must take keyword-only {name}=")
        kind = FreshVerb if fresh else Verb
        verb = kind(body, permission, capability, fresh, anywhere)
        update_wrapper(verb, body)
        verbs.append(verb)
        return verb

    return decorate


def step(body: Callable[P, R]) -> Callable[P, R]:
    """A part of several verbs without a permission of its own: must run inside an action."""

    @wraps(body)
    def inside(*args: P.args, **kwargs: P.kwargs) -> R:
        _must_be_inside(body.__qualname__)
        return body(*args, **kwargs)

    inside.is_step = True  # type: ignore[attr-defined]
    return inside


def _must_be_inside(name: str) -> None:
    if not connection.in_atomic_block or acting() is None:
        raise RuntimeError(f"{name} is a step: call it inside an action")


def _site_of(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> UUID:
    site = kwargs.get("site")
    if site is not None:
        return cast(UUID, site.pk)
    for thing in args[:1]:
        if thing._meta.label == "sites.Site":
            return cast(UUID, thing.pk)
        if getattr(thing, "site_id", None) is not None:
            return cast(UUID, thing.site_id)
    raise TypeError(f"{name} was not told at which site")
