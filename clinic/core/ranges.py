"""Expressions that database constraints use. Migrations import them by path: do not move."""

from __future__ import annotations

from django.contrib.postgres.fields import DateTimeRangeField
from django.db.models import Func


class TsTzRange(Func):
    """``tstzrange(start, end, '[)')``: an instant range whose end is exclusive."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()
