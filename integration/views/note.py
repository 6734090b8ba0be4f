"""The note beside the hour: kept as it is typed, signed on a page of its own, added to."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinic.accounts.pages import SignedInRequest, allow, attempt, proof
from clinic.accounts.permissions import Permission
from clinic.core.localtime import clock_text
from integration.actions import note as actions
from integration.models import ProgressNote
from integration.views import session as sessions
from integration.views.forms import AddendumForm, NoteForm, SignNoteForm


def _visible(request: SignedInRequest, pk: UUID) -> ProgressNote:
    rows = ProgressNote.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("session", "author", "site", "patient", "signed_by"), pk=pk
    )


@require_POST
@allow(Permission.NOTE_WRITE)
def autosave(request: SignedInRequest, pk: UUID) -> JsonResponse:
    """What ``autosave.js`` sends: 200 with the new version, or 409 with the other text."""
    note = _visible(request, pk)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"sentence": _("This could not be read."), "theirs": ""}, status=400)
    tried = attempt(request, actions.save_draft, note, **form.cleaned_data)
    if tried.result is None:
        sentence = tried.error.sentence if tried.error else ""
        theirs = tried.error.details.get("theirs", "") if tried.error else ""
        return JsonResponse({"sentence": sentence, "theirs": theirs}, status=409)
    when = clock_text(tried.result.saved_at, note.site.timezone)
    saved = _("Draft saved %(when)s") % {"when": when}
    return JsonResponse({"version": tried.result.version, "saved": saved})


@require_POST
@allow(Permission.NOTE_WRITE)
def save(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The same without scripts; ``then=sign`` goes on to the signature."""
    note = _visible(request, pk)
    form = NoteForm(request.POST)
    tried = (
        attempt(request, actions.save_draft, note, form=form, **form.cleaned_data)
        if form.is_valid()
        else None
    )
    if tried is not None and tried.error is None:
        if request.POST.get("then") == "sign":
            return redirect("integration:note-sign", pk=pk)
        return redirect("integration:session", pk=note.session_id)
    if tried is not None and isinstance(tried.error, actions.NoteLocked):
        return _add_page(request, note, AddendumForm(initial={"body": form.data["body"]}), 422,
                         sentence=tried.error.sentence)  # fmt: skip
    return _both_texts(request, note, form, None if tried is None else tried.error)


def _both_texts(
    request: SignedInRequest, note: ProgressNote, form: NoteForm, error: Exception | None
) -> HttpResponse:
    """The page again with what was typed; where somebody saved meanwhile, their text beside it."""
    details = getattr(error, "details", {})
    again = NoteForm(
        initial={
            "body": form.data.get("body", ""),
            # Whoever saves now has seen the other text.
            "version": details.get("version", note.version),
        }
    )
    shown = {
        "note_form": again,
        "note_sentence": getattr(error, "sentence", _("The note could not be read.")),
        "theirs": details.get("theirs"),
    }
    return sessions.page(request, sessions.visible(request, note.session_id), 422, **shown)


@allow(Permission.NOTE_WRITE)
def sign(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The text as it will stand, and the password."""
    note = _visible(request, pk)
    if note.is_signed:
        return redirect("integration:session", pk=note.session_id)
    form = SignNoteForm(request.POST or None, initial={"version": note.version})
    if request.method == "POST" and form.is_valid():
        proved_at = proof(request, form)
        version = form.cleaned_data["version"]
        if proved_at and attempt(
            request, actions.sign, note, form=form, version=version, authenticated_at=proved_at
        ):
            return redirect("integration:session", pk=note.session_id)
    return render(
        request,
        "integration/note_sign.html",
        {"note": note, "patient": note.patient, "form": form},
        status=422 if form.errors else 200,
    )


@allow(Permission.NOTE_WRITE)
def add(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """An addendum under a signed note."""
    note = _visible(request, pk)
    form = AddendumForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        proved_at = proof(request, form)
        body = form.cleaned_data["body"]
        if proved_at and attempt(
            request, actions.addend, note, form=form, body=body, authenticated_at=proved_at
        ):
            return redirect("integration:session", pk=note.session_id)
    return _add_page(request, note, form, 422 if form.errors else 200)


def _add_page(
    request: SignedInRequest,
    note: ProgressNote,
    form: AddendumForm,
    status: int,
    sentence: str = "",
) -> HttpResponse:
    shown = {"note": note, "patient": note.patient, "form": form, "sentence": sentence}
    return render(request, "integration/note_add.html", shown, status=status)
