"""A time in a request: an instant with its offset, or what the site's wall shows."""

from __future__ import annotations

from datetime import UTC, datetime

from django.utils.translation import gettext as _

from clinic.core import localtime
from clinic.core.errors import InvalidInput
from clinic.core.localtime import Turn, UnclearTime


def read_when(text: str, zone: str, turn: str = "", *, field: str = "starts_at") -> datetime:
    """The instant (UTC) of `2026-12-03T09:00:00-07:00`, or of `2026-12-03T09:00` on the wall in `zone`.

    `turn` (FIRST or SECOND) says which, when the wall shows the time twice. Raises InvalidInput with the field.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        sentence = _("Write the time like 2026-12-03T09:00.")
        raise InvalidInput(sentence, field=field) from None
    if moment.tzinfo is not None:
        return moment.astimezone(UTC)
    try:
        return localtime.instant(moment, zone, Turn(turn) if turn else None)
    except UnclearTime as error:
        error.field = field
        raise
