"""The signature of a therapy session stands, also against the owner of the tables."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from clinic.accounts.system import SETUP
from clinic.core.actor import acting_as
from clinic.core.errors import DomainError


def as_setup(sql):
    with transaction.atomic(), acting_as(SETUP), connection.cursor() as cursor:
        cursor.execute(sql)
        transaction.set_rollback(True)


CHANGES = [
    "completed_at = completed_at - interval '1 minute'",
    "therapist_id = voided_by_id",
    "kind = 'INTEGRATION'",
    "status = 'OPEN'",
    "licence_id = NULL",
    "started_at = started_at - interval '1 minute'",
]


def test_a_signed_session_stands(hours):
    session = hours.prepared()
    for change in CHANGES:
        with pytest.raises(DatabaseError):
            as_setup(f"UPDATE integration_therapysession SET {change} WHERE id = '{session.pk}'")


def test_the_signature_freezes_what_was_recorded(hours):
    """Negative control: the same statement passes while the session is under way."""
    session = hours.preparation()
    hours.topics(session)
    reword = (
        f"UPDATE integration_preparationtopic SET words = 'x' WHERE session_id = '{session.pk}'"
    )
    as_setup(reword)
    hours.complete(session)
    with pytest.raises(DatabaseError, match="stands"):
        as_setup(reword)
    with pytest.raises(DomainError, match="This session is signed"):
        hours.topics(session, {"TOUCH": "Changed."})
