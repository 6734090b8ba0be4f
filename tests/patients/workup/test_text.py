"""The words of a screening: every version is kept, two people lose nothing, a signature holds them."""

import pytest
from django.db import DatabaseError, connection, transaction

from clinic.core.errors import DomainError
from patients.actions import screening
from patients.actions.workup import text
from patients.models import ScreeningText
from tests.patients.conftest import ABSENT


def typed(body, seen=None):
    return text.Typed(body, seen)


def test_every_version_of_a_text_is_kept(walk):
    sheet = walk.screening()
    for body in ("One", "One", "Two"):
        text.save(sheet, texts={"HISTORY": typed(body)}, by=walk.nurse, at=walk.at)
    rows = ScreeningText.objects.filter(screening=sheet).order_by("number")
    assert [(row.number, row.body) for row in rows] == [(1, "One"), (2, "Two")]


def test_two_people_write_and_nothing_is_lost(walk):
    """With ``seen`` left out of the comparison the second overwrites the first unseen: red."""
    sheet = walk.screening()
    both = {"HISTORY": typed("Nurse's words", 0), "WORRIES": typed("Needles", 0)}
    text.save(sheet, texts=both, by=walk.nurse, at=walk.at)
    saved = text.save(
        sheet,
        texts={"HISTORY": typed("Therapist's words", 0), "EXPECTATIONS": typed("Sleep", 0)},
        by=walk.therapist,
        at=walk.at,
    )
    [clash] = saved.clashes
    assert (clash.about, clash.typed, clash.theirs.body) == (
        "HISTORY",
        "Therapist's words",
        "Nurse's words",
    )
    now = {row.about: row.body for row in ScreeningText.objects.newest()}
    assert now == {"HISTORY": "Nurse's words", "WORRIES": "Needles", "EXPECTATIONS": "Sleep"}


def test_a_text_under_a_signature_stands(walk):
    sheet = walk.sign(walk.complete_screening())
    with pytest.raises(DomainError, match="signed"):
        text.save(sheet, texts={"HISTORY": typed("Later")}, by=walk.nurse, at=walk.at)


def test_a_text_makes_a_complete_screening_a_draft_again(walk):
    sheet = walk.complete_screening()
    text.save(sheet, texts={"HISTORY": typed("More")}, by=walk.nurse, at=walk.at)
    sheet.refresh_from_db()
    assert (sheet.status, sheet.completed_at) == ("DRAFT", None)


@pytest.mark.django_db
def test_the_database_holds_signed_texts_and_saved_versions(walk):
    """Each of these goes through without its trigger or grant."""
    sheet = walk.screening()
    text.save(sheet, texts={"HISTORY": typed("One")}, by=walk.nurse, at=walk.at)
    screening.record_findings(sheet, findings=ABSENT, by=walk.nurse, at=walk.at)
    screening.complete(sheet, by=walk.nurse, at=walk.at)
    changed = "UPDATE patients_screeningtext SET body = 'x'"
    added = """INSERT INTO patients_screeningtext SELECT (jsonb_populate_record(t,
        '{"id": "01900000-0000-7000-8000-000000000001", "number": 2}')).* FROM patients_screeningtext t"""
    for sql, why in ((changed, "permission denied"), (added, "stand as they are")):
        with (
            pytest.raises(DatabaseError, match=why),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)
