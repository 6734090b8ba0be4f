"""Idempotency-Key: a repeated write gets the first answer again. The contract is Stripe's: same key and
same body, same answer; same key and another body, 422; kept for seven days."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from clinic.core.actor import Actor
from clinic.core.errors import DomainError
from clinic.core.ids import uuid7


class KeyReused(DomainError):
    code = "idempotency-key-reused"
    status = 422

    def __init__(self) -> None:
        super().__init__(_("This Idempotency-Key was used for a different request."))


class AlreadyDone(Exception):
    """Not a refusal: the effect exists, here is the answer it got."""

    def __init__(self, status: int, response: Any) -> None:
        super().__init__("already done")
        self.status, self.response = status, response


@dataclass
class Once:
    """Rides in the action's transaction: claims the key first, keeps the answer last.

    A second request with the same key waits on the unique constraint until the first has committed.
    """

    key: str
    route: str
    body: Any
    at: datetime
    respond: Callable[[Any], Any]
    status: int = 200
    answer: Any = None

    def before(self, actor: Actor) -> None:
        self._row = None
        if not self.key:
            return
        packed = json.dumps([self.route, self.body], sort_keys=True, default=str).encode()
        digest = hashlib.sha256(packed).hexdigest()
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO core_idempotencykey (id, actor, key, route, body_hash, response, created_at)"
                " VALUES (%s, %s, %s, %s, %s, '', %s) ON CONFLICT (actor, key) DO NOTHING RETURNING id",
                [uuid7(), actor.actor_id, self.key, self.route[:200], digest, self.at],
            )
            self._row = cursor.fetchone()
            if self._row is None:
                cursor.execute(
                    "SELECT body_hash, status, response FROM core_idempotencykey"
                    " WHERE actor = %s AND key = %s",
                    [actor.actor_id, self.key],
                )
                known, status, response = cursor.fetchone()
                if known != digest:
                    raise KeyReused
                raise AlreadyDone(status, json.loads(response))

    def after(self, result: Any) -> None:
        self.answer = self.respond(result)
        if self._row:
            with connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE core_idempotencykey SET status = %s, response = %s WHERE id = %s",
                    [self.status, json.dumps(self.answer, default=str), self._row[0]],
                )
