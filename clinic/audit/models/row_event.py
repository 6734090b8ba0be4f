from __future__ import annotations

from django.db import models


class RowEvent(models.Model):
    """What a trigger saw happen to a row. Written by the database alone; the app may only read."""

    id = models.BigIntegerField(primary_key=True)
    epoch = models.IntegerField()
    at = models.DateTimeField()
    table = models.TextField(db_column="tbl")
    pk_text = models.TextField(db_column="pk")
    patient_id = models.UUIDField(null=True)
    op = models.CharField(max_length=1)
    actor = models.TextField()
    source = models.TextField()
    reason = models.TextField()
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)

    class Meta:
        managed = False
        db_table = 'audit"."row_event'

    def __str__(self) -> str:
        return f"{self.op} {self.table} {self.pk_text}"
