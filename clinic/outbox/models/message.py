"""A message owed to one patient, or to one of the staff."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Set
from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clinic.accounts.permissions import Permission
from clinic.audit import reads
from clinic.core.actor import Actor
from clinic.core.ids import uuid7
from clinic.core.states import machine
from clinic.outbox.models.contact_point import Channel


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, actor: Actor) -> Self:
        sites = actor.sites_with(Permission.MESSAGE_VIEW)
        return self if sites is None else self.filter(site_id__in=sites)

    def to_claim(self, at: datetime) -> Self:
        """Due and still useful, the longest waiting first."""
        return self.filter(
            state=Message.State.PENDING, next_attempt_at__lte=at, not_after__gt=at
        ).order_by("next_attempt_at", "id")

    def leased(self, pk: UUID, token: UUID) -> Self:
        """The row, if it is still the holder of this token who asks."""
        return self.filter(pk=pk, state=Message.State.SENDING, lease_token=token)

    def abandoned(self, at: datetime) -> Self:
        """In somebody's hand whose lease ran out: killed, frozen or cut off."""
        return self.filter(state=Message.State.SENDING, lease_until__lt=at)

    def to_reconcile(self, at: datetime) -> Self:
        return self.filter(state=Message.State.UNKNOWN, next_attempt_at__lte=at).order_by(
            "next_attempt_at", "id"
        )

    def to_expire(self, at: datetime) -> Self:
        waiting = [Message.State.PENDING, Message.State.UNKNOWN]
        return self.filter(state__in=waiting, not_after__lte=at).order_by("not_after", "id")

    def about(self, subject_id: UUID) -> Self:
        return self.filter(subject_id=subject_id)

    def of_patient(self, patient_id: UUID) -> Self:
        return self.filter(patient_id=patient_id)

    def newest_first(self) -> Self:
        return self.order_by("-due_at", "-id")


