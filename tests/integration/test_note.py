"""The progress note: drafted without losing a word, signed, locked, added to."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from clinic.accounts.system import SETUP
from clinic.core.actor import acting_as
from clinic.core.errors import FreshSignInNeeded, InvalidInput, NotAllowed
from integration.actions import note as notes
from integration.models import NoteAddendum, ProgressNote
from integration.policies.therapy import NotYours


@pytest.fixture
def note(hours):
    return hours.preparation().note


def test_a_session_begins_with_an_empty_note_of_its_therapist(note, hours):
    assert (note.status, note.body, note.author) == ("DRAFT", "", hours.therapist)
    assert list(ProgressNote.objects.unsigned().by_author(hours.therapist)) == [note]


def test_a_draft_is_kept_on_top_of_the_version_it_was_typed_into(note, hours):
    saved = hours.save(note, "She slept.")
    assert (saved.body, saved.version) == ("She slept.", 2)
    again = hours.save(saved, "She slept. Better.")
    assert again.version == 3


def test_two_windows_never_overwrite_each_other(note, hours):
    """Negative control: without the version asked for, the second text would be saved over the first."""
    hours.save(note, "From the office.", version=1)
    with pytest.raises(notes.DraftChanged) as refused:
        hours.save(note, "From the tablet.", version=1)
    assert refused.value.sentence == (
        "Theo Faux saved this note at 10:00 MST. Both texts are below; nothing was overwritten."
    )
    assert refused.value.details == {"theirs": "From the office.", "version": 2}
    note.refresh_from_db()
    assert note.body == "From the office."


def test_the_same_text_sent_twice_is_no_conflict(note, hours):
    """A retry after a lost answer: the version it names is old, the text is the one that is there."""
    hours.save(note, "Once.", version=1)
    assert hours.save(note, "Once.", version=1).version == 2


def test_every_draft_stays_in_history(note, hours):
    first = hours.save(note, "One.")
    hours.save(first, "Two.")
    assert list(note.history.order_by("history_id").values_list("body", flat=True)) == [
        "",
        "One.",
        "Two.",
    ]


def test_only_its_author_writes_and_signs(note, hours, director):
    for attempt in (
        lambda: hours.save(note, "Mine.", by=director),
        lambda: hours.sign_note(note, by=director, body="Mine."),
    ):
        with pytest.raises(NotYours):
            attempt()
    for stranger in (hours.walk.nurse, hours.walk.desk):
        with pytest.raises(NotAllowed):
            hours.save(note, "Mine.", by=stranger)


def test_signing_locks_the_note(note, hours):
    signed = hours.sign_note(hours.save(note, "She slept."))
    assert (signed.status, signed.signed_by) == ("SIGNED", hours.therapist)
    with pytest.raises(notes.NoteLocked) as refused:
        hours.save(signed, "She slept well.")
    assert "Add it as an addendum" in refused.value.sentence
    assert refused.value.details["theirs"] == "She slept."
    assert not ProgressNote.objects.unsigned().exists()


CHANGES = (
    "body = 'x'",
    "status = 'DRAFT'",
    "signed_at = now()",
    "author_id = NULL",
    "version = 9",
)


def test_not_even_sql_changes_a_signed_note(note, hours):
    hours.sign_note(hours.save(note, "She slept."))
    for change in CHANGES:
        with pytest.raises(DatabaseError):
            as_setup(f"UPDATE integration_progressnote SET {change} WHERE id = '{note.pk}'")


def as_setup(sql):
    with transaction.atomic(), acting_as(SETUP), connection.cursor() as cursor:
        cursor.execute(sql)
        transaction.set_rollback(True)


def test_what_is_signed_is_what_was_on_the_screen(note, hours):
    """Signed from a window that had not seen the later draft: refused, nothing locked."""
    hours.save(note, "The later text.", version=1)
    with pytest.raises(notes.DraftChanged):
        hours.sign_note(note, version=1, body="The earlier text.")
    note.refresh_from_db()
    assert (note.status, note.body) == ("DRAFT", "The later text.")
    assert hours.sign_note(note, version=2, body="Both.").body == "Both."


def test_signing_needs_words_and_a_password(note, hours):
    with pytest.raises(InvalidInput, match="nothing to sign"):
        hours.sign_note(note)
    note = hours.save(note, "She slept.")
    with pytest.raises(FreshSignInNeeded):
        notes.sign(note, version=note.version, by=hours.therapist, at=hours.at(2))


def test_signing_twice_is_signing_once(note, hours):
    first = hours.sign_note(hours.save(note, "She slept."))
    assert hours.sign_note(first, hours=1.9).signed_at == first.signed_at


def test_an_addendum_follows_a_signature(note, hours):
    with pytest.raises(notes.NotSignedYet):
        hours.addend(note, "And ate.")
    signed = hours.sign_note(hours.save(note, "She slept."))
    addendum = hours.addend(signed, "And ate.", by=hours.walk.prescriber)
    assert (addendum.author, addendum.body) == (hours.walk.prescriber, "And ate.")
    signed.refresh_from_db()
    assert signed.body == "She slept."
    with pytest.raises(InvalidInput):
        hours.addend(signed, "  ")


def test_the_database_takes_no_addendum_before_the_signature(note, hours):
    with pytest.raises(DatabaseError, match="write in the note itself"):
        add_early(note, hours)


def add_early(note, hours):
    with transaction.atomic(), acting_as(SETUP):
        NoteAddendum(
            note=note,
            patient_id=note.patient_id,
            site_id=note.site_id,
            author=hours.therapist,
            body="Too early.",
            added_at=hours.at(1),
            created_at=hours.at(1),
        ).save()


def test_an_addendum_is_never_changed(note, hours):
    addendum = hours.addend(hours.sign_note(hours.save(note, "She slept.")), "And ate.")
    with pytest.raises(DatabaseError, match="permission denied"):
        as_setup(f"UPDATE integration_noteaddendum SET body = 'x' WHERE id = '{addendum.pk}'")


def test_notes_are_for_clinicians_of_the_site(note, hours, other_prescriber):
    for reader, sees in (
        (hours.therapist, True),
        (hours.walk.prescriber, True),
        (hours.walk.nurse, False),
        (hours.walk.desk, False),
        (other_prescriber, False),
    ):
        assert ProgressNote.objects.visible_to(reader).exists() is sees


def test_the_note_of_a_void_session_is_owed_by_nobody(note, hours):
    hours.void(note.session)
    assert not ProgressNote.objects.unsigned().exists()
