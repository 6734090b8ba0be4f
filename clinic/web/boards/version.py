"""Whether a calendar still is as it was shown: asked every few seconds by every open board, so it must cost next to nothing."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.utils.translation import get_language

from clinic.accounts.models import User

# The visits of the days (index appointment_day), and every write since yesterday to anything about their patients:
# consents, checks, escorts, sessions (index row_event_patient). Counted as well as dated, because a long transaction
# may commit an earlier event after a later one was seen. Ids and numbers only: no record is read.
_STATEMENT = """
WITH here AS MATERIALIZED (
    SELECT patient_id, version FROM scheduling_appointment
    WHERE site_id = %s AND wall_date BETWEEN %s AND %s
), seen AS (
    SELECT e.events, e.latest
    FROM (SELECT DISTINCT patient_id FROM here) AS who
    CROSS JOIN LATERAL (
        SELECT count(*) AS events, max(at) AS latest FROM audit.row_event
        WHERE patient_id = who.patient_id AND at >= date_trunc('day', now()) - interval '1 day'
    ) AS e
)
SELECT (SELECT count(*) FROM here), (SELECT sum(version) FROM here),
       (SELECT sum(events) FROM seen), (SELECT max(latest) FROM seen)
"""


Facts = tuple[object, ...]


def facts_of(site_id: UUID, first: date, last: date, now: datetime) -> Facts:
    """What is the same as long as nothing of these days changes, whoever asks. One query.

    It also changes with the minute, because a board says how late people are: what the query does not see (a room
    renamed, a new policy, a task) is a minute old at most.
    """
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, [site_id, first, last])
        row = cursor.fetchone()
    return (*row, site_id, first, last, f"{now:%Y%m%d%H%M}")


def version_of(facts: Facts, user: User, *more: object) -> str:
    """The entity tag of a board for this reader: the same facts, the same person, in the same language."""
    told = [*facts, user.pk, get_language(), *more]
    return f'"{hashlib.blake2b(repr(told).encode(), digest_size=12).hexdigest()}"'
