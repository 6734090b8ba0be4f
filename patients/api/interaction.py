"""/api/v1/interaction-rules/, /interaction-checks/, /interaction-notes/ and /medication-holds/"""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.permissions import Permission
from patients.actions import interaction, medication_hold
from patients.models import (
    InteractionCheck,
    InteractionNote,
    InteractionRules,
    Medication,
    MedicationHold,
    Patient,
)


class InteractionRulesSerializer(serializers.ModelSerializer[InteractionRules]):
    class Meta:
        model = InteractionRules
        fields: ClassVar = ["id", "number", "definition", "checksum", "published_at"]


class InteractionCheckSerializer(serializers.ModelSerializer[InteractionCheck]):
    class Meta:
        model = InteractionCheck
        fields: ClassVar = [
            "id",
            "patient",
            "site",
            "rules",
            "number",
            "cause",
            "route",
            "session",
            "checked_at",
            "medications",
            "flags",
            "worst",
        ]


class InteractionNoteSerializer(serializers.ModelSerializer[InteractionNote]):
    class Meta:
        model = InteractionNote
        fields: ClassVar = [
            "id",
            "patient",
            "site",
            "check_read",
            "rule_code",
            "finding",
            "stands",
            "reason",
            "written_at",
            "written_by",
        ]


class MedicationHoldSerializer(serializers.ModelSerializer[MedicationHold]):
    class Meta:
        model = MedicationHold
        fields: ClassVar = [
            "id",
            "patient",
            "site",
            "medication",
            "rule_code",
            "dose_at",
            "starts_at",
            "asked_at",
            "asked_by",
            "confirmed_at",
            "confirmed_by",
            "note",
            "withdrawn_at",
            "withdrawn_by",
            "withdrawn_because",
            "version",
        ]


class CheckInput(serializers.Serializer[Any]):
    patient = serializers.UUIDField()


class AnswerInput(serializers.Serializer[Any]):
    finding = serializers.CharField(max_length=24)
    reason = serializers.CharField(max_length=500)


class BecauseInput(serializers.Serializer[Any]):
    because = serializers.CharField(max_length=240)


class HoldInput(serializers.Serializer[Any]):
    medication = serializers.UUIDField()
    dose_at = serializers.DateTimeField()
    starts_at = serializers.DateTimeField(required=False, allow_null=True)
    note = serializers.CharField(max_length=240, required=False, allow_blank=True)


class InteractionRulesViewSet(ClinicViewSet[InteractionRules]):
    """Every version of the rules about medications."""

    model = InteractionRules
    serializer_class = InteractionRulesSerializer
    permission = Permission.SITE_VIEW
    filters: ClassVar = {"number": "number"}


class InteractionCheckViewSet(ClinicViewSet[InteractionCheck]):
    """The list of medications as it was read, and what the rules said. POST reads it again."""

    model = InteractionCheck
    serializer_class = InteractionCheckSerializer
    permission = Permission.CHART_VIEW
    filters: ClassVar = {
        "patient": "patient",
        "site": "site",
        "session": "session",
        "worst": "worst",
    }
    verb = interaction.check

    def create(self, request: Request) -> Response:
        typed = self.typed(CheckInput)
        patient = self.visible(Patient, typed["patient"], field="patient")
        return self.act(self.verb, patient, status=201)

    @route(detail=True, methods=["post"], url_path="answer", verb=interaction.answer)
    def answer(self, request: Request, pk: str) -> Response:
        """A prescriber's reason for going on in spite of one RX finding."""
        return self.act(
            interaction.answer,
            self.get_object(),
            respond=InteractionNoteSerializer,
            status=201,
            **self.typed(AnswerInput),
        )


class InteractionNoteViewSet(ClinicViewSet[InteractionNote]):
    model = InteractionNote
    serializer_class = InteractionNoteSerializer
    permission = Permission.CHART_VIEW
    filters: ClassVar = {"patient": "patient", "site": "site", "finding": "finding"}

    @route(detail=True, methods=["post"], url_path="take-back", verb=interaction.take_back)
    def take_back(self, request: Request, pk: str) -> Response:
        return self.act(interaction.take_back, self.get_object(), **self.typed(BecauseInput))


class MedicationHoldViewSet(ClinicViewSet[MedicationHold]):
    """How long before a dose something is left out. POST asks; a prescriber confirms."""

    model = MedicationHold
    serializer_class = MedicationHoldSerializer
    permission = Permission.CHART_VIEW
    filters: ClassVar = {"patient": "patient", "site": "site", "medication": "medication"}
    verb = medication_hold.ask

    def create(self, request: Request) -> Response:
        typed = self.typed(HoldInput)
        medication = self.visible(Medication, typed.pop("medication"), field="medication")
        return self.act(self.verb, medication, status=201, **typed)

    @route(detail=True, methods=["post"], url_path="confirm", verb=medication_hold.confirm)
    def confirm(self, request: Request, pk: str) -> Response:
        return self.act(medication_hold.confirm, self.get_object())

    @route(detail=True, methods=["post"], url_path="withdraw", verb=medication_hold.withdraw)
    def withdraw(self, request: Request, pk: str) -> Response:
        return self.act(medication_hold.withdraw, self.get_object(), **self.typed(BecauseInput))
