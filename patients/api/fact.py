"""/api/v1/conditions/, /medications/ and /allergies/"""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

from django.db import models
from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.permissions import Permission
from patients.actions import fact as actions
from patients.models import Allergy, Condition, Medication, Patient

M = TypeVar("M", bound=models.Model)

COMMON = [
    "id",
    "patient",
    "site",
    "name",
    "code",
    "code_system",
    "started_on",
    "ended_on",
    "is_past",
    "note",
    "came_from",
    "confirmed_at",
    "confirmed_by",
    "mistaken_at",
    "mistaken_by",
    "mistaken_because",
    "version",
]
MEDICATION = ["dose", "frequency", "last_taken_at", "prescribed_by", "purpose"]


class ConditionSerializer(serializers.ModelSerializer[Condition]):
    class Meta:
        model = Condition
        fields: ClassVar = COMMON


class MedicationSerializer(serializers.ModelSerializer[Medication]):
    class Meta:
        model = Medication
        fields: ClassVar = [*COMMON, *MEDICATION]


class AllergySerializer(serializers.ModelSerializer[Allergy]):
    class Meta:
        model = Allergy
        fields: ClassVar = [*COMMON, "reaction", "severity"]


class ConditionInput(serializers.Serializer[Any]):
    patient = serializers.UUIDField()
    name = serializers.CharField(max_length=200)
    code = serializers.CharField(max_length=64, required=False, allow_blank=True)
    code_system = serializers.CharField(max_length=200, required=False, allow_blank=True)
    started_on = serializers.DateField(required=False, allow_null=True)
    ended_on = serializers.DateField(required=False, allow_null=True)
    is_past = serializers.BooleanField(required=False)
    note = serializers.CharField(max_length=500, required=False, allow_blank=True)


class MedicationInput(ConditionInput):
    dose = serializers.CharField(max_length=120, required=False, allow_blank=True)
    frequency = serializers.CharField(max_length=120, required=False, allow_blank=True)
    last_taken_at = serializers.DateTimeField(required=False, allow_null=True)
    prescribed_by = serializers.CharField(max_length=120, required=False, allow_blank=True)
    purpose = serializers.CharField(max_length=200, required=False, allow_blank=True)


class AllergyInput(ConditionInput):
    reaction = serializers.CharField(max_length=200, required=False, allow_blank=True)
    severity = serializers.ChoiceField(choices=Allergy.Severity.choices, required=False)


class EndInput(serializers.Serializer[Any]):
    ended_on = serializers.DateField()


class MistakeInput(serializers.Serializer[Any]):
    because = serializers.CharField(max_length=240)


class FactViewSet(ClinicViewSet[M]):
    """Confirmed here by a clinician; what a referral says waits among the referral's own facts."""

    permission = Permission.CHART_VIEW
    filters: ClassVar = {"patient": "patient", "site": "site"}
    input_class: ClassVar[type[serializers.Serializer[Any]]]

    def create(self, request: Request) -> Response:
        """Confirm a new fact. A signed screening is then signed again."""
        typed = self.typed(self.input_class)
        patient = self.visible(Patient, typed.pop("patient"), field="patient")
        return self.act(self.verb, patient, status=201, **typed)

    @route(detail=True, methods=["post"], url_path="end", verb=actions.end)
    def end(self, request: Request, pk: str) -> Response:
        return self.act(actions.end, self.get_object(), **self.typed(EndInput))

    @route(detail=True, methods=["post"], url_path="mark-mistaken", verb=actions.mark_mistaken)
    def mark_mistaken(self, request: Request, pk: str) -> Response:
        return self.act(actions.mark_mistaken, self.get_object(), **self.typed(MistakeInput))


class ConditionViewSet(FactViewSet[Condition]):
    model = Condition
    serializer_class = ConditionSerializer
    verb = actions.confirm_condition
    input_class = ConditionInput


class MedicationViewSet(FactViewSet[Medication]):
    model = Medication
    serializer_class = MedicationSerializer
    verb = actions.confirm_medication
    input_class = MedicationInput


class AllergyViewSet(FactViewSet[Allergy]):
    model = Allergy
    serializer_class = AllergySerializer
    verb = actions.confirm_allergy
    input_class = AllergyInput
