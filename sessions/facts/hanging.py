"""Small rows that hang on a row, read with it: no query of their own, and one document to decode, not one each."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Func, JSONField, QuerySet
from django.db.models.functions import JSONObject


def all_of(rows: QuerySet[Any], **columns: str) -> Func:
    """Every one of `rows` as `{name: column}`: a list, empty where there is none."""
    return Func(
        ArraySubquery(rows.values(j=JSONObject(**columns))),
        function="to_jsonb",
        output_field=JSONField(),
    )
