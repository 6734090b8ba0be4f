"""A signature in the database: not even SQL makes one around the rules, and none is changed afterwards."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from clinic.accounts.system import SETUP
from clinic.core.actor import acting_as
from consent.actions import consent as actions
from consent.actions.consent.reading import NotWaiting
from consent.models import ElementAcknowledgement


def as_setup(sql, values=()):
    """One statement, undone again: what is asked is whether the database lets it pass."""
    with transaction.atomic(), acting_as(SETUP), connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        transaction.set_rollback(True)


def sign_in_sql(consent, **columns):
    """A signature written around the action, as a shell or a careless script might."""
    values = {
        "state": "SIGNED",
        "signed_at": consent.issued_at,
        "signed_by_id": None,
        "signature": '{"typed_name": "Aster Specimen"}',
        "signed_sha256": consent.form.sha256,
        "expires_on": date(2027, 1, 1),
        **columns,
    }
    names = ", ".join(f"{name} = %s" for name in values)
    as_setup(f"UPDATE consent_consent SET {names} WHERE id = %s", [*values.values(), consent.pk])


def test_not_even_sql_signs_around_the_rules(issued, ceremony):
    """Each trigger by itself. Negative control: the last line is the same statement with nothing missing."""
    who = ceremony.walk.nurse.pk
    actions.acknowledge(issued, element="touch", by=ceremony.walk.nurse, at=ceremony.at)
    issued.refresh_from_db()
    with pytest.raises(DatabaseError, match="is not acknowledged"):
        sign_in_sql(issued, signed_by_id=who)
    ceremony.read(issued)
    with pytest.raises(DatabaseError, match="another wording"):
        sign_in_sql(issued, signed_by_id=who, signed_sha256="0" * 64)
    with pytest.raises(DatabaseError, match="has no name"):
        sign_in_sql(issued, signed_by_id=who, signature='{"typed_name": " "}')
    with pytest.raises(DatabaseError, match="consent_signature_is_whole_or_absent"):
        sign_in_sql(issued)
    with pytest.raises(DatabaseError):
        sign_in_sql(issued, signed_by_id=who, state="WITHDRAWN", withdrawn_at=ceremony.at)
    sign_in_sql(issued, signed_by_id=who)


CHANGES = [
    'signature = signature || \'{"typed_name": "Somebody Else"}\'',
    "signed_at = signed_at - interval '1 day'",
    "expires_on = expires_on + 365",
    "signed_sha256 = repeat('0', 64)",
    "form_id = (SELECT id FROM consent_consentform WHERE type = 'ROUTE_ANNEX_IM')",
    "routes = '{IM}'",
    "type = 'TOUCH'",
    "state = 'PARTIAL'",
    "state = 'ISSUED'",
]


def test_a_signature_stands(issued, ceremony):
    ceremony.signed(issued)
    for change in CHANGES:
        with pytest.raises(DatabaseError):
            as_setup(f"UPDATE consent_consent SET {change} WHERE id = '{issued.pk}'")


def test_ticks_and_answers_are_frozen_by_the_signature(issued, ceremony):
    """Negative control: the same statements pass while the consent waits."""
    ceremony.read(issued)
    untick = (
        "UPDATE consent_elementacknowledgement SET taken_back_at = acknowledged_at"
        f" WHERE consent_id = '{issued.pk}' AND element = 'touch'"
    )
    reword = f"UPDATE consent_teachbackanswer SET answer = 'x' WHERE consent_id = '{issued.pk}'"
    as_setup(untick)
    as_setup(reword)
    ceremony.sign(issued)
    for sql in (untick, reword):
        with pytest.raises(DatabaseError, match="stands"):
            as_setup(sql)
    with pytest.raises(NotWaiting, match="This form is signed"):
        ceremony.read(issued)
    with pytest.raises(DatabaseError, match="stands"):
        add_tick(issued, ceremony)


def add_tick(consent, ceremony):
    with transaction.atomic(), acting_as(SETUP):
        ElementAcknowledgement(
            consent=consent,
            patient_id=consent.patient_id,
            site_id=consent.site_id,
            element="made_up",
            acknowledged_at=ceremony.at,
            created_at=ceremony.at,
        ).save()


def test_a_consent_is_never_born_signed(issued):
    with pytest.raises(DatabaseError, match="begins as ISSUED"):
        as_setup(
            "INSERT INTO consent_consent (id, created_at, version, course_id, patient_id, site_id,"
            " form_id, type, state, routes, issued_at, signed_sha256, reason) SELECT"
            " gen_random_uuid(), created_at, 1, course_id, patient_id, site_id, form_id, 'TOUCH',"
            f" 'PARTIAL', routes, issued_at, '', '' FROM consent_consent WHERE id = '{issued.pk}'"
        )
