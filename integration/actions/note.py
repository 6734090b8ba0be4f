"""Writing, signing and adding to a progress note. Nothing typed is ever overwritten by somebody else's text."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core.errors import DomainError, InvalidInput, StaleVersion
from clinic.core.events import publish
from clinic.core.failpoints import failpoint
from clinic.core.localtime import clock_text
from clinic.core.states import require_move
from integration.events import NoteSigned
from integration.models import NoteAddendum, ProgressNote
from integration.policies.therapy import NotYours

BODY_MAX = 100_000  # characters


class DraftChanged(StaleVersion):
    """The draft was saved elsewhere meanwhile. ``details``: ``theirs`` is the text as it stands,
    ``version`` the number to save on top of it."""

    code = "draft-changed"


class NoteLocked(DomainError):
    """It is signed: it grows by addenda. ``details["theirs"]`` is what was signed."""

    code = "note-locked"


class NotSignedYet(DomainError):
    """An addendum follows a signature; before it, the draft itself is changed."""

    code = "note-not-signed"


@action(Permission.NOTE_WRITE)
def save_draft(
    note: ProgressNote, *, body: str, version: int, by: User, at: datetime
) -> ProgressNote:
    """Keep what was typed on top of the ``version`` it was typed into.

    The same text again changes nothing. Another text meanwhile raises ``DraftChanged`` with it, and
    nothing is overwritten.
    """
    note = _lock(note)
    _require_author(note, by)
    return _keep(note, body, version, at)


@action(Permission.NOTE_WRITE, fresh=True)
def sign(
    note: ProgressNote, *, version: int, body: str | None = None, by: User, at: datetime
) -> ProgressNote:
    """Lock it, with the text of ``version``, or with ``body`` on top of it. Its author alone signs."""
    note = _lock(note)
    _require_author(note, by)
    if note.is_signed and body in {None, note.body}:
        return note
    note = _keep(note, note.body if body is None else body, version, at)
    if not note.body.strip():
        raise InvalidInput(_("There is nothing to sign yet."), field="body")
    require_move(
        ProgressNote.MOVES,
        ProgressNote.Status(note.status),
        ProgressNote.Status.SIGNED,
        what=_("note"),
    )
    failpoint("note.sign")
    note.status = ProgressNote.Status.SIGNED
    note.signed_at, note.signed_by = at, by
    note.save()
    publish(
        NoteSigned(
            note_id=note.pk,
            session_id=note.session_id,
            course_id=note.session.course_id,
            patient_id=note.patient_id,
            site_id=note.site_id,
            author_id=note.author_id,
            at=at,
        )
    )
    return note


@action(Permission.NOTE_WRITE, fresh=True)
def addend(note: ProgressNote, *, body: str, by: User, at: datetime) -> NoteAddendum:
    """Add to a signed note, under it, in the name of whoever adds. Signed as it is written."""
    note = _lock(note)
    if not note.is_signed:
        raise NotSignedYet(_("This note is not signed yet. Its author can still change it."))
    addendum = NoteAddendum(
        note=note,
        patient_id=note.patient_id,
        site_id=note.site_id,
        author=by,
        body=_fitting(body).strip(),
        added_at=at,
        created_at=at,
    )
    if not addendum.body:
        raise InvalidInput(_("Write what is to be added."), field="body")
    addendum.save()
    return addendum


def _lock(note: ProgressNote) -> ProgressNote:
    return (
        ProgressNote.objects.select_for_update(of=("self",))
        .select_related("session", "author", "site")
        .get(pk=note.pk)
    )


def _require_author(note: ProgressNote, by: User) -> None:
    if note.author_id != by.pk:
        raise NotYours(_("This note is its author's. Once it is signed, add to it."))


def _keep(note: ProgressNote, body: str, version: int, at: datetime) -> ProgressNote:
    body = _fitting(body)
    if body == note.body and not note.is_signed:
        return note
    when = clock_text(note.signed_at or note.saved_at, note.site.timezone)
    if note.is_signed:
        raise NoteLocked(
            _(
                "%(who)s signed this note at %(when)s. Your text was not saved; it stands below. Add it as an"
                " addendum."
            )
            % {"who": note.author.name, "when": when},
            theirs=note.body,
        )
    if note.version != version:
        raise DraftChanged(
            _(
                "%(who)s saved this note at %(when)s. Both texts are below; nothing was overwritten."
            )
            % {"who": note.author.name, "when": when},
            theirs=note.body,
            version=note.version,
        )
    note.body, note.saved_at = body, at
    note.save()
    return note


def _fitting(body: str) -> str:
    body = body.replace("\r\n", "\n")
    if len(body) > BODY_MAX:
        raise InvalidInput(_("Keep a note under 100,000 characters."), field="body")
    return body
