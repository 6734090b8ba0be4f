"""The answer to a write, kept so that a repeated request gets it again instead of a second effect."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from clinic.core.ids import uuid7


class IdempotencyKeyQuerySet(models.QuerySet["IdempotencyKey"]):
    def of(self, actor_id: str, key: str) -> IdempotencyKeyQuerySet:
        return self.filter(actor=actor_id, key=key)


class IdempotencyKey(models.Model):
    """One key of one actor. Written in the same transaction as its effect; kept for seven days."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    actor = models.CharField(max_length=80)
    key = models.CharField(max_length=255)
    route = models.CharField(max_length=200)
    body_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    response = models.TextField(default="")  # JSON as it was sent: jsonb would reorder it
    created_at = models.DateTimeField()

    objects: ClassVar[models.Manager[IdempotencyKey]] = IdempotencyKeyQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["actor", "key"], name="one_effect_per_key_and_actor"),
        ]
        indexes: ClassVar = [models.Index(fields=["created_at"], name="idempotency_created")]

    def __str__(self) -> str:
        return f"{self.actor} {self.key}"
