"""A visit with its history, and the messages owed for it."""

import uuid
from typing import ClassVar

from django.db import models
from simple_history.models import HistoricalRecords


class Visit(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    site = models.UUIDField()
    patient = models.UUIDField()
    course = models.UUIDField()
    room = models.UUIDField()
    nurse = models.UUIDField()
    therapist = models.UUIDField()
    kind = models.CharField(max_length=16)
    route = models.CharField(max_length=16)
    starts_at = models.DateTimeField()
    history = HistoricalRecords()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["room", "starts_at"], name="floor_room")]

    def __str__(self) -> str:
        return str(self.pk)


class Message(models.Model):
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT)
    kind = models.CharField(max_length=16)
    due_at = models.DateTimeField(db_index=True)
    state = models.CharField(max_length=16, default="PENDING")

    def __str__(self) -> str:
        return str(self.pk)
