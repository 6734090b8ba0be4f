"""A canary in every name a message could carry: none of it reaches a telephone or a mailbox."""

from datetime import date, timedelta

import pytest

from clinic.outbox import engine
from clinic.outbox.models import Message
from clinic.scheduling.actions import appointment as actions
from patients.actions import patient as patients
from tests.clinic.reminders.conftest import NEXT_WEEK, denver
from tests.clinic.reminders.test_texts import BANNED

pytestmark = pytest.mark.django_db


def test_no_name_no_drug_no_purpose_in_anything_that_left(book, walk, aster, sink, monkeypatch):
    """Negative control: the clinic's neutral name does appear, so the search sees what was sent."""
    monkeypatch.setattr("clinic.outbox.senders.sms.forbid_transaction", lambda: None)
    monkeypatch.setattr("clinic.outbox.senders.email.forbid_transaction", lambda: None)
    patients.edit(
        aster.patient,
        given_name="Canarygiven",
        family_name="Canaryfamily",
        preferred_name="Canarypet",
        birth_date=date(1971, 3, 17),
        by=walk.desk,
        at=walk.at,
    )
    visits = [
        book("PREPARATION"),
        book("DOSING", NEXT_WEEK + timedelta(days=1)),
        book("INTEGRATION", NEXT_WEEK + timedelta(days=2)),
    ]
    moved = actions.move(
        visits[0], starts_at=NEXT_WEEK + timedelta(hours=2), by=walk.desk, at=walk.at
    )
    actions.cancel(visits[2], reason="STAFF_AWAY", by=walk.desk, at=walk.at)
    for day in (24, 25, 26, 30, 1, 2, 3, 4):
        for clock in ("09:00", "10:05", "12:05", "19:35"):
            engine.dispatch(at=denver(day, clock), senders=1)
    refs = {str(each.ref) for each in Message.objects.filter(patient_id=aster.patient_id)}
    left = [text["body"] for text in sink.texts() if text["ref"] in refs]
    left += [
        mail["subject"] + mail["text"] + str(mail["headers"])
        for mail in sink.mails()
        if any(ref in mail["message_id"] for ref in refs)
    ]
    assert len(left) >= 10
    assert moved.visit_id == visits[0].visit_id
    names = [walk.therapist.name, walk.prescriber.name, walk.nurse.name, "Chair", "Willow", "1971"]
    for words in left:
        assert "Canary" not in words
        assert not any(name in words for name in names), words
        assert not BANNED.search(words), words
    assert all("Thistledown" in words for words in left)
