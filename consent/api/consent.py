"""/api/v1/consents/"""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.fresh import confirm_password
from clinic.accounts.permissions import Permission
from consent.actions import consent as actions
from consent.models import (
    CapacityAttestation,
    Consent,
    ConsentForm,
    ElementAcknowledgement,
    TeachBackAnswer,
)
from patients.models import Course


class AcknowledgementSerializer(serializers.ModelSerializer[ElementAcknowledgement]):
    class Meta:
        model = ElementAcknowledgement
        fields: ClassVar = ["element", "acknowledged_at"]


class TeachBackAnswerSerializer(serializers.ModelSerializer[TeachBackAnswer]):
    class Meta:
        model = TeachBackAnswer
        fields: ClassVar = ["question", "answer", "answered_at"]


class ConsentSerializer(serializers.ModelSerializer[Consent]):
    acknowledgements = serializers.SerializerMethodField()
    answers = TeachBackAnswerSerializer(many=True, read_only=True)

    class Meta:
        model = Consent
        fields: ClassVar = [
            "id",
            "patient",
            "site",
            "course",
            "form",
            "type",
            "state",
            "routes",
            "issued_at",
            "acknowledgements",
            "answers",
            "signed_at",
            "signed_by",
            "signature",
            "signed_sha256",
            "expires_on",
            "capacity_attested_at",
            "capacity_attested_by",
            "withdrawn_at",
            "ended_at",
            "reason",
            "version",
        ]

    def get_acknowledgements(self, consent: Consent) -> list[dict[str, Any]]:
        rows = [row for row in consent.acknowledgements.all() if row.taken_back_at is None]
        return list(AcknowledgementSerializer(rows, many=True).data)


class AttestationSerializer(serializers.ModelSerializer[CapacityAttestation]):
    class Meta:
        model = CapacityAttestation
        fields: ClassVar = [
            "id",
            "consent",
            "understands",
            "appreciates",
            "reasons",
            "expresses_a_choice",
            "note",
            "attested_at",
            "attested_by",
        ]


class IssueInput(serializers.Serializer[Any]):
    course = serializers.UUIDField()
    type = serializers.ChoiceField(choices=ConsentForm.Type.choices)


class PacketInput(serializers.Serializer[Any]):
    course = serializers.UUIDField()


class ElementInput(serializers.Serializer[Any]):
    element = serializers.CharField(max_length=40)


class AnswerInput(serializers.Serializer[Any]):
    question = serializers.CharField(max_length=40)
    text = serializers.CharField()


class AttestInput(serializers.Serializer[Any]):
    password = serializers.CharField(trim_whitespace=False)
    understands = serializers.BooleanField()
    appreciates = serializers.BooleanField()
    reasons = serializers.BooleanField()
    expresses_a_choice = serializers.BooleanField()
    note = serializers.CharField(required=False, allow_blank=True)


class SignInput(serializers.Serializer[Any]):
    password = serializers.CharField(trim_whitespace=False)
    typed_name = serializers.CharField(max_length=120)
    interpreter = serializers.CharField(max_length=120, required=False, allow_blank=True)


class ReasonInput(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True)


class ConsentViewSet(ClinicViewSet[Consent]):
    model = Consent
    serializer_class = ConsentSerializer
    permission = Permission.CONSENT_VIEW
    filters: ClassVar = {
        "course": "course",
        "patient": "patient",
        "site": "site",
        "state": "state",
        "type": "type",
    }
    verb = actions.issue

    def get_queryset(self) -> Any:
        return super().get_queryset().prefetch_related("acknowledgements", "answers")

    def create(self, request: Request) -> Response:
        """Issue the form in effect for a course, or answer with the one that waits."""
        typed = self.typed(IssueInput)
        course = self.visible(Course, typed["course"], field="course")
        return self.act(actions.issue, course, type=typed["type"], status=201)

    @route(detail=False, methods=["post"], url_path="issue-packet", verb=actions.issue_packet)
    def issue_packet(self, request: Request) -> Response:
        """Issue every mandatory form of a course that does not hold."""
        course = self.visible(Course, self.typed(PacketInput)["course"], field="course")
        return self.act(actions.issue_packet, course, respond=_Many)

    @route(detail=True, methods=["post"], url_path="acknowledge", verb=actions.acknowledge)
    def acknowledge(self, request: Request, pk: str) -> Response:
        return self.act(actions.acknowledge, self.get_object(), **self.typed(ElementInput))

    @route(detail=True, methods=["post"], url_path="take-back", verb=actions.take_back)
    def take_back(self, request: Request, pk: str) -> Response:
        return self.act(actions.take_back, self.get_object(), **self.typed(ElementInput))

    @route(detail=True, methods=["post"], url_path="answer", verb=actions.answer)
    def answer(self, request: Request, pk: str) -> Response:
        return self.act(actions.answer, self.get_object(), **self.typed(AnswerInput))

    @route(detail=True, methods=["post"], url_path="attest-capacity", verb=actions.attest_capacity)
    def attest_capacity(self, request: Request, pk: str) -> Response:
        consent = self.get_object()
        typed = self.typed(AttestInput)
        proof = confirm_password(request.user, typed.pop("password"))
        return self.act(
            actions.attest_capacity,
            consent,
            authenticated_at=proof,
            respond=AttestationSerializer,
            **typed,
        )

    @route(detail=True, methods=["post"], url_path="sign", verb=actions.sign)
    def sign(self, request: Request, pk: str) -> Response:
        consent = self.get_object()
        typed = self.typed(SignInput)
        proof = confirm_password(request.user, typed.pop("password"))
        return self.act(
            actions.sign,
            consent,
            authenticated_at=proof,
            ip=request.META.get("REMOTE_ADDR", ""),
            user_agent=request.headers.get("User-Agent", ""),
            **typed,
        )

    @route(detail=True, methods=["post"], url_path="decline", verb=actions.decline)
    def decline(self, request: Request, pk: str) -> Response:
        return self.act(actions.decline, self.get_object(), **self.typed(ReasonInput))

    @route(detail=True, methods=["post"], url_path="withdraw", verb=actions.withdraw)
    def withdraw(self, request: Request, pk: str) -> Response:
        return self.act(actions.withdraw, self.get_object(), **self.typed(ReasonInput))


class _Many(ConsentSerializer):
    """The same, for a verb that answers with a list."""

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        return ConsentSerializer(*args, **{**kwargs, "many": True})
