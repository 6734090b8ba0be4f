"""A record's own fields must fit before it is saved; the first misfit is said beside its field."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from clinic.core.errors import InvalidInput


def require_fit(record: models.Model) -> None:
    """Raise ``InvalidInput`` for the first field that does not fit. Constraints are the database's."""
    try:
        record.clean_fields(exclude=["created_at"])
    except ValidationError as error:
        field, problems = next(iter(error.message_dict.items()))
        raise InvalidInput(problems[0], field=field) from error
