"""/api/v1/safety-plans/"""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.permissions import Permission
from patients.actions import safety_plan as actions
from patients.models import Patient, SafetyAlert, SafetyPlan


class SafetyPlanSerializer(serializers.ModelSerializer[SafetyPlan]):
    class Meta:
        model = SafetyPlan
        fields: ClassVar = [
            "id",
            "patient",
            "site",
            "number",
            "signs",
            "alone",
            "company",
            "people",
            "help",
            "surroundings",
            "reasons",
            "made_at",
            "made_by",
            "alert",
        ]


class WriteInput(serializers.Serializer[Any]):
    patient = serializers.UUIDField()
    after = serializers.IntegerField(min_value=0)
    alert = serializers.UUIDField(required=False)
    signs = serializers.CharField()
    alone = serializers.CharField()
    company = serializers.CharField(required=False)
    people = serializers.CharField()
    help = serializers.CharField(required=False)
    surroundings = serializers.CharField()
    reasons = serializers.CharField(required=False)


class SafetyPlanViewSet(ClinicViewSet[SafetyPlan]):
    model = SafetyPlan
    serializer_class = SafetyPlanSerializer
    permission = Permission.CHART_VIEW
    verb = actions.write
    filters: ClassVar = {"patient": "patient", "site": "site"}

    def create(self, request: Request) -> Response:
        """A new version, after the one with number ``after``. 409 when another was written meanwhile."""
        given = self.typed(WriteInput)
        patient = self.visible(Patient, given.pop("patient"), field="patient")
        if "alert" in given:
            given["alert"] = self.visible(SafetyAlert, given["alert"], field="alert")
        return self.act(actions.write, patient, **given)
