"""One try to send a message, and what came of it."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinic.core.ids import uuid7
from clinic.outbox.models.message import Message


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def in_order(self) -> Self:
        return self.order_by("at", "id")


class Attempt(models.Model):
    """What came of one try, appended and never changed: the evidence behind a message's state."""

    APPEND_ONLY: ClassVar = True

    class Outcome(models.TextChoices):
        ACCEPTED = "ACCEPTED", _("The provider took it")
        NOT_NOW = "NOT_NOW", _("The provider did not take it; tried again later")
        REFUSED = "REFUSED", _("The provider refused it for good")
        NO_ANSWER = "NO_ANSWER", _("No answer: it may have gone")
        ABANDONED = "ABANDONED", _("The sending process died: it may have gone")
        FOUND = "FOUND", _("Asked the provider: it had gone")
        NOT_FOUND = "NOT_FOUND", _("Asked the provider: it had not gone")
        CANNOT_TELL = "CANNOT_TELL", _("The provider cannot say")
        POSTPONED = "POSTPONED", _("Put off")
        STOPPED = "STOPPED", _("Checked before sending: no longer right")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="tries")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    outcome = models.CharField(max_length=11, choices=Outcome.choices)
    code = models.CharField(max_length=40, blank=True)

    objects: ClassVar[AttemptQuerySet] = AttemptQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [models.Index(fields=["message", "at"], name="attempt_of_message")]

    def __str__(self) -> str:
        return f"outbox.Attempt {self.pk}"
