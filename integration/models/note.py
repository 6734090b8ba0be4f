"""The progress note of a therapy session: a part of the record, read by the clinicians of the site.

What a psychotherapy note is in law (45 CFR 164.501) does not belong here: a progress note is summary, plan,
symptoms, progress.
"""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clinic.accounts.permissions import Permission
from clinic.core.actor import Actor
from clinic.core.states import machine
from integration.models.therapy_session import TherapySession
from patients.models.about_patient import AboutPatient, AboutPatientQuerySet


class NoteStatus(models.TextChoices):
    DRAFT = "DRAFT", _("Draft")
    SIGNED = "SIGNED", _("Signed")


class ProgressNoteQuerySet(AboutPatientQuerySet["ProgressNote"]):
    VIEW = Permission.NOTE_VIEW

    def visible_to(self, actor: Actor) -> Self:
        """Clinicians of the site; the patient reads what is signed."""
        sites = actor.sites_with(self.VIEW)
        if sites is None:
            return self
        allowed = Q(site_id__in=sites)
        own = actor.patient_id()
        if own is not None:
            allowed |= Q(patient_id=own, status=NoteStatus.SIGNED)
        return self.filter(allowed)

    def unsigned(self) -> Self:
        """Drafts of sessions that stand: what somebody still owes the record."""
        return self.filter(status=NoteStatus.DRAFT).exclude(session__status="VOIDED")

    def by_author(self, user: Any) -> Self:
        return self.filter(author=user)

    def oldest_first(self) -> Self:
        return self.order_by("session__started_at", "id")


@machine()
class ProgressNote(AboutPatient):
    """One a session. A draft is its author's; signed it is locked, and grows by addenda alone."""

    Status = NoteStatus

    MOVES: ClassVar = {NoteStatus.DRAFT: {NoteStatus.SIGNED}, NoteStatus.SIGNED: set()}

    session = models.OneToOneField(TherapySession, on_delete=models.PROTECT, related_name="note")
    author = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    body = models.TextField(blank=True)
    status = models.CharField(max_length=6, choices=NoteStatus.choices, default=NoteStatus.DRAFT)
    saved_at = models.DateTimeField(help_text=_("When the draft was last saved."))
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects: ClassVar[ProgressNoteQuerySet] = ProgressNoteQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [models.Index(fields=["author", "status"], name="note_of_author")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=["DRAFT", "SIGNED"]), name="note_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(status="DRAFT", signed_at=None, signed_by=None)
                | Q(status="SIGNED", signed_at__isnull=False, signed_by=F("author")),
                name="a_note_is_signed_by_its_author",
            ),
            models.CheckConstraint(
                condition=~Q(status="SIGNED") | Q(body__regex=r"\S"),
                name="a_signed_note_has_words",
            ),
        ]

    @property
    def is_signed(self) -> bool:
        return self.status == NoteStatus.SIGNED


class NoteAddendumQuerySet(AboutPatientQuerySet["NoteAddendum"]):
    VIEW = Permission.NOTE_VIEW
    OWN = True

    def in_order(self) -> Self:
        return self.order_by("added_at", "id")


class NoteAddendum(AboutPatient):
    """What was added to a signed note, by whom and when; shown under it, never inside it."""

    APPEND_ONLY = True

    note = models.ForeignKey(ProgressNote, on_delete=models.PROTECT, related_name="addenda")
    author = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    body = models.TextField()
    added_at = models.DateTimeField()

    objects: ClassVar[NoteAddendumQuerySet] = NoteAddendumQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(body__regex=r"\S"), name="an_addendum_has_words")
        ]
