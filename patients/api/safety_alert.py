"""/api/v1/safety-alerts/"""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.permissions import Permission
from patients.actions import safety_alert as actions
from patients.models import SafetyAlert, SafetyCall


class SafetyCallSerializer(serializers.ModelSerializer[SafetyCall]):
    class Meta:
        model = SafetyCall
        fields: ClassVar = ["rung", "person", "why", "urgency", "owed_at", "told_at"]


class SafetyAlertSerializer(serializers.ModelSerializer[SafetyAlert]):
    calls = SafetyCallSerializer(many=True, read_only=True)

    class Meta:
        model = SafetyAlert
        fields: ClassVar = [
            "id",
            "patient",
            "site",
            "response",
            "item",
            "urgency",
            "status",
            "raised_at",
            "due_at",
            "calls",
            "acknowledged_at",
            "acknowledged_by",
            "screen",
            "no_screen_because",
            "assessment",
            "assessed_at",
            "assessed_by",
            "plan",
            "planned_at",
            "planned_by",
            "recheck_on",
            "rechecked_at",
            "recheck",
            "closing_note",
            "closed_at",
            "closed_by",
            "version",
        ]


class AssessInput(serializers.Serializer[Any]):
    assessment = serializers.CharField()
    no_screen_because = serializers.CharField(max_length=240, required=False)


class PlanInput(serializers.Serializer[Any]):
    plan = serializers.CharField()
    recheck_on = serializers.DateField(required=False)


class CloseInput(serializers.Serializer[Any]):
    note = serializers.CharField(required=False)


class SafetyAlertViewSet(ClinicViewSet[SafetyAlert]):
    model = SafetyAlert
    serializer_class = SafetyAlertSerializer
    permission = Permission.MEASURE_VIEW
    filters: ClassVar = {"patient": "patient", "site": "site", "status": "status"}

    def get_queryset(self) -> Any:
        return super().get_queryset().prefetch_related("calls")

    @route(detail=True, methods=["post"], url_path="acknowledge", verb=actions.acknowledge)
    def acknowledge(self, request: Request, pk: str) -> Response:
        """I take it on. 409 with who and when, where another person was first."""
        return self.act(actions.acknowledge, self.get_object())

    @route(detail=True, methods=["post"], url_path="assess", verb=actions.assess)
    def assess(self, request: Request, pk: str) -> Response:
        return self.act(actions.assess, self.get_object(), **self.typed(AssessInput))

    @route(detail=True, methods=["post"], url_path="plan", verb=actions.plan)
    def plan(self, request: Request, pk: str) -> Response:
        return self.act(actions.plan, self.get_object(), **self.typed(PlanInput))

    @route(detail=True, methods=["post"], url_path="close", verb=actions.close)
    def close(self, request: Request, pk: str) -> Response:
        return self.act(actions.close, self.get_object(), **self.typed(CloseInput))
