"""The registry of forms: what is published stays, word for word."""

from __future__ import annotations

import json
from dataclasses import replace

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from clinic.accounts.system import SETUP
from clinic.core.actor import acting_as
from consent.models import ConsentForm
from consent.wording.shipped import SHIPPED
from consent.wording.wording import Element


def test_the_shipped_forms_are_there_marked_as_samples(db):
    shipped = {form.type: form for form in ConsentForm.objects.filter(is_sample=True)}
    assert set(shipped) == {
        "KAP_TREATMENT",
        "ROUTE_ANNEX_IV",
        "ROUTE_ANNEX_IM",
        "ROUTE_ANNEX_SL",
        "MAINTENANCE_ADDENDUM",
    }
    assert all(form.edition == 1 for form in shipped.values())


def test_the_treatment_form_has_the_22_elements_and_three_questions(db):
    form = ConsentForm.objects.get(type="KAP_TREATMENT", edition=1)
    assert len(form.wording.elements) == 22
    assert len({element.key for element in form.wording.elements}) == 22
    assert len(form.wording.questions) >= 3
    off_label = next(e for e in form.wording.elements if e.key == "off_label")
    assert "not approved ketamine for depression" in off_label.text


def test_the_database_and_the_program_compute_the_same_fingerprint(db):
    """Both over every shipped form, and over one with characters outside ASCII and empty lists."""
    for form in ConsentForm.objects.all():
        assert form.sha256 == form.wording.sha256 == fingerprint_in_database(form)
    assert {form.sha256 for form in ConsentForm.objects.all()} >= {w.sha256 for w in SHIPPED}


def fingerprint_in_database(form: ConsentForm) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT encode(sha256(convert_to(public.consent_wording(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s),"
            " 'UTF8')), 'hex')",
            [
                form.type,
                form.edition,
                form.jurisdiction,
                form.language,
                form.routes,
                form.title,
                form.body,
                json.dumps(form.elements),
                json.dumps(form.questions),
                form.meaning,
            ],
        )
        return cursor.fetchone()[0]


def test_a_word_moved_to_the_next_element_gives_another_fingerprint():
    """The lengths are what makes it so: without them both would read the same in a row."""
    one, two = Element("a1", "A", "one two"), Element("b1", "B", "three")
    moved = Element("a1", "A", "one"), Element("b1", "B", " twothree")
    base = SHIPPED[1]
    assert rebuilt(base, (one, two)).sha256 != rebuilt(base, moved).sha256


def rebuilt(wording, elements):
    return replace(wording, elements=elements)


CHANGES = [
    "title = title || '!'",
    "body = ''",
    "meaning = 'something else'",
    "elements = elements - 0",
    "routes = '{IM}'",
    "sha256 = repeat('0', 64)",
    "material = NOT material",
    "effective_from = effective_from + interval '1 day'",
    "is_sample = false",
]


def test_a_published_form_never_changes(db):
    """Negative control: the last test of this file retires one, which is the only change let through."""
    for change in CHANGES:
        with pytest.raises(DatabaseError, match="stands as it is"):
            as_setup(f"UPDATE consent_consentform SET {change} WHERE type = 'ROUTE_ANNEX_IV'")


def as_setup(sql: str) -> None:
    with transaction.atomic(), acting_as(SETUP), connection.cursor() as cursor:
        cursor.execute(sql)


def test_not_even_the_owner_stores_words_under_the_wrong_fingerprint(owner_connection):
    """With the freezing trigger switched off the check of the fingerprint still holds."""
    with pytest.raises(psycopg.errors.CheckViolation) as refused:
        tamper(owner_connection)
    assert refused.value.diag.constraint_name == "consent_form_hash_is_of_its_wording"


def tamper(owner) -> None:
    with owner.transaction():
        owner.execute("SET LOCAL app.actor = 'system:migration'")
        owner.execute("ALTER TABLE consent_consentform DISABLE TRIGGER USER")
        owner.execute(
            "UPDATE consent_consentform SET body = body || ' ' WHERE type = 'ROUTE_ANNEX_IV'"
        )


def test_a_retired_form_stays_retired(db, at):
    retire(ConsentForm.objects.get(type="ROUTE_ANNEX_IV"), at)
    with pytest.raises(DatabaseError, match="was retired"):
        retire(ConsentForm.objects.get(type="ROUTE_ANNEX_IV"), None)


def retire(form, at) -> None:
    with transaction.atomic(), acting_as(SETUP, at=at):
        form.retired_at = at
        form.save()
