"""A draft saved while the note is being signed, on two connections."""

from __future__ import annotations

import threading

import pytest

from clinic.core import failpoints
from tests.consent.test_consent_races import at_once


@pytest.mark.django_db(transaction=True)
def test_a_draft_that_comes_during_the_signature_is_refused_with_its_text_kept(hours):
    """The draft waits for the signature and is then told of it; the signed text is the one that was signed.

    Negative control: without the lock the draft passes the check of the version first and changes the text
    under the signature (the database's own trigger would then refuse it, with a bare error).
    """
    note = hours.save(hours.preparation().note, "As signed.")
    signing = threading.Event()

    def hold():
        signing.set()
        threading.Event().wait(0.3)

    failpoints.arm("note.sign", hold)
    try:
        signed, draft = at_once(
            lambda: hours.sign_note(note),
            lambda: signing.wait(5) and hours.save(note, "Typed meanwhile.", hours=1.7),
        )
    finally:
        failpoints.disarm()
    assert signed.status == "SIGNED"
    assert (draft.code, draft.details["theirs"]) == ("note-locked", "As signed.")
    note.refresh_from_db()
    assert (note.body, note.status) == ("As signed.", "SIGNED")


@pytest.mark.django_db(transaction=True)
def test_two_drafts_at_once_keep_one_and_show_it_to_the_other(hours):
    note = hours.preparation().note
    results = at_once(
        lambda: hours.save(note, "From the office.", version=1),
        lambda: hours.save(note, "From the tablet.", version=1),
    )
    kept = [r for r in results if not isinstance(r, Exception)]
    refused = [r for r in results if isinstance(r, Exception)]
    assert (len(kept), [r.code for r in refused]) == (1, ["draft-changed"])
    assert refused[0].details["theirs"] == kept[0].body