@machine("state")
class Message(models.Model):
    """One promise on one channel. The key makes a second one for the same cause impossible.

    Not a Record: it is claimed by conditional updates, which leave no readable history. The row trigger still
    records every change, and ``Attempt`` says what happened in words. It holds no text: the words are made when
    it goes, from facts that may have changed since.

    Either ``patient_id`` says whom it is for, or ``staff`` does: then it goes to that person's own ``StaffContact``
    and says nothing about any patient.

    ``topic`` names the checker that says whether it is still right. ``ref`` is what the provider is given: callback
    path, Message-ID, the key it is looked up by. ``occurrence`` is the time it is about.
    """

    class State(models.TextChoices):
        PENDING = "PENDING", _("Waits for its time")
        SENDING = "SENDING", _("Being sent")
        UNKNOWN = "UNKNOWN", _("Not known whether it went")
        SENT = "SENT", _("Sent")
        DELIVERED = "DELIVERED", _("Delivered")
        FAILED = "FAILED", _("Not delivered")
        DEAD = "DEAD", _("Could not be sent")
        CANCELLED = "CANCELLED", _("Not needed any more")
        EXPIRED = "EXPIRED", _("Its time went by")

    class Reason(models.TextChoices):
        """Why it did not go."""

        VISIT_CANCELLED = "VISIT_CANCELLED", _("The visit was cancelled.")
        VISIT_MOVED = "VISIT_MOVED", _("The visit was moved to another time.")
        VISIT_OVER = "VISIT_OVER", _("The visit was over or under way.")
        COURSE_PAUSED = "COURSE_PAUSED", _("The course is paused or ended.")
        NO_DOSE = "NO_DOSE", _("No dose was given at that visit.")
        PATIENT_DIED = "PATIENT_DIED", _("The patient died.")
        RECORD_MERGED = "RECORD_MERGED", _("The record was joined with another.")
        UNDONE = "UNDONE", _("The change it told of was undone at once.")
        REPLACED = "REPLACED", _("A later message says it better.")
        NO_ADDRESS = "NO_ADDRESS", _("No address on record for this channel.")
        NO_CONSENT = "NO_CONSENT", _("No agreement to messages there.")
        OPTED_OUT = "OPTED_OUT", _("Asked for no messages there.")
        WRONG_ADDRESS = "WRONG_ADDRESS", _("The number or mailbox does not exist.")
        NOT_DELIVERED = "NOT_DELIVERED", _("The telephone company could not deliver it.")
        TOO_MANY_TRIES = "TOO_MANY_TRIES", _("It failed too often.")
        NOT_CONFIRMED = "NOT_CONFIRMED", _("Nobody can say whether it arrived.")
        OFFER_OVER = "OFFER_OVER", _("The offer was answered or over.")
        ANSWERED = "ANSWERED", _("Somebody had taken it on already.")
        NOT_DUE = "NOT_DUE", _("It was answered, or is not asked for any more.")
        TOO_LATE = "TOO_LATE", _("It could not go in time.")

    MOVES: ClassVar[Mapping[str, Set[str]]] = {
        State.PENDING: {State.SENDING, State.CANCELLED, State.EXPIRED},
        State.SENDING: {
            State.PENDING,
            State.UNKNOWN,
            State.SENT,
            State.DELIVERED,
            State.FAILED,
            State.DEAD,
            State.CANCELLED,
        },
        State.UNKNOWN: {
            State.PENDING,
            State.SENT,
            State.DELIVERED,
            State.FAILED,
            State.DEAD,
            State.EXPIRED,
        },
        State.SENT: {State.DELIVERED, State.FAILED},
        State.FAILED: {State.DELIVERED},
        State.CANCELLED: {State.PENDING},
        State.EXPIRED: {State.PENDING, State.SENT, State.DELIVERED, State.FAILED},
        State.DEAD: {State.PENDING},
        State.DELIVERED: set(),
    }

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    created_at = models.DateTimeField(editable=False)
    ref = models.UUIDField(default=uuid4, unique=True, editable=False)
    site = models.ForeignKey("sites.Site", on_delete=models.PROTECT, related_name="+")
    patient_id = models.UUIDField(null=True, blank=True)
    staff = models.ForeignKey(
        "accounts.User",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    topic = models.CharField(max_length=20)
    subject_id = models.UUIDField()
    kind = models.CharField(max_length=40)
    version = models.PositiveIntegerField(default=0)
    channel = models.CharField(max_length=5, choices=Channel.choices)
    occurrence = models.DateTimeField()
    before_event = models.BooleanField()
    due_at = models.DateTimeField()
    not_after = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    reason = models.CharField(max_length=16, choices=Reason.choices, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    lease_token = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    handed_over_at = models.DateTimeField(null=True, blank=True)
    provider_id = models.CharField(max_length=120, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=40, blank=True)

    objects: ClassVar[MessageQuerySet] = MessageQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["next_attempt_at"], condition=Q(state="PENDING"), name="message_due"
            ),
            models.Index(
                fields=["lease_until"], condition=Q(state="SENDING"), name="message_leased"
            ),
            models.Index(
                fields=["next_attempt_at"], condition=Q(state="UNKNOWN"), name="message_unknown"
            ),
            models.Index(
                fields=["not_after"],
                condition=Q(state__in=["PENDING", "UNKNOWN"]),
                name="message_to_expire",
            ),
            models.Index(fields=["patient_id", "due_at"], name="message_of_patient"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subject_id", "occurrence", "version", "kind", "channel"],
                name="one_message_per_cause_kind_and_channel",
            ),
            models.UniqueConstraint(
                fields=["channel", "provider_id"],
                condition=~Q(provider_id=""),
                name="one_message_per_provider_id",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "PENDING",
                        "SENDING",
                        "UNKNOWN",
                        "SENT",
                        "DELIVERED",
                        "FAILED",
                        "DEAD",
                        "CANCELLED",
                        "EXPIRED",
                    ]
                ),
                name="message_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(channel__in=Channel.values), name="message_channel_is_known"
            ),
            models.CheckConstraint(
                condition=Q(patient_id__isnull=False, staff=None)
                | Q(patient_id=None, staff__isnull=False),
                name="message_is_for_a_patient_or_for_staff",
            ),
            models.CheckConstraint(
                condition=Q(due_at__lte=F("not_after")), name="message_is_due_before_it_is_stale"
            ),
            models.CheckConstraint(
                condition=Q(before_event=False) | Q(not_after__lt=F("occurrence")),
                name="reminder_never_comes_after_its_visit",
            ),
            models.CheckConstraint(
                condition=Q(state="SENDING", lease_token__isnull=False, lease_until__isnull=False)
                | (~Q(state="SENDING") & Q(lease_token=None, lease_until=None)),
                name="message_is_leased_while_it_is_sent",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["SENT", "DELIVERED", "FAILED"], sent_at__isnull=False)
                | (~Q(state__in=["SENT", "DELIVERED", "FAILED"]) & Q(sent_at=None)),
                name="sent_message_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["FAILED", "DEAD", "CANCELLED", "EXPIRED"]) | ~Q(reason=""),
                name="message_that_did_not_go_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"outbox.Message {self.pk}"

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Collection[str], values: Any, **more: Any
    ) -> Self:
        row = super().from_db(db, field_names, values, **more)
        patient_id = row.__dict__.get("patient_id")
        if patient_id is not None:
            reads.note(patient_id, "outbox.message")
        return row

    @property
    def has_gone(self) -> bool:
        """The provider took it: the patient has it, or will."""
        return self.state in {self.State.SENT, self.State.DELIVERED}

    @property
    def may_still_go(self) -> bool:
        return self.state in {self.State.PENDING, self.State.SENDING, self.State.UNKNOWN}
