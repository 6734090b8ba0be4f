"""/api/v1/messages/ and /api/v1/contact-points/: what was owed and sent, and where a patient is reached."""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.permissions import Permission
from clinic.outbox.actions import contact_point
from clinic.outbox.actions import message as actions
from clinic.outbox.models import Attempt, ContactPoint, Message, OptOut


class AttemptSerializer(serializers.ModelSerializer[Attempt]):
    class Meta:
        model = Attempt
        fields: ClassVar = ["number", "at", "outcome", "code"]


class MessageSerializer(serializers.ModelSerializer[Message]):
    tries = AttemptSerializer(many=True, read_only=True)

    class Meta:
        model = Message
        fields: ClassVar = [
            "id",
            "site",
            "patient_id",
            "staff",
            "topic",
            "subject_id",
            "kind",
            "channel",
            "occurrence",
            "due_at",
            "not_after",
            "state",
            "reason",
            "attempts",
            "next_attempt_at",
            "sent_at",
            "created_at",
            "tries",
        ]


class MessageViewSet(ClinicViewSet[Message]):
    model = Message
    serializer_class = MessageSerializer
    permission = Permission.MESSAGE_VIEW
    filters: ClassVar = {
        "patient": "patient_id",
        "subject": "subject_id",
        "state": "state",
        "site": "site",
        "kind": "kind",
    }

    def get_queryset(self) -> Any:
        return super().get_queryset().prefetch_related("tries")

    @route(detail=True, methods=["post"], url_path="retry", verb=actions.retry)
    def retry(self, request: Request, pk: str) -> Response:
        """The cause is mended: try again now."""
        return self.act(actions.retry, self.get_object())


class ContactPointSerializer(serializers.ModelSerializer[ContactPoint]):
    class Meta:
        model = ContactPoint
        fields: ClassVar = [
            "id",
            "site",
            "patient_id",
            "kind",
            "address",
            "verified_at",
            "consented_at",
            "opted_out_at",
            "replaced_at",
            "version",
        ]


class OptOutInput(serializers.Serializer[Any]):
    how = serializers.ChoiceField(choices=OptOut.How.choices, required=False)


class OptInInput(serializers.Serializer[Any]):
    why = serializers.CharField(max_length=240)


class ContactPointViewSet(ClinicViewSet[ContactPoint]):
    model = ContactPoint
    serializer_class = ContactPointSerializer
    permission = Permission.PATIENT_VIEW
    filters: ClassVar = {
        "patient": "patient_id",
        "kind": "kind",
        "current": "replaced_at__isnull",
    }

    @route(detail=True, methods=["post"], url_path="opt-out", verb=contact_point.opt_out)
    def opt_out(self, request: Request, pk: str) -> Response:
        """The patient asked for silence there."""
        return self.act(contact_point.opt_out, self.get_object(), **self.typed(OptOutInput))

    @route(detail=True, methods=["post"], url_path="opt-in", verb=contact_point.opt_in)
    def opt_in(self, request: Request, pk: str) -> Response:
        """The patient asked for messages again."""
        return self.act(contact_point.opt_in, self.get_object(), **self.typed(OptInInput))

    @route(
        detail=True, methods=["post"], url_path="remove", verb=contact_point.remove_contact_point
    )
    def remove(self, request: Request, pk: str) -> Response:
        """The patient is no longer reached there."""
        return self.act(contact_point.remove_contact_point, self.get_object())
