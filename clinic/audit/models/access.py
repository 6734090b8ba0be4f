from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Access(models.Model):
    """One request that read one patient's records. Insert and read only, by grant."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    actor = models.TextField()
    actor_label = models.TextField()
    patient_id = models.UUIDField()
    kinds = ArrayField(models.TextField())
    method = models.TextField()
    route = models.TextField()
    status = models.SmallIntegerField()
    request_id = models.UUIDField()

    class Meta:
        managed = False
        db_table = 'audit"."access'

    def __str__(self) -> str:
        return f"{self.actor} read {self.patient_id}"
