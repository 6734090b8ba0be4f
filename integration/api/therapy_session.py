"""/api/v1/therapy-sessions/ and /api/v1/integration-windows/"""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.fresh import confirm_password
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.scheduling.models import Appointment
from integration.actions import therapy_session as actions
from integration.models import IntegrationWindow, PreparationTopic, TherapySession


class TherapySessionSerializer(serializers.ModelSerializer[TherapySession]):
    """Times and signatures; the words stand in topics and notes, which need another permission."""

    note = serializers.UUIDField(source="note.pk", read_only=True)

    class Meta:
        model = TherapySession
        fields: ClassVar = [
            "id",
            "patient",
            "site",
            "course",
            "appointment",
            "dose_appointment",
            "step",
            "kind",
            "status",
            "therapist",
            "note",
            "started_at",
            "completed_at",
            "signed_at",
            "signed_by",
            "licence",
            "voided_at",
            "voided_by",
            "void_reason",
            "version",
        ]


class TopicSerializer(serializers.ModelSerializer[PreparationTopic]):
    class Meta:
        model = PreparationTopic
        fields: ClassVar = ["id", "session", "patient", "topic", "words", "recorded_at"]


class WindowSerializer(serializers.ModelSerializer[IntegrationWindow]):
    state = serializers.SerializerMethodField()

    class Meta:
        model = IntegrationWindow
        fields: ClassVar = [
            "id",
            "patient",
            "site",
            "course",
            "dose_appointment",
            "went_home_at",
            "opens_at",
            "closes_at",
            "met_by",
            "met_at",
            "state",
        ]

    def get_state(self, window: IntegrationWindow) -> str:
        return str(window.state_at(clock.now()))


class StartInput(serializers.Serializer[Any]):
    appointment = serializers.UUIDField()
    dose_appointment = serializers.UUIDField(required=False)


class TopicInput(serializers.Serializer[Any]):
    topic = serializers.ChoiceField(choices=PreparationTopic.Topic.choices)
    words = serializers.CharField()


class CompleteInput(serializers.Serializer[Any]):
    password = serializers.CharField(trim_whitespace=False)
    ended_at = serializers.DateTimeField(required=False)


class VoidInput(serializers.Serializer[Any]):
    password = serializers.CharField(trim_whitespace=False)
    reason = serializers.CharField(max_length=500)


class TherapySessionViewSet(ClinicViewSet[TherapySession]):
    model = TherapySession
    serializer_class = TherapySessionSerializer
    permission = Permission.THERAPY_VIEW
    filters: ClassVar = {
        "appointment": "appointment",
        "course": "course",
        "kind": "kind",
        "patient": "patient",
        "site": "site",
        "status": "status",
        "therapist": "therapist",
    }
    verb = actions.start

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("note")

    def create(self, request: Request) -> Response:
        """Begin the session of an arrived visit, or answer with the one that runs."""
        typed = self.typed(StartInput)
        visit = self.visible(Appointment, typed["appointment"], field="appointment")
        dose = typed.get("dose_appointment")
        return self.act(
            actions.start,
            visit,
            dose_appointment=(
                self.visible(Appointment, dose, field="dose_appointment") if dose else None
            ),
            status=201,
        )

    @route(detail=True, methods=["post"], url_path="record-topic", verb=actions.record_topic)
    def record_topic(self, request: Request, pk: str) -> Response:
        return self.act(
            actions.record_topic,
            self.get_object(),
            respond=TopicSerializer,
            **self.typed(TopicInput),
        )

    @route(detail=True, methods=["post"], url_path="complete", verb=actions.complete)
    def complete(self, request: Request, pk: str) -> Response:
        session = self.get_object()
        typed = self.typed(CompleteInput)
        proof = confirm_password(request.user, typed.pop("password"))
        return self.act(actions.complete, session, authenticated_at=proof, **typed)

    @route(detail=True, methods=["post"], url_path="void", verb=actions.void)
    def void(self, request: Request, pk: str) -> Response:
        session = self.get_object()
        typed = self.typed(VoidInput)
        proof = confirm_password(request.user, typed.pop("password"))
        return self.act(actions.void, session, authenticated_at=proof, **typed)


class TopicViewSet(ClinicViewSet[PreparationTopic]):
    model = PreparationTopic
    serializer_class = TopicSerializer
    permission = Permission.NOTE_VIEW
    filters: ClassVar = {"session": "session", "patient": "patient", "topic": "topic"}


class WindowViewSet(ClinicViewSet[IntegrationWindow]):
    model = IntegrationWindow
    serializer_class = WindowSerializer
    permission = Permission.THERAPY_VIEW
    filters: ClassVar = {
        "course": "course",
        "dose_appointment": "dose_appointment",
        "patient": "patient",
        "site": "site",
    }
