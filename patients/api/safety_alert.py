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
from patients.models import SafetyAlert


class SafetyAlertSerializer(serializers.ModelSerializer[SafetyAlert]):
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
            "seen_at",
            "seen_by",
            "assessment",
            "plan",
            "closed_at",
            "closed_by",
            "version",
        ]


class CloseInput(serializers.Serializer[Any]):
    assessment = serializers.CharField()
    plan = serializers.CharField()


class SafetyAlertViewSet(ClinicViewSet[SafetyAlert]):
    model = SafetyAlert
    serializer_class = SafetyAlertSerializer
    permission = Permission.MEASURE_VIEW
    filters: ClassVar = {"patient": "patient", "site": "site", "status": "status"}

    @route(detail=True, methods=["post"], url_path="see", verb=actions.see)
    def see(self, request: Request, pk: str) -> Response:
        return self.act(actions.see, self.get_object())

    @route(detail=True, methods=["post"], url_path="close", verb=actions.close)
    def close(self, request: Request, pk: str) -> Response:
        return self.act(actions.close, self.get_object(), **self.typed(CloseInput))
