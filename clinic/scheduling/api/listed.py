"""A list of visits as JSON, made by the database: the serializer's own columns, a fifth of its time.

What `AppointmentSerializer` names decides what is in each document, so a column added there is in the list at once;
a test holds one against the other row by row.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from django.db import models
from django.db.models.expressions import RawSQL
from django.http import HttpResponse
from rest_framework.pagination import CursorPagination

from clinic.audit import reads
from clinic.scheduling.models import Appointment

# What only the answer about one visit says, and what stands in another table.
_ELSEWHERE = {
    "replaced_by": "null::text",
    "warnings": "'[]'::json",
    "staff": """(
        SELECT coalesce(json_agg(json_build_object('user', s.user_id, 'name', u.name, 'role', s.role, 'shared', s.shared) ORDER BY s.id), '[]')
        FROM scheduling_appointmentstaff AS s JOIN accounts_user AS u ON u.id = s.user_id
        WHERE s.appointment_id = scheduling_appointment.id)""",
}
# As the serializer writes an instant: in UTC, with microseconds only where there are some.
_INSTANT = """replace(to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '.000000', '') || 'Z'"""


def _value(name: str) -> str:
    """A column as it stands in the document. Names come from the serializer alone, never from a request."""
    if name in _ELSEWHERE:
        return _ELSEWHERE[name]
    field: Any = Appointment._meta.get_field(name)
    column = f"scheduling_appointment.{field.column}"
    if isinstance(field, models.DateTimeField):
        return _INSTANT.format(column)
    return f"{column}::text" if isinstance(field, models.DateField | models.TimeField) else column


@cache
def _document(serializer: Any) -> RawSQL:
    """One visit as JSON, beside the row it is made of."""
    pairs = ", ".join(f"'{name}', {_value(name)}" for name in serializer.Meta.fields)
    return RawSQL(f"json_build_object({pairs})::text", ())  # noqa: S611


def answer(paginator: CursorPagination, found: Any, serializer: Any, view: Any) -> HttpResponse:  # fmt: skip
    """A page of the visits of a queryset (already visible to the asker) in the shape of every list.

    One statement. Whose visits were read is logged.
    """
    rows = found.prefetch_related(None).values(
        "starts_at", "patient_id", document=_document(serializer)
    )
    page: list[Any] = paginator.paginate_queryset(rows, view.request, view=view) or []
    reads.note_all({row["patient_id"] for row in page}, "scheduling.appointment")
    links = f'"next":{json.dumps(paginator.get_next_link())},"previous":{json.dumps(paginator.get_previous_link())}'
    text = f'{{{links},"results":[{",".join(row["document"] for row in page)}]}}'
    return HttpResponse(text, content_type="application/json")
